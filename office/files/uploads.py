"""A file brought through the staff area to be imported: piece by piece onto the disk, sealed; then
checked, looked at and brought in by a process beside the server.

One of a kind at a time. What is under way stands in memory, what became of it in a row.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from database import db, find, first, insert, store, writing
from fields import Table
from models import Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete, NotFound, Refused, Stale
from office.files import pieces
from office.files.apart import Word, clock_from
from office.files.beside import Beside
from office.files.pieces import Pieces
from office.files.sealed import Writer
from office.texts import clean

LONGEST_NAME = 100
PATIENCE = timedelta(minutes=30)  # a file that was checked waits so long for its word


class Stage(StrEnum):
    SENDING = "sending"
    CHECKING = "checking"
    FOUND = "found"  # waits for somebody's word
    IMPORTING = "importing"
    STOPPING = "stopping"


class Outcome(StrEnum):
    IMPORTED = "imported"
    SAME = "same"
    REFUSED = "refused"
    STOPPED = "stopped"
    BROKEN = "broken"


SAID = {
    Outcome.STOPPED: "Impor dibatalkan. Tidak ada yang berubah.",
    Outcome.BROKEN: "Impor terputus. Tidak ada yang berubah; ulangi impor.",
}


@dataclass(frozen=True)
class Kind:
    """What is not the same for every file that is brought."""

    table: type[Table]  # a row a file, with all the columns of RegisterFile
    folder: str  # beside the database; no other kind's
    worker: str  # the process that works on it: a module that calls apart.run
    largest: int  # bytes
    wrong_size: str  # the sentence; n is how many MB are taken
    brought: Happened
    ended: Happened
    busy: Callable[[datetime], bool] = lambda at: False  # the same is being imported elsewhere
    also: Callable[[], Word] = dict  # what its process is told besides the file
    said: Mapping[Outcome, str] = field(default_factory=lambda: SAID)  # what broke off


@dataclass
class Upload:
    """The file that is under way."""

    row: Any  # of the kind's table
    writer: Writer
    pieces: Pieces
    clock: Callable[[], datetime]
    touched_at: datetime
    stage: Stage = Stage.SENDING
    version: int = 0  # raised by everything a page shows
    progress: tuple[str, int, int] = ("", 0, 0)  # what is done, how much, of how much (0: unknown)
    found: Word = field(default_factory=dict)  # what the kind's worker asked with
    beside: Beside | None = None  # the process that works on it

    def turn(self, stage: Stage, at: datetime) -> None:
        self.stage, self.touched_at, self.clock = stage, at, clock_from(at)
        self.progress, self.version = ("", 0, 0), self.version + 1

    def left_alone(self, at: datetime) -> bool:
        """Whether its officer has gone; the process beside us tells of itself."""
        if self.stage == Stage.SENDING:
            return at - self.pieces.touched_at > pieces.SILENCE
        return self.stage == Stage.FOUND and at - self.touched_at > PATIENCE


class Tray:
    """Where the files of a kind are laid, one at a time."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self._live: Upload | None = None
        self._door = threading.RLock()  # who changes what is under way

    def live(self) -> Upload | None:
        """The file that is under way, as it stands at this moment; None for none."""
        with self._door:
            return copy(self._live)

    def version(self) -> str:
        """What a page that shows `live` and `last` has seen."""
        upload, row = self._live, self.last()
        return f"{upload.row.id}.{upload.version}" if upload else f"{row.id if row else 0}.end"

    def last(self) -> Any:
        """The newest file's row, or None; one that has no end and is not under way broke off with
        its server."""
        with self._door:
            row: Any = first(self.kind.table, "1 ORDER BY id DESC")
            if row and not (row.ended_at or self._live):
                row.outcome, row.said = Outcome.BROKEN, self.kind.said[Outcome.BROKEN]
                row.ended_at = row.begun_at
            return row

    def begin(self, name: str, size: int, *, by: Officer, at: datetime, **about: Any) -> Upload:
        """Make room for a file. What the same officer left half sent gives way.

        about: further columns of its row.

        Raises
            Refused     another file is under way, here or elsewhere
            Incomplete  there is nothing in it, or too much
        """
        name = "".join(filter(str.isprintable, name.replace("\\", "/").rpartition("/")[2]))
        name = clean(name, LONGEST_NAME) or "tanpa nama"
        with self._door:
            former = self._live
            if former and former.stage == Stage.SENDING and former.row.officer_id == by.id:
                self._end(former, Outcome.BROKEN, at=at)
            if self._live or self.kind.busy(at):
                raise Refused(
                    "Sebuah berkas sedang diimpor. Tunggu sampai selesai, atau batalkan dahulu."
                )
            if not 0 < size <= self.kind.largest:
                raise Incomplete(self.kind.wrong_size, n=self.kind.largest // 1_000_000)
            self.sweep(at=at)
            row = self._record_begin(name, by=by, at=at, **about)
            writer = Writer(self._folder() / f"{row.id}.sealed")
            coming = Pieces(size, writer.append, at=at)
            self._live = Upload(row, writer, coming, clock_from(at), at)
            return self._live

    def append(self, id: int, offset: int, piece: bytes, *, by: Officer, at: datetime) -> None:
        """Take the next piece. Raises as Pieces.append, and NotFound when this file is not under
        way or another officer brings it."""
        with self._door:
            upload = self._mine(id, by)
            try:
                upload.pieces.append(offset, piece, at=at)
            except pieces.NoRoom:
                self._end(upload, Outcome.BROKEN, at=at)
                raise
            upload.version += 1

    def finish(self, id: int, *, by: Officer, at: datetime) -> None:
        """The file has come whole: it is checked now. Raises NotFound; Stale when it is not."""
        with self._door:
            upload = self._mine(id, by)
            upload.pieces.refuse_unless_whole()
            upload.turn(Stage.CHECKING, at)
            sealed = upload.writer.close(upload.row.name)
            heard, lost = partial(self._hear, upload), partial(self._lost, upload)
            upload.beside = Beside(self.kind.worker, sealed.task() | self.kind.also(), heard, lost)

    def answer(self, id: int, word: Word, *, at: datetime, stage: Stage = Stage.IMPORTING) -> None:
        """Say to the process what is to be done with what it found; it is told `at` as well.

        stage: CHECKING when it is to look again and ask again.

        Raises NotFound when this file is not under way, Stale when it does not wait for a word.
        """
        with self._door:
            upload = self._held(id)
            if upload.stage != Stage.FOUND or upload.beside is None:
                raise Stale("Berkas ini sudah diproses. Periksa lagi halamannya.")
            upload.turn(stage, at)
            upload.beside.say({**word, "at": at.isoformat()})

    def cancel(self, id: int, *, at: datetime) -> None:
        """Give a file up; anyone who may import may. Raises NotFound when it is not under way."""
        with self._door:
            upload = self._held(id)
            if upload.beside is None:
                self._end(upload, Outcome.STOPPED, at=at)
                return
            upload.turn(Stage.STOPPING, at)
            upload.beside.say({"stop": True})

    def sweep(self, *, at: datetime) -> None:
        """Say of what broke off that it did, and remove what it left on the disk."""
        with self._door:
            if self._live and self._live.left_alone(at):
                self._end(self._live, Outcome.BROKEN, at=at)
            under_way = self._live.row.id if self._live else 0
            for row in find(self.kind.table, "ended_at IS NULL AND id <> ?", under_way):
                self._record_end(row, Outcome.BROKEN, at=at)
            for file in self._folder().glob("*.sealed"):
                if file.stem != str(under_way):
                    with suppress(OSError):  # still open elsewhere; the next round
                        file.unlink()

    def _folder(self) -> Path:
        return Path(db.database).parent / self.kind.folder

    def _held(self, id: int) -> Upload:
        if self._live is None or self._live.row.id != id:
            raise NotFound("Berkas ini tidak sedang diproses.")
        return self._live

    def _mine(self, id: int, by: Officer) -> Upload:
        upload = self._held(id)
        if upload.row.officer_id != by.id or upload.stage != Stage.SENDING:
            raise NotFound("Berkas ini tidak sedang dikirim.")
        return upload

    def _lost(self, upload: Upload) -> None:
        """The process has ended; if it did not say how, it broke off."""
        with self._door:
            if self._live is upload:
                self._end(upload, Outcome.BROKEN, at=upload.clock())

    def _hear(self, upload: Upload, word: Word) -> None:
        """What the process tells of the file it works on."""
        with self._door:
            if self._live is upload:
                self._heard(upload, word, upload.clock())

    def _heard(self, upload: Upload, word: Word, at: datetime) -> None:
        if "progress" in word and upload.stage != Stage.STOPPING:
            upload.progress, upload.version = tuple(word["progress"]), upload.version + 1
        elif "found" in word and upload.stage == Stage.CHECKING:
            upload.found = word["found"]
            upload.turn(Stage.FOUND, at)
        elif "refused" in word:
            told = {"report": upload.found.get("report", []), "told": upload.found.get("told", 0)}
            self._end(upload, Outcome.REFUSED, at=at, said=word["refused"], **told)
        elif "stopped" in word:
            self._end(upload, Outcome.STOPPED, at=at)
        elif "done" in word:
            told = {"report": word["report"], "told": word["told"]}
            outcome = Outcome.SAME if word["same"] else Outcome.IMPORTED
            self._end(upload, outcome, at=at, said=word["done"], **told)

    def _end(self, upload: Upload, outcome: Outcome, *, at: datetime, **told: Any) -> None:
        upload.writer.discard()
        if upload.beside:
            upload.beside.leave()
        upload.writer.path.unlink(missing_ok=True)
        try:
            self._record_end(upload.row, outcome, at=at, **told)
        finally:
            self._live = None

    def _record_begin(self, name: str, *, by: Officer, at: datetime, **about: Any) -> Any:
        with writing():
            id = insert(self.kind.table, officer=by.id, name=name, begun_at=at, **about)
            audit.record(by.office_id, self.kind.brought, at=at, by=by, detail=f"file {id}")
            return self.kind.table.get_by_id(id)

    def _record_end(self, row: Any, outcome: Outcome, *, at: datetime, **told: Any) -> None:
        """told: said, report and told of the row, where there is something to tell."""
        with writing():
            store(
                row, ended_at=at, outcome=outcome, **{"said": self.kind.said.get(outcome), **told}
            )
            by = Officer.get_by_id(row.officer_id)
            detail = f"file {row.id} {outcome}"
            audit.record(by.office_id, self.kind.ended, at=at, by=by, detail=detail)
