"""An appointment through the browser: taken on a phone, checked in at the kiosk, called."""

import re
import time

import pytest
from playwright.sync_api import expect

from models import Appointment, Office, Ticket
from office import founding, slots
from tests.browser.axe import violations
from tests.browser.conftest import KIOSK_SCREEN, PHONE_SCREEN, double_ids
from tests.browser.test_kiosk import PANELS, SCROLLS, TARGETS, on_panel, turn

__all__ = ["on_panel"]
pytestmark = pytest.mark.browser
SMALLEST = {"width": 320, "height": 640}


@pytest.fixture
def offered(office, people, clock) -> None:
    founding.open_hours(office, {day: ((480, 960),) for day in range(5)}, at=clock())
    rules = slots.Rules({"pemulihan-data-error": [30, 2]}, share=100)
    slots.set_up(Office.get(), rules, by=people.admin, at=clock())


def take(page, hour: str) -> None:
    page.get_by_role("link", name="Perbaikan data").click()
    page.get_by_role("button", name=hour).click()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_taken_on_a_phone_checked_in_at_the_kiosk_and_called(open_page, offered, sign_in, clock):
    phone = open_page("/janji", size=PHONE_SCREEN)
    take(phone, "09.30")
    expect(phone.locator("#progress")).to_contain_text("Ambil nomor Anda sekarang")
    phone.get_by_role("button", name="Beri tahu saya dengan bunyi").click()
    expect(phone.locator("#sound")).to_contain_text("Bunyi menyala")
    assert violations(phone) == [] and double_ids(phone) == []

    kiosk = open_page("/kiosk", size=KIOSK_SCREEN)
    kiosk.get_by_role("link", name="Saya punya janji").click()
    expect(kiosk.get_by_role("textbox")).to_be_focused()
    kiosk.keyboard.type(Appointment.get().code)  # as a scanner does
    kiosk.keyboard.press("Enter")
    expect(kiosk.locator(".given")).to_contain_text("A-001")
    expect(kiosk.locator(".given")).to_contain_text("urutan Anda seperti datang pukul 09.00")
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # taken out again
    expect(phone.locator("#progress .number")).to_have_text("A-001")
    expect(phone).to_have_title("Antrean A-001. Pulih")

    sari = sign_in("sari", counter=1)
    sari.get_by_role("button", name="Panggil berikutnya").click()
    pressed = time.monotonic()
    expect(phone.locator(".says")).to_contain_text("Silakan ke Loket 1", timeout=6000)
    assert time.monotonic() - pressed <= 5
    expect(phone.locator("html")).to_have_attribute("data-rang", "1")


def test_who_goes_back_for_another_time_is_led_to_the_one_they_have(open_page, offered):
    phone = open_page("/janji", size=SMALLEST)
    take(phone, "10.00")
    expect(phone.locator("#progress .number")).to_have_text("10.00")
    phone.go_back()
    expect(phone.locator("#booked")).to_contain_text("Anda sudah punya janji: Senin, 8 Januari")
    assert violations(phone) == [] and fits(phone)
    phone.locator("#booked a").click()
    phone.get_by_text("Batalkan janji").click()
    phone.get_by_role("button", name="Ya, batalkan").click()
    expect(phone.locator(".says")).to_contain_text("sudah dibatalkan")
    phone.goto("/janji/PSR/pemulihan-data-error")
    expect(phone.locator("#booked")).to_be_hidden()


def test_without_javascript_on_the_smallest_screen(open_page, offered):
    phone = open_page("/janji", size=SMALLEST, javascript=False)
    take(phone, "10.00")
    assert fits(phone) and re.search(r"/t/\w{26}$", phone.url)
    phone.get_by_role("link", name="Pindah waktu").click()
    assert fits(phone)
    phone.get_by_role("button", name="11.00").click()
    expect(phone.locator(".number")).to_have_text("11.00")


def test_back_without_javascript_another_time_moves_the_appointment(open_page, offered):
    phone = open_page("/janji", size=SMALLEST, javascript=False)
    take(phone, "10.00")
    link = phone.url
    phone.go_back()
    phone.get_by_role("button", name="11.00").click()
    expect(phone.locator(".number")).to_have_text("11.00")
    assert phone.url == link and Appointment.select().count() == 1
    phone.get_by_text("Batalkan janji").click()
    phone.get_by_role("button", name="Ya, batalkan").click()
    expect(phone.locator(".says")).to_contain_text("sudah dibatalkan")
    assert not Ticket.select().exists()


@pytest.mark.parametrize("path", ["/janji", "/janji/PSR/pemulihan-data-error?lang=en"])
def test_axe_finds_nothing_and_nothing_stands_outside(open_page, offered, path):
    phone = open_page(path, size=SMALLEST)
    assert violations(phone) == [] and fits(phone)
    phone.evaluate("document.documentElement.style.zoom = 4")
    phone.set_viewport_size({"width": 1280, "height": 1024})
    assert fits(phone)


@pytest.mark.parametrize("panel", list(PANELS))
def test_five_doors_the_code_and_saya_di_luar_fit_every_panel(on_panel, offered, draw, panel):
    page, ticket, faults = on_panel(panel), draw(), {}

    def look(where: str) -> None:
        found = (page.evaluate(TARGETS), page.evaluate(SCROLLS))
        if found != ([], [0, 0]):
            faults[where] = found

    for size in ("", "Besar"):
        page.goto("/kiosk")
        if size and page.get_by_role("button", name=size).is_visible():
            turn(page, size)
        assert page.locator(".tiles li").count() == 5
        look(f"doors {size}")
        page.goto("/kiosk/info")
        look(f"info {size}")
        page.goto("/kiosk/appointment")
        look(f"code {size}")
        page.get_by_role("textbox").fill(ticket.code)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Saya di luar")).to_be_visible()
        look(f"state {size}")
    assert faults == {}
