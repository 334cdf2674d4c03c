"""Saya di luar: who waits may leave the hall; the next in line is called, the place is kept."""

from datetime import datetime

from database import locked, one, store, writing
from models import Device, Officer, Ticket, TicketStatus
from office import audit, board
from office.audit import Happened
from office.errors import Refused, TooMany

MOST = 10  # times one case may go out: each stands in the trail
MAY = (TicketStatus.WAITING, TicketStatus.HELD)


def go_out(ticket: Ticket, *, by: Device | None, at: datetime) -> Ticket:
    """Someone who waits leaves the hall; said twice, it counts once.

    by: the kiosk where it was said; None on a phone.

    Raises Refused when the number does not wait today, TooMany after MOST times.
    """
    with writing():
        ticket = locked(ticket)
        if not may(ticket, at=at):
            raise Refused("Nomor {label} tidak sedang menunggu.", label=ticket.label)
        if not ticket.away_since:
            if _outings(ticket) >= MOST:
                raise TooMany("Sudah terlalu sering ke luar. Mohon tunggu di ruang tunggu.")
            store(ticket, away_since=at)
            _record(ticket, Happened.TICKET_AWAY, by=by, at=at)
    return ticket


def be_back(ticket: Ticket, *, by: Device | Officer | None, at: datetime) -> Ticket:
    """They are in the hall again, in the place they had. Nothing to do for who never left.

    by: the kiosk or the officer it was said to; None on a phone.
    """
    with writing():
        ticket = locked(ticket)
        if ticket.away_since and may(ticket, at=at):
            store(ticket, away_since=None)
            _record(ticket, Happened.TICKET_BACK, by=by, at=at)
    return ticket


def may(ticket: Ticket, *, at: datetime) -> bool:
    """Whether it waits today, in the hall or out of it."""
    return board.stands(ticket, at=at) in MAY


def _outings(ticket: Ticket) -> int:
    gone = "SELECT count(*) FROM event WHERE case_id = ? AND name = ?"
    return int((one(gone, ticket.case_id, Happened.TICKET_AWAY) or (0,))[0])


def _record(ticket: Ticket, name: Happened, *, by: Device | Officer | None, at: datetime) -> None:
    audit.record(ticket.office_id, name, at=at, by=by, case=ticket.case_id, ticket=ticket)
