"""Calling, calling again, missing a call, and taking back what was pressed."""

from datetime import date

import pytest

from models import Ticket
from office import access, made, queue
from office.errors import NotAllowed, Refused


@pytest.fixture
def called_at(counters, clock):
    """called_at(1, sari): the label of whoever is called."""
    return lambda number, by: queue.call_next(counters[number], by=by, at=clock()).label


@pytest.fixture
def leave(counters, clock):
    """leave(ticket, sari, 1): skipped, so that the counter is free."""

    def leave(ticket: Ticket, by, number: int = 1) -> Ticket:
        return queue.skip(ticket, by=by, at=clock(), counter=counters[number])

    return leave


@pytest.fixture
def calls_of(called_at, people, leave, clock):
    """calls_of(4): the labels of the next four called at counter 1, each of whom stays away."""

    def calls_of(count: int) -> list[str]:
        labels = []
        for _ in range(count):
            labels.append(called_at(1, people.sari))
            clock.forward(minutes=1)
            leave(Ticket.get(Ticket.status == "called"), people.sari)
        return labels

    return calls_of


def test_whoever_waited_longest_is_called(draw, called_at, people, clock):
    for _ in range(3):
        draw()
        clock.forward(minutes=1)
    assert called_at(1, people.sari) == "A-001"
    assert called_at(2, people.joko) == "A-002"


def test_nobody_is_called_where_nobody_waits(refused, called_at, people):
    with refused(Refused, "Tidak ada antrean untuk Loket 1"):
        called_at(1, people.sari)


def test_the_next_is_not_called_while_someone_is_called(draw, call, refused, called_at, people):
    call(draw(), people.sari)
    draw()
    with refused(Refused, "A-001 masih di loket Anda. Layani, lewati, atau tahan dulu."):
        called_at(1, people.sari)


def test_the_next_is_not_called_while_someone_is_served(draw, serve, refused, called_at, people):
    serve(draw(), people.sari)
    draw()
    with refused(Refused, "A-001 masih di loket Anda"):
        called_at(1, people.sari)


def test_calling_does_not_count_the_former_as_served(draw, call, leave, fresh, people):
    first, second = draw(), draw()
    leave(call(first, people.sari), people.sari)
    call(second, people.sari)
    assert (fresh(first).status, fresh(first).served_at) == ("no_show", None)


def test_only_my_roles_are_called(draw, refused, called_at, people):
    draw()  # waits for a Petugas Operator SIAK
    with refused(Refused, "Tidak ada antrean"):
        called_at(1, people.dewi)


def test_only_the_counters_roles_are_called(draw, refused, called_at, people):
    draw()
    with refused(Refused, "Tidak ada antrean"):
        called_at(3, people.sari)


def test_one_given_ticket_of_another_role_is_not_mine_to_call(draw, call, refused, people):
    ticket = draw()
    with refused(NotAllowed, "A-001 bukan antrean Loket 1"):
        call(ticket, people.dewi)


def test_who_stands_in_calls_as_the_absent_one(draw, called_at, people, clock):
    today = date(2024, 1, 8)
    details = {"kind": "Plh.", "since": today, "until": today, "by": people.admin, "at": clock()}
    access.delegate(people.dewi, absent=people.joko, role="siak", **details)
    draw()
    assert called_at(1, people.dewi) == "A-001"


def test_nobody_calls_at_another_offices_counter(
    draw, refused, called_at, neighbours, clock, people
):
    draw()
    with refused(Refused, "Tidak ada antrean"):
        queue.call_next(neighbours.counter, by=people.sari, at=clock())
    with refused(Refused, "Tidak ada antrean"):
        called_at(1, neighbours.dina)


def test_a_ticket_of_another_office_is_not_called(draw, refused, neighbours, clock):
    ticket = draw()
    with refused(NotAllowed, "A-001 bukan antrean Loket 1"):
        queue.call(ticket, neighbours.counter, by=neighbours.dina, at=clock())


def test_a_ticket_of_another_day_is_not_called(draw, call, refused, people, clock):
    ticket = draw()
    clock.set(2024, 1, 9, 8, 0)
    with refused(NotAllowed, "A-001 bukan antrean Loket 1"):
        call(ticket, people.sari)


# --- twice, then tidak hadir ----------------------------------------------------------------------


@pytest.fixture
def recall(counters, people, clock):
    return lambda ticket: queue.recall(ticket, by=people.sari, at=clock(), counter=counters[1])


def test_calling_again_waits_half_a_minute(draw, call, refused, recall, people, clock):
    ticket = call(draw(), people.sari)
    clock.forward(seconds=20)
    with refused(Refused, "Tunggu 10 detik sebelum memanggil lagi"):
        recall(ticket)
    clock.forward(seconds=10)
    assert recall(ticket).calls == 2


def test_nobody_is_called_a_third_time(draw, call, refused, recall, people, clock):
    ticket = call(draw(), people.sari)
    clock.forward(seconds=30)
    recall(ticket)
    clock.forward(seconds=30)
    with refused(Refused, "A-001 sudah dipanggil 2 kali. Lewati dulu."):
        recall(ticket)


def test_waiting_ended_with_the_first_call(draw, call, recall, people, clock, fresh):
    ticket = draw()
    first = clock.forward(minutes=4)
    call(ticket, people.sari)
    clock.forward(minutes=1)
    recall(ticket)
    assert fresh(ticket).first_called_at == first


