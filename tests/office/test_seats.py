"""The seats: closed for a while, left with somebody called there."""

import pytest

from models import Ticket
from office import (
    queue,
    roster,
    seats,
    turns,
)
from office.errors import Incomplete, NotAllowed, Refused
from office.forecast import Reason
from tests.past_days import live_through

RECOVERY = "pemulihan-data-error"


# --- closed for a while ---------------------------------------------------------------------------


@pytest.fixture
def pause(counters, people, clock):
    return lambda number, reason="break": seats.pause(
        counters[number], reason, by=people.sari, at=clock()
    )


@pytest.fixture
def resume(counters, people, clock):
    return lambda number: seats.resume(counters[number], by=people.sari, at=clock())


def test_nobody_is_called_to_a_counter_that_is_closed(draw, call, pause, resume, refused, people):
    ticket = draw()
    pause(1)
    with refused(Refused, "Loket 1 tutup sementara. Buka lagi dulu."):
        call(ticket, people.sari)
    resume(1)
    assert call(ticket, people.sari).status == "called"


def test_the_next_is_not_called_to_a_closed_counter(draw, pause, refused, counters, people, clock):
    draw()
    pause(1)
    with refused(Refused, "Loket 1 tutup sementara"):
        queue.call_next(counters[1], by=people.sari, at=clock())


def test_a_counter_does_not_close_on_somebody(draw, call, pause, refused, people):
    call(draw(), people.sari)
    with refused(Refused, "A-001 masih di loket Anda"):
        pause(1)


def test_nobody_comes_back_to_a_closed_counter_by_undoing(
    draw, call, leave, pause, refused, people, clock, counters
):
    ticket = leave(call(draw(), people.sari), 1)
    pause(1)
    with refused(Refused, "Loket 1 tutup sementara"):
        queue.undo(ticket, by=people.sari, at=clock(), counter=counters[1])


def test_a_counter_closes_for_a_reason_once(pause, resume, refused):
    with refused(Incomplete, "Pilih sebab"):
        pause(1, "tired")
    with refused(Refused, "Loket 1 sudah buka"):
        resume(1)
    pause(1, "meeting")
    with refused(Refused, "Loket 1 sudah tutup sementara"):
        pause(1)


def test_a_pause_that_was_forgotten_ends_with_its_day(draw, call, pause, people, clock):
    pause(1)
    clock.set(2024, 1, 9, 8, 0)
    assert call(draw(), people.sari).status == "called"


@pytest.fixture
def sent_to_four(draw, call, people, counters, clock, seat):
    """A-001, sent from counter 1 to Joko at 4; his session."""
    session = seat(people.joko, counters[4])
    ticket = call(draw(), people.sari)
    told = {"by": people.sari, "at": clock(), "counter": counters[1]}
    queue.transfer(ticket, counters[4], **told)
    return session


def test_who_was_sent_to_a_counter_that_closes_is_called_elsewhere_meanwhile(
    sent_to_four, next_at, pause, resume, people
):
    assert next_at(1, people.sari) is None
    pause(4)
    assert next_at(1, people.sari) == "A-001"
    resume(4)
    assert next_at(1, people.sari) is None


def test_who_was_sent_to_a_counter_that_is_left_is_called_elsewhere(
    sent_to_four, next_at, people, clock
):
    seats.sit_down(sent_to_four, None, at=clock())
    assert next_at(1, people.sari) == "A-001"


def test_nobody_is_sent_to_a_closed_counter(draw, call, pause, refused, people, counters, clock):
    ticket = call(draw(), people.sari)
    pause(4)
    told = {"by": people.sari, "at": clock(), "counter": counters[1]}
    with refused(Refused, "Loket 4 sedang tutup sementara"):
        queue.transfer(ticket, counters[4], **told)


def test_a_closed_counter_makes_the_wait_longer_and_says_why(
    draw, clock, counters, people, office, leave
):
    live_through(draw, clock, counters[1], people.sari)
    for number in (1, 2):
        leave(queue.call(draw(), counters[number], by=people.sari, at=clock()), number)
    last = [draw() for _ in range(8)][-1]
    before = turns.expected(last, office, at=clock())
    seats.pause(counters[2], "break", by=people.sari, at=clock.forward(minutes=1))
    after = turns.expected(last, office, at=clock.forward(minutes=1))
    assert after.end > before.end and after.why == Reason.COUNTERS


# --- nobody is stranded ---------------------------------------------------------------------------


@pytest.fixture
def leave(counters, people, clock):
    return lambda ticket, number: queue.skip(
        ticket, by=people.sari, at=clock(), counter=counters[number]
    )


def test_one_does_not_leave_a_counter_with_somebody_called(
    draw, call, seat, refused, people, counters, clock
):
    session = seat(people.sari, counters[1])
    call(draw(), people.sari)
    for seat_after in (None, counters[2]):
        with refused(Refused, "A-001 masih di loket Anda"):
            seats.sit_down(session, seat_after, at=clock())


def test_a_colleague_who_stays_may_be_left_with_them(draw, call, seat, people, counters, clock):
    session, _ = seat(people.sari, counters[1]), seat(people.joko, counters[1])
    call(draw(), people.sari)
    seats.sit_down(session, None, at=clock())
    assert Ticket.get().status == "called"


@pytest.mark.parametrize("out", ["sign_out", "dismiss", "set_password"])
def test_whoever_is_served_waits_again_in_their_place_when_the_officer_goes(
    draw, serve, seat, people, counters, clock, next_at, out
):
    session = seat(people.sari, counters[1])
    first, _ = draw(), draw()
    serve(first, people.sari)
    clock.forward(minutes=5)
    if out == "sign_out":
        seats.sign_out(session, at=clock())
    elif out == "dismiss":
        roster.dismiss(people.sari, by=people.admin, at=clock())
    else:
        roster.set_password(people.sari, "kata sandi baru", by=people.admin, at=clock())
    kept = Ticket.get_by_id(first.id)
    assert (kept.status, kept.place_at, kept.case.taken_by) == ("waiting", first.place_at, None)
    assert next_at(4, people.joko) == "A-001"


def test_who_was_called_to_a_counter_that_was_left_is_put_back_from_the_hall(
    draw, call, seat, refused, people, counters, clock, next_at
):
    seat(people.sari, counters[1])
    ticket = call(draw(), people.sari)
    with refused(Refused, "Ada petugas di Loket 1"):
        seats.release(ticket, by=people.rina, at=clock())
    clock.forward(minutes=16)  # her page is locked
    with refused(NotAllowed, "Nomor A-001 bukan tugas Anda"):
        seats.release(ticket, by=people.admin, at=clock())
    seats.release(ticket, by=people.rina, at=clock())
    assert next_at(2, people.sari) == "A-001"
    with refused(Refused, "sudah berubah"):
        seats.release(ticket, by=people.rina, at=clock())
