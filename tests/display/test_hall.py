"""The waiting room's wall: every call, nothing but calls, and the words for quiet hours."""

import re

import pytest

from models import Device, DeviceKind, Office
from office import devices, founding, queue, siak
from office.walls import walls
from tests.faces import Visitor
from tests.strict_html import check


def labels(html: str) -> list[str]:
    """What stands on the wall: the large number first, then the shown ones of the list."""
    rows = re.findall(r'data-label="([^"]+)"[^>]*>', html)
    hidden = re.findall(r'data-label="([^"]+)"[^>]* hidden>', html)
    return [label for label in rows if label not in hidden]


def new(html: str) -> set[str]:
    return set(re.findall(r'data-label="([^"]+)" data-counter="\d+" data-new', html))


def test_a_call_stands_large_with_its_counter(wall, draw, call):
    draw()
    call(2)
    html = wall.get("/display/hall").text
    assert 'data-label="A-001" data-counter="2" data-new' in html
    assert re.search(r"Loket</span> <b>2</b>", html)


def test_the_page_and_its_region_are_clean_html(wall, draw, call):
    for _ in range(7):
        draw()
    for number in (1, 2, 1, 2, 1, 2):
        call(number)
    assert check(wall.get("/display/hall").text) == []
    assert check(wall.get("/display/hall/calls").text, fragment=True) == []


def test_four_earlier_calls_stand_beside_it(wall, draw, call):
    for _ in range(7):
        draw()
    for number in (1, 2, 1, 2, 1, 2):
        call(number)
    assert labels(wall.get("/display/hall").text) == [f"A-00{n}" for n in (6, 5, 4, 3, 2)]


def test_nothing_is_sent_until_something_changes(wall, seen):
    answer = wall.get("/display/hall/calls", seen=seen("hall"))
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["Pulih-Clock"] == "09.00.00"


def test_the_minute_alone_draws_the_wall_again(wall, seen, clock):
    version = seen("hall")
    clock.forward(minutes=1)
    assert wall.get("/display/hall/calls", seen=version).status_code == 200


def test_a_wall_gets_every_call_since_the_one_it_has_seen(wall, draw, call, seen):
    for _ in range(20):
        draw()
    call()
    version = seen("hall")
    for number in (1, 2) * 9:
        call(number)
    html = wall.get("/display/hall/calls", seen=version).text
    assert new(html) == {f"A-{n:03d}" for n in range(2, 20)}


def test_a_call_seen_before_is_no_new_one(wall, draw, call, seen, clock):
    draw()
    call()
    version = seen("hall")
    draw()
    html = wall.get("/display/hall/calls", seen=version).text
    assert 'data-label="A-001"' in html
    assert new(html) == set()


def test_a_wall_that_was_dark_for_long_calls_nobody_again(wall, draw, call, seen, clock):
    draw()
    version = seen("hall")
    call()
    clock.forward(minutes=3)
    assert new(wall.get("/display/hall/calls", seen=version).text) == set()


def test_calling_again_makes_the_number_new_again(wall, draw, call, seen, clock, people, counters):
    draw()
    ticket = call()
    version = seen("hall")
    queue.recall(ticket, by=people.sari, at=clock.forward(seconds=40), counter=counters[1])
    html = wall.get("/display/hall/calls", seen=version).text
    assert new(html) == {"A-001"}
    assert html.count('data-label="A-001"') == 1


def test_an_undone_call_leaves_the_wall(wall, draw, call, clock, people, counters):
    draw()
    ticket = call()
    queue.undo(ticket, by=people.sari, at=clock.forward(seconds=2), counter=counters[1])
    html = wall.get("/display/hall").text
    assert "A-001" not in html
    assert "Belum ada panggilan." in html


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ((2024, 1, 8, 7, 30), "Pelayanan belum buka. Buka pukul 08.00 WITA."),
        ((2024, 1, 8, 12, 10), "Istirahat sampai 13.00 WITA. Nomor Anda tetap berlaku."),
        (
            (2024, 1, 8, 15, 10),
            "Pelayanan hari ini sudah tutup. Buka lagi Selasa, 9 Januari 2024, 08.00 WITA.",
        ),
        (
            (2024, 1, 13, 10, 0),
            "Hari ini kantor tutup. Buka lagi Senin, 15 Januari 2024, 08.00 WITA.",
        ),
    ],
)
def test_the_wall_says_when_nobody_is_served(wall, draw, call, clock, moment, sentence):
    draw()
    call()
    clock.set(*moment)
    assert f'<p class="says">{sentence}</p>' in wall.get("/display/hall").text


def test_an_office_without_hours_sends_people_to_an_officer(wall, office, clock):
    founding.open_hours(office, {}, at=clock())
    assert "Pelayanan sedang tutup." in wall.get("/display/hall").text


