"""People who stand in the register twice, found by the process beside the server: on FEBRL 4, and
among 300,000 and a million invented people, of whom one in a hundred was planted twice, while
somebody presses at a kiosk.

Nobody tells the model who is who; only here the pairs are held against what was planted.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

import psutil

from bench import febrl
from bench.browser import connections
from bench.febrl import Pair
from bench.figures import in_ms
from bench.kiosk import walk
from bench.register import press
from bench.scene import PASSWORD, Scene, furnished, now
from bench.server import serving
from database import db, find, writing
from linkage_tables import DoublePair
from models import Officer
from office import founding
from office.inspection import folded, linkage_runs
from office.register import elements, staging, synthetic_doubles
from office.register.synthetic import TODAY, Person
from register_tables import ChangeKind

PRESSES = 250
PEOPLE = {"300k": 300_000, "1m": 1_000_000}
HEADS = {
    "nik": "NIK",
    "family": "NO_KK",
    "name": "NAMA_LGKP",
    "sex": "JENIS_KLMIN",
    "birth_place": "TMPT_LHR",
    "birth_date": "TGL_LHR",
    "mother": "NAMA_LGKP_IBU",
    "district": "KECAMATAN",
    "relation": "STAT_HBKEL",
}
READ = folded.READ[1:]


def measure(count: int = 0) -> dict[str, object]:
    public = febrl.measure()
    figures: dict[str, object] = {f"public_{name}": value for name, value in public.items()}
    for seed, (name, people) in enumerate(PEOPLE.items(), start=21):
        used, judged = _search(count or people, seed, min(count or PRESSES, PRESSES))
        figures |= {f"{what}_{name}": value for what, value in used.items()}
        which = "synthetic" if name == "300k" else f"synthetic_{name}"
        figures |= {f"{which}_{what}": value for what, value in judged.items()}
        if count:
            break
    return figures


def _search(people: int, seed: int, presses: int) -> tuple[dict[str, float], dict[str, float]]:
    """What it took from the press to the list, and how right the list was."""
    with furnished(kiosks=8) as scene:
        true = _fill(people, seed)
        founding.hire(scene.office, "staf", "staf", ["staff"], password=PASSWORD, at=now())
        used = asyncio.run(_look(scene, presses))
        shown = linkage_runs.shown()
        assert shown and shown.people == people
        pairs = {(row.one, row.other) for row in find(DoublePair, "search_id = ?", shown.id)}
        return used, febrl.figures(pairs, true)


async def _look(scene: Scene, presses: int) -> dict[str, float]:
    """One search beside the server, with presses at the kiosk meanwhile."""
    with serving(scene) as server:
        async with connections(8) as net:
            visits = await walk(scene, server, net, presses)
            running = _Run()
            waits = await press(visits, running.over)
            while not running.over():
                await asyncio.sleep(0.05)
    return {
        "seconds": running.seconds,
        "cpu_s": round(running.worked, 1),
        "mb": round(running.most / 1_000_000, 1),
        "kiosk_p99_ms": in_ms(waits, 0.99),
    }


class _Run:
    """A search on its way: how long it took, and what it was seen to use."""

    def __init__(self) -> None:
        self.began, self.most, self.worked, self.seconds = time.perf_counter(), 0, 0.0, 0.0
        linkage_runs.begin(by=Officer.get(Officer.username == "staf"), at=now())
        going = linkage_runs.live()
        assert going and going.beside
        self._process = psutil.Process(going.beside.pid)

    def over(self) -> bool:
        with suppress(psutil.NoSuchProcess):
            self.most = max(self.most, self._process.memory_info().rss)
            times = self._process.cpu_times()
            self.worked = times.user + times.system
        if linkage_runs.live():
            return False
        self.seconds = self.seconds or round(time.perf_counter() - self.began, 1)
        return True


def _fill(people: int, seed: int) -> set[Pair]:
    """The register as an import leaves it, but for the keys it is searched by; who stands twice."""
    rows = synthetic_doubles.people(people, seed=seed, today=TODAY)
    who: dict[int, list[int]] = defaultdict(list)

    def told() -> Iterator[tuple[object, ...]]:
        for number, (person, same) in enumerate(rows, start=1):
            who[same].append(number)
            yield number, number, change.id, *_read(person)

    columns = ", ".join(("id", "person", "since", *READ))
    places = ", ".join("?" * (len(READ) + 3))
    with writing():
        change = staging.begin(ChangeKind.IMPORT, by=None, at=now())
        others = ", ".join(f"'' AS {name}" for name in staging.ELEMENTS if name not in READ)
        statement = f"INSERT INTO resident ({columns}, {_names()}) SELECT *, {others} FROM "  # noqa: S608
        db.connection().cursor().executemany(f"{statement}(VALUES ({places}))", told())
        staging.show(change, {"added": people}, by=None, at=now())
    return {(one, other) for one, *more in who.values() for other in more}


def _names() -> str:
    return ", ".join(name for name in staging.ELEMENTS if name not in READ)


def _read(person: Person) -> tuple[str, ...]:
    told = {name: person[HEADS[name]] for name in READ}
    read = {"sex": elements.sex(told["sex"]), "birth_date": elements.day(told["birth_date"])}
    return tuple({**told, **read}.values())
