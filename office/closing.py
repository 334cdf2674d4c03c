"""The end of a day: what was left over is ended, and what the day came to is stated, once."""

from datetime import date, datetime, timedelta

from database import db, first, insert, locked, writing
from models import (
    LIVE,
    Case,
    DayStatement,
    Device,
    Office,
    Officer,
    Ticket,
    TicketStatus,
)
from office import access, audit, calendar, hours, tallied, tickets, timetable
from office.audit import Happened
from office.errors import NotAllowed, NotFound, Refused

CLOSERS = ("information", "lead", "admin")
RESULT_WAITS = timedelta(days=7)  # for who did not stay to fetch it, and comes with the code
# Days with numbers that nobody stated, and days on which somebody is still live. It is asked every
# minute: the + leads it to the few that are live, past the tickets of all days there were.
OPEN_DAYS = """SELECT day FROM number_series WHERE office_id = ?1 AND day < ?2
        AND day NOT IN (SELECT day FROM day_statement WHERE office_id = ?1)
    UNION SELECT day FROM ticket WHERE +office_id = ?1 AND +day < ?2
        AND status IN ('waiting', 'called', 'serving', 'held', 'no_show')
    ORDER BY day"""
# Days wholly on paper were no day to the machine: it gave no number, and nobody of them is live.
PAPER_DAYS = """SELECT DISTINCT day FROM ticket WHERE office_id = ?1 AND day < ?2
    AND day NOT IN (SELECT day FROM day_statement WHERE office_id = ?1)"""


def close_days(office: Office, *, before: date, by: Officer | Device | None, at: datetime) -> int:
    """Close each earlier day that is still open, in a transaction of its own; with the first of
    them those that were wholly on paper, whose lists have been entered by then.

    Returns how many tickets were left over. What is closed already is left alone.
    """
    days = _days(OPEN_DAYS, office, before)
    if days:
        days = sorted({*days, *_days(PAPER_DAYS, office, before)})
    return sum(_close(office, day, by=by, at=at) for day in days)


def close_today(office: Office, *, by: Officer, at: datetime) -> DayStatement:
    """Close the day by hand, once everybody has gone: from here on it gives no number.

    Raises
        NotAllowed  `by` is none of CLOSERS
        Refused     before closing time, while somebody is called or served, or closed already
    """
    with writing():
        office = locked(office)
        day, open_hours = timetable.today(office, at), timetable.of(office)
        if not set(access.authorities(by, on=day)) & set(CLOSERS):
            raise NotAllowed("Menutup hari bukan tugas Anda.")
        if day in open_hours.over:
            raise Refused("Hari ini sudah ditutup.")
        closes = hours.closing_of(day, open_hours)
        if closes and at < closes:
            raise Refused("Hari ini dapat ditutup sesudah kantor tutup: {closes}.", closes=closes)
        here = "office_id = ? AND day = ? AND status IN ('called', 'serving')"
        if busy := first(Ticket, here, office.id, day):
            raise Refused(
                "{label} masih di Loket {number}. Selesaikan, tahan, atau lewati dulu.",
                label=busy.label,
                number=busy.counter.number,
            )
        for one in sorted({*_days(OPEN_DAYS, office, day), *_days(PAPER_DAYS, office, day), day}):
            _close(office, one, by=by, at=at)
    return of(office, day)


def of(office: Office, day: date) -> DayStatement:
    """The statement of a day. Raises NotFound where none stands."""
    found = DayStatement.get_or_none(DayStatement.office == office, DayStatement.day == day)
    if found is None:
        raise NotFound("Hari itu belum ditutup.")
    return found


def _days(asked: str, office: Office, before: date) -> list[date]:
    rows = db.execute_sql(asked, (office.id, before.isoformat())).fetchall()
    return [date.fromisoformat(day) for (day,) in rows]


def _close(office: Office, day: date, *, by: Officer | Device | None, at: datetime) -> int:
    """State the day and end its tickets; their cases live on. Returns how many were left over.

    Held ones are done (GOES_ON), the others lapsed; whoever was serving works on for nobody.
    """
    that_day = (Ticket.office == office.id) & (Ticket.day == day)
    with writing():
        stated = DayStatement.get_or_none(DayStatement.office == office, DayStatement.day == day)
        if stated is None:
            officer = by.id if isinstance(by, Officer) else None
            content = tallied.day(office, day) | {"trail": audit.fingerprint(office)}
            insert(DayStatement, office=office, day=day, at=at, officer=officer, content=content)
            calendar.raise_revision(office)  # whoever remembers the hours hears that it is over
        for ticket in list(Ticket.select().where(that_day, Ticket.status == TicketStatus.SERVING)):
            end, began = timetable.end_of(office, ticket.day), ticket.case.taken_at
            if began and began < end:  # else somebody took it at their desk since
                tickets.leave_case(ticket, min(at, end))
        count = _end(that_day)
        _forget_codes(office, day, at)
        if count or stated is None:
            told = f"{day} {count} left over"
            audit.record(office, Happened.DAY_CLOSED, at=at, by=by, detail=told)
    return count


def _end(that_day: object) -> int:
    """Every live ticket of the day comes to its end."""
    held = {"status": TicketStatus.DONE, "closed_for": tickets.GOES_ON}
    absent = {"status": TicketStatus.LAPSED, "closed_for": tickets.NOT_COME}
    count = sum(
        Ticket.update(changes).where(that_day, Ticket.status == status).execute()
        for status, changes in ((TicketStatus.HELD, held), (TicketStatus.NO_SHOW, absent))
    )
    count += (
        Ticket.update(status=TicketStatus.LAPSED, counter=None)
        .where(that_day, Ticket.status.in_(LIVE))
        .execute()
    )
    return count


def _forget_codes(office: Office, until: date, at: datetime) -> None:
    """A code lives as long as its case, and on for RESULT_WAITS while nobody fetched the result."""
    ended = Case.select(Case.id).where(Case.ended_at.is_null(False))
    fetched = (Ticket.status != TicketStatus.LAPSED) & Ticket.case.in_(ended)
    long_ago = Ticket.case.in_(ended.where(Case.ended_at < at - RESULT_WAITS))
    Ticket.update(code=None).where(
        Ticket.office == office.id,
        Ticket.day <= until,
        Ticket.code.is_null(False),
        fetched | long_ago,
    ).execute()
