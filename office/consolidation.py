"""Konsolidasi: what the centre was asked, when it is looked at again, how the waiting ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from peewee import JOIN, Expression, ModelSelect, Value, fn

from models import Case, Officer, Pause, Request, Subject
from office import (
    access,
    casework,
    made,
    privacy,
    procedures,
    questions,
    sop,
    texts,
    timetable,
    transitions,
    worklists,
)
from office.errors import Incomplete, Refused
from office.ministry import bulk

MOST = 1000  # decided or exported together: somewhat more than a full day
A_DAY = timedelta(days=1)
UNTOLD = "-"  # as an agency: where they were turned away was not told
Chosen = Iterable[tuple[Case, int]]  # a case, and its `moves` as the page showed them


@dataclass(frozen=True)
class Wanted:
    """Which of those that wait.

    when: "overdue", "today", "later", one day, or None for all of them.
    agency: an id of questions.REJECTED_AT, UNTOLD, or "" for all.
    """

    when: str | date | None = None
    agency: str = ""

    def holds(self, day: date, agency: str, today: date) -> bool:
        """Whether what is to be looked at on `day`, turned away at `agency`, is among them."""
        first, last = self.span(today)
        return first <= day <= last and self.agency in ("", agency)

    def span(self, today: date) -> tuple[date, date]:
        """The first and the last day of theirs to look again."""
        if isinstance(self.when, date):
            return self.when, self.when
        return {
            "overdue": (date.min, today - A_DAY),
            "today": (today, today),
            "later": (today + A_DAY, date.max),
        }.get(self.when or "", (date.min, date.max))


@dataclass(frozen=True)
class Heap:
    """How many wait at one step, for one agency, to be looked at again on one day."""

    day: date
    agency: str
    step: sop.Step
    count: int


def waiting(officer: Officer, wanted: Wanted, *, at: datetime) -> ModelSelect:
    """The cases of my roles that wait for the centre, the earliest day first; with `.agency`."""
    rows = (
        _all(officer, at)
        .select_extend(_agency().alias("agency"))
        .where(Case.look_again_on.between(*wanted.span(timetable.today(officer.office, at))))
        .order_by(Case.look_again_on, Case.arrived_at, Case.id)
    )
    return (rows.where(_agency() == wanted.agency) if wanted.agency else rows).objects()


def heaps(officer: Officer, *, at: datetime) -> list[Heap]:
    """All that wait for the centre, counted; one query however many there are."""
    what = (Case.look_again_on, _agency(), Case.sop, Case.sop_version, Case.step)
    rows = _all(officer, at).select(*what, fn.COUNT(Case.id)).group_by(*what).tuples()
    sheets = {(sheet.id, sheet.version): sheet for sheet in procedures.all_versions()}
    return [
        Heap(day, agency, sheets[sop_id, version].step(step), count)
        for day, agency, sop_id, version, step, count in rows
    ]


def askable(officer: Officer, *, at: datetime) -> ModelSelect:
    """The cases of my roles from whose step the centre can be asked, oldest first."""
    steps = [
        (Case.sop == sheet.id) & (Case.sop_version == sheet.version) & (Case.step == step.id)
        for sheet in procedures.all_versions()
        for step in sheet.steps
        if asking(step)
    ]
    rows = worklists.waiting(officer, at=at).join(Request, JOIN.LEFT_OUTER)
    here = rows.select_extend(_agency().alias("agency")).where(reduce(or_, steps, Value(0) == 1))
    return here.objects()


def asking(step: sop.Step) -> sop.Outcome | None:
    """The step's way out that asks the centre."""
    return next((way for way in step.outcomes if way.pause == "centre"), None)


def concerns(officer: Officer, *, at: datetime) -> bool:
    """Whether any step of my roles asks the centre, or anything of mine waits for it."""
    mine = access.authorities(officer, on=timetable.today(officer.office, at)).keys()
    sheets = procedures.all_versions()
    asks = any(step.role in mine and asking(step) for sheet in sheets for step in sheet.steps)
    return asks or _all(officer, at).exists()


def since(cases: Sequence[Case]) -> dict[int, datetime]:
    """Since when each of these waits, by its id."""
    stood = Pause.select(Pause.case, Pause.since).where(
        Pause.case.in_([case.id for case in cases]), Pause.until.is_null()
    )
    return dict(stood.tuples())


def named(officer: Officer, typed: str, *, at: datetime) -> tuple[list[Case], list[int]]:
    """Those that wait among a list as it was pasted: a NIK or a case's number on each line.

    Returns them and the numbers of the lines that name none of them.
    """
    pasted = enumerate(typed.replace("\x00", "").splitlines(), start=1)
    lines = {number: line for number, line in pasted if line.strip()}
    niks = {number: _numbers(line) for number, line in lines.items()}
    if len(lines) > MOST or sum(map(len, niks.values())) > 4 * MOST:
        raise Incomplete("Paling banyak {n} baris sekaligus.", n=MOST, field="listed")
    owners = _owners(officer, set().union(*niks.values()), at)
    meant = {
        number: _label(line).union(*(owners.get(nik, ()) for nik in niks[number]))
        for number, line in lines.items()
    }
    wanted = Case.id.in_(set().union(*meant.values()))
    found = list(waiting(officer, Wanted(), at=at).where(wanted))
    there = {case.id for case in found}
    return found, [number for number, ids in meant.items() if not ids & there]


