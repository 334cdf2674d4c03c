"""The admin's page: zones, and each wall's own settings."""

import pytest

from models import Device, DeviceKind
from office.walls import walls
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def wall(office):
    return Device.get(Device.kind == DeviceKind.WALL)


@BOTH
def test_a_wall_is_set_for_a_zone_and_told_to_speak(ani, wall, htmx):
    def press(path, **fields):
        return ani.post(f"/staff/admin/{path}", fields, htmx=htmx, came_from="/staff/admin")

    press("zones", **{"zone-1": "Lantai 1", "zone-2": "", "zone-x": "Lantai 3"})
    press(f"walls/{wall.id}", zone="Lantai 1", look="terang", speaks="1")
    press(f"walls/{wall.id}/trials")
    told = walls.of(Device.get_by_id(wall.id))
    assert (told.zone, told.look, told.speaks, told.moves) == ("Lantai 1", "terang", True, False)
    assert told.tried
    page = ani.get("/staff/admin").text
    assert ("Lantai 1: Loket 1" in page, check(page)) == (True, [])
    assert press(f"walls/{wall.id}", look="merah").status_code == 422
    press("zones", **{"zone-1": ""})
    assert "Lantai 1: belum ada loketnya" in ani.get("/staff/admin").text
