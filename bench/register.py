"""The register: a whole extract imported while kiosks submit, then people looked for in it."""

import asyncio
import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import apsw

from bench import finding
from bench.browser import Browser, connections, expect
from bench.figures import in_ms, ratio
from bench.kiosk import walk
from bench.scene import ROOT, Scene, furnished
from bench.server import serving
from database import db
from office.register import register, synthetic

PEOPLE = 1_000_000
FAULTS = 2.0  # percent
BEFORE, DURING = 40, 400  # presses at the kiosk
BETWEEN = 0.25  # seconds between two presses
LOOK_UPS = 200


def measure(count: int = 0) -> dict[str, object]:
    people = count or PEOPLE
    with furnished(kiosks=8) as scene:
        file = scene.folder / "dkb.csv"
        synthetic.write(file, scene.folder / "beside.csv", people, faults=FAULTS, seed=1)
        floor_s = _floor(scene.folder, file)
        figures = asyncio.run(_import(scene, file, min(count or DURING, DURING)))
        return {
            "people": people,
            **figures,
            "floor_s": floor_s,
            "ratio": ratio(floor_s, float(str(figures["import_s"]))),
            **_look_up(),
            **finding.measure(min(count or LOOK_UPS, LOOK_UPS)),
        }


def _floor(folder: Path, file: Path) -> float:
    """The same rows by csv and executemany, in one transaction: no check, no key, no version."""
    bare = apsw.Connection(str(folder / "floor.db"))
    bare.execute(f"PRAGMA key = 'raw:{'ab' * 32}'")
    bare.execute("PRAGMA journal_mode = wal; PRAGMA synchronous = full")
    began = time.perf_counter()
    with file.open(encoding="utf-8", newline="") as opened, bare:
        rows = csv.reader(opened, delimiter=";")
        head = next(rows)
        bare.execute(f"CREATE TABLE bare ({', '.join(head)})")
        places = ", ".join("?" * len(head))
        bare.executemany(f"INSERT INTO bare VALUES ({places})", rows)  # noqa: S608
    took = time.perf_counter() - began
    bare.close()
    return round(took, 1)


async def _import(scene: Scene, file: Path, presses: int) -> dict[str, object]:
    """`pulih register import` beside the server, while somebody presses "Ambil nomor"."""
    with serving(scene) as server:
        async with connections(8) as net:
            alone = await press(await walk(scene, server, net, min(presses, BEFORE)))
            visits = await walk(scene, server, net, presses)
            began = time.perf_counter()
            importing = subprocess.Popen(
                [sys.executable, "-m", "cli", "register", "import", str(file)],
                cwd=ROOT,
                env={**os.environ, **scene.environment},
                stdout=subprocess.DEVNULL,
            )
            over = asyncio.create_task(asyncio.to_thread(os.wait4, importing.pid, 0))
            waits = await press(visits, over.done)
            _, status, used = await over
            took = time.perf_counter() - began
    assert status == 0, "the import was refused"
    return {
        "import_s": round(took, 1),
        "import_mb": round(used.ru_maxrss / 1024, 1),
        "kiosk_p99_ms": in_ms(waits, 0.99),
        "kiosk_max_ms": in_ms(waits, 1),
        "kiosk_alone_max_ms": in_ms(alone, 1),
        "presses": len(waits),
    }


async def press(visits: list[Browser], over: Callable[[], bool] = lambda: False) -> list[float]:
    seconds = []
    for browser in visits:
        if over():
            break
        began = time.perf_counter()
        expect(await browser.post("/kiosk/tickets"), 303)
        seconds.append(time.perf_counter() - began)
        await asyncio.sleep(BETWEEN)
    return seconds


def _look_up() -> dict[str, object]:
    """People who stand there, by each exact key in turn; the reading of the rows included."""
    chance = random.Random(2)
    (highest,) = db.execute_sql("SELECT max(id) FROM resident").fetchall()[0]
    ids = [chance.randrange(1, highest + 1) for _ in range(LOOK_UPS)]
    seconds: dict[str, list[float]] = {}
    for element in ("nik", "family", "birth_date"):
        values = _values(element, ids)
        seconds[element] = [_timed(element, value) for value in values]
    everything = [took for each in seconds.values() for took in each]
    each = {f"{element}_p95_ms": in_ms(took, 0.95) for element, took in seconds.items()}
    return {"exact_p95_ms": in_ms(everything, 0.95), **each}


def _values(element: str, ids: Iterable[int]) -> list[str]:
    statement = f"SELECT {element} FROM resident WHERE id = ?"  # noqa: S608
    return [db.execute_sql(statement, (id,)).fetchall()[0][0] for id in ids]


def _timed(element: str, value: str) -> float:
    began = time.perf_counter()
    assert register.found(element, value)
    return time.perf_counter() - began
