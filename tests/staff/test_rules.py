"""The rules of the day as an admin sets them, and what the public faces then say."""

from datetime import date

import pytest

from models import Holiday, Office, SpecialHours
from office import calendar, quotas
from office.tickets import tracking_token
from tests.faces import Visitor, written
from tests.office.conftest import everything
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
SPECIAL = {"name": "Pulang awal", "since": "2024-01-09", "until": ""}
SPECIAL |= {"opens-stretches-0": "08.00", "closes-stretches-0": "11.00"}
NATIONAL = "/staff/admin/holidays/national"
HOURS = "/staff/admin/special-hours"


def press(visitor: Visitor, path: str, htmx: bool = False, **fields):
    return visitor.post(path, fields, htmx=htmx, came_from="/staff/admin")


@BOTH
def test_special_hours_are_set_shown_and_ended(ani, htmx):
    press(ani, HOURS, htmx, **SPECIAL)
    row = SpecialHours.get()
    assert (row.since, row.until, row.stretches, row.friday) == (
        date(2024, 1, 9),
        date(2024, 1, 9),
        [[480, 660]],
        [],
    )
    page = ani.get("/staff/admin").text
    assert "Pulang awal" in page and "08.00–11.00" in page
    assert check(page) == []
    press(ani, f"/staff/admin/special-hours/{row.id}/removals", htmx)
    assert SpecialHours.select().count() == 0


@BOTH
def test_national_holidays_are_ticked_and_added_in_one_press(ani, htmx):
    page = ani.get(NATIONAL).text
    assert 'value="2024-03-11" checked' in page and 'value="2024-03-12">' in page
    assert check(page) == []
    press(ani, NATIONAL, htmx, days=["2024-03-11", "2024-08-17", "2024-01-20", "x"])
    assert [row.day for row in Holiday.select()] == [date(2024, 3, 11), date(2024, 8, 17)]
    assert "2024-03-11" not in ani.get(NATIONAL).text


REFUSALS = {
    "no quota": ("/staff/admin/quota", {"most-pemulihan-data-error-0": "x"}, 422, "0 sampai 999"),
    "nothing ticked": (NATIONAL, {"days": []}, 422, "Centang dulu"),
    "no hours": (
        HOURS,
        SPECIAL | {"opens-stretches-0": ""},
        422,
        "Tulis jam",
    ),
    "no name": (HOURS, SPECIAL | {"name": ""}, 422, "Isi nama jam khusus"),
    "no special day": (HOURS, SPECIAL | {"since": "x"}, 422, "tanggalnya"),
    "no special hours": (f"{HOURS}/9/removals", {}, 404, "tidak ada"),
}


@BOTH
@pytest.mark.parametrize("name", REFUSALS)
def test_a_rule_that_is_none_is_refused(ani, name, htmx):
    path, fields, status, words = REFUSALS[name]
    before = everything()
    answer = press(ani, path, htmx, **fields)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert everything() == before


def test_another_offices_special_hours_are_told_as_none(ani, app, clock):
    other = Office.create(code="B", name="B", region="B", zone="Asia/Jakarta")
    day = date(2024, 2, 1)
    told = {"since": day, "until": day, "name": "x", "stretches": [], "friday": []}
    row = SpecialHours.create(office=other, **told)
    before = written()
    answer = press(ani, f"/staff/admin/special-hours/{row.id}/removals")
    assert (answer.status_code, written()) == (404, before)


@pytest.mark.parametrize("username", ["admin", "lead"])
def test_a_year_without_holidays_is_said_to_who_must_know(app, username):
    path = {"admin": "/staff/admin", "lead": "/staff/lead"}[username]
    page = Visitor(app).sign_in(username).get(path).text
    assert "Hari libur tahun 2024 belum ada di daftar." in page
    assert check(page) == []


