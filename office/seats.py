"""The seats at the counters: taken, left, closed for a while; nobody called there is stranded."""

from collections.abc import Iterable
from datetime import datetime

from database import find, locked, store, writing
from models import Counter, Officer, Session, Ticket
from office import access, audit, queue, serving, tickets, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused

REASONS = {
    "break": "Istirahat",
    "meeting": "Rapat",
    "fault": "Gangguan",
    "other": "Lainnya",
}


def sit_down(session: Session, counter: Counter | None, *, at: datetime) -> None:
    """Sit down at a counter of one's own office, or leave one's seat (None).

    Raises
        NotAllowed  the counter belongs to another office or serves none of one's roles
        Refused     somebody is called or served at the one that is left, and nobody stays there
    """
    with writing():
        if counter is not None:
            mine = access.authorities(session.officer, on=timetable.today(counter.office, at))
            if counter.office_id != session.officer.office_id or not (
                access.served_roles(counter) & set(mine) or "information" in mine
            ):
                raise NotAllowed("Loket {number} tidak melayani peran Anda.", number=counter.number)
        session = locked(session)
        if session.counter_id and session.counter != counter and _alone(session, at):
            tickets.refuse_if_busy(session.counter)
        Session.update(counter=counter).where(Session.id == session.id).execute()
        audit.record(
            session.officer.office_id,
            Happened.COUNTER_CHOSEN,
            at=at,
            by=session.officer,
            detail=str(counter.number) if counter else "",
        )


def sign_out(session: Session, *, at: datetime) -> None:
    """Leave the office's pages; whoever is at one's counter waits again, unless a colleague stays
    there."""
    with writing():
        session, officer = locked(session), session.officer
        _leave_nobody([session], by=officer, at=at)
        Session.delete().where(Session.id == session.id).execute()
        audit.record(officer.office_id, Happened.SIGNED_OUT, at=at, by=officer)


def release(ticket: Ticket, *, by: Officer, at: datetime) -> Ticket:
    """Put whoever is called or served at a counter that was left back in their place.

    Raises NotAllowed when `by` does not meet the people of this queue, Refused when somebody sits
    there.
    """
    with writing():
        ticket = locked(ticket)
        queue.refuse_stranger(ticket, by, at)
        sitting = {one.counter_id for one in serving.sessions(ticket.office, at)}
        if ticket.counter_id in sitting:
            raise Refused("Ada petugas di Loket {number}.", number=ticket.counter.number)
        tickets.put_back(ticket, by=by, at=at)
    return ticket


def end_sessions(officer: Officer, *, by: Officer, at: datetime) -> None:
    """Out at the next request; inside the caller's transaction."""
    _leave_nobody(find(Session, "officer_id = ?", officer.id), by=by, at=at)
    Session.delete().where(Session.officer == officer).execute()


def pause(counter: Counter, reason: str, *, by: Officer, at: datetime) -> None:
    """Close a counter for a while: nobody is called there, to the end of the day at most.

    Who was sent to it may be called at any counter of their queue meanwhile.

    Raises
        Incomplete  no such reason
        Refused     somebody is called or served there, or it is closed already
    """
    if reason not in REASONS:
        raise Incomplete("Pilih sebab loket ditutup sementara.", field="reason")
    with writing():
        counter = locked(counter)
        tickets.refuse_if_busy(counter)
        if serving.is_paused(counter, at):
            raise Refused("Loket {number} sudah tutup sementara.", number=counter.number)
        store(counter, paused_for=reason, paused_at=at)
        _record(counter, Happened.COUNTER_PAUSED, by=by, at=at)


def resume(counter: Counter, *, by: Officer, at: datetime) -> None:
    """Open it again. Raises Refused when it is open."""
    with writing():
        counter = locked(counter)
        if not serving.is_paused(counter, at):
            raise Refused("Loket {number} sudah buka.", number=counter.number)
        store(counter, paused_for="", paused_at=None)
        _record(counter, Happened.COUNTER_RESUMED, by=by, at=at)


def _alone(session: Session, at: datetime) -> bool:
    """Whether nobody else sits at the counter of this session."""
    others = serving.sessions(session.officer.office, at)
    return not any(one.counter_id == session.counter_id and one.id != session.id for one in others)


def _leave_nobody(sessions: Iterable[Session], *, by: Officer, at: datetime) -> None:
    """Whoever is at the counters that these sessions leave empty waits again."""
    for session in sessions:
        here = tickets.at_counter(session.counter) if session.counter_id else None
        if here and _alone(session, at):
            tickets.put_back(here, by=by, at=at)


def _record(counter: Counter, name: Happened, *, by: Officer, at: datetime) -> None:
    detail = f"{counter.number} {counter.paused_for}".strip()
    audit.record(counter.office_id, name, at=at, by=by, detail=detail)
