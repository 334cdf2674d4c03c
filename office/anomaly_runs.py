"""Going through the register by the anomaly rules, as the server holds it: begun, followed, given
up. A process beside the server does it (office/anomaly_work.py).

One at a time. What is under way stands in memory, what became of it in a row.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from anomaly_tables import AnomalyRun
from database import first, insert, store, writing
from models import Officer
from office import anomaly_stage, audit, register, staging, timetable
from office.apart import Word, clock_from
from office.audit import Happened
from office.beside import Beside
from office.errors import NotFound, Refused
from register_tables import RegisterChange

SILENCE = timedelta(minutes=2)  # a run that did not stir for so long was broken off


class Outcome(StrEnum):
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken"


@dataclass
class Going:
    """The run that is under way."""

    row: AnomalyRun
    clock: Callable[[], datetime]
    version: int = 0  # raised by everything a page shows
    progress: tuple[str, int, int] = ("", 0, 0)  # what is done, how much, of how much (0: unknown)
    stopping: bool = False
    beside: Beside | None = None


_door = threading.RLock()  # who changes what is under way
_live: Going | None = None


def live() -> Going | None:
    """The run that is under way; None for none."""
    return _live


def version() -> str:
    """What a page that shows `live` and `last` has seen."""
    going, row = _live, last()
    return f"{going.row.id}.{going.version}" if going else f"{row.id if row else 0}.end"


def last() -> AnomalyRun | None:
    """The newest run; one that has no end and is not under way broke off."""
    with _door:
        row = first(AnomalyRun, "1 ORDER BY id DESC")
        if row and not (row.ended_at or _live):
            row.outcome, row.ended_at = Outcome.BROKEN, row.begun_at
        return row


def shown() -> AnomalyRun | None:
    """The run whose findings are shown: the last that went to its end."""
    return first(AnomalyRun, "outcome = ? ORDER BY id DESC", Outcome.DONE)


def begin(*, by: Officer, at: datetime) -> AnomalyRun:
    """Go through everyone who stands in the register now. Raises as `book`."""
    global _live
    with _door:
        row = book(by=by, at=at)
        going = _live = Going(row, clock_from(at))
        hear, lost = partial(_hear, going), partial(_lost, going)
        going.beside = Beside("office.anomaly_work", task(row, by=by, at=at), hear, lost)
        return row


def book(*, by: Officer, at: datetime) -> AnomalyRun:
    """Write down that a run begins; somebody must do it now.

    Raises Refused while a run is under way, while the register is imported, and when it is empty.
    """
    with _door, writing():
        alive = AnomalyRun.touched_at.db_value(at - SILENCE)
        if _live or first(AnomalyRun, "ended_at IS NULL AND touched_at > ?", alive):
            raise Refused("Pemeriksaan sedang berjalan. Tunggu sampai selesai, atau batalkan.")
        imported = RegisterChange.touched_at.db_value(at - staging.SILENCE)
        if first(RegisterChange, "shown_at IS NULL AND touched_at > ?", imported):
            raise Refused("Database kependudukan sedang diimpor. Periksa setelah impor selesai.")
        if not register.now():
            raise Refused("Database kependudukan masih kosong. Impor dahulu, lalu periksa.")
        told = {"officer": by.id, "change": register.now()}
        id = insert(AnomalyRun, begun_at=at, touched_at=at, **told)
        audit.record(by.office_id, Happened.ANOMALY_RUN_BEGUN, at=at, by=by, detail=f"run {id}")
        return AnomalyRun.get_by_id(id)


def task(run: AnomalyRun, *, by: Officer, at: datetime) -> Word:
    """What office/anomaly_work.py is told to do."""
    on = timetable.today(by.office, at).isoformat()
    return {"run": run.id, "at": at.isoformat(), "on": on}


def cancel(id: int) -> None:
    """Give the run up; what the last one found stays shown. Raises NotFound when it is over."""
    with _door:
        if _live is None or _live.row.id != id or _live.beside is None:
            raise NotFound("Pemeriksaan ini tidak sedang berjalan.")
        _live.stopping, _live.version = True, _live.version + 1
        _live.beside.say({"stop": True})


def sweep(*, at: datetime) -> None:
    """Remove what broke off, in short transactions; what still stirs is left alone."""
    under_way = _live.row.id if _live else 0
    anomaly_stage.sweep(before=at - SILENCE, besides=under_way, at=at)


def _hear(going: Going, word: Word) -> None:
    with _door:
        if "progress" in word and not going.stopping:
            going.progress, going.version = tuple(word["progress"]), going.version + 1


def _lost(going: Going) -> None:
    """The process has ended. If it did not write how, it broke off, and the next round sweeps."""
    global _live
    with _door:
        row = first(AnomalyRun, "id = ? AND ended_at IS NULL", going.row.id)
        if row:
            with writing():
                store(row, touched_at=row.begun_at - SILENCE)
        if _live is going:
            _live = None
        if going.beside:
            going.beside.leave()
