"""Called out of turn, or held for a paper: for a reason that is kept in a row of its own."""

import pytest
from peewee import IntegrityError

from database import db
from models import Ticket, TicketNote
from office import intake, queue, remarks, sentences
from office.errors import Incomplete, NotAllowed, Refused


@pytest.fixture
def two(draw, clock):
    first = draw()
    clock.forward(minutes=1)
    return first, draw()


def test_one_who_is_not_next_is_called_for_a_reason_alone(two, call, refused, people):
    for reason in ("", "   "):
        with refused(Incomplete, "Berikutnya A-001. Tulis alasan memanggil A-002 lebih dulu."):
            call(two[1], people.sari, 1, reason)
    with refused(Incomplete, "Tulisan terlalu panjang"):
        call(two[1], people.sari, 1, "x" * 201)
    assert call(two[1], people.sari, 1, " Berkasnya ditunggu. ").status == "called"


def test_the_reason_says_who_would_have_been_next(two, call, office, people, clock):
    call(two[1], people.sari, 1, "Berkasnya ditunggu.")
    told = remarks.out_of_turn(office, day=two[0].day)
    (row,) = told.notes
    assert (row.ticket, row.instead_of, row.note) == (two[1], two[0], "Berkasnya ditunggu.")
    assert (row.counter.number, row.at, told.by_officer) == (1, clock(), [("Sari", 1)])


def test_whoever_is_next_needs_no_reason(two, call, people):
    call(two[0], people.sari, 1, "")
    assert TicketNote.select().count() == 0


def test_another_day_and_another_office_have_calls_of_their_own(
    two, call, office, neighbours, people, clock
):
    call(two[1], people.sari, 1, "Berkasnya ditunggu.")
    day = two[0].day
    assert remarks.out_of_turn(neighbours.office, day=day).notes == []
    assert remarks.out_of_turn(office, day=day.replace(day=9)).by_officer == []


def test_what_is_missing_is_told_while_somebody_is_held(two, serve, counters, people, clock, fresh):
    ticket = serve(two[0], people.sari)
    told = {"by": people.sari, "counter": counters[1]}
    queue.hold(ticket, "Fotokopi KK", at=clock(), **told)
    assert remarks.missing([fresh(ticket)]) == {ticket.id: "Fotokopi KK"}
    queue.restore(ticket, by=people.rina, at=clock.forward(minutes=9))
    serve(ticket, people.sari)
    queue.hold(ticket, at=clock.forward(minutes=1), **told)  # nothing is said this time
    assert remarks.missing([fresh(ticket)]) == {}


@pytest.mark.parametrize("verb", ["UPDATE ticket_note SET note = 'x'", "DELETE FROM ticket_note"])
def test_what_was_said_is_never_rewritten(two, call, people, verb):
    call(two[1], people.sari)
    with pytest.raises(IntegrityError, match="history is kept"):
        db.execute_sql(verb)


# --- back without drawing again -------------------------------------------------------------------


@pytest.fixture
def held(two, serve, counters, people, clock):
    ticket = serve(two[0], people.sari)
    return queue.hold(ticket, "Fotokopi KK", by=people.sari, at=clock(), counter=counters[1])


def test_who_was_held_comes_back_at_the_kiosk_in_their_place(held, kiosk, clock, fresh):
    told = sentences.of(fresh(held), at=clock())
    assert told.returns and "Nomor Anda disimpan" in told.message
    back = intake.come_back(held.case, "back again", by=kiosk, at=clock.forward(minutes=20))
    assert (back, back.status, back.place_at) == (held, "waiting", held.place_at)
    assert Ticket.select().count() == 2


def test_who_brings_papers_is_taken_back_by_staff_too(
    two, serve, decide, people, counters, clock, fresh, refused
):
    ticket, desk = serve(two[0], people.sari), counters[1]
    case = decide(ticket.case, "directed", people.sari, counter=desk)
    decide(case, "incomplete", people.sari, counter=desk, reason="Fotokopi KK belum ada.")
    with refused(NotAllowed, "Nomor A-001 bukan tugas Anda"):
        intake.put_back(fresh(ticket), by=people.admin, at=clock())
    back = intake.put_back(fresh(ticket), by=people.rina, at=clock.forward(minutes=9))
    assert (back, back.status, back.place_at) == (ticket, "waiting", ticket.place_at)
    assert fresh(case).paused_for == ""
    with refused(Refused, "sudah berubah"):
        intake.put_back(back, by=people.rina, at=clock())


def test_who_missed_a_call_is_put_back_as_ever(two, call, counters, people, clock):
    call(two[0], people.sari)
    missed = queue.skip(two[0], by=people.sari, at=clock(), counter=counters[1])
    assert intake.put_back(missed, by=people.rina, at=clock()).status == "waiting"
