"""Panggil petugas: one press calls an officer, and costs nobody an answer."""

import pytest

from models import Draft, HelpCall, Ticket
from office import devices
from tests.faces import written
from tests.strict_html import check


def press(citizen, back="/kiosk", **fields):
    return citizen.post("/kiosk/help", back=back, **fields)


def test_one_press_calls_an_officer_and_says_so(citizen, kiosk):
    page = citizen.get("/kiosk").text
    assert 'action="/kiosk/help"' in page
    assert press(citizen).headers["Location"] == "/kiosk/help"
    page = citizen.get("/kiosk/help").text
    assert (
        "Petugas sudah dipanggil" in page and "Mohon tunggu di sini. Dipanggil pukul 09.00." in page
    )
    assert check(page) == []
    assert HelpCall.get().device == kiosk and Draft.select().count() == 0


def test_two_presses_are_one_call(citizen):
    citizen.get("/kiosk")
    press(citizen)
    trail = written()
    press(citizen)
    assert (HelpCall.select().count(), written()) == (1, trail)


def test_looking_at_the_page_calls_nobody(citizen):
    page = citizen.get("/kiosk/help").text
    assert "Tekan Panggil petugas." in page and "sudah dipanggil" not in page
    assert HelpCall.select().count() == 0


def test_who_waits_for_an_officer_keeps_what_was_typed(citizen, clock):
    citizen.enter()
    citizen.answer("whose", "self")
    citizen.get("/kiosk/questions/nik")
    press(citizen, "/kiosk/questions/nik", answer="640101")
    clock.forward(minutes=3)
    assert 'href="/kiosk/questions/nik"' in citizen.get("/kiosk/help").text
    assert 'value="640101"' in citizen.get("/kiosk/questions/nik").text
    assert Draft.get().answers["whose"] == "self"


def test_a_press_on_the_help_page_still_leads_back_to_the_question(citizen):
    citizen.enter()
    citizen.get("/kiosk/questions/whose")
    press(citizen, "/kiosk/questions/whose")
    citizen.get("/kiosk/help")
    press(citizen, "/kiosk/help")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk/help")
    page = citizen.get("/kiosk/help").text
    assert 'href="/kiosk/questions/whose"' in page and "An officer has been called" in page


@pytest.mark.parametrize("back", ["/kiosk/doors", "/staff", "//example.com", "/kiosk/wipe", ""])
def test_it_leads_back_only_to_a_screen_of_the_kiosk(citizen, back):
    citizen.get("/kiosk")
    press(citizen, back)
    assert '<a class="btn primary" href="/kiosk">' in citizen.get("/kiosk/help").text


def test_the_call_outlives_the_screen_but_where_they_were_does_not(citizen, clock, office):
    citizen.enter()
    press(citizen, "/kiosk/questions/whose")
    citizen.get("/kiosk/help")
    citizen.post("/kiosk/wipe")
    assert len(devices.waiting_for_help(office, clock().date())) == 1
    assert "questions" not in citizen.get("/kiosk/help").text


def test_who_presses_on_the_way_is_told_the_officer_comes(citizen, people, clock):
    citizen.get("/kiosk")
    press(citizen)
    devices.come(HelpCall.get(), by=people.rina, at=clock())
    assert "Petugas sedang menuju ke sini" in citizen.get("/kiosk/help").text
    clock.forward(minutes=6)
    assert "Tekan Panggil petugas." in citizen.get("/kiosk/help").text


def test_the_page_looks_again_until_somebody_comes_but_not_for_ever(citizen, people, clock):
    citizen.get("/kiosk")
    press(citizen)
    assert 'data-look-again="10"' in citizen.get("/kiosk/help").text
    clock.forward(minutes=2)
    assert "data-look-again" not in citizen.get("/kiosk/help").text
    clock.forward(minutes=-2)
    devices.come(HelpCall.get(), by=people.rina, at=clock())
    assert "data-look-again" not in citizen.get("/kiosk/help").text


def test_after_closing_the_kiosk_says_when_officers_are_back(citizen, clock):
    citizen.get("/kiosk")
    clock.set(2024, 1, 8, 18, 0)
    before = written()
    answer = press(citizen)
    assert (answer.status_code, check(answer.text)) == (409, [])
    assert "Pelayanan hari ini sudah tutup. Buka lagi Selasa, 9 Januari 2024" in answer.text
    assert (HelpCall.select().count(), written()) == (0, before)


def test_a_form_without_our_token_calls_nobody(citizen):
    citizen.get("/kiosk")
    citizen.token = "false"
    assert press(citizen).status_code == 403
    assert HelpCall.select().count() == Ticket.select().count() == 0
