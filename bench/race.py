"""Eight officers press "Panggil berikutnya" at once, again and again."""

import asyncio
import re
import time

from bench.browser import Browser, connections, expect
from bench.figures import in_ms, ratio
from bench.kiosk import press_floor
from bench.scene import OFFICERS, Scene, draw, furnished
from bench.server import Server, floor, serving
from models import Call

CALLS = 1000
HERE = re.compile(r"/staff/tickets/(\d+)/skips")


def measure(count: int = 0) -> dict[str, object]:
    calls = count or CALLS
    with furnished(kiosks=1) as scene:
        draw(scene, calls)
        return asyncio.run(_measure(scene, calls))


async def _measure(scene: Scene, calls: int) -> dict[str, object]:
    with serving(scene) as server, floor(scene) as bare:
        async with connections(16) as net:
            officers = await sit_down(server, net)
            least = await press_floor(bare, net, OFFICERS, min(calls, 500))
            seconds, called, took = await _race(officers, calls)
    twice = [ticket for ticket in called if called.count(ticket) > 1]
    rows = [ticket for (ticket,) in Call.select(Call.ticket).tuples()]
    return {
        "calls": len(called),
        "double": max(len(twice), len(rows) - len(set(rows))),
        "ok_s": round(len(called) / took, 1),
        "p50_ms": in_ms(seconds, 0.5),
        "p99_ms": in_ms(seconds, 0.99),
        "floor_ok_s": least.ok_s,
        "ratio": ratio(len(called) / took, least.ok_s),
    }


async def sit_down(server: Server, net, officers: int = OFFICERS) -> list[Browser]:
    """Each officer signs in and takes a counter of their own."""
    seats = []
    for number in range(1, officers + 1):
        browser = Browser(net, server.url)
        await browser.sign_in(f"petugas{number}", number)
        seats.append(browser)
    return seats


async def _race(officers: list[Browser], calls: int) -> tuple[list[float], list[str], float]:
    """All wait for each other before each press, so that they press together."""
    seconds: list[float] = []
    called: list[str] = []
    spent = 0.0
    for _ in range(-(-calls // len(officers))):
        began = time.perf_counter()
        answers = await asyncio.gather(*(_call(officer, seconds) for officer in officers))
        spent += time.perf_counter() - began
        tickets = [ticket for ticket in answers if ticket]
        called += tickets
        skips = zip(officers, answers, strict=True)
        await asyncio.gather(*(skip(officer, ticket) for officer, ticket in skips if ticket))
    return seconds, called, spent


async def _call(officer: Browser, seconds: list[float]) -> str | None:
    """Which ticket stands at the officer's counter after the press; None: nobody waits."""
    began = time.perf_counter()
    answer = await officer.post("/staff/counter/calls", htmx=True)
    seconds.append(time.perf_counter() - began)
    if answer.status == 409:
        return None
    found = HERE.search(expect(answer, 200).text)
    return found[1] if found else None


async def skip(officer: Browser, ticket: str) -> None:
    expect(await officer.post(f"/staff/tickets/{ticket}/skips", htmx=True), 200)
