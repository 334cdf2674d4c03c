"""Setting up: officers, who stands in, counters, hours, devices."""

from datetime import date

import pytest

from models import (
    Counter,
    Delegation,
    DelegationEnd,
    Device,
    DeviceKind,
    Holiday,
    Office,
    Officer,
    OfficerRole,
    Opening,
    Session,
)
from office import access, devices, founding
from office.register import register
from office.walls import loudness
from tests.faces import Visitor, written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
NEW = {"name": "Nia", "username": "nia", "password": "sandi panjang sekali", "roles": ["adb"]}
WEEK = {"opens-0-0": "08.00", "closes-0-0": "12:00", "opens-0-1": "13.00", "closes-0-1": "16.00"}
WEEK |= {"cutoff": "30"}

LATER = {
    "volume-0": "70",
    "since-1": "12.00",
    "volume-1": "0",
    "since-2": "13:30",
    "volume-2": "50",
}


def press(visitor: Visitor, path: str, htmx: bool = False, **fields):
    return visitor.post(path, fields, htmx=htmx, came_from="/staff/admin")


def everything() -> list[object]:
    tables = (Counter, Delegation, DelegationEnd, Device, Holiday, Officer, OfficerRole, Opening)
    return [
        Office.get().voice,
        *written(),
        *(sorted(map(str, table.select().tuples())) for table in tables),
    ]


def test_the_page_is_good_html_and_warns_where_one_officer_is_alone(ani):
    page = ani.get("/staff/admin").text
    assert check(page) == []
    assert "Kegiatan 3 tidak punya pejabat kedua" in page and "belum punya pejabat" not in page
    Officer.update(active=False).where(Officer.username == "budi").execute()
    assert "Kegiatan 3 belum punya pejabat (Pemulihan Data Error" in ani.get("/staff/admin").text


@BOTH
def test_a_new_officer_can_sign_in(app, ani, htmx):
    press(ani, "/staff/admin/officers", htmx, **NEW)
    door = Visitor(app)
    door.get("/staff/sign-in")
    answer = door.post("/staff/sign-in", username="nia", password=NEW["password"])
    assert answer.status_code == 303


@BOTH
def test_a_disabled_officer_is_out(app, ani, people, htmx):
    sari = Visitor(app).sign_in("sari")
    press(ani, f"/staff/admin/officers/{people.sari.id}/dismissals", htmx)
    assert sari.get("/staff/worklists").status_code == 303
    assert Session.select().where(Session.officer == people.sari).count() == 0


@BOTH
def test_an_officer_comes_back_with_another_role_and_a_new_password(app, ani, people, htmx):
    officer = f"/staff/admin/officers/{people.joko.id}"
    press(ani, f"{officer}/dismissals", htmx)
    assert "Aktifkan lagi" in ani.get("/staff/admin").text
    press(ani, f"{officer}/readmissions", htmx)
    press(ani, f"{officer}/roles", htmx, roles=["information"], title="Petugas depan")
    press(ani, f"{officer}/passwords", htmx, password="sandi baru yang panjang")
    assert access.authorities(people.joko, on=date(2024, 1, 8)).keys() == {"information"}
    assert "Petugas depan" in ani.get("/staff/admin").text
    door = Visitor(app)
    door.get("/staff/sign-in")
    answer = door.post("/staff/sign-in", username="joko", password="sandi baru yang panjang")
    assert answer.status_code == 303


@BOTH
def test_a_stand_in_gets_the_role_for_those_days(app, ani, people, clock, htmx):
    form = {"officer": people.dewi.id, "absent": people.budi.id, "role": "functional"}
    form |= {"kind": "Plh.", "since": "2024-01-08", "until": "2024-01-09"}
    press(ani, "/staff/admin/delegations", htmx, **form)
    assert "functional" in access.authorities(people.dewi, on=clock().date())
    assert "Plh. Pejabat Fungsional" in Visitor(app).sign_in("dewi").get("/staff/counters").text
    assert "Plh." in ani.get("/staff/admin").text


@BOTH
def test_a_stand_in_is_ended_early(app, ani, people, clock, htmx):
    row = stand_in(people, clock)
    dewi = Visitor(app).sign_in("dewi")
    assert "Plh. Pejabat Fungsional" in dewi.get("/staff/counters").text
    press(ani, f"/staff/admin/delegations/{row.id}/ends", htmx)
    assert "Plh." not in dewi.get("/staff/counters").text
    assert press(ani, f"/staff/admin/delegations/{row.id}/ends", htmx).status_code == 404


def stand_in(people, clock) -> Delegation:
    days = {"since": clock().date(), "until": clock().date()}
    told = {"absent": people.budi, "role": "functional", "kind": "Plh.", **days}
    return access.delegate(people.dewi, **told, by=people.admin, at=clock())


