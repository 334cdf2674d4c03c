"""When a number will be called, as the office's own tables tell it."""

from datetime import timedelta

import pytest

from models import Holiday, Office, Ticket
from office import housekeeping, queue, turns
from office.forecast import Reason
from tests.past_days import live_through


@pytest.fixture
def expected(office, clock):
    """expected(ticket): the range told of it now."""
    return lambda ticket: turns.expected(Ticket.get_by_id(ticket.id), office, at=clock())


def test_a_new_office_foretells_nothing(draw, expected):
    assert expected(draw()) is None


def test_past_days_tell_when_a_number_is_called(
    draw, clock, counters, people, expected, office, asked, call
):
    live_through(draw, clock, counters[1], people.sari)
    queued = [draw() for _ in range(8)]
    first, last = expected(queued[0]), expected(queued[7])
    assert first.end < last.end and first.start >= clock()
    assert timedelta(minutes=25) < last.end - clock() < timedelta(hours=3)
    assert last.why is None and not last.late
    # one more who comes in the same minute costs a statement, who looks again none
    ticket = draw()
    assert asked(lambda: turns.expected(ticket, office, at=clock())) == 1
    assert asked(lambda: turns.expected(queued[7], office, at=clock())) == 0
    # called, on another day and on a holiday nothing is told
    called = call(queued[0], people.sari)
    assert expected(called) is None
    assert turns.expected(ticket, office, at=clock() + timedelta(days=1)) is None
    # who waits and waits is told why
    clock.forward(minutes=45)
    later = expected(queued[7])
    assert later.end > last.end and later.why in (Reason.SLOW, Reason.COUNTERS)
    clock.set(2024, 1, 15, 14, 55)
    assert expected(ticket).hardly


def test_what_past_days_tell_is_learnt_before_anybody_asks(
    draw, clock, counters, people, office, expected, asked
):
    live_through(draw, clock, counters[1], people.sari)
    clock.set(2024, 1, 15, 0, 1)
    housekeeping.run(at=clock())
    clock.set(2024, 1, 15, 9, 0)
    ticket = draw()
    # hours, counters, today's calls and numbers: nothing of the past
    assert asked(lambda: turns.expected(ticket, office, at=clock())) <= 3
    assert expected(ticket) is not None


def test_a_day_off_and_another_office_have_no_such_waits(
    draw, clock, counters, people, expected, office, neighbours
):
    live_through(draw, clock, counters[1], people.sari)
    ticket = draw()
    assert expected(ticket) is not None
    assert turns.expected(ticket, neighbours.office, at=clock()) is None
    Holiday.create(office=office, day=clock().date(), name="Libur")
    Office.update(hours_revision=Office.hours_revision + 1).execute()
    assert turns.expected(ticket, Office.get_by_id(office.id), at=clock()) is None


def test_who_waits_again_is_told_when_once_past_days_say_so(
    draw, clock, counters, people, expected
):
    sari, desk = people.sari, counters[1]

    def held() -> Ticket:
        ticket = queue.call_next(desk, by=sari, at=clock())
        clock.forward(minutes=3)
        return queue.hold(ticket, by=sari, at=clock(), counter=desk)

    def back(ticket: Ticket) -> Ticket:
        return queue.restore(ticket, by=sari, at=clock())

    for day in range(8, 12):
        clock.set(2024, 1, day, 8, 0)
        for _ in range(10):
            draw()
        for ticket in [held() for _ in range(10)]:
            back(ticket)
        for _ in range(10):
            clock.forward(minutes=5)
            queue.skip(
                queue.call_next(desk, by=sari, at=clock()), by=sari, at=clock(), counter=desk
            )
    clock.set(2024, 1, 15, 9, 0)
    for _ in range(6):
        draw()
    first, *_, last = [held() for _ in range(6)]
    assert expected(last) is None  # in the hall, not in the queue
    for ticket in list(Ticket.select().where(Ticket.status == "held")):
        back(ticket)
    soon, later = expected(first), expected(last)
    assert clock() < soon.end < later.start  # the next one; the sixth
    assert timedelta(minutes=25) < later.end - clock() < timedelta(minutes=60)


def test_who_waits_again_is_told_nothing_while_past_days_do_not_say(
    draw, clock, counters, people, expected
):
    live_through(draw, clock, counters[1], people.sari)
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    assert expected(draw()) is not None
    queue.hold(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert expected(queue.restore(ticket, by=people.sari, at=clock())) is None
