"""Walls spare their panels: they sleep by night, and shift a little by day."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WALL_SCREEN, stopped
from tests.browser.test_wall_looks import FAINT

pytestmark = pytest.mark.browser
PLACE = "document.querySelector('.sleep').getBoundingClientRect().toJSON()"


def test_by_night_a_dim_clock_wanders_and_a_call_wakes_the_wall(
    open_page, crowd, call, clock, server
):
    crowd(1)
    clock.set(2024, 1, 8, 20, 0)
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    page.clock.run_for(400)
    expect(page.locator("body[data-asleep]")).to_be_attached()
    assert page.locator(".call").is_hidden() and page.evaluate(FAINT) == []
    places = []
    for _ in range(16):
        page.clock.run_for(300)
        clock.forward(minutes=1)
        page.clock.run_for(300)
        places.append(page.evaluate(PLACE))
    assert len({(place["left"], place["top"]) for place in places}) > 4
    assert all(place["right"] <= 1920 and place["bottom"] <= 1080 for place in places)
    label = call()
    for _ in range(5):  # the answer under way may be the one from before the call
        page.clock.run_for(400)
        page.wait_for_timeout(100)
    expect(page.locator(".call b").first).to_have_text(label)
    expect(page.locator(".call")).to_be_visible()


def test_it_wakes_before_opening_though_the_server_is_off(open_page, clock, server):
    clock.set(2024, 1, 8, 7, 28)
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    page.clock.run_for(400)
    expect(page.locator("body[data-asleep]")).to_be_attached()
    server.stop()
    page.clock.run_for(110_000)
    expect(page.locator("body[data-asleep]")).to_be_attached()
    page.clock.run_for(20_000)
    expect(page.get_by_text("Layar terganggu. Silakan tanyakan kepada petugas.")).to_be_visible()
    server.start()


def test_the_whole_picture_shifts_in_a_round_of_four_minutes(open_page, clock):
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    corners = []
    for _ in range(16):
        page.clock.run_for(300)
        clock.forward(minutes=1)
        page.clock.run_for(300)
        corners.append(page.evaluate("[scrollX, document.body.getBoundingClientRect().x]")[1])
    assert {round(corner, 1) for corner in corners} == {-4.3, 0, 4.3}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
