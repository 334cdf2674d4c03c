"""Ten seconds to take back a call, a skip or a finish."""

import pytest

from models import Call, Case, Ticket
from office import board, intake, queue
from office.errors import Refused

TOO_LATE = "A-001 tidak dapat diurungkan lagi"


@pytest.fixture
def undo(counters, people, clock):
    def undo(ticket: Ticket, number: int = 1) -> Ticket:
        return queue.undo(ticket, by=people.sari, at=clock(), counter=counters[number])

    return undo


@pytest.fixture
def press(counters, people, clock):
    """press(queue.skip, ticket): as Sari at counter 1."""
    return lambda verb, ticket: verb(ticket, by=people.sari, at=clock(), counter=counters[1])


@pytest.fixture
def finished(mended, serve, press, people):
    """A result that was handed over just now."""
    return press(queue.finish, serve(mended(), people.sari))


def test_an_undone_call_leaves_the_wall(draw, call, undo, people, clock, office):
    ticket = call(draw(), people.sari)
    clock.forward(seconds=10)
    undo(ticket)
    assert board.calls(office, day=ticket.day, since=0) == []


def test_an_undone_call_was_never_a_call(draw, call, undo, people, fresh):
    ticket = fresh(undo(call(draw(), people.sari)))
    assert (ticket.calls, ticket.called_at, ticket.first_called_at) == (0, None, None)


def test_undoing_a_later_call_keeps_when_waiting_ended(draw, call, undo, press, people, clock):
    ticket = call(draw(), people.sari)
    first = clock()
    press(queue.skip, ticket)
    queue.restore(ticket, by=people.rina, at=clock.forward(minutes=5))
    call(ticket, people.sari)
    assert undo(ticket).first_called_at == first


@pytest.mark.parametrize("seconds", [10.001, 3600])
def test_a_call_stands_after_ten_seconds(draw, call, undo, refused, people, clock, seconds):
    ticket = call(draw(), people.sari)
    clock.forward(seconds=seconds)
    with refused(Refused, TOO_LATE):
        undo(ticket)


def test_who_was_called_twice_was_called(draw, call, undo, press, refused, people, clock):
    ticket = call(draw(), people.sari)
    clock.forward(seconds=30)
    press(queue.recall, ticket)
    with refused(Refused, TOO_LATE):
        undo(ticket)


def test_an_undone_skip_calls_the_person_again(draw, call, undo, press, people, clock, fresh):
    ticket = press(queue.skip, call(draw(), people.sari))
    clock.forward(seconds=10)
    undo(ticket)
    assert (fresh(ticket).status, fresh(ticket).counter_id) == ("called", ticket.office_id)


def test_a_skip_stands_after_ten_seconds(draw, call, undo, press, refused, people, clock):
    ticket = press(queue.skip, call(draw(), people.sari))
    clock.forward(seconds=11)
    with refused(Refused, TOO_LATE):
        undo(ticket)


def test_undoing_a_skip_opens_no_way_back_past_an_old_call(
    draw, call, undo, press, refused, people, clock
):
    ticket = call(draw(), people.sari)
    clock.forward(minutes=2)
    press(queue.skip, ticket)
    undo(ticket)
    with refused(Refused, TOO_LATE):
        undo(ticket)


def test_an_undone_finish_goes_on_serving(finished, undo, clock):
    clock.forward(seconds=10)
    assert undo(finished).status == "serving"


def test_a_finish_stands_after_ten_seconds(finished, undo, refused, clock):
    clock.forward(seconds=11)
    with refused(Refused, TOO_LATE):
        undo(finished)


def test_a_visit_whose_case_has_a_new_number_stays_finished(finished, undo, refused, kiosk, clock):
    intake.come_back(finished.case, "again", by=kiosk, at=clock())
    with refused(Refused, TOO_LATE):
        undo(finished)


def test_nothing_is_undone_at_a_counter_where_someone_stands(
    draw, call, undo, press, refused, people
):
    first, second = draw(), draw()
    press(queue.skip, call(first, people.sari))
    call(second, people.sari)
    with refused(Refused, "A-002 masih di loket Anda"):
        undo(first)


def test_nobody_undoes_what_was_done_at_another_counter(draw, call, undo, refused, people):
    ticket = call(draw(), people.sari, 2)
    with refused(Refused, TOO_LATE):
        undo(ticket, 1)


def test_an_undone_call_is_still_in_the_audit_trail(draw, call, undo, people, events):
    ticket = undo(call(draw(), people.sari))
    assert events(ticket.case)[-2:] == ["ticket called", "ticket undone"]
    assert Call.select().where(Call.undone).count() == 1


def test_an_undone_call_leaves_the_case_alone(draw, call, undo, people, fresh):
    ticket = draw()
    before = fresh(ticket.case).moves
    undo(call(ticket, people.sari))
    assert Case.get_by_id(ticket.case_id).moves == before
