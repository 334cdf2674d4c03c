"""The waiting range: between which moments a number will be called, learnt from past days; pure.

Minutes here are the office's: since it opened that day, breaks left out (`minute_of`).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
from math import ceil, inf
from statistics import mean, median

Stretches = Sequence[tuple[datetime, datetime]]  # of an open day, as hours.Hours.intervals has them

MISSES = 0.04  # of past waits that may lie below the range, and as many above it
FEWEST_DAYS, FEWEST_SERVICES, FEWEST_LOOKS = 3, 20, 60  # less history tells nothing
A_BAND = 60  # looks
STRANGER = 1.0  # days may be as strange as this many of those known were together
LEAVES = 0.03  # of all calls, those after which a counter calls nobody any more
TRUST = 12  # so many services of today weigh as much as all of the past
GLANCE = 10  # minutes between two looks at a past day
STEP = timedelta(minutes=5)  # a range is told in; it does not grow later by more without a reason
REMEMBERED = 30  # minutes in which a later end wants its reason


@dataclass(frozen=True, slots=True)
class Visit:
    """One number's wait for its first call."""

    came: float
    place: float  # the order in the queue; any unit
    gone: float = inf  # when it was called, or left otherwise; inf: it still waits
    counter: int = 0  # where it was called; 0: nowhere
    priority: bool = False
    done: float = inf  # when whoever was called went from there for good; inf: not known


@dataclass(frozen=True, slots=True)
class Look:
    """The queue before one number at one minute, as far as it tells how long the wait will be."""

    at: float
    ahead: float  # numbers that will be called before this one
    counters: float  # that call; a silent one counts for less and less
    pace: float  # of today against other days: 2 is half as fast
    expected: float  # minutes from `at`


class Day:
    """The numbers of one day that wait for the same counters; what was known at any minute of it.

    every: at most one of so many calls is a priority one (office/order.py).
    closed: counters that are closed for a while, and since which minute.
    """

    def __init__(
        self, visits: Iterable[Visit], every: int, closed: Mapping[int, float] | None = None
    ) -> None:
        self._closed = closed or {}
        self.visits = sorted(visits, key=lambda visit: visit.place)
        self.every = every
        self._places = [visit.place for visit in self.visits]
        self._settled = list(accumulate((visit.gone for visit in self.visits), max))
        self.calls: dict[int, list[Visit]] = defaultdict(list)  # of each counter, in order
        for visit in sorted(self.visits, key=lambda visit: visit.gone):
            if visit.counter:
                self.calls[visit.counter].append(visit)
        self._called = {c: [visit.gone for visit in calls] for c, calls in self.calls.items()}
        served = sorted(self._services())
        self.services = [length for _, length in served]
        self._ended = [end for end, _ in served]
        self._sums = [0.0, *accumulate(self.services)]

    def _services(self) -> Iterable[tuple[float, float]]:
        """How long each service took, and when that was known: at its counter's next call. Until
        then, if somebody waited for that all the while; else until the person went."""
        for calls in self.calls.values():
            for one, other in pairwise(calls):
                end = other.gone if other.came <= one.gone else one.done
                if end <= other.gone:
                    yield other.gone, end - one.gone

    def served(self, at: float) -> tuple[int, float]:
        """How many services had ended, and how long they took together."""
        count = bisect_right(self._ended, at)
        return count, self._sums[count]

    def silent(self, at: float) -> dict[int, float]:
        """Minutes since the last call of each counter that had called and is open."""
        shut = self.shut(at)
        known = {c: bisect_right(gone, at) for c, gone in self._called.items() if c not in shut}
        return {c: at - self._called[c][n - 1] for c, n in known.items() if n}

    def shut(self, at: float) -> set[int]:
        """The counters that are closed for a while."""
        return {counter for counter, since in self._closed.items() if since <= at}

    def before(self, me: Visit, at: float) -> tuple[float, float]:
        """How many are called before `me`, and since when the first of them waits.

        Priority numbers are called first, but at most one of `every` calls.
        """
        start, mine = bisect_right(self._settled, at), bisect_left(self._places, me.place)
        ahead = [visit for visit in self.visits[start:mine] if visit.gone > at]
        favoured = sum(visit.priority for visit in ahead)
        since = ahead[0].came if ahead else me.came
        if me.priority:
            return min(len(ahead), favoured * self.every + (self.every - 1) / 2), since
        behind = 0
        for visit in self.visits[mine:]:
            if visit.came > at:
                break
            behind += visit.priority and visit.gone > at
        turns = len(ahead) // max(self.every - 1, 1) + 1 - favoured
        return len(ahead) + min(behind, max(turns, 0)), since


