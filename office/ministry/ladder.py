"""Lembar on the ladder, many at a time: which wait at my rung, and what each of them says."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from peewee import JOIN, SQL, ModelSelect, fn

from database import db, fetch, find
from ministry_tables import Lembar, Letter, ListRow, Row
from models import Case, Category, Decision, Officer, Output
from office import clocks, demands, procedures, sop, worklists
from office.sentences import Sentence
from office.transitions import STANDING

AT_ONCE = ("decision", "note")  # kinds of document that one sentence can make for many


@dataclass(frozen=True)
class Wanted:
    """Which of those that wait; 0 and "" for all of them.

    odd: only those with something that asks for a closer look.
    """

    letter: int = 0
    district: str = ""
    category: int = 0
    officer: int = 0
    odd: bool = False


@dataclass(frozen=True)
class Rung:
    """A step at which lembar wait for me, and how many."""

    procedure: sop.Procedure
    step: sop.Step
    count: int

    @property
    def id(self) -> str:
        return f"{self.procedure.id}.{self.procedure.version}.{self.step.id}"

    @property
    def forward(self) -> sop.Outcome:
        """The way on; the others lead back."""
        return next(way for way in self.step.outcomes if way.kind in STANDING)

    @property
    def back(self) -> list[sop.Outcome]:
        return [way for way in self.step.outcomes if way.kind == "return"]

    @property
    def makes_note(self) -> bool:
        return self.procedure.made(self.step) == "note"


@dataclass
class Line:
    """A lembar as whoever decides sees it: what stands on it, and what is odd; nobody's number."""

    case: Case
    lembar: Lembar | None
    kinds: dict[str, int] = field(default_factory=dict)  # category code -> rows
    outside: int = 0
    linked: int = 0  # rows whose NIK a citizen's request names
    struck: int = 0  # rows that left it
    came_from: str = ""  # why it was opened out of another, if it was
    notes: list[Output] = field(default_factory=list)  # what was written on the way, with by whom
    returned: Decision | None = None  # the latest, with by whom and why
    worked: float = 0
    standing: str = "ok"
    locked: Sentence | None = None  # why I may not decide it

    @property
    def rows(self) -> int:
        return sum(self.kinds.values())

    @property
    def odd(self) -> bool:
        return bool(self.outside or self.linked or self.struck or self.came_from or self.returned)


def rungs(officer: Officer, *, at: datetime) -> list[Rung]:
    """The steps at which lembar wait for one of my roles and can be decided together."""
    what = (Case.sop, Case.sop_version, Case.step)
    rows = worklists.waiting(officer, at=at).order_by().select(*what, fn.COUNT(Case.id))
    sheets = {(sheet.id, sheet.version): sheet for sheet in procedures.all_versions()}
    found = []
    for sop_id, version, step_id, count in rows.group_by(*what).tuples():
        sheet = sheets[sop_id, version]
        step = sheet.step(step_id)
        if procedures.walks_with_rows(sheet) and sheet.made(step) in AT_ONCE and not step.aside:
            found.append(Rung(sheet, step, count))
    return sorted(found, key=lambda rung: (rung.procedure.id, rung.step.number, rung.id))


def rung_of(case: Case) -> Rung:
    """Where an open lembar stands."""
    return Rung(procedures.of(case), procedures.present(case), 1)


def waiting(officer: Officer, rung: Rung, wanted: Wanted, *, at: datetime) -> ModelSelect:
    """The lembar of a rung, the letter that is due first before the others."""
    rows = (
        worklists.waiting(officer, at=at)
        .join(Lembar, JOIN.LEFT_OUTER, on=Lembar.case == Case.id)
        .join(Letter, JOIN.LEFT_OUTER, on=Lembar.letter == Letter.id)
        .where(
            Case.sop == rung.procedure.id,
            Case.sop_version == rung.procedure.version,
            Case.step == rung.step.id,
        )
        .order_by(Letter.due_on.asc(nulls="LAST"), Letter.id, Case.id)
    )
    if wanted.letter:
        rows = rows.where(Lembar.letter == wanted.letter)
    if wanted.officer:
        rows = rows.where(Lembar.officer == wanted.officer)
    if wanted.category:
        rows = rows.where(_some_row(Row.category == wanted.category))
    if wanted.district:
        listed = ListRow.select(ListRow.id).where(
            ListRow.id == Row.listed, ListRow.district == wanted.district
        )
        rows = rows.where(_some_row(fn.EXISTS(listed)))
    return rows


def choices(officer: Officer, rung: Rung, *, at: datetime) -> dict[str, dict[str, int]]:
    """By what a rung can be narrowed: for each way its values, and how many lembar have them.

    A lembar counts for the kecamatan of its first row; it is found by that of any.
    """
    these, values = waiting(officer, rung, Wanted(), at=at).order_by().select(Case.id).sql()
    found = {
        name: dict(db.execute_sql(statement.format(these=these), values).fetchall())
        for name, statement in CHOICES.items()
    }
    _forget_pages()
    return found


