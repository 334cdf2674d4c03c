"""Larger words and another language: every screen still fits the glass it is drawn on."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_kiosk import OTHERS, SCROLLS, TARGETS, on_panel, press, turn, walk

__all__ = ["on_panel"]
pytestmark = pytest.mark.browser


def does_not_fit(page: Page) -> tuple[object, object]:
    """What is too small for a finger, and what scrolls."""
    page.wait_for_load_state()
    return page.evaluate(TARGETS), page.evaluate(SCROLLS)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("panel", ["portrait", "landscape", "ten-inch"])
def test_every_screen_fits_with_its_aids_turned_on(on_panel, panel, language):
    """Larger words, but on the smallest panel, which offers none; in both languages."""
    page, faults = on_panel(panel), {}
    for screen in walk(page):
        if screen == "whose" and panel != "ten-inch":
            turn(page, "Besar")
            expect(page.locator("html")).to_have_attribute("data-text", "besar")
        if language == "en":
            turn(page, "English")
            expect(page.locator("html")).to_have_attribute("lang", "en")
        faults[screen] = does_not_fit(page)
        if language == "en":
            turn(page, "Indonesia")
            expect(page.locator("html")).to_have_attribute("lang", "id")
    for path in OTHERS:
        page.goto(path)
        faults[path] = does_not_fit(page)
    assert {screen: found for screen, found in faults.items() if found != ([], [0, 0])} == {}


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
