"""Those who only look: the walls of the hall and the phones of those who wait."""

import re
from typing import TYPE_CHECKING

from office import tickets
from simulation.browser import Browser

if TYPE_CHECKING:
    from simulation.day import Life, World
    from simulation.visitors import Visitor

CALL = re.compile(r'data-call="(\d+)" data-label="([^"]+)" data-counter="(\d+)"')
SEEN = re.compile(r'data-seen="([^"]+)"')
NIK = re.compile(r"\b990101\d{10}\b")  # of everybody who is invented here


class Wall:
    """A screen of the hall; `calls` is every call it has shown today, by the office's version."""

    def __init__(self, world: "World", browser: Browser) -> None:
        self.world, self.browser = world, browser
        self.calls: dict[int, tuple[str, int]] = {}
        self.seen = ""

    def look(self) -> list[tuple[str, int]]:
        """Ask what is new, as the wall does three times a second; the new calls, oldest first."""
        path = f"/display/hall/calls?seen={self.seen}" if self.seen else "/display/hall"
        page = self.browser.get(path)
        if page.status != 200:
            return []
        nothing_personal(self.world, page.text, "papan")
        self.seen = SEEN.search(page.text)[1]
        shown = {int(v): (label, int(counter)) for v, label, counter in CALL.findall(page.text)}
        new = sorted(version for version in shown if version not in self.calls)
        self.calls |= shown
        return [shown[version] for version in new]


def phone(world: "World", who: "Visitor") -> "Life":
    """Somebody follows their number on their own phone until they go home."""
    browser = world.house.browser()
    link = f"/t/{tickets.tracking_token(who.submission)}"
    page = browser.get(link)
    while not who.gone and world.at < world.closes:
        if page.status == 200:
            nothing_personal(world, page.text, "ponsel")
            if who.label not in page.text:
                world.wrong.append(f"ponsel {who.label} menunjukkan nomor lain")
        yield world.some(3, 12)
        page = browser.get(f"{link}/now?seen={SEEN.search(browser.page.text)[1]}")
        world.tally["phones"] += 1
    browser.close()


def nothing_personal(world: "World", text: str, where: str) -> None:
    if NIK.search(text):
        world.wrong.append(f"NIK terbaca di {where}")
