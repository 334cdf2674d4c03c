"""Giving a case its number of today."""

from datetime import datetime

from database import one
from models import Case, Device, NumberSeries, Officer, Ticket
from office import closing, paper_numbers, tickets, timetable
from office.papers import numbers

# What is kept for paper, and when the number before this one was given: the clock may have been set
# back since, and who comes later waits behind.
BEFORE = """SELECT paper_numbers, (SELECT issued_at FROM ticket WHERE office_id = office.id
    AND day = ? AND series = ? AND number < ? ORDER BY number DESC LIMIT 1)
    FROM office WHERE id = ?"""


def issue(
    case: Case,
    *,
    role: str,
    series: str,
    submission: str,
    priority: bool,
    by: Officer | Device,
    at: datetime,
    place_at: datetime | None = None,
    quota: str = "",
) -> Ticket:
    """Give a case a place in today's queue; runs inside the caller's transaction.

    submission: the idempotency key; the tracking token is derived from it.
    place_at: an earlier place in the order, for one who was left over yesterday.
    """
    day = timetable.today(case.office, at)
    number = numbers.following(NumberSeries, office=case.office_id, day=day, series=series)
    kept, before = one(BEFORE, day, series, number, case.office_id) or ("{}", None)
    told = {"office_id": case.office_id, "day": day, "series": series, "by": by, "at": at}
    number = paper_numbers.passed(number, paper_numbers.read(kept), **told)
    last = Ticket.issued_at.python_value(before)
    if last is None:  # the first of its service: the days before this one are over
        closing.close_days(case.office, before=day, by=by, at=at)
    came = max(at, last or at)
    return tickets.write_down(
        case,
        day=day,
        series=series,
        number=number,
        role=role,
        priority=priority,
        issued_at=came,
        place_at=place_at or came,
        changed_at=at,
        submission=submission,
        quota=quota,
    )