class Habits:
    """What past days tell: how long a service takes, and how far a wait strays from that."""

    def __init__(self, days: Sequence[Day]) -> None:
        self.services = sorted(length for day in days for length in day.services)
        self._sums = [0.0, *accumulate(self.services)]
        self.mean = mean(self.services)
        self.left = sum(length**2 for length in self.services) / (2 * self._sums[-1] or 1)
        began = [sum(gone[0] <= 2 * self.mean for gone in day._called.values()) for day in days]
        self.opens = max(median(began), 1)
        self.bands: list[tuple[float, float, float]] = []  # expected; share of it, least and most

    def look(self, day: Day, me: Visit, at: float) -> Look:
        """How long `me` will wait from `at` on, told from nothing later than that."""
        count, took = day.served(at)
        pace = (TRUST + took / self.mean) / (TRUST + count) if self.mean else 1.0
        ahead, since = day.before(me, at)
        counters, left = 0.0, 0.0
        for silent in day.silent(at).values():
            waited = min(silent, max(at - since, 0.0)) / pace
            share = self._longer(waited) / (self._longer(waited) + LEAVES)
            counters += share
            left += share * self._still(silent / pace)
        patience = max(1 - (at - since) / (2 * self.mean), 0)
        opens = self.opens - len(day.shut(at))
        unknown = opens * patience - counters  # they may be there: nobody needed them yet
        if unknown > 0:
            counters, left = counters + unknown, left + unknown * self.left / 2
        counters = max(counters, 0.5)
        work = left + ahead * self.mean - max(counters - 1, 0) * self.left
        return Look(at, ahead, counters, pace, pace * max(work, 0.0) / counters)

    def _longer(self, minutes: float) -> float:
        """The share of services that take longer."""
        return 1 - bisect_right(self.services, minutes) / len(self.services)

    def _still(self, minutes: float) -> float:
        """How much longer a service takes that has taken so long."""
        done = bisect_right(self.services, minutes)
        many = len(self.services) - done
        return (self._sums[-1] - self._sums[done]) / many - minutes if many else self.mean / 3

    def range(self, look: Look) -> tuple[float, float]:
        """The least and the most minutes from the look on."""
        low, high = self._band(look.expected)
        whole = look.expected + self.mean
        return max(low * whole - self.mean, 0.0), max(high * whole - self.mean, 0.0)

    def _band(self, expected: float) -> tuple[float, float]:
        at = bisect_left(self.bands, (expected,))
        if at in (0, len(self.bands)):
            return self.bands[min(at, len(self.bands) - 1)][1:]
        (x, *below), (y, *above) = self.bands[at - 1], self.bands[at]
        share = (expected - x) / (y - x) if y > x else 1.0
        low, high = (one + (other - one) * share for one, other in zip(below, above, strict=True))
        return low, high


