"""What is done without being asked: days that are over closed, the new one's waits learnt,
applicants who never came no longer waited for, old drafts forgotten."""

from datetime import datetime, timedelta

from database import fetch, find
from models import Case, Office, Pause
from office import appointments, casework, closing, intake, timetable, turns
from office.errors import Refused
from office.inspection import anomaly_runs, linkage_runs
from office.ministry import list_files, list_import, result_files
from office.register import register_files, staging
from office.walls import slides

DRAFT_LASTS = timedelta(minutes=10)  # longer than any idle kiosk waits
FOR_APPLICANT = "reason = 'applicant' AND until IS NULL AND since < ?"


def run(*, at: datetime) -> None:
    """Close the days before today, end what waited too long, wipe kiosks that went dark, sweep
    what a broken-off import left.

    What is not due is left alone, so that it may run every minute.
    """
    for office in list(Office.select()):
        closing.close_days(office, before=timetable.today(office, at), by=None, at=at)
        turns.prepare(office, at=at)
        appointments.forget_origins(office, at=at)
        for case in _waited_long(office, at):
            try:
                casework.expire(case, at=at, seen=case.moves)
            except Refused:
                continue  # they have just come back
    intake.wipe_left_behind(before=at - DRAFT_LASTS)
    staging.sweep(before=at - staging.SILENCE)
    register_files.tray.sweep(at=at)
    result_files.tray.sweep(at=at)
    anomaly_runs.sweep(at=at)
    linkage_runs.sweep(at=at)
    list_files.tray.sweep(at=at)
    list_import.sweep()
    slides.sweep(at=at)


def _waited_long(office: Office, at: datetime) -> list[Case]:
    """Those whose applicant has not come back within the office's working days."""
    since = Pause.since.db_value(at - timedelta(days=office.comeback_days))
    waits = find(Pause, FOR_APPLICANT, since)
    fetch(waits, Pause.case)
    return [
        wait.case
        for wait in waits
        if wait.case.office_id == office.id and casework.waits_long(wait, office, at=at)
    ]
