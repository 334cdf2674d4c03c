"""From an officer's press to the number on the wall: in the board's answer, and in Chromium."""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field

from bench.browser import Browser, connections, expect
from bench.chromium import chromium, enrolled
from bench.figures import in_ms, ratio
from bench.kiosk import press_floor
from bench.race import sit_down, skip
from bench.scene import Scene, draw, furnished
from bench.server import floor, serving

CALLS = 1000
OFFICERS = 4
EVERY = 0.3  # seconds between two polls of a wall
PAUSE = (0.5, 1.1)  # seconds between two calls of one officer
CALLED = re.compile(r'class="number num">(A-\d+)<.*?/staff/tickets/(\d+)/skips', re.S)
ON_WALL = re.compile(r'data-label="(A-\d+)"')
# Notes when a label first stands where people read it: in the large place or in the list.
WATCH = """() => {
  window.stood = {};
  const look = () => {
    const told = document.querySelector('#hall').innerText;
    for (const label of told.match(/A-\\d+/g) ?? []) window.stood[label] ??= Date.now();
  };
  new MutationObserver(look).observe(document.querySelector('#hall'),
    { subtree: true, childList: true, characterData: true, attributes: true });
  look();
}"""


@dataclass
class Times:
    """By label, seconds since the epoch: when it was pressed, answered, and when it stood."""

    pressed: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    board: dict[str, float] = field(default_factory=dict)
    screen: dict[str, float] = field(default_factory=dict)

    def after(self, seen: dict[str, float]) -> list[float]:
        return [seen[label] - at for label, at in self.pressed.items() if label in seen]


def measure(count: int = 0) -> dict[str, object]:
    calls = count or CALLS
    with furnished(kiosks=1) as scene:
        draw(scene, calls)
        return asyncio.run(_measure(scene, calls))


async def _measure(scene: Scene, calls: int) -> dict[str, object]:
    times = Times()
    with serving(scene) as server, floor(scene) as bare:
        async with connections(16) as net, chromium() as browser:
            least = await press_floor(bare, net, OFFICERS, 200)
            officers = await sit_down(server, net, OFFICERS)
            context = await enrolled(browser, server.url, scene.wall, width=1920, height=1080)
            page = await context.new_page()
            await page.goto("/display/hall")
            await page.evaluate(WATCH)
            wall = Browser(net, server.url, {"pulih_device": scene.wall})
            watching = asyncio.create_task(_watch(wall, times))
            left = iter(range(calls))
            await asyncio.gather(*(_officer(officer, left, times) for officer in officers))
            await asyncio.sleep(2)
            watching.cancel()
            stood = await page.evaluate("() => window.stood")
    times.screen = {label: at / 1000 for label, at in stood.items()}
    shown, answered = times.after(times.screen), times.after(times.answered)
    return {
        "p50_ms": in_ms(shown, 0.5),
        "p99_ms": in_ms(shown, 0.99),
        "dropped": len(times.pressed) - len(shown),
        "calls": len(times.pressed),
        "board_p50_ms": in_ms(times.after(times.board), 0.5),
        "board_p99_ms": in_ms(times.after(times.board), 0.99),
        "board_dropped": len(times.pressed) - len(times.after(times.board)),
        "answer_p50_ms": in_ms(answered, 0.5),
        "floor_p50_ms": in_ms(least.seconds, 0.5),
        "ratio": ratio(in_ms(least.seconds, 0.5), in_ms(answered, 0.5)),
    }


async def _officer(officer: Browser, left, times: Times) -> None:
    """Call, let it stand for a while, skip; not in step with any wall."""
    for _ in left:
        pressed = time.time()
        answer = expect(await officer.post("/staff/counter/calls", htmx=True), 200)
        answered = time.time()
        found = CALLED.search(answer.text)
        if found is None:
            raise SystemExit("the counter shows nobody called")
        label, ticket = found.groups()
        times.pressed[label], times.answered[label] = pressed, answered
        await asyncio.sleep(random.uniform(*PAUSE))
        await skip(officer, ticket)


async def _watch(wall: Browser, times: Times) -> None:
    """A wall without a screen: asks for every call since the version it has seen."""
    seen = ""
    while True:
        began = time.time()
        answer = await wall.get(f"/display/hall/calls?seen={seen}")
        if answer.status == 200:
            for label in ON_WALL.findall(answer.text):
                times.board.setdefault(label, time.time())
            found = re.search(r'data-seen="([^"]+)"', answer.text)
            seen = found[1] if found else ""
        await asyncio.sleep(max(0.0, EVERY - (time.time() - began)))
