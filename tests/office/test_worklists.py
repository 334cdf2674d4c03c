"""What waits for a role, what is paused, who is not present, what is worked in bulk."""

from datetime import date

import pytest

from office import access, casework, queue, worklists


@pytest.fixture
def waiting(clock):
    """waiting(dewi): ids of the cases on that list, in order."""
    return lambda officer: [case.id for case in worklists.waiting(officer, at=clock())]


@pytest.fixture
def two(at_step, clock):
    """Two cases at step 4; the older first."""
    older = at_step("verify").case
    clock.forward(minutes=5)
    return older, at_step("verify").case


def test_a_worklist_holds_my_roles_cases_the_oldest_first(two, waiting, people):
    assert waiting(people.dewi) == [case.id for case in two]
    assert waiting(people.budi) == []


def test_paused_cases_stand_on_a_list_of_their_own(two, verb, waiting, people, clock):
    older, newer = two
    verb(casework.pause, older, "network", note="Putus.", by=people.dewi)
    assert waiting(people.dewi) == [newer.id]
    assert [case.id for case in worklists.paused(people.dewi, at=clock())] == [older.id]


def test_the_nearest_day_to_look_again_comes_first(two, verb, people, clock):
    for case, day in zip(two, (12, 10), strict=True):
        told = {"note": "Dikirim.", "look_again_on": date(2024, 1, day)}
        verb(casework.pause, case, "centre", by=people.dewi, **told)
    assert list(worklists.paused(people.dewi, at=clock())) == [two[1], two[0]]


def test_a_stand_in_sees_the_absent_ones_list(two, waiting, people, clock):
    today = clock().date()
    told = {"role": "adb", "kind": "Plh.", "since": today, "until": today}
    access.delegate(people.budi, absent=people.dewi, by=people.admin, at=clock(), **told)
    assert waiting(people.budi) == [case.id for case in two]


def test_who_is_in_the_hall_is_present(draw, clock):
    ticket = draw()
    assert worklists.absent([ticket.case], day=clock().date()) == set()


def test_who_did_not_answer_the_call_is_absent(draw, call, people, counters, clock):
    ticket = call(draw(), people.sari)
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert worklists.absent([ticket.case], day=clock().date()) == {ticket.case_id}


def test_whose_number_was_withdrawn_is_absent(draw, people, clock):
    ticket = draw()
    queue.withdraw(ticket, "Pulang.", by=people.rina, at=clock())
    assert worklists.absent([ticket.case], day=clock().date()) == {ticket.case_id}


def test_nobody_is_absent_from_a_desk(two, clock):
    clock.set(2024, 1, 9, 8, 0)
    assert worklists.absent(list(two), day=clock().date()) == set()


def test_the_absent_stand_on_the_desk_list_too(draw, people, clock):
    ticket = draw()
    assert list(worklists.desk(people.joko, at=clock())) == []
    clock.set(2024, 1, 9, 8, 0)
    assert list(worklists.desk(people.joko, at=clock())) == [ticket.case]
    assert list(worklists.left(people.joko, at=clock())) == [ticket.case]


def test_my_own_case_comes_first_at_the_desk(two, verb, people, clock):
    verb(casework.take, two[1], by=people.dewi)
    assert list(worklists.desk(people.dewi, at=clock())) == [two[1], two[0]]


def test_orders_are_worked_in_bulk_and_lembar_on_their_own_page(at_step, ladder, people, clock):
    order, _ = at_step("order").case, ladder("approve")
    assert list(worklists.approvals(people.budi, at=clock())) == [order]
    assert list(worklists.approvals(people.kadis, at=clock())) == []
    assert list(worklists.approvals(people.dewi, at=clock())) == []
