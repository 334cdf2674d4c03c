"""The queue's verbs: call, recall, serve, skip, hold, restore, transfer, finish, undo, withdraw."""

from datetime import date, datetime, timedelta
from math import ceil

from database import insert, locked, writing
from models import LIVE, Call, Case, Counter, Officer, Ticket, TicketStatus
from office import access, audit, order, procedures, remarks, serving, sop, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused
from office.tickets import (
    counter_role,
    leave_case,
    live_of,
    move,
    put_down,
    refuse_if_busy,
    undecided,
    write,
)

UNDO = timedelta(seconds=10)
WALKED_IN = "Permohonan dibuat di loket ini."  # why somebody without a number is called at once


def call_next(counter: Counter, *, by: Officer, at: datetime) -> Ticket:
    """Call whoever has waited longest for a role that both `by` and `counter` serve.

    One of `priority_every` calls goes to a priority ticket, if one waits; the others keep to the
    order of arrival, so nobody waits forever. Who is out is passed over (office/outings.py). The
    write lock is taken before the ticket is chosen: two counters that press together never call
    the same person.

    Raises Refused when someone is still called or served here, the counter is closed for a while,
    or nobody waits.
    """
    with writing():
        _refuse_unready(counter, at)
        waiting = order.Queue(counter, by, at=at)
        ticket = waiting.next()
        if ticket is None:
            out = "Yang menunggu untuk Loket {number} sedang di luar. Panggil dari daftar."
            none = "Tidak ada antrean untuk Loket {number}."
            raise Refused(out if waiting.length()[0] else none, number=counter.number)
        _announce(ticket, "call", counter, by=by, at=at)
    return ticket


def call(
    ticket: Ticket, counter: Counter, reason: str = "", *, by: Officer, at: datetime
) -> Ticket:
    """Call one given ticket to a counter; out of turn only for a reason, which is kept.

    Raises
        Refused     it does not wait, or the counter is busy or closed for a while
        NotAllowed  it is not in this officer's queue at this counter today
        Incomplete  somebody else would be next, and no reason is given
    """
    with writing():
        _refuse_unready(counter, at)
        ticket = locked(ticket)
        mine = order.Queue(counter, by, at=at)
        if ticket.status == TicketStatus.WAITING and not mine.holds(ticket):
            raise NotAllowed(
                "{label} bukan antrean Loket {number}.", label=ticket.label, number=counter.number
            )
        expected = mine.next()
        if ticket.status == TicketStatus.WAITING and expected and expected.id != ticket.id:
            remarks.call_instead(ticket, expected, reason, counter=counter, by=by, at=at)
        _announce(ticket, "call", counter, by=by, at=at)
    return ticket


def recall(ticket: Ticket, *, by: Officer, at: datetime, counter: Counter) -> Ticket:
    """Call again. Raises Refused within `call_gap` of the last call, or after `max_calls`."""
    with writing():
        ticket = _mine(ticket, counter)
        office = ticket.office
        wait = timedelta(seconds=office.call_gap) - (at - ticket.called_at)
        if wait > timedelta(0):
            seconds = ceil(wait.total_seconds())
            raise Refused("Tunggu {n} detik sebelum memanggil lagi.", n=seconds)
        if ticket.calls >= office.max_calls:
            raise Refused(
                "{label} sudah dipanggil {n} kali. Lewati dulu.", label=ticket.label, n=ticket.calls
            )
        _announce(ticket, "recall", ticket.counter, by=by, at=at)
    return ticket


def serve(ticket: Ticket, *, by: Officer, at: datetime, counter: Counter) -> Ticket:
    """The person has come to the counter; work on the case begins."""
    with writing():
        ticket = _mine(ticket, counter)
        move(ticket, "serve", at=at, served_at=at)
        put_down(ticket.case, at)
        Case.update(taken_by=by, taken_at=at, moves=Case.moves + 1).where(
            Case.id == ticket.case_id, Case.ended_at.is_null()
        ).execute()
        _record(ticket, Happened.TICKET_SERVED, by=by, at=at)
    return ticket


