"""A million invented people judged by the anomaly rules, while somebody presses at a kiosk."""

import asyncio
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from anomaly_tables import AnomalyRun, Finding
from bench import planted
from bench.browser import connections
from bench.figures import in_ms, ratio
from bench.kiosk import walk
from bench.planted import Truth
from bench.register import press
from bench.scene import PASSWORD, ROOT, Scene, furnished, now
from bench.server import serving
from database import db, find
from models import Officer
from office import founding
from office.inspection import anomaly_runs, anomaly_scan
from office.inspection.anomaly_rules import Weight
from office.register.register import VALID

PEOPLE, PRESSES, ALONE = 1_000_000, 250, 40


def measure(count: int = 0) -> dict[str, object]:
    with furnished(kiosks=8) as scene:
        file = scene.folder / "dkb.csv"
        truth = planted.write(file, count or PEOPLE, seed=1)
        _import(scene, file)
        founding.hire(scene.office, "staf", "staf", ["staff"], password=PASSWORD, at=now())
        figures = asyncio.run(_look(scene, min(count or PRESSES, PRESSES)))
        floor_s = _floor()
        return {
            "people": truth.people,
            **figures,
            "floor_s": floor_s,
            "ratio": ratio(floor_s, float(str(figures["seconds"]))),
            **_judged(truth),
        }


def _import(scene: Scene, file: Path) -> None:
    command = [sys.executable, "-m", "cli", "register", "import", str(file)]
    told = {**os.environ, **scene.environment}
    subprocess.run(command, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, check=True)


def _floor() -> float:
    """The same rows only read, in one go."""
    began = time.perf_counter()
    for _ in db.execute_sql(f"{anomaly_scan.ROWS} WHERE {VALID}"):
        pass
    return round(time.perf_counter() - began, 1)


async def _look(scene: Scene, presses: int) -> dict[str, object]:
    """One run beside the server with presses at the kiosk meanwhile, then another of the same."""
    with serving(scene) as server:
        async with connections(8) as net:
            alone = await press(await walk(scene, server, net, min(presses, ALONE)))
            visits = await walk(scene, server, net, presses)
            running = _Run()
            waits = await press(visits, running.over)
            while not running.over():
                await asyncio.sleep(0.05)
            again = _Run()
            while not again.over():
                await asyncio.sleep(0.05)
    return {
        "seconds": running.seconds,
        "cpu_s": round(running.worked, 1),
        "again_s": again.seconds,
        "rss_mb": round(max(running.most, again.most) / 1_000_000, 1),
        "kiosk_p99_ms": in_ms(waits, 0.99),
        "kiosk_max_ms": in_ms(waits, 1),
        "kiosk_alone_p99_ms": in_ms(alone, 0.99),
        "presses": len(waits),
    }


class _Run:
    """A run on its way: how long it took, and as last seen the most memory and processor."""

    def __init__(self) -> None:
        self.most, self.worked = 0, 0.0
        row = anomaly_runs.begin(by=Officer.get(Officer.username == "staf"), at=now())
        going = anomaly_runs.live()
        assert going and going.beside
        self.row, self._process = row, psutil.Process(going.beside.pid)

    def over(self) -> bool:
        with suppress(psutil.NoSuchProcess):
            self.most = max(self.most, self._process.memory_info().rss)
            self.worked = sum(self._process.cpu_times()[:2])
        if anomaly_runs.live():
            return False
        row = AnomalyRun.get_by_id(self.row.id)
        assert row.outcome == "done", row.outcome
        self.seconds = round((row.ended_at - row.begun_at).total_seconds(), 1)
        return True


def _judged(truth: Truth) -> dict[str, object]:
    """Each rule against what was planted: found at whom it must be, and in families left alone."""
    rules = {}
    for rule in anomaly_scan.rules():
        found = {row.person for row in find(Finding, "rule = ? AND until IS NULL", rule.id)}
        wanted = truth.planted.get(rule.id, set())
        rules[rule.id] = {
            "found": len(found),
            "planted": len(wanted),
            "recall": ratio(len(wanted & found), len(wanted)),
            "false": len(found - truth.touched),
        }
    wrong = [rule for rule in anomaly_scan.rules() if rule.weight == Weight.WRONG]
    return {
        "findings": sum(one["found"] for one in rules.values()),
        "recall": min(one["recall"] for one in rules.values()),
        "false_alarms": sum(one["false"] for one in rules.values()),
        "false_of_wrong": sum(rules[rule.id]["false"] for rule in wrong),
        "rules": rules,
    }
