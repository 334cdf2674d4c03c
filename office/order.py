"""The order of the queue: who may be called here, who goes first, where one is put back.

Nobody waits for ever. Whoever begins to wait as the n-th of those that the counters of their queue
may call is called by the (2n + SPARE)-th *Panggil berikutnya* there at the latest, those of
officers without their role not counted, nor those while they are out. Priority, people who were
held, sent on or missed and kept their place, and calls out of turn may go before them; but once
SPARE more calls went to people who began to wait later than to people who waited already, who has
waited longest of those this happened to is next. Where it happens to nobody, as on most days, the
order of arrival and the share of priority are untouched.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import count

from peewee import ModelSelect

from database import db, fetch, find, first, locked, one
from models import Case, Counter, Office, Officer, Ticket, TicketStatus
from office import access, serving, timetable

AFTER = 3  # Masukkan lagi: behind the next three
SOME = 30  # rows read at a time
SPARE = 8  # so often one may be overtaken beyond every second call
_ROLES = "office_id = ? AND day = ? AND role IN ({})"
_OF_CASE = 'SELECT 1 FROM "case" WHERE "case".id = ticket.case_id AND sop IN ({})'
_WAITS = """SELECT role, (SELECT sop FROM "case" WHERE "case".id = ticket.case_id), only_at_id,
    changed_at, id FROM ticket WHERE """
_OLDEST = "SELECT min(changed_at) FROM ticket WHERE "
_CALLS = """SELECT counter_id, at, waited_since FROM call WHERE office_id = ? AND day = ?
    AND NOT undone AND waited_since IS NOT NULL AND at > ?"""
_SERVICES = f" AND EXISTS ({_OF_CASE})"
_ANY = "(only_at_id IS NULL OR only_at_id NOT IN ({}))"


class Queue:
    """The tickets of today that wait and that an officer may call to a counter.

    Who was sent to another counter waits for that one alone, as long as it calls people.
    """

    def __init__(self, counter: Counter, by: Officer, *, at: datetime) -> None:
        self.counter = counter = locked(counter)
        self.day = timetable.today(counter.office, at)
        self.roles = callable_roles(counter, by, at=at)
        among, chosen = _ROLES.format(_marks(self.roles)), counter.services
        among += _SERVICES.format(_marks(chosen)) if chosen else ""
        elsewhere = serving.staffed(counter.office, at) - {counter.id}
        self._mine = among
        self._these = f"{among} AND status = 'waiting' AND " + _ANY.format(_marks(elsewhere))
        self._of = (counter.office_id, self.day, *self.roles, *chosen)
        self._values = (*self._of, *elsewhere)

    def first(self, count: int) -> list[Ticket]:
        """Those who have waited longest."""
        by_place = f"{self._these} ORDER BY place_at, id LIMIT ?"
        return with_cases(find(Ticket, by_place, *self._values, count))

    def next(self) -> Ticket | None:
        """Who is called next: whoever was overtaken too often; else a priority ticket when one is
        due and waits; else the first.

        Whoever is out is passed over until they are back.
        """
        here, by_place = f"{self._these} AND away_since IS NULL", "ORDER BY place_at, id"
        if overtaken := self._overtaken(here):
            return first(Ticket, "id = ?", overtaken)
        if priority_is_due(self.counter.office, self.day):
            favoured = first(Ticket, f"{here} AND priority {by_place}", *self._values)
            if favoured:
                return favoured
        return first(Ticket, f"{here} {by_place}", *self._values)

    def _overtaken(self, here: str) -> int | None:
        """Of those overtaken too often, who has waited longest."""
        (oldest,) = one(_OLDEST + here, *self._values) or (None,)
        told = (self.counter.office_id, self.day, oldest)
        calls = db.execute_sql(_CALLS, told).fetchall() if oldest else []
        if sum(since > oldest for *_, since in calls) < SPARE:
            return None  # as on most days
        rows = db.execute_sql(_WAITS + here, self._values).fetchall()
        lanes = {kind: self._lane(kind, calls) for kind in {row[:3] for row in rows}}
        found = [(since, id) for *kind, since, id in rows if lanes[tuple(kind)].overtook(since)]
        return min(found)[1] if found else None

    def _lane(self, kind: tuple[str, str, int | None], calls: list[tuple[int, int, int]]) -> "Lane":
        role, service, only_at = kind
        among = serving.counters_of(self.counter.office_id, role, service)
        ids = {one.id for one in among if only_at in (None, one.id)}
        return Lane([(at, since) for counter, at, since in calls if counter in ids])

    def holds(self, ticket: Ticket) -> bool:
        return first(Ticket, f"{self._these} AND id = ?", *self._values, ticket.id) is not None

    def length(self) -> tuple[int, datetime | None]:
        """How many wait, and since when the earliest does."""
        count, since = one(
            f"SELECT count(*), min(issued_at) FROM ticket WHERE {self._these}",  # noqa: S608
            *self._values,
        ) or (0, None)
        return count, Ticket.issued_at.python_value(since)

    def left(self) -> Iterator[Ticket]:
        """Who did not come or is held, the latest first; read as far as somebody looks."""
        out = f"{self._mine} AND status IN ('no_show', 'held') ORDER BY changed_at DESC, id DESC"
        for seen in count(0, SOME):
            rows = find(Ticket, f"{out} LIMIT ?, ?", *self._of, seen, SOME)
            yield from with_cases(rows)
            if len(rows) < SOME:
                return


class Lane:
    """The calls at the counters of one queue; moments in any unit that rises."""

    def __init__(self, calls: Iterable[tuple[int, int]]) -> None:
        """calls: when each was made, and since when whoever was called had waited."""
        calls = list(calls)
        self._at = sorted(at for at, _ in calls)
        self._since = sorted(since for _, since in calls)

    def overtook(self, since: int) -> bool:
        """Whether too many were called before one who has waited since then."""
        later = len(self._since) - bisect_right(self._since, since)
        every = len(self._at) - bisect_right(self._at, since)
        return later - (every - later) >= SPARE


def _marks(values: Collection[object]) -> str:
    """A ? for each value of an IN; what no row has, when there is none."""
    return ", ".join("?" * len(values)) or "0"


def with_cases(rows: list[Ticket]) -> list[Ticket]:
    """The tickets with their cases, read in one query."""
    fetch(rows, Ticket.case)
    return rows


def callable_roles(counter: Counter, by: Officer, *, at: datetime) -> list[str]:
    """My roles, delegations counted, that the counter serves too; none at another office's."""
    if by.office_id != counter.office_id:
        return []
    day = timetable.today(counter.office, at)
    return sorted(access.served_roles(counter) & set(access.authorities(by, on=day)))


