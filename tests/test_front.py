"""The front door, the enrolment of a screen, and how a refusal is told to a plain browser."""

from dataclasses import replace

import pytest
from markupsafe import escape

from app import Settings, create_app
from models import Device, DeviceKind, Event
from office import devices
from tests.conftest import PEOPLE
from tests.faces import Visitor
from tests.strict_html import check


@pytest.fixture
def visitor(app) -> Visitor:
    return Visitor(app)


@pytest.fixture
def real(folder, office, clock) -> Visitor:
    """A visitor of an office that is no demo."""
    settings = Settings(folder / "pulih.db", folder / "pulih.key", clock=clock)
    return Visitor(create_app(replace(settings, demo=False)))


@pytest.fixture
def invited(office, clock):
    """invited(kind): the code that enrols a new screen."""
    return lambda kind: devices.invite(office, kind, "baru", by=None, at=clock())[1]


def test_the_demo_names_its_sign_ins(visitor, app, draw):
    app.config.update(DEMO_PASSWORD="kata sandi demo", DEMO_CLOCK="Jam demo berdiri di 09.40.")
    ticket = draw()
    html = visitor.get("/").text
    assert check(html) == []
    assert all(f"<kbd>{username}</kbd>" in html for username in PEOPLE)
    assert "<kbd>kata sandi demo</kbd>" in html and "Jam demo berdiri di 09.40." in html
    assert f"halaman telepon {ticket.label}" in html


def test_the_demo_says_what_each_of_them_does(visitor, office):
    html = visitor.get("/").text
    assert "Pemulihan Data Error: kegiatan 2, 4, 5, 6" in html
    assert "Anomali Data: kegiatan 3" in html


def test_a_real_office_names_nobody(real, draw):
    draw()
    html = real.get("/").text
    assert check(html) == []
    assert [name for name, (person, _) in PEOPLE.items() if f">{name}<" in html] == []
    assert "/t/" not in html.lower()
    assert all(f'href="{door}"' in html for door in ("/kiosk", "/staff", "/display/hall"))


@pytest.mark.parametrize("door", ["/kiosk", "/staff", "/display/hall", "/display/office"])
def test_every_door_leads_somewhere(visitor, office, door):
    assert visitor.get(door).status_code in (200, 302, 303)


def test_a_screen_is_enrolled_once(real, invited):
    code = invited(DeviceKind.WALL)
    assert check(real.get("/device").text) == []
    answer = real.post("/device", code=f" {code[:5].lower()}-{code[5:]} ")
    assert (answer.status_code, answer.location) == (303, "/display/hall")
    assert real.get("/display/hall").status_code == 200
    real.get("/device")
    assert real.post("/device", code=code).status_code == 403


def test_a_kiosk_is_sent_to_its_first_question(real, invited):
    real.get("/device")
    answer = real.post("/device", code=invited(DeviceKind.KIOSK))
    assert answer.location == "/kiosk"


@pytest.mark.parametrize("code", ["", "salah", "A" * 100_000, "\x00", "😀", "' OR 1=1"])
def test_a_wrong_code_is_told_at_the_field(real, office, code):
    before = (Event.select().count(), list(Device.select().tuples()))
    real.get("/device")
    answer = real.post("/device", code=code)
    assert answer.status_code == 403
    assert 'id="code-wrong"' in answer.text and check(answer.text) == []
    assert "Kode tidak dikenal atau sudah tidak berlaku." in answer.text
    assert f'value="{escape(code.strip(chr(0))[:40])}"' in answer.text
    assert (Event.select().count(), list(Device.select().tuples())) == before


def test_a_code_lasts_an_hour(real, invited, clock):
    code = invited(DeviceKind.WALL)
    real.get("/device")
    clock.forward(minutes=61)
    assert real.post("/device", code=code).status_code == 403


def test_enrolling_from_another_site_is_refused(real, invited):
    real.get("/device")
    fields = {"code": invited(DeviceKind.WALL), "csrf_token": real.token}
    answer = real.client.post("/device", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert Device.select().where(Device.token_hash.is_null(False)).count() == 0


def test_without_the_token_the_page_is_too_old(real, office):
    answer = real.post("/device", code="x", csrf_token="")
    assert answer.status_code == 403
    assert "Halaman ini sudah lama terbuka." in answer.text


def test_a_browser_that_is_no_screen_of_ours_is_told_what_to_do(real, office):
    answer = real.get("/kiosk")
    assert answer.status_code == 403
    assert check(answer.text) == []
    assert "belum terdaftar sebagai mesin antrean" in answer.text
    assert 'href="/device"' in answer.text


def test_every_tab_has_our_picture(visitor, office):
    answer = visitor.client.get("/favicon.ico")
    assert (answer.status_code, answer.data[:4]) == (200, b"\x00\x00\x01\x00")
    assert "max-age=86400" in answer.headers["Cache-Control"] and len(answer.data) < 3000


@pytest.mark.parametrize("path", ["/tidak-ada", "/kiosk/tidak/ada", "/static/tidak-ada.css"])
def test_an_unknown_page_is_told_kindly(visitor, office, path):
    answer = visitor.get(path)
    assert answer.status_code == 404
    assert "Halaman ini tidak ada." in answer.text
    assert check(answer.text) == []


@pytest.mark.parametrize("name", ["%00.css", "a" * 300 + ".css", "..%2fapp.css", "fonts.css"])
def test_a_file_that_cannot_be_is_an_unknown_page(visitor, office, name):
    answer = visitor.client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, "Halaman ini tidak ada." in answer.text) == (404, True)


@pytest.mark.parametrize("host", ["x" * 64, "a..b", "a b", "[", "a@b", "a:999999", "<b>", "é"])
def test_a_host_that_is_none_is_refused_before_any_page(visitor, office, host):
    answer = visitor.client.get("/", headers={"Host": host})
    assert (answer.status_code, answer.text) == (400, "Permintaan tidak dapat dibaca.")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "host", ["localhost:8000", "192.168.1.7:8000", "[::1]:8000", "loket_1.lan."]
)
def test_any_name_of_the_computer_is_served(visitor, office, host):
    assert visitor.client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://localhost/staff/counters?q=rahasia", "/staff/counters"),
        ("http://localhost/staff/register/searches", "/staff/register"),  # only a press opens it
        ("https://jahat.example/masuk", "/"),
        ("http://localhost//jahat.example", "/"),
        ("http://localhost/tidak-ada", "/"),
        ("bukan alamat", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_never_leaves_the_house(visitor, office, came_from, back):
    answer = visitor.client.get("/tidak-ada", headers={"Referer": came_from})
    assert f'<a href="{back}">' in answer.text


def test_htmx_gets_the_sentence_for_the_notice_only(visitor, office):
    answer = visitor.get("/tidak-ada", htmx=True)
    assert answer.status_code == 404
    assert 'id="notice"' in answer.text and check(answer.text, fragment=True) == []
    assert answer.headers["HX-Reswap"] == "none"


@pytest.mark.parametrize("path", ["/staff//admin", "/kiosk//services", "/static//tokens.css"])
def test_no_answer_leads_to_the_host_a_request_names(visitor, path):
    answer = visitor.client.get(path, headers={"Host": "lain.example"})
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)
