"""When a number will be called: today's queue and past days, read from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from database import EPOCH, db
from models import Office, Ticket, TicketStatus
from office import forecast, timetable
from office.forecast import Day, Habits, Visit
from office.tickets import GOES_ON

PAST_DAYS, PAST_VISITS = 30, 4000  # working days and numbers to learn from, the latest
MINUTE = timedelta(minutes=1)
OF_DAYS = "office_id = ? AND day >= ? AND day <= ?"
CALLS = f"SELECT ticket_id, at, counter_id FROM call WHERE {OF_DAYS} AND NOT undone"  # noqa: S608
# The + keeps the engine from walking the ids of all days there are.
TICKETS = f"""SELECT id, day, role, status, priority, issued_at, place_at, changed_at,
    first_called_at, closed_for FROM ticket WHERE {OF_DAYS} AND +id > ?
    AND away_since IS NULL ORDER BY id"""  # noqa: S608
_one_learns = Lock()


@dataclass(frozen=True, slots=True)
class Number:
    """A row of TICKETS; moments as they are stored, in microseconds."""

    id: int
    day: str
    role: str
    status: str
    priority: bool
    issued_at: int
    place_at: int
    changed_at: int
    first_called_at: int | None
    closed_for: str
    counter: int | None = None  # where it was called first


class Group(NamedTuple):
    """Numbers that wait for the same counters: any of these may call any of these roles."""

    counters: frozenset[int]
    roles: frozenset[str]


@dataclass(frozen=True)
class Today:
    """The office's numbers as they stood in one minute, and which roles each counter serves."""

    numbers: Sequence[Number]
    roles: dict[int, set[str]]
    days: dict[Group, Day] = field(default_factory=dict)  # drawn when asked for

    @property
    def last(self) -> int:
        return self.numbers[-1].id if self.numbers else 0

    def group(self, role: str) -> Group:
        return _group(self.roles, role)


