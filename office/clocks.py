"""Three times: *dikerjakan*, *menunggu giliran* and *waktu warga*."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models import Case, Decision, Outage, Pause
from office import hours, procedures, sop, timetable

# Steps that make these need SIAK, so that an outage stops their clocks.
NEEDS_SIAK = ("note", "correction", "recovery", "rows")
NEAR = 0.75  # of mutu baku: "mendekati batas" from here on

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Times:
    """Office minutes worked and waited, per step and in all; `citizen` is by the wall clock."""

    worked: dict[str, float]
    waited: dict[str, float]
    citizen: timedelta

    @property
    def total_worked(self) -> float:
        return sum(self.worked.values())

    @property
    def total_waited(self) -> float:
        return sum(self.waited.values())


def times(case: Case, *, at: datetime) -> Times:
    """The three times of a case up to `at`, or to its end.

    Worked and waited count office hours only, without pauses and, where a step needs SIAK,
    without its outages.
    """
    open_hours = timetable.of(case.office)
    pauses = [(row.since, row.until or at) for row in Pause.select().where(Pause.case == case)]
    outages = _outages(case, at)
    worked: dict[str, float] = {}
    waited: dict[str, float] = {}
    decisions = list(case.decisions.order_by(Decision.at, Decision.id))
    for step_id, counts_on, arrived, taken, left in _stays(case, decisions, at):
        still = pauses + (outages if _needs_siak(case, step_id) else [])
        waited[counts_on] = waited.get(counts_on, 0) + _minutes(arrived, taken, still, open_hours)
        worked[counts_on] = worked.get(counts_on, 0) + _minutes(taken, left, still, open_hours)
    citizen = max((case.ended_at or at) - case.opened_at, timedelta())
    return Times(worked, waited, citizen)


def worked_now(cases: Sequence[Case], *, at: datetime) -> dict[int, float]:
    """For each open case (by id): office minutes worked on its present step, as `times` counts."""
    return {id: worked for id, (_, worked) in at_present(cases, at=at).items()}


def at_present(cases: Sequence[Case], *, at: datetime) -> dict[int, tuple[float, float]]:
    """For each open case (by id): office minutes waited and worked on its present step.

    Three queries however many cases there are: the managers' wall asks for all of them.
    """
    ids = [case.id for case in cases]
    decisions = _by_case(Decision.select().where(Decision.case.in_(ids)).order_by(Decision.id))
    pauses = _by_case(Pause.select().where(Pause.case.in_(ids)))
    first = min((case.opened_at for case in cases), default=at)
    outages = list(Outage.select().where(Outage.until.is_null() | (Outage.until > first)))
    found: dict[int, tuple[float, float]] = {}
    for case in cases:
        stood = [(row.since, row.until or at) for row in pauses.get(case.id, ())]
        siak = [(o.since, o.until or at) for o in outages if o.office_id == case.office_id]
        open_hours = timetable.of(case.office)
        waited = worked = 0.0
        for step, counts_on, came, taken, left in _stays(case, decisions.get(case.id, []), at):
            if counts_on == case.step:
                still = stood + (siak if _needs_siak(case, step) else [])
                waited += _minutes(came, taken, still, open_hours)
                worked += _minutes(taken, left, still, open_hours)
        found[case.id] = (waited, worked)
    return found


def standing(step: sop.Step, worked: float) -> str:
    """`ok`, `near` or `late` against the step's mutu baku; a step without minutes is never late."""
    if not step.minutes:
        return "ok"
    if worked > step.minutes:
        return "late"
    return "near" if worked >= step.minutes * NEAR else "ok"


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return found


def _stays(
    case: Case, decisions: list[Decision], at: datetime
) -> Iterable[tuple[str, str, datetime, datetime, datetime]]:
    """Each stay at a step: its id, the step it counts on, arrival, start of work, departure."""
    for row in decisions:
        yield row.step, row.counts_on, row.arrived_at, row.taken_at, row.at
    if case.step:
        last = decisions[-1] if decisions else None
        counts_on = last.counts_on if last and last.kind == "refer" else case.step
        yield case.step, counts_on, case.arrived_at, case.taken_at or at, at


def _needs_siak(case: Case, step_id: str) -> bool:
    procedure = procedures.of(case)
    return procedure.made(procedure.step(step_id)) in NEEDS_SIAK


def _outages(case: Case, at: datetime) -> list[Stretch]:
    rows = Outage.select().where(
        Outage.office == case.office_id,
        Outage.since < at,
        Outage.until.is_null() | (Outage.until > case.opened_at),
    )
    return [(row.since, row.until or at) for row in rows]


def _minutes(
    start: datetime, end: datetime, still: list[Stretch], open_hours: hours.Hours
) -> float:
    """Office minutes from `start` to `end` outside the stretches in which the clock stood."""
    total, now = 0.0, start
    for since, until in sorted(still):
        if until <= now or since >= end:
            continue
        if since > now:
            total += hours.minutes_between(now, since, open_hours)
        now = max(now, until)
    return total + (hours.minutes_between(now, end, open_hours) if now < end else 0.0)
