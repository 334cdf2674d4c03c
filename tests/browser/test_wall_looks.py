"""What stands beside the calls on a wall: its look, what it tells, what it shows; by night."""

import pytest
from playwright.sync_api import expect

from office import walls
from tests.browser.conftest import WALL_SCREEN, stopped, wall

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
