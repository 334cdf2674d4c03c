"""The hall at a glance: true to the queue, and only this office's."""

import pytest

from office import glance, intake, outings, queue


@pytest.fixture
def queues(office, clock):
    return lambda: glance.queues(office, at=clock())


def test_an_empty_hall_has_no_queue(queues, office, clock):
    assert queues() == [] and glance.still(office, at=clock()) == []
    assert glance.counts(office, day=clock().date()) == {}


def test_who_waits_is_counted_with_the_longest_wait(queues, draw, clock):
    start = clock()
    draw()
    clock.forward(minutes=12)
    draw(priority="yes")
    (one,) = queues()
    assert (one.series, one.role, one.waiting, one.priority) == ("A", "siak", 2, 1)
    assert one.since == start


def test_the_next_are_those_the_counter_will_call(queues, draw, clock, people, counters):
    for priority in ("no", "no", "no", "yes"):
        draw(priority=priority)
    assert [ticket.number for ticket in queues()[0].next] == [4, 1, 2]
    called = queue.call_next(counters[1], by=people.sari, at=clock())
    assert called.number == 4
    assert [ticket.number for ticket in queues()[0].next] == [1, 2, 3]


def test_who_is_out_is_not_told_to_come(queues, draw, kiosk, clock):
    out = draw()
    draw()
    outings.go_out(out, by=kiosk, at=clock())
    (one,) = queues()
    assert (one.waiting, one.out, [ticket.number for ticket in one.next]) == (2, 1, [2])


def test_numbers_that_stand_still_are_told_the_longest_first(office, draw, people, counters, clock):
    first, second = draw(), draw()
    queue.call(first, counters[1], by=people.sari, at=clock())
    clock.forward(minutes=1)
    queue.call(second, counters[2], by=people.sari, at=clock())
    clock.forward(minutes=5)
    assert glance.still(office, at=clock()) == [first]
    clock.forward(minutes=1)
    assert glance.still(office, at=clock()) == [first, second]


def test_who_waits_for_a_desk_does_not_stand_still(office, at_step, people, counters, clock, draw):
    at_step("order")  # held, and waits for the order
    back = queue.call(draw(), counters[1], by=people.sari, at=clock())
    queue.hold(back, by=people.sari, at=clock(), counter=counters[1])
    clock.forward(minutes=61)
    assert glance.still(office, at=clock()) == [back]


def test_another_offices_numbers_are_not_in_it(queues, neighbours, office, clock, recovery):
    told = {"by": neighbours.dina, "at": clock(), "submission": "theirs"}
    intake.at_the_counter(recovery, **told)
    assert queues() == [] and glance.counts(office, day=clock().date()) == {}
