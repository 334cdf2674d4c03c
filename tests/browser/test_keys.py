"""The counter by keys alone: once a press, never while one types, and not at all when unwanted."""

import pytest
from playwright.sync_api import expect

from models import Ticket
from tests.browser.test_counter import faults, number

pytestmark = pytest.mark.browser


def test_a_key_that_is_held_down_or_pressed_with_another_calls_once_or_not_at_all(loket, draw):
    for _ in range(2):
        draw()
    expect(loket.locator("#queue")).to_contain_text("A-002")
    for other in ("Control", "Alt", "Meta"):
        loket.keyboard.press(f"{other}+l")
        loket.keyboard.press(f"{other}+n")
    assert number(loket).inner_text() == "Kosong"
    loket.keyboard.down("n")
    for _ in range(5):
        loket.keyboard.down("n")  # as a key that is held down repeats
    loket.keyboard.up("n")
    expect(number(loket)).to_have_text("A-001")
    assert Ticket.get(Ticket.number == 2).status == "waiting"


def test_keys_can_be_switched_off_and_are_shown_no_more(loket, draw):
    draw()
    loket.get_by_role("button", name="Matikan tombol pintas").click()
    expect(loket.get_by_role("button", name="Hidupkan tombol pintas")).to_be_visible()
    expect(loket.locator("#queue")).to_contain_text("A-001")
    loket.keyboard.press("n")
    loket.wait_for_timeout(400)
    assert number(loket).inner_text() == "Kosong"
    assert loket.locator("kbd:visible, [aria-keyshortcuts]").count() == 0
    assert faults(loket) == []
    loket.get_by_role("button", name="Hidupkan tombol pintas").click()
    expect(loket.locator("#call-panel kbd").first).to_be_visible()
    loket.keyboard.press("n")
    expect(number(loket)).to_have_text("A-001")


def test_a_counter_is_closed_and_opened_by_keys_alone(loket, draw):
    draw()
    loket.keyboard.press("j")
    expect(loket.get_by_role("button", name="Istirahat")).to_be_focused()
    loket.keyboard.press("Enter")
    expect(loket.locator("#call-panel")).to_contain_text("Tutup sementara: Istirahat")
    assert faults(loket) == []
    loket.keyboard.press("j")
    expect(loket.get_by_role("button", name="Panggil berikutnya")).to_be_visible()
    expect(loket.get_by_role("button", name="Istirahat")).to_be_hidden()


def test_whoever_is_not_next_is_called_with_a_reason(loket, draw):
    for _ in range(2):
        draw()
    expect(loket.locator("#queue")).to_contain_text("A-002")
    loket.locator("summary", has_text="Panggil A-002").click()
    expect(loket.get_by_label("Alasan memanggil A-002")).to_be_focused()
    loket.keyboard.type("nlz")  # a reason, and no keys
    loket.keyboard.press("Enter")
    expect(number(loket)).to_have_text("A-002")
    assert faults(loket) == []
