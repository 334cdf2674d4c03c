"""Submit at the kiosk: the final press of people who have answered everything."""

import asyncio
import re
import time
from dataclasses import dataclass, field

import aiohttp

from bench.browser import Browser, connections, expect
from bench.figures import in_ms, ratio
from bench.scene import Scene, furnished
from bench.server import Server, floor, serving
from models import NumberSeries, Ticket

KIOSKS = (1, 8, 32)
PRESSES = {1: 300, 8: 800, 32: 800}
ANSWERS = {
    "whose": {"answer": "self"},
    "issued_here": {"answer": "yes"},
    "rejected_at": {"answer": "bpjs"},
    "problem": {"answer": "nik_missing"},
    "papers": {"paper.family_card": "family_card", "paper.identity_card": "identity_card"},
    "nik": {"answer": "9901010101900001"},
    "priority": {"answer": "no"},
}
LABEL = re.compile(r'class="number num">\s*([A-Z]-\d+)')


@dataclass
class Round:
    """What one number of kiosks brought: seconds of each press, and who was told "yes"."""

    seconds: list[float] = field(default_factory=list)
    told: list[Browser] = field(default_factory=list)
    took: float = 0.0

    @property
    def ok_s(self) -> float:
        return round(len(self.seconds) / self.took, 1) if self.took else 0.0


def measure(count: int = 0) -> dict[str, object]:
    with furnished() as scene:
        return asyncio.run(_measure(scene, count))


async def _measure(scene: Scene, count: int) -> dict[str, object]:
    figures: dict[str, object] = {}
    told: list[Browser] = []
    with serving(scene) as server, floor(scene) as bare:
        async with connections(64) as net:
            for kiosks in KIOSKS:
                presses = count or PRESSES[kiosks]
                visits = await walk(scene, server, net, presses)
                least = await press_floor(bare, net, kiosks, presses)
                ours = await press(visits, kiosks)
                told += ours.told
                figures[str(kiosks)] = {
                    "ok_s": ours.ok_s,
                    "p50_ms": in_ms(ours.seconds, 0.5),
                    "p99_ms": in_ms(ours.seconds, 0.99),
                    "floor_ok_s": least.ok_s,
                    "floor_p99_ms": in_ms(least.seconds, 0.99),
                    "ratio": ratio(ours.ok_s, least.ok_s),
                }
            told += await _press_twice(await walk(scene, server, net, min(count or 50, 50)))
            told += await _power_cut(scene, server, net, count or 200)
            labels = await _labels(told)
    return figures | _count(labels)


async def walk(scene: Scene, server: Server, net, count: int) -> list[Browser]:
    """So many people answer every question, each at a kiosk; they stand before "Ambil nomor"."""
    turns = asyncio.Semaphore(8)

    async def visit(number: int) -> Browser:
        browser = Browser(
            net, server.url, {"pulih_device": scene.kiosks[number % len(scene.kiosks)]}
        )
        async with turns:
            await browser.get("/kiosk")
            expect(await browser.post("/kiosk/doors", procedure="pemulihan-data-error"), 303)
            for question, fields in ANSWERS.items():
                expect(await browser.post(f"/kiosk/questions/{question}", **fields), 303)
            expect(await browser.get("/kiosk/check"), 200)
        return browser

    return await asyncio.gather(*map(visit, range(count)))


async def press(visits: list[Browser], kiosks: int) -> Round:
    round_, waiting = Round(), list(visits)

    async def stand() -> None:
        while waiting:
            browser = waiting.pop()
            began = time.perf_counter()
            expect(await browser.post("/kiosk/tickets"), 303)
            round_.seconds.append(time.perf_counter() - began)
            round_.told.append(browser)

    began = time.perf_counter()
    await asyncio.gather(*(stand() for _ in range(kiosks)))
    round_.took = time.perf_counter() - began
    return round_


async def _press_twice(visits: list[Browser]) -> list[Browser]:
    """A double tap: the same number must come of both."""
    for browser in visits:
        both = await asyncio.gather(*(browser.post("/kiosk/tickets") for _ in range(2)))
        for answer in both:
            expect(answer, 303)
    return visits


async def press_floor(bare: Server, net, kiosks: int, count: int) -> Round:
    round_, left = Round(), iter(range(count))

    async def stand() -> None:
        browser = Browser(net, bare.url)
        for _ in left:
            began = time.perf_counter()
            expect(await browser.post("/tickets"), 200)
            round_.seconds.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(stand() for _ in range(kiosks)))
    round_.took = time.perf_counter() - began
    return round_


async def _power_cut(scene: Scene, server: Server, net, count: int) -> list[Browser]:
    """Kill the server while 8 kiosks submit and start it again; who had been told "yes" by then."""
    visits = await walk(scene, server, net, count)
    told: list[Browser] = []

    async def stand() -> None:
        while visits:
            browser = visits.pop()
            try:
                expect(await browser.post("/kiosk/tickets"), 303)
            except (OSError, aiohttp.ClientError):
                return
            told.append(browser)
            if len(told) == count // 2:
                server.kill()

    await asyncio.gather(*(stand() for _ in range(8)))
    server.start()
    return told


async def _labels(told: list[Browser]) -> list[str | None]:
    """The number each of them sees now; None for a number that was lost."""
    labels = []
    for browser in told:
        found = LABEL.search((await browser.get("/kiosk/ticket")).text)
        labels.append(found[1] if found else None)
    return labels


IN_FLIGHT = 7  # presses that the power cut may have stored without an answer


def _count(labels: list[str | None]) -> dict[str, object]:
    """Duplicates: a number told to two people, or a person who got two. Holes: numbers of the
    day that no row holds."""
    kept = [label for label in labels if label]
    holes, issued = 0, 0
    for series in NumberSeries.select():
        rows = Ticket.select().where(Ticket.day == series.day, Ticket.series == series.series)
        holes += series.last - rows.count()
        issued += rows.count()
    return {
        "duplicates": len(kept) - len(set(kept)) + max(0, issued - len(labels) - IN_FLIGHT),
        "holes": holes,
        "lost": len(labels) - len(kept),
        "numbers": len(labels),
    }
