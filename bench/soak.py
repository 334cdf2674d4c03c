"""Many simulated days in one process: whether the books hold, and whether its memory grows."""

import json
import subprocess
import sys

from bench.scene import ROOT

DAYS, PEOPLE = 20, 40
WARM = 3  # days until caches are full


def measure(count: int = 0) -> dict[str, object]:
    days = count or DAYS
    options = ["--days", str(days), "--people", str(PEOPLE)]
    played = subprocess.run(
        [sys.executable, "-m", "cli", "simulate", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    last = played.stdout.strip().rpartition("\n")[2]
    if not last.startswith("{"):
        raise SystemExit("pulih simulate tidak selesai.")
    figures = json.loads(last)
    memory = figures.pop("rss_mb")
    warm = memory[min(WARM, len(memory)) - 1]
    return {**figures, "rss_mb_warm": warm, "rss_mb": memory[-1], "grown_mb": memory[-1] - warm}
