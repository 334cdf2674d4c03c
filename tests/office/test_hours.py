from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import hours as clock
from office.hours import Hours

MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(15))
WEEK = {day: (MORNING, AFTERNOON) for day in range(4)}
WEEK[4] = ((time(8), time(11, 30)), (time(13, 30), time(15)))  # the Friday prayer
HOLIDAY = date(2024, 1, 10)  # a Wednesday
PASER = Hours("Asia/Makassar", WEEK, frozenset({HOLIDAY}), cutoff=30)
MOMENTS = st.datetimes(datetime(2023, 12, 1), datetime(2024, 3, 1), timezones=st.just(UTC))


def wita(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of January 2024, in which the 8th is a Monday."""
    return datetime(2024, 1, day, hour, minute, tzinfo=PASER._zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("zone", "midnight"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)]
)
def test_the_day_turns_at_the_offices_own_midnight(zone, midnight):
    office = Hours(zone, WEEK)
    turn = datetime(2024, 1, 7, midnight, tzinfo=UTC)
    assert clock.local_day(turn - timedelta(seconds=1), office) == date(2024, 1, 7)
    assert clock.local_day(turn, office) == date(2024, 1, 8)


def test_the_office_opens_and_closes_to_the_minute():
    assert not clock.is_open(wita(8, 7, 59), PASER)
    assert clock.is_open(wita(8, 8), PASER)
    assert clock.is_open(wita(8, 14, 59), PASER)
    assert not clock.is_open(wita(8, 15), PASER)


def test_nobody_serves_in_the_longer_break_of_friday():
    assert clock.is_open(wita(11, 11, 45), PASER)
    assert not clock.is_open(wita(12, 11, 45), PASER)
    assert not clock.is_open(wita(12, 13, 15), PASER)
    assert clock.is_open(wita(12, 13, 30), PASER)


def test_numbers_are_given_through_the_break_and_stop_at_the_cutoff():
    assert not clock.takes_numbers(wita(8, 7, 59), PASER)
    assert clock.takes_numbers(wita(8, 12, 30), PASER)
    assert clock.takes_numbers(wita(8, 14, 29), PASER)
    assert not clock.takes_numbers(wita(8, 14, 30), PASER)


def test_a_holiday_and_a_sunday_are_closed_all_day():
    for day in (date(2024, 1, 7), HOLIDAY):
        at = wita(day.day, 9)
        assert not clock.is_open(at, PASER)
        assert not clock.takes_numbers(at, PASER)
        assert clock.opening(day, PASER) is None
        assert clock.closing_of(day, PASER) is None


def test_opening_and_closing_are_told_in_utc():
    assert clock.opening(date(2024, 1, 8), PASER) == datetime(2024, 1, 8, 0, tzinfo=UTC)
    assert clock.closing_of(date(2024, 1, 8), PASER) == datetime(2024, 1, 8, 7, tzinfo=UTC)


def test_the_next_opening_passes_over_break_night_holiday_and_weekend():
    assert clock.next_opening(wita(8, 6), PASER) == wita(8, 8)
    assert clock.next_opening(wita(8, 12, 30), PASER) == wita(8, 13)
    assert clock.next_opening(wita(9, 15), PASER) == wita(11, 8)
    assert clock.next_opening(wita(12, 14), PASER) == wita(15, 8)


def test_an_office_that_stays_closed_has_no_next_opening():
    closed = frozenset(date(2024, 1, 8) + timedelta(days=ahead) for ahead in range(70))
    assert clock.next_opening(wita(8, 7), Hours("Asia/Makassar", WEEK, closed)) is None
    assert clock.next_opening(wita(8, 7), Hours("Asia/Makassar", {})) is None


def test_minutes_leave_out_break_night_and_holiday():
    assert clock.minutes_between(wita(8, 11, 30), wita(8, 13, 30), PASER) == 60
    assert clock.minutes_between(wita(8, 14, 50), wita(9, 8, 10), PASER) == 20
    assert clock.minutes_between(wita(9, 14, 50), wita(11, 8, 10), PASER) == 20
    assert clock.minutes_between(wita(12, 11), wita(12, 14), PASER) == 60


def test_minutes_are_never_negative():
    assert clock.minutes_between(wita(9, 9), wita(8, 9), PASER) == 0
    assert clock.minutes_between(wita(8, 9, 30), wita(8, 9), PASER) == 0


@given(st.lists(MOMENTS, min_size=3, max_size=3).map(sorted))
def test_minutes_add_up_whatever_stands_between(moments):
    start, _, end = moments
    parts = sum(clock.minutes_between(one, other, PASER) for one, other in pairwise(moments))
    assert clock.minutes_between(start, end, PASER) == pytest.approx(parts)
    assert 0 <= parts <= (end - start) / timedelta(minutes=1) + 1e-6


@given(MOMENTS)
def test_no_office_minute_passes_before_the_next_opening(at):
    if not clock.is_open(at, PASER):
        opens = clock.next_opening(at, PASER)
        assert clock.is_open(opens, PASER)
        assert clock.minutes_between(at, opens, PASER) == 0


def test_working_days_pass_over_holiday_and_weekend():
    assert clock.working_days_after(date(2024, 1, 8), 0, PASER) == date(2024, 1, 8)
    assert clock.working_days_after(date(2024, 1, 8), 2, PASER) == date(2024, 1, 11)
    assert clock.working_days_after(date(2024, 1, 12), 1, PASER) == date(2024, 1, 15)


def test_working_days_are_not_sought_for_ever():
    with pytest.raises(ValueError, match="does not open for 60 days"):
        clock.working_days_after(date(2024, 1, 8), 1, Hours("Asia/Makassar", {}))


@pytest.mark.parametrize(
    "ask", [clock.local_day, clock.is_open, clock.takes_numbers, clock.next_opening]
)
def test_a_moment_without_a_zone_is_refused(ask):
    with pytest.raises(ValueError, match="without a zone"):
        ask(datetime(2024, 1, 8, 9), PASER)
    with pytest.raises(ValueError, match="without a zone"):
        clock.minutes_between(wita(8, 9), datetime(2024, 1, 8, 9), PASER)
