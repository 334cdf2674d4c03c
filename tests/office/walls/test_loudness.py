"""How loud the hall speaks, hour by hour, as an admin set it."""

import pytest

from models import Event, Office
from office.errors import Incomplete
from office.walls import loudness
from office.walls.loudness import Loudness

NOON, HALF_PAST_TWO = 12 * 60, 14 * 60 + 30


@pytest.fixture
def set_up(office, people, clock):
    """set_up((0, 80), …): as the admin does it, with English."""
    return lambda *volumes: loudness.set_up(
        office, english=True, volumes=volumes, by=people.admin, at=clock()
    )


def test_an_office_that_said_nothing_speaks_indonesian_and_aloud(office):
    assert loudness.of(office) == Loudness(False, ((0, loudness.LOUD),))


def test_it_is_quieter_from_an_hour_on_and_silent_where_it_says_nought(set_up):
    set_up((0, 80), (NOON, 0), (HALF_PAST_TWO, 40))
    told = loudness.of(Office.get())
    hours = {at: told.at(at) for at in (0, NOON - 1, NOON, HALF_PAST_TWO, 1439)}
    assert hours == {0: 80, NOON - 1: 80, NOON: 0, HALF_PAST_TWO: 40, 1439: 40}
    assert told.english


def test_the_walls_are_told_that_it_changed(set_up):
    before = Office.get().version
    set_up((0, 30))
    assert Office.get().version > before
    assert Event.select().order_by(Event.id.desc()).first().detail == "voice"


@pytest.mark.parametrize(
    ("volumes", "sentence"),
    [
        ([], "0 sampai 100"),
        ([(0, 101)], "0 sampai 100"),
        ([(0, 80), (NOON, -1)], "0 sampai 100"),
        ([(60, 80)], "menurut jamnya"),
        ([(0, 80), (NOON, 40), (NOON, 20)], "menurut jamnya"),
        ([(0, 80), (1440, 40)], "menurut jamnya"),
        ([(0, 1), (60, 2), (120, 3), (180, 4), (240, 5)], "menurut jamnya"),
    ],
)
def test_a_volume_that_is_none_is_refused_and_changes_nothing(set_up, volumes, sentence):
    before = Office.get()
    with pytest.raises(Incomplete, match=sentence):
        set_up(*volumes)
    after = Office.get()
    assert (after.voice, after.version) == (before.voice, before.version)
