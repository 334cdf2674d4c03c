"""The hall at one glance: who waits for what, who is next, what stands still. No person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from database import EPOCH, db, find, first
from models import Office, Ticket, TicketStatus
from office import forecast, order, procedures, tickets, timetable, turns

NEXT = 3  # numbers told to come soon
# Longer than this without a move, and somebody should look.
STILL = {
    TicketStatus.CALLED: timedelta(minutes=5),
    TicketStatus.SERVING: timedelta(minutes=45),
    TicketStatus.HELD: timedelta(minutes=60),
}
WAITING = """SELECT series, role, count(*), min(issued_at), sum(priority), sum(away_since NOT NULL)
    FROM ticket WHERE office_id = ? AND day = ? AND status = 'waiting' GROUP BY series, role
    ORDER BY series, min(issued_at)"""


@dataclass(frozen=True)
class Queue:
    """Those who wait for one role of one service; `range` is told whoever comes now."""

    series: str
    role: str
    waiting: int
    since: datetime  # the earliest arrival
    priority: int
    out: int
    next: list[Ticket]
    range: forecast.Range | None


def queues(office: Office, *, at: datetime) -> list[Queue]:
    """Every queue somebody waits in; an empty hall has none."""
    day = timetable.today(office, at)
    rows = db.execute_sql(WAITING, (office.id, day)).fetchall()
    due = order.priority_is_due(office, day)
    return [
        Queue(
            series,
            role,
            count,
            EPOCH + timedelta(microseconds=since),
            priority,
            out,
            _next(office, day, series, role, due),
            _range(office, day, series, role, at),
        )
        for series, role, count, since, priority, out in rows
    ]


def counts(office: Office, *, day: date) -> dict[str, int]:
    """How many numbers of the day stand in each state."""
    rows = db.execute_sql(
        "SELECT status, count(*) FROM ticket WHERE office_id = ? AND day = ? GROUP BY status",
        (office.id, day),
    ).fetchall()
    return dict(rows)


def still(office: Office, *, at: datetime) -> list[Ticket]:
    """Numbers that have not moved for longer than their state should last, the longest first.

    Of those held in the hall only whoever could go to a counter: the others wait for a desk.
    """
    states = ", ".join(repr(str(state)) for state in STILL)
    condition = f"office_id = ? AND day = ? AND status IN ({states}) ORDER BY changed_at"
    rows = find(Ticket, condition, office.id, timetable.today(office, at))
    late = [one for one in rows if at - one.changed_at > STILL[TicketStatus(one.status)]]
    held = [one for one in late if one.status == TicketStatus.HELD]
    desk = {one.id for one in order.with_cases(held) if tickets.counter_role(one.case) is None}
    return [one for one in late if one.id not in desk]


def _next(office: Office, day: date, series: str, role: str, due: bool) -> list[Ticket]:
    """Who is called next: a priority number when one is due, then by place; not who is out."""
    these = "office_id = ? AND day = ? AND series = ? AND role = ? AND status = 'waiting'"
    by_place = f"{these} AND away_since IS NULL ORDER BY {{}}place_at, id LIMIT ?"
    values = (office.id, day, series, role, NEXT)
    line = find(Ticket, by_place.format(""), *values)
    if due and (favoured := find(Ticket, by_place.format("priority DESC, "), *values)):
        line = [favoured[0], *(one for one in line if one != favoured[0])]
    return line[:NEXT]


def _range(
    office: Office, day: date, series: str, role: str, at: datetime
) -> forecast.Range | None:
    """What the last of the line is told, who has come this moment or a little before."""
    these = "office_id = ? AND day = ? AND series = ? AND role = ? AND status = 'waiting'"
    latest = f"{these} AND first_called_at IS NULL AND NOT priority ORDER BY place_at DESC, id DESC"
    last = first(Ticket, latest, office.id, day, series, role)
    return turns.expected(last, office, at=at) if last else None


def services(series: Iterable[str]) -> dict[str, str]:
    """The names of these letters' services."""
    named = {procedure.prefix: procedure.service for procedure in procedures.all_versions()}
    return {one: named.get(one, one) for one in series}
