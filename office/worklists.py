"""Worklists: what waits for a role, what is paused, what is to be looked at again."""

from collections.abc import Iterable
from datetime import date, datetime

from peewee import ModelSelect

from models import LIVE, Case, Officer, Ticket
from office import access, clocks, procedures, timetable


def waiting(officer: Officer, *, at: datetime) -> ModelSelect:
    """The open cases of my roles that are not paused, oldest arrival first."""
    return _mine(officer, at).where(Case.paused_for == "").order_by(Case.arrived_at, Case.id)


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


def approvals(officer: Officer, *, at: datetime) -> list[Case]:
    """Cases that wait for my perintah, paraf or signature: the lists that are worked in bulk."""
    return [
        case
        for case in waiting(officer, at=at)
        if any(outcome.kind == "approve" for outcome in procedures.present(case).outcomes)
    ]


def per_step(office_id: int, *, at: datetime) -> dict[tuple[str, int, str], dict[str, int]]:
    """For each (sop, version, step): how many open unpaused cases are ok, near and late."""
    counts: dict[tuple[str, int, str], dict[str, int]] = {}
    open_cases = Case.select().where(
        Case.office == office_id, Case.role.is_null(False), Case.paused_for == ""
    )
    for case in open_cases:
        step = procedures.present(case)
        worked = clocks.times(case, at=at).worked.get(case.step, 0)
        tally = counts.setdefault(
            (case.sop, case.sop_version, case.step), {"ok": 0, "near": 0, "late": 0}
        )
        tally[clocks.standing(step, worked)] += 1
    return counts


def _mine(officer: Officer, at: datetime) -> ModelSelect:
    roles = access.authorities(officer, on=timetable.today(officer.office, at))
    return Case.select().where(Case.office == officer.office_id, Case.role.in_(list(roles)))