@BOTH
def test_a_holiday_is_entered_and_taken_back(ani, htmx):
    press(ani, "/staff/admin/holidays", htmx, day="2024-02-08", name="Isra Mikraj")
    page = ani.get("/staff/admin").text
    assert ("Isra Mikraj" in page, check(page)) == (True, [])
    press(ani, "/staff/admin/holidays/removals", htmx, day="2024-02-08")
    assert Holiday.select().count() == 0


def test_another_offices_officers_counters_and_devices_are_not_there(ani, clock):
    other = founding.found("LAIN", "Lain", "Lain", "Asia/Jakarta", at=clock())
    named = {"password": NEW["password"], "at": clock()}
    nina = founding.hire(other, "nina", "Nina", ["adb"], **named)
    counter = founding.add_counter(other, 1, ["adb"], at=clock())
    device, _ = devices.invite(other, DeviceKind.WALL, "Layar", by=None, at=clock())
    before = everything()
    paths = (
        *(f"officers/{nina.id}/{verb}" for verb in ("dismissals", "roles", "passwords")),
        f"counters/{counter.id}/roles",
        f"devices/{device.id}/revocations",
    )
    fields = {"password": NEW["password"]}
    assert {press(ani, f"/staff/admin/{path}", **fields).status_code for path in paths} == {404}
    assert everything() == before


@BOTH
def test_a_counter_is_added_and_its_roles_changed(ani, htmx):
    press(ani, "/staff/admin/counters", htmx, number=9, roles=["siak"])
    counter = Counter.get(number=9)
    press(ani, f"/staff/admin/counters/{counter.id}/roles", htmx, roles=["adb", "siak"])
    assert access.served_roles(counter) == {"adb", "siak"}


@BOTH
def test_a_counter_is_restricted_to_services_and_what_nobody_serves_is_said(ani, htmx):
    page = ani.get("/staff/admin").text
    assert "Tidak ada loket" not in page
    for counter in list(Counter.select()):
        told = {"roles": ["siak"], "services": ["pemulihan-data-error"]}
        press(ani, f"/staff/admin/counters/{counter.id}/roles", htmx, **told)
    page = ani.get("/staff/admin").text
    assert Counter.get().services == ["pemulihan-data-error"]
    assert "hanya Perbaikan data" in page and check(page) == []
    assert "Tidak ada loket yang melayani Petugas ADB untuk Perbaikan data." in page


@BOTH
def test_the_hours_are_replaced(ani, htmx):
    press(ani, "/staff/admin/hours", htmx, **WEEK)
    rows = Opening.select(Opening.weekday, Opening.opens, Opening.closes).order_by(Opening.opens)
    assert list(rows.tuples()) == [(0, 480, 720), (0, 780, 960)]


@BOTH
def test_the_voice_is_set_by_the_hour_and_shown_again(ani, htmx):
    press(ani, "/staff/admin/voice", htmx, **LATER, english="1")
    assert loudness.of(Office.get()) == loudness.Loudness(True, ((0, 70), (720, 0), (810, 50)))
    page = ani.get("/staff/admin").text
    assert 'name="since-2" value="13.30"' in page and 'name="english" value="1" checked' in page
    press(ani, "/staff/admin/voice", htmx, **{"volume-0": "60"})
    assert loudness.of(Office.get()) == loudness.Loudness(False, ((0, 60),))


def test_a_devices_code_is_shown_once(app, ani):
    page = press(ani, "/staff/admin/devices", kind="wall", name="Pintu").text
    code = page.partition('<strong class="code num">')[2].partition("<")[0]
    assert len(code.replace(" ", "")) == 10
    assert code not in ani.get("/staff/admin").text
    assert check(page) == []


@BOTH
def test_a_revoked_device_is_gone(ani, htmx):
    device = Device.get(kind="wall")
    press(ani, f"/staff/admin/devices/{device.id}/revocations", htmx)
    assert Device.get_by_id(device.id).revoked_at is not None


@BOTH
def test_how_large_a_kiosks_glass_is_can_be_said(ani, htmx):
    kiosk = Device.get(kind="kiosk")
    press(ani, f"/staff/admin/devices/{kiosk.id}/panels", htmx, panel="5.9")
    assert "Mesin antrean, 10,1 inci, 1280 × 800" in ani.get("/staff/admin").text
    assert "--px-per-mm: 5.9" in ani.get("/kiosk/panel.css").text


@pytest.mark.parametrize("kind, panel, status", [("kiosk", "0", 422), ("wall", "5.9", 404)])
def test_a_glass_that_is_none_is_refused(ani, kind, panel, status):
    device, before = Device.get(kind=kind), everything()
    answer = press(ani, f"/staff/admin/devices/{device.id}/panels", panel=panel)
    assert (answer.status_code, everything()) == (status, before)


