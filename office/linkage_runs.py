"""Searching the register for people who stand in it twice, as the server holds it: begun, followed,
given up. A process beside the server does it (office/linkage_work.py).

One at a time. What is under way stands in memory, what became of it in a row.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from importlib.util import find_spec

from database import first, insert, store, writing
from linkage_tables import DoubleSearch
from models import Officer
from office import audit, linkage_stage, register, staging
from office.apart import Word, clock_from
from office.audit import Happened
from office.beside import Beside
from office.errors import NotFound, Refused
from register_tables import RegisterChange

SILENCE = timedelta(minutes=10)  # of a million people one step takes minutes on a slow computer
EXTRA = ("splink", "duckdb", "pyarrow")


class Outcome(StrEnum):
    DONE = "done"
    STOPPED = "stopped"
    REFUSED = "refused"
    BROKEN = "broken"


@dataclass
class Going:
    """The search that is under way."""

    row: DoubleSearch
    clock: Callable[[], datetime]
    version: int = 0  # raised by everything a page shows
    progress: tuple[str, int, int] = ("", 0, 0)  # what is done, how much, of how much (0: unknown)
    stopping: bool = False
    beside: Beside | None = None


_door = threading.RLock()  # who changes what is under way
_live: Going | None = None


def installed() -> bool:
    """Whether the extra `linkage` is there; nothing of it is imported here."""
    return all(find_spec(name) for name in EXTRA)


def live() -> Going | None:
    """The search that is under way; None for none."""
    return _live


def version() -> str:
    """What a page that shows `live` and `last` has seen."""
    going, row = _live, last()
    return f"{going.row.id}.{going.version}" if going else f"{row.id if row else 0}.end"


def last() -> DoubleSearch | None:
    """The newest search; one that has no end and is not under way broke off."""
    with _door:
        row = first(DoubleSearch, "1 ORDER BY id DESC")
        if row and not (row.ended_at or _live):
            row.outcome, row.ended_at = Outcome.BROKEN, row.begun_at
        return row


def shown() -> DoubleSearch | None:
    """The search whose pairs are shown: the last that went to its end."""
    return first(DoubleSearch, "outcome = ? ORDER BY id DESC", Outcome.DONE)


def begin(*, by: Officer, at: datetime) -> DoubleSearch:
    """Compare everyone who stands in the register now with everyone. Raises as `book`."""
    global _live
    with _door:
        row = book(by=by, at=at)
        going = _live = Going(row, clock_from(at))
        hear, lost = partial(_hear, going), partial(_lost, going)
        going.beside = Beside("office.linkage_work", task(row, at=at), hear, lost)
        return row


def book(*, by: Officer, at: datetime) -> DoubleSearch:
    """Write down that a search begins; somebody must do it now.

    Raises Refused without the extra, while a search is under way or the register is imported, and
    when it is empty.
    """
    with _door, writing():
        if not installed():
            raise Refused("Pencarian data ganda belum terpasang di server ini.")
        alive = DoubleSearch.touched_at.db_value(at - SILENCE)
        if _live or first(DoubleSearch, "ended_at IS NULL AND touched_at > ?", alive):
            raise Refused("Pencarian sedang berjalan. Tunggu sampai selesai, atau batalkan.")
        imported = RegisterChange.touched_at.db_value(at - staging.SILENCE)
        if first(RegisterChange, "shown_at IS NULL AND touched_at > ?", imported):
            raise Refused("Database kependudukan sedang diimpor. Cari setelah impor selesai.")
        if not register.now():
            raise Refused("Database kependudukan masih kosong. Impor dahulu, lalu cari.")
        told = {"officer": by.id, "change": register.now()}
        id = insert(DoubleSearch, begun_at=at, touched_at=at, **told)
        audit.record(by.office_id, Happened.DOUBLES_SOUGHT, at=at, by=by, detail=f"search {id}")
        return DoubleSearch.get_by_id(id)


def task(search: DoubleSearch, *, at: datetime) -> Word:
    """What office/linkage_work.py is told to do."""
    return {"search": search.id, "at": at.isoformat()}


def cancel(id: int) -> None:
    """Give the search up; what the last one found stays shown. Raises NotFound when it is over."""
    with _door:
        if _live is None or _live.row.id != id or _live.beside is None:
            raise NotFound("Pencarian ini tidak sedang berjalan.")
        _live.stopping, _live.version = True, _live.version + 1
        _live.beside.say({"stop": True})


def sweep(*, at: datetime) -> None:
    """Remove what broke off, in short transactions; what still stirs is left alone."""
    under_way = _live.row.id if _live else 0
    linkage_stage.sweep(before=at - SILENCE, besides=under_way, at=at)


def _hear(going: Going, word: Word) -> None:
    with _door:
        if "progress" in word and not going.stopping:
            going.progress, going.version = tuple(word["progress"]), going.version + 1


def _lost(going: Going) -> None:
    """The process has ended. If it did not write how, it broke off, and the next round sweeps."""
    global _live
    with _door:
        row = first(DoubleSearch, "id = ? AND ended_at IS NULL", going.row.id)
        if row:
            with writing():
                store(row, touched_at=row.begun_at - SILENCE)
        if _live is going:
            _live = None
        if going.beside:
            going.beside.leave()
