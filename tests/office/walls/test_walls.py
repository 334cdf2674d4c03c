"""A wall stands for its part of the hall, looks as it was set, and speaks or is silent."""

import pytest

from models import Device, DeviceKind
from office import devices
from office.errors import Incomplete, NotFound
from office.walls import walls
from office.walls.walls import Wall


@pytest.fixture
def wall(office):
    return Device.get(Device.kind == DeviceKind.WALL)


@pytest.fixture
def divide(office, people, clock):
    """divide({1: "Lantai 1"}): as the admin does it."""
    return lambda named: walls.divide(office, named, by=people.admin, at=clock())


@pytest.fixture
def set_up(wall, people, clock):
    def set_up(device=wall, **told) -> None:
        plain = {"zone": "", "look": "gelap", "speaks": True, "moves": True}
        walls.set_up(device, **plain | told, by=people.admin, at=clock())

    return set_up


def test_a_wall_nobody_set_shows_all_and_speaks(wall):
    assert walls.of(wall) == Wall("", "gelap", speaks=True, moves=True)


def test_counters_stand_in_zones(office, divide):
    divide({1: " Lantai  1 ", 2: "Lantai 1", 3: "Lantai 2", 4: ""})
    assert walls.zones(office.id) == {"Lantai 1": [1, 2], "Lantai 2": [3]}


def test_a_wall_is_set_and_the_walls_hear_of_it(wall, divide, set_up, fresh, version):
    divide({1: "Lantai 1"})
    before = version()
    set_up(zone="Lantai 1", look="terang", speaks=False, moves=False)
    assert walls.of(fresh(wall)) == Wall("Lantai 1", "terang", speaks=False, moves=False)
    assert version() > before


def test_a_wall_keeps_its_zone_when_its_counters_left_it(wall, divide, set_up, fresh):
    divide({1: "Lantai 1"})
    set_up(zone="Lantai 1")
    divide({1: ""})
    set_up(zone="Lantai 1", look="kontras")
    assert walls.of(fresh(wall)).look == "kontras"


@pytest.mark.parametrize("told", [{"zone": "Lantai 9"}, {"look": "merah"}])
def test_what_is_not_on_the_list_is_refused(set_up, refused, told):
    with refused(Incomplete, "dari daftarnya"):
        set_up(**told)


@pytest.mark.parametrize(
    ("named", "sentence"),
    [({9: "Lantai 1"}, "Loket 9 tidak ada"), ({1: "x" * 25}, "paling banyak 24")],
)
def test_a_zone_that_is_none_is_refused(divide, refused, named, sentence):
    with refused(Incomplete, sentence):
        divide(named)


def test_only_a_wall_that_hangs_there_is_set(set_up, wall, kiosk, refused, people, clock):
    with refused(NotFound, "Layar itu tidak ada"):
        set_up(kiosk)
    devices.revoke(wall, by=people.admin, at=clock())
    with refused(NotFound, "Layar itu tidak ada"):
        set_up(wall)


def test_a_silent_wall_cannot_be_tried(set_up, wall, refused, people, fresh, clock):
    walls.try_voice(wall, by=people.admin, at=clock())
    assert walls.of(fresh(wall)).tried == clock().timestamp() * 1000
    set_up(speaks=False)
    with refused(Incomplete, "diatur diam"):
        walls.try_voice(wall, by=people.admin, at=clock())
