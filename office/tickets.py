"""A ticket itself: its number and token, the moves it may make, and how its case moves it."""

import base64
import hmac
import secrets
from datetime import date, datetime
from hashlib import sha256

from database import derive, find, first, insert, store
from models import (
    LIVE,
    Case,
    Counter,
    Device,
    Office,
    Officer,
    Stint,
    Ticket,
    TicketStatus,
)
from office import access, audit, procedures
from office.audit import Happened
from office.errors import Refused
from office.sop import Step

# Letters and digits that cannot be taken for one another, typed or spoken.
CODE_LETTERS = "2346789ACEFHJKLPQRTWXY"
GOES_ON = "berlanjut"  # why a ticket that was held at the end of its day is done
NOT_COME = "tidak hadir"  # and why that of one who had been called in vain lapsed
_key = b""

# (status now, verb) -> status after. What is absent here is refused, and gets no button.
MOVES = {
    (TicketStatus.WAITING, "call"): TicketStatus.CALLED,
    (TicketStatus.CALLED, "recall"): TicketStatus.CALLED,
    (TicketStatus.CALLED, "serve"): TicketStatus.SERVING,
    (TicketStatus.CALLED, "skip"): TicketStatus.NO_SHOW,
    (TicketStatus.CALLED, "undo"): TicketStatus.WAITING,
    (TicketStatus.NO_SHOW, "undo"): TicketStatus.CALLED,
    (TicketStatus.DONE, "undo"): TicketStatus.SERVING,
    (TicketStatus.CALLED, "transfer"): TicketStatus.WAITING,
    (TicketStatus.SERVING, "transfer"): TicketStatus.WAITING,
    (TicketStatus.CALLED, "release"): TicketStatus.WAITING,
    (TicketStatus.SERVING, "release"): TicketStatus.WAITING,
    (TicketStatus.CALLED, "hold"): TicketStatus.HELD,
    (TicketStatus.SERVING, "hold"): TicketStatus.HELD,
    (TicketStatus.CALLED, "finish"): TicketStatus.DONE,
    (TicketStatus.SERVING, "finish"): TicketStatus.DONE,
    (TicketStatus.NO_SHOW, "restore"): TicketStatus.WAITING,
    (TicketStatus.HELD, "restore"): TicketStatus.WAITING,
    (TicketStatus.WAITING, "withdraw"): TicketStatus.VOID,
    (TicketStatus.HELD, "withdraw"): TicketStatus.VOID,
    (TicketStatus.NO_SHOW, "withdraw"): TicketStatus.VOID,
}


def use_key(key: bytes) -> None:
    """The master key, from which tracking tokens are drawn."""
    global _key
    _key = derive(key, "tracking")


def tracking_token(submission: str) -> str:
    """128 bits, 26 letters; drawn again from the same key whenever the QR is printed again."""
    digest = hmac.digest(_key, submission.encode(), sha256)
    return base64.b32encode(digest[:16]).decode().rstrip("=")


def token_hash(token: str) -> bytes:
    return sha256(token.upper().encode()).digest()


def new_code(length: int = 8) -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(length))


def as_code(typed: str) -> str:
    """A code as typed or scanned: case, spaces and dashes do not matter."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def write_down(case: Case, *, submission: str, **values: object) -> Ticket:
    """A ticket's row with its token and code; runs inside the caller's transaction."""
    row = {
        **values,
        "office": case.office,
        "case": case,
        "submission": submission,
        "token_hash": token_hash(tracking_token(submission)),
        "code": new_code(),
    }
    return Ticket(id=insert(Ticket, **row), **row)


def live_of(case: Case, *, day: date) -> Ticket | None:
    """The case's ticket of that day that has not come to an end."""
    live = ", ".join(repr(str(status)) for status in LIVE)
    return first(Ticket, f"case_id = ? AND day = ? AND status IN ({live})", case.id, day)


def at_counter(counter: Counter) -> Ticket | None:
    """Who is called to a counter or served at it."""
    return first(Ticket, "counter_id = ?", counter.id)


