"""Tickets on their way to paper: asked for once they are valid, told to the printer, seen to."""

import threading
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from database import db, fetch, find, first, insert, locked, store, writing
from models import LIVE, Device, Office, Officer, Ticket
from office import access, audit, timetable
from office.audit import Happened
from office.devices import ONLY_WATCH
from office.errors import Incomplete, NotAllowed, Refused
from print_tables import Printer, PrintJob, PrintStatus

NEWEST = "NOT EXISTS (SELECT 1 FROM print_job AS later WHERE later.ticket_id = print_job.ticket_id"
NEWEST += " AND later.id > print_job.id)"
# That did not come out, and nobody saw to it; a printer that cannot answer raises no alarm.
AMISS = "status IN ('failed', 'unknown') AND dealt_at IS NULL AND ticket_id IS NOT NULL"
AMISS += f" AND told <> 'one way' AND {NEWEST}"
# Asked from the day's tickets: what a printer that cannot answer printed is amiss for ever.
OF_DAY = f"""ticket_id IN (SELECT id FROM ticket WHERE office_id = ? AND day = ?
    AND status IN ({", ".join(repr(str(status)) for status in LIVE)})) AND {AMISS}"""  # noqa: S608
NO_PAPER = "Kertas tidak keluar"  # why it is printed again, from an alarm

STANDS_THERE, ONE_PRESS = timedelta(minutes=2), timedelta(seconds=15)
LATELY = "id > (SELECT max(id) FROM print_job) - 200"  # more than all kiosks print meanwhile

# Rung once something is to be done: by a printer's id, or by 0 when printers have changed.
bells: defaultdict[int, threading.Event] = defaultdict(threading.Event)


@dataclass(frozen=True)
class Alarm:
    """A printer that staff must see to, and the tickets that did not come out of it."""

    printer: Printer
    jobs: list[PrintJob]


def ring(printer: int) -> None:
    """Once what was written is certain."""
    db.after_commit(bells[printer].set)


def of_device(device: Device) -> Printer | None:
    return first(Printer, "device_id = ? AND retired_at IS NULL", device.id)


def of_ticket(ticket: Ticket) -> PrintJob | None:
    """How the latest print of a ticket stands; None where no printer was asked."""
    return first(PrintJob, "ticket_id = ? ORDER BY id DESC", ticket.id)


def ask(ticket: Ticket, device: Device, *, language: str, at: datetime) -> None:
    """Print a ticket at the kiosk it was drawn at, once; nothing where that has no printer."""
    printer = of_device(device)
    if printer is None or of_ticket(ticket):
        return
    with writing():
        if of_ticket(ticket) is None:
            queue(ticket, printer, at=at, language=language)


def ask_slip(papers: list[str], device: Device, *, language: str, at: datetime) -> None:
    """Print which papers to bring, for who takes no number; pressed again soon, it is one slip."""
    printer, last = of_device(device), slip_of(device, at=at)
    if printer and papers and (last is None or at - last.asked_at > ONE_PRESS):
        with writing():
            queue(None, printer, at=at, language=language, slip=papers)


def slip_of(device: Device, *, at: datetime) -> PrintJob | None:
    """The slip this kiosk asked for last, while whoever pressed may still stand there."""
    asked = f"{LATELY} AND printer_id = ? AND slip <> '[]' AND asked_at > ? ORDER BY id DESC"
    since, printer = PrintJob.at.db_value(at - STANDS_THERE), of_device(device)
    return first(PrintJob, asked, printer.id, since) if printer else None


def again(
    ticket: Ticket, printer: Printer, why: str, *, by: Officer, at: datetime, language: str = "id"
) -> PrintJob:
    """Staff print a ticket: the first time without a reason, later marked as printed again.

    Raises
        NotAllowed  `by` only watches, or belongs to another office
        Refused     the ticket is no longer good, or on its way; the printer was taken away
        Incomplete  it was printed, and no reason is given
    """
    with writing():
        ticket, printer = locked(ticket), locked(printer)
        today = timetable.today(ticket.office, at)
        _refuse_watchers(by, printer, today)
        if ticket.office_id != by.office_id or ticket.day != today or ticket.status not in LIVE:
            raise Refused("{label} sudah tidak berlaku hari ini.", label=ticket.label)
        if printer.retired_at:
            raise Refused("Printer {name} sudah dilepas. Pilih yang lain.", name=printer.name)
        former = of_ticket(ticket)
        if former and former.status in (PrintStatus.QUEUED, PrintStatus.SENT):
            raise Refused("{label} sedang dicetak.", label=ticket.label)
        if former and not why:
            raise Incomplete("Tulis mengapa {label} dicetak ulang.", label=ticket.label)
        if former:
            language = former.language
            _deal_with(find(PrintJob, "id = ? AND dealt_at IS NULL", former.id), by, at)
        job = queue(ticket, printer, at=at, language=language, officer=by, why=why)
        told = {"ticket": ticket, "case": ticket.case_id, "detail": f"job {job.id}"}
        audit.record(by.office_id, Happened.TICKET_PRINT_ASKED, at=at, by=by, **told)
    return job


def settle(printer: Printer, *, by: Officer, at: datetime) -> None:
    """Whoever got no paper there was seen to."""
    with writing():
        _refuse_watchers(by, printer, timetable.today(printer.office, at))
        jobs = find(PrintJob, f"printer_id = ? AND {AMISS}", printer.id)
        if jobs:
            _deal_with(jobs, by, at)
            detail = f"printer {printer.id} seen to"
            audit.record(printer.office_id, Happened.PRINTER_CHANGED, at=at, by=by, detail=detail)


def trial(printer: Printer, *, by: Officer, at: datetime) -> None:
    """Print a specimen (cetak contoh), from which is learnt what the printer can answer."""
    with writing():
        if locked(printer).retired_at:
            raise Refused("Printer {name} sudah dilepas. Pilih yang lain.", name=printer.name)
        queue(None, printer, at=at, officer=by)
        detail = f"printer {printer.id} trial"
        audit.record(printer.office_id, Happened.PRINTER_CHANGED, at=at, by=by, detail=detail)


def alarms(office: Office, day: date) -> list[Alarm]:
    """The printers that are not well, and those out of which a ticket of that day did not come."""
    printers = {one.id: one for one in find(Printer, "office_id = ?", office.id)}
    jobs = find(PrintJob, OF_DAY, office.id, day) if printers else []
    fetch(jobs, PrintJob.ticket)
    found: dict[int, list[PrintJob]] = defaultdict(list)
    for job in jobs:
        found[job.printer_id].append(job)
    return [
        Alarm(one, found[id])
        for id, one in printers.items()
        if found[id] or (not one.retired_at and (one.trouble or one.low))
    ]


def queue(ticket: Ticket | None, printer: Printer, *, at: datetime, **told: object) -> PrintJob:
    """Write down what is to be printed, inside the caller's transaction, and wake the printer."""
    row = {"ticket": ticket, "printer": printer, "status": PrintStatus.QUEUED, **told}
    row |= {"at": at, "asked_at": at}
    ring(printer.id)
    return PrintJob(id=insert(PrintJob, **row), **row)


def _deal_with(jobs: list[PrintJob], by: Officer, at: datetime) -> None:
    for job in jobs:
        store(job, dealt_by=by, dealt_at=at)


def _refuse_watchers(by: Officer, printer: Printer, today: date) -> None:
    if (
        by.office_id != printer.office_id
        or not access.authorities(by, on=today).keys() - ONLY_WATCH
    ):
        raise NotAllowed("Mencetak nomor bukan tugas Anda.")
