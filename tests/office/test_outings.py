"""Saya di luar: passed over while out, in the old place once back, a burden to nobody."""

import pytest

from models import Ticket, TicketStatus
from office import board, closing, intake, outings, queue, sentences, tickets
from office.errors import Refused, TooMany


@pytest.fixture
def out(clock):
    return lambda ticket: outings.go_out(ticket, by=None, at=clock())


@pytest.fixture
def back(clock):
    return lambda ticket: outings.be_back(ticket, by=None, at=clock())


@pytest.fixture
def call_next(counters, people, clock, office):
    """call_next(): who is called to counter 1, where the former was skipped."""

    def call_next() -> Ticket:
        here = tickets.at_counter(counters[1])
        if here:
            queue.skip(here, by=people.sari, at=clock(), counter=counters[1])
        return queue.call_next(counters[1], by=people.sari, at=clock())

    return call_next


def test_who_is_out_is_passed_over_and_keeps_the_place(draw, out, back, call_next, events):
    first, *_ = [draw() for _ in range(3)]
    out(first)
    assert call_next().label == "A-002"
    back(first)
    assert call_next().label == "A-001"
    assert events()[-4:] == ["ticket called", "ticket back", "ticket skipped", "ticket called"]


def test_nobody_who_stays_is_called_later_because_others_went_out(draw, out, back, call_next):
    """However they come and go, no more are called before A-004 than drew before it."""
    queue_ = [draw() for _ in range(6)]
    out(queue_[0])
    out(queue_[1])
    called = [call_next().label]
    back(queue_[1])
    called += [call_next().label, call_next().label]
    assert called == ["A-003", "A-002", "A-004"]


def test_a_priority_number_that_is_out_holds_up_nobody(draw, out, call_next):
    draw()
    out(draw(priority="yes"))
    assert call_next().label == "A-001"


def test_the_last_in_the_queue_being_out_is_told_at_the_counter(draw, out, people, counters, clock):
    out(draw())
    with pytest.raises(Refused, match="sedang di luar"):
        queue.call_next(counters[1], by=people.sari, at=clock())


def test_who_is_called_by_hand_is_out_no_more(draw, out, call, people):
    ticket = call(out(draw()), people.sari)
    assert ticket.status == TicketStatus.CALLED and ticket.away_since is None


def test_who_is_put_back_by_hand_is_out_no_more(draw, out, serve, people, counters, clock):
    held = serve(draw(), people.sari)
    queue.hold(held, by=people.sari, at=clock(), counter=counters[1])
    out(held)
    assert queue.restore(held, by=people.rina, at=clock()).away_since is None


def test_who_brings_the_papers_to_the_kiosk_is_back(
    draw, out, serve, decide, people, counters, clock, kiosk, fresh
):
    ticket = serve(draw(), people.sari)
    case = decide(ticket.case, "directed", people.sari, counter=counters[1])
    told = {"counter": counters[1], "reason": "Akta belum ada."}
    case = decide(case, "incomplete", people.sari, **told)
    out(ticket)
    intake.come_back(case, "kembali", by=kiosk, at=clock())
    assert fresh(ticket).away_since is None and fresh(ticket).status == TicketStatus.WAITING


def test_said_twice_it_counts_once(draw, out, back, events, fresh):
    ticket = draw()
    first = out(ticket).away_since
    assert out(ticket).away_since == first
    back(ticket)
    back(ticket)
    assert events(ticket.case).count("ticket away") == 1
    assert events(ticket.case).count("ticket back") == 1


def test_only_who_waits_may_go(draw, out, refused, call, people, clock):
    called = call(draw(), people.sari)
    with refused(Refused, "tidak sedang menunggu"):
        out(called)
    ticket = draw()
    clock.forward(days=1)
    with refused(Refused, "tidak sedang menunggu"):
        out(ticket)


def test_nobody_comes_and_goes_all_day(draw, out, back, refused):
    ticket = draw()
    for _ in range(outings.MOST):
        back(out(ticket))
    with refused(TooMany, "terlalu sering ke luar"):
        out(ticket)


def test_the_places_before_one_count_who_is_there(draw, out):
    gone, ticket = draw(), draw()
    out(gone)
    assert board.ahead(ticket) == 0


def test_restored_behind_three_who_are_there(draw, out, call, people, counters, clock):
    missed = call(draw(), people.sari)
    queue.skip(missed, by=people.sari, at=clock(), counter=counters[1])
    gone, *here = [draw() for _ in range(5)]
    out(gone)
    place = queue.restore(missed, by=people.rina, at=clock()).place_at
    assert here[2].place_at < place or here[2].place_at == place - clock.at.resolution


def test_the_days_end_ends_it(draw, out, clock, office, fresh):
    ticket = out(draw())
    clock.forward(days=1)
    closing.close_days(office, before=clock().date(), by=None, at=clock())
    assert fresh(ticket).status == TicketStatus.LAPSED


def test_the_phone_says_when_to_come_back(draw, out, call, people, clock):
    others = [draw() for _ in range(5)]
    ticket = out(draw())
    said = [sentences.of(ticket, at=clock()).message]
    for one in others[:2]:
        queue.withdraw(one, "Pulang.", by=people.rina, at=clock())
    said.append(sentences.of(ticket, at=clock()).message)
    for one in others[2:]:
        queue.withdraw(one, "Pulang.", by=people.rina, at=clock())
    said.append(sentences.of(ticket, at=clock()).message)
    assert [words.split(".")[0] for words in said] == [
        "Anda tercatat di luar",
        "Giliran Anda sudah dekat",
        "Giliran Anda sudah tiba; nomor sesudah Anda dipanggil dulu",
    ]
