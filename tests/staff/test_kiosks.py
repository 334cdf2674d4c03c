"""A kiosk calls for an officer: it is told where people are met, and one officer goes."""

import pytest

from models import Device, DeviceKind, HelpCall
from office import devices
from tests.faces import Visitor, written
from tests.strict_html import check

TOLD = "minta bantuan sejak 09.00"
BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def called(kiosk, clock):
    Device.update(name="Anjungan 1").where(Device.kind == DeviceKind.KIOSK).execute()
    return devices.ask_for_help(kiosk, at=clock())


def go(visitor, call, htmx=False, page="/staff/hall"):
    """Saya datang, as a form of that page sends it."""
    path = f"/staff/help/{call.id}/arrivals"
    if not htmx:
        return visitor.post(path, came_from=page)
    target = "section#hall" if page.endswith("hall") else "section#call-panel"
    headers = {"HX-Request": "true", "HX-Target": target, "Sec-Fetch-Site": "same-origin"}
    return visitor.client.post(path, data={"csrf_token": visitor.token}, headers=headers)


def test_hall_and_counter_tell_it_with_one_button(called, rina, sari):
    for page in (rina.get("/staff/hall").text, sari.get("/staff/counter").text):
        assert f"Anjungan 1 {TOLD}" in page and "Saya datang" in page
        assert check(page) == []


def test_open_pages_learn_of_it_by_themselves(rina, sari, kiosk, clock):
    for visitor, path in ((rina, "/staff/hall"), (sari, "/staff/counter/panel")):
        seen = visitor.get(path, htmx=True).text.partition("seen=")[2].partition('"')[0]
        assert visitor.get(path, htmx=True, seen=seen).status_code == 204
        devices.ask_for_help(kiosk, at=clock())
        assert TOLD in visitor.get(path, htmx=True, seen=seen).text
        devices.come(HelpCall.get(), by=HelpCall.get().office.officers.get(), at=clock())


@BOTH
def test_petugas_informasi_goes_and_the_line_is_gone(called, rina, htmx):
    answer = go(rina, called, htmx)
    assert HelpCall.get().officer.name == "Rina"
    page = answer.text if htmx else rina.get(answer.headers["Location"]).text
    assert TOLD not in page and "Nomor hari ini" in page


@BOTH
def test_who_serves_a_counter_goes_from_there(called, sari, htmx):
    answer = go(sari, called, htmx, "/staff/counter")
    assert HelpCall.get().officer.name == "Sari"
    assert answer.headers.get("Location", "/staff/counter").endswith("/staff/counter")
    assert TOLD not in (answer.text if htmx else sari.get("/staff/counter").text)


@BOTH
def test_who_comes_second_is_told_who_went(called, rina, sari, htmx):
    go(rina, called)
    before = written()
    answer = go(sari, called, htmx, "/staff/counter")
    assert (answer.status_code, "Rina sudah datang ke Anjungan 1." in answer.text) == (409, True)
    assert (HelpCall.get().officer.name, written()) == ("Rina", before)


@pytest.mark.parametrize("username", ["lead", "audit"])
def test_who_only_watches_sees_it_without_the_button(app, called, username):
    visitor = Visitor(app).sign_in(username)
    page = visitor.get("/staff/hall").text
    assert TOLD in page and "Saya datang" not in page
    before = written()
    assert go(visitor, called).status_code == 403
    assert (HelpCall.get().officer, written()) == (None, before)


@pytest.mark.parametrize("id", [999999, 2**70])
def test_a_call_that_is_none_is_not_found(rina, called, id):
    answer = rina.post(f"/staff/help/{id}/arrivals")
    assert (answer.status_code, HelpCall.get().officer) == (404, None)


def test_yesterdays_call_is_told_to_nobody(app, called, clock):
    clock.set(2024, 1, 9, 9, 0)
    assert TOLD not in Visitor(app).sign_in("rina").get("/staff/hall").text
