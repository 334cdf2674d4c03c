"""When the walls sleep: long after closing until shortly before opening, unless somebody calls."""

from datetime import datetime, timedelta

from flask import g

from office import hours, timetable

AFTER = timedelta(minutes=30)  # the last service, or the last call
BEFORE = timedelta(minutes=30)  # the next opening


def until(at: datetime, last_call: datetime | None = None) -> datetime | None:
    """When a wall that sleeps now wakes, though it hears nothing by then; None while it is awake.

    It does not sleep in a break, however long.
    """
    open_hours = timetable.of(g.office)
    today = open_hours.intervals(hours.local_day(at, open_hours))
    ended = [end for _, end in today if end <= at]
    if any(end > at for _, end in today) and (ended or today[0][0] - BEFORE <= at):
        return None  # open, in the break, or about to open
    if any(at - late < AFTER for late in (*ended, last_call) if late):
        return None
    opens = hours.next_opening(at, open_hours)
    return opens - BEFORE if opens else at + timedelta(days=1)
