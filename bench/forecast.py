"""The waiting range on days its forecaster has not seen, beside two naive ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from random import Random
from statistics import mean, median, pstdev

from bench import days
from bench.figures import ratio
from office import forecast
from office.forecast import Day, Habits, Visit

OFFICES, UNSEEN = 12, 6  # histories; of each kind, days foretold from one of them
NINE = datetime(2024, 1, 8, 1, tzinfo=UTC)
HOURS = ((NINE, NINE + timedelta(hours=3)), (NINE + timedelta(hours=4), NINE + timedelta(hours=7)))
STEP = forecast.STEP / timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """One range and what came: office minutes since opening."""

    kind: str
    start: float
    end: float
    called: float

    @property
    def holds(self) -> bool:
        return self.start <= self.called <= self.end


@dataclass(frozen=True)
class Guess:
    """What a naive range is built around: a wait of `minutes`, guessed at `at`."""

    at: float
    minutes: float
    called: float

    def within(self, spread: float) -> Told:
        """Told in the same steps as ours."""
        low, high = max(self.minutes - spread, 0), max(self.minutes + spread, 0)
        start = (self.at + low) // STEP * STEP
        end = max(ceil((self.at + high) / STEP) * STEP, start + STEP)
        return Told("", start, end, self.called)


def measure(count: int = 0) -> dict[str, object]:
    tickets: list[Told] = []
    again: list[Told] = []
    phones: list[Told] = []
    queued: list[Guess] = []
    latest: list[Guess] = []
    silent = jumps = 0
    for office in range(count or OFFICES):
        chance = Random(1000 + office)
        past = days.past(chance)
        habits = forecast.learn(past)
        if habits is None:
            raise RuntimeError("twenty days are no history")
        each = _minutes_each(past)
        for kind in days.KINDS * UNSEEN:
            day = days.day(kind, chance)
            called = [visit for visit in day.visits if visit.counter and not visit.again]
            later = [visit for visit in day.visits if visit.counter and visit.again]
            again += filter(None, (_told(habits, day, v, float(int(v.came)), kind) for v in later))
            for visit in called:
                if first := _told(habits, day, visit, float(int(visit.came)), kind):
                    tickets.append(first)
                    queued.append(_queued(day, visit, each))
                    latest.append(_latest(day, visit, each))
                silent += first is None
            phones += [told for visit in called[::5] for told in _looks(habits, day, visit, kind)]
            jumps += sum(_jumps(habits, day, visit) for visit in (called + later)[::20])
    seldom = {"silent": silent, "jumps": jumps, **_again(again)}
    return _figures(tickets, phones, queued, latest) | seldom


def _again(ranges: list[Told]) -> dict[str, object]:
    """Of those who were sent back to the hall and wait for another call."""
    return {
        "again": len(ranges),
        "again_coverage": _share(ranges),
        "again_median_width_min": round(median(_widths(ranges)), 1),
    }


def _told(habits: Habits, day: Day, visit: Visit, at: float, kind: str) -> Told | None:
    told = forecast.told(habits, day, visit, at, HOURS)
    if told.hardly:
        return None
    start, end = (forecast.minute_of(moment, HOURS) for moment in (told.start, told.end))
    return Told(kind, start, end, visit.gone)


def _looks(habits: Habits, day: Day, visit: Visit, kind: str) -> Iterable[Told]:
    """What a phone shows every ten minutes of the wait."""
    for at in forecast.looks(visit, 10):
        if told := _told(habits, day, visit, at, kind):
            yield told


def _jumps(habits: Habits, day: Day, visit: Visit) -> int:
    """How often in this wait the end moved later by more than a step, and no reason stood there."""
    found = 0
    before: forecast.Range | None = None
    for at in forecast.looks(visit):
        told = forecast.told(habits, day, visit, at, HOURS)
        if before and told.end - before.end > forecast.STEP:
            found += told.why is None
        before = told
    return found


def _minutes_each(past: Sequence[Day]) -> float:
    """The naive measure: the minutes a number ahead has cost so far."""
    waits = [(v, day) for day in past for v in day.visits if v.counter and not v.again]
    return sum(v.gone - v.came for v, _ in waits) / sum(_ahead(day, v) + 1 for v, day in waits)


def _ahead(day: Day, me: Visit) -> int:
    first = (visit for visit in day.visits if visit.place < me.place and not visit.again)
    return sum(visit.gone > me.came for visit in first)


def _queued(day: Day, me: Visit, each: float) -> Guess:
    """Numbers ahead × the mean."""
    return Guess(me.came, (_ahead(day, me) + 1) * each, me.gone)


def _latest(day: Day, me: Visit, each: float) -> Guess:
    """As long as whoever was called last had waited."""
    called = [v for v in day.visits if v.counter and not v.again and v.gone <= me.came]
    last = max(called, key=lambda visit: visit.gone, default=None)
    return Guess(me.came, last.gone - last.came if last else each, me.gone)


def _figures(
    tickets: list[Told], phones: list[Told], queued: list[Guess], latest: list[Guess]
) -> dict[str, object]:
    coverage = _coverage(tickets)
    figures: dict[str, object] = {
        "coverage": round(coverage, 4),
        **{f"coverage_{k}": _share([t for t in tickets if t.kind == k]) for k in days.KINDS},
        "coverage_later": _share(phones),
        "median_width_min": round(median(_widths(tickets)), 1),
        "mean_width_min": round(mean(_widths(tickets)), 1),
        "median_error_min": round(
            median(abs((t.start + t.end) / 2 - t.called) for t in tickets), 1
        ),
        "tickets": len(tickets),
    }
    for name, guesses in (("naive", queued), ("last", latest)):
        ranges = _as_sure(guesses, coverage)
        figures |= {
            f"{name}_coverage": _share(ranges),
            f"{name}_median_width_min": round(median(_widths(ranges)), 1),
            f"{name}_mean_width_min": round(mean(_widths(ranges)), 1),
            f"{name}_median_error_min": round(
                median(abs(g.at + g.minutes - g.called) for g in guesses), 1
            ),
        }
    naive = figures["naive_mean_width_min"]
    return figures | {"width_ratio": ratio(mean(_widths(tickets)), float(str(naive)))}


def _as_sure(guesses: list[Guess], coverage: float) -> list[Told]:
    """The naive ranges with the least spread that holds as many waits as ours; chosen knowing
    them all, which no office could."""
    unit = pstdev(g.at + g.minutes - g.called for g in guesses) / 20
    for times in range(1, 200):
        ranges = [guess.within(times * unit) for guess in guesses]
        if _coverage(ranges) >= coverage:
            break
    return ranges


def _coverage(ranges: Sequence[Told]) -> float:
    return sum(told.holds for told in ranges) / (len(ranges) or 1)


def _share(ranges: Sequence[Told]) -> float:
    return round(_coverage(ranges), 4)


def _widths(ranges: Sequence[Told]) -> list[float]:
    return [told.end - told.start for told in ranges]
