"""What waits for the centre: its page with 5,000 on it, and 800 of them ended by one press."""

import asyncio
import re
import statistics
import time
from datetime import timedelta
from itertools import count

import database
from bench.browser import Browser, connections, expect
from bench.figures import in_ms, ratio
from bench.kiosk import press_floor
from bench.race import sit_down
from bench.scene import Scene, ask_the_centre, bring_to_desk, draw, furnished, now
from bench.server import floor, serving
from office import timetable

WAITING = 5000
DUE = 800  # of them today: a day that is normal
FEW = 100  # rows of a page
SHELF = 10
LOOKS = 30
PATH = "/staff/consolidation"
WHOLE = re.compile(r'name="every" value="([^"]+)"')
ROW = re.compile(r'name="case" value="([^"]+)"')
DONE = re.compile(r"(\d+) tersimpan")


def measure(few: int = 0) -> dict[str, object]:
    waiting = few or WAITING
    with furnished(kiosks=1) as scene:
        due = min(DUE, waiting)
        _wait(scene, due, waiting)
        shelf = [bring_to_desk(ticket, at=now()).id for ticket in draw(scene, SHELF)]
        return asyncio.run(_measure(scene, shelf, due))


def _wait(scene: Scene, due: int, waiting: int) -> None:
    """Asked yesterday: so many are due today, the others on the six days after."""
    yesterday = now() - timedelta(days=1)
    today = timetable.today(scene.office, now())
    for first in range(0, waiting, FEW):
        with database.writing():  # one transaction: what is measured comes later
            drawn = draw(scene, min(FEW, waiting - first), at=yesterday)
            for number, ticket in enumerate(drawn, start=first):
                on = today + timedelta(days=0 if number < due else 1 + number % 6)
                ask_the_centre(bring_to_desk(ticket, at=yesterday), on, at=yesterday)


async def _measure(scene: Scene, shelf: list[int], due: int) -> dict[str, object]:
    with serving(scene) as server, floor(scene) as bare:
        async with connections(8) as net:
            dewi, sari = await sit_down(server, net, 2)
            least = await press_floor(bare, net, 1, LOOKS)
            looks, page = await _look(dewi)
            few, rest = page[:FEW], page[FEW:] or page
            few_s, _ = await _settle(dewi, few)
            beside: list[float] = []
            shelving = asyncio.create_task(_put_away(sari, shelf, beside))
            rest_s, settled = await _settle(dewi, rest)
            shelving.cancel()
    return {
        "page_p50_ms": in_ms(looks, 0.5),
        "few_s": round(few_s, 2),
        "bulk_s": round(rest_s, 2),
        "settled": settled,
        "due": due,
        "beside_p50_ms": in_ms(beside, 0.5),
        "beside_p99_ms": in_ms(beside, 0.99),
        "ratio": ratio(statistics.median(least.seconds) * settled, rest_s),
    }


async def _look(officer: Browser) -> tuple[list[float], list[str]]:
    """How long each look took, and every row of the list as the page shows it."""
    seconds, text = [], ""
    for _ in range(LOOKS):
        began = time.perf_counter()
        text = expect(await officer.get(f"{PATH}?when=today"), 200).text
        seconds.append(time.perf_counter() - began)
    whole = WHOLE.search(text)
    return seconds, whole[1].split() if whole else ROW.findall(text)


async def _settle(officer: Browser, rows: list[str]) -> tuple[float, int]:
    """End the waiting of these by one press: the seconds it took, and how many were ended."""
    told = {"when": "today", "outcome": "readable", "how": "Dicek satu per satu."}
    began = time.perf_counter()
    answer = await officer.post(
        f"{PATH}/decisions", htmx=True, whole="1", sure="1", every=" ".join(rows), **told
    )
    took = time.perf_counter() - began
    found = DONE.search(expect(answer, 200).text)
    return took, int(found[1]) if found else 0


async def _put_away(officer: Browser, shelf: list[int], seconds: list[float]) -> None:
    """Another officer writes meanwhile: where papers lie, some twenty times a second."""
    places = dict.fromkeys(shelf, "")
    for number in count():
        case = shelf[number % len(shelf)]
        place = {"place": f"Rak {number}", "place_before": places[case]}
        began = time.perf_counter()
        expect(await officer.post(f"/staff/cases/{case}/places", **place), 303)
        seconds.append(time.perf_counter() - began)
        places[case] = f"Rak {number}"
        await asyncio.sleep(0.04)