def expected(ticket: Ticket, office: Office, *, at: datetime) -> forecast.Range | None:
    """Between which moments a number that waits will be called for the first time.

    None for any other number, on another day, and while the history is too short to tell.
    It is reckoned once a minute; a number drawn since costs one statement.
    """
    day = ticket.day
    waits = ticket.status == TicketStatus.WAITING and ticket.first_called_at is None
    open_ = timetable.of(office).intervals(day)
    if not (waits and open_) or day != timetable.today(office, at):
        return None
    today = _today(db.database, office.id, day, (at - EPOCH) // MINUTE)
    habits = _habits(office, day, today.group(ticket.role), wait=False)
    if habits is None:
        return None
    queue, me = _queue(office, ticket, today, open_), _me(ticket, open_)
    minute = max(float(int(forecast.minute_of(at, open_))), float(int(me.came)))
    return forecast.told(habits, queue, me, minute, open_)


def prepare(office: Office, *, at: datetime) -> None:
    """Learn what past days tell of today's queues before anybody asks; a day off needs nothing."""
    day = timetable.today(office, at)
    if timetable.of(office).intervals(day):
        roles = _roles(office.id)
        for group in {_group(roles, role) for kinds in roles.values() for role in kinds}:
            _habits(office, day, group, wait=True)


def _me(ticket: Ticket, open_: forecast.Stretches) -> Visit:
    came = forecast.minute_of(ticket.issued_at, open_)
    place_at = (ticket.place_at - EPOCH) // timedelta(microseconds=1)
    return Visit(came, _place(place_at, ticket.id), priority=bool(ticket.priority))


def _queue(office: Office, ticket: Ticket, today: Today, open_: forecast.Stretches) -> Day:
    """Today's queue of this ticket's role, with those who came since the minute began."""
    group = today.group(ticket.role)
    if ticket.id > today.last:
        since = _drawn(office.id, ticket.day, ticket.day, above=today.last)
        return _day([*today.numbers, *since], group, open_, office)
    if group not in today.days:
        today.days[group] = _day(today.numbers, group, open_, office)
    return today.days[group]


@lru_cache(maxsize=32)
def _today(_database: str, office_id: int, day: date, _minute: int) -> Today:
    return Today(_numbers(office_id, day, day), _roles(office_id))


def _roles(office_id: int) -> dict[int, set[str]]:
    rows = db.execute_sql(
        "SELECT counter_role.counter_id, counter_role.role FROM counter_role "
        "JOIN counter ON counter.id = counter_role.counter_id WHERE counter.office_id = ?",
        (office_id,),
    ).fetchall()
    roles: dict[int, set[str]] = defaultdict(set)
    for counter, role in rows:
        roles[counter].add(role)
    return dict(roles)


def _group(roles: dict[int, set[str]], role: str) -> Group:
    counters = frozenset(counter for counter, kinds in roles.items() if role in kinds)
    return Group(counters, frozenset({role}.union(*(roles[counter] for counter in counters))))


def _habits(office: Office, day: date, group: Group, *, wait: bool) -> Habits | None:
    """What the days before this one tell of a queue; reckoned once a day, by housekeeping.

    Whoever asks while that happens is told nothing: a page does not wait for it.
    """
    place = (db.database, office.id, group)
    learnt_on, habits = _known.get(place, (None, None))
    if learnt_on != day and _one_learns.acquire(blocking=wait):
        try:
            learnt_on, habits = _known[place] = day, _learn(office, day, group)
        finally:
            _one_learns.release()
    return habits if learnt_on == day else None


_known: dict[tuple[object, ...], tuple[date, Habits | None]] = {}


def _learn(office: Office, day: date, group: Group) -> Habits | None:
    since, until = day - timedelta(days=2 * PAST_DAYS), day - timedelta(days=1)
    by_day: dict[str, list[Number]] = defaultdict(list)
    for number in _numbers(office.id, since, until):
        by_day[number.day].append(number)
    days, read = [], 0
    for past in sorted(by_day, reverse=True)[:PAST_DAYS]:
        open_ = timetable.of(office).intervals(date.fromisoformat(past))
        read += len(by_day[past])
        if open_ and read <= PAST_VISITS:
            days.append(_day(by_day[past], group, open_, office))
    return forecast.learn([day for day in days if day.visits])


def _numbers(office_id: int, since: date, until: date) -> list[Number]:
    """The numbers of some days, and where each was called first."""
    calls = db.execute_sql(CALLS, (office_id, since, until)).fetchall()
    counters = {(ticket, at): counter for ticket, at, counter in calls}
    drawn = _drawn(office_id, since, until)
    return [replace(one, counter=counters.get((one.id, one.first_called_at))) for one in drawn]


def _drawn(office_id: int, since: date, until: date, *, above: int = 0) -> list[Number]:
    rows = db.execute_sql(TICKETS, (office_id, since, until, above)).fetchall()
    return [Number(*row) for row in rows]


def _day(numbers: Iterable[Number], group: Group, open_: forecast.Stretches, office: Office) -> Day:
    """The wait of those of these numbers that the group's counters may call."""
    visits = []
    for one in numbers:
        if one.counter in group.counters or (one.counter is None and one.role in group.roles):
            gone, left = one.first_called_at, one.status in (TicketStatus.VOID, TicketStatus.DONE)
            visits.append(
                Visit(
                    _minute(one.issued_at, open_),
                    _place(one.place_at, one.id),
                    _minute(gone or one.changed_at, open_) if gone or left else float("inf"),
                    one.counter or 0,
                    bool(one.priority),
                    _minute(one.changed_at, open_) if _went(one) else float("inf"),
                )
            )
    return Day(visits, office.priority_every)


def _went(one: Number) -> bool:
    """Whether its last move was to leave the counter. Of one that is done nobody knows: its case
    may have ended at a desk, later."""
    held = one.status == TicketStatus.HELD or one.closed_for == GOES_ON
    return one.counter is not None and held


def _place(place_at: int, id: int) -> int:
    """One number that orders like the two."""
    return place_at << 32 | id


def _minute(stored: int, open_: forecast.Stretches) -> float:
    return forecast.minute_of(EPOCH + timedelta(microseconds=stored), open_)
