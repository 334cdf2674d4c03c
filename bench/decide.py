"""Eight officers decide desk steps: the note, the correction, what was done in SIAK."""

import asyncio
import re
import time

from bench.browser import Browser, connections, expect
from bench.figures import in_ms, ratio
from bench.kiosk import press_floor
from bench.race import sit_down
from bench.scene import OFFICERS, Scene, bring_to_desk, draw, furnished
from bench.server import floor, serving

CASES = 240
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
    with furnished(kiosks=1) as scene:
        cases = [bring_to_desk(ticket).id for ticket in draw(scene, count or CASES)]
        return asyncio.run(_measure(scene, cases))


async def _measure(scene: Scene, cases: list[int]) -> dict[str, object]:
    seconds: list[float] = []
    count = len(cases)

    async def work(officer: Browser) -> None:
        while cases:
            await _decide(officer, cases.pop(), seconds)

    with serving(scene) as server, floor(scene) as bare:
        async with connections(16) as net:
            officers = await sit_down(server, net)
            least = await press_floor(bare, net, OFFICERS, min(count * len(STEPS), 500))
            began = time.perf_counter()
            await asyncio.gather(*map(work, officers))
            took = time.perf_counter() - began
    return {
        "ok_s": round(len(seconds) / took, 1),
        "p50_ms": in_ms(seconds, 0.5),
        "p99_ms": in_ms(seconds, 0.99),
        "decisions": len(seconds),
        "floor_ok_s": least.ok_s,
        "floor_p99_ms": in_ms(least.seconds, 0.99),
        "ratio": ratio(len(seconds) / took, least.ok_s),
    }


async def _decide(officer: Browser, case: int, seconds: list[float]) -> None:
    """Open the case, then decide its three desk steps as the page does: each answer is the next."""
    page = expect(await officer.get(f"/staff/cases/{case}"), 200)
    for fields in STEPS:
        seen = SEEN.search(page.text)
        if seen is None:
            raise SystemExit("the case page shows no `seen`")
        began = time.perf_counter()
        page = await officer.post(
            f"/staff/cases/{case}/decisions", htmx=True, seen=seen[1], **fields
        )
        seconds.append(time.perf_counter() - began)
        expect(page, 200)
