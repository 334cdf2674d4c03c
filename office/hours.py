"""Opening hours: which day it is at the office, and how many of its minutes went by."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

LOOK_AHEAD = 60  # days; an office closed for longer has no next opening
FRIDAY = 4
Stretches = tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Special:
    """Other hours than the week's, from `since` to `until`. A weekday that is closed stays so, but
    for hours of one day only."""

    since: date
    until: date
    name: str
    stretches: Stretches
    friday: Stretches = ()  # empty: like the other days

    def instead_of(self, usual: Stretches, day: date) -> Stretches:
        if not usual and self.since != self.until:
            return usual
        return self.friday if self.friday and day.weekday() == FRIDAY else self.stretches


@dataclass(frozen=True)
class Hours:
    """One office's week, holidays and zone. Moments go in and come out in UTC.

    `week` maps a weekday (0 is Monday) to its open intervals in the office's own time,
    in order; a break splits a day in two. A weekday that is absent is closed.
    """

    zone: str  # IANA name, such as Asia/Makassar
    week: Mapping[int, Stretches] = field(hash=False)
    closed: frozenset[date] = frozenset()  # holidays
    cutoff: int = 0  # minutes before closing at which numbers stop
    special: tuple[Special, ...] = ()  # no two on one day
    names: Mapping[date, str] = field(default_factory=dict, hash=False)  # of the holidays
    over: frozenset[date] = frozenset()  # days that were closed for good: no more numbers

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def intervals(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The day's open intervals in UTC; empty on a closed day."""
        if day not in self._drawn:
            usual, special = self.week.get(day.weekday(), ()), self.special_on(day)
            kept = special.instead_of(usual, day) if special else usual
            self._drawn[day] = tuple(
                (self._moment(day, start), self._moment(day, end))
                for start, end in (() if day in self.closed else kept)
            )
        return self._drawn[day]

    def special_on(self, day: date) -> Special | None:
        return next((one for one in self.special if one.since <= day <= one.until), None)

    @cached_property
    def _drawn(self) -> dict[date, tuple[tuple[datetime, datetime], ...]]:
        """Days drawn before: a worklist asks for the same few hundreds of times."""
        return {}

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self._zone).astimezone(UTC)


def local_day(at: datetime, hours: Hours) -> date:
    """The office's calendar day, on which tickets are numbered."""
    return _aware(at).astimezone(hours._zone).date()


def opening(day: date, hours: Hours) -> datetime | None:
    """When the office opens on `day`; None if it does not."""
    intervals = hours.intervals(day)
    return intervals[0][0] if intervals else None


def closing_of(day: date, hours: Hours) -> datetime | None:
    """When the office closes on `day`, after any break; None if it does not open."""
    intervals = hours.intervals(day)
    return intervals[-1][1] if intervals else None


def is_open(at: datetime, hours: Hours) -> bool:
    """Whether officers serve at this moment; not during the break."""
    day = local_day(at, hours)
    return any(start <= at < end for start, end in hours.intervals(day))


def takes_numbers(at: datetime, hours: Hours) -> bool:
    """Whether the kiosk gives numbers: from opening to the cut-off, through the break too."""
    day = local_day(at, hours)
    start, end = opening(day, hours), closing_of(day, hours)
    if start is None or end is None or day in hours.over:
        return False
    return start <= at < end - timedelta(minutes=hours.cutoff)


def breaks(day: date, hours: Hours) -> list[tuple[datetime, datetime]]:
    """The day's breaks, in order: from when to when nobody serves."""
    return [(end, start) for (_, end), (start, _) in pairwise(hours.intervals(day))]


def next_opening(
    after: datetime, hours: Hours, *, without: Container[date] = ()
) -> datetime | None:
    """When the office next begins to serve later than `after`, be it after a break.

    None when it stays closed for the next 60 days. without: days that do not count.
    """
    first = local_day(after, hours)
    for day in _days(first, first + timedelta(days=LOOK_AHEAD)):
        for start, _ in hours.intervals(day):
            if start > after and day not in without:
                return start
    return None


def minutes_between(start: datetime, end: datetime, hours: Hours) -> float:
    """Office minutes that went by: breaks, nights and holidays do not count; never negative."""
    total = timedelta()
    for day in _days(local_day(start, hours), local_day(end, hours)):
        for opens, closes in hours.intervals(day):
            total += max(min(end, closes) - max(start, opens), timedelta())
    return total / timedelta(minutes=1)


def working_days_after(day: date, count: int, hours: Hours) -> date:
    """The `count`th day on which the office opens, after `day`.

    Raises ValueError when the office does not open for 60 days on end.
    """
    for _ in range(count):
        later = _days(day + timedelta(days=1), day + timedelta(days=LOOK_AHEAD))
        opens = next((one for one in later if hours.intervals(one)), None)
        if opens is None:
            raise ValueError(f"the office does not open for {LOOK_AHEAD} days after {day}")
        day = opens
    return day


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at


def _days(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
