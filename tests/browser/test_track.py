"""The phone page in a real browser: small screens, great zoom, live without a reload."""

import pytest
from playwright.sync_api import expect

from office import casework, queue
from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, double_ids, stopped
from tests.track.conftest import link

pytestmark = pytest.mark.browser
SMALLEST = {"width": 320, "height": 640}  # also what 400 % of 1280 × 2560 leaves


@pytest.fixture
def ticket(draw):
    for _ in range(5):
        ticket = draw()
    return ticket


def test_the_call_appears_without_a_reload(open_page, ticket, people, counters, clock):
    page = stopped(open_page(link(ticket), size=PHONE_SCREEN))
    expect(page.locator(".says")).to_contain_text("Di depan Anda 4 nomor.")
    page.evaluate("window.stayed = true")
    queue.call(ticket, counters[2], "Diantar.", by=people.sari, at=clock())
    page.clock.run_for(4500)
    expect(page.locator(".says")).to_contain_text("Silakan ke Loket 2.")
    expect(page.locator("#told")).to_contain_text("Silakan ke Loket 2.")
    assert page.evaluate("window.stayed") is True
    assert double_ids(page) == []


def test_it_asks_so_often_that_a_call_is_seen_in_five_seconds_and_gets_nothing_new(
    open_page, ticket
):
    page = stopped(open_page(link(ticket), size=PHONE_SCREEN))
    for _ in range(2):
        page.clock.run_for(4400)
        with page.expect_response("**/t/**") as answer:
            page.clock.run_for(200)
        assert answer.value.status == 204


@pytest.mark.parametrize("size", [SMALLEST, PHONE_SCREEN], ids=["320", "390"])
def test_nothing_stands_outside_a_small_screen(open_page, ticket, size):
    page = open_page(link(ticket), size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_at_four_hundred_percent_everything_is_still_there(open_page, ticket):
    page = open_page(link(ticket), size={"width": 1280, "height": 1024})
    page.evaluate("document.documentElement.style.zoom = 4")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_it_reloads_itself(open_page, ticket, people, counters, clock):
    page = open_page(link(ticket), size=PHONE_SCREEN, javascript=False)
    assert 'content="15"' in page.content()
    queue.call(ticket, counters[2], "Diantar.", by=people.sari, at=clock())
    page.get_by_role("link", name="Perbarui sekarang").click()
    expect(page.locator(".says")).to_contain_text("Silakan ke Loket 2.")


def test_it_weighs_little_and_asks_no_other_host(open_page, ticket, server):
    page = open_page("/t/tidak-ada", size=PHONE_SCREEN)
    loaded: list = []
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(link(ticket), wait_until="networkidle")
    assert {request.url.split("/t/")[0].split("/static/")[0] for request in loaded} == {server.url}
    sizes = [request.sizes() for request in loaded]
    assert sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes) <= 50 * 1024


def test_a_link_that_expires_says_so_by_itself(open_page, draw, complete, decide, people, clock):
    ticket = draw()
    case = decide(complete(ticket, people.sari), "ordered", people.budi)
    page = stopped(open_page(link(ticket), size=PHONE_SCREEN))
    casework.withdraw(case, "Diminta.", by=people.sari, at=clock(), seen=case.moves)
    clock.forward(days=8)
    page.clock.run_for(5000)
    expect(page.get_by_text("Halaman ini tidak tersedia.")).to_be_visible()


@pytest.mark.parametrize("path", ["", "/t/tidak-ada"], ids=["ticket", "gone"])
def test_axe_finds_nothing(open_page, ticket, path):
    page = open_page(path or link(ticket), size=PHONE_SCREEN)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/", "/device", "/tidak-ada"])
def test_axe_finds_nothing_at_the_front_door(open_page, office, path):
    assert violations(open_page(path)) == []
