"""Three times: *dikerjakan*, *menunggu giliran* and *waktu warga*."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from database import find
from models import Case, Decision, Outage, Pause, Stint
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
    return all_times([case], at=at)[case.id]


def all_times(cases: Sequence[Case], *, at: datetime) -> dict[int, Times]:
    """The three times of each case, by its id.

    Four queries however many cases there are: the managers' wall asks for all of them.
    """
    ids = [case.id for case in cases]
    these = f"case_id IN ({', '.join('?' * len(ids))})"
    decisions = _by_case(find(Decision, f"{these} ORDER BY id", *ids))
    pauses = _by_case(find(Pause, these, *ids))
    stints = _by_case(find(Stint, these, *ids))
    since = min((case.opened_at for case in cases), default=at)
    outages: list[Any] = find(Outage, "until IS NULL OR until > ?", since)
    found: dict[int, Times] = {}
    for case in cases:
        stood = [(row.since, row.until or at) for row in pauses.get(case.id, ())]
        siak = [(o.since, o.until or at) for o in outages if o.office_id == case.office_id]
        at_work = [(row.since, row.until) for row in stints.get(case.id, ())]
        found[case.id] = _reckon(case, decisions.get(case.id, []), stood, siak, at_work, at)
    return found


def _reckon(
    case: Case,
    decisions: list[Decision],
    stood: list[Stretch],
    siak: list[Stretch],
    at_work: list[Stretch],
    at: datetime,
) -> Times:
    open_hours = timetable.of(case.office)
    worked: dict[str, float] = {}
    waited: dict[str, float] = {}
    for step, counts_on, came, taken, left in _stays(case, decisions, at):
        still = stood + (siak if _needs_siak(case, step) else [])
        before = sum(
            _minutes(since, until, still, open_hours)
            for since, until in at_work
            if came <= since < taken
        )
        waiting = _minutes(came, taken, still, open_hours) - before
        working = _minutes(taken, left, still, open_hours) + before
        waited[counts_on] = waited.get(counts_on, 0) + max(waiting, 0)
        worked[counts_on] = worked.get(counts_on, 0) + working
    return Times(worked, waited, max((case.ended_at or at) - case.opened_at, timedelta()))


def due(case: Case, step: sop.Step) -> datetime | None:
    """When a step timed in days is due: at closing of the Nth working day after arrival."""
    if not step.days:
        return None
    open_hours = timetable.of(case.office)
    arrived = timetable.today(case.office, case.arrived_at)
    return hours.closing_of(hours.working_days_after(arrived, step.days, open_hours), open_hours)


def standing(case: Case, step: sop.Step, worked: float, *, at: datetime) -> str:
    """`ok`, `near` or `late` of a case at a step against its mutu baku.

    Minutes are compared with what was worked; days with the closing they end at, `near` on that
    very day. A step without either is never late.
    """
    end = due(case, step) if case.step == step.id else None
    if end:
        last_day = timetable.today(case.office, at) == timetable.today(case.office, end)
        return "late" if at > end else "near" if last_day else "ok"
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
