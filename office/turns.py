"""When a number will be called: today's queue and past days, read from the tables."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import inf
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from database import EPOCH, db
from models import Office, Ticket, TicketStatus
from office import forecast, procedures, timetable
from office.forecast import Habits
from office.tickets import GOES_ON
from office.waits import Day, Visit

PAST_DAYS, PAST_VISITS = 30, 4000  # working days and numbers to learn from, the latest
MINUTE = timedelta(minutes=1)
OF_DAYS = "office_id = ? AND day >= ? AND day <= ?"
CALLS = f"""SELECT ticket_id, at, counter_id, waited_since FROM call WHERE {OF_DAYS}
    AND NOT undone ORDER BY id"""  # noqa: S608
# The + keeps the engine from walking the ids of all days there are.
SERVICE = 'SELECT sop FROM "case" WHERE "case".id = ticket.case_id'
TICKETS = f"""SELECT id, day, role, ({SERVICE}), status, priority, issued_at, place_at, changed_at,
    first_called_at, closed_for FROM ticket WHERE {OF_DAYS} AND +id > ?
    AND away_since IS NULL ORDER BY id"""  # noqa: S608
COUNTERS = """SELECT counter.id, role, services, paused_at FROM counter
    JOIN counter_role ON counter_role.counter_id = counter.id WHERE counter.office_id = ?"""
_one_learns = Lock()
Kind = tuple[str, str]  # of a queue: whose it is (the role), and the service (a procedure's id)


class Called(NamedTuple):
    """A call that ended a wait; moments as they are stored."""

    since: int
    at: int
    counter: int


@dataclass(frozen=True, slots=True)
class Number:
    """A row of TICKETS; moments as they are stored, in microseconds."""

    id: int
    day: str
    role: str
    service: str
    status: str
    priority: bool
    issued_at: int
    place_at: int
    changed_at: int
    first_called_at: int | None
    closed_for: str
    calls: tuple[Called, ...] = ()  # that ended a wait, in order


class Group(NamedTuple):
    """Numbers that wait for the same counters: any of these may call some of these queues."""

    counters: frozenset[int]
    kinds: frozenset[Kind]


@dataclass(frozen=True)
class Today:
    """The office's numbers as they stood in one minute, and what each counter serves.

    closed: counters that are closed for a while, and since which minute.
    """

    numbers: Sequence[Number]
    served: dict[int, set[Kind]]
    closed: dict[int, float]
    days: dict[Group, Day] = field(default_factory=dict)  # drawn when asked for

    @property
    def last(self) -> int:
        return self.numbers[-1].id if self.numbers else 0

    def group(self, ticket: Ticket) -> Group:
        return _group(self.served, (ticket.role, ticket.case.sop))


def expected(ticket: Ticket, office: Office, *, at: datetime) -> forecast.Range | None:
    """Between which moments a number that waits will be called, for the first time or again.

    None for any other number, on another day, and while the history is too short to tell.
    It is reckoned once a minute; a number drawn since costs one statement.
    """
    day = ticket.day
    waits = ticket.status == TicketStatus.WAITING
    open_ = timetable.of(office).intervals(day)
    if not (waits and open_) or day != timetable.today(office, at):
        return None
    today = _today(db.database, office, day, (at - EPOCH) // MINUTE)
    habits = _habits(office, day, today.group(ticket), wait=False)
    queue, me = _queue(office, ticket, today, open_), _me(ticket, open_)
    if habits is None or me.again not in habits.bands:
        return None
    minute = max(float(int(forecast.minute_of(at, open_))), float(int(me.came)))
    return forecast.told(habits, queue, me, minute, open_)


def prepare(office: Office, *, at: datetime) -> None:
    """Learn what past days tell of today's queues before anybody asks; a day off needs nothing."""
    day = timetable.today(office, at)
    if timetable.of(office).intervals(day):
        served, _ = _counters(office, day)
        for group in {_group(served, kind) for kinds in served.values() for kind in kinds}:
            _habits(office, day, group, wait=True)


def _me(ticket: Ticket, open_: forecast.Stretches) -> Visit:
    again = ticket.first_called_at is not None
    came = forecast.minute_of(ticket.changed_at if again else ticket.issued_at, open_)
    place_at = (ticket.place_at - EPOCH) // timedelta(microseconds=1)
    return Visit(came, _place(place_at, ticket.id), priority=bool(ticket.priority), again=again)


def _queue(office: Office, ticket: Ticket, today: Today, open_: forecast.Stretches) -> Day:
    """Today's queue of this ticket's kind, with those who came since the minute began."""
    group = today.group(ticket)
    if ticket.id > today.last:
        since = _drawn(office.id, ticket.day, ticket.day, above=today.last)
        return _day([*today.numbers, *since], group, open_, office, today.closed)
    if group not in today.days:
        today.days[group] = _day(today.numbers, group, open_, office, today.closed)
    return today.days[group]


