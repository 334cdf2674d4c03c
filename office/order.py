"""The order of the queue: who may be called here, who goes first, where one is put back."""

from datetime import date, datetime, timedelta

from peewee import ModelSelect, fn

from models import Call, Counter, Office, Officer, Ticket, TicketStatus
from office import access, timetable

AFTER = 3  # Masukkan lagi: behind the next three


def waiting_for(counter: Counter, by: Officer, *, at: datetime) -> ModelSelect:
    """The tickets of today that this officer may call to this counter, in no order yet."""
    return Ticket.select().where(
        Ticket.office == counter.office_id,
        Ticket.day == timetable.today(counter.office, at),
        Ticket.status == TicketStatus.WAITING,
        Ticket.role.in_(callable_roles(counter, by, at=at)),
        Ticket.only_at.is_null() | (Ticket.only_at == counter),
    )


def next_for(counter: Counter, by: Officer, *, at: datetime) -> Ticket | None:
    """Who is called next here: a priority ticket when one is due and waits, else the first."""
    ordinary = waiting_for(counter, by, at=at).order_by(Ticket.place_at, Ticket.id).limit(1)
    due = priority_is_due(counter.office, timetable.today(counter.office, at))
    found = [*ordinary.where(Ticket.priority)] if due else []
    found = found or [*ordinary]  # read to the end: a read left open outlives COMMIT
    return found[0] if found else None


def callable_roles(counter: Counter, by: Officer, *, at: datetime) -> list[str]:
    """My roles, delegations counted, that the counter serves too; none at another office's."""
    if by.office_id != counter.office_id:
        return []
    day = timetable.today(counter.office, at)
    return sorted(access.served_roles(counter) & set(access.authorities(by, on=day)))


def priority_is_due(office: Office, day: date) -> bool:
    """Whether none of the last ones called was a priority one; calling again does not count."""
    lately = (
        Call.select(Ticket.priority)
        .join(Ticket)
        .where(Call.office == office, Call.day == day, ~Call.undone)
        .group_by(Ticket.id)
        .order_by(fn.MAX(Call.version).desc())
        .limit(office.priority_every - 1)
    )
    return not any(priority for (priority,) in lately.tuples())


def behind_next(ticket: Ticket, role: str, at: datetime) -> datetime:
    """A place right behind the next three who wait for `role`; the end of the queue if fewer do."""
    ahead = (
        Ticket.select(Ticket.place_at)
        .where(
            Ticket.office == ticket.office_id,
            Ticket.day == ticket.day,
            Ticket.status == TicketStatus.WAITING,
            Ticket.role == role,
        )
        .order_by(Ticket.place_at, Ticket.id)
        .limit(AFTER)
        .tuples()
    )
    places = [place for (place,) in ahead]
    return places[-1] + timedelta(microseconds=1) if len(places) == AFTER else at
