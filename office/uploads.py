"""A file brought to the register through the staff area: piece by piece onto the disk, sealed;
then checked, looked at and imported by a process beside the server (office/importer.py).

One at a time. What is under way stands in memory, what became of it in a row.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from database import db, find, first, insert, store, writing
from models import Officer
from office import audit, staging
from office.audit import Happened
from office.beside import Beside
from office.errors import Incomplete, NotFound, Refused, Stale
from office.importer import clock_from
from office.sealed import Writer
from office.texts import clean
from register_tables import RegisterChange, RegisterFile

LARGEST = 1_000_000_000  # bytes: some 4 million people
LONGEST_NAME = 100
SILENCE = timedelta(minutes=2)  # who sends no piece for so long has gone
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


@dataclass
class Upload:
    """The file that is under way."""

    row: RegisterFile
    size: int  # as it was announced
    writer: Writer
    clock: Callable[[], datetime]
    touched_at: datetime
    stage: Stage = Stage.SENDING
    version: int = 0  # raised by everything a page shows
    progress: tuple[str, int, int] = ("", 0, 0)  # what is done, how much, of how much (0: unknown)
    found: dict[str, Any] = field(default_factory=dict)  # see importer.about
    beside: Beside | None = None  # the process that works on it

    @property
    def received(self) -> int:
        return self.writer.size

    def turn(self, stage: Stage, at: datetime) -> None:
        self.stage, self.touched_at, self.clock = stage, at, clock_from(at)
        self.progress, self.version = ("", 0, 0), self.version + 1


_door = threading.RLock()  # who changes what is under way
_live: Upload | None = None


def live() -> Upload | None:
    """The file that is under way; None for none."""
    return _live


def version() -> str:
    """What a page that shows `live` and `last` has seen."""
    upload, row = _live, last()
    return f"{upload.row.id}.{upload.version}" if upload else f"{row.id if row else 0}.end"


def last() -> RegisterFile | None:
    """The newest file; one that has no end and is not under way broke off with its server."""
    with _door:
        row = first(RegisterFile, "1 ORDER BY id DESC")
        if row and not (row.ended_at or _live):
            row.outcome, row.said, row.ended_at = Outcome.BROKEN, SAID[Outcome.BROKEN], row.begun_at
        return row


def begin(name: str, size: int, *, by: Officer, at: datetime) -> Upload:
    """Make room for a file. What the same officer left half sent gives way.

    Raises
        Refused     another file is under way, here or by `pulih register import`
        Incomplete  there is nothing in it, or too much
    """
    global _live
    name = "".join(filter(str.isprintable, name.replace("\\", "/").rpartition("/")[2]))
    name = clean(name, LONGEST_NAME) or "tanpa nama"
    with _door:
        if _live and _live.stage == Stage.SENDING and _live.row.officer_id == by.id:
            _end(_live, Outcome.BROKEN, at=at)
        if _live or first(RegisterChange, "shown_at IS NULL AND touched_at > ?", _dead(at)):
            raise Refused(
                "Sebuah berkas sedang diimpor. Tunggu sampai selesai, atau batalkan dahulu."
            )
        if not 0 < size <= LARGEST:
            raise Incomplete(
                "Pilih berkas CSV atau XLSX yang berisi, paling besar {n} MB. Yang lebih besar "
                "diimpor di komputer server: pulih register import.",
                n=LARGEST // 1_000_000,
            )
        sweep(at=at)
        with writing():
            id = insert(RegisterFile, officer=by.id, name=name, begun_at=at)
            brought = Happened.REGISTER_FILE_BROUGHT
            audit.record(by.office_id, brought, at=at, by=by, detail=f"file {id}")
            row = RegisterFile.get_by_id(id)
        _live = Upload(row, size, Writer(_folder() / f"{id}.sealed"), clock_from(at), at)
        return _live


def append(id: int, offset: int, piece: bytes, *, by: Officer, at: datetime) -> None:
    """Take the next piece. One that came before is taken for said twice.

    Raises
        NotFound  this file is not under way, or another officer brings it
        Stale     a piece before this one is missing, or it is more than was announced
        Refused   the disk is full; then the file is given up
    """
    with _door:
        upload = _mine(id, by)
        if offset + len(piece) <= upload.received:
            return
        if offset != upload.received or offset + len(piece) > upload.size:
            raise Stale("Potongan berkas ini tidak urut. Kirim lagi berkasnya.")
        try:
            upload.writer.append(piece)
        except OSError:
            _end(upload, Outcome.BROKEN, at=at)
            raise Refused("Berkas tidak dapat disimpan: tempat di disk server habis.") from None
        upload.touched_at, upload.version = at, upload.version + 1


def finish(id: int, *, by: Officer, at: datetime) -> None:
    """The file has come whole: it is checked now. Raises NotFound; Stale when it is not whole."""
    with _door:
        upload = _mine(id, by)
        if upload.received != upload.size:
            raise Stale("Berkas belum terkirim seluruhnya. Kirim lagi berkasnya.")
        upload.turn(Stage.CHECKING, at)
        sealed = upload.writer.close(upload.row.name)
        upload.beside = Beside(sealed, partial(_hear, upload), partial(_lost, upload))


def confirm(id: int, as_of: date, *, full: bool, by: Officer, at: datetime, today: date) -> None:
    """Import what was found. as_of and full: see register_import.run.

    Raises
        NotFound    this file is not under way
        Stale       it is being imported already
        Incomplete  as_of is a day to come
    """
    with _door:
        upload = _held(id)
        if upload.stage != Stage.FOUND or upload.beside is None:
            raise Stale("Berkas ini sudah diproses. Periksa lagi halamannya.")
        if as_of > today:
            raise Incomplete("Tanggal data ditarik tidak boleh sesudah hari ini.", field="as_of")
        upload.turn(Stage.IMPORTING, at)
        word = {"as_of": as_of.isoformat(), "full": full, "officer": by.id}
        upload.beside.say({"go": word, "at": at.isoformat()})


def cancel(id: int, *, by: Officer, at: datetime) -> None:
    """Give a file up; anyone who may import may. Raises NotFound when it is not under way."""
    with _door:
        upload = _held(id)
        if upload.beside is None:
            _end(upload, Outcome.STOPPED, at=at)
            return
        upload.turn(Stage.STOPPING, at)
        upload.beside.say({"stop": True})


def sweep(*, at: datetime) -> None:
    """Say of what broke off that it did, and remove what it left on the disk."""
    with _door:
        if _live and at - _live.touched_at > _patience(_live.stage):
            _end(_live, Outcome.BROKEN, at=at)
        under_way = _live.row.id if _live else 0
        for row in find(RegisterFile, "ended_at IS NULL AND id <> ?", under_way):
            _record_end(row, Outcome.BROKEN, at=at)
        for file in _folder().glob("*.sealed"):
            if file.stem != str(under_way):
                with suppress(OSError):  # still open elsewhere; the next round
                    file.unlink()


def _patience(stage: Stage) -> timedelta:
    """How long nothing may happen at a stage; the process beside us tells of itself."""
    return {Stage.SENDING: SILENCE, Stage.FOUND: PATIENCE}.get(stage, timedelta.max)


def _dead(at: datetime) -> int | None:
    return RegisterChange.touched_at.db_value(at - staging.SILENCE)


def _folder() -> Path:
    return Path(db.database).parent / "uploads"


def _held(id: int) -> Upload:
    if _live is None or _live.row.id != id:
        raise NotFound("Berkas ini tidak sedang diproses.")
    return _live


def _mine(id: int, by: Officer) -> Upload:
    upload = _held(id)
    if upload.row.officer_id != by.id or upload.stage != Stage.SENDING:
        raise NotFound("Berkas ini tidak sedang dikirim.")
    return upload


def _lost(upload: Upload) -> None:
    """The process has ended; if it did not say how, it broke off."""
    with _door:
        if _live is upload:
            _end(upload, Outcome.BROKEN, at=upload.clock())


def _hear(upload: Upload, word: dict[str, Any]) -> None:
    """What the process tells of the file it works on."""
    with _door:
        if _live is upload:
            _heard(upload, word, upload.clock())


def _heard(upload: Upload, word: dict[str, Any], at: datetime) -> None:
    if "progress" in word and upload.stage != Stage.STOPPING:
        upload.progress, upload.version = tuple(word["progress"]), upload.version + 1
    elif "found" in word and upload.stage == Stage.CHECKING:
        upload.found = word["found"]
        upload.turn(Stage.FOUND, at)
    elif "refused" in word:
        told = {"report": upload.found.get("report", []), "told": upload.found.get("told", 0)}
        _end(upload, Outcome.REFUSED, at=at, said=word["refused"], **told)
    elif "stopped" in word:
        _end(upload, Outcome.STOPPED, at=at)
    elif "done" in word:
        told = {"report": word["report"], "told": word["told"]}
        _end(
            upload,
            Outcome.SAME if word["same"] else Outcome.IMPORTED,
            at=at,
            said=word["done"],
            **told,
        )


def _end(upload: Upload, outcome: Outcome, *, at: datetime, **told: Any) -> None:
    global _live
    upload.writer.discard()
    if upload.beside:
        upload.beside.leave()
    upload.writer.path.unlink(missing_ok=True)
    try:
        _record_end(upload.row, outcome, at=at, **told)
    finally:
        _live = None


def _record_end(row: RegisterFile, outcome: Outcome, *, at: datetime, **told: Any) -> None:
    """told: said, report and told of the row, where there is something to tell."""
    with writing():
        store(row, ended_at=at, outcome=outcome, **{"said": SAID.get(outcome), **told})
        by = Officer.get_by_id(row.officer_id)
        detail = f"file {row.id} {outcome}"
        audit.record(by.office_id, Happened.REGISTER_FILE_ENDED, at=at, by=by, detail=detail)
