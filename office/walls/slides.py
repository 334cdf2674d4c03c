"""Pictures and videos that walls show while nobody is called: brought piece by piece, looked into,
kept beside the database under random names."""

import secrets
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from database import db, find, first, insert, locked, store, writing
from models import Office, Officer, Slide
from office import audit, texts
from office.audit import Happened
from office.errors import Incomplete, NotFound, Refused
from office.files.pieces import SILENCE, NoRoom, Pieces
from office.walls import announcements, films, walls
from office.walls.picture import TOO_MANY

HERE = Path(__file__).resolve().parent
LARGEST = 100_000_000  # bytes of a video
LARGEST_PICTURE = 20_000_000
ROOM = 1_000_000_000  # bytes of all that an office shows
MOST = 30  # that stand at once
SECONDS = range(5, 121)  # that a picture may stand
LONGEST_TITLE = 80
PATIENCE = 30  # seconds for one picture


@dataclass
class Coming:
    """A file that is being sent."""

    office: Office
    officer: int
    told: Mapping[str, Any]
    path: Path
    pieces: Pieces
    whole: bool = False


_door = threading.RLock()
desk = threading.Lock()  # one file is looked into at a time: each takes a thread, and memory
_coming: dict[str, Coming] = {}  # key -> what is sent under it


def begin(office: Office, size: int, *, by: Officer, at: datetime, **told: Any) -> str:
    """Make room for a file; the key under which its pieces come. told: see `arrange`.

    Raises Incomplete on a title, zone, place or time that is none, and on a size that is none or
    too large; Refused when there is no more room.
    """
    told = _told(office.id, **told)
    if not 0 < size <= LARGEST:
        raise Incomplete(
            "Pilih gambar atau video, paling besar {n} MB.", n=LARGEST // 1_000_000, field="file"
        )
    shown = standing(office)
    with _door:
        sweep(at=at)
        for key in [key for key, one in _coming.items() if one.officer == by.id and not one.whole]:
            _drop(key)  # what the same officer left half sent gives way
        held = [one.size for one in shown] + [one.pieces.size for one in _coming.values()]
        if len(held) >= MOST or sum(held) + size > ROOM:
            raise Refused("Tempat gambar dan video sudah penuh. Turunkan dulu yang tidak perlu.")
        key = secrets.token_hex(16)
        folder().mkdir(parents=True, exist_ok=True)
        path = folder() / f"{key}.part"
        path.touch(0o600)
        pieces = Pieces(size, partial(_keep, path), at=at)
        _coming[key] = Coming(office, by.id, told, path, pieces)
    return key


def append(key: str, offset: int, piece: bytes, *, by: Officer, at: datetime) -> None:
    """Take the next piece. Raises as Pieces.append, and NotFound when this file is not under way
    or another officer brings it."""
    with _door:
        one = _mine(key, by)
        try:
            one.pieces.append(offset, piece, at=at)
        except NoRoom:
            _drop(key)
            raise


def finish(key: str, *, by: Officer, at: datetime) -> Slide:
    """The file has come whole: look into it, and show it.

    Raises NotFound; Stale when it is not whole; Refused while another one is looked into;
    Incomplete when walls could not show it.
    """
    with _door:
        one = _mine(key, by)
        one.pieces.refuse_unless_whole()
        if not desk.acquire(blocking=False):
            raise Refused("Gambar lain sedang diolah. Tunggu sebentar, lalu kirim lagi.")
        one.whole = True
    try:
        name = f"{secrets.token_hex(16)}.{_looked_into(one.path)}"
        with _door, writing():
            row = {**one.told, "file": name, "size": one.path.stat().st_size}
            id = insert(Slide, office=one.office.id, **row, officer=by.id, at=at)
            _record(one.office.id, f"slide {id}", by=by, at=at)
            one.path.replace(folder() / name)
    finally:
        desk.release()
        _drop(key)
    return Slide.get_by_id(id)


def arrange(slide: Slide, *, by: Officer, at: datetime, **told: Any) -> None:
    """told: title (what is on it), zone ("" is all walls), place (in the order), seconds (that a
    picture stands). Raises Incomplete on what is none of these; Refused when it was taken down."""
    with writing():
        slide = _standing(slide)
        store(slide, **_told(slide.office_id, **told))
        _record(slide.office_id, f"slide {slide.id} arranged", by=by, at=at)


