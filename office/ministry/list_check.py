"""A ministry list looked at: what can be read of it, and what somebody must tell first."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from database import db, find, first
from ministry_tables import LetterFile
from models import Category, Office
from office.errors import Incomplete
from office.files import cells
from office.files.workbook import Source
from office.ministry import list_layout, list_rows
from office.ministry.list_layout import Layout
from office.ministry.list_rows import Listed
from office.register import regions
from office.register.extracts import Bad
from office.register.regions import Region

MOST_ROWS = 100_000
TOLD = 10_000  # lines of a report; a list with more of them was not read as it was meant
MOST_WORDS = 60  # of categories; a column with more is another one
FIRST = 5  # rows of a preview
# Rows of lists and of lembar that nobody has answered yet: who, with whom, what, which letter.
OPEN = """SELECT coalesce(nullif(list_row.nik, ''), family), list_row.other_nik,
    list_row.category_id, letter.reference
    FROM list_row JOIN letter_file ON letter_file.id = file_id
    JOIN letter ON letter.id = letter_file.letter_id
    LEFT JOIN row ON row.listed_id = list_row.id AND row.struck_to_id IS NULL
    LEFT JOIN "case" ON "case".id = row.case_id
    WHERE letter.office_id = ? AND letter_file.shown_at IS NOT NULL AND "case"."end" IS NULL
    UNION ALL SELECT row.nik, row.other_nik, row.category_id, letter.reference
    FROM row JOIN "case" ON "case".id = row.case_id JOIN lembar ON lembar.case_id = row.case_id
    JOIN letter ON letter.id = lembar.letter_id
    WHERE letter.office_id = ? AND row.listed_id IS NULL AND row.struck_to_id IS NULL
    AND "case"."end" IS NULL"""
Progress = Callable[[str, int, int], object]  # what is done, rows so far, rows in all (0: unknown)


@dataclass(frozen=True)
class Check:
    """What a list holds, before anything is written."""

    layout: Layout
    digest: str
    rows: int = 0  # that can be read
    bad: tuple[Bad, ...] = ()
    first: tuple[Listed, ...] = ()
    words: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # plain -> as typed, rows
    outside: int = 0
    there: Mapping[str, int] = field(default_factory=dict)  # letter -> rows that wait in it

    @property
    def unknown(self) -> list[str]:
        """Its words for categories that nobody has explained."""
        return [word for word in self.words if word not in self.layout.words]

    @property
    def lacking(self) -> list[str]:
        """What somebody has to tell before it can be imported."""
        if lacks := self.layout.lacking:
            return lacks
        if len(self.words) > MOST_WORDS:
            return [f"kolom kategori: yang ini memuat lebih dari {MOST_WORDS} kata"]
        if not self.rows or len(self.bad) > TOLD:
            why = self.bad[0].reason if self.bad else "tidak ada baris di bawah judul"
            return [f"kolom yang benar ({why})"]
        return [f"arti {len(self.unknown)} kata kategori"] if self.unknown else []


class Standing:
    """The rows that stand in letters and wait for an answer; known by a print of who and what."""

    def __init__(self, office: Office) -> None:
        self.ids = {row.code: row.id for row in find(Category, "1")}
        self._prints: dict[int, str] = {}
        for *about, letter in db.execute_sql(OPEN, (office.id, office.id)):
            self._prints[hash(tuple(about))] = letter

    def letter(self, row: Listed) -> str:
        """The letter it stands in; "" for none."""
        who, other, category = row.about
        return self._prints.get(hash((who, other, self.ids.get(category))), "")


def categories() -> dict[str, str]:
    """Those in use: code -> label."""
    return {row.code: row.label for row in find(Category, "active ORDER BY code")}


def remembered(office: Office) -> list[dict[str, Any]]:
    """How the office's lists were read, the newest first."""
    of_theirs = "shown_at IS NOT NULL AND letter_id IN (SELECT id FROM letter WHERE office_id = ?)"
    return [row.layout for row in find(LetterFile, f"{of_theirs} ORDER BY id DESC", office.id)]


def brought_before(office: Office, digest: str) -> LetterFile | None:
    """The list that this very file was, unless it was taken back."""
    same = "digest = ? AND shown_at IS NOT NULL"
    mine = "letter_id IN (SELECT id FROM letter WHERE office_id = ?)"
    return first(LetterFile, f"{same} AND {mine}", digest, office.id)


def check(
    path: Source,
    office: Office,
    told: Mapping[str, Any] | None = None,
    progress: Progress = lambda *_: None,
) -> Check:
    """Read a list to its end. told: see list_layout.find. Raises Incomplete when it is no list."""
    labels, home = categories(), regions.named(office.region)
    layout = list_layout.find(path, labels, remembered(office), told)
    digest = cells.digest(path)
    if layout.lacking:
        return Check(layout, digest)
    bad: list[Bad] = []
    some: list[Listed] = []
    words: dict[str, tuple[str, int]] = {}
    there: Counter[str] = Counter()
    standing, count, outside = Standing(office), 0, 0
    for row in rows(layout, labels, home, bad):
        count += 1
        some += [row] if count <= FIRST else []
        if not layout.category and len(words) <= MOST_WORDS:
            shown, many = words.get(word := list_layout.plain(row.word), (row.word, 0))
            words[word] = (shown, many + 1)
        outside += row.outside
        if letter := standing.letter(row):
            there[letter] += 1
        if count % 2000 == 0:
            progress("Memeriksa", count, 0)
    return Check(layout, digest, count, tuple(bad), tuple(some), words, outside, there)


def rows(
    layout: Layout, labels: Mapping[str, str], home: Region, bad: list[Bad]
) -> Iterator[Listed]:
    """The rows that can be read, until more than `TOLD` could not."""
    for count, row in enumerate(list_rows.rows(layout, labels, home), start=1):
        if count > MOST_ROWS:
            raise Incomplete("Daftar ini lebih dari {n} baris. Bagi dahulu berkasnya.", n=MOST_ROWS)
        if not isinstance(row, Bad):
            yield row
            continue
        bad.append(row)
        if len(bad) > TOLD:
            return
