"""The kiosk on its glass: a citizen's whole way, what is left of them, and what a finger finds."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from models import Device, DeviceKind, Draft, Ticket
from tests.browser.axe import violations
from tests.browser.conftest import KIOSK_SCREEN, double_ids

pytestmark = pytest.mark.browser
NIK = "9999990101900001"
# size of the panel, pixels a millimetre: 21.5 inch standing and lying, 10.1 inch
PANELS = {
    "portrait": (KIOSK_SCREEN, "4.03"),
    "landscape": ({"width": 1920, "height": 1080}, "4.03"),
    "ten-inch": ({"width": 1280, "height": 800}, "5.9"),
}
FIFTEEN = {"fifteen-inch": ({"width": 1366, "height": 768}, "3.95")}  # the commonest glass
FIRST_VIEW = 130 * 1024  # bytes
# Each target a finger may touch: narrower or lower than 20 mm, or nearer than 3 mm to another.
# Rounding of half a pixel is forgiven.
TARGETS = """() => {
    const style = getComputedStyle(document.documentElement);
    const mm = parseFloat(style.getPropertyValue('--px-per-mm'));
    const seen = [...document.querySelectorAll('a, button, label.tick')]
        .filter(e => !e.closest('dialog, .sr') && e.getClientRects().length)
        .map(e => [e.textContent.trim(), e.getBoundingClientRect()]);
    const small = seen.filter(([, r]) => Math.min(r.width, r.height) < 20 * mm - .6);
    const gap = (a, b) => Math.max(
        a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
    const near = seen.flatMap(([name, a], at) => seen.slice(at + 1)
        .filter(([, b]) => gap(a, b) < 3 * mm - .6).map(([other]) => [name + ' / ' + other]));
    return [...small, ...near].map(([name]) => name);
}"""
SCROLLS = """() => [document.scrollingElement.scrollHeight - innerHeight,
    document.scrollingElement.scrollWidth - innerWidth]"""


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).or_(
        page.get_by_role("link", name=words, exact=True)
    ).first.click()


def asks(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def walk(page: Page):
    """Through every screen of a request; each time it stands on one, it says which."""
    press(page, "Data saya salah atau ditolak")
    asks(page, "Data siapa yang bermasalah?")
    yield "whose"
    press(page, "Data saya sendiri")
    asks(page, "Apakah KK terbitan Kabupaten Contoh?")
    yield "issued_here"
    press(page, "Ya")
    asks(page, "Di mana data itu ditolak?")
    yield "rejected_at"
    press(page, "BPJS Kesehatan")
    asks(page, "Apa masalahnya?")
    yield "problem"
    press(page, "Ada data yang salah tulis")
    asks(page, "Bagian mana yang salah?")
    yield "elements"
    for part in ("Nama", "Status kawin"):
        page.locator("label.tick").filter(has_text=part).first.click()
    press(page, "Lanjut")
    asks(page, "Berkas mana yang Anda bawa?")
    yield "papers"
    for at, way in enumerate((0, 0, 1, 1)):
        page.locator(".line").nth(at).locator("label").nth(way).click()
    press(page, "Lanjut")
    asks(page, "Berkas belum lengkap. Apa pilihan Anda?")
    yield "lacking"
    press(page, "Tetap ambil nomor")
    asks(page, "Berapa NIK pemilik data?")
    yield "nik"
    page.locator(".typed").fill(NIK)
    page.locator("main .btn.primary").click()
    asks(page, "Perlu didahulukan?")
    yield "priority"
    press(page, "Tidak")
    asks(page, "Apakah sudah benar?")
    yield "check"
    press(page, "Ambil nomor")
    expect(page.locator("main .number")).to_have_text("A-001")
    yield "ticket"


OTHERS = ("/kiosk", "/kiosk/services", "/kiosk/code", "/kiosk/info", "/kiosk/help")


@contextmanager
def turned(page: Page, aid: str):
    """With an aid turned on, and off again."""
    if aid:
        turn(page, aid)
    expect(page.locator("html")).to_have_attribute("lang", "en" if aid == "English" else "id")
    page.wait_for_load_state()
    yield
    if aid:
        turn(page, "Indonesia" if aid == "English" else aid)
    expect(page.locator("html")).to_have_attribute("lang", "id")


def turn(page: Page, aid: str) -> None:
    with page.expect_response("**/kiosk/aids"):
        press(page, aid)


@pytest.fixture
def on_panel(open_page, kiosk):
    """on_panel("portrait"): the doors on that glass."""

    def on_panel(name: str) -> Page:
        size, px = {**PANELS, **FIFTEEN}[name]
        Device.update(px_per_mm=px).where(Device.kind == DeviceKind.KIOSK).execute()
        return open_page("/kiosk", size=size)

    return on_panel


@pytest.fixture
def timed(open_page):
    """A kiosk whose browser clock the test moves."""
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    page.clock.install()
    page.goto("/kiosk")
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_a_citizen_walks_from_the_doors_to_a_number(open_page, javascript):
    page = open_page("/kiosk", size=KIOSK_SCREEN, javascript=javascript)
    assert list(walk(page))[-1] == "ticket"
    assert Ticket.get().case.requests.get().answers["elements"] == ["marital", "name"]


def test_two_quick_taps_give_one_number(open_page):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    for screen in walk(page):
        if screen == "check":
            page.get_by_role("button", name="Ambil nomor", exact=True).dblclick()
            break
    expect(page.locator("main .number")).to_have_text("A-001")
    page.reload()
    assert Ticket.select().count() == 1


def test_the_drawn_keys_and_a_scanner_fill_the_boxes(open_page):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    for screen in walk(page):
        if screen == "nik":
            break
    for digit in "123":
        page.locator(f".pad button[value='{digit}']").click()
    page.locator(".pad button[value=delete]").click()
    page.keyboard.type("345")
    assert "".join(page.locator(".nik b").all_inner_texts()).strip() == "12345"
    expect(page.locator("#count")).to_have_text("5 dari 16 angka")
    page.keyboard.press("Enter")
    expect(page.locator("#wrong")).to_be_focused()
    expect(page.locator(".typed")).to_have_value("12345")


def test_an_aid_changes_the_screen_and_keeps_what_was_typed(open_page):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    for screen in walk(page):
        if screen == "nik":
            break
    page.locator(".typed").fill("123456")
    turn(page, "Besar")
    expect(page.locator("html")).to_have_attribute("data-text", "besar")
    expect(page.locator(".typed")).to_have_value("123456")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-text", "besar")


def test_after_the_end_going_back_shows_nothing(open_page):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    list(walk(page))
    press(page, "Selesai")
    asks(page, "Apa keperluan Anda?")
    for _ in range(20):
        page.go_back()
        shown = page.inner_text("body") + page.content() if "kiosk" in page.url else ""
        assert not [word for word in ("A-001", "0001", "BPJS", "Status kawin") if word in shown]
    page.goto("/kiosk/ticket")
    asks(page, "Apa keperluan Anda?")


def test_who_does_nothing_is_asked_and_may_stay(timed):
    press(timed, "Data saya salah atau ditolak")
    asks(timed, "Data siapa yang bermasalah?")
    for _ in range(2):  # as often as wished
        timed.clock.run_for(61_000)
        expect(timed.get_by_role("dialog")).to_be_visible()
        timed.clock.run_for(20_000)
        press(timed, "Saya masih di sini")
        expect(timed.get_by_role("dialog")).to_be_hidden()
    assert Draft.select().count() == 1


def test_who_went_away_is_forgotten(timed):
    press(timed, "Data saya salah atau ditolak")
    asks(timed, "Data siapa yang bermasalah?")
    timed.clock.run_for(61_000)
    timed.clock.run_for(31_000)
    asks(timed, "Apa keperluan Anda?")
    assert Draft.select().count() == 0


def test_papers_and_nik_are_given_two_minutes(timed):
    for screen in walk(timed):
        if screen == "nik":
            break
    timed.clock.run_for(110_000)
    expect(timed.get_by_role("dialog")).to_be_hidden()
    timed.clock.run_for(11_000)
    expect(timed.get_by_role("dialog")).to_be_visible()


def test_the_number_leaves_the_screen_by_itself(timed):
    list(walk(timed))
    timed.clock.run_for(21_000)
    asks(timed, "Apa keperluan Anda?")
    timed.goto("/kiosk/ticket")
    asks(timed, "Apa keperluan Anda?")


@pytest.mark.parametrize("panel", [*PANELS, *FIFTEEN])
def test_every_screen_fits_and_every_target_suits_a_finger(on_panel, panel):
    page = on_panel(panel)
    faults = {}
    for screen in walk(page):
        page.wait_for_load_state()
        found = page.evaluate(TARGETS), page.evaluate(SCROLLS)
        if found != ([], [0, 0]):
            faults[screen] = found
    assert faults == {}


@pytest.mark.parametrize("panel", list(PANELS))
@pytest.mark.parametrize("path", OTHERS)
def test_every_other_screen_fits_too(on_panel, panel, path):
    page = on_panel(panel)
    page.goto(path)
    assert (page.evaluate(TARGETS), page.evaluate(SCROLLS)) == ([], [0, 0])


@pytest.mark.parametrize("aid", ["", "Kontras", "Besar", "English"])
def test_no_screen_has_a_fault_of_access(open_page, aid):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    faults = {}
    for screen in walk(page):
        with turned(page, aid):
            found = violations(page) + double_ids(page)
        if found:
            faults[screen] = found
    assert faults == {}


@pytest.mark.parametrize("path", [*OTHERS, "/kiosk/idle"])
def test_no_other_screen_has_a_fault_of_access(open_page, path):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    page.goto(path)
    assert violations(page) + double_ids(page) == []


def test_words_stand_out_seven_to_one(open_page):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    rule = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
    for screen in walk(page):
        violations(page)  # brings axe along
        found = page.evaluate("rule => axe.run(document, rule)", rule)
        assert (screen, [one["id"] for one in found["violations"]]) == (screen, [])


def test_the_first_view_is_light(open_page):
    page = open_page("/device")
    sizes = []
    page.on("requestfinished", lambda one: sizes.append(one.sizes()["responseBodySize"]))
    page.goto("/kiosk")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) <= FIRST_VIEW
