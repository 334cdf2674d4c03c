"""The counter in a real browser: keys, two officers at once, focus, the door, no JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from models import Ticket
from office import paper_numbers, queue, tickets
from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, double_ids
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
SMALL_SCREEN = {"width": 1280, "height": 720}


def faults(page: Page) -> list[str]:
    """What axe finds wrong with the page, and the ids that stand on it twice."""
    return violations(page) + double_ids(page)


def number(page: Page):
    return page.locator("#call-panel .number")


def test_an_officer_calls_with_one_key_and_sees_the_number(loket, draw):
    draw()
    expect(loket.locator("#queue")).to_contain_text("A-001")
    loket.keyboard.press("n")
    expect(number(loket)).to_have_text("A-001")
    assert faults(loket) == []


def test_every_key_of_a_visit_works(loket, draw, clock):
    for _ in range(2):
        draw()
    empty = "Kosong"
    for key, shown in (("n", "A-001"), ("z", empty), ("n", "A-001"), ("l", empty), ("n", "A-002")):
        loket.keyboard.press(key)
        expect(number(loket)).to_have_text(shown)
        assert double_ids(loket) == []
    loket.keyboard.press("t")
    expect(loket.get_by_label("Berkas yang ditunggu")).to_be_focused()
    loket.keyboard.type("nlz")
    loket.keyboard.press("Enter")
    expect(loket.locator("#queue")).to_contain_text("nlz")
    expect(number(loket)).to_have_text("Kosong")
    assert [row.status for row in Ticket.select().order_by(Ticket.id)] == ["no_show", "held"]


def test_serving_opens_the_case(loket, draw):
    draw()
    loket.keyboard.press("n")
    expect(number(loket)).to_have_text("A-001")
    loket.keyboard.press("m")
    loket.wait_for_url("**/staff/cases/*")
    assert Ticket.get().status == "serving"


def test_a_person_is_sent_on_by_keys_alone(loket, draw):
    draw()
    loket.keyboard.press("n")
    expect(number(loket)).to_have_text("A-001")
    loket.keyboard.press("a")
    expect(loket.get_by_role("button", name="Ke Loket 2")).to_be_focused()
    loket.keyboard.press("Enter")
    expect(number(loket)).to_have_text("Kosong")
    assert Ticket.get().only_at.number == 2


def test_a_walk_in_is_called_in_two_presses(loket):
    loket.keyboard.press("p")
    loket.keyboard.press("Enter")
    expect(number(loket)).to_have_text("A-001")
    assert faults(loket) == []


def test_a_double_click_makes_one_request(loket):
    loket.keyboard.press("p")
    loket.get_by_role("button", name="Perbaikan data").dblclick()
    expect(number(loket)).to_have_text("A-001")
    loket.wait_for_timeout(300)
    assert Ticket.select().count() == 1


def test_keys_do_nothing_while_one_types(loket, draw, people, counters, clock):
    ticket = queue.call(draw(), counters[2], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[2])
    draw()
    loket.locator("#queue summary").click()
    loket.get_by_label("Alasan membatalkan A-001").press_sequentially("nlsz")
    loket.wait_for_timeout(1500)
    assert loket.get_by_label("Alasan membatalkan A-001").input_value() == "nlsz"
    assert Ticket.select().where(Ticket.status == "called").count() == 0


def test_typed_words_and_focus_survive_a_redraw(loket, draw, people, counters, clock):
    ticket = queue.call(draw(), counters[2], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[2])
    loket.locator("#queue summary").click()
    reason = loket.get_by_label("Alasan membatalkan A-001")
    reason.fill("salah layanan")
    draw()
    expect(loket.locator("#queue")).to_contain_text("A-002")
    expect(reason).to_be_focused()
    assert reason.input_value() == "salah layanan"
    assert double_ids(loket) == []


def test_focus_is_not_lost_when_its_button_is_gone(loket, draw):
    draw()
    loket.get_by_role("button", name="Panggil berikutnya").click()
    expect(number(loket)).to_have_text("A-001")
    loket.wait_for_timeout(100)
    where = loket.evaluate("() => document.activeElement.closest('[data-region]')?.id")
    assert where == "call-panel"


def test_what_a_colleague_does_shows_by_itself(loket, draw, people, counters, clock):
    ticket = draw()
    expect(loket.locator("#queue")).to_contain_text("A-001")
    queue.call(ticket, counters[2], by=people.sari, at=clock())
    expect(loket.locator("#queue")).not_to_contain_text("A-001")


def test_of_two_who_press_together_one_is_told_why(sign_in, draw):
    draw()
    sari, joko = sign_in("sari", counter=1), sign_in("joko", counter=4)
    for page in (sari, joko):
        page.wait_for_url("**/staff/counter")
        page.route("**/counter/queue*", lambda route: route.abort())  # neither sees the other
        expect(page.locator("#queue")).to_contain_text("A-001")
    sari.get_by_role("button", name="Panggil", exact=True).click()
    expect(number(sari)).to_have_text("A-001")
    joko.get_by_role("button", name="Panggil", exact=True).click()
    expect(joko.locator("#notice")).to_contain_text("A-001 sudah berubah.")
    assert number(joko).inner_text() == "Kosong"
    assert faults(joko) == []


def test_a_dead_server_is_told_and_gone_when_it_is_back(loket, server):
    server.stop()
    expect(loket.locator("#offline")).to_be_visible()
    expect(loket.locator("#unsaved")).to_be_hidden()  # nothing was pressed
    server.start()
    expect(loket.locator("#offline")).to_be_hidden()


def test_a_session_that_ended_locks_the_page_and_loses_no_text(
    loket, draw, people, counters, clock
):
    ticket = queue.call(draw(), counters[2], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[2])
    loket.locator("#queue summary").click()
    loket.get_by_label("Alasan membatalkan A-001").fill("salah layanan")
    clock.forward(minutes=16)
    expect(loket.get_by_role("heading", name="Sesi berakhir, masuk lagi")).to_be_visible()
    expect(loket.locator("main")).to_be_hidden()
    expect(loket.get_by_label("Nama pengguna")).to_be_focused()
    assert faults(loket) == []
    loket.keyboard.type("sari")
    loket.wait_for_timeout(1200)  # polls go on meanwhile
    loket.get_by_label("Kata sandi").fill(PASSWORD)
    loket.keyboard.press("Enter")
    expect(loket.locator("main")).to_be_visible()
    loket.get_by_role("button", name="Batalkan nomor").click()
    expect(loket.locator("#queue")).not_to_contain_text("A-001")
    assert Ticket.get().closed_for == "salah layanan"


def test_after_signing_in_again_one_is_back_on_the_page(sign_in, clock):
    page = sign_in("sari", javascript=False)
    page.wait_for_url("**/staff/counters")
    clock.forward(minutes=16)
    page.goto("/staff/worklists?list=paused")
    expect(page.get_by_text("Sesi berakhir, masuk lagi")).to_be_visible()
    page.get_by_label("Nama pengguna").fill("sari")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/staff/worklists?list=paused")


def test_the_core_works_without_javascript(sign_in, draw):
    draw()
    page = sign_in("sari", counter=1, javascript=False)
    page.get_by_role("button", name="Panggil berikutnya").click()
    assert number(page).inner_text() == "A-001"
    page.get_by_role("button", name="Panggil ulang").click()
    assert "detik sebelum memanggil lagi" in page.content()
    page.get_by_role("link", name="Kembali").click()
    page.get_by_role("button", name="Mulai layani").click()
    page.wait_for_url("**/staff/cases/*")
    assert Ticket.get().status == "serving"


def test_the_arrows_go_from_row_to_row(loket, draw):
    for _ in range(2):
        draw()
    expect(loket.locator("#queue")).to_contain_text("A-002")
    loket.keyboard.press("ArrowDown")
    loket.keyboard.press("ArrowDown")
    row = loket.evaluate(
        "() => document.activeElement.closest('tr').querySelector('th').textContent"
    )
    assert row == "A-002"


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("sari", "/staff/counters"),
        ("sari", "/staff/worklists"),
        ("sari", "/staff/worklists?list=hall"),
        ("rina", "/staff/hall"),
        ("rina", "/staff/tickets/1"),
        ("rina", "/staff/checks"),
        ("rina", "/staff/paper-numbers"),
        ("lead", "/staff/lead"),
        ("admin", "/staff/admin"),
    ],
)
@pytest.mark.parametrize("size", [SMALL_SCREEN, PHONE_SCREEN], ids=["desk", "phone"])
def test_every_page_of_the_desk_is_without_fault(
    sign_in, draw, people, clock, username, path, size
):
    paper_numbers.keep({"A": (901, 999)}, by=people.admin, at=clock())
    for _ in range(3):
        draw()
    page = sign_in(username, size=size)
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(path)
    assert faults(page) == []
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_the_panel_needs_no_scrolling_on_a_small_screen(
    sign_in, draw, call, counters, people, clock
):
    draw()
    clock.forward(hours=2, minutes=47)
    call()
    queue.serve(tickets.at_counter(counters[1]), by=people.sari, at=clock(), counter=counters[1])
    clock.forward(
        days=11, hours=-1
    )  # left over after hours of work: the widest words of the desk's list
    draw()
    page = sign_in("sari", counter=1, size=SMALL_SCREEN)
    page.wait_for_url("**/staff/counter")
    page.keyboard.press("n")
    expect(number(page)).to_have_text("A-001")
    bottom = page.get_by_role("button", name="Urungkan").bounding_box()
    keys = page.locator(".keys").bounding_box()
    assert bottom["y"] + bottom["height"] <= keys["y"]
    expect(page.locator("#desk tbody tr")).to_have_count(1)
    page.set_viewport_size({"width": 1024, "height": 768})
    assert page.evaluate("document.documentElement.scrollWidth") == 1024


def test_a_press_shows_within_a_tenth_of_a_second(loket, draw):
    draw()
    expect(loket.locator("#queue")).to_contain_text("A-001")
    loket.keyboard.press("n")
    expect(number(loket)).to_have_text("A-001")
    took = loket.evaluate(
        "() => performance.getEntriesByType('resource')"
        ".find(one => one.name.endsWith('/counter/calls')).duration"
    )
    assert took < 100
