"""Larger words and another language: every screen still fits the glass it is drawn on."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_kiosk import OTHERS, SCROLLS, TARGETS, on_panel, press, turn, walk

__all__ = ["on_panel"]
pytestmark = pytest.mark.browser


def does_not_fit(page: Page) -> dict[str, object]:
    """What scrolls or is too small for a finger, in Indonesian and in English."""
    faults = {}
    for language, other in (("id", "English"), ("en", "Indonesia")):
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.wait_for_load_state()
        found = page.evaluate(TARGETS), page.evaluate(SCROLLS)
        if found != ([], [0, 0]):
            faults[language] = found
        turn(page, other)
    expect(page.locator("html")).to_have_attribute("lang", "id")
    page.wait_for_load_state()
    return faults


@pytest.mark.parametrize(
    ("panel", "larger"),
    [
        ("portrait", False),
        ("portrait", True),
        ("landscape", False),
        ("landscape", True),
        ("ten-inch", False),
    ],
)
def test_every_screen_fits_with_an_aid_turned_on(on_panel, panel, larger):
    page = on_panel(panel)
    faults = {}
    for screen in walk(page):
        if screen == "whose" and larger:
            turn(page, "Besar")
            expect(page.locator("html")).to_have_attribute("data-text", "besar")
        faults[screen] = does_not_fit(page)
    for path in OTHERS:
        page.goto(path)
        faults[path] = does_not_fit(page)
    assert {screen: found for screen, found in faults.items() if found} == {}


def test_the_smallest_panel_says_who_goes_first(on_panel):
    page = on_panel("ten-inch")
    press(page, "Ambil nomor saja")
    press(page, "Perbaikan data")
    expect(page.get_by_text("Lansia, ibu hamil")).to_be_visible()
    assert (page.evaluate(TARGETS), page.evaluate(SCROLLS)) == ([], [0, 0])


def test_the_smallest_panel_offers_no_larger_words(on_panel):
    page = on_panel("ten-inch")
    press(page, "Data saya salah atau ditolak")
    expect(page.get_by_role("button", name="Besar")).to_be_hidden()
    expect(page.get_by_role("button", name="Kontras")).to_be_visible()
