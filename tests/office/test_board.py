"""What walls and phones show of the queue: never a person."""

import pytest

from office import board, casework, intake, queue, tickets


@pytest.fixture
def calls(office, clock):
    """calls(since=7): (label, counter) as the wall shows them, newest first."""

    def calls(since: int = 0, **details) -> list[tuple[str, int]]:
        day = clock().date()
        found = board.calls(office, day=day, since=since, **details)
        return [(call.label, call.counter) for call in found]

    return calls


@pytest.fixture
def call_many(draw, call, people, counters, clock):
    """call_many(8): so many are called at counter 1, one after the other."""

    def call_many(count: int) -> None:
        for _ in range(count):
            ticket = call(draw(), people.sari)
            queue.skip(ticket, by=people.sari, at=clock.forward(seconds=1), counter=counters[1])

    return call_many


def test_the_newest_call_stands_first(call_many, calls):
    call_many(3)
    assert calls() == [("A-003", 1), ("A-002", 1), ("A-001", 1)]


def test_a_wall_gets_every_call_since_the_one_it_saw(call_many, calls, version):
    call_many(1)
    seen = version()
    call_many(12)
    assert len(calls(since=seen)) >= 12
    assert calls(since=seen)[0] == ("A-013", 1)


def test_a_ticket_called_again_stands_once_at_its_latest_counter(
    draw, call, calls, people, counters, clock
):
    ticket = call(draw(), people.sari)
    queue.transfer(ticket, counters[4], by=people.sari, at=clock(), counter=counters[1])
    call(ticket, people.joko, 4)
    assert calls() == [("A-001", 4)]


def test_yesterdays_calls_are_gone(call_many, calls, clock):
    call_many(1)
    clock.set(2024, 1, 9, 8, 0)
    assert calls() == []


def test_another_offices_calls_are_not_shown(call_many, neighbours, clock):
    call_many(1)
    assert board.calls(neighbours.office, day=clock().date(), since=0) == []


def test_the_version_is_the_offices(office, draw, neighbours):
    before = board.version(neighbours.office.id)
    own = board.version(office.id)
    draw()
    assert board.version(office.id) == own + 1
    assert board.version(neighbours.office.id) == before


def test_ahead_are_those_of_my_queue_who_came_earlier(draw, call, people):
    tickets = [draw() for _ in range(4)]
    assert [board.ahead(ticket) for ticket in tickets] == [0, 1, 2, 3]
    call(tickets[0], people.sari)
    assert [board.ahead(ticket) for ticket in tickets[1:]] == [0, 1, 2]


def test_a_ticket_may_be_called_where_its_role_is_served(draw, mended):
    assert board.counters_for(draw()) == [1, 2, 4]
    assert board.counters_for(mended()) == [1, 2, 3]


def test_the_managers_see_how_many_wait_and_since_when(draw, office, clock):
    first = draw()
    clock.forward(minutes=5)
    draw()
    assert board.waiting(office, day=first.day) == {"A": (2, first.issued_at)}


def test_pauses_are_counted_by_reason(at_step, verb, office, people):
    case = at_step("verify").case
    verb(casework.pause, case, "network", note="Putus.", by=people.dewi)
    assert board.paused(office) == {"network": 1}


@pytest.mark.parametrize("typed", ["{code}", "{lower}", " {dashed} "])
def test_a_code_is_found_however_it_is_typed(draw, office, typed):
    ticket = draw()
    code = ticket.code
    words = {"code": code, "lower": code.lower(), "dashed": f"{code[:3]}-{code[3:6]} {code[6:]}"}
    assert board.by_code(office, typed.format(**words)) == ticket


@pytest.mark.parametrize("typed", ["", "---", "XXXXXXXX", "x" * 100_000, "\x00", "👍"])
def test_an_unknown_code_finds_nothing(draw, office, typed):
    draw()
    assert board.by_code(office, typed) is None


def test_another_offices_code_finds_nothing(draw, neighbours):
    assert board.by_code(neighbours.office, draw().code) is None


@pytest.mark.parametrize("token", ["", "A" * 26, "x" * 10_000, "é", "\x00"])
def test_an_unknown_link_finds_nothing(draw, clock, token):
    draw()
    assert board.by_token(token, at=clock()) is None


def test_a_link_is_found_in_any_case(draw, clock):
    ticket = draw()
    token = tickets.tracking_token(ticket.submission)
    assert board.by_token(token.lower(), at=clock()) == ticket


def test_a_live_ticket_of_yesterday_has_lapsed(draw, clock):
    ticket = draw()
    assert board.stands(ticket, at=clock()) == "waiting"
    assert board.stands(ticket, at=clock.set(2024, 1, 9, 7, 0)) == "lapsed"


def test_a_second_number_of_one_case_has_its_own_link(mended, kiosk, people, clock, counters, call):
    ticket = mended()
    queue.finish(call(ticket, people.dewi, 3), by=people.dewi, at=clock(), counter=counters[3])
    second = intake.come_back(ticket.case, "again", by=kiosk, at=clock())
    assert second.token_hash != ticket.token_hash
    assert second.code != ticket.code
