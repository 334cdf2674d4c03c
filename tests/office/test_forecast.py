"""The waiting range: what it learns, holds, forgives and admits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import days
from bench.forecast import HOURS
from office import forecast
from office.forecast import Day, Look, Reason, Visit

NOON = datetime(2024, 1, 8, 4, tzinfo=UTC)  # 12.00 WITA, when HOURS break off
CLOSING = HOURS[-1][1]


@pytest.fixture(scope="module")
def habits():
    return forecast.learn(days.past(Random(7)))


@pytest.fixture(scope="module")
def rush():
    """A day that no habit was learnt from."""
    return days.day("rush", Random(8))


def waits(*places: float, priority: bool = False) -> list[Visit]:
    return [Visit(place, place, priority=priority) for place in places]


def even(count: int, *, every: float, counters: int = 1, until: float = 200) -> list[Visit]:
    """People who all came at once, called at a steady pace."""
    calls = [(n // counters + 1) * every for n in range(count)]
    return [
        Visit(0, n, call if call <= until else float("inf"), n % counters + 1)
        if call <= until
        else Visit(0, n)
        for n, call in enumerate(calls)
    ]


def test_without_history_nothing_is_foretold(rush):
    assert forecast.learn([]) is None
    assert forecast.learn([rush, rush]) is None
    assert forecast.learn([Day(waits(1, 2, 3), every=3)] * 5) is None


def test_nine_of_ten_are_called_within_the_range_of_a_day_not_seen(habits):
    chance, held, many = Random(9), 0, 0
    for kind in days.KINDS:
        day = days.day(kind, chance)
        for me in day.visits:
            told = forecast.told(habits, day, me, float(int(me.came)), HOURS)
            if me.counter and not told.hardly:
                called = forecast.moment_of(me.gone, HOURS)
                held, many = held + (told.start <= called <= told.end), many + 1
    assert many > 200 and held / many >= 0.9


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), kind=st.sampled_from(days.KINDS), who=st.integers(0, 200))
def test_a_range_never_grows_later_without_a_reason(habits, seed, kind, who):
    day = days.day(kind, Random(seed))
    me = day.visits[who % len(day.visits)]
    before = None
    for minute in forecast.looks(me, until=min(me.gone, me.came + 40, 359)):
        told = forecast.told(habits, day, me, minute, HOURS)
        if before and told.end - before.end > timedelta(minutes=5):
            assert told.why or told.hardly
        assert told.start < told.end or (told.hardly and told.late)
        assert HOURS[0][0] <= told.start and told.end <= CLOSING
        before = told


@settings(max_examples=60, deadline=None)
@given(minute=st.floats(0, 360, exclude_max=True))
def test_minutes_and_moments_are_the_same_time(minute):
    moment = forecast.moment_of(minute, HOURS)
    assert abs(forecast.minute_of(moment, HOURS) - minute) < 1e-6


def test_nothing_later_than_the_look_is_known(habits, rush):
    me, at = rush.visits[60], float(int(rush.visits[60].came))
    known = [
        replace(visit, gone=float("inf"), counter=0) if visit.gone > at else visit
        for visit in rush.visits
        if visit.came <= at or visit.place <= me.place
    ]
    assert habits.look(Day(known, days.EVERY), me, at) == habits.look(rush, me, at)


def test_the_break_is_no_waiting(habits):
    told = forecast.told(habits, Day(waits(*range(170, 180)), every=3), *waits(179.5), 179.0, HOURS)
    assert told.end > NOON + timedelta(hours=1)
    assert forecast.minute_of(NOON, HOURS) == forecast.minute_of(NOON + timedelta(hours=1), HOURS)


def test_who_will_hardly_be_called_today_is_told_so(habits):
    many = [*even(30, every=10, until=330), *waits(*range(300, 340))]
    told = forecast.told(habits, Day(many, every=3), *waits(345.0), 345.0, HOURS)
    assert told.hardly and told.late


def test_more_counters_call_sooner(habits):
    one, three = (even(60, every=10, counters=count, until=60) for count in (1, 3))
    me = Visit(60, 20)
    slow, quick = (habits.look(Day(day, every=3), me, 61.0) for day in (one, three))
    assert quick.counters > slow.counters and quick.expected < slow.expected


def test_a_counter_that_falls_silent_counts_for_less(habits):
    both = even(80, every=8, counters=2, until=80)
    left = [
        replace(v, gone=float("inf"), counter=0) if v.gone > 40 and v.counter == 2 else v
        for v in both
    ]
    me = Visit(5, 79.5)
    before, after = (habits.look(Day(day, every=3), me, 80.0) for day in (both, left))
    assert after.counters < before.counters - 0.4


def test_a_slow_day_is_noticed(habits):
    slow = Day(even(40, every=2 * habits.mean, until=150), every=3)
    assert habits.look(slow, Visit(5, 39.5), 150.0).pace > 1.2


def test_priority_goes_first_but_not_always():
    day = Day([*waits(1, 2, 3, 4, 5, 6), *waits(7, priority=True)], every=3)
    first, favoured = Visit(6, 6), Visit(7, 7, priority=True)
    assert day.before(first, 7)[0] == 6  # five, and the priority one
    assert day.before(favoured, 7)[0] == 1  # the third call at the latest


def test_those_who_were_called_or_left_are_not_ahead():
    day = Day([Visit(1, 1, 5, counter=2), Visit(2, 2, 4), *waits(3)], every=3)
    assert day.before(Visit(6, 6), 6) == (1, 3)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"ahead": 9}, Reason.AHEAD),
        ({"counters": 1}, Reason.COUNTERS),
        ({"pace": 2}, Reason.SLOW),
    ],
)
def test_the_reason_is_what_has_changed(habits, changed, reason):
    before = Look(10, ahead=5, counters=2, pace=1, expected=30)
    assert forecast.reason(before, replace(before, expected=80, **changed), habits) is reason


def test_a_break_in_between_is_a_reason(habits):
    look = Look(10, ahead=5, counters=2, pace=1, expected=30)
    assert forecast.reason(look, replace(look, at=11), habits) is Reason.BREAK
