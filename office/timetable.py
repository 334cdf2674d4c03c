"""The office's opening hours, holidays and special hours, read from its tables."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from models import DayStatement, Holiday, Office, Opening, SpecialHours
from office.hours import Hours, Special


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
    holidays = Holiday.select(Holiday.day, Holiday.name).where(Holiday.office == office_id)
    names = dict(holidays.tuples())
    over = DayStatement.select(DayStatement.day).where(DayStatement.office == office_id)
    return Hours(
        zone=zone,
        week={day: tuple(stretches) for day, stretches in week.items()},
        closed=frozenset(names),
        cutoff=cutoff,
        special=tuple(_special(office_id)),
        names=names,
        over=frozenset(day for (day,) in over.tuples()),
    )


def _special(office_id: int) -> Iterator[Special]:
    for row in SpecialHours.select().where(SpecialHours.office == office_id):
        kinds = (
            tuple((_clock(opens), _clock(closes)) for opens, closes in kind)
            for kind in (row.stretches, row.friday)
        )
        yield Special(row.since, row.until, row.name, *kinds)


def forget() -> None:
    """Another database was opened: what was read of the former's offices is not this one's."""
    _read.cache_clear()


def _clock(minute: int) -> time:
    return time.max if minute == 1440 else time(minute // 60, minute % 60)
