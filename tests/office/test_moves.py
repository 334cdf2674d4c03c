"""Every cell of MOVES is allowed, and every other (status, verb) is refused."""

from datetime import timedelta

import pytest

from models import Ticket, TicketStatus
from office import closing, queue, seats
from office.errors import Refused
from office.tickets import MOVES

VERBS = sorted({verb for _, verb in MOVES})
ABSENT = [
    (status, verb) for status in TicketStatus for verb in VERBS if (status, verb) not in MOVES
]
SENTENCES = "A-001 (sudah berubah|tidak sedang di Loket 1|tidak dapat diurungkan|masih di loket)"


@pytest.fixture
def make(draw, mended, call, people, counters, clock):
    """make("held"): a ticket of that status, made by the office's own verbs at counter 1."""
    here = {"by": people.sari, "counter": counters[1]}
    paths = {
        TicketStatus.CALLED: (),
        TicketStatus.SERVING: (queue.serve,),
        TicketStatus.HELD: (queue.serve, queue.hold),
        TicketStatus.NO_SHOW: (queue.skip,),
        TicketStatus.DONE: (queue.serve, queue.finish),
    }

    def make(status: TicketStatus, over: bool = False) -> Ticket:
        ticket = mended() if over or status == TicketStatus.DONE else draw()
        if status in paths:
            call(ticket, people.sari)
            for verb in paths[status]:
                verb(ticket, at=clock(), **here)
        if status == TicketStatus.VOID:
            queue.withdraw(ticket, "Salah ambil nomor.", by=people.rina, at=clock())
        if status == TicketStatus.LAPSED:
            tomorrow = clock.at.date() + timedelta(days=1)
            closing.close_days(ticket.office, before=tomorrow, by=None, at=clock())
        return Ticket.get_by_id(ticket.id)

    return make


@pytest.fixture
def do(people, counters, clock):
    """do("skip", ticket): the verb, as Sari at counter 1 presses it."""
    sari, desk = people.sari, counters[1]
    others = {
        "call": (queue.call, {"counter": desk}),
        "transfer": (queue.transfer, {"to": counters[2], "counter": desk}),
        "restore": (queue.restore, {}),
        "withdraw": (queue.withdraw, {"reason": "Pulang."}),
        "release": (seats.release, {}),
    }

    def do(verb: str, ticket: Ticket) -> Ticket:
        function, details = others.get(verb) or (getattr(queue, verb), {"counter": desk})
        at = clock.forward(seconds=31 if verb == "recall" else 1)
        return function(ticket, by=sari, at=at, **details)

    return do


@pytest.mark.parametrize(("status", "verb"), MOVES)
def test_a_move_of_the_table_is_made(make, do, fresh, status, verb):
    ticket = make(status, over=verb == "finish")
    do(verb, ticket)
    assert fresh(ticket).status == MOVES[status, verb]


@pytest.mark.parametrize(("status", "verb"), ABSENT)
def test_a_move_that_is_not_in_the_table_is_refused(make, do, refused, status, verb):
    ticket = make(status)
    with refused(Refused, SENTENCES):
        do(verb, ticket)


@pytest.mark.parametrize(("status", "verb"), MOVES)
def test_a_move_is_told_once_and_raises_the_version_once(make, do, version, events, status, verb):
    ticket = make(status, over=verb == "finish")
    before, told = version(), len(events())
    do(verb, ticket)
    assert (version(), len(events())) == (before + 1, told + 1)


@pytest.mark.parametrize(("status", "verb"), MOVES)
def test_only_a_ticket_that_is_called_or_served_stands_at_a_counter(make, do, fresh, status, verb):
    ticket = make(status, over=verb == "finish")
    do(verb, ticket)
    ticket = fresh(ticket)
    assert (ticket.counter_id is not None) == (ticket.status in ("called", "serving"))
