"""Indonesia's national holidays, as a maintained package knows them; docs/adr/0017."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from models import Holiday, Office
from office import calendar, timetable
from office.errors import Refused

NAMES = Path(__file__).with_name("national_days.py")
LONGEST = 20  # seconds
UNTOLD = "Daftar hari libur nasional belum dapat dibaca. Tambahkan sendiri, atau coba lagi."


@dataclass(frozen=True)
class National:
    """One national holiday. `joint`: a cuti bersama, on which not every office closes."""

    day: date
    name: str
    joint: bool


@dataclass(frozen=True)
class Proposed:
    """A national holiday that is not on an office's list; `ticked` unless it may well be open."""

    day: National
    ticked: bool


@lru_cache(maxsize=8)
def days(*years: int) -> tuple[National, ...]:
    """Those of these years, in order; asked once. Raises Refused when they cannot be told."""
    try:
        done = subprocess.run(  # noqa: S603  our own program; it is told years and nothing else
            [sys.executable, "-P", str(NAMES), *map(str, years)],
            capture_output=True,
            timeout=LONGEST,
            check=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # of Windows
        )
        told = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as broken:
        logging.getLogger(__name__).error("national days: %s", type(broken).__name__)
        raise Refused(UNTOLD) from None
    return tuple(National(date.fromisoformat(day), name, joint) for day, name, joint in told)


def proposed(office: Office, *, at: datetime) -> list[Proposed]:
    """Of this year and the next, from today on, what the office has not on its list.

    A cuti bersama, and a day the office took off its list, are there to be ticked by hand.
    """
    today = timetable.today(office, at)
    there = {day for (day,) in Holiday.select(Holiday.day).where(Holiday.office == office).tuples()}
    declined = calendar.declined(office)
    return [
        Proposed(one, not one.joint and one.day not in declined)
        for one in days(today.year, today.year + 1)
        if one.day >= today and one.day not in there
    ]


def close_on_them(office: Office, *, at: datetime) -> int:
    """Put this year's on a new office's list, without the cuti bersama. Returns how many."""
    today = timetable.today(office, at)
    ours = {one.day: one.name for one in days(today.year) if one.day >= today and not one.joint}
    if ours:
        calendar.close_on_all(office, ours, at=at)
    return len(ours)