@lru_cache(maxsize=32)
def _today(_database: str, office: Office, day: date, _minute: int) -> Today:
    return Today(_numbers(office.id, day, day), *_counters(office, day))


def _counters(office: Office, day: date) -> tuple[dict[int, set[Kind]], dict[int, float]]:
    """What each counter serves; since which minute of the day it is closed for a while."""
    served: dict[int, set[Kind]] = defaultdict(set)
    closed, open_ = {}, timetable.of(office).intervals(day)
    for counter, role, chosen, paused_at in db.execute_sql(COUNTERS, (office.id,)).fetchall():
        services = json.loads(chosen) or [one.id for one in procedures.all_versions()]
        served[counter].update((role, service) for service in services)
        paused = paused_at and EPOCH + timedelta(microseconds=paused_at)
        if paused and timetable.today(office, paused) == day:
            closed[counter] = forecast.minute_of(paused, open_)
    return dict(served), closed


def _group(served: dict[int, set[Kind]], kind: Kind) -> Group:
    counters = frozenset(counter for counter, kinds in served.items() if kind in kinds)
    return Group(counters, frozenset({kind}.union(*(served[counter] for counter in counters))))


def _habits(office: Office, day: date, group: Group, *, wait: bool) -> Habits | None:
    """What the days before this one tell of a queue; reckoned once a day, by housekeeping.

    Whoever asks while that happens is told nothing: a page does not wait for it.
    """
    place = (db.database, office.id, group)
    learnt_on, habits = _known.get(place, (None, None))
    if learnt_on != day and _one_learns.acquire(blocking=wait):
        try:
            learnt_on, habits = _known[place] = day, _learn(office, day, group)
            for old in [one for one in _known if one[1] == office.id and _known[one][0] < day]:
                del _known[old]  # of counters that serve otherwise now
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
    """The numbers of some days, and the calls for which they waited."""
    called: dict[int, list[tuple[int, int, int | None]]] = defaultdict(list)
    for ticket, *call in db.execute_sql(CALLS, (office_id, since, until)).fetchall():
        called[ticket].append(tuple(call))
    drawn = _drawn(office_id, since, until)
    return [replace(one, calls=_ended(one, called[one.id])) for one in drawn]


def _ended(one: Number, calls: Sequence[tuple[int, int, int | None]]) -> tuple[Called, ...]:
    """Those that ended a wait: the first one, and of the later ones those that say since when."""
    first = [Called(one.issued_at, at, c) for at, c, _ in calls if at == one.first_called_at]
    later = [Called(since, at, c) for at, c, since in calls if since and at != one.first_called_at]
    return (*first, *later) if first else ()


def _drawn(office_id: int, since: date, until: date, *, above: int = 0) -> list[Number]:
    rows = db.execute_sql(TICKETS, (office_id, since, until, above)).fetchall()
    return [Number(*row) for row in rows]


def _day(
    numbers: Iterable[Number],
    group: Group,
    open_: forecast.Stretches,
    office: Office,
    closed: Mapping[int, float] = MappingProxyType({}),
) -> Day:
    """The waits of these numbers for calls of the group's counters."""
    visits = [
        visit
        for one in numbers
        for visit in _waits(one, open_)
        if visit.counter in group.counters
        or (not visit.counter and (one.role, one.service) in group.kinds)
    ]
    ours = {one: since for one, since in closed.items() if one in group.counters}
    return Day(visits, office.priority_every, ours)


def _waits(one: Number, open_: forecast.Stretches) -> Iterable[Visit]:
    """One for each call, and the one that lasts or came to nothing."""
    place, favoured = _place(one.place_at, one.id), bool(one.priority)
    for number, (since, at, counter) in enumerate(one.calls, 1):
        last = number == len(one.calls) and _went(one)
        done = _minute(one.changed_at, open_) if last else inf
        came, gone = _minute(since, open_), _minute(at, open_)
        yield Visit(came, place, gone, counter, favoured, done, again=number > 1)
    if one.status == TicketStatus.WAITING or not one.calls:
        left = one.status in (TicketStatus.VOID, TicketStatus.DONE)
        since = one.changed_at if one.calls else one.issued_at
        gone = _minute(one.changed_at, open_) if left else inf
        yield Visit(_minute(since, open_), place, gone, 0, favoured, again=bool(one.calls))


def _went(one: Number) -> bool:
    """Whether its last move was to leave the counter. Of one that is done nobody knows: its case
    may have ended at a desk, later."""
    return one.status == TicketStatus.HELD or one.closed_for == GOES_ON


def _place(place_at: int, id: int) -> int:
    """One number that orders like the two."""
    return place_at << 32 | id


def _minute(stored: int, open_: forecast.Stretches) -> float:
    return forecast.minute_of(EPOCH + timedelta(microseconds=stored), open_)