def priority_is_due(office: Office, day: date) -> bool:
    """Whether none of the last ones called was a priority one; calling again does not count."""
    lately = one(
        "SELECT max(priority) FROM (SELECT ticket.priority FROM call "
        "JOIN ticket ON ticket.id = call.ticket_id "
        "WHERE call.office_id = ? AND call.day = ? AND NOT call.undone "
        "GROUP BY ticket.id ORDER BY max(call.version) DESC LIMIT ?) AS lately",
        office.id,
        day,
        office.priority_every - 1,
    )
    return not (lately and lately[0])


def behind_next(ticket: Ticket, role: str, at: datetime) -> datetime:
    """A place right behind the next three who wait for `role`; the end of the queue if fewer do."""
    ahead = waiting(ticket, role).order_by(Ticket.place_at, Ticket.id).limit(AFTER)
    places = [place for (place,) in ahead.select(Ticket.place_at).tuples()]
    return places[-1] + timedelta(microseconds=1) if len(places) == AFTER else at


def waiting(ticket: Ticket, role: str) -> ModelSelect:
    """Those who wait today for the counters at which `role` serves this ticket's service."""
    rivals = serving.rivals(ticket.office_id, role, ticket.case.sop)
    return (
        Ticket.select()
        .join(Case)
        .where(
            Ticket.office == ticket.office_id,
            Ticket.day == ticket.day,
            Ticket.status == TicketStatus.WAITING,
            Ticket.role == role,
            Case.sop.in_(rivals),
            Ticket.away_since.is_null(),
        )
    )
