"""Days unlike the week: the national holidays an office is told of, and hours kept for a while."""

from datetime import date

import pytest

from models import Event, Holiday, Office, SpecialHours
from office import calendar, national
from office.errors import Incomplete, NotFound, Refused

NYEPI, IMLEK = date(2024, 3, 11), date(2024, 2, 10)
RAMADAN = {"since": date(2024, 3, 11), "until": date(2024, 4, 9), "name": "Jam Ramadan"}


@pytest.fixture
def proposed(office, clock):
    """proposed(): day -> whether it is ticked, as the office stands now."""

    def proposed() -> dict[date, bool]:
        found = national.proposed(Office.get_by_id(office.id), at=clock())
        return {one.day.day: one.ticked for one in found}

    return proposed


@pytest.fixture
def other_hours(office, people, clock):
    def other_hours(**changes) -> SpecialHours:
        told = RAMADAN | {"stretches": [(480, 840)]} | changes
        return calendar.keep_other_hours(office, **told, by=people.admin, at=clock())

    return other_hours


def test_national_days_are_told_in_indonesian_and_the_joint_leave_apart():
    found = {one.day: (one.name, one.joint) for one in national.days(2024, 2025)}
    assert found[date(2024, 8, 17)] == ("Hari Kemerdekaan Republik Indonesia", False)
    assert found[NYEPI] == ("Hari Suci Nyepi", False)
    assert found[date(2024, 3, 12)] == ("Cuti Bersama Hari Suci Nyepi", True)
    assert date(2025, 12, 25) in found


def test_only_what_is_ahead_and_not_on_the_list_is_proposed(proposed, office, clock):
    assert date(2024, 1, 1) not in proposed() and NYEPI in proposed()
    calendar.close_on(office, NYEPI, "Nyepi", at=clock())
    assert NYEPI not in proposed()


def test_joint_leave_is_for_the_office_to_tick(proposed):
    assert (proposed()[NYEPI], proposed()[date(2024, 3, 12)]) == (True, False)


def test_what_the_office_took_off_is_not_forced_back(proposed, office, people, clock):
    for name in ("Imlek", "Imlek lagi"):
        calendar.close_on(office, IMLEK, name, at=clock())
        calendar.open_on(office, IMLEK, by=people.admin, at=clock())
        assert proposed()[IMLEK] is False
    calendar.close_on(office, IMLEK, "Imlek", at=clock())
    assert Office.get().rules == {"declined": []}


def test_a_new_office_gets_the_rest_of_this_year(office, clock):
    clock.set(2024, 12, 1, 9, 0)
    assert national.close_on_them(office, at=clock()) == 1
    assert list(Holiday.select(Holiday.day, Holiday.name).tuples()) == [
        (date(2024, 12, 25), "Hari Raya Natal")
    ]


def test_ticking_many_is_one_entry_in_the_trail(office, people, clock):
    before = Event.select().count()
    days = {date(2024, 2, day): "Libur" for day in range(1, 8)}
    calendar.close_on_all(office, days, at=clock(), by=people.admin)
    last = Event.select().order_by(Event.id.desc()).first()
    assert (Event.select().count(), last.detail) == (before + 1, "closed 7 days")


def test_ticking_nothing_is_refused(office, people, refused, clock):
    with refused(Incomplete, "Centang dulu hari libur"):
        calendar.close_on_all(office, {}, at=clock(), by=people.admin)


def test_a_list_that_cannot_be_read_is_said(monkeypatch, tmp_path, office, refused, clock):
    monkeypatch.setattr(national, "NAMES", tmp_path / "none.py")
    with refused(Refused, "belum dapat dibaca"):
        national.days(1999)


@pytest.mark.parametrize(
    ("moment", "years"),
    [((2024, 1, 8, 9, 0), []), ((2024, 12, 1, 9, 0), [2025]), ((2025, 1, 2, 9, 0), [2025])],
)
def test_a_year_without_holidays_is_missed_from_december_on(office, clock, moment, years):
    calendar.close_on(office, IMLEK, "Imlek", at=clock())
    assert calendar.missing(office, at=clock.set(*moment)) == years


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Isi nama jam khusus"),
        ({"stretches": []}, "dan jam bukanya"),
        ({"stretches": [(840, 480)]}, "buka harus sebelum tutup"),
        ({"friday": [(480, 700), (660, 840)]}, "tidak bertumpuk"),
        ({"since": date(2024, 1, 7)}, "mulai hari ini"),
        ({"until": date(2024, 3, 10)}, "Periksa tanggalnya"),
        ({"until": date(2025, 4, 1)}, "paling lama setahun"),
    ],
)
def test_special_hours_that_are_none_are_refused(other_hours, refused, changes, sentence):
    with refused(Incomplete, sentence):
        other_hours(**changes)


def test_special_hours_may_lie_as_far_away_as_days_go(other_hours):
    assert other_hours(since=date.max, until=date.max).until == date.max


def test_two_special_hours_never_share_a_day(other_hours, refused):
    other_hours()
    with refused(Incomplete, "sudah punya jam khusus: Jam Ramadan"):
        other_hours(since=date(2024, 4, 9), until=date(2024, 4, 9), name="Pulang awal")


def test_special_hours_are_ended_once(other_hours, refused, people, clock):
    special = other_hours()
    calendar.keep_usual_hours(special, by=people.admin, at=clock())
    with refused(NotFound, "sudah tidak ada"):
        calendar.keep_usual_hours(special, by=people.admin, at=clock())
