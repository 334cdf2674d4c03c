"""The main trip over all faces, and the night in the middle of it."""

import re

import pytest

from models import Case, Office, Ticket
from office import founding
from tests.browser.conftest import KIOSK_SCREEN, PHONE_SCREEN, WALL_SCREEN, double_ids

pytestmark = pytest.mark.browser


@pytest.fixture
def open_until_four(office: Office, clock) -> None:
    founding.open_hours(office, {day: ((480, 960),) for day in range(5)}, at=clock())


def touch(page, *answers: str) -> None:
    for answer in answers:
        page.get_by_role("button", name=answer, exact=True).click()


def press(page, name: str, then: str) -> None:
    """Press a button and wait for what the page says afterwards."""
    page.get_by_role("button", name=name).first.click()
    page.get_by_text(re.compile(then)).first.wait_for()


def take_a_number(kiosk) -> str:
    """Number only: Ambil nomor saja, Perbaikan data, no priority."""
    kiosk.get_by_role("link", name="Ambil nomor saja").click()
    touch(kiosk, "Perbaikan data", "Tidak")
    return kiosk.locator(".number").first.inner_text()


def serve(page, label: str, counter: int) -> None:
    page.goto("/staff/counter")
    page.keyboard.press("n")
    page.get_by_text("Dipanggil, panggilan ke-1").wait_for()
    assert label in page.locator("#call-panel").inner_text()
    page.keyboard.press("m")
    page.get_by_text(re.compile(f"Dilayani sejak|dilayani di Loket {counter}")).first.wait_for()


def hand_over(page) -> None:
    page.goto("/staff/counter")
    page.keyboard.press("s")
    page.get_by_text("Tidak ada yang menunggu.").wait_for()


def walk_the_desk(page) -> None:
    page.get_by_label("Tulis hasilnya").fill("Ejaan nama berbeda dari akta.")
    press(page, "Simpan catatan hasil verifikasi", "Keputusan kegiatan 5")
    page.get_by_label("Elemen").select_option("name")
    page.get_by_label("Sebelum").fill("CONTOH SATV")
    page.get_by_label("Sesudah").fill("CONTOH SATU")
    page.get_by_label("Dokumen dasar").fill("Kutipan akta kelahiran")
    press(page, "Ada kesalahan, pulihkan", "Keputusan kegiatan 6")
    page.get_by_label("Nomor rujukan di SIAK").fill("SIAK-1")
    page.get_by_role("button", name="Pemulihan selesai").click()
    page.get_by_role("heading", name="Selesai").wait_for()


def check_papers(page, ticket: Ticket) -> None:
    page.goto(f"/staff/cases/{ticket.case_id}")
    for box in page.locator("input[name=copy]").all():
        box.check()
    press(page, "Berkas lengkap, teruskan", "Keputusan kegiatan 3")


def order(page, label: str) -> None:
    page.goto("/staff/approvals")
    page.get_by_label(label).check()
    press(page, "Perintahkan pemulihan", f"{label} tersimpan|Tidak ada yang menunggu")


def phone(open_page, ticket: Ticket):
    from office.tickets import tracking_token

    return open_page(f"/t/{tracking_token(ticket.submission)}", size=PHONE_SCREEN)


@pytest.mark.slow
def test_a_citizen_is_called_on_the_wall_and_their_data_mended(open_page, sign_in):
    wall = open_page("/display/hall", size=WALL_SCREEN)
    label = take_a_number(open_page("/kiosk", size=KIOSK_SCREEN))
    ticket = Ticket.get()
    follows = phone(open_page, ticket)
    sari = sign_in("sari", counter=1)
    serve(sari, label, 1)
    wall.get_by_text(label).first.wait_for()
    follows.get_by_text("Anda sedang dilayani di Loket 1").last.wait_for()
    press(sari, "Arahkan ke Petugas ADB", "Keputusan kegiatan 2")
    check_papers(sari, ticket)
    order(sign_in("budi"), ticket.case.label)
    sari.goto(f"/staff/cases/{ticket.case_id}")
    walk_the_desk(sari)
    serve(sari, label, 1)
    hand_over(sari)
    follows.reload()
    assert "Selesai." in follows.inner_text("main")
    assert [double_ids(page) for page in (wall, sari, follows)] == [[], [], []]


@pytest.mark.slow
@pytest.mark.usefixtures("open_until_four")
def test_a_request_begun_at_five_to_four_is_finished_next_morning(open_page, sign_in, clock):
    clock.set(2024, 1, 8, 15, 55)
    label = take_a_number(open_page("/kiosk", size=KIOSK_SCREEN))
    ticket = Ticket.get()
    sari = sign_in("sari", counter=1)
    serve(sari, label, 1)
    press(sari, "Arahkan ke Petugas ADB", "Keputusan kegiatan 2")

    clock.set(2024, 1, 9, 8, 5)  # everyone went home; nobody came back
    sari = sign_in("sari", counter=1)
    sari.goto("/staff/worklists?list=absent")
    sari.get_by_text("Pemohon tidak di tempat").first.wait_for()
    check_papers(sari, ticket)
    order(sign_in("budi"), ticket.case.label)
    sari.goto(f"/staff/cases/{ticket.case_id}")
    walk_the_desk(sari)
    assert Case.get_by_id(ticket.case_id).end == "done"

    again = sari.get_by_role("button", name="Terbitkan nomor baru")
    again.click()
    again.wait_for(state="detached")  # yesterday's was A-001, too
    serve(sari, "A-001", 1)
    hand_over(sari)
    assert [row.status for row in Ticket.select().order_by(Ticket.id)] == ["lapsed", "done"]