AGAIN = {"officer": "{dewi}", "absent": "{budi}", "role": "functional", "kind": "Plh."}
AGAIN |= {"since": "2024-01-05", "until": "2024-01-08"}
# path, fields, status, words; {ani}, {budi} and {dewi} are officers
REFUSALS = {
    "taken name": ("officers", NEW | {"username": "sari"}, 422, "sudah dipakai"),
    "weak password": ("officers", NEW | {"password": "pendek"}, 422, "paling sedikit 12"),
    "no name": ("officers", NEW | {"name": " "}, 422, "Isi nama"),
    "odd username": ("officers", NEW | {"username": "a b\x00🙂"}, 422, "tanpa spasi"),
    "long name": ("officers", NEW | {"name": "x" * 150}, 422, "terlalu panjang"),
    "unknown role": ("officers", NEW | {"roles": ["raja"]}, 422, "Peran itu tidak dikenal"),
    "oneself": ("officers/{ani}/dismissals", {}, 403, "diri sendiri"),
    "nobody": ("officers/999/dismissals", {}, 404, "tidak ada"),
    "for nobody": ("delegations", {"since": "2024-01-08", "until": "2024-01-09"}, 404, "tidak ada"),
    "no days": ("delegations", {"officer": "{ani}", "absent": "{budi}"}, 422, "Isi tanggal"),
    "same days": ("delegations", AGAIN, 422, "sudah tercatat"),
    "days gone by": ("delegations", AGAIN | {"until": "2024-01-07"}, 422, "Periksa lagi"),
    "last admin": ("officers/{ani}/roles", {"roles": ["adb"]}, 403, "punya seorang admin"),
    "a role unknown": ("officers/{budi}/roles", {"roles": ["raja"]}, 422, "tidak dikenal"),
    "working still": ("officers/{budi}/readmissions", {}, 409, "masih aktif"),
    "short password": ("officers/{budi}/passwords", {"password": "x"}, 422, "paling sedikit 12"),
    "no delegation": ("delegations/999/ends", {}, 404, "tidak ada"),
    "nameless holiday": ("holidays", {"day": "2024-02-08"}, 422, "Isi nama hari libur"),
    "no holiday": ("holidays/removals", {"day": "2024-02-08"}, 404, "tidak ada"),
    "no day": ("holidays", {"day": "besok", "name": "Libur"}, 422, "Isi tanggal"),
    "taken counter": ("counters", {"number": "1"}, 422, "belum dipakai"),
    "no counter": ("counters", {"number": "-3"}, 422, "Nomor loket"),
    "huge counter": ("counters", {"number": "9" * 60}, 422, "Nomor loket"),
    "counter's role": ("counters", {"number": "8", "roles": "raja"}, 422, "tidak dikenal"),
    "hours backwards": ("hours", {"opens-0-0": "12.00", "closes-0-0": "08.00"}, 422, "sebelum"),
    "hours overlap": ("hours", WEEK | {"opens-0-1": "11.00"}, 422, "bertumpuk"),
    "no cut-off": ("hours", WEEK | {"cutoff": "sejam"}, 422, "0 sampai 240 menit"),
    "no minutes": ("hours", WEEK | {"opens-0-0": "7.3"}, 422, "Tulis jam seperti 08.00"),
    "half an hour": ("hours", {"opens-0-0": "08.00"}, 422, "Tulis jam"),
    "no hour": ("hours", {"opens-0-0": "pagi", "closes-0-0": "25.99"}, 422, "Tulis jam"),
    "no device": ("devices", {"kind": "toaster", "name": "x"}, 422, "Pilih jenis"),
    "nameless device": ("devices", {"kind": "wall"}, 422, "isi namanya"),
    "no register": ("register", {"register": "excel"}, 422, "Pilih SIAK atau database di Pulih"),
    "no volume": ("voice", {"volume-0": "keras"}, 422, "angka 0 sampai 100"),
    "volume backwards": ("voice", LATER | {"since-2": "11.00"}, 422, "menurut jamnya"),
    "half a volume": ("voice", {"volume-0": "80", "volume-1": "40"}, 422, "Tulis jam"),
    "unknown device": ("devices/999/revocations", {}, 404, "tidak ada"),
}


@BOTH
def test_an_office_of_an_earlier_release_is_asked_for_its_register(ani, htmx):
    assert "Belum dipilih: data penduduk resmi" in ani.get("/staff/admin").text
    press(ani, "/staff/admin/register", htmx, register="siak")
    assert register.mode() == "siak"
    assert "Belum dipilih" not in ani.get("/staff/admin").text


@BOTH
@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_said_and_nothing_is_written(ani, people, clock, name, htmx):
    path, fields, status, words = REFUSALS[name]
    stand_in(people, clock)
    ids = {"ani": people.admin.id, "budi": people.budi.id, "dewi": people.dewi.id}
    fields = {k: v.format(**ids) if isinstance(v, str) else v for k, v in fields.items()}
    before = everything()
    answer = press(ani, f"/staff/admin/{path.format(**ids)}", htmx, **fields)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert everything() == before
    assert check(answer.text, fragment=htmx) == []
