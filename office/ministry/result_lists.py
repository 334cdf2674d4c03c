"""Results as a list: the rows an officer works on taken along, and what was filled in read back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from database import db, find
from ministry_tables import Letter, Row
from models import Case, Officer
from office import access, procedures, timetable
from office.errors import Incomplete, Refused
from office.files import cells
from office.files.sealed import Sealed
from office.ministry import results
from office.ministry.results import RESULTS
from office.register import nik
from office.register.extracts import Bad
from office.texts import SHORT

ABOUT = ("LEMBAR", "NO", "NIK", "NIK LAIN", "NAMA", "KATEGORI", "MASALAH")
HEAD = ("KUNCI", *ABOUT, "HASIL", "CATATAN")
READ = ("KUNCI", "NIK", "HASIL", "CATATAN")  # columns that are read again, in any order
NEEDED = ("KUNCI", "HASIL")
WAITING = ("centre", "other_region", "unclear")  # results that may still change
WHICH = {
    "open": "Yang belum selesai",
    "later": "Yang sudah selesai, tetapi masih menunggu pusat, daerah lain, atau kepastian",
}
MINE, ALL = "mine", "all"
MOST = 70_000  # rows of one list
MOST_LINES = 200_000  # of a list that comes back, empty ones, too
PROBED = 20  # lines among which the headings stand
WORDS = {"".join(filter(str.isalpha, word.upper())): id for id, word in RESULTS.items()}


ROWS = """SELECT row.case_id, row.id FROM "case" AS matter JOIN row ON row.case_id = matter.id
    LEFT JOIN lembar ON lembar.case_id = matter.id"""


@dataclass(frozen=True)
class Line:
    """A row that was filled in: which, and what."""

    line: int
    case: int
    number: int
    nik: str  # "" where the list has no such column any more
    result: str
    note: str


@dataclass
class Filled:
    """What a list holds: by lembar, with those that cannot be taken and why."""

    lines: dict[int, dict[int, Line]] = field(default_factory=dict)  # case -> number -> line
    bad: list[Bad] = field(default_factory=list)
    spoilt: set[int] = field(default_factory=set)  # lembar with a line that cannot be taken
    empty: int = 0

    def refuse(self, line: int, why: str, case: int = 0) -> None:
        self.bad.append(Bad(line, why))
        self.spoilt.add(case)


def rows(
    which: str, whose: str, letter: Letter | None, *, by: Officer, at: datetime
) -> list[tuple[int, int]]:
    """(case, id) of every row in a list, lembar by lembar.

    which: an id of WHICH.  whose: MINE, the lembar that are `by`'s work, or ALL.
    Raises Incomplete when there is none, or there are too many for one list.
    """
    if which not in WHICH or whose not in (MINE, ALL):
        raise Incomplete("Pilih baris mana yang diunduh.")
    mine = set(access.authorities(by, on=timetable.today(by.office, at)))
    steps = [
        (sheet.id, sheet.version, step.id)
        for sheet in procedures.all_versions()
        for step in sheet.steps
        if sheet.made(step) == "rows" and step.role in mine
    ]
    if not steps:
        raise Incomplete("Tidak ada baris seperti itu.")
    asked, values = ["matter.office_id = ?", "row.struck_to_id IS NULL"], [by.office_id]

    def among(what: str, place: str, chosen: Iterable[Sequence[Any]]) -> None:
        told = [*chosen]
        asked.append(f"{what} IN (VALUES {', '.join([place] * len(told))})")
        values.extend(value for one in told for value in one)

    if which == "open":
        among("(matter.sop, matter.sop_version, matter.step)", "(?, ?, ?)", steps)
    else:
        among("(matter.sop, matter.sop_version)", "(?, ?)", (one[:2] for one in steps))
        among("row.result", "(?)", ((result,) for result in WAITING))
        asked.append("matter.\"end\" = 'done'")
    if whose == MINE:
        asked.append("? IN (matter.taken_by_id, lembar.officer_id)")
        values.append(by.id)
    if letter:
        asked.append("lembar.letter_id = ?")
        values.append(letter.id)
    found = db.execute_sql(f"{ROWS} WHERE {' AND '.join(asked)} ORDER BY 1, 2", values).fetchall()
    if not found:
        raise Incomplete("Tidak ada baris seperti itu.")
    if len(found) > MOST:
        raise Incomplete("Paling banyak {n} baris dalam satu daftar; pilih satu surat.", n=MOST)
    return found


def told(cases: Iterable[int], wanted: set[int]) -> Iterator[Sequence[str]]:
    """The heading and the rows of a list that is taken along, whole numbers and all."""
    yield HEAD
    for id in cases:
        asked = """SELECT row.id, row.number, row.nik, row.other_nik, coalesce(list_row.name, ''),
            category.code || ' ' || category.label, row.trouble, row.result, row.result_note
            FROM row JOIN category ON category.id = row.category_id
            LEFT JOIN list_row ON list_row.id = row.listed_id
            WHERE row.case_id = ? ORDER BY row.number"""
        label = Case.get_by_id(id).label
        for row, number, *about, result, note in db.execute_sql(asked, (id,)).fetchall():
            if row in wanted:
                words = RESULTS.get(result, "")
                yield (f"{id}-{number}", label, str(number), *about, words, note)


def read(file: Sealed) -> Filled:
    """Raises Incomplete when it is no list of ours, or does not end."""
    grid, filled = cells.open_grid(file), Filled()
    lines = cells.lines(grid)
    places = _places(lines)
    seen: dict[tuple[int, int], int] = {}
    for line, found in lines:
        if line > MOST_LINES:
            raise Incomplete(
                "Daftar ini lebih dari {n} baris. Bagi dahulu berkasnya.", n=MOST_LINES
            )
        if isinstance(found, str):
            filled.refuse(line, found)
            continue
        held = {name: _text(found, place) for name, place in places.items()}
        if not any(held.values()):
            continue
        case, number = _key(held["KUNCI"])
        if any(grid.is_formula(line, place) for place in places.values()):
            filled.refuse(line, "ada rumus di baris ini; tulis nilainya", case)
        elif not case:
            filled.refuse(line, "kunci baris tidak dikenal")
        elif not held["HASIL"] and not held.get("CATATAN"):
            filled.empty += 1
        elif former := seen.get((case, number)):
            filled.refuse(line, f"baris ini sudah ada di baris {former} daftar", case)
        else:
            seen[case, number] = line
            _take(filled, Line(line, case, number, held.get("NIK", ""), *_result(held)))
    return filled


def check(case: Case | None, lines: Mapping[int, Line], *, by: Officer, at: datetime) -> list[Bad]:
    """What is wrong with the lines of one lembar, whether it may still change or has ended."""
    if case is None or case.office_id != by.office_id or not procedures.has_rows(case):
        return [Bad(one.line, "lembar ini tidak ada") for one in lines.values()]
    if not results.may_change(case, by, at):
        return [
            Bad(one.line, "mengisi hasil lembar ini bukan tugas Anda") for one in lines.values()
        ]
    if case.end not in (None, "done"):
        return [Bad(one.line, f"lembar {case.label} dibatalkan") for one in lines.values()]
    rows = {row.number: row for row in find(Row, "case_id = ?", case.id)}
    bad = []
    for number, one in lines.items():
        if why := _wrong(rows.get(number), one):
            bad.append(Bad(one.line, why))
    return bad


def _wrong(row: Row | None, one: Line) -> str:
    if row is None:
        return "baris itu tidak ada di lembarnya"
    if row.struck_to_id:
        return f"baris ini sudah pindah ke lembar {row.struck_to.label}"
    if one.nik and nik.bare(one.nik) != nik.bare(row.nik):
        return "NIK di daftar bukan NIK baris itu; mungkin kolomnya bergeser"
    try:
        results.check(row.number, one.result, one.note)
    except Refused as refusal:
        return str(refusal)
    return ""


def _take(filled: Filled, one: Line) -> None:
    if one.result not in RESULTS:
        filled.refuse(
            one.line, f"hasil tidak dikenal; pilih {', '.join(RESULTS.values())}", one.case
        )
    elif len(one.note) > SHORT:
        filled.refuse(one.line, "catatan terlalu panjang", one.case)
    else:
        filled.lines.setdefault(one.case, {})[one.number] = one


def _places(lines: Iterator[cells.Line]) -> dict[str, int]:
    """Column of each heading that is read; reads down to the headings."""
    for line, found in lines:
        if not isinstance(found, str):
            spelled = [str(cell).strip().upper() for cell in found]
            if all(name in spelled for name in NEEDED):
                return {name: spelled.index(name) for name in READ if name in spelled}
        if line > PROBED:
            break
    raise Incomplete("Ini bukan daftar hasil dari Pulih: kolom KUNCI dan HASIL tidak ada.")


def _text(found: Sequence[Any], place: int) -> str:
    cell = found[place] if place < len(found) else ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).lstrip("'").split())


def _key(text: str) -> tuple[int, int]:
    case, _, number = text.partition("-")
    good = all(one.isascii() and one.isdecimal() and len(one) < 10 for one in (case, number))
    return (int(case), int(number)) if good else (0, 0)


def _result(held: Mapping[str, str]) -> tuple[str, str]:
    plain = "".join(filter(str.isalpha, held["HASIL"].upper()))
    return WORDS.get(plain, ""), held.get("CATATAN", "")


UNKNOWN = f"hasil tidak dikenal; pilih {', '.join(RESULTS.values())}"
