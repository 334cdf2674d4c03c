"""What is said at the door: on each day, at each hour, and the same wherever it is read."""

from datetime import date, time

import pytest

from models import Holiday, Office
from office import calendar, doors, founding, timetable

CUTOFF = "Nomor terakhir hari ini sudah diberikan"
WAISAK = date(2024, 1, 10)


@pytest.fixture
def told(office, clock):
    """told(2024, 1, 8, 7, 0): why no numbers are given then; "" while they are."""

    def told(*moment: int) -> str:
        sentence = doors.shut(Office.get_by_id(office.id), clock.set(*moment))
        return sentence.message.format(**sentence.values) if sentence else ""

    return told


@pytest.fixture
def ramadan(office, people, clock):
    """08.00–12.00 and 12.30–14.00 from Tuesday to Sunday; on Friday one long morning."""
    told = {"since": date(2024, 1, 9), "until": date(2024, 1, 14), "name": "Jam Ramadan"}
    hours = {"stretches": [(480, 720), (750, 840)], "friday": [(480, 690)]}
    return calendar.keep_other_hours(office, **told, **hours, by=people.admin, at=clock())


def test_before_opening_it_says_at_what_hour(told):
    assert told(2024, 1, 8, 7, 59).startswith("Pelayanan belum buka. Buka pukul 08:00")
    assert told(2024, 1, 8, 8, 0) == ""


def test_numbers_stop_before_closing_and_who_has_one_is_served(told, office, people, clock):
    founding.open_hours(office, founding.WEEK, at=clock(), by=people.admin, cutoff=30)
    assert told(2024, 1, 8, 14, 29) == ""
    assert told(2024, 1, 8, 14, 30).startswith(CUTOFF)
    assert told(2024, 1, 8, 15, 0).startswith("Pelayanan hari ini sudah tutup. Buka lagi")


def test_a_cutoff_inside_the_break_is_told_in_it(told, office, people, clock):
    founding.open_hours(office, {0: [(480, 720), (780, 840)]}, at=clock(), cutoff=90)
    assert told(2024, 1, 8, 12, 29) == ""
    assert told(2024, 1, 8, 12, 30).startswith(CUTOFF)


def test_a_holiday_has_its_name(told, office, people, clock):
    calendar.close_on(office, WAISAK, "Hari Raya Waisak", at=clock(), by=people.admin)
    assert told(2024, 1, 10, 9, 0).startswith(
        "Hari ini libur: Hari Raya Waisak. Buka lagi 2024-01-11"
    )
    assert told(2024, 1, 13, 9, 0).startswith("Hari ini kantor tutup. Buka lagi 2024-01-15")


def test_in_the_break_numbers_are_given_and_the_number_says_so(told, office, clock):
    assert told(2024, 1, 8, 12, 10) == ""
    says = doors.in_the_break(office, clock())
    assert (says.message[:15], says.values["until"]) == ("Istirahat sampa", time(13, 0))
    assert doors.in_the_break(office, clock.set(2024, 1, 8, 15, 10)) is None
    assert doors.in_the_break(office, clock.set(2024, 1, 8, 7, 0)) is None


def test_special_hours_go_before_the_weeks_and_are_named(told, ramadan):
    assert told(2024, 1, 9, 13, 59) == ""
    assert told(2024, 1, 9, 14, 0).startswith("Pelayanan hari ini sudah tutup (Jam Ramadan).")
    assert told(2024, 1, 12, 11, 30).startswith("Pelayanan hari ini sudah tutup (Jam Ramadan).")
    assert told(2024, 1, 15, 14, 30) == ""


def test_a_range_of_special_hours_opens_no_sunday(told, ramadan):
    assert told(2024, 1, 14, 9, 0).startswith("Hari ini kantor tutup.")


def test_special_hours_of_one_day_open_a_saturday(told, office, people, clock):
    one = {"since": date(2024, 1, 13), "until": date(2024, 1, 13), "name": "Layanan Sabtu"}
    calendar.keep_other_hours(office, **one, stretches=[(540, 660)], by=people.admin, at=clock())
    assert told(2024, 1, 13, 9, 0) == ""


def test_a_holiday_within_special_hours_stays_one(told, office, ramadan, people, clock):
    calendar.close_on(office, WAISAK, "Hari Raya Waisak", at=clock(), by=people.admin)
    assert told(2024, 1, 10, 9, 0).startswith("Hari ini libur")
    assert Holiday.select().count() == 1


def test_hours_that_began_end_yesterday_and_what_was_stays(told, office, ramadan, people, clock):
    clock.set(2024, 1, 10, 9, 0)
    calendar.keep_usual_hours(ramadan, by=people.admin, at=clock())
    assert told(2024, 1, 9, 14, 30).startswith("Pelayanan hari ini sudah tutup (Jam Ramadan)")
    assert told(2024, 1, 10, 14, 30) == ""


def test_hours_to_come_are_taken_off_whole(told, ramadan, people, clock):
    calendar.keep_usual_hours(ramadan, by=people.admin, at=clock())
    assert told(2024, 1, 9, 14, 30) == ""


def test_the_office_knows_its_hours_again_once_they_change(office, people, clock):
    before = timetable.of(office)
    founding.open_hours(office, founding.WEEK, at=clock(), by=people.admin, cutoff=45)
    assert (before.cutoff, timetable.of(Office.get_by_id(office.id)).cutoff) == (0, 45)
