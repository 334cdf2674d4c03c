"""What a wall is told to show beside its calls, and the files it fetches."""

import re

import pytest

from models import Device, DeviceKind
from office import devices, founding
from office.walls import slides
from tests.faces import Visitor

VIDEO = b"\x1a\x45\xdf\xa3 webm V_VP9" + bytes(2_500_000)


@pytest.fixture
def bring(office, people, clock):
    """bring(): a video for every wall; where the walls fetch it."""

    def bring(**told) -> str:
        told = {"title": "Syarat", "zone": "", "place": 1, "seconds": 9, **told}
        by = {"by": people.rina, "at": clock()}
        key = slides.begin(office, len(VIDEO), **told, **by)
        slides.append(key, 0, VIDEO, **by)
        return f"/display/slides/{slides.finish(key, **by).file}"

    return bring


def test_a_wall_is_told_its_slides_in_their_order(wall, bring):
    later, sooner = bring(place=2), bring()
    told = re.findall(r'data-src="([^"]+)"', wall.get("/display/hall").text)
    assert told == [sooner, later]


def test_a_player_gets_a_part_however_much_it_asks_for(wall, bring):
    path = bring()
    answer = wall.client.get(path, headers={"Range": "bytes=0-"})
    assert (answer.status_code, len(answer.data)) == (206, 1_000_000)
    assert answer.headers["Content-Range"] == f"bytes 0-999999/{len(VIDEO)}"
    answer = wall.client.get(path, headers={"Range": "bytes=2500000-"})
    assert answer.data == VIDEO[2_500_000:]
    assert answer.headers["Content-Type"] == "video/webm"
    assert wall.client.get(path, headers={"Range": "bytes=9000000-"}).status_code == 416
    assert wall.client.get(path).data == VIDEO


def test_only_walls_of_the_office_fetch_what_it_shows(app, bring, office, clock):
    path = bring()
    stranger = Visitor(app)
    stranger.client.environ_base["REMOTE_ADDR"] = "10.0.0.7"
    assert stranger.get(path).status_code == 403
    other = founding.found("LAIN", "Lain", "Lain", "Asia/Jakarta", at=clock())
    for place, status in ((other, 404), (office, 200)):
        device, code = devices.invite(place, DeviceKind.WALL, "papan", by=None, at=clock())
        _, token = devices.enrol(code, at=clock())
        stranger.client.set_cookie("pulih_device", token)
        assert stranger.get(path).status_code == status
    devices.revoke(Device.get_by_id(device.id), by=None, at=clock())
    assert stranger.get(path).status_code == 403


@pytest.mark.parametrize("name", ["nothing.mp4", "..%2Fpulih.key", "%00", "pulih.db"])
def test_nothing_else_is_fetched_from_there(wall, bring, name):
    bring()
    assert wall.get(f"/display/slides/{name}").status_code == 404
