"""Saya di luar on a phone: no cookies, no JavaScript, no other site."""

import pytest

from models import Event, Ticket
from office import guesses
from tests.faces import Visitor, written
from tests.kiosk.conftest import Citizen
from tests.strict_html import check
from tests.track.conftest import link


@pytest.fixture
def send(app):
    """send(ticket, "outings"): the form's press, from a browser that keeps no cookies."""
    client = app.test_client(use_cookies=False)

    def send(ticket: Ticket, what: str, **headers: str):
        headers = headers or {"Origin": "http://localhost"}
        return client.post(f"{link(ticket)}/{what}", headers=headers)

    return send


def test_out_and_back_without_a_cookie(draw, send, phone):
    ticket = draw()
    assert "Saya di luar" in phone(ticket)
    answer = send(ticket, "outings")
    assert (answer.status_code, answer.headers["Location"]) == (303, link(ticket))
    assert "Set-Cookie" not in answer.headers
    page = phone(ticket)
    assert check(page) == [] and "Di luar sejak 09.00" in page and "Saya di luar" not in page
    send(ticket, "returns")
    assert Ticket.get_by_id(ticket.id).away_since is None


def test_looking_at_the_address_of_a_press_changes_nothing(app, draw):
    ticket, before = draw(), written()
    for what in ("outings", "returns"):
        assert Visitor(app).get(f"{link(ticket)}/{what}").status_code == 405
    assert written() == before


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://lain.example"}, {"X-Nothing": "1"}],
)
def test_another_site_cannot_press(draw, send, headers):
    ticket, before = draw(), written()
    assert send(ticket, "outings", **headers).status_code == 403
    assert written() == before


def test_a_press_on_an_unknown_link_is_a_guess(app, draw):
    client = app.test_client()
    for _ in range(2):
        press = client.post("/t/x/outings", headers={"Sec-Fetch-Site": "same-origin"})
        assert press.status_code == 404


def test_who_presses_all_the_time_must_wait(draw, send):
    ticket = draw()
    for _ in range(guesses.PRESSES):
        send(ticket, "returns")
    before = written()
    answer = send(ticket, "outings")
    assert answer.status_code == 429 and "Terlalu sering. Tunggu lima menit" in answer.text
    assert written() == before
    assert send(draw(), "outings").status_code == 303  # another phone of the same hall


def test_staff_see_who_is_out(app, draw, send):
    ticket = draw()
    send(ticket, "outings")
    sari = Visitor(app).sign_in("sari", counter=1)
    assert "Di luar sejak 09.00" in sari.get("/staff/counter").text
    assert "Di luar sejak 09.00" in sari.get("/staff/hall").text


def test_the_kiosk_takes_it_by_code(app, draw):
    ticket, citizen = draw(), Citizen(app)
    citizen.get("/kiosk/code")
    citizen.post("/kiosk/code", answer=ticket.code)
    page = citizen.get("/kiosk/state").text
    assert check(page) == [] and "Saya di luar" in page
    citizen.post("/kiosk/outings")
    assert Ticket.get_by_id(ticket.id).away_since
    assert "Sudah kembali" in citizen.get("/kiosk/state").text
    citizen.post("/kiosk/outings", back="1")
    assert Ticket.get_by_id(ticket.id).away_since is None
    assert Event.select().where(Event.name == "ticket back").get().device_id


def test_every_word_is_english_for_who_asks_and_stays_so(phone, draw):
    ticket = draw()
    page = phone(ticket, lang="en")
    assert check(page) == [] and '<html lang="en"' in page
    for words in ("Your queue number", "I am outside", "If you miss your call", "Update now"):
        assert words in page
    assert f'href="{link(ticket)}?lang=en"' in page
    assert f'action="{link(ticket)}/outings?lang=en"' in page
    assert f'data-poll="{link(ticket)}/now?lang=en"' in page


def test_an_unknown_language_is_indonesian(phone, draw):
    assert '<html lang="id"' in phone(draw(), lang="xx")