def test_a_changed_hour_is_known_at_once_to_kiosk_wall_and_phone(app, ani, draw, clock):
    """At two the office suddenly closes at one: none of the three says what it said before."""
    clock.set(2024, 1, 8, 14, 0)
    ani.sign_in("admin")
    public = Visitor(app)
    assert "Ambil nomor saja" in public.get("/kiosk").text
    week = {"opens-0-0": "08.00", "closes-0-0": "13.00", "cutoff": "0"}
    week |= {"opens-1-0": "08.00", "closes-1-0": "13.00"}
    press(ani, "/staff/admin/hours", **week)
    said = "Pelayanan hari ini sudah tutup. Buka lagi Selasa, 9 Januari 2024, 08.00 WITA."
    for path in ("/kiosk", "/kiosk/info", "/display/hall"):
        assert said in public.get(path).text, path


def test_a_holiday_has_its_name_on_kiosk_and_wall(app, office, clock):
    calendar.close_on(office, clock().date(), "Hari Raya Contoh", at=clock())
    for path in ("/kiosk", "/kiosk/services", "/display/hall"):
        page = Visitor(app).get(path).text
        assert "Hari ini libur: Hari Raya Contoh. Buka lagi Selasa" in page, path
    assert "Cek nomor" in Visitor(app).get("/kiosk").text


def test_a_number_of_the_break_says_when_officers_are_back(app, draw, clock):
    clock.set(2024, 1, 8, 12, 10)
    kiosk = Visitor(app)
    kiosk.get("/kiosk/services")
    kiosk.post("/kiosk/services", procedure="pemulihan-data-error")
    kiosk.get("/kiosk/questions/priority")
    kiosk.post("/kiosk/tickets", answer="no")
    page = kiosk.get("/kiosk/ticket").text
    assert page.count("Istirahat sampai 13.00 WITA. Nomor Anda tetap berlaku.") == 2
    assert check(page) == []


@BOTH
def test_a_quota_is_set_and_what_is_left_is_seen(app, ani, draw, htmx):
    press(ani, "/staff/admin/quota", htmx, **{"most-pemulihan-data-error--1": "2"})
    assert 'name="most-pemulihan-data-error--1" value="2"' in ani.get("/staff/admin").text
    draw()
    for username, path in (("rina", "/staff/hall"), ("lead", "/staff/lead")):
        page = Visitor(app).sign_in(username).get(path).text
        assert "1 dari 2 nomor" in page and check(page) == []


def test_the_kiosk_says_at_the_door_and_at_the_last_press_that_none_is_left(app, ani, draw):
    kiosk = Visitor(app)
    kiosk.get("/kiosk/services")
    kiosk.post("/kiosk/services", procedure="pemulihan-data-error")
    press(ani, "/staff/admin/quota", **{"most-pemulihan-data-error--1": "1"})
    draw()
    kiosk.get("/kiosk/questions/priority")
    said = "Nomor hari ini sudah habis. Silakan ke Petugas Informasi. Ambil nomor lagi Selasa, 9"
    refused = kiosk.post("/kiosk/tickets", answer="no")
    assert (refused.status_code, said in refused.text) == (409, True)
    for path in ("/kiosk", "/kiosk/services"):
        page = kiosk.get(path).text
        assert said in page and "pemulihan-data-error" not in page and check(page) == []
    assert "Cek nomor" in kiosk.get("/kiosk").text
    wall = Visitor(app).get("/display/hall").text
    assert f"Perbaikan data: {quotas.NONE_LEFT}" in wall and check(wall) == []
    door = kiosk.post("/kiosk/doors", procedure="pemulihan-data-error")
    assert (door.status_code, said in door.text) == (409, True)


def test_many_numbers_of_one_nik_are_seen_by_staff_and_nobody_else(app, draw, people, counters):
    tickets = [draw(nik="6401010101900001") for _ in range(3)]
    said = "NIK ini sudah dipakai untuk 3 nomor hari ini: <b>A-001</b>, <b>A-002</b>, <b>A-003</b>"
    rina, sari = Visitor(app).sign_in("rina"), Visitor(app).sign_in("sari", counter=1)
    assert rina.get("/staff/hall").text.count(said) == 3
    assert sari.get("/staff/counter").text.count(said) == 3
    sari.post("/staff/counter/calls")
    panel = sari.get("/staff/counter/panel").text
    assert said in panel and check(panel, fragment=True) == []
    public = Visitor(app)
    link = f"/t/{tracking_token(tickets[0].submission)}"
    for path in ("/kiosk", "/display/hall", link):
        assert "NIK ini" not in public.get(path).text
