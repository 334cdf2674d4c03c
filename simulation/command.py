"""The command `pulih simulate`: play days, check the books after each, say what was found."""

import argparse
import json
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median

from babel.dates import format_date

from models import Ticket, TicketStatus
from office import timetable
from simulation import books
from simulation.day import World
from simulation.house import House
from simulation.options import KINDS

USUAL = {"calm": 9, "rush": 7, "leaving": 2, "slow": 2}  # of twenty days of an office
ENOUGH, COVERED = 60, 0.85  # so many ranges told say whether they hold; so many of them do
WORDS = {
    "numbers": "nomor",
    "calls": "panggilan",
    "no shows": "tidak hadir",
    "restored": "dipulihkan",
    "transferred": "dialihkan",
    "held": "ditahan",
    "undone": "diurungkan",
    "abandoned": "meninggalkan mesin",
    "pauses": "jeda loket",
    "pressed twice": "menekan dua kali",
    "wrong codes": "salah kode",
    "came back": "kembali dengan kode",
    "old pages": "halaman lama ditolak",
    "decided": "diputuskan di meja",
    "too late": "datang sesudah tutup",
}


@dataclass
class Played:
    """What the days so far have shown."""

    tally: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)  # minutes to the first call
    ranges: int = 0
    held: int = 0  # of the ranges
    faults: list[str] = field(default_factory=list)
    requests: int = 0
    p99_ms: list[float] = field(default_factory=list)  # of the answers of each day
    memory: list[float] = field(default_factory=list)  # MB after each day

    @property
    def coverage(self) -> float | None:
        return round(self.held / self.ranges, 3) if self.ranges else None


def run(options: argparse.Namespace, server: dict[str, object]) -> int:
    """Play the days; 1 when the books of one of them do not hold."""
    folder = options.data or Path(tempfile.mkdtemp(prefix="pulih-simulasi-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        house = House(folder, port=options.port, speed=options.speed, server=server)
        try:
            played = _play(house, options)
        finally:
            house.close()
    finally:
        if options.data is None and not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if options.keep:
        print(f"Basis data ada di {folder}.")
    print(json.dumps(_figures(played), ensure_ascii=False))
    return min(len(played.faults), 1)


def _play(house: House, options: argparse.Namespace) -> Played:
    if options.port or options.speed:
        print(f"Lihat di {house.url}", flush=True)
    chance = Random(options.seed)  # noqa: S311  its chance is no secret
    world, played = World(house, chance, options.people), Played()
    day = timetable.today(house.office, house.clock())
    for _ in range(options.days):
        while not world.hours.intervals(day):
            day += timedelta(days=1)
        kind = options.kind or chance.choices([*USUAL], [*USUAL.values()])[0]
        world.play(day, kind)
        _close(world, day, played)
        day += timedelta(days=1)
    if played.ranges >= ENOUGH and played.held < COVERED * played.ranges:
        played.faults.append(f"hanya {played.coverage:.0%} perkiraan yang tepat")
        print(f"SALAH: {played.faults[-1]}")
    return played


def _close(world: World, day: date, played: Played) -> None:
    """Check the day, say it in a few lines, and keep what counts for all days."""
    tickets = {ticket.submission: ticket for ticket in Ticket.select().where(Ticket.day == day)}
    waits, ranges, held = [], 0, 0
    for who in world.visitors.values():
        called = tickets[who.submission].first_called_at
        if called:
            waits.append((called - who.came) / timedelta(minutes=1))
        if called and who.told:
            ranges += 1
            held += who.told[0] <= called <= who.told[1]
    faults = world.wrong + world.house.journal.wrong
    faults += books.check(world.house.office, day, [wall.calls for wall in world.walls])
    world.wrong.clear()
    world.house.journal.wrong.clear()
    lapsed = sum(ticket.status == TicketStatus.LAPSED for ticket in tickets.values())
    print(f"{format_date(day, 'full', locale='id')}, {KINDS[world.kind]}")
    told = [f"{many} {WORDS[what]}" for what, many in world.tally.items() if what in WORDS]
    print(f"  {', '.join(told)}, {lapsed} tidak terlayani")
    if waits:
        print(f"  menunggu: tengah {median(waits):.0f} menit, terlama {max(waits):.0f} menit")
    print(f"  perkiraan: {held} dari {ranges} tepat" if ranges else "  perkiraan: belum ada")
    for fault in faults:
        print(f"  SALAH: {fault}")
    print("  buku: utuh" if not faults else "  buku: tidak utuh", flush=True)
    played.tally += world.tally + Counter(lapsed=lapsed)
    played.waits += waits
    played.ranges, played.held = played.ranges + ranges, played.held + held
    played.faults += faults
    seconds = sorted(world.house.journal.seconds)
    world.house.journal.seconds.clear()
    played.requests += len(seconds)
    played.p99_ms.append(round(seconds[int(0.99 * (len(seconds) - 1))] * 1000, 1))
    played.memory.append(_memory())


def _figures(played: Played) -> dict[str, object]:
    return {
        "days": len(played.memory),
        **{what.replace(" ", "_"): many for what, many in sorted(played.tally.items())},
        "wait_median_min": round(median(played.waits), 1) if played.waits else None,
        "wait_longest_min": round(max(played.waits), 1) if played.waits else None,
        "ranges": played.ranges,
        "coverage": played.coverage,
        "requests": played.requests,
        "p99_ms": max(played.p99_ms),
        "rss_mb": played.memory,
        "faults": played.faults,
    }


def _memory() -> float:
    """Of this process, the server in it: MB; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return round(pages * 4096 / 1e6, 1)
