"""Worklists: what waits for a role, what is paused, what is to be looked at again."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from peewee import JOIN, Expression, ModelSelect, Value, fn

from database import db, find
from ministry_tables import Lembar, Letter
from models import LIVE, Case, Office, Officer, Ticket
from office import access, clocks, procedures, sop, timetable
from office.ministry import duties

OPEN = "office_id = ? AND role IS NOT NULL AND paused_for = ''"
WORKED_ON = """taken_at IS NOT NULL OR EXISTS (SELECT 1 FROM stint WHERE case_id = "case".id)
    OR EXISTS (SELECT 1 FROM decision WHERE case_id = "case".id AND counts_on = "case".step)"""
UNTOUCHED = f"""SELECT sop, sop_version, step, count(*), min(arrived_at) FROM "case"
    WHERE {OPEN} AND NOT ({WORKED_ON}) GROUP BY sop, sop_version, step"""  # noqa: S608


def waiting(officer: Officer, *, at: datetime) -> ModelSelect:
    """The open cases of my roles that are not paused, oldest arrival first."""
    return _mine(officer, at).where(Case.paused_for == "").order_by(Case.arrived_at, Case.id)


def mine(officer: Officer, *, at: datetime) -> ModelSelect:
    """Pekerjaan saya: what I have taken, and lembar that were given to me or to whom I stand in
    for; the nearest deadline first."""
    theirs = Lembar.officer.in_(duties.mine(officer, at=at))
    rows = waiting(officer, at=at).where((Case.taken_by == officer.id) | theirs)
    rows = rows.join(Lembar, JOIN.LEFT_OUTER, on=(Lembar.case == Case.id))
    rows = rows.join(Letter, JOIN.LEFT_OUTER, on=(Lembar.letter == Letter.id))
    return rows.order_by(Letter.due_on.asc(nulls="LAST"), Case.arrived_at, Case.id)


def paused(officer: Officer, *, at: datetime) -> ModelSelect:
    """The paused cases of my roles, the nearest day to look again first."""
    return (
        _mine(officer, at)
        .where(Case.paused_for != "")
        .order_by(Case.look_again_on.asc(nulls="LAST"), Case.arrived_at)
    )


def look_again(officer: Officer, *, at: datetime) -> ModelSelect:
    """Cek ulang hari ini: what waits for the centre and whose day has come."""
    today = timetable.today(officer.office, at)
    return paused(officer, at=at).where(Case.look_again_on <= today)


def absent(cases: Iterable[Case], *, day: date) -> set[int]:
    """Ids of those at a counter step whose applicant is not in the hall (tidak di tempat)."""
    at_counter = [
        case.id for case in cases if (step := procedures.step_of(case)) and step.at_counter
    ]
    here = Ticket.select(Ticket.case).where(
        Ticket.case.in_(at_counter),
        Ticket.day == day,
        Ticket.status.in_(LIVE),
        Ticket.status != "no_show",
    )
    return set(at_counter) - {case_id for (case_id,) in here.tuples()}


def left(officer: Officer, *, at: datetime) -> ModelSelect:
    """Pemohon tidak di tempat: at a counter step of my roles, and nobody in the hall for it."""
    in_hall = _in_hall(officer, at)
    return waiting(officer, at=at).where(_at_counter(), Case.id.not_in(in_hall))


def desk(officer: Officer, *, at: datetime) -> ModelSelect:
    """What I can work on without calling anybody, my own first."""
    mine = fn.COALESCE(Case.taken_by == officer.id, Value(0)).desc()
    rows = waiting(officer, at=at).where(~_at_counter() | Case.id.not_in(_in_hall(officer, at)))
    return rows.order_by(mine, Case.arrived_at, Case.id)


def approvals(officer: Officer, *, at: datetime) -> ModelSelect:
    """Requests that wait for my perintah; of lembar office/ministry/ladder.py knows."""
    orders = _stands_at(lambda sheet, step: step.approves and not procedures.walks_with_rows(sheet))
    return waiting(officer, at=at).where(orders)


@dataclass
class Tally:
    """The open unpaused cases at one step, by how they stand against its mutu baku."""

    ok: int = 0
    near: int = 0
    late: int = 0
    oldest: datetime | None = None  # the earliest arrival at the step

    @property
    def all(self) -> int:
        return self.ok + self.near + self.late


def per_step(office: Office, *, at: datetime) -> dict[tuple[str, int, str], Tally]:
    """For each (sop, version, step) with open unpaused cases: their tally.

    Where minutes count, those nobody has worked on there are well, and are only counted.
    """
    cases = find(Case, f"{OPEN} AND ({WORKED_ON})", office.id)
    tallies: dict[tuple[str, int, str], Tally] = defaultdict(Tally)
    for *key, count, oldest in db.execute_sql(UNTOUCHED, (office.id,)).fetchall():
        sop, version, step = key
        if procedures.all_versions().get(sop, version).step(step).days:
            at_step = f"{OPEN} AND NOT ({WORKED_ON}) AND sop = ? AND sop_version = ? AND step = ?"
            cases += find(Case, at_step, office.id, *key)
        else:
            tallies[sop, version, step] = Tally(count, oldest=Case.arrived_at.python_value(oldest))
    for case in cases:
        case.office = office  # one office, not one query a case
    times = clocks.all_times(cases, at=at)
    for case in cases:
        tally = tallies[case.sop, case.sop_version, case.step]
        worked = times[case.id].worked.get(case.step, 0)
        standing = clocks.standing(case, procedures.present(case), worked, at=at)
        setattr(tally, standing, getattr(tally, standing) + 1)
        tally.oldest = min(case.arrived_at, tally.oldest or case.arrived_at)
    return dict(tallies)


def _mine(officer: Officer, at: datetime) -> ModelSelect:
    roles = access.authorities(officer, on=timetable.today(officer.office, at))
    return Case.select().where(Case.office == officer.office_id, Case.role.in_(list(roles)))


def _in_hall(officer: Officer, at: datetime) -> ModelSelect:
    """Ids of the cases somebody is here for today."""
    return Ticket.select(Ticket.case).where(
        Ticket.office == officer.office_id,
        Ticket.day == timetable.today(officer.office, at),
        Ticket.status.in_(LIVE),
        Ticket.status != "no_show",
    )


def _at_counter() -> Expression:
    return _stands_at(lambda _, step: step.at_counter)


def _stands_at(meant: Callable[[sop.Procedure, sop.Step], bool]) -> Expression:
    """Cases that stand at such a step of the procedure they began under."""
    steps = [
        (Case.sop == sheet.id) & (Case.sop_version == sheet.version) & (Case.step == step.id)
        for sheet in procedures.all_versions()
        for step in sheet.steps
        if meant(sheet, step)
    ]
    return reduce(or_, steps, Value(0) == 1)
