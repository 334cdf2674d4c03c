"""What the walls and the phone show of the queue: calls, places, figures; never a person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import SQL, Expression, fn

from database import first, one
from models import LIVE, Call, Case, Counter, Office, Ticket, TicketStatus
from office import order, serving, tickets, timetable

SAID = 100  # calls a wall is told to say, at most
LINK_LASTS = timedelta(days=7)  # of a tracking link, after its case has ended


@dataclass(frozen=True)
class Called:
    """One call as the wall shows it; `version` is the office's when it was made."""

    label: str
    counter: int
    at: datetime
    version: int


def version(office_id: int) -> int:
    """The office's version: the one tiny query of every poll."""
    row = one("SELECT version FROM office WHERE id = ?", office_id)
    return int(row[0]) if row else 0


def calls(office: Office, *, day: date, since: int, zone: str = "", least: int = 5) -> list[Called]:
    """Every call of the day newer than version `since`, newest first; each ticket's last only.

    A wall that has seen version n asks for everything since, so that no call is dropped. At
    least `least` come back if the day had so many: the wall shows the ones before, too. Of a
    zone's counters only, unless it is "".
    """
    here = Counter.zone == zone if zone else SQL("1")
    latest: dict[str, Called] = {}
    for call in _calls(office, day, here & (Call.version > since)):
        latest.setdefault(call.label, call)
    if len(latest) < least:
        for call in _calls(office, day, here & (Call.version <= since), limit=least * 4):
            latest.setdefault(call.label, call)
    new = [call for call in latest.values() if call.version > since]
    return list(latest.values())[: max(least, len(new))]


def _calls(office: Office, day: date, which: Expression, limit: int | None = None) -> list[Called]:
    rows = (
        Call.select(Ticket.series, Ticket.number, Counter.number, Call.at, Call.version)
        .join_from(Call, Ticket)
        .join_from(Call, Counter)
        .where(Call.office == office.id, Call.day == day, ~Call.undone, Call.version > 0, which)
        .order_by(Call.version.desc())
        .limit(limit)
    )
    return [
        Called(f"{series}-{number:03d}", counter, at, version)
        for series, number, counter, at, version in rows.tuples()
    ]


def to_say(
    office: Office, *, day: date, since: datetime, zone: str = ""
) -> list[tuple[Called, bool]]:
    """Every call of the day made after `since`, oldest first, each with whether it was undone.

    A number called again is here again: it is said again, too. zone: as in `calls`.
    """
    here = Counter.zone == zone if zone else SQL("1")
    rows = (
        Call.select(
            Ticket.series, Ticket.number, Counter.number, Call.at, Call.version, Call.undone
        )
        .join_from(Call, Ticket)
        .join_from(Call, Counter)
        .where(Call.office == office.id, Call.day == day, Call.version > 0, here)
        .order_by(Call.version.desc())
        .limit(SAID)
        .tuples()
    )
    return [
        (Called(f"{series}-{number:03d}", counter, at, version), undone)
        for series, number, counter, at, version, undone in reversed(rows)
        if at > since
    ]


def ahead(ticket: Ticket) -> int:
    """How many wait in the hall, in the same queue with an earlier place."""
    earlier = (Ticket.place_at < ticket.place_at) | (
        (Ticket.place_at == ticket.place_at) & (Ticket.id < ticket.id)
    )
    return order.waiting(ticket, ticket.role).where(earlier).count()


def counters_for(ticket: Ticket) -> list[int]:
    """Numbers of the counters that may call this ticket."""
    return counters_of(ticket.office_id, ticket.role, ticket.case.sop)


def counters_of(office_id: int, role: str, service: str) -> list[int]:
    """Numbers of the counters that serve a role for a service."""
    return [one.number for one in serving.counters_of(office_id, role, service)]


def waiting(office: Office, *, day: date) -> dict[str, tuple[int, datetime]]:
    """For each series letter with somebody waiting: how many, and the earliest arrival."""
    rows = (
        Ticket.select(Ticket.series, fn.COUNT(Ticket.id), fn.MIN(Ticket.issued_at))
        .where(Ticket.office == office.id, Ticket.day == day, Ticket.status == TicketStatus.WAITING)
        .group_by(Ticket.series)
        .tuples()
    )
    return {series: (count, earliest) for series, count, earliest in rows}


def by_token(token: str, *, at: datetime) -> Ticket | None:
    """The ticket of a tracking link; unknown ones are None, like expired ones.

    A link outlives its case by LINK_LASTS.
    """
    found = first(Ticket, "token_hash = ?", tickets.token_hash(token))
    if found is None:
        return None
    found.case = first(Case, "id = ?", found.case_id)
    ended = found.case.ended_at
    return found if ended is None or ended > at - LINK_LASTS else None


def by_code(office: Office, typed: str) -> Ticket | None:
    """The ticket of a short code, as typed or scanned."""
    code = tickets.as_code(typed)
    return Ticket.get_or_none(Ticket.code == code, Ticket.office == office) if code else None


def paused(office: Office) -> dict[str, int]:
    """How many open cases are paused, by reason."""
    rows = (
        Case.select(Case.paused_for, fn.COUNT(Case.id))
        .where(Case.office == office.id, Case.role.is_null(False), Case.paused_for != "")
        .group_by(Case.paused_for)
        .tuples()
    )
    return dict(rows)


def stands(ticket: Ticket, *, at: datetime) -> TicketStatus:
    """Its status as of `at`: a live ticket of an earlier day has lapsed, closed or not."""
    today = timetable.today(ticket.office, at)
    live = ticket.status in LIVE
    return TicketStatus.LAPSED if live and ticket.day < today else TicketStatus(ticket.status)
