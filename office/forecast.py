"""The waiting range: between which moments a number will be called, learnt from past days; pure.

Minutes here are the office's: since it opened that day, breaks left out (`minute_of`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate
from math import ceil, inf
from statistics import mean, median

from office.waits import Day, Visit

Bands = list[tuple[float, float, float]]  # expected; share of it, least and most
Stretches = Sequence[tuple[datetime, datetime]]  # of an open day, as hours.Hours.intervals has them

# Of past waits those that may end before the range, and after it: a day turns slow more often than
# it turns fast, and the slow ones of the past are few.
EARLIER, LATER = 0.06, 0.03
FEWEST_DAYS, FEWEST_SERVICES, FEWEST_LOOKS = 3, 20, 60  # less history tells nothing
A_BAND = 60  # looks
STRANGER = 1.0  # days may be as strange as this many of those known were together
LEAVES = 0.03  # of all calls, those after which a counter calls nobody any more
TRUST = 12  # so many services of today weigh as much as all of the past
GLANCE = 10  # minutes between two looks at a past day
STEP = timedelta(minutes=5)  # a range is told in; it does not grow later by more without a reason
REMEMBERED = 30  # minutes in which a later end wants its reason


@dataclass(frozen=True, slots=True)
class Look:
    """The queue before one number at one minute, as far as it tells how long the wait will be."""

    at: float
    ahead: float  # numbers that will be called before this one
    counters: float  # that call; a silent one counts for less and less
    pace: float  # of today against other days: 2 is half as fast
    expected: float  # minutes from `at`
    again: bool = False  # of one who was called before


class Habits:
    """What past days tell: how long a service takes, and how far a wait strays from that."""

    def __init__(self, days: Sequence[Day]) -> None:
        self.services = sorted(length for day in days for length in day.services)
        self._sums = [0.0, *accumulate(self.services)]
        self.mean = mean(self.services)
        self.left = sum(length**2 for length in self.services) / (2 * self._sums[-1] or 1)
        began = [sum(gone[0] <= 2 * self.mean for gone in day._called.values()) for day in days]
        self.opens = max(median(began), 1)
        self.bands: dict[bool, Bands] = {}  # of first waits, of later ones

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
        expected = pace * max(work, 0.0) / counters
        return Look(at, ahead, counters, pace, expected, me.again)

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
        low, high = _band(self.bands[look.again], look.expected)
        whole = look.expected + self.mean
        return max(low * whole - self.mean, 0.0), max(high * whole - self.mean, 0.0)


def _band(bands: Bands, expected: float) -> tuple[float, float]:
    at = bisect_left(bands, (expected,))
    if at in (0, len(bands)):
        return bands[min(at, len(bands) - 1)][1:]
    (x, *below), (y, *above) = bands[at - 1], bands[at]
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
    found: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    for day in days:
        for visit in day.visits:
            for at in looks(visit, GLANCE) if visit.counter else ():
                expected = habits.look(day, visit, at).expected
                strayed = (visit.gone - at + habits.mean) / (expected + habits.mean)
                found[visit.again].append((expected, strayed))
    habits.bands = {
        again: _bands(sorted(some), len(days))
        for again, some in found.items()
        if len(some) >= FEWEST_LOOKS
    }
    return habits if False in habits.bands else None


def _bands(found: list[tuple[float, float]], days: int) -> Bands:
    """How far waits strayed: the short ones, the longer ones, the longest."""
    many = max(min(len(found) // A_BAND, 8), 1)
    bands = []
    for n in range(many):
        some = found[n * len(found) // many : (n + 1) * len(found) // many]
        shares = sorted(share for _, share in some)
        early, late = (max(int(share * (len(shares) + 1)), 1) for share in (EARLIER, LATER))
        middle = median(expected for expected, _ in some)
        wider = 1 + STRANGER / days
        bands.append((middle, shares[early - 1] / wider, shares[-late] * wider))
    return bands


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