def skip(ticket: Ticket, *, by: Officer, at: datetime, counter: Counter) -> Ticket:
    """Nobody came (tidak hadir). The time of arrival is kept."""
    with writing():
        ticket = _mine(ticket, counter)
        move(ticket, "skip", at=at, counter=None)
        _record(ticket, Happened.TICKET_SKIPPED, by=by, at=at)
    return ticket


def hold(
    ticket: Ticket, missing: str = "", *, by: Officer, at: datetime, counter: Counter
) -> Ticket:
    """Back to the waiting room, to return without drawing again.

    missing: what they went for, as it is told to whoever takes them back.
    """
    with writing():
        ticket = _mine(ticket, counter)
        move(ticket, "hold", at=at, counter=None)
        remarks.hold(ticket, missing, counter=counter, by=by, at=at)
        leave_case(ticket, at)
        _record(ticket, Happened.TICKET_HELD, by=by, at=at)
    return ticket


def restore(ticket: Ticket, *, by: Officer, at: datetime) -> Ticket:
    """Put a ticket back in the queue: behind the next three after a no-show, else in its place.

    A no-show whose case has meanwhile gone to a desk waits in the hall (HELD).
    Raises NotAllowed when `by` does not meet the people of this queue, Refused when it is not of
    today, or its case needs nobody at a counter.
    """
    with writing():
        ticket = locked(ticket)
        refuse_stranger(ticket, by, at)
        if ticket.day != timetable.today(ticket.office, at):
            raise Refused("{label} nomor hari lain. Buatkan nomor baru.", label=ticket.label)
        missed = ticket.status == TicketStatus.NO_SHOW
        role = counter_role(ticket.case)
        if role is None and missed:
            write(ticket, at=at, status=TicketStatus.HELD)
        elif role is None:
            raise Refused("{label} belum perlu ke loket. Mohon menunggu.", label=ticket.label)
        else:
            place = order.behind_next(ticket, role, at) if missed else ticket.place_at
            again = {"calls": 0, "called_at": None, "away_since": None}
            move(ticket, "restore", at=at, role=role, place_at=place, **again)
        _record(ticket, Happened.TICKET_RESTORED, by=by, at=at)
    return ticket


def transfer(ticket: Ticket, to: Counter, *, by: Officer, at: datetime, counter: Counter) -> Ticket:
    """Send a person to another counter of the same role; their place is kept."""
    with writing():
        ticket, to = _mine(ticket, counter), locked(to)
        if to.office_id != ticket.office_id or not serving.serves(to, ticket.role, ticket.case.sop):
            raise Refused("Loket {number} tidak melayani antrean ini.", number=to.number)
        if to.id == counter.id:
            raise Refused("{label} sudah di Loket {number}.", label=ticket.label, number=to.number)
        if serving.is_paused(to, at):
            raise Refused("Loket {number} sedang tutup sementara.", number=to.number)
        move(ticket, "transfer", at=at, counter=None, only_at=to, calls=0, called_at=None)
        leave_case(ticket, at)
        _record(ticket, Happened.TICKET_TRANSFERRED, by=by, at=at, detail=f"to {to.number}")
    return ticket


def finish(ticket: Ticket, *, by: Officer, at: datetime, counter: Counter) -> Ticket:
    """The visit is over. Raises Refused while the case still stands at a counter step."""
    with writing():
        ticket = _mine(ticket, counter)
        step = undecided(ticket.case)
        if step:
            raise Refused(
                "Putuskan dulu kegiatan {n} permohonan {label}.", n=step.number, label=ticket.label
            )
        move(ticket, "finish", at=at, counter=None)
        _record(ticket, Happened.TICKET_FINISHED, by=by, at=at)
    return ticket


def undo(ticket: Ticket, *, by: Officer, at: datetime, counter: Counter) -> Ticket:
    """Take back the call, the skip or the finish just made here; ten seconds are allowed.

    An undone call leaves the wall. Raises Refused when it is too late, the counter is taken or
    closed for a while, or the case has a new number.
    """
    with writing():
        ticket = locked(ticket)
        last = Call.select().where(Call.ticket == ticket).order_by(Call.id.desc()).first()
        called = ticket.status == TicketStatus.CALLED
        since = last.at if last and called else ticket.changed_at
        here = last is not None and last.counter_id == counter.id
        renewed = ticket.status == TicketStatus.DONE and live_of(ticket.case, day=ticket.day)
        if not here or renewed or at - since > UNDO or (called and ticket.calls != 1):
            raise Refused("{label} tidak dapat diurungkan lagi.", label=ticket.label)
        if called:
            first = None if ticket.first_called_at == ticket.called_at else ticket.first_called_at
            Call.update(undone=True).where(Call.id == last.id).execute()
            waits = {"counter": None, "calls": 0, "called_at": None, "first_called_at": first}
            move(ticket, "undo", at=last.waited_since or at, **waits)  # it waits on, as before
        else:
            _refuse_unready(counter, at)
            move(ticket, "undo", at=at, counter=counter)
        _record(ticket, Happened.TICKET_UNDONE, by=by, at=at)
    return ticket


