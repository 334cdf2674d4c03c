"""Going through the register by the anomaly rules (rounds.py, anomaly_work.py)."""

from datetime import datetime, timedelta

from anomaly_tables import AnomalyRun
from models import Officer
from office import timetable
from office.audit import Happened
from office.files.apart import Word
from office.inspection import anomaly_stage, rounds
from office.inspection.rounds import Kind, Rounds

SILENCE = timedelta(minutes=2)  # a run that did not stir for so long was broken off
Outcome = rounds.Outcome


def task(run: AnomalyRun, *, by: Officer, at: datetime) -> Word:
    """What office/inspection/anomaly_work.py is told to do."""
    on = timetable.today(by.office, at).isoformat()
    return {"run": run.id, "at": at.isoformat(), "on": on}


runs = Rounds(
    Kind(
        table=AnomalyRun,
        worker="office.inspection.anomaly_work",
        task=lambda run, by, at: task(run, by=by, at=at),
        begun=Happened.ANOMALY_RUN_BEGUN,
        noun="run",
        silence=SILENCE,
        sweep=anomaly_stage.sweep,
        going_on="Pemeriksaan sedang berjalan. Tunggu sampai selesai, atau batalkan.",
        importing="Database kependudukan sedang diimpor. Periksa setelah impor selesai.",
        empty="Database kependudukan masih kosong. Impor dahulu, lalu periksa.",
        over="Pemeriksaan ini tidak sedang berjalan.",
    )
)
live, version, last, shown = runs.live, runs.version, runs.last, runs.shown
begin, book, cancel, sweep = runs.begin, runs.book, runs.cancel, runs.sweep
