"""What is done without being asked: days that are over closed, the new one's waits learnt,
applicants who never came no longer waited for, old drafts forgotten."""

from datetime import datetime, timedelta

from models import Case, Office, Pause
from office import (
    appointments,
    casework,
    closing,
    intake,
    register_files,
    slides,
    staging,
    timetable,
    turns,
)
from office.errors import Refused

DRAFT_LASTS = timedelta(minutes=10)  # longer than any idle kiosk waits


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
                continue  # holidays gave them longer, or they have just come back
    intake.wipe_left_behind(before=at - DRAFT_LASTS)
    staging.sweep(before=at - staging.SILENCE)
    register_files.tray.sweep(at=at)
    slides.sweep(at=at)


def _waited_long(office: Office, at: datetime) -> list[Case]:
    """Those that wait for their applicant since more days than the office gives working days."""
    since = at - timedelta(days=office.comeback_days)
    waits = (
        Case.select()
        .join(Pause)
        .where(
            Case.office == office,
            Case.paused_for == "applicant",
            Pause.until.is_null(),
            Pause.since < since,
        )
    )
    return list(waits)
