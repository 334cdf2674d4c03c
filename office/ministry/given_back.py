"""The list that goes back to the ministry: laid out as it came, with what became of each row."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from database import db, find, first, insert, one, store, writing
from ministry_tables import Letter, LetterFile
from models import Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused
from office.files.beside import HOUSE
from office.texts import clean
from reply_tables import AnswerColumns, ListTaken

Places = tuple[int | None, int | None]  # columns of result and note; None: one is added
# Headings under which the ministry leaves room for an answer, compared in capitals, letters only.
ROOM = {
    "result": ("HASILTINDAKLANJUT", "TINDAKLANJUT", "HASIL", "HASILVERIFIKASI", "STATUS"),
    "note": ("CATATAN", "KETERANGAN", "KET", "CATATANDAERAH"),
}
LONGEST = 120  # seconds
_turn = threading.Semaphore(1)  # one list is written at a time: it takes up to 100 MB


def lists(letter: Letter) -> list[LetterFile]:
    """The lists of a letter that are shown, in the order in which they came."""
    return find(LetterFile, "letter_id = ? AND shown_at IS NOT NULL ORDER BY id", letter.id)


def places(file: LetterFile) -> Places:
    """Where results go in a list: as its headings were answered before, else its empty columns
    that are meant for it."""
    kept = _kept(file)
    if kept:
        return _room(file, kept.result), _room(file, kept.note)
    plain = ["".join(filter(str.isalpha, str(head).upper())) for head in headings(file)]
    found = []
    for words in ROOM.values():
        fit = (plain.index(word) for word in words if word in plain)
        found.append(next((place for place in fit if _empty(file, place)), None))
    return found[0], found[1]


def place(file: LetterFile, result: int | None, note: int | None, *, by: Officer) -> None:
    """Remember where results go in lists with these headings; None: in a column that is added.

    Raises Incomplete where the ministry wrote something itself.
    """
    for column in (result, note):
        if column is None:
            continue
        if not 0 <= column < len(headings(file)):
            raise Incomplete("Kolom itu tidak ada di daftar ini.")
        if not _empty(file, column):  # its cells stay as they came: nobody waits meanwhile
            raise Incomplete(
                "Kolom {name} sudah berisi. Pilih kolom kosong, atau tambah kolom.",
                name=headings(file)[column],
            )
    with writing():
        kept = _kept(file)
        if kept:
            store(kept, result=result, note=note)
        else:
            told = {"headings": _print(headings(file)), "result": result, "note": note}
            insert(AnswerColumns, office=by.office_id, **told)


def headings(file: LetterFile) -> list[str]:
    return list(file.layout["head"])


def ending(file: LetterFile | None) -> str:
    """Of the file's name."""
    return "csv" if file and file.layout.get("delimiter") else "xlsx"


def take(
    letter: Letter,
    file: LetterFile | None,
    reason: str,
    *,
    rows: int,
    until: datetime,
    since: datetime | None = None,
    role: str,
    by: Officer,
    at: datetime,
) -> bytes:
    """Write a list as of `until`, whole numbers and all; who takes it along is written down.

    file: None for the rows that came with no list.  rows: how many it holds.
    since: only what changed after that.

    Raises
        NotAllowed  the letter is another office's
        Incomplete  no reason
        Refused     the list cannot be written now; then it was not taken
    """
    reason = clean(reason)
    if by.office_id != letter.office_id:
        raise NotAllowed("Surat itu bukan milik kantor ini.")
    if not reason:
        raise Incomplete("Tulis untuk apa daftar ini diunduh.", field="open_for")
    content = write(task(letter, file, until=until, since=since))
    log(letter, file, rows, reason, role=role, by=by, at=at)
    return content


def task(
    letter: Letter, file: LetterFile | None, *, until: datetime, since: datetime | None = None
) -> dict[str, Any]:
    """What office/ministry/list_writer.py is told."""
    moments = [moment.isoformat() if moment else "" for moment in (until, since)]
    columns = places(file) if file else (None, None)
    return {
        "letter": letter.id,
        "file": file.id if file else 0,
        "columns": columns,
        "moments": moments,
    }


def work(
    rows: Sequence[tuple[int, int]],
    letter: Letter | None,
    reason: str,
    *,
    role: str,
    by: Officer,
    at: datetime,
) -> bytes:
    """A list of rows to be filled in (result_lists.rows), whole numbers and all.

    Raises Incomplete without a reason, Refused when it cannot be written now.
    """
    reason = clean(reason)
    if not reason:
        raise Incomplete("Tulis untuk apa daftar ini diunduh.", field="open_for")
    content = write({"rows": rows})
    log(letter, None, len(rows), reason, role=role, by=by, at=at)
    return content


def log(
    letter: Letter | None,
    file: LetterFile | None,
    rows: int,
    reason: str,
    *,
    role: str,
    by: Officer,
    at: datetime,
) -> None:
    """Write down that somebody takes a list along, before it is handed over."""
    with writing():
        of = {"letter": letter.id if letter else None, "file": file.id if file else None}
        whom = {"office": by.office_id, "officer": by.id, "role": role}
        id = insert(ListTaken, **of, **whom, rows=rows, reason=reason, at=at)
        detail = f"list {id}: {rows} rows"
        audit.record(by.office_id, Happened.LIST_TAKEN, at=at, by=by, detail=detail)


def write(task: dict[str, Any]) -> bytes:
    """The file, written by a process beside the server. Raises Refused when it is not."""
    task |= {"database": str(Path(db.database).resolve()), "key": db.own_key}
    if not _turn.acquire(timeout=LONGEST / 4):
        raise Refused("Daftar lain sedang ditulis. Coba lagi sebentar lagi.")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "office.ministry.list_writer"],
            cwd=HOUSE,
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=LONGEST,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise Refused(UNWRITTEN) from None
    finally:
        _turn.release()
    if done.returncode or not done.stdout:
        raise Refused(UNWRITTEN)
    return done.stdout


def _kept(file: LetterFile) -> AnswerColumns | None:
    office, print = file.letter.office_id, _print(headings(file))
    return first(AnswerColumns, "office_id = ? AND headings = ?", office, print)


def _room(file: LetterFile, column: int | None) -> int | None:
    """A column if there is room in it: this list may hold what the one before did not."""
    return column if column is not None and _empty(file, column) else None


def _empty(file: LetterFile, column: int) -> bool:
    """Whether no row has anything in that column."""
    filled = "file_id = ? AND trim(coalesce(json_extract(cells, ?), '')) <> ''"
    asked = f"SELECT 1 FROM list_row WHERE {filled} LIMIT 1"  # noqa: S608
    return one(asked, file.id, f"$[{column}]") is None


def _print(heads: Iterable[str]) -> str:
    return sha256(json.dumps([*heads]).encode()).hexdigest()


UNWRITTEN = "Daftar belum dapat ditulis. Coba lagi; bila tetap gagal, hubungi admin."