def at_counters(office: Office) -> dict[int, Ticket]:
    """The same for every counter of an office, by its id."""
    theirs = "counter_id IN (SELECT id FROM counter WHERE office_id = ?)"
    return {one.counter_id: one for one in find(Ticket, theirs, office.id)}


def counter_role(case: Case) -> str | None:
    """Whose queue the case's ticket belongs in; None when nobody need come to a counter."""
    if case.end:
        ending = procedures.end_of(case)
        return ending.handover or None if ending else None
    step = procedures.present(case)
    return step.role if step.at_counter and not step.aside and not case.paused_for else None


def undecided(case: Case) -> Step | None:
    """The counter step to be decided before the visit is over; None when it may end."""
    step = procedures.step_of(case)
    return step if step and step.at_counter and not case.paused_for else None


def follow(
    ticket: Ticket, case: Case, *, at: datetime, by: Officer | Device, counter: Counter | None
) -> None:
    """Move the case's ticket to where the case now stands: the one place where that happens.

    At a counter step it waits in that step's role, its place kept, or stays with an officer and
    counter that serve that role too. At a desk, an aside or in a pause it is held. At the end it
    waits for whoever hands over the result, or is done. Someone who did not come stays so.
    """
    role = counter_role(case)
    if ticket.status == TicketStatus.NO_SHOW:
        if case.end and role is None:
            write(ticket, at=at, status=TicketStatus.DONE)
        elif role and role != ticket.role:
            write(ticket, at=ticket.changed_at, role=role, only_at=None)
    elif role is None:
        status = TicketStatus.DONE if case.end else TicketStatus.HELD
        write(ticket, at=at, status=status, counter=None)
    elif _stays(ticket, role, by, counter):
        write(ticket, at=at, role=role, status=TicketStatus.SERVING)
    else:
        write(
            ticket,
            at=at,
            role=role,
            status=TicketStatus.WAITING,
            counter=None,
            only_at=None,
            calls=0,
            called_at=None,
        )


def move(ticket: Ticket, verb: str, *, at: datetime, **changes: object) -> None:
    """Make a move of the table MOVES. Raises Refused when it is not there."""
    after = MOVES.get((ticket.status, verb))
    if after is None:
        raise Refused("{label} sudah berubah. Periksa lagi daftar antrean.", label=ticket.label)
    write(ticket, at=at, status=after, **changes)


def write(ticket: Ticket, *, at: datetime, **changes: object) -> None:
    """Store these changes, in the row and in the object at hand."""
    store(ticket, **changes, changed_at=at)


def put_down(case: Case, at: datetime) -> None:
    """Keep what was worked on a case that is left undecided: it stays *dikerjakan*."""
    if case.taken_at and at > case.taken_at:
        insert(Stint, case=case, officer=case.taken_by_id, since=case.taken_at, until=at)


def leave_case(ticket: Ticket, at: datetime) -> None:
    """The person left the counter: nobody works on the case until it is taken again."""
    put_down(ticket.case, at)
    Case.update(taken_by=None, taken_at=None, moves=Case.moves + 1).where(
        Case.id == ticket.case_id, Case.ended_at.is_null()
    ).execute()


def put_back(ticket: Ticket, *, by: Officer, at: datetime) -> None:
    """Whoever is called or served at a counter that is left waits again, in their place."""
    move(ticket, "release", at=at, counter=None, calls=0, called_at=None)
    leave_case(ticket, at)
    told = {"at": at, "by": by, "case": ticket.case_id, "ticket": ticket}
    audit.record(ticket.office_id, Happened.TICKET_RELEASED, **told)


def refuse_if_busy(counter: Counter) -> None:
    """Calling the next never counts the former as served."""
    here = at_counter(counter)
    if here is not None:
        raise Refused(
            "{label} masih di loket Anda. Layani, lewati, atau tahan dulu.", label=here.label
        )


def _stays(ticket: Ticket, role: str, by: Officer | Device, counter: Counter | None) -> bool:
    """Whether the same officer goes on with this person at the same counter."""
    return (
        counter is not None
        and ticket.counter_id == counter.id
        and isinstance(by, Officer)
        and access.authority(by, role, on=ticket.day) is not None
        and role in access.served_roles(counter)
    )
