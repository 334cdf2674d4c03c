"""What the wall's voice is told to say, and the words it fetches."""

import re

import pytest

from models import Call, Device, DeviceKind
from office import queue
from office.walls import loudness, voice, walls
from tests.faces import Visitor


@pytest.fixture
def recorded(app):
    """The folder of the office's own recordings."""
    app.config["VOICE"].mkdir()
    return app.config["VOICE"]


def said(html: str) -> list[str]:
    return re.findall(r'data-say="([^"]+)"', html)


def in_words(label: str, counter: int, **how: bool) -> str:
    return ",".join(" ".join(one) for one in voice.sentences(label, counter, **how))


def test_the_voice_is_told_every_call_of_ten_minutes_the_oldest_first(
    wall, draw, call, clock, people, counters
):
    for _ in range(3):
        draw()
    call(1)
    clock.forward(minutes=10)
    ticket = call(2)
    queue.recall(ticket, by=people.sari, at=clock.forward(seconds=40), counter=counters[2])
    call(1)
    told = [in_words(*one) for one in (("A-002", 2), ("A-002", 2), ("A-003", 1))]
    assert said(wall.get("/display/hall").text) == told


def test_a_clock_that_was_set_back_makes_no_call_wait(wall, draw, call, clock):
    for _ in range(2):
        draw()
    call(1)
    clock.forward(minutes=-20)
    call(2)
    assert said(wall.get("/display/hall").text) == [in_words("A-002", 2)]


def test_an_undone_call_is_marked_so_that_it_stops(wall, draw, call, clock, people, counters):
    draw()
    ticket = call()
    queue.undo(ticket, by=people.sari, at=clock.forward(seconds=2), counter=counters[1])
    version = Call.get().version
    assert f'data-version="{version}" data-at="{1704675600_000}" data-undone' in (
        wall.get("/display/hall").text
    )


def test_the_hall_speaks_as_the_office_set_it(wall, draw, call, people, clock, office):
    volumes = [(0, 70), (9 * 60 + 30, 20)]
    loudness.set_up(office, english=True, volumes=volumes, by=people.admin, at=clock())
    draw()
    call()
    html = wall.get("/display/hall").text
    assert said(html) == [in_words("A-001", 1, english=True)] and 'data-volume="70"' in html
    clock.forward(minutes=30)
    assert 'data-volume="20"' in wall.get("/display/hall/calls").text


def test_the_server_tells_its_clock_to_the_millisecond(wall, seen):
    answer = wall.get("/display/hall/calls", seen=seen("hall"))
    assert (answer.status_code, answer.headers["Pulih-Time"]) == (204, "1704675600000")


def test_a_word_is_ours_until_the_office_has_recorded_it(wall, recorded):
    ours = wall.get("/display/voice/id-2-akhir")
    assert ours.status_code == 200 and ours.mimetype == "audio/mpeg"
    (recorded / "id-2.wav").write_bytes(b"RIFF")
    assert wall.get("/display/voice/id-2-akhir").data == b"RIFF"
    assert wall.get("/display/voice/id-2-akhir", own="no").data == ours.data


@pytest.mark.parametrize("name", ["id-99", "..%2F..%2Fpulih.key", "id-2.mp3"])
def test_what_is_no_word_is_not_there(wall, name):
    assert wall.get(f"/display/voice/{name}").status_code == 404


def test_only_a_wall_fetches_words(app):
    stranger = Visitor(app)
    stranger.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert stranger.get("/display/voice/chime").status_code == 403


def test_a_silent_wall_shows_and_does_not_speak(wall, set_wall):
    assert 'data-volume="80"' in wall.get("/display/hall").text
    set_wall(speaks=False)
    assert 'data-volume="0"' in wall.get("/display/hall").text


def test_a_wall_that_is_tried_speaks_in_its_turn_and_not_for_long(wall, draw, call, clock, people):
    device = Device.get(Device.kind == DeviceKind.WALL)
    draw()
    walls.try_voice(device, by=people.admin, at=clock())
    clock.forward(seconds=1)
    call()
    trial = "chime id-1 id-2 id-3-akhir"
    assert said(wall.get("/display/hall").text) == [trial, in_words("A-001", 1)]
    clock.forward(minutes=3)
    assert said(wall.get("/display/hall").text) == [in_words("A-001", 1)]
