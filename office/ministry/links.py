"""A person stands in a ministry list and asks here, too: each side is told of the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from database import db, fetch, find, first
from ministry_tables import Lembar, Letter, ListRow, Row
from models import Case, Category, Office
from office.register import nik

MOST = 20  # mentions of one request
SHOWN = "file_id IN (SELECT id FROM letter_file WHERE shown_at IS NOT NULL)"
Found = TypeVar("Found", Row, ListRow)


@dataclass(frozen=True)
class Mention:
    """A row of a letter, or one the office found itself, with the NIK of somebody a request is
    about. lembar: none while the row stands on none."""

    number: str  # the NIK that both have
    category: Category
    trouble: str
    letter: Letter | None
    lembar: Case | None
    result: str


def in_lists(office: Office, numbers: Iterable[str]) -> list[Mention]:
    """The rows of this office's letters and lembar with one of these NIKs, the newest first."""
    wanted = sorted({nik.bare(number) for number in numbers} - {""})
    rows = _with(Row, wanted, "struck_to_id IS NULL") if wanted else []
    listed = _with(ListRow, wanted, SHOWN) if wanted else []
    placed = {row.listed_id for row in rows}
    free = [row for row in listed if row.id not in placed]
    fetch(rows, Row.category, Row.case)
    fetch(free, ListRow.category, ListRow.file)
    found = [
        Mention(_shared(row, wanted), row.category, row.trouble, _letter(row), row.case, row.result)
        for row in rows
        if row.case.office_id == office.id
    ]
    return found + [
        Mention(_shared(row, wanted), row.category, row.trouble, row.file.letter, None, "")
        for row in free
        if row.file.letter.office_id == office.id
    ]


def requests(office: Office, rows: Iterable[Row | ListRow]) -> dict[int, list[Case]]:
    """Row -> the requests of citizens about one of its NIKs, the newest first; one query."""
    numbers: dict[str, list[int]] = {}
    for row in rows:
        for number in {nik.bare(row.nik), nik.bare(row.other_nik)} - {""}:
            numbers.setdefault(number, []).append(row.id)
    marks = ", ".join("?" * len(numbers))
    asked = db.execute_sql(
        "SELECT DISTINCT subject.nik, subject.case_id FROM subject "  # noqa: S608
        'JOIN "case" ON "case".id = subject.case_id '
        f"WHERE nik <> '' AND nik IN ({marks}) AND office_id = ? ORDER BY case_id DESC",
        (*numbers, office.id),
    ).fetchall()
    ids = sorted({case for _, case in asked})
    cases = {case.id: case for case in find(Case, f"id IN ({', '.join('?' * len(ids))})", *ids)}
    found: dict[int, list[Case]] = {}
    for number, case in asked:
        for row_id in numbers[number]:
            there = found.setdefault(row_id, [])
            if cases[case] not in there:
                there.append(cases[case])
    return found


def _with(table: type[Found], numbers: list[str], where: str) -> list[Found]:
    """The latest rows with one of these numbers, found by the index of each column."""
    name, marks = table._meta.table_name, ", ".join("?" * len(numbers))
    ids = " UNION ".join(
        f"SELECT id FROM {name} WHERE {column} <> '' AND {column} IN ({marks})"  # noqa: S608
        for column in ("nik", "other_nik")
    )
    asked = f"id IN ({ids}) AND {where} ORDER BY id DESC LIMIT {MOST}"
    return find(table, asked, *numbers, *numbers)


def _shared(row: Row | ListRow, numbers: list[str]) -> str:
    return row.nik if row.nik in numbers else row.other_nik


def _letter(row: Row) -> Letter | None:
    found = first(Lembar, "case_id = ?", row.case_id)
    return found.letter if found else None
