"""The longest list of papers on every glass, and ticks that outlive another language."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import KIOSK_SCREEN
from tests.browser.test_kiosk import PANELS, SCROLLS, TARGETS, on_panel, press, turn, walk

__all__ = ["on_panel"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("panel", list(PANELS))
def test_five_papers_fit_every_panel(on_panel, panel):
    page = on_panel(panel)
    for screen in walk(page):
        if screen == "elements":
            page.locator("label.tick").filter(has_text="Lainnya").click()
        if screen == "papers":
            assert page.locator(".line").count() == 5
            assert (page.evaluate(TARGETS), page.evaluate(SCROLLS)) == ([], [0, 0])
            break
    press(page, "Lanjut")
    expect(page.locator("#wrong")).to_be_focused()
    assert (page.evaluate(TARGETS), page.evaluate(SCROLLS)) == ([], [0, 0])


def test_another_language_keeps_the_ticks(open_page):
    page = open_page("/kiosk", size=KIOSK_SCREEN)
    for screen in walk(page):
        if screen == "elements":
            break
    page.locator("label.tick").filter(has_text="Alamat").click()
    turn(page, "English")
    expect(page.locator("input[value=address]")).to_be_checked()
