"""What had become of every row of a ministry letter at a moment. Each row stands here once, on
whatever lembar it is; a result counts once its lembar has ended."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from database import db
from fields import InstantField
from ministry_tables import Letter, LetterFile
from office.ministry.results import RESULTS

OPEN = {  # what stands for a result where there is none
    "unplaced": "Belum dikerjakan",
    "open": "Belum selesai",
    "withdrawn": "Belum selesai, lembarnya dibatalkan",
}
WORDS = {**RESULTS, **OPEN}
Told = tuple[Sequence[str], str, str]  # cells, id of a result, its note
NEVER = -(2**62)  # before every moment

# ?1 the letter, ?2 the moment, ?3 only what changed after this one
HELD = "(SELECT {} FROM later_result WHERE row_id = row.id AND at > ?2 ORDER BY id LIMIT 1)"
SETTLED = "(matter.ended_at <= ?2 AND matter.\"end\" NOT IN ('withdrawn', 'expired'))"
RESULT = f"""CASE WHEN row.id IS NULL THEN 'unplaced'
    WHEN {SETTLED} THEN coalesce({HELD.format("former")}, row.result)
    WHEN matter.ended_at <= ?2 THEN 'withdrawn' ELSE 'open' END"""
NOTE = f"""CASE WHEN {SETTLED}
    THEN coalesce({HELD.format("former_note")}, row.result_note) ELSE '' END"""
CHANGED = f"""(?3 = {NEVER} OR {SETTLED} AND (matter.ended_at > ?3 OR EXISTS (SELECT 1
    FROM later_result WHERE row_id = row.id AND at > ?3 AND at <= ?2)))"""  # noqa: S608
LISTED = f"""letter_file JOIN list_row ON list_row.file_id = letter_file.id
    LEFT JOIN row ON row.listed_id = list_row.id AND row.struck_to_id IS NULL
    LEFT JOIN "case" AS matter ON matter.id = row.case_id
    WHERE letter_file.letter_id = ?1 AND letter_file.shown_at <= ?2 AND {CHANGED}"""
TYPED = f"""lembar JOIN "case" AS matter ON matter.id = lembar.case_id
    JOIN row ON row.case_id = matter.id AND row.struck_to_id IS NULL AND row.listed_id IS NULL
    WHERE lembar.letter_id = ?1 AND matter.opened_at <= ?2 AND {CHANGED}"""


@dataclass(frozen=True)
class Count:
    """How many rows of a list have one category and one result.

    file: None for the rows that the office typed itself.
    """

    file: int | None
    category: int
    result: str  # an id of WORDS
    rows: int

    @property
    def settled(self) -> bool:
        return self.result in RESULTS


def counted(letter: Letter, *, at: datetime, since: datetime | None = None) -> list[Count]:
    """since: only rows whose result came or changed after that."""
    asked = (
        f"SELECT file_id, list_row.category_id, {RESULT}, count(*) FROM {LISTED} "  # noqa: S608
        "GROUP BY 1, 2, 3",
        f"SELECT NULL, row.category_id, {RESULT}, count(*) FROM {TYPED} GROUP BY 1, 2, 3",  # noqa: S608
    )
    moments = _moments(letter, at, since)
    return [Count(*row) for one in asked for row in db.execute_sql(one, moments).fetchall()]


def of_list(file: LetterFile, *, at: datetime, since: datetime | None = None) -> Iterator[Told]:
    """(its cells as they came, the result's id of WORDS, its note) of each row, in their order."""
    rows = db.execute_sql(
        f"SELECT list_row.cells, {RESULT}, {NOTE} FROM {LISTED} AND letter_file.id = ?4 "  # noqa: S608
        "ORDER BY list_row.line",
        (*_moments(file.letter, at, since), file.id),
    )
    return ((json.loads(cells), result, note) for cells, result, note in rows)


def typed(letter: Letter, *, at: datetime, since: datetime | None = None) -> Iterator[Told]:
    """The same of the rows that the office typed: NIK, other NIK, category, trouble."""
    asked = f"""SELECT row.nik, row.other_nik, category.code || ' ' || category.label, row.trouble,
        {RESULT}, {NOTE} FROM category JOIN {TYPED} AND category.id = row.category_id
        ORDER BY row.case_id, row.number"""  # noqa: S608
    rows = db.execute_sql(asked, _moments(letter, at, since))
    return ((told, result, note) for *told, result, note in rows)


def _moments(letter: Letter, at: datetime, since: datetime | None) -> tuple[int | None, ...]:
    moment = InstantField()
    return letter.id, moment.db_value(at), NEVER if since is None else moment.db_value(since)
