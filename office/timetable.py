"""The office's opening hours and holidays, read from its tables."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from models import Holiday, Office, Opening
from office.hours import Hours


def of(office: Office) -> Hours:
    """The hours as last set: read again only when the office's `hours_revision` has risen."""
    return _read(office.id, office.zone, office.cutoff, office.hours_revision)


def today(office: Office, at: datetime) -> date:
    """The office's calendar day at that moment."""
    return at.astimezone(ZoneInfo(office.zone)).date()


def end_of(office: Office, day: date) -> datetime:
    """The midnight that ends the office's calendar day (aware)."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(office.zone))


@lru_cache(maxsize=64)
def _read(office_id: int, zone: str, cutoff: int, _revision: int) -> Hours:
    week: dict[int, list[tuple[time, time]]] = defaultdict(list)
    rows = Opening.select().where(Opening.office == office_id).order_by(Opening.opens)
    for row in rows:
        week[row.weekday].append((_clock(row.opens), _clock(row.closes)))
    holidays = Holiday.select(Holiday.day).where(Holiday.office == office_id).tuples()
    return Hours(
        zone=zone,
        week={day: tuple(stretches) for day, stretches in week.items()},
        closed=frozenset(day for (day,) in holidays),
        cutoff=cutoff,
    )


def forget() -> None:
    """Another database was opened: what was read of the former's offices is not this one's."""
    _read.cache_clear()


def _clock(minute: int) -> time:
    return time.max if minute == 1440 else time(minute // 60, minute % 60)