def withdraw(ticket: Ticket, reason: str, *, by: Officer, at: datetime) -> Ticket:
    """Void a ticket that will not be used; the hole in the numbers has its reason."""
    if not reason.strip():
        raise Incomplete("Tulis alasan pembatalan nomor.", field="reason")
    with writing():
        ticket = locked(ticket)
        refuse_stranger(ticket, by, at)
        move(ticket, "withdraw", at=at, closed_for=reason.strip())
        _record(ticket, Happened.TICKET_WITHDRAWN, by=by, at=at)
    return ticket


def set_priority(ticket: Ticket, priority: bool, *, by: Officer, at: datetime) -> Ticket:
    """Petugas Informasi confirms or lifts priority. Why is not kept."""
    with writing():
        ticket = locked(ticket)
        if ticket.status not in LIVE:
            raise Refused("{label} sudah selesai.", label=ticket.label)
        ours = by.office_id == ticket.office_id
        if not ours or access.authority(by, "information", on=ticket.day) is None:
            raise NotAllowed("Hanya Petugas Informasi yang mengubah prioritas.")
        write(ticket, at=ticket.changed_at, priority=priority)
        _record(ticket, Happened.TICKET_PRIORITY, by=by, at=at, detail=str(int(priority)))
    return ticket


def refuse_stranger(ticket: Ticket, by: Officer, at: datetime) -> None:
    """Raises NotAllowed unless this number is theirs to mind."""
    minds = minds_numbers(by, procedures.of(ticket.case), on=timetable.today(ticket.office, at))
    if by.office_id != ticket.office_id or not minds:
        raise NotAllowed("Nomor {label} bukan tugas Anda.", label=ticket.label)


def minds_numbers(officer: Officer, procedure: sop.Procedure, *, on: date) -> bool:
    """Whether a procedure's numbers are theirs to give, put back and void."""
    return bool(access.authorities(officer, on=on).keys() & procedures.minders(procedure))


def _refuse_unready(counter: Counter, at: datetime) -> None:
    refuse_if_busy(counter)
    if serving.is_paused(locked(counter), at):
        raise Refused("Loket {number} tutup sementara. Buka lagi dulu.", number=counter.number)


def _announce(ticket: Ticket, verb: str, counter: Counter, *, by: Officer, at: datetime) -> None:
    waited_since = ticket.changed_at if verb == "call" else None
    move(
        ticket,
        verb,
        at=at,
        counter=counter,
        only_at=None,
        away_since=None,
        calls=ticket.calls + 1,
        called_at=at,
        first_called_at=ticket.first_called_at or at,
    )
    name = Happened.TICKET_CALLED if verb == "call" else Happened.TICKET_RECALLED
    version = _record(ticket, name, by=by, at=at, detail=f"to {counter.number}")
    insert(
        Call,
        office=ticket.office_id,
        ticket=ticket,
        counter=counter,
        day=ticket.day,
        at=at,
        version=version,
        waited_since=waited_since,
    )


def _mine(ticket: Ticket, counter: Counter) -> Ticket:
    """The ticket, locked; refused unless it is called or served at this counter."""
    ticket = locked(ticket)
    if ticket.counter_id != counter.id:
        raise Refused(
            "{label} tidak sedang di Loket {number}.", label=ticket.label, number=counter.number
        )
    return ticket


def _record(ticket: Ticket, name: Happened, *, by: Officer, at: datetime, detail: str = "") -> int:
    return audit.record(
        ticket.office_id, name, at=at, by=by, case=ticket.case_id, ticket=ticket, detail=detail
    )
