"""Check-in: an appointment becomes a number, in a place that honours its time."""

from datetime import date, time

import pytest

from models import Appointment, Office
from office import appointments, calendar
from office.doors import Closed
from office.errors import Refused


def test_in_time_it_stands_as_if_it_had_come_before_its_slot(book, check_in, draw, clock):
    made = book(10)
    clock.set(2024, 1, 8, 9, 20)
    before = draw()
    clock.set(2024, 1, 8, 9, 40)
    after = draw()
    clock.set(2024, 1, 8, 10, 10)  # late by ten minutes, which is in time
    ticket = check_in(made)
    assert before.place_at < ticket.place_at < after.place_at
    assert ticket.issued_at == clock() and ticket.submission == made.submission


def test_who_was_called_is_not_called_back_for_it(book, check_in, draw, call, people, fresh):
    made = book(9, 30)
    called = call(draw(), people.sari)
    check_in(made)
    assert fresh(called).status == "called"


def test_who_comes_early_stands_no_worse_than_without(book, check_in, clock):
    made = book(9, 30)
    assert check_in(made).place_at == clock()


def test_late_it_is_a_number_like_any_other(book, check_in, clock):
    made = book(10)
    clock.set(2024, 1, 8, 10, 16)
    ticket = check_in(made)
    assert ticket.place_at == clock()
    assert "terlewat" in appointments.promised(ticket).message


def test_the_ticket_says_its_place(book, check_in, clock):
    made = book(10)
    clock.set(2024, 1, 8, 9, 45)
    told = appointments.promised(check_in(made))
    assert told.message == "Janji pukul {slot}: urutan Anda seperti datang pukul {place}."
    assert told.values == {"slot": time(10), "place": time(9, 30)}


def test_a_second_check_in_says_the_number_again(book, check_in, events):
    made = book(9, 30)
    assert check_in(made).id == check_in(made).id
    assert events().count("ticket issued") == 1


@pytest.mark.parametrize(
    ("now", "kind", "sentence"),
    [
        ((8, 9, 20), Refused, "Terlalu awal"),
        ((9, 10, 0), Refused, "sudah lewat"),
        ((7, 10, 0), Refused, "Datanglah pada hari itu"),
        ((8, 16, 30), Closed, "sudah tutup"),
    ],
)
def test_check_in_has_its_time(book, check_in, clock, refused, now, kind, sentence):
    made = book(10)
    clock.set(2024, 1, *now)
    with refused(kind, sentence):
        check_in(made)


def test_one_cancelled_is_no_number(book, check_in, clock, refused):
    made = appointments.cancel(book(9, 30), at=clock())
    with refused(Refused, "sudah dibatalkan"):
        check_in(made)


def test_a_holiday_set_later_is_told(book, check_in, clock, office, refused):
    made = book(10, day=9)
    calendar.close_on(Office.get(), date(2024, 1, 9), "Libur", at=clock())
    made = Appointment.get_by_id(made.id)
    assert appointments.told(made, at=clock()) == appointments.CLOSED
    clock.set(2024, 1, 9, 9, 50)
    with refused(Closed, "Buka"):
        check_in(made)


def test_the_page_says_where_it_stands(book, clock):
    made, said = book(10), []
    for hour, minute in ((9, 0), (9, 40), (10, 20)):
        clock.set(2024, 1, 8, hour, minute)
        said.append(appointments.told(made, at=clock()).message.split()[0])
    clock.forward(days=1)
    assert [*said, appointments.told(made, at=clock())] == [
        "Datanglah", "Ambil", "Waktu", appointments.GONE_BY]  # fmt: skip
