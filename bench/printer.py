"""Printers that are not well, again and again: is any job called printed that did not come out?"""

import multiprocessing
import random
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from bench.fake_printer import PLAYS, FakePrinter
from bench.scene import draw, furnished, now, open_folder
from models import Office, Officer, Ticket
from office.printing import printers, prints, talk
from office.printing.pressroom import Pressroom
from office.printing.receipt import Lines
from print_tables import Printer, PrintJob

TIMES = 200  # each play, each of SIGNS
KILLS, AT_A_TIME = 20, 6
SIGNS = ("number", "paper")  # how a printer may say that a job is done
# The fake one answers within a millisecond; a real one is waited for as in talk.ORDINARY.
QUICK = talk.Patience(connect=0.5, answer=0.15, echo=0.003, send=1, done=0.3)
PATIENCE = 120  # seconds for a printer to do all it was given


def measure(count: int = 0) -> dict[str, object]:
    times, kills = count or TIMES, min(count or KILLS, KILLS)
    with furnished(kiosks=1) as scene, ExitStack() as stack:
        among = times * len(PLAYS) * len(SIGNS) + kills * AT_A_TIME
        tickets, began = iter(draw(scene, among)), time.monotonic()
        fakes: dict[Printer, FakePrinter] = {}
        for sign in SIGNS:  # one after the other: an office has no more than twenty
            played = [stack.enter_context(FakePrinter(plays)) for plays in PLAYS]
            fakes |= _play(scene.office, played, sign, tickets, times)
        took = round(time.monotonic() - began, 1)
        told = [_truth(fakes), {"jobs": PrintJob.select().count(), "seconds": took}]
        told.append(_killed(scene.office, scene.folder, tickets, kills))
    return {key: value for part in told for key, value in part.items()}


def _play(office, fakes, sign: str, tickets, times: int) -> dict[Printer, FakePrinter]:
    """Every printer is given its jobs, and taken away when it has done with them."""
    installed = {_install(office, fake, sign): fake for fake in fakes}
    _ask(installed, tickets, times)
    began = now()
    room = Pressroom(lines, lambda: began, QUICK).open()
    _wait(len(installed) * PATIENCE)
    room.close()
    for printer in installed:
        printers.remove(printer, by=Officer.get(), at=now())
    return installed


def lines(job: PrintJob) -> Lines:
    """A ticket by which a job is known again, as long as real ones are."""
    text = [("text", f"Baris {count}") for count in range(4)]
    qr = "HTTPS://PULIH.EXAMPLE/T/" + 26 * "A"
    return [("text", f"job {job.id}."), *text, ("number", "A-001"), ("qr", qr), ("cut", "")]


def _install(office: Office, fake: FakePrinter, sign: str) -> Printer:
    told = {"name": fake.plays, "width": 80, "device": None, "answers": True}
    by = {"by": Officer.get(), "at": now()}
    printer = printers.install(office, "network", fake.address, **told, **by)
    Printer.update(sign=sign).where(Printer.id == printer.id).execute()
    return printer


def _ask(to, tickets, times: int) -> None:
    for printer in to:
        for _ in range(times):
            _print(next(tickets), printer)


def _print(ticket: Ticket, printer: Printer) -> None:
    prints.again(ticket, printer, "", by=Officer.get(), at=now())


def _wait(seconds: float) -> None:
    until = time.monotonic() + seconds
    waits = PrintJob.select().where(PrintJob.status.in_(("queued", "sent")))
    while waits.exists():
        if time.monotonic() > until:
            raise SystemExit(f"{waits.count()} cetakan tidak selesai.")
        time.sleep(0.1)


def _truth(fakes: dict[Printer, FakePrinter]) -> dict[str, object]:
    """What was said of each job beside what came out of its printer."""
    said: dict[str, Counter[str]] = {}
    false = missed = double = 0
    for printer, fake in fakes.items():
        out = Counter(paper.lines[0] for paper in fake.papers)
        double += sum(count - 1 for count in out.values())
        for job in PrintJob.select().where(PrintJob.printer == printer):
            came = out[f"job {job.id}."] > 0
            false += job.status == "printed" and not came
            missed += job.status == "failed" and came
            said.setdefault(fake.plays, Counter())[f"{job.status} {job.told}".strip()] += 1
    return {
        "false_printed": false,
        "printed_though_failed": missed,
        "twice_on_paper": double,
        "said": said,
    }


def _killed(office: Office, folder: Path, tickets, kills: int) -> dict[str, object]:
    """The worker is killed in the middle of what it does, and started again."""
    with FakePrinter("slow") as fake:
        printer = _install(office, fake, "number")
        for _ in range(kills):
            for _ in range(AT_A_TIME):
                _print(next(tickets), printer)
            process = multiprocessing.get_context("spawn").Process(target=_work, args=(folder,))
            process.start()
            heard = len(fake.heard)
            while len(fake.heard) == heard and process.is_alive():
                time.sleep(0.001)
            time.sleep(random.random() * 0.6)
            process.kill()
            process.join()
        room = Pressroom(lines, now, QUICK).open()
        _wait(PATIENCE)
        room.close()
        truth = _truth({printer: fake})
        return {f"killed_{key}": value for key, value in truth.items()} | {"kills": kills}


def _work(folder: Path) -> None:
    open_folder(folder)
    Pressroom(lines, now, QUICK).open()
    time.sleep(3600)
