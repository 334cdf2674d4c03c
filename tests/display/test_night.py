"""Walls sleep when nobody is there: long after closing until shortly before opening."""

from datetime import UTC, datetime

import pytest

from office import founding


def wakes(wall, name: str = "hall") -> str:
    """When it wakes, on the office's clock; "" while it is awake."""
    told = wall.get(f"/display/{name}").text.partition('data-wakes="')[2].partition('"')[0]
    at = datetime.fromtimestamp(int(told) / 1000, UTC) if told else None
    return f"{at:%d.%H:%M}" if at else ""


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ((2024, 1, 8, 7, 29), "07.23:30"),  # 07.30 WITA
        ((2024, 1, 8, 7, 30), ""),
        ((2024, 1, 8, 10, 0), ""),
        ((2024, 1, 8, 12, 55), ""),
        ((2024, 1, 8, 15, 29), ""),
        ((2024, 1, 8, 15, 30), "08.23:30"),
        ((2024, 1, 12, 20, 0), "14.23:30"),  # Friday evening until Monday
        ((2024, 1, 13, 10, 0), "14.23:30"),
    ],
)
def test_it_sleeps_by_night_and_not_in_the_break(wall, clock, moment, told):
    clock.set(*moment)
    assert (wakes(wall), wakes(wall, "office")) == (told, told)


def test_officers_who_still_call_keep_it_awake(wall, draw, call, clock):
    draw()
    clock.set(2024, 1, 8, 16, 0)
    assert wakes(wall)
    call()
    assert wakes(wall) == ""
    clock.forward(minutes=30)
    assert wakes(wall)


def test_an_office_without_hours_sleeps_from_day_to_day(wall, office, clock):
    founding.open_hours(office, {}, at=clock())
    assert wakes(wall) == "09.01:00"
