"""Going through the whole register by a process beside the server: begun, followed, given up.

One of a kind at a time. What is under way stands in memory, what became of it in a row; whatever a
round wrote stays unseen until it went to its end.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from database import first, insert, store, writing
from fields import Table
from models import Officer
from office import audit
from office.audit import Happened
from office.errors import NotFound, Refused
from office.files.apart import Word, clock_from
from office.files.beside import Beside
from office.register import register, staging
from register_tables import RegisterChange


class Outcome(StrEnum):
    DONE = "done"
    STOPPED = "stopped"
    REFUSED = "refused"
    BROKEN = "broken"


@dataclass(frozen=True)
class Kind:
    """What is not the same for every round."""

    table: type[Table]  # officer, change, begun_at, touched_at, ended_at, outcome
    worker: str  # the process that does it: a module that calls apart.run
    task: Callable[[Any, Officer, datetime], Word]  # what it is told, beside what every process is
    begun: Happened
    noun: str  # in the trail, before its number
    silence: timedelta  # a round that did not stir for so long was broken off
    sweep: Callable[..., object]  # before=, besides=, at=: what broke off is removed
    going_on: str  # sentences: why none begins now
    importing: str
    empty: str
    over: str  # why none can be given up
    refuse: Callable[[], object] = lambda: None  # raises Refused where none can ever begin


@dataclass
class Going:
    """The round that is under way."""

    row: Any  # of the kind's table
    clock: Callable[[], datetime]
    version: int = 0  # raised by everything a page shows
    progress: tuple[str, int, int] = ("", 0, 0)  # what is done, how much, of how much (0: unknown)
    stopping: bool = False
    beside: Beside | None = None


class Rounds:
    """All of one kind."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._live: Going | None = None
        self._door = threading.RLock()  # who changes what is under way

    def live(self) -> Going | None:
        """The round that is under way; None for none."""
        return self._live

    def version(self) -> str:
        """What a page that shows `live` and `last` has seen."""
        going, row = self._live, self.last()
        return f"{going.row.id}.{going.version}" if going else f"{row.id if row else 0}.end"

    def last(self) -> Any:
        """The newest row, or None; one without an end that is not under way broke off."""
        with self._door:
            row: Any = first(self.kind.table, "1 ORDER BY id DESC")
            if row and not (row.ended_at or self._live):
                row.outcome, row.ended_at = Outcome.BROKEN, row.begun_at
            return row

    def shown(self) -> Any:
        """The row of the round whose findings are shown: the last that went to its end."""
        return first(self.kind.table, "outcome = ? ORDER BY id DESC", Outcome.DONE)

    def begin(self, *, by: Officer, at: datetime) -> Any:
        """Go through everyone who stands in the register now. Raises as `book`."""
        with self._door:
            row = self.book(by=by, at=at)
            going = self._live = Going(row, clock_from(at))
            hear, lost = partial(self._hear, going), partial(self._lost, going)
            task = self.kind.task(row, by, at)
            going.beside = Beside(self.kind.worker, task, hear, lost)
            return row

    def book(self, *, by: Officer, at: datetime) -> Any:
        """Write down that a round begins; somebody must do it now.

        Raises Refused while one is under way, while the register is imported, and when it is empty.
        """
        kind, table = self.kind, self.kind.table
        with self._door, writing():
            kind.refuse()
            alive = table.touched_at.db_value(at - kind.silence)
            if self._live or first(table, "ended_at IS NULL AND touched_at > ?", alive):
                raise Refused(kind.going_on)
            imported = RegisterChange.touched_at.db_value(at - staging.SILENCE)
            if first(RegisterChange, "shown_at IS NULL AND touched_at > ?", imported):
                raise Refused(kind.importing)
            if not register.now():
                raise Refused(kind.empty)
            told = {"officer": by.id, "change": register.now()}
            id = insert(table, begun_at=at, touched_at=at, **told)
            audit.record(by.office_id, kind.begun, at=at, by=by, detail=f"{kind.noun} {id}")
            return table.get_by_id(id)

    def cancel(self, id: int) -> None:
        """Give it up; what the last one found stays shown. Raises NotFound when it is over."""
        with self._door:
            going = self._live
            if going is None or going.row.id != id or going.beside is None:
                raise NotFound(self.kind.over)
            going.stopping, going.version = True, going.version + 1
            going.beside.say({"stop": True})

    def sweep(self, *, at: datetime) -> None:
        """Remove what broke off, in short transactions; what still stirs is left alone."""
        under_way = self._live.row.id if self._live else 0
        self.kind.sweep(before=at - self.kind.silence, besides=under_way, at=at)

    def _hear(self, going: Going, word: Word) -> None:
        with self._door:
            if "progress" in word and not going.stopping:
                going.progress, going.version = tuple(word["progress"]), going.version + 1

    def _lost(self, going: Going) -> None:
        """The process has ended. If it did not write how, it broke off; the next round sweeps."""
        with self._door:
            row: Any = first(self.kind.table, "id = ? AND ended_at IS NULL", going.row.id)
            if row:
                with writing():
                    store(row, touched_at=row.begun_at - self.kind.silence)
            if self._live is going:
                self._live = None
            if going.beside:
                going.beside.leave()
