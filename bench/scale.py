"""The board and the staff list with 200 waiting, and again with 49,800 tickets of past days."""

import asyncio
import secrets
import statistics
import time
from datetime import timedelta

import database
from bench.browser import Browser, connections, expect
from bench.figures import ratio
from bench.kiosk import press_floor
from bench.race import sit_down
from bench.scene import Scene, draw, furnished, now
from bench.server import floor, serving
from models import Call, Case, Counter, Ticket, TicketStatus

WAITING = 200
PAST = 49_800
A_DAY = 150
LOOKS = 200
BOARD = "/display/hall/calls"
LIST = "/staff/counter/queue"


def measure(count: int = 0) -> dict[str, object]:
    with furnished(kiosks=1) as scene:
        draw(scene, WAITING)
        return asyncio.run(_measure(scene, count or PAST, LOOKS if not count else 20))


async def _measure(scene: Scene, past: int, looks: int) -> dict[str, object]:
    with serving(scene) as server, floor(scene) as bare:
        async with connections(8) as net:
            (officer,) = await sit_down(server, net, 1)
            expect(await officer.post("/staff/counter/calls", htmx=True), 200)
            wall = Browser(net, server.url, {"pulih_device": scene.wall})
            least = await press_floor(bare, net, 1, looks)
            before = await _look(wall, BOARD, looks), await _look(officer, LIST, looks)
            _remember(scene, past)
            await _look(officer, LIST, 20)  # the pages of the file are read once
            after = await _look(wall, BOARD, looks), await _look(officer, LIST, looks)
    floor_ms = statistics.median(least.seconds) * 1000
    return {
        "board_ratio": ratio(after[0], before[0]),
        "list_ratio": ratio(after[1], before[1]),
        "board_ms": [round(before[0], 2), round(after[0], 2)],
        "list_ms": [round(before[1], 2), round(after[1], 2)],
        "past": past,
        "floor_ms": round(floor_ms, 2),
        "ratio": ratio(floor_ms, after[0]),
    }


async def _look(browser: Browser, path: str, looks: int) -> float:
    """The median of so many looks, in milliseconds; each is drawn, none is a 204."""
    seconds = []
    for _ in range(looks):
        began = time.perf_counter()
        expect(await browser.get(f"{path}?seen=0", **{"HX-Request": "true"}), 200)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds) * 1000


def _remember(scene: Scene, past: int) -> None:
    """Tickets of past days, their ended cases and their calls: written straight in."""
    counter, done = Counter.get(), now()
    with database.writing():
        for first in range(0, past, 1000):
            many = range(first, min(first + 1000, past))
            start = Case.select(Case.id).order_by(Case.id.desc()).limit(1).scalar() or 0
            Case.insert_many([_case(scene, done) for _ in many]).execute()
            rows = [_ticket(scene, start + 1 + i, number) for i, number in enumerate(many)]
            last = Ticket.select(Ticket.id).order_by(Ticket.id.desc()).limit(1).scalar() or 0
            Ticket.insert_many(rows).execute()
            calls = [
                {
                    "office": scene.office,
                    "ticket": last + 1 + i,
                    "counter": counter,
                    "day": row["day"],
                    "at": row["issued_at"],
                    "version": 0,
                }
                for i, row in enumerate(rows)
            ]
            Call.insert_many(calls).execute()


def _case(scene: Scene, at) -> dict[str, object]:
    return {
        "office": scene.office,
        "sop": "pemulihan-data-error",
        "sop_version": 1,
        "end": "done",
        "ended_at": at - timedelta(days=400),
        "arrived_at": at,
        "opened_at": at,
    }


def _ticket(scene: Scene, case: int, number: int) -> dict[str, object]:
    at = now() - timedelta(days=1 + number // A_DAY)
    return {
        "office": scene.office,
        "case": case,
        "day": at.date() - timedelta(days=1),
        "series": "A",
        "number": number % A_DAY + 1,
        "status": TicketStatus.DONE,
        "role": "adb",
        "issued_at": at,
        "place_at": at,
        "changed_at": at,
        "submission": secrets.token_urlsafe(24),
        "token_hash": secrets.token_bytes(32),
    }
