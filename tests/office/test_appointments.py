"""Appointments: a time taken by phone, a number only at check-in, a place that honours it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from peewee import IntegrityError

from database import db, insert
from models import Appointment, Device, Office, Ticket
from office import appointments, calendar, codes, expected, housekeeping, quotas, slots
from office.errors import Incomplete, Refused, TooMany

SERVICE = "pemulihan-data-error"
FULL = "baru saja penuh"


def test_nothing_is_offered_until_an_office_says_so(office, clock, refused):
    assert slots.offered(office) == [] and slots.free(office, SERVICE, at=clock()) == {}
    with refused(Incomplete, "tidak tersedia"):
        appointments.book(office, SERVICE, clock(), "kunci", address="", at=clock())


def test_slots_stand_within_opening_hours_and_not_in_the_break(offer, clock):
    free = slots.free(offer(), SERVICE, at=clock())
    today = [f"{at + timedelta(hours=8):%H.%M}" for at in free[date(2024, 1, 8)]]
    assert today == ["09.30", "10.00", "10.30", "11.00", "11.30", *[
        "13.00", "13.30", "14.00", "14.30", "15.00", "15.30"]]  # fmt: skip


def test_five_working_days_without_holidays(offer, people, clock):
    office = offer()
    calendar.close_on(office, date(2024, 1, 10), "Libur", at=clock())
    free = slots.free(Office.get_by_id(office.id), SERVICE, at=clock())
    assert [day.day for day in free] == [8, 9, 11, 12, 15]


def test_a_slot_takes_no_more_than_its_share_of_what_the_counters_can_do(offer):
    assert slots.places(offer(places=9), SERVICE) == 2  # 3 counters, 30 minutes, 35 a person
    assert slots.places(offer(places=9, minutes=70), SERVICE) == 6
    assert slots.places(offer(places=9, minutes=70, share=50), SERVICE) == 3
    assert slots.places(offer(places=9, share=1), SERVICE) == 1


def test_an_appointment_holds_nothing_of_a_person(book):
    made = book(10)
    kept = {name for name in made.__data__ if made.__data__[name] is not None}
    assert kept == {"id", "office", "service", "day", "slot_at", "place", "places", "made_at"} | {
        "submission",
        "token_hash",
        "code",
        "origin",
    }
    assert b"192.0.2.1" not in made.origin and not Ticket.select().exists()


def test_the_same_form_sent_twice_is_one_appointment(book, events):
    assert book(10, key="kunci-sama").id == book(10, key="kunci-sama").id
    assert events().count("appointment made") == 1


def test_another_time_from_the_same_form_moves_the_appointment(book, events, refused, clock):
    made = book(10, key="kunci-sama")
    moved = book(11, key="kunci-sama")
    assert (moved.id, moved.slot_at - made.slot_at) == (made.id, timedelta(hours=1))
    book(10), book(10)
    with refused(Refused, FULL):
        book(10, key="kunci-sama")
    appointments.cancel(moved, at=clock())
    assert book(10, key="kunci-sama").cancelled_at


def test_a_full_slot_is_refused(book, refused):
    book(10)
    book(10)
    with refused(Refused, FULL):
        book(10)


def test_fifty_at_once_never_take_more_than_there_are(offer, clock, folder):
    office, slot = offer(), clock.at + timedelta(hours=1)

    def take(n: int) -> bool:
        try:
            appointments.book(office, SERVICE, slot, f"kunci-{n}", address="", at=clock())
        except Refused as refusal:
            assert FULL in str(refusal)
            return False
        finally:
            db.close()
        return True

    with ThreadPoolExecutor(16) as crowd:
        assert sum(crowd.map(take, range(50))) == 2
    assert sorted(row.place for row in Appointment.select()) == [1, 2]


def test_the_database_itself_refuses_one_too_many(book):
    made = book(10)
    row = dict(made.__data__) | {"submission": "x", "token_hash": b"x", "code": "x"}
    del row["id"]
    for place in (made.place, made.places + 1):
        with pytest.raises(IntegrityError):
            insert(Appointment, **row | {"place": place})


@pytest.mark.parametrize("when", [(8, 0), (9, 15), (12, 0), (16, 0)])
def test_a_time_that_is_not_offered_is_refused(book, offer, refused, when):
    offer()
    with refused(Incomplete, "tidak tersedia"):
        book(*when)


def test_nobody_hoards_a_day(book, offer, refused):
    offer(each=2)
    book(10)
    first = book(11)
    with refused(TooMany, "Dari jaringan ini sudah banyak janji"):
        book(13)
    book(13, address="192.0.2.2")
    other_day = book(10, day=9)
    with refused(TooMany, "Dari jaringan ini"):
        appointments.move(other_day, first.slot_at + timedelta(hours=3), at=first.made_at)


def test_all_addresses_of_one_network_are_one(book, offer, refused):
    offer(each=1)
    book(10, address="2001:db8:1:2::7")
    with refused(TooMany, "Dari jaringan ini"):
        book(11, address="2001:db8:1:2:ffff::8")
    book(11, address="2001:db8:1:3::7")


def test_where_it_came_from_is_forgotten_with_its_day(book, clock, fresh):
    made, tomorrow = book(10), book(10, day=9)
    clock.forward(days=1)
    housekeeping.run(at=clock())
    assert fresh(made).origin is None and fresh(tomorrow).origin


def test_one_cancelled_is_free_again(book, clock, events):
    gone, _ = book(10), book(10)
    appointments.cancel(gone, at=clock())
    appointments.cancel(gone, at=clock())
    assert book(10).place == 1
    assert events().count("appointment cancelled") == 1


def test_moving_keeps_code_and_link_and_frees_the_place(book, clock, fresh):
    made, _ = book(10), book(10)
    appointments.move(made, made.slot_at + timedelta(minutes=30), at=clock())
    moved = fresh(made)
    assert (moved.code, moved.submission) == (made.code, made.submission)
    assert book(10).place == 1


def test_what_is_over_is_not_changed(book, check_in, clock, refused):
    made = book(9, 30)
    check_in(made)
    with refused(Refused, "tidak dapat diubah lagi"):
        appointments.cancel(made, at=clock())
    with refused(Refused, "tidak dapat diubah lagi"):
        appointments.move(made, made.slot_at + timedelta(hours=1), at=clock())


def test_those_who_may_still_come_are_counted_until_their_time_is_over(book, check_in, clock):
    office = (book(9, 30), book(10), book(10))[0].office
    assert expected.coming(office, SERVICE, at=clock()) == 3
    check_in(Appointment.get())
    assert expected.coming(office, SERVICE, at=clock()) == 2
    clock.set(2024, 1, 8, 10, 16)
    assert expected.coming(office, SERVICE, at=clock()) == 0


def test_the_quota_keeps_a_number_for_who_may_still_come(
    book, check_in, draw, office, people, clock, refused
):
    made, other = book(9, 30), book(9, 30)
    quotas.set_up(Office.get(), {SERVICE: {quotas.EVERY_DAY: 3}}, by=people.admin, at=clock())
    office.hours_revision = Office.get().hours_revision
    office.appointments = Office.get().appointments
    draw()
    with refused(quotas.Full, "sudah habis"):
        draw()
    assert check_in(made).number == 2
    clock.set(2024, 1, 8, 9, 46)  # the other's time is over: its number falls back
    assert draw().number == 3
    with refused(quotas.Full, "sudah habis"):
        check_in(other)


def test_of_a_quota_appointments_take_their_share(book, offer, people, clock, refused):
    quotas.set_up(offer(share=50), {SERVICE: {quotas.EVERY_DAY: 4}}, by=people.admin, at=clock())
    book(10)
    book(11)
    with refused(Refused, FULL):
        book(13)
    book(10, day=9)


def test_a_code_finds_it_as_it_finds_a_number(book, draw, kiosk, clock):
    made, ticket = book(10), draw()
    look_up = lambda typed: codes.look_up(typed, by=kiosk, at=clock())  # noqa: E731
    assert look_up(made.shown_code.lower()).id == made.id
    assert look_up(ticket.code) == ticket and look_up("x") is None
    assert isinstance(kiosk, Device)


@pytest.mark.parametrize("wrong", [{"days": 0}, {"share": 101}, {"late": 121}, {"minutes": 4}])
def test_a_setting_has_its_bounds(offer, refused, office, wrong):
    offer()
    with refused(Incomplete, "di luar batasnya"):
        rules = slots.Rules({SERVICE: [wrong.pop("minutes", 30), 2]}, **wrong)
        slots.set_up(office, rules, by=None, at=office.holidays)
