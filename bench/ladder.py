"""The ladder: a letter of 1,000 lembar, 62,000 rows; its pages, and all of it initialled by one
press while people take numbers at a kiosk."""

import asyncio
import re
import time
from datetime import timedelta

import database
from bench.browser import Browser, connections, expect
from bench.figures import in_ms
from bench.kiosk import walk
from bench.race import sit_down
from bench.scene import PASSWORD, Scene, furnished, now
from bench.server import serving
from models import Case, Officer
from office import casework, founding, made, procedures
from office.ministry import lembar

LEMBAR, ROWS = 1000, 62
LOOKS = 10
PRESSES = 500  # at the kiosk: a sixth alone, a sixth beside the looks, the others beside the press
PAGE = "/staff/ladder?rung=anomali-data.1.kasi_verify"
LADDER = {"staf": "staff", "kasi": "kasi", "kabid": "kabid"}
EVERY = 0.02  # seconds between two presses at the kiosk
OPEN = re.compile(r"Sedang disimpan")
SAVED = re.compile(r"(\d+) tersimpan")


def measure(few: int = 0) -> dict[str, object]:
    with furnished(kiosks=1) as scene:
        lay_out(scene, few or LEMBAR)
        return asyncio.run(_measure(scene, few or LEMBAR))


def lay_out(scene: Scene, many: int) -> None:
    """So many lembar before the Kasi; only their rows are written without a verb."""
    people = {}
    for name, role in LADDER.items():
        founding.hire(scene.office, name, name, [role], password=PASSWORD, at=now())
        people[name] = Officer.get(Officer.username == name)
    procedure, staf, at = procedures.newest("anomali-data"), people["staf"], now()
    row = lembar.NewRow("9901010101900001", "", "A2", "Tanggal lahir tidak valid")
    told = {"reference": "470/1", "dated": (at - timedelta(days=9)).date(), "by": staf, "at": at}
    with database.writing():
        for _ in range(many):
            case = lembar.open_lembar(procedure, [row], **told)
            database.db.execute_sql(MORE_ROWS, (ROWS, case.id))
            case = casework.decide(case, "received", by=staf, at=at, seen=case.moves)
            work = made.Work(text="Sesuai KK dan akta.")
            casework.decide(case, "examined", by=staf, at=at, seen=case.moves, work=work)


async def _measure(scene: Scene, many: int) -> dict[str, object]:
    with serving(scene) as server:
        async with connections(8) as net:
            kasi = await _sign_in(server, net, "kasi")
            (sari,) = await sit_down(server, net, 1)
            few = [await _timed(kasi.get(PAGE)) for _ in range(LOOKS)]
            every = [await _timed(kasi.get(f"{PAGE}&size=1000")) for _ in range(3)]
            alone, beside, looking = [], [], []
            visits = await walk(scene, server, net, min(many, PRESSES))
            sixth = len(visits) // 6
            await _beside(asyncio.sleep(2 * sixth * EVERY), visits[:sixth], alone)
            await _beside(_look(kasi), visits[sixth : 2 * sixth], looking)
            page = expect(await kasi.get(f"{PAGE}&size=1000"), 200).text
            bulk_s = await _beside(_press(kasi, page, many), visits[2 * sixth :], beside)
            lists = [await _timed(sari.get("/staff/worklists")) for _ in range(LOOKS)]
    initialled = Case.select().where(Case.step == "kabid_verify").count()
    if initialled != many:
        raise SystemExit(f"{initialled} dari {many} diparaf.")
    return {
        "bulk_s": round(bulk_s, 2),
        "kiosk_p99_ms": in_ms(beside, 0.99),
        "kiosk_p50_ms": in_ms(beside, 0.5),
        "kiosk_presses": len(beside),
        "kiosk_alone_p99_ms": in_ms(alone, 0.99),
        "kiosk_looking_p99_ms": in_ms(looking, 0.99),
        "page_100_p50_ms": in_ms(few, 0.5),
        "page_1000_p50_ms": in_ms(every, 0.5),
        "worklist_p50_ms": in_ms(lists, 0.5),
    }


async def _sign_in(server, net, username: str) -> Browser:
    browser = Browser(net, server.url)
    await browser.get("/staff/sign-in")
    expect(await browser.post("/staff/sign-in", username=username, password=PASSWORD), 303)
    return browser


async def _look(kasi: Browser) -> None:
    """All of them on one page, again and again."""
    for _ in range(5):
        expect(await kasi.get(f"{PAGE}&size=1000"), 200)


async def _press(kasi: Browser, page: str, many: int) -> float:
    """Initial all of a page: from the press to the page that says so."""
    fields = {
        name: re.search(f'name="{name}" value="([^"]*)"', page)[1]
        for name in ("step", "key", "shown")
    }
    ticked = [key.partition(".")[0] for key in fields["shown"].split()]
    began = time.perf_counter()
    answer = await kasi.post("/staff/ladder/presses", outcome="yes", case=ticked, **fields)
    path = expect(answer, 303).headers["Location"]
    while OPEN.search(text := expect(await kasi.get(path), 200).text):
        await asyncio.sleep(0.5)  # as the page does
    took = time.perf_counter() - began
    assert SAVED.search(text)[1] == str(many)
    return took


async def _beside(work, visits: list[Browser], seconds: list[float]):
    """Somebody takes a number every so often while `work` is done."""

    async def stand() -> None:
        while visits:
            seconds.append(await _timed(visits.pop().post("/kiosk/tickets"), 303))
            await asyncio.sleep(EVERY)

    standing = asyncio.create_task(stand())
    try:
        return await work
    finally:
        standing.cancel()


async def _timed(asked, status: int = 200) -> float:
    began = time.perf_counter()
    expect(await asked, status)
    return time.perf_counter() - began


MORE_ROWS = """WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
    INSERT INTO row (case_id, number, nik, other_nik, category_id, trouble, outside, result,
        result_note, struck_for)
    SELECT ?2, i, printf('99010101%08d', ?2 * 100 + i), '', category_id, trouble, i % 9 = 0, '',
        '', '' FROM row, n WHERE row.case_id = ?2 AND row.number = 1"""
