"""The walls in a real browser: read from afar, alive, and calm when the server is not."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from office import procedures, queue, sop
from tests.browser.axe import violations
from tests.browser.conftest import WALL_SCREEN, double_ids, stopped

pytestmark = pytest.mark.browser
SIZES = {
    "720p": {"width": 1280, "height": 720},
    "1080p": {"width": 1920, "height": 1080},
    "4K": {"width": 3840, "height": 2160},
    "portrait": {"width": 1080, "height": 1920},
}
SOPS = Path(__file__).parents[2] / "sops"
CAP = 0.668  # capital height of the wall's type, as in tokens.css
VISIBLE = """selector => [...document.querySelectorAll(selector)]
    .filter(e => e.getClientRects().length).map(e => e.textContent.trim())"""
# What is wider or taller than the screen, or than the box that cuts it off.
CUT = """() => [...document.querySelectorAll('b, td, th, p, h1, h2, dd, dt')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.left < -1 || box.top < -1
        || box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
}).map(e => e.textContent.trim())"""
OVERLAP = """() => {
    const main = document.querySelector('main').getBoundingClientRect();
    const ends = [...document.querySelectorAll('main tr, main dd, main li')]
        .filter(e => e.getClientRects().length).map(e => e.getBoundingClientRect().bottom);
    return Math.max(0, ...ends) - main.bottom;
}"""
# Tables that are wider than the section they stand in.
WIDE = """() => [...document.querySelectorAll('main table')].filter(table =>
    table.scrollWidth > table.closest('section').clientWidth + 1).length"""


def large(page) -> str:
    return page.locator(".call b").first.text_content()


def listed(page) -> list[str]:
    return page.evaluate(VISIBLE, ".last td:first-child")


def cap_height(page, selector: str) -> float:
    """Share of the screen's short side, in percent."""
    size = page.evaluate(
        "s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)"
        " / Math.min(innerWidth, innerHeight)",
        selector,
    )
    return size * CAP * 100


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_number_is_read_from_ten_metres(open_page, crowd, call, size):
    crowd(6)
    for number in (1, 2, 1, 2, 1):
        call(number)
    page = open_page("/display/hall", size=size)
    assert cap_height(page, ".call b") >= 23  # 0.7° on a 43″ screen
    assert cap_height(page, ".call .to b") >= 23
    assert cap_height(page, ".last td") >= 9.8  # 0.3°
    assert len(listed(page)) == 4


@pytest.mark.parametrize("width, height", [(1280, 800), (1024, 768)])
def test_on_an_older_screen_too_a_number_and_its_counter_stand_apart(
    open_page, crowd, call, width, height
):
    crowd(3)
    for number in (1, 2, 1):
        call(number)
    page = open_page("/display/hall", size={"width": width, "height": height})
    gaps = page.locator(".last tbody tr").evaluate_all(
        """rows => rows.map(row => {
            const range = document.createRange();
            const box = cell => (range.selectNodeContents(cell), range.getBoundingClientRect());
            const [number, counter] = [...row.children].map(box);
            return Math.min(counter.left - number.right, innerWidth - counter.right); })"""
    )
    assert gaps and min(gaps) > 10


