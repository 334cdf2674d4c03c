"""A ministry list into the office's tables: written unseen, shown at once; and taken back whole."""

import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from database import db, find, first, insert, locked, one, store, writing
from ministry_tables import LetterFile, ListRow, Row, Withdrawal
from models import Officer
from office import audit, texts
from office.audit import Happened
from office.errors import Incomplete, Refused, Stale
from office.ministry import list_check
from office.ministry.list_check import TOLD, Check, Progress, Standing
from office.ministry.list_rows import Listed
from office.register import regions
from office.register.extracts import Bad

LONGEST = 0.02  # seconds one transaction aims at; a verb may hold the lock 0.05
FEWEST, MOST = 500, 2000  # rows of a transaction
REST = 0.004  # seconds between two transactions, for whoever waits
SWEPT = 100  # rows of a transaction that removes them
COLUMNS = [column for column in ListRow._meta.sorted_fields if column.name != "id"]
ADD = (
    f"INSERT INTO list_row ({', '.join(column.column_name for column in COLUMNS)}) "  # noqa: S608
    f"VALUES ({', '.join('?' * len(COLUMNS))})"
)


def run(
    file: LetterFile,
    found: Check,
    *,
    skip: bool = False,
    by: Officer,
    clock: Callable[[], datetime],
    progress: Progress = lambda *_: None,
) -> str:
    """Write the rows of a list unseen, then show them all; returns what is told at the end.

    skip: leave out what stands in a letter and waits for its answer.

    Raises Refused when nothing would be left, or the file was given up meanwhile.
    """
    office, notes = by.office, list(found.bad)
    labels, home = list_check.categories(), regions.named(office.region)
    work = _Work(file, Standing(office), clock)
    try:
        for row in list_check.rows(found.layout, labels, home, []):
            letter = work.standing.letter(row) if skip else ""
            if letter:
                notes.append(Bad(row.line, f"sudah ada di surat {letter}"))
            else:
                work.add(row, notes)
            progress("Memasukkan", work.count, found.rows)
        work.flush()
        if not work.count:
            raise Refused("Semua baris daftar ini sudah ada di surat yang belum dijawab.")
        notes.sort(key=lambda note: note.line)
        return _show(file, found, work.count, notes, by, clock())
    except BaseException:
        discard(file)
        raise


def withdraw(file: LetterFile, reason: str, *, by: Officer, at: datetime) -> None:
    """Take a list back whole; its rows are removed a little later (`sweep`).

    Raises
        Stale       it is not shown (any more)
        Refused     one of its rows stands on a lembar
        Incomplete  no reason
    """
    reason = texts.clean(reason)
    with writing():
        file = locked(file)
        if file.shown_at is None:
            raise Stale("Daftar ini sudah ditarik. Periksa lagi halamannya.")
        if _on_lembar(file):
            raise Refused("Daftar ini tidak dapat ditarik: barisnya sudah ada di lembar.")
        if not reason:
            raise Incomplete("Tulis alasan menarik daftar ini.", field="reason")
        store(file, shown_at=None)
        insert(Withdrawal, file=file.id, officer=by.id, reason=reason, at=at)
        detail = f"file {file.id}"
        audit.record(by.office_id, Happened.LIST_WITHDRAWN, at=at, by=by, detail=detail)


def sweep() -> None:
    """Remove the rows of lists that broke off or were taken back."""
    left = "EXISTS (SELECT 1 FROM list_row WHERE file_id = letter_file.id)"
    for file in find(LetterFile, f"shown_at IS NULL AND ended_at IS NOT NULL AND {left}"):
        discard(file)


def discard(file: LetterFile) -> None:
    """Remove the rows of a list that is not shown, in short transactions."""
    free = "NOT EXISTS (SELECT 1 FROM row WHERE listed_id = list_row.id)"
    some = f"SELECT id FROM list_row WHERE file_id = ? AND {free} LIMIT {SWEPT}"  # noqa: S608
    while True:
        with writing():
            db.execute_sql(f"DELETE FROM list_row WHERE id IN ({some})", (file.id,))  # noqa: S608
            gone = one("SELECT changes()")
        if gone == (0,):
            return
        time.sleep(REST)


class _Work:
    """Rows on their way, in transactions too short for a kiosk to notice."""

    def __init__(self, file: LetterFile, standing: Standing, clock: Callable[[], datetime]) -> None:
        self.file, self.standing, self.clock = file, standing, clock
        self.count, self.size = 0, 200
        self._held: list[tuple[Any, ...]] = []
        self._lines: dict[tuple[str, ...], int] = {}  # where each who and what stands first

    def add(self, row: Listed, notes: list[Bad]) -> None:
        """A row that says again what another said is answered, too; the report tells of it."""
        before = self._lines.setdefault((*row.about, row.family, row.name), row.line)
        if before != row.line and len(notes) < TOLD:
            notes.append(Bad(row.line, f"sama dengan baris {before}; tetap dimasukkan"))
        self.count += 1
        told = {"file": self.file.id, "category": self.standing.ids[row.category]}
        told |= {"cells": json.dumps(row.cells, ensure_ascii=False), "trouble": row.trouble}
        names = ("line", "nik", "other_nik", "family", "name", "district", "village", "outside")
        told |= {name: getattr(row, name) for name in names}
        self._held.append(tuple(told[column.name] for column in COLUMNS))
        if len(self._held) >= self.size:
            self.flush()

    def flush(self) -> None:
        """One transaction; a shorter one next time if this took long."""
        with writing():
            began = time.perf_counter()
            _refuse_given_up(self.file)
            db.connection().cursor().executemany(ADD, self._held)
        self._held = []
        step = 1.1 if time.perf_counter() - began < LONGEST else 0.7
        self.size = max(FEWEST, min(MOST, int(self.size * step) + 1))
        time.sleep(REST)


def _show(
    file: LetterFile, found: Check, rows: int, notes: list[Bad], by: Officer, at: datetime
) -> str:
    """All of it at once; its end, too, so that a list that is shown is never told as broken off."""
    said = f"{_many(rows)} baris dimasukkan; {_many(len(found.bad))} tidak terbaca."
    report = [(note.line, note.reason) for note in notes]
    told = {"said": said, "report": report[:TOLD], "told": len(report), "outcome": "imported"}
    with writing():
        _refuse_given_up(file)
        kept = {"layout": found.layout.stored(), "digest": found.digest, "rows": rows}
        store(file, shown_at=at, ended_at=at, **told, **kept)
        audit.record(by.office_id, Happened.LIST_SHOWN, at=at, by=by, detail=f"file {file.id}")
    return said


def _refuse_given_up(file: LetterFile) -> None:
    if first(LetterFile, "id = ? AND ended_at IS NULL", file.id) is None:
        raise Refused("Berkas ini sudah dihentikan. Kirim lagi daftarnya.")


def _on_lembar(file: LetterFile) -> bool:
    """Whether any of its rows stands on a lembar: the ids of its rows follow one another."""
    low, high = one("SELECT min(id), max(id) FROM list_row WHERE file_id = ?", file.id) or (0, 0)
    standing = "listed_id IS NOT NULL AND struck_to_id IS NULL"
    return first(Row, f"{standing} AND listed_id BETWEEN ? AND ?", low, high) is not None


def _many(count: int) -> str:
    return f"{count:,}".replace(",", ".")
