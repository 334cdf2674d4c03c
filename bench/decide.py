"""Eight officers decide desk steps: the note, the correction, what was done in SIAK.

First without a pause; then with a second between two decisions, still faster than anyone reads.
"""

import asyncio
import random
import re
import time

from bench.browser import Browser, connections, expect
from bench.figures import in_ms, ratio
from bench.kiosk import press_floor
from bench.race import sit_down
from bench.scene import OFFICERS, Scene, bring_to_desk, draw, furnished
from bench.server import floor, serving

CASES = 240
CALM_CASES = 56
PAUSE = (0.5, 1.5)  # seconds between two decisions of one officer
SEEN = re.compile(r'name="seen" value="(\d+)"')
STEPS = (
    {"outcome": "noted", "text": "Data ditemukan; nama berbeda satu huruf."},
    {
        "outcome": "wrong",
        "element": "name",
        "before": "WARGA CONTO",
        "after": "WARGA CONTOH",
        "basis": "Kutipan akta kelahiran",
        "subject": "",
    },
    {"outcome": "recovered", "reference": "SIAK-1", "done_at": ""},
)


def measure(count: int = 0) -> dict[str, object]:
    hasty, calm = count or CASES, min(count or CALM_CASES, CALM_CASES)
    with furnished(kiosks=1) as scene:
        cases = [bring_to_desk(ticket).id for ticket in draw(scene, hasty + calm)]
        return asyncio.run(_measure(scene, cases[calm:], cases[:calm]))


async def _measure(scene: Scene, hasty: list[int], calm: list[int]) -> dict[str, object]:
    with serving(scene) as server, floor(scene) as bare:
        async with connections(16) as net:
            officers = await sit_down(server, net)
            least = await press_floor(bare, net, OFFICERS, min(len(hasty) * len(STEPS), 500))
            began = time.perf_counter()
            seconds = await _work(officers, hasty)
            took = time.perf_counter() - began
            calm_seconds = await _work(officers, calm, PAUSE)
    return {
        "ok_s": round(len(seconds) / took, 1),
        "p50_ms": in_ms(seconds, 0.5),
        "p99_ms": in_ms(seconds, 0.99),
        "calm_p50_ms": in_ms(calm_seconds, 0.5),
        "calm_p99_ms": in_ms(calm_seconds, 0.99),
        "decisions": len(seconds),
        "floor_ok_s": least.ok_s,
        "floor_p99_ms": in_ms(least.seconds, 0.99),
        "ratio": ratio(len(seconds) / took, least.ok_s),
    }


async def _work(
    officers: list[Browser], cases: list[int], pause: tuple[float, float] = (0, 0)
) -> list[float]:
    """How long each decision took, all officers at once until no case is left."""
    seconds: list[float] = []

    async def work(officer: Browser) -> None:
        while cases:
            await _decide(officer, cases.pop(), seconds, pause)

    await asyncio.gather(*map(work, officers))
    return seconds


async def _decide(
    officer: Browser, case: int, seconds: list[float], pause: tuple[float, float]
) -> None:
    """Open the case, then decide its three desk steps as the page does: each answer is the next."""
    page = expect(await officer.get(f"/staff/cases/{case}"), 200)
    for fields in STEPS:
        seen = SEEN.search(page.text)
        if seen is None:
            raise SystemExit("the case page shows no `seen`")
        await asyncio.sleep(random.uniform(*pause))
        began = time.perf_counter()
        page = await officer.post(
            f"/staff/cases/{case}/decisions", htmx=True, seen=seen[1], **fields
        )
        seconds.append(time.perf_counter() - began)
        expect(page, 200)
