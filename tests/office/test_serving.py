"""A counter serves some services alone: who is called there, and what the others are told."""

from dataclasses import replace

import pytest

from models import Ticket
from office import (
    access,
    board,
    founding,
    intake,
    procedures,
    queue,
    sop,
)
from office.errors import Incomplete, NotAllowed, Refused

RECOVERY = "pemulihan-data-error"


@pytest.fixture
def restrict(people, clock, counters):
    """restrict(1, "…"): that counter serves these services alone, in the roles it had."""

    def restrict(number: int, *services: str) -> None:
        counter = counters[number]
        roles = access.served_roles(counter)
        founding.serve_at(counter, roles, services, by=people.admin, at=clock())

    return restrict


@pytest.fixture
def others(office, recovery):
    """A second service that draws numbers, after the same sheet: C."""
    second = replace(recovery, id="cetak", version=1, prefix="C", service="Cetak KTP-el")
    before = procedures.all_versions()
    procedures.install(sop.Procedures([*before, second]))
    yield second
    procedures.install(before)


@pytest.fixture
def draw_other(others, office, kiosk, clock):
    def draw_other() -> Ticket:
        asked = intake.Asked(others, {}, f"other-{Ticket.select().count()}")
        return intake.submit(asked, office, by=kiosk, at=clock())

    return draw_other


def test_a_counter_calls_the_services_it_was_given_alone(
    draw, draw_other, restrict, next_at, people
):
    draw(), draw_other()
    restrict(1, "cetak")
    assert (next_at(1, people.sari), next_at(2, people.sari)) == ("C-001", "A-001")


def test_a_number_of_another_service_is_not_called_there(
    draw, others, restrict, call, refused, people
):
    ticket = draw()
    restrict(1, "cetak")
    with refused(NotAllowed, "A-001 bukan antrean Loket 1"):
        call(ticket, people.sari)


def test_nobody_is_sent_where_their_service_is_not_served(
    draw, others, restrict, call, refused, people, counters, clock
):
    ticket = call(draw(), people.sari)
    restrict(2, "cetak")
    told = {"by": people.sari, "at": clock(), "counter": counters[1]}
    with refused(Refused, "Loket 2 tidak melayani antrean ini"):
        queue.transfer(ticket, counters[2], **told)


def test_the_ticket_names_the_counters_of_its_service(draw, draw_other, restrict):
    first, other = draw(), draw_other()
    restrict(1, "cetak")
    restrict(2, RECOVERY)
    assert (board.counters_for(first), board.counters_for(other)) == ([2, 4], [1, 4])


def test_those_who_wait_for_other_counters_are_not_ahead(draw, draw_other, restrict, office):
    for _ in range(3):
        draw()
    other = draw_other()
    assert board.ahead(other) == 3
    restrict(1, "cetak")
    for number in (2, 4):
        restrict(number, RECOVERY)
    assert board.ahead(other) == 0


def test_who_was_sent_to_a_counter_that_serves_them_no_more_is_called_elsewhere(
    draw, others, restrict, call, people, counters, clock, seat, next_at
):
    seat(people.joko, counters[2])
    ticket = call(draw(), people.sari)
    told = {"by": people.sari, "at": clock(), "counter": counters[1]}
    queue.transfer(ticket, counters[2], **told)
    assert next_at(1, people.sari) is None
    restrict(2, "cetak")
    assert next_at(1, people.sari) == "A-001"


def test_an_unknown_service_is_refused(restrict, refused):
    with refused(Incomplete, "Layanan itu tidak dikenal"):
        restrict(1, "anomali-data")


def test_a_service_that_no_counter_calls_is_told(office, others, restrict):
    assert founding.unserved(office) == []
    for number in (1, 2, 3):
        restrict(number, "cetak")
    (told,) = founding.unserved(office)
    assert told == ("Perbaikan data", "Petugas ADB")