def take_down(slide: Slide, *, by: Officer, at: datetime) -> None:
    """It is shown no more, and its file is gone. Raises Refused when that was done before."""
    with writing():
        slide = _standing(slide)
        store(slide, ended_by=by.id, ended_at=at)
        _record(slide.office_id, f"slide {slide.id} ended", by=by, at=at)
    with suppress(OSError):  # still open elsewhere; swept later
        (folder() / slide.file).unlink()


def standing(office: Office) -> list[Slide]:
    return find(Slide, "office_id = ? AND ended_at IS NULL ORDER BY place, id", office.id)


def shown(office: Office, zone: str) -> list[Slide]:
    """What a wall of that zone shows, in its order; what has lost its file is left out."""
    rows = [one for one in standing(office) if one.zone in ("", zone)]
    return [one for one in rows if (folder() / one.file).is_file()]


def path_of(office: Office, file: str) -> Path | None:
    """Where a file lies that this office shows; None for any other."""
    known = first(Slide, "file = ? AND office_id = ? AND ended_at IS NULL", file, office.id)
    path = folder() / known.file if known else None
    return path if path and path.is_file() else None


def folder() -> Path:
    return Path(db.database).parent / "slides"


def sweep(*, at: datetime) -> None:
    """Forget what broke off, and remove files that nobody shows."""
    with _door:
        for key, one in list(_coming.items()):
            if at - one.pieces.touched_at > SILENCE and not one.whole:
                _drop(key)
        kept = {one.path.name for one in _coming.values()}
        kept |= {one.file for one in find(Slide, "ended_at IS NULL")}
        for file in folder().glob("*"):
            if file.name not in kept:
                with suppress(OSError):
                    file.unlink()


def _told(office_id: int, *, title: str, zone: str, place: int, seconds: int) -> dict[str, Any]:
    title = " ".join(texts.clean(title, LONGEST_TITLE).split())
    if not title:
        raise Incomplete("Tulis apa isi gambar atau video itu.", field="title")
    if announcements.tells_a_number(title):
        raise Incomplete("Judul tidak boleh memuat NIK atau nomor KK.", field="title")
    if place not in range(1, 100) or seconds not in SECONDS:
        raise Incomplete(
            "Isi urutan 1 sampai 99, dan lama tampil 5 sampai 120 detik.", field="place"
        )
    if zone not in ("", *walls.zones(office_id)):
        raise Incomplete("Pilih zona dari daftarnya.", field="zone")
    return {"title": title, "zone": zone, "place": place, "seconds": seconds}


def _looked_into(brought: Path) -> str:
    """What it is, as its name will end; a picture has been made anew in its place."""
    with brought.open("rb") as file:
        kind = films.kind(file.read(64))
    if kind:
        films.refuse_unplayable(brought, kind)
        return kind
    if brought.stat().st_size > LARGEST_PICTURE:
        raise Incomplete(
            "Gambar paling besar {n} MB.", n=LARGEST_PICTURE // 1_000_000, field="file"
        )
    brought.write_bytes(_made_anew(brought.read_bytes()))
    return "jpg"


def _made_anew(brought: bytes) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  our own program; the picture goes in by the pipe
            [sys.executable, "-P", str(HERE / "picture.py")],
            input=brought,
            capture_output=True,
            timeout=PATIENCE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # of Windows
        )
    except (OSError, subprocess.TimeoutExpired):
        raise Refused("Gambar belum dapat diolah. Coba lagi.") from None
    if done.returncode == TOO_MANY:
        raise Incomplete("Gambar terlalu besar: paling banyak 40 juta piksel.", field="file")
    if done.returncode or not done.stdout.startswith(b"\xff\xd8\xff"):
        raise Incomplete(
            "Berkas ini bukan gambar (JPEG, PNG, WebP) atau video (MP4, WebM).", field="file"
        )
    return done.stdout


def _standing(slide: Slide) -> Slide:
    slide = locked(slide)
    if slide.ended_at:
        raise Refused("Gambar atau video itu sudah diturunkan.")
    return slide


def _mine(key: str, by: Officer) -> Coming:
    one = _coming.get(key)
    if one is None or one.whole or one.officer != by.id:
        raise NotFound("Berkas ini tidak sedang dikirim.")
    return one


def _keep(path: Path, piece: bytes) -> None:
    with path.open("ab") as file:
        file.write(piece)


def _drop(key: str) -> None:
    _coming.pop(key).path.unlink(missing_ok=True)


def _record(office_id: int, detail: str, *, by: Officer, at: datetime) -> None:
    audit.record(office_id, Happened.SLIDES_CHANGED, at=at, by=by, detail=detail)
