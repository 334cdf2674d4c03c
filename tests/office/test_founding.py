"""Setting an office up: hours, counters, officers."""

from datetime import date, time

import pytest

from models import Counter, Office, Officer
from office import calendar, founding, hours, queue, timetable
from office.errors import Incomplete, NotFound
from tests.conftest import NINE, PASSWORD


@pytest.fixture
def hire(office, clock):
    """hire("tuti", roles=["adb"]): a new officer."""

    def hire(username: str = "tuti", **different) -> Officer:
        told = {"name": "Tuti", "roles": ["adb"], "password": PASSWORD} | different
        name, roles = told.pop("name"), told.pop("roles")
        return founding.hire(office, username, name, roles, at=clock(), **told)

    return hire


def test_an_office_begins_with_working_hours(office):
    week = timetable.of(office).week
    assert week[0] == ((time(8), time(12)), (time(13), time(15)))
    assert week[4] == ((time(8), time(11)), (time(13, 30), time(15)))
    assert set(week) == set(range(5))


@pytest.mark.parametrize("zone", ["Asia/Contoh", "", "../etc/passwd", "x" * 300])
def test_an_office_lies_in_a_zone_that_exists(office, refused, zone):
    with refused(Incomplete, r"Zona waktu tidak dikenal.+Asia/Jayapura \(WIT\)"):
        founding.found("NEW", "Baru", "Baru", zone, at=NINE)


def test_a_code_is_one_offices(office, refused):
    with refused(Incomplete, "Kode kantor PSR sudah dipakai"):
        founding.found("PSR", "Baru", "Baru", "Asia/Jakarta", at=NINE)


def test_new_hours_hold_at_once(office, clock):
    founding.open_hours(office, {0: [(540, 600)]}, at=clock())
    assert timetable.of(office).week == {0: ((time(9), time(10)),)}
    assert timetable.of(Office.get_by_id(office.id)).week == {0: ((time(9), time(10)),)}


@pytest.mark.parametrize(
    "stretches", [[(600, 540)], [(480, 700), (690, 900)], [(0, 1500)], [(5, 5)]]
)
def test_hours_that_make_no_sense_are_refused(office, refused, clock, stretches):
    with refused(Incomplete, "Periksa jam buka"):
        founding.open_hours(office, {0: stretches}, at=clock())


def test_a_refusal_of_hours_leads_to_their_day(office, clock):
    with pytest.raises(Incomplete) as refusal:
        founding.open_hours(office, {0: [(480, 900)], 4: [(900, 480)]}, at=clock())
    assert refusal.value.field == "opens-4-0"


def test_a_holiday_closes_at_once_and_may_be_named_anew(office, clock):
    for name in ("Libur", "Cuti bersama"):
        calendar.close_on(office, date(2024, 1, 9), name, at=clock())
    assert hours.opening(date(2024, 1, 9), timetable.of(office)) is None


def test_a_holiday_taken_back_is_a_working_day(office, people, clock, events):
    calendar.close_on(office, date(2024, 1, 9), "Libur", at=clock(), by=people.admin)
    calendar.open_on(office, date(2024, 1, 9), at=clock(), by=people.admin)
    assert hours.opening(date(2024, 1, 9), timetable.of(office)) is not None
    assert events()[-2:] == ["office changed", "office changed"]


@pytest.mark.parametrize(("day", "name"), [(7, "Libur"), (9, " "), (9, "\x00")])
def test_a_holiday_has_a_name_and_lies_ahead(office, refused, clock, day, name):
    with refused(Incomplete, "Isi nama hari libur, dan tanggal mulai hari ini"):
        calendar.close_on(office, date(2024, 1, day), name, at=clock())


def test_a_holiday_that_is_over_stays(office, people, refused, clock):
    calendar.close_on(office, date(2024, 1, 9), "Libur", at=clock())
    clock.set(2024, 1, 10, 9, 0)
    for day in (9, 11):
        with refused(NotFound, "Hari libur itu tidak ada"):
            calendar.open_on(office, date(2024, 1, day), at=clock(), by=people.admin)


@pytest.mark.parametrize(
    ("username", "different", "sentence"),
    [
        ("sari", {}, "Nama pengguna sari sudah dipakai"),
        ("tuti", {"password": "pendek"}, "paling sedikit 12 huruf"),
        ("tuti", {"roles": ["king"]}, "Peran itu tidak dikenal: king"),
        ("tuti wati", {}, "nama pengguna tanpa spasi"),
        ("", {}, "nama pengguna tanpa spasi"),
        ("x" * 41, {}, "paling banyak 40 huruf"),
        ("tuti", {"name": " "}, "Isi nama"),
        ("tuti", {"name": "x" * 101}, "paling banyak 100 huruf"),
    ],
)
def test_an_officer_who_makes_no_sense_is_not_hired(hire, refused, username, different, sentence):
    with refused(Incomplete, sentence):
        hire(username, **different)


def test_a_password_is_never_stored(hire):
    assert PASSWORD not in hire().password_hash
    assert hire("wawan").password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("number", [0, -1, 1, 100])
def test_a_counter_has_a_number_of_its_own(office, refused, clock, number):
    with refused(Incomplete, "Nomor loket 1 sampai 99, dan belum dipakai"):
        founding.add_counter(office, number, ["adb"], at=clock())


def test_a_counter_serves_known_roles(office, refused, clock):
    with refused(Incomplete, "Peran itu tidak dikenal: king"):
        founding.add_counter(office, 9, ["king"], at=clock())


def test_nobody_is_stranded_when_a_counter_gets_other_roles(draw, call, people, counters, clock):
    ticket = call(draw(), people.sari)
    queue.transfer(ticket, counters[4], by=people.sari, at=clock(), counter=counters[1])
    founding.serve_at(counters[4], ["adb"], at=clock(), by=people.admin)
    assert queue.call_next(counters[2], by=people.joko, at=clock()) == ticket


def test_set_up_warns_of_a_step_without_a_second_officer(hire, people):
    alone = {step.id for _, step in founding.steps_without_second()}
    assert alone == {"order", "kasi_verify", "kabid_verify", "approve"}
    hire(roles=["functional"])
    assert "order" not in {step.id for _, step in founding.steps_without_second()}


def test_each_change_of_the_office_is_in_the_audit_trail(hire, events, office, clock):
    hire()
    founding.add_counter(office, 9, ["adb"], at=clock())
    assert events()[-2:] == ["office changed", "office changed"]
    assert Counter.select().where(Counter.number == 9).count() == 1
