"""What the program takes: time to start, memory, idle processor, bytes over the wire, disk."""

import asyncio
import re
import statistics
import time
from importlib.metadata import PackageNotFoundError, distribution

import psutil
from playwright.async_api import BrowserContext

from bench.browser import Browser, connections, expect
from bench.chromium import chromium, enrolled
from bench.figures import ratio
from bench.kiosk import press, walk
from bench.race import sit_down
from bench.scene import ROOT, Scene, draw, furnished
from bench.server import Server, floor, serving
from office import tickets

STARTS = 5
IDLE = 20  # seconds
WALLS, PHONES = 10, 50
NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)==", re.M)


def measure(count: int = 0) -> dict[str, object]:
    with furnished() as scene:
        links = [tickets.tracking_token(ticket.submission) for ticket in draw(scene, PHONES)]
        figures = asyncio.run(_measure(scene, links, count))
    return figures | dict(zip(("installed_mb", "packages"), _installed(), strict=True))


async def _measure(scene: Scene, links: list[str], count: int) -> dict[str, object]:
    with serving(scene) as server, floor(scene) as bare:
        starts = [server.ready_s]
        for _ in range(1 if count else STARTS - 1):
            server.stop()
            server.start()
            starts.append(server.ready_s)
        async with connections(96) as net, chromium() as browser:
            await _use(scene, server, net)
            walls = [Browser(net, server.url, {"pulih_device": scene.wall}) for _ in range(WALLS)]
            idle = await _idle(server, walls, net, links, count or IDLE)
            kiosk = await enrolled(browser, server.url, scene.kiosks[0], width=1080, height=1920)
            kiosk_bytes, kiosk_requests = await _weigh(kiosk, "/kiosk")
            phone = await enrolled(browser, server.url, "", width=390, height=844)
            phone_bytes, phone_requests = await _weigh(phone, f"/t/{links[0]}")
        rss, bare_rss = (
            psutil.Process(one.process.pid).memory_info().rss for one in (server, bare)
        )
        return {
            "ready_s": round(statistics.median(starts), 2),
            "rss_mb": round(rss / 1e6, 1),
            "idle_cpu_pct": round(idle, 1),
            "kiosk_kb": round(kiosk_bytes / 1000, 1),
            "kiosk_requests": kiosk_requests,
            "phone_kb": round(phone_bytes / 1000, 1),
            "phone_requests": phone_requests,
            "floor_ready_s": round(bare.ready_s, 2),
            "floor_rss_mb": round(bare_rss / 1e6, 1),
            "ratio": ratio(bare_rss, rss),
        }


async def _use(scene: Scene, server: Server, net) -> None:
    """A little of everything, so that memory is that of a working day."""
    await press(await walk(scene, server, net, 40), 8)
    officers = await sit_down(server, net, 4)
    for officer in officers:
        for path in ("/staff/counter", "/staff/worklists", "/staff/cases/1"):
            await officer.get(path)


async def _idle(server: Server, walls: list[Browser], net, links: list[str], seconds: int) -> float:
    """Percent of one core while nothing happens but polling."""
    process = psutil.Process(server.process.pid)
    phones = [Browser(net, server.url) for _ in links]
    polling = [_poll(wall, "/display/hall/calls", 0.3) for wall in walls]
    polling += [
        _poll(phone, f"/t/{link}/now", 4.5) for phone, link in zip(phones, links, strict=True)
    ]
    tasks = [asyncio.create_task(one) for one in polling]
    await asyncio.sleep(min(6, seconds))  # everybody has drawn once
    began, used = time.perf_counter(), sum(process.cpu_times()[:2])
    await asyncio.sleep(seconds)
    used, took = sum(process.cpu_times()[:2]) - used, time.perf_counter() - began
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()
    return used / took * 100


async def _poll(browser: Browser, path: str, every: float) -> None:
    seen = ""
    while True:
        answer = await browser.get(f"{path}?seen={seen}")
        if answer.status != 204:
            found = re.search(r"seen[=\"]*[^\d]{0,3}(\d+\.\d{4})", expect(answer, 200).text)
            if found is None:
                raise SystemExit(f"{path} does not say what has been seen")
            seen = found[1]
        await asyncio.sleep(every)


async def _weigh(context: BrowserContext, path: str) -> tuple[int, int]:
    """Bytes over the wire, heads included, and requests of a first view; nothing is cached."""
    page = await context.new_page()
    wire = await context.new_cdp_session(page)
    await wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    answer = await page.goto(path, wait_until="load")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{path}: {answer and answer.status}")
    await page.wait_for_timeout(250)  # before the first poll of a phone
    return int(sum(sizes)), len(sizes)


def _installed() -> tuple[float, int]:
    """What requirements.txt brings on this machine, in MB on disk, and how many packages."""
    size, packages = 0, 0
    for name in NAME.findall((ROOT / "requirements.txt").read_text()):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            continue  # for another system
        packages += 1
        paths = [file.locate() for file in files]
        size += sum(path.stat().st_size for path in paths if path.is_file())
    return round(size / 1e6, 1), packages
