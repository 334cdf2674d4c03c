"""Days, moments and lengths of time as people read them, in the zone of the request's office."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
UNITS = (_("hari"), _("jam"), _("menit"))


def day(value: date) -> str:
    """Senin, 8 Januari 2024"""
    return format_date(value, "EEEE, d MMMM y")


def moment(at: datetime) -> str:
    """Senin, 8 Januari 2024, 08.42 WITA"""
    return f"{day(local(at).date())}, {clock(at)} {zone()}"


def clock(at: datetime) -> str:
    """08.42, in the office's zone"""
    return f"{local(at):%H.%M}"


def seconds(at: datetime) -> str:
    """10.42.07, in the office's zone"""
    return f"{local(at):%H.%M.%S}"


def zone() -> str:
    return ZONES.get(g.office.zone, "")


def local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(g.office.zone))


def duration(length: timedelta | float) -> str:
    """3 hari 1 jam; 2 jam 4 menit; 17 menit.

    A float is office minutes: 34 jam 10 menit, for a working day is not 24 hours.
    """
    if isinstance(length, timedelta):
        minutes, days = int(length.total_seconds() / 60), length.days
    else:
        minutes, days = int(length), 0
    counts = (days, minutes // 60 - days * 24, minutes % 60)
    words = [f"{count} {unit}" for count, unit in zip(counts, UNITS, strict=True) if count]
    return " ".join(words[:2]) or f"0 {UNITS[-1]}"


def in_words(value: object) -> object:
    """A value of a sentence: days, moments, times of the office's day and counters written out."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, time):
        return f"{value:%H.%M} {zone()}"
    if isinstance(value, tuple):  # numbers of counters
        *first, last = map(str, value)
        either = f"{', '.join(first)} {gettext('atau')} " if first else ""
        return f"{gettext('Loket')} {either}{last}"
    return day(value) if isinstance(value, date) else value