@pytest.mark.parametrize("wall", ["hall", "office"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_is_cut_off_and_nothing_scrolls(open_page, crowd, call, clock, size, wall):
    crowd(8)
    clock.forward(minutes=20)
    for number in (1, 2, 1, 2, 1, 2):
        call(number)
    page = open_page(f"/display/{wall}", size=size)
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAP) <= 1
    assert page.evaluate(WIDE) == 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_third_procedure_still_fits_the_managers_wall(open_page, office, tmp_path, size):
    folder = shutil.copytree(SOPS, tmp_path / "sops")
    third = (SOPS / "pemulihan-data-error.v1.toml").read_text("utf-8")
    for line, other in (
        ('id = "pemulihan', 'id = "ketiga-pemulihan'),
        ('prefix = "A"', 'prefix = "C"'),
    ):
        third = third.replace(line, other, 1)
    (folder / "ketiga.v1.toml").write_text(third, "utf-8")
    procedures.install(sop.load(folder))
    page = open_page("/display/office", size=size)
    assert page.locator("main table").count() == 3
    assert page.evaluate(CUT) == []
    assert page.evaluate(OVERLAP) <= 1
    assert page.evaluate(WIDE) == 0


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_widest_label_fits_its_panel(open_page, crowd, call, size):
    crowd(1)
    call()
    page = open_page("/display/hall", size=size)
    page.evaluate("document.querySelector('.call b').textContent = 'W-008'")
    page.evaluate("document.querySelector('.call').toggleAttribute('data-wide', true)")
    inside = page.evaluate(
        "() => { const range = document.createRange();"
        " range.selectNodeContents(document.querySelector('.call b'));"
        " return range.getBoundingClientRect().width"
        " / document.querySelector('.call').clientWidth; }"
    )
    assert inside <= 1


def test_a_call_stands_on_the_wall_at_once_and_is_new_for_eight_seconds(open_page, crowd, call):
    crowd(1)
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    expect(page.get_by_text("Belum ada panggilan.")).to_be_visible()
    label = call(2)
    page.clock.run_for(300)
    expect(page.locator(".call b").first).to_have_text(label)
    expect(page.locator(".call .to b")).to_have_text("2")
    expect(page.get_by_text("Panggilan baru")).to_be_visible()
    page.clock.run_for(7500)
    assert page.locator(".call[data-new]").count() == 1
    page.clock.run_for(1000)
    expect(page.locator(".call[data-new]")).to_have_count(0)


def test_twenty_calls_at_once_all_stand_and_each_has_its_turn(open_page, crowd, call):
    crowd(21)
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    labels = [call(number) for number in (1, 2) * 10]
    page.clock.run_for(600)
    expect(page.locator(".last td")).to_have_count(38)
    assert sorted([large(page), *listed(page)]) == labels
    assert page.evaluate(CUT) == []
    turns = []
    for _ in range(130):
        page.clock.run_for(500)
        if not turns or turns[-1] != large(page):
            turns.append(large(page))
    assert turns == labels


def test_a_call_that_is_taken_back_leaves_the_wall(open_page, draw, people, counters, clock):
    draw()
    page = open_page("/display/hall", size=WALL_SCREEN)
    ticket = queue.call_next(counters[1], by=people.sari, at=clock())
    expect(page.locator(".call b").first).to_have_text(ticket.label)
    queue.undo(ticket, by=people.sari, at=clock(), counter=counters[1])
    expect(page.get_by_text("Belum ada panggilan.")).to_be_visible()


def test_opening_the_wall_again_calls_nobody_again(open_page, crowd, call, clock):
    crowd(1)
    call()
    clock.forward(seconds=20)
    page = open_page("/display/hall", size=WALL_SCREEN)
    page.wait_for_timeout(900)
    assert page.locator("[data-new]").count() == 0


def test_silence_is_said_in_words_and_the_last_state_stays(open_page, crowd, call, server):
    crowd(1)
    label = call()
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    page.clock.run_for(400)
    expect(page.locator("body[data-state=hidup]")).to_be_attached()
    server.stop()
    page.clock.run_for(11_000)
    banner = page.locator(".stale.late")
    expect(banner).to_be_visible()
    assert re.search(
        r"belum diperbarui sejak 09\.00\.00\. Dengarkan panggilan", banner.inner_text()
    )
    assert large(page) == label
    assert "grayscale" in page.evaluate("getComputedStyle(document.querySelector('main')).filter")
    page.clock.run_for(51_000)
    expect(page.get_by_text("Layar terganggu. Silakan tanyakan kepada petugas.")).to_be_visible()
    server.start()
    page.clock.resume()
    expect(page.locator(".stale.lost")).to_be_hidden(timeout=5000)


def test_quiet_answers_count_as_fresh(open_page, server):
    page = open_page("/display/hall", size=WALL_SCREEN)
    answers: list[int] = []
    page.on("response", lambda answer: answers.append(answer.status))
    page.wait_for_timeout(1500)
    assert set(answers) == {204} and 3 <= len(answers) <= 6
    assert page.evaluate("document.body.dataset.state") == "hidup"


def test_the_servers_clock_is_the_walls(open_page, clock):
    page = open_page("/display/hall", size=WALL_SCREEN)
    clock.forward(hours=1, minutes=7)
    expect(page.locator(".top [data-clock]")).to_have_text("10.07")


def test_the_picture_moves_a_little_every_minute(open_page, clock):
    page = open_page("/display/hall", size=WALL_SCREEN)
    first = page.evaluate("document.body.dataset.shift")
    clock.forward(minutes=1)
    page.wait_for_function("first => document.body.dataset.shift !== first", arg=first)


def test_the_managers_wall_follows_the_office(open_page, crowd):
    page = open_page("/display/office", size=WALL_SCREEN)
    crowd(3)
    expect(page.locator(".figures .big").first).to_contain_text("3 orang", timeout=4000)


@pytest.mark.parametrize("wall", ["hall", "office"])
def test_without_javascript_the_wall_still_shows(open_page, crowd, call, wall):
    crowd(2)
    call()
    page = open_page(f"/display/{wall}", size=WALL_SCREEN, javascript=False)
    told = " ".join(page.inner_text("main").split())
    assert ("A-001 Loket 1" if wall == "hall" else "Menunggu 1 orang") in told


@pytest.mark.parametrize("wall", ["hall", "office"])
def test_axe_finds_nothing_and_no_id_is_double(open_page, crowd, call, wall):
    crowd(6)
    for number in (1, 2, 1, 2):
        call(number)
    page = open_page(f"/display/{wall}", size=WALL_SCREEN)
    page.wait_for_timeout(700)
    assert violations(page) == []
    assert double_ids(page) == []
