"""Opening hours: which day it is at the office, and how many of its minutes went by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

LOOK_AHEAD = 60  # days; an office closed for longer has no next opening


@dataclass(frozen=True)
class Hours:
    """One office's week, holidays and zone. Moments go in and come out in UTC.

    `week` maps a weekday (0 is Monday) to its open intervals in the office's own time,
    in order; a break splits a day in two. A weekday that is absent is closed.
    """

    zone: str  # IANA name, such as Asia/Makassar
    week: Mapping[int, tuple[tuple[time, time], ...]] = field(hash=False)
    closed: frozenset[date] = frozenset()  # holidays
    cutoff: int = 0  # minutes before closing at which numbers stop

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def intervals(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The day's open intervals in UTC; empty on a closed day."""
        if day not in self._drawn:
            week = () if day in self.closed else self.week.get(day.weekday(), ())
            self._drawn[day] = tuple(
                (self._moment(day, start), self._moment(day, end)) for start, end in week
            )
        return self._drawn[day]

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
    if start is None or end is None:
        return False
    return start <= at < end - timedelta(minutes=hours.cutoff)


def next_opening(after: datetime, hours: Hours) -> datetime | None:
    """When the office next begins to serve later than `after`, be it after a break.

    None when it stays closed for the next 60 days.
    """
    first = local_day(after, hours)
    for day in _days(first, first + timedelta(days=LOOK_AHEAD)):
        for start, _ in hours.intervals(day):
            if start > after:
                return start
    return None


def rest(at: datetime, hours: Hours) -> tuple[datetime | None, datetime | None] | None:
    """The stretch without service around `at`: since when today (None: not opened yet), and the
    next opening (None: not for 60 days). None while officers serve.
    """
    if is_open(at, hours):
        return None
    ended = [end for _, end in hours.intervals(local_day(at, hours)) if end <= at]
    return (ended[-1] if ended else None), next_opening(at, hours)


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
