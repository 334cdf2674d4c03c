"""What stands beside the calls on a wall: its look, what it tells, what it shows."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from models import Announcement
from office import siak
from office.walls import announcements, slides, walls
from tests.browser.axe import violations
from tests.browser.conftest import WALL_SCREEN, stopped, wall
from tests.browser.test_walls import CUT, OVERLAP, SIZES, cap_height, large, listed

pytestmark = pytest.mark.browser
# Letters on the nearest ground that is painted, below 7:1; each once.
FAINT = """() => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => parts(colour).slice(0, 3).map(v => v / 255)
        .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, n) => sum + v * [.2126, .7152, .0722][n], 0);
    const ground = (e) => !e ? 'rgb(255, 255, 255)'
        : parts(getComputedStyle(e).backgroundColor)[3] === 0 ? ground(e.parentElement)
        : getComputedStyle(e).backgroundColor;
    const faint = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = walk.nextNode());) {
        const e = text.parentElement;
        if (!text.data.trim() || !e.getClientRects().length) continue;
        const [a, b] = [getComputedStyle(e).color, ground(e)].map(light).sort((x, y) => y - x);
        if ((a + .05) / (b + .05) < 7) faint.add(`${text.data.trim()} ${(a + .05) / (b + .05)}`);
    }
    return [...faint];
}"""


@pytest.fixture
def set_wall(office, people, clock):
    """set_wall(look="terang"): the wall's own settings, as an admin sets them."""

    def set_wall(**told) -> None:
        plain = {"zone": "", "look": "gelap", "speaks": True, "moves": True}
        walls.set_up(wall(office), **plain | told, by=people.admin, at=clock())

    return set_wall


@pytest.fixture
def announce(office, people, clock):
    """announce("Bawa KK asli."): on every wall, from now on."""

    def announce(text: str, **told) -> None:
        told = {"since": clock().date(), "by": people.rina, "at": clock(), **told}
        announcements.announce(office, text, **told)

    return announce


@pytest.fixture
def wait(clock):
    """wait(page, 20): so many seconds go by, for the office and on a page that stands still."""

    def wait(page, seconds: float) -> None:
        while seconds > 0:
            clock.forward(seconds=min(1, seconds))
            page.clock.run_for(1000 * min(1, seconds))
            seconds -= 1

    return wait


LONG = (
    "Sistem sedang dipindahkan: pelayanan berhenti pukul 11.00 sampai 11.30. Mohon menunggu. "
    "Nomor antrean Anda tetap berlaku dan urutan kedatangan tidak berubah sesudah itu."
)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_what_is_told_covers_no_call_and_gives_way_to_it(
    open_page, crowd, call, announce, wait, office, people, clock, size
):
    crowd(6)
    for number in (1, 2, 1, 2):
        call(number)
    clock.forward(minutes=3)
    announce(LONG, urgent=True)
    siak.report_down(office, by=people.sari, at=clock())
    page = stopped(open_page("/display/hall", size=size))

    def whole() -> bool:
        return page.evaluate(CUT) == [] and page.evaluate(OVERLAP) <= 1

    wait(page, 1)
    expect(page.locator("body[data-aside]")).to_be_attached()
    assert whole()
    assert cap_height(page, ".last td") >= 9.8 and len(listed(page)) == 4
    expect(page.locator(".aside h2")).to_have_text("Pengumuman penting")
    label = call(1)
    wait(page, 1)
    expect(page.locator("body:not([data-aside])")).to_be_attached()
    assert whole()
    assert cap_height(page, ".call b") >= 23 and cap_height(page, ".call .to b") >= 23
    assert cap_height(page, ".last td") >= 9.8 and len(listed(page)) == 4
    assert large(page) == label
    expect(page.locator(".sleep")).to_be_hidden()
    wait(page, 8)
    assert page.locator("body[data-aside]").count() == 0


def test_many_calls_at_once_have_all_the_room(
    open_page, crowd, call, announce, office, people, clock
):
    crowd(21)
    announce(LONG, urgent=True)
    siak.report_down(office, by=people.sari, at=clock())
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    for number in (1, 2) * 10:
        call(number)
    page.clock.run_for(600)
    expect(page.locator(".last td")).to_have_count(38)
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert page.evaluate(CUT) == [] and page.evaluate(OVERLAP) <= 1, size
        assert cap_height(page, ".call b") >= 23


def test_what_stands_aside_comes_back_when_all_is_said(open_page, crowd, call, announce, wait):
    crowd(2)
    announce("Bawa KK asli.", urgent=True)
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    wait(page, 1)
    expect(page.locator("body[data-aside]")).to_be_attached()
    call(1)
    call(2)
    wait(page, 5)
    expect(page.locator("body[data-calling][data-speaks]")).to_be_attached()
    wait(page, 60)
    expect(page.locator("body[data-aside]")).to_be_attached()
    assert page.evaluate(FAINT) == []
    page.clock.resume()
    assert violations(page) == []