def test_missing_a_call_keeps_the_time_of_arrival(draw, call, leave, people, clock, fresh):
    ticket = draw()
    clock.forward(minutes=9)
    leave(call(ticket, people.sari), people.sari)
    kept = fresh(ticket)
    assert (kept.issued_at, kept.place_at) == (ticket.issued_at, ticket.place_at)


def test_who_missed_a_call_goes_behind_the_next_three(draw, call, leave, calls_of, people, clock):
    tickets = [draw() for _ in range(5) if clock.forward(seconds=1)]
    leave(call(tickets[0], people.sari), people.sari)
    queue.restore(tickets[0], by=people.rina, at=clock.forward(minutes=1))
    assert calls_of(5) == ["A-002", "A-003", "A-004", "A-001", "A-005"]


def test_where_fewer_wait_the_latecomer_goes_last(draw, call, leave, calls_of, people, clock):
    tickets = [draw() for _ in range(3) if clock.forward(seconds=1)]
    leave(call(tickets[0], people.sari), people.sari)
    queue.restore(tickets[0], by=people.rina, at=clock.forward(minutes=1))
    assert calls_of(3) == ["A-002", "A-003", "A-001"]


def test_a_held_person_returns_to_their_own_place(draw, serve, calls_of, people, clock, counters):
    tickets = [draw() for _ in range(3) if clock.forward(seconds=1)]
    serve(tickets[0], people.sari)
    queue.hold(tickets[0], by=people.sari, at=clock(), counter=counters[1])
    queue.restore(tickets[0], by=people.rina, at=clock())
    assert calls_of(3) == ["A-001", "A-002", "A-003"]


def test_who_is_held_while_the_desk_works_needs_no_place(at_step, refused, people, clock):
    ticket = at_step("order")
    with refused(Refused, "A-001 belum perlu ke loket. Mohon menunggu."):
        queue.restore(ticket, by=people.rina, at=clock())


def test_who_missed_a_call_while_the_case_went_on_waits_in_the_hall(
    draw, call, leave, decide, people, clock, fresh
):
    ticket = draw()
    leave(call(ticket, people.sari), people.sari)
    decide(ticket.case, "directed", people.sari)
    ticks = {paper.id: made.Tick(True) for paper in made.wanted_papers(ticket.case)}
    decide(ticket.case, "complete", people.dewi, work=made.Work(papers=ticks))
    assert queue.restore(ticket, by=people.rina, at=clock()).status == "held"


def test_a_number_of_yesterday_is_not_put_back(draw, call, leave, refused, people, clock):
    ticket = draw()
    leave(call(ticket, people.sari), people.sari)
    clock.set(2024, 1, 9, 8, 0)
    with refused(Refused, "A-001 nomor hari lain"):
        queue.restore(ticket, by=people.rina, at=clock())


# --- to another counter ---------------------------------------------------------------------------


@pytest.fixture
def transfer(counters, clock, people, seat):
    """transfer(ticket, 4): from counter 1 to that one, where Joko sits."""
    seat(people.joko, counters[4])

    def transfer(ticket: Ticket, number: int) -> Ticket:
        details = {"by": people.sari, "at": clock(), "counter": counters[1]}
        return queue.transfer(ticket, counters[number], **details)

    return transfer


def test_a_transfer_keeps_the_place_and_goes_to_that_counter_only(
    draw, call, transfer, called_at, people
):
    first, _ = draw(), draw()
    assert transfer(call(first, people.sari), 4).place_at == first.place_at
    assert called_at(1, people.sari) == "A-002"
    assert called_at(4, people.joko) == "A-001"


def test_a_transferred_ticket_is_not_called_elsewhere(draw, call, transfer, refused, people):
    ticket = transfer(call(draw(), people.sari), 4)
    with refused(NotAllowed, "A-001 bukan antrean Loket 2"):
        call(ticket, people.joko, 2)


def test_nobody_is_sent_where_their_queue_is_not_served(draw, call, transfer, refused, people):
    ticket = call(draw(), people.sari)
    with refused(Refused, "Loket 3 tidak melayani antrean ini"):
        transfer(ticket, 3)


def test_nobody_is_sent_where_they_are(draw, call, transfer, refused, people):
    ticket = call(draw(), people.sari)
    with refused(Refused, "A-001 sudah di Loket 1"):
        transfer(ticket, 1)


def test_nobody_is_sent_to_another_office(draw, call, refused, people, counters, neighbours, clock):
    ticket = call(draw(), people.sari)
    details = {"by": people.sari, "at": clock(), "counter": counters[1]}
    with refused(Refused, "Loket 1 tidak melayani antrean ini"):
        queue.transfer(ticket, neighbours.counter, **details)


def test_a_transferred_no_show_whose_case_went_on_can_be_called_again(
    draw, call, transfer, leave, decide, people, clock, called_at
):
    ticket = transfer(call(draw(), people.sari), 4)
    leave(call(ticket, people.joko, 4), people.joko, 4)
    decide(ticket.case, "directed", people.sari)  # Loket 4 does not serve Petugas ADB
    queue.restore(ticket, by=people.rina, at=clock())
    assert called_at(3, people.dewi) == "A-001"