def learn(days: Sequence[Day]) -> Habits | None:
    """The habits of an office; None while its history is too short to tell a range from.

    Each past wait is foretold from what was known then, at its beginning and every GLANCE minutes;
    how far that strayed is the range.
    """
    services = sum(len(day.services) for day in days)
    if len(days) < FEWEST_DAYS or services < FEWEST_SERVICES:
        return None
    habits = Habits(days)
    found = []
    for day in days:
        for visit in day.visits:
            for at in looks(visit, GLANCE) if visit.counter else ():
                expected = habits.look(day, visit, at).expected
                strayed = (visit.gone - at + habits.mean) / (expected + habits.mean)
                found.append((expected, strayed))
    if len(found) < FEWEST_LOOKS:
        return None
    found.sort()
    bands = max(min(len(found) // A_BAND, 8), 1)
    for n in range(bands):
        some = found[n * len(found) // bands : (n + 1) * len(found) // bands]
        shares = sorted(share for _, share in some)
        out = max(int(MISSES * (len(shares) + 1)), 1)  # conformal: one more is to come
        middle = median(expected for expected, _ in some)
        wider = 1 + STRANGER / len(days)
        habits.bands.append((middle, shares[out - 1] / wider, shares[-out] * wider))
    return habits


def looks(visit: Visit, every: int = 1, *, until: float = inf) -> Iterable[float]:
    """The minutes at which a wait is looked at: the full one before it began, and from then on."""
    at = float(int(visit.came))
    while at < min(visit.gone, until + 1e-9):
        yield at
        at += every


class Reason(StrEnum):
    """Why a number will be called later than was told before."""

    BREAK = "break"
    COUNTERS = "counters"
    AHEAD = "ahead"
    SLOW = "slow"


@dataclass(frozen=True)
class Range:
    """What is told: called between two moments (aware, in full STEPs). `why` it has become later.

    late: perhaps not today, for the office closes within the range.
    """

    start: datetime
    end: datetime
    why: Reason | None = None
    late: bool = False

    @property
    def hardly(self) -> bool:
        """The office will probably close before: nothing is left of the range."""
        return self.start >= self.end


def told(habits: Habits, day: Day, me: Visit, at: float, open_: Stretches) -> Range:
    """The range for `me` at a full minute of an open day.

    When its end is more than a STEP later than any that was told lately, it says why.
    """
    closing = minute_of(open_[-1][1], open_)
    now, former, ends = habits.look(day, me, at), None, None
    for minute in looks(me, until=at):
        if minute < at - REMEMBERED:
            continue
        look = habits.look(day, me, minute)
        end = _end(habits, look, open_)
        if ends is None or end <= ends:
            former, ends = look, end
    low, high = habits.range(now)
    if at + low >= closing:
        return Range(open_[-1][1], open_[-1][1], late=True)
    start, end = _down(moment_of(at + low, open_), open_), _end(habits, now, open_)
    why = reason(former, now, habits) if former and ends and end - ends > STEP else None
    return Range(start, max(end, start + STEP), why, late=at + high > closing)


def reason(before: Look, now: Look, habits: Habits) -> Reason:
    later = now.at + habits.range(now)[1] - before.at - habits.range(before)[1]
    if later <= STEP / timedelta(minutes=1):
        return Reason.BREAK  # its minutes are few, but the office rests in between
    if now.ahead > before.ahead:
        return Reason.AHEAD
    return Reason.COUNTERS if now.counters < before.counters - 0.4 else Reason.SLOW


def _end(habits: Habits, look: Look, open_: Stretches) -> datetime:
    moment = moment_of(look.at + habits.range(look)[1], open_)
    passed = (moment - open_[0][0]) / STEP
    return open_[0][0] + ceil(passed - 1e-6) * STEP


def _down(moment: datetime, open_: Stretches) -> datetime:
    return open_[0][0] + (moment - open_[0][0]) // STEP * STEP


def minute_of(moment: datetime, open_: Stretches) -> float:
    """Office minutes from the day's opening to a moment."""
    past = (max(min(moment, end) - start, timedelta()) for start, end in open_)
    return sum(past, timedelta()) / timedelta(minutes=1)


def moment_of(minute: float, open_: Stretches) -> datetime:
    """The moment at which so many office minutes have passed; closing when there are fewer."""
    left = timedelta(minutes=minute)
    for start, end in open_:
        if left < end - start:
            return start + left
        left -= end - start
    return open_[-1][1]