MOVES = "document.getAnimations().map(one => one.playState).join()"


def test_a_long_text_runs_and_rests_while_a_number_is_called(
    open_page, crowd, call, announce, wait, set_wall
):
    crowd(1)
    announce(LONG)
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    wait(page, 1)
    expect(page.locator(".track")).to_be_attached()
    assert page.evaluate(MOVES) == "running"
    page.evaluate("document.querySelector('.tell').click()")
    wait(page, 1)
    assert page.evaluate(MOVES) == "paused"
    page.keyboard.press(" ")
    wait(page, 1)
    assert page.evaluate(MOVES) == "running"
    label = call()
    wait(page, 1)
    expect(page.locator(".call b").first).to_have_text(label)
    wait(page, 1)
    assert page.evaluate(MOVES) == "paused"
    set_wall(moves=False)
    wait(page, 12)
    assert page.evaluate(MOVES) == ""
    first = page.locator(".texts").inner_text()
    assert LONG.startswith(first) and len(first) < len(LONG)
    wait(page, 15)
    assert page.locator(".texts").inner_text() not in (first, "")


def test_less_motion_turns_pages_and_nothing_told_leaves_no_strip(
    open_page, announce, wait, people, clock
):
    page = open_page("/display/hall", size=WALL_SCREEN)
    page.emulate_media(reduced_motion="reduce")
    stopped(page)
    expect(page.locator(".tell")).to_be_hidden()
    announce("Bawa KK asli.")
    announce(LONG, ends=9 * 60 + 1)
    wait(page, 1)
    expect(page.locator(".texts p")).to_have_count(2)
    wait(page, 1)
    expect(page.locator(".texts")).to_have_text("Bawa KK asli.")
    assert page.evaluate(MOVES) == ""
    wait(page, 60)
    expect(page.locator(".texts")).to_have_text("Bawa KK asli.")
    announcements.take_down(Announcement.select().first(), by=people.lead, at=clock())
    wait(page, 1)
    expect(page.locator(".tell")).to_be_hidden()


RECORD = """async () => {
    const canvas = document.createElement("canvas"), ink = canvas.getContext("2d");
    const paint = setInterval(() => {
        ink.fillStyle = `hsl(${Math.random() * 360} 80% 40%)`;
        ink.fillRect(0, 0, 300, 150);
    }, 30);
    const parts = [];
    const film = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
    film.ondataavailable = ({ data }) => parts.push(data);
    film.start();
    await new Promise((soon) => setTimeout(soon, 700));
    const over = new Promise((end) => { film.onstop = end; });
    film.stop();
    await over;
    clearInterval(paint);
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
}"""


def test_pictures_and_videos_take_turns_and_a_call_comes_first(
    open_page, crowd, call, office, people, clock
):
    crowd(1)
    page = open_page("/display/hall", size=WALL_SCREEN)
    file = BytesIO()
    Image.new("RGB", (160, 90), "navy").save(file, "PNG")
    for content in (file.getvalue(), b"", bytes(page.evaluate(RECORD))):
        content = content or b"\x1a\x45\xdf\xa3 webm V_VP9 broken"
        by = {"by": people.rina, "at": clock()}
        told = {"title": "Syarat", "zone": "", "place": 1, "seconds": 5}
        key = slides.begin(office, len(content), **told, **by)
        slides.append(key, 0, content, **by)
        slides.finish(key, **by)
    page.locator(".slide img").wait_for(state="visible")
    expect(page.locator("body[data-aside] .slide[aria-label=Syarat]")).to_be_visible()
    page.locator(".slide video").wait_for(state="visible", timeout=12_000)
    page.wait_for_function("document.querySelector('.slide video').currentTime > 0")
    assert page.evaluate("document.querySelector('.slide video').muted")
    page.locator(".slide img").wait_for(state="visible", timeout=12_000)
    assert page.evaluate("document.querySelectorAll('img, video').length") == 2
    call()
    expect(page.locator(".call[data-new]")).to_be_visible()
    expect(page.locator(".aside")).to_be_hidden()


def test_every_look_is_read_at_seven_to_one(open_page, crowd, call, set_wall):
    crowd(6)
    page = stopped(open_page("/display/hall", size=WALL_SCREEN))
    for look in walls.LOOKS:
        set_wall(look=look)
        call()
        page.clock.run_for(400)
        expect(page.locator(f"html[data-theme={look}] .call[data-new]")).to_be_attached()
        assert page.evaluate(FAINT) == []
        page.clock.run_for(9000)
        assert page.evaluate(FAINT) == []
    page.goto(page.url.replace("hall", "office"))
    for look in walls.LOOKS:
        page.evaluate("look => { document.documentElement.dataset.theme = look; }", look)
        assert page.evaluate(FAINT) == []