def checked(how: str) -> str:
    """How it was checked, as typed. Raises Incomplete when nothing was."""
    how = texts.clean(how, texts.LONGEST)
    if not how:
        raise Incomplete("Tulis bagaimana hal itu diperiksa.", field="how")
    return how


def settle(
    chosen: Chosen, outcome_id: str, how: str, *, by: Officer, at: datetime
) -> list[bulk.Result]:
    """End the waiting of each by a way out of the step at which it waits.

    how: how it was checked, or why a letter is given; one sentence for all of them.
    """
    how = checked(how)

    def decide(case: Case, seen: int) -> Case:
        step = _where_it_waits(case)
        way = step.outcome(outcome_id)
        if not step.aside or way is None:
            raise Refused("{label} menunggu di kegiatan lain; putuskan di halamannya.", **_of(case))
        says_so = transitions.makes_output(procedures.of(case), step, way)  # as its document
        reason, work = ("" if says_so else how), made.Work(text=how)
        return casework.decide(case, way.id, by=by, at=at, seen=seen, reason=reason, work=work)

    return bulk.each(chosen, decide, by=by)


def postpone(chosen: Chosen, on: date | None, *, by: Officer, at: datetime) -> list[bulk.Result]:
    """Not yet: each waits on, to be looked at again on that day."""
    day = transitions.day_to_look(by.office, on, at)

    def later(case: Case, seen: int) -> Case:
        _where_it_waits(case)
        return casework.look_again(case, day, by=by, at=at, seen=seen)

    return bulk.each(chosen, later, by=by)


def ask(
    chosen: Chosen, reason: str, on: date | None, *, by: Officer, at: datetime
) -> list[bulk.Result]:
    """Ask the centre for each, from the step at which it stands; for all of them the same."""
    day = transitions.day_to_look(by.office, on, at)
    if not texts.clean(reason, texts.LONGEST):
        raise Incomplete("Tulis alasan atau catatannya.", field="how")

    def decide(case: Case, seen: int) -> Case:
        step = procedures.step_of(case)
        way = asking(step) if step else None
        if way is None:
            raise Refused("{label} tidak lagi di kegiatan itu.", **_of(case))
        return casework.decide(
            case, way.id, by=by, at=at, seen=seen, reason=reason, look_again_on=day
        )

    return bulk.each(chosen, decide, by=by)


def listed(
    cases: Sequence[Case], reason: str, *, by: Officer, at: datetime
) -> Iterator[tuple[Case, str, str]]:
    """NIK and name of every owner in full, for the centre; each case's opening is written down.

    Raises Incomplete without a reason, or when there are too many or none.
    """
    if not 0 < len(cases) <= MOST:
        raise Incomplete("Pilih 1 sampai {n} permohonan untuk satu daftar.", n=MOST)
    for case in cases:
        opened = privacy.open_case_data(
            case, ("name", "nik"), reason, by=by, role=str(case.role), at=at
        )
        owners = zip(opened["nik"], opened["name"], strict=True)
        for nik, name in [(*nik, *name) for nik, name in owners] or [("", "")]:
            yield case, nik, name


def words_of(agency: str) -> str:
    return questions.REJECTED_AT.get(agency, "Belum dicatat")


def _all(officer: Officer, at: datetime) -> ModelSelect:
    rows = worklists.paused(officer, at=at).where(Case.paused_for == "centre")
    return rows.join(Request, JOIN.LEFT_OUTER)


def _agency() -> Expression:
    """Where they were turned away; UNTOLD where nothing says so."""
    return fn.COALESCE(fn.NULLIF(Request.rejected_at, ""), UNTOLD)


def _owners(officer: Officer, niks: set[str], at: datetime) -> dict[str, set[int]]:
    """For each of these NIKs: the cases that wait and are about its owner."""
    rows = Subject.select(Subject.nik, Subject.case).where(
        Subject.case.in_(_all(officer, at).select(Case.id)), Subject.nik.in_(niks)
    )
    found: dict[str, set[int]] = {}
    for nik, case_id in rows.tuples():
        found.setdefault(nik, set()).add(case_id)
    return found


def _where_it_waits(case: Case) -> sop.Step:
    if case.paused_for != "centre":
        raise Refused("{label} tidak lagi menunggu pusat.", **_of(case))
    return procedures.present(case)


def _of(case: Case) -> dict[str, str]:
    return {"label": case.label}


def _numbers(line: str) -> set[str]:
    """What could be a NIK in a line, bare; 3576 01 410190 0001 in a cell of its own is one, too."""
    whole = set(re.findall(r"\d{10,20}", line))
    cells = (re.sub(r"[ .\-]", "", cell) for cell in re.split(r"[\t;,|]", line))
    return whole or {cell for cell in cells if cell.isdecimal() and len(cell) <= 20}


def _label(line: str) -> set[int]:
    found = re.search(r"\b20\d\d/(\d{4,9})\b", line)
    return {int(found[1])} if found else set()