def test_a_call_in_the_break_stands_above_the_sentence(wall, draw, call, clock):
    draw()
    clock.set(2024, 1, 8, 12, 10)
    call()
    html = wall.get("/display/hall").text
    assert 'data-label="A-001"' in html
    assert '<p class="news">' in html
    assert html.count("Istirahat sampai 13.00") >= 1


def test_yesterdays_calls_are_gone(wall, draw, call, clock):
    draw()
    call()
    clock.set(2024, 1, 9, 9, 0)
    assert "A-001" not in wall.get("/display/hall").text


def test_the_hall_hears_that_siak_is_down(wall, seen, people, office, clock):
    version = seen("hall")
    siak.report_down(office, by=people.sari, at=clock())
    html = wall.get("/display/hall/calls", seen=version).text
    assert "Jaringan SIAK terganggu sejak 09.00." in html


@pytest.mark.parametrize(("every", "words"), [(3, " (satu dari tiga)."), (7, " (satu dari 7).")])
def test_the_legend_tells_how_often_priority_goes_first(wall, every, words):
    Office.update(priority_every=every).execute()
    legend = f"Nomor prioritas dapat dipanggil lebih dulu{words} Layanan ini gratis."
    assert legend in wall.get("/display/hall").text


def test_a_wall_of_a_zone_shows_its_counters_calls_only(
    wall, draw, call, seen, set_wall, people, office, clock
):
    walls.divide(office, {1: "Lantai 1", 2: "Lantai 2", 3: "Lantai 2"}, by=people.admin, at=clock())
    set_wall(zone="Lantai 2")
    page = wall.get("/display/hall").text
    assert "Belum ada panggilan ke Loket 2 atau 3." in page
    assert "<b>Lantai 2</b>: Loket 2, 3" in page
    version = seen("hall")
    for number in (1, 2, 1):
        draw()
        call(number)
    html = wall.get("/display/hall/calls", seen=version).text
    assert (new(html), labels(html)) == ({"A-002"}, ["A-002"])
    assert html.count("data-say=") == 1
    set_wall()
    assert labels(wall.get("/display/hall").text) == ["A-003", "A-002", "A-001"]


def test_a_zone_without_counters_is_quiet_and_not_broken(
    wall, draw, call, set_wall, people, office, clock
):
    walls.divide(office, {1: "Lantai 1"}, by=people.admin, at=clock())
    set_wall(zone="Lantai 1")
    walls.divide(office, {1: ""}, by=people.admin, at=clock())
    draw()
    call()
    page = wall.get("/display/hall").text
    assert ("Belum ada panggilan." in page, labels(page)) == (True, [])


@pytest.mark.parametrize("name", ["hall", "office"])
def test_a_wall_looks_as_it_was_set(wall, set_wall, name):
    set_wall(look="kontras")
    page = wall.get(f"/display/{name}").text
    assert 'data-theme="kontras"' in page and 'data-look="kontras"' in page


@pytest.mark.parametrize(
    "seen", ["", "x", "-1", "9" * 5000, "1" * 15, "0.0900", "１.0900", "\x00", "😀"]
)
def test_nonsense_as_the_version_gets_the_wall_as_it_is(wall, draw, call, seen):
    draw()
    call()
    answer = wall.get("/display/hall/calls", seen=seen)
    assert answer.status_code == 200
    assert 'data-label="A-001"' in answer.text


@pytest.mark.parametrize(
    "path", ["/display/hall", "/display/hall/calls", "/display/office", "/display/office/figures"]
)
def test_only_a_wall_of_the_office_may_look(app, office, clock, path):
    stranger = Visitor(app)
    stranger.client.environ_base["REMOTE_ADDR"] = "10.0.0.7"
    assert stranger.get(path).status_code == 403
    assert check(stranger.page) == []
    _, code = devices.invite(office, DeviceKind.KIOSK, "mesin", by=None, at=clock())
    _, token = devices.enrol(code, at=clock())
    stranger.client.set_cookie("pulih_device", token)
    assert "belum terdaftar sebagai papan" in stranger.get(path).text


def test_a_wall_taken_out_of_service_goes_dark(app, office, clock):
    _, code = devices.invite(office, DeviceKind.WALL, "papan", by=None, at=clock())
    device, token = devices.enrol(code, at=clock())
    visitor = Visitor(app)
    visitor.client.environ_base["REMOTE_ADDR"] = "10.0.0.7"
    visitor.client.set_cookie("pulih_device", token)
    assert visitor.get("/display/hall").status_code == 200
    devices.revoke(Device.get_by_id(device.id), by=None, at=clock())
    assert visitor.get("/display/hall").status_code == 403
