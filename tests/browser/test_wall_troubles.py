"""A wall in trouble: it says so in words, shows no error page, calls nobody wrongly, and mends."""

import pytest
from playwright.sync_api import expect

from office import devices, founding
from tests.browser.conftest import WALL_SCREEN, stopped, wall

pytestmark = pytest.mark.browser


@pytest.fixture
def hall(open_page):
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    page.clock.run_for(400)
    return page


def test_a_proxys_bad_gateway_is_silence_and_no_call_is_lost(hall, crowd, call):
    hall.route("**/hall/calls*", lambda asked: asked.fulfill(status=502, body="<h1>502</h1>"))
    crowd(1)
    hall.clock.run_for(11_000)
    expect(hall.locator(".stale.late")).to_be_visible()
    assert hall.get_by_text("502").count() == 0
    label = call()
    hall.unroute("**/hall/calls*")
    hall.clock.run_for(400)
    expect(hall.locator(".call[data-new] b").first).to_have_text(label)
    expect(hall.locator(".stale.late")).to_be_hidden()


def test_a_wall_out_of_service_hears_no_calls_and_sends_people_to_an_officer(
    hall, crowd, call, office, people, clock
):
    crowd(1)
    devices.revoke(wall(office), by=people.admin, at=clock())
    call()
    hall.clock.run_for(61_000)
    expect(hall.get_by_text("Layar terganggu. Silakan tanyakan kepada petugas.")).to_be_visible()
    assert hall.get_by_text("A-001").count() == 0


def test_midnight_empties_the_board_and_the_new_day_calls(hall, crowd, draw, call, clock):
    crowd(1)
    label = call()
    hall.clock.run_for(400)
    expect(hall.locator(".call b").first).to_have_text(label)
    clock.set(2024, 1, 9, 0, 0)
    hall.clock.run_for(400)
    expect(hall.locator("body[data-asleep]")).to_be_attached()
    clock.set(2024, 1, 9, 7, 45)
    hall.clock.run_for(400)
    expect(hall.locator(".says")).to_contain_text("08.00")
    assert hall.get_by_text(label).count() == 0
    clock.set(2024, 1, 9, 8, 1)
    draw()
    label = call()
    hall.clock.run_for(400)
    expect(hall.locator(".call[data-new] b").first).to_have_text(label)


def test_new_hours_stand_on_the_wall_at_once(hall, office, people, clock):
    expect(hall.get_by_text("Belum ada panggilan.")).to_be_visible()
    founding.open_hours(office, {0: [(600, 900)]}, at=clock(), by=people.admin)
    hall.clock.run_for(400)
    expect(hall.locator(".says")).to_contain_text("10.00")
