"""The order of the queue: who may be called here, who goes first, where one is put back."""

from datetime import date, datetime, timedelta

from database import fetch, find, first, one
from models import Counter, Office, Officer, Ticket, TicketStatus
from office import access, timetable

AFTER = 3  # Masukkan lagi: behind the next three


class Queue:
    """The tickets of today that wait and that an officer may call to a counter."""

    def __init__(self, counter: Counter, by: Officer, *, at: datetime) -> None:
        self.counter, self.day = counter, timetable.today(counter.office, at)
        self.roles = callable_roles(counter, by, at=at)
        roles = ", ".join("?" * len(self.roles)) or "NULL"
        self._mine = f"office_id = ? AND day = ? AND role IN ({roles})"
        self._these = f"{self._mine} AND status = 'waiting' AND coalesce(only_at_id, ?) = ?"
        self._values = (counter.office_id, self.day, *self.roles, counter.id, counter.id)

    def first(self, count: int) -> list[Ticket]:
        """Those who have waited longest."""
        by_place = f"{self._these} ORDER BY place_at, id LIMIT ?"
        return with_cases(find(Ticket, by_place, *self._values, count))

    def next(self) -> Ticket | None:
        """Who is called next: a priority ticket when one is due and waits, else the first.

        Whoever is out is passed over until they are back.
        """
        here, by_place = f"{self._these} AND away_since IS NULL", "ORDER BY place_at, id"
        if priority_is_due(self.counter.office, self.day):
            favoured = first(Ticket, f"{here} AND priority {by_place}", *self._values)
            if favoured:
                return favoured
        return first(Ticket, f"{here} {by_place}", *self._values)

    def holds(self, ticket: Ticket) -> bool:
        return first(Ticket, f"{self._these} AND id = ?", *self._values, ticket.id) is not None

    def length(self) -> tuple[int, datetime | None]:
        """How many wait, and since when the earliest does."""
        count, since = one(
            f"SELECT count(*), min(issued_at) FROM ticket WHERE {self._these}",  # noqa: S608
            *self._values,
        ) or (0, None)
        return count, Ticket.issued_at.python_value(since)

    def left(self) -> list[Ticket]:
        """Who did not come or is held; the latest first."""
        out = f"{self._mine} AND status IN ('no_show', 'held') ORDER BY changed_at DESC"
        return with_cases(find(Ticket, out, *self._values[:-2]))


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
    ahead = (
        Ticket.select(Ticket.place_at)
        .where(
            Ticket.office == ticket.office_id,
            Ticket.day == ticket.day,
            Ticket.status == TicketStatus.WAITING,
            Ticket.role == role,
            Ticket.away_since.is_null(),
        )
        .order_by(Ticket.place_at, Ticket.id)
        .limit(AFTER)
        .tuples()
    )
    places = [place for (place,) in ahead]
    return places[-1] + timedelta(microseconds=1) if len(places) == AFTER else at
