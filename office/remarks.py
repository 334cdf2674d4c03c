"""What officers say of a number: why it is called out of turn, or what it is held for."""

from collections import Counter as Tally
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from database import fetch, find, insert
from models import Case, Counter, Office, Officer, Ticket, TicketNote
from office.errors import Incomplete
from office.texts import clean

OUT_OF_TURN, HELD = "out of turn", "held"


def call_instead(
    ticket: Ticket,
    expected: Ticket,
    reason: str,
    *,
    counter: Counter,
    by: Officer,
    at: datetime,
) -> None:
    """Say why `ticket` is called though `expected` is next; inside the caller's transaction.

    Raises Incomplete without a reason.
    """
    reason = clean(reason)
    if not reason:
        raise Incomplete(
            "Berikutnya {next}. Tulis alasan memanggil {label} lebih dulu.",
            field="reason",
            next=expected.label,
            label=ticket.label,
        )
    told = {"counter": counter, "officer": by, "at": at}
    insert(TicketNote, ticket=ticket, kind=OUT_OF_TURN, note=reason, instead_of=expected, **told)


def hold(ticket: Ticket, missing: str, *, counter: Counter, by: Officer, at: datetime) -> None:
    """Say what somebody who is held went for, if anything is said."""
    if missing := clean(missing):
        told = {"counter": counter, "officer": by, "at": at}
        insert(TicketNote, ticket=ticket, kind=HELD, note=missing, **told)


def of_case(case: Case) -> list[TicketNote]:
    """Everything that was said of a case's numbers."""
    return find(
        TicketNote, "ticket_id IN (SELECT id FROM ticket WHERE case_id = ?) ORDER BY id", case.id
    )


def missing(held: Collection[Ticket]) -> dict[int, str]:
    """What each of these is held for, by the ticket's id; those of whom nothing was said are not
    there."""
    among = f"kind = ? AND ticket_id IN ({', '.join('?' * len(held))}) ORDER BY id"
    notes = find(TicketNote, among, HELD, *(ticket.id for ticket in held)) if held else []
    latest = {row.ticket_id: row for row in notes}
    return {
        ticket.id: latest[ticket.id].note
        for ticket in held
        if ticket.id in latest and latest[ticket.id].at == ticket.changed_at
    }


@dataclass(frozen=True)
class OutOfTurn:
    """The calls of a day that were out of turn, the latest first; how many by whom, most first."""

    notes: list[TicketNote]
    by_officer: list[tuple[str, int]]


def out_of_turn(office: Office, *, day: date) -> OutOfTurn:
    today = "kind = ? AND ticket_id IN (SELECT id FROM ticket WHERE office_id = ? AND day = ?)"
    notes = find(TicketNote, f"{today} ORDER BY id DESC", OUT_OF_TURN, office.id, day)
    fetch(notes, TicketNote.ticket, TicketNote.officer, TicketNote.counter, TicketNote.instead_of)
    return OutOfTurn(notes, Tally(one.officer.name for one in notes).most_common())
