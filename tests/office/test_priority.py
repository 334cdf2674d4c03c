"""Priority: a yes or a no, a share of the calls, and nobody waits forever."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Office, Ticket
from office import queue
from office.errors import NotAllowed, Refused

WEEKS = count(1)


@pytest.fixture
def called(counters, people, clock):
    """called(6): who is called, in order; nobody stays. P for priority, o for the others."""

    def called(count: int) -> str:
        here = {"by": people.sari, "counter": counters[1]}
        shown = ""
        for _ in range(count):
            ticket = queue.call_next(counters[1], by=people.sari, at=clock.forward(minutes=1))
            queue.skip(ticket, at=clock.forward(minutes=1), **here)
            shown += "P" if ticket.priority else "o"
        return shown

    return called


@pytest.fixture
def arrive(draw, clock):
    """arrive("ooP"): so many arrive, in this order."""

    def arrive(who: str) -> list[Ticket]:
        tickets = []
        for one in who:
            tickets.append(draw(priority="yes" if one == "P" else "no"))
            clock.forward(seconds=1)
        return tickets

    return arrive


def test_one_call_of_three_goes_to_priority(arrive, called):
    arrive("ooooooPPP")
    assert called(9) == "PooPooPoo"


def test_the_office_sets_the_share(office, arrive, called):
    Office.update(priority_every=4).execute()
    arrive("ooooooPP")
    assert called(8) == "PoooPooo"


def test_where_every_call_may_be_priority_all_of_them_go_first(office, arrive, called):
    Office.update(priority_every=1).execute()
    arrive("ooPP")
    assert called(4) == "PPoo"


def test_without_priority_the_order_is_that_of_arrival(arrive, called, people):
    arrive("oooo")
    called(4)
    places = [t.number for t in Ticket.select().order_by(Ticket.first_called_at)]
    assert places == [1, 2, 3, 4]


def test_calling_again_is_no_call_of_its_own(arrive, called, counters, people, clock):
    arrive("ooooPP")
    assert called(1) == "P"
    here = {"by": people.sari, "counter": counters[1]}
    ticket = queue.call_next(counters[1], by=people.sari, at=clock())
    queue.recall(ticket, at=clock.forward(minutes=1), **here)
    queue.skip(ticket, at=clock(), **here)
    assert called(2) == "oP"


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(who=st.text("oP", min_size=1, max_size=12))
def test_nobody_waits_longer_than_the_share_of_priority_explains(arrive, called, clock, who):
    clock.set(2024, 1, 8, 9, 0)
    clock.forward(days=7 * next(WEEKS))  # a day without other tickets, and open
    tickets = arrive(who)
    called(len(who))
    order = sorted(tickets, key=lambda ticket: Ticket.get_by_id(ticket.id).first_called_at)
    for place, ticket in enumerate(order):
        ahead = tickets.index(ticket)
        assert place <= ahead + ahead // 2 + 1


def test_petugas_informasi_lifts_priority(arrive, people, clock, fresh):
    (ticket,) = arrive("P")
    queue.set_priority(ticket, False, by=people.rina, at=clock())
    assert not fresh(ticket).priority


def test_nobody_else_gives_priority(arrive, refused, people, clock):
    (ticket,) = arrive("o")
    with refused(NotAllowed, "Hanya Petugas Informasi yang mengubah prioritas"):
        queue.set_priority(ticket, True, by=people.sari, at=clock())


def test_another_offices_petugas_informasi_gives_no_priority(arrive, refused, neighbours, clock):
    (ticket,) = arrive("o")
    with refused(NotAllowed, "Hanya Petugas Informasi yang mengubah prioritas"):
        queue.set_priority(ticket, True, by=neighbours.nina, at=clock())


def test_an_ended_ticket_gets_no_priority(arrive, refused, people, clock):
    (ticket,) = arrive("o")
    queue.withdraw(ticket, "Pulang.", by=people.rina, at=clock())
    with refused(Refused, "A-001 sudah selesai"):
        queue.set_priority(ticket, True, by=people.rina, at=clock())


def test_changing_priority_gives_no_more_time_to_undo(arrive, call, people, clock, counters):
    (ticket,) = arrive("o")
    call(ticket, people.sari)
    clock.forward(seconds=9)
    queue.set_priority(ticket, True, by=people.rina, at=clock())
    clock.forward(seconds=9)
    with pytest.raises(Refused, match="tidak dapat diurungkan"):
        queue.undo(ticket, by=people.sari, at=clock(), counter=counters[1])
