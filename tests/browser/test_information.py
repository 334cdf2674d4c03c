"""Petugas Informasi in a real browser: by keyboard at a desk, by finger on a tablet."""

import re

import pytest
from playwright.sync_api import expect

from models import Ticket
from office import paper_numbers, queue, tickets
from tests.browser.axe import violations
from tests.browser.conftest import double_ids

pytestmark = pytest.mark.browser
TABLET = {"width": 768, "height": 1024}
SMALL = """() => [...document.querySelectorAll("main :is(a.btn, button, summary, input, select)")]
  .filter((one) => one.checkVisibility() && !["checkbox", "radio", "hidden"].includes(one.type))
  .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"""


def test_a_morning_at_the_information_desk_by_keyboard(sign_in, draw):
    draw()
    page = sign_in("rina")
    page.goto("/staff/hall")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nomor dibuat").first).to_be_visible()
    assert Ticket.select().count() == 2
    page.goto("/staff/hall")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # the newest is the first row
    expect(page.get_by_role("heading", name="A-002")).to_be_visible()
    page.keyboard.press("r")
    expect(page.locator("#number")).to_contain_text("Prioritas")
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Beri prioritas")).to_be_visible()
    page.keyboard.press("h")
    expect(page.get_by_role("heading", name="Ruang tunggu")).to_be_visible()
    page.keyboard.press("b")
    page.get_by_label("Nomor KK tidak cocok").check()
    page.keyboard.press("l")
    page.get_by_label("Kartu Keluarga (KK) terbaru").check()
    page.keyboard.press("k")
    expect(page.get_by_text("Belum dibawa: KTP-el.")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="A-003")).to_be_visible()
    assert violations(page) + double_ids(page) == []


def test_everything_on_a_tablet_is_large_enough_for_a_finger(sign_in, draw, people, clock):
    paper_numbers.keep({"A": (901, 999)}, by=people.admin, at=clock())
    for _ in range(3):
        draw()
    page = sign_in("rina", size=TABLET)
    page.wait_for_url(lambda url: "sign-in" not in url)
    for path in ("/staff/hall", "/staff/tickets/1", "/staff/checks", "/staff/paper-numbers"):
        page.goto(path)
        assert page.evaluate(SMALL) == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_hall_with_everything_open_fits_the_smallest_phone(
    sign_in, draw, call, people, counters, clock
):
    for _ in range(4):
        draw(nik="6401010101010001", priority=True)
    call(1), call(1)  # the first is held
    queue.skip(tickets.at_counter(counters[1]), by=people.sari, at=clock(), counter=counters[1])
    call(1)
    page = sign_in("rina", size={"width": 320, "height": 640})
    page.wait_for_url("**/staff/hall")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_paper_list_is_entered_and_what_is_wrong_stands_by_its_line(sign_in, people, clock):
    paper_numbers.keep({"A": (901, 999)}, by=people.admin, at=clock())
    page = sign_in("rina")
    page.goto("/staff/paper-numbers")
    page.get_by_label("Jam datang, nomor 901").fill("0815")
    page.get_by_label("Jam datang, nomor 902").fill("25.00")
    page.get_by_role("button", name="Catat nomor").click()
    expect(page.locator("#told")).to_contain_text("A-901 masuk antrean")
    expect(page.get_by_label("Jam datang, nomor 902")).to_have_value("25.00")
    expect(page.get_by_label("Jam datang, nomor 903")).to_have_value("")
    assert violations(page) + double_ids(page) == []
    page.get_by_label("Jam datang, nomor 902").fill("08.20")
    page.get_by_role("button", name="Catat nomor").click()
    expect(page.locator("#told")).to_contain_text("A-902 masuk antrean")
    assert [one.label for one in Ticket.select()] == ["A-901", "A-902"]


def test_a_sheet_of_paper_numbers_is_large_and_whole(sign_in, people, clock):
    paper_numbers.keep({"A": (901, 999)}, by=people.admin, at=clock())
    page = sign_in("rina")
    page.goto("/staff/paper-numbers/sheet")
    page.evaluate("document.fonts.ready")
    cap = page.locator(".slip .label").first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize) * .668 / 96 * 25.4"
    )
    assert cap >= 15  # mm
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)"
    assert page.locator(".slip").evaluate_all(f"{cut}.length") == 0
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(pages) <= 14  # nine of slips, the rest to write on
    assert violations(page) == []