def lines(cases: Sequence[Case], officer: Officer, *, at: datetime) -> list[Line]:
    """What each of them says; a dozen queries however many they are."""
    for case in cases:
        case.office = officer.office
    told = {case.id: Line(case, None) for case in cases}
    for lembar in _of(Lembar, told):
        told[lembar.case_id].lembar = lembar
    fetch([line.lembar for line in told.values() if line.lembar], Lembar.letter, Lembar.officer)
    _count_rows(told)
    _read_notes(told)
    _read_decisions(told, officer)
    times = clocks.all_times(cases, at=at)
    for line in told.values():
        if step := procedures.step_of(line.case):
            line.worked = times[line.case.id].worked.get(step.id, 0)
            line.standing = clocks.standing(line.case, step, line.worked, at=at)
    _forget_pages()
    return list(told.values())


def _forget_pages() -> None:
    """Let go of the pages a look through tens of thousands of rows has left in memory."""
    db.execute_sql("PRAGMA shrink_memory")


def _count_rows(told: dict[int, Line]) -> None:
    codes = {row.id: row.code for row in Category.select()}
    for case_id, category, gone, count, outside in _each(KINDS, told):
        line = told[case_id]
        if gone:
            line.struck += count
            continue
        line.kinds[codes[category]] = count
        line.outside += outside
    for case_id, count in _each(LINKED, told):
        told[case_id].linked = count
    for case_id, why in _each(CAME_FROM, told):
        told[case_id].came_from = why


def _read_notes(told: dict[int, Line]) -> None:
    notes = [one for one in _of(Output, told, "stands = 1 ORDER BY id") if one.text]
    fetch(notes, Output.decision)
    fetch([one.decision for one in notes], Decision.officer)
    for one in notes:
        told[one.case_id].notes.append(one)


def _read_decisions(told: dict[int, Line], officer: Officer) -> None:
    """Who sent it back last; and whether I decided on it before, or somebody has it."""
    for one in _of(Decision, told, "(stands OR kind = 'return') ORDER BY id"):
        line = told[one.case_id]
        if one.kind == "return":
            line.returned = one
        elif one.officer_id == officer.id and (why := _forbidden(line.case, one)):
            line.locked = why
    fetch([line.returned for line in told.values() if line.returned], Decision.officer)
    taken = [line for line in told.values() if line.case.taken_by_id not in (None, officer.id)]
    fetch([line.case for line in taken], Case.taken_by)
    for line in taken:
        line.locked = Sentence(demands.TAKEN, {"name": line.case.taken_by.name})


def _forbidden(case: Case, before: Decision) -> Sentence | None:
    """Separation of duties: why who took that decision may not take the present one."""
    procedure, step = procedures.of(case), procedures.step_of(case)
    way = next((one for one in step.outcomes if one.kind == "approve"), None) if step else None
    if step is None or way is None or before.step == step.id or procedure.step(before.step).aside:
        return None
    return Sentence(demands.SEPARATE, {"act": demands.forbidden(way.act)})


def _some_row(condition: object) -> object:
    return fn.EXISTS(
        Row.select(SQL("1")).where(Row.case == Case.id, Row.struck_to.is_null(), condition)
    )


def _of(table: type, told: Iterable[int], condition: str = "1") -> list:
    return find(table, f"case_id IN {THESE} AND {condition}", json.dumps(list(told)))


def _each(statement: str, told: Iterable[int]) -> list[tuple]:
    return db.execute_sql(statement.format(these=THESE), (json.dumps(list(told)),)).fetchall()


THESE = "(SELECT value FROM json_each(?))"  # one statement, however many they are
KINDS = """SELECT case_id, category_id, struck_to_id IS NOT NULL AS gone, count(*), sum(outside)
    FROM row WHERE case_id IN {these} GROUP BY 1, 2, 3"""
# From the few open requests to the rows they name, not from each row to all requests.
LINKED = """SELECT row.case_id, count(DISTINCT row.id) FROM "case" AS request
    CROSS JOIN subject ON subject.case_id = request.id AND subject.nik <> ''
    CROSS JOIN row ON row.nik = subject.nik AND row.struck_to_id IS NULL
    WHERE request.role IS NOT NULL AND row.case_id IN {these} GROUP BY 1"""
CAME_FROM = """SELECT struck_to_id, max(struck_for) FROM row WHERE struck_to_id IN {these}
    GROUP BY 1"""
CHOICES = {
    name: f"SELECT {what} GROUP BY 1 ORDER BY 1"
    for name, what in {
        "letter": "letter_id, count(*) FROM lembar WHERE case_id IN ({these}) AND letter_id > 0",
        "officer": "officer_id, count(*) FROM lembar WHERE case_id IN ({these}) AND officer_id > 0",
        "category": "category_id, count(DISTINCT case_id) FROM row WHERE case_id IN ({these})",
        "district": """district, count(*) FROM row JOIN list_row ON list_row.id = row.listed_id
            WHERE row.number = 1 AND row.case_id IN ({these}) AND district <> ''""",
    }.items()
}
