"""What a printer's own thread writes down: taken, sent, ended, how the printer is."""

from datetime import datetime, timedelta

from database import find, locked, store, writing
from models import LIVE
from office import audit
from office.audit import Happened
from office.printing import prints
from office.printing.answers import TROUBLES, Health
from office.printing.talk import Outcome
from print_tables import Printer, PrintJob, PrintStatus

FRESH = timedelta(minutes=2)  # as long as whoever waits for the paper may still stand there
HEARD = timedelta(minutes=5)  # between two notes that all is well
TO_DO = "printer_id = ? AND status IN ('queued', 'sent') ORDER BY id"  # the index's own words
AGAIN = f"status = 'failed' AND told IN ({', '.join(map(repr, TROUBLES))}) AND {prints.AMISS}"


def recover(printer: Printer, *, at: datetime) -> None:
    """The server stopped in the middle: what may have left is unknown, and not printed again."""
    for job in _to_do(printer, PrintStatus.SENT):
        close(job, Outcome(PrintStatus.UNKNOWN, "restart"), at=at)


def following(printer: Printer, *, at: datetime) -> PrintJob | None:
    """What is to be printed next. What nobody waits for any more has failed."""
    for job in _to_do(printer, PrintStatus.QUEUED):
        if at - job.asked_at < FRESH:
            job.printer = printer
            return job
        close(job, Outcome(PrintStatus.FAILED, "late"), at=at)
    return None


def send(job: PrintJob, *, at: datetime) -> bool:
    """From now on bytes may have left. False when another process has begun it meanwhile."""
    with writing():
        if locked(job).status != PrintStatus.QUEUED:
            return False
        store(job, status=PrintStatus.SENT, at=at)
    return True


def close(job: PrintJob, outcome: Outcome, *, at: datetime) -> None:
    """How it ended."""
    with writing():
        store(job, status=outcome.status, told=outcome.told, at=at)
        if outcome.counts:
            Printer.update(sign="number").where(Printer.id == job.printer_id).execute()
        printed = outcome.status == PrintStatus.PRINTED
        audit.record(
            job.printer.office_id,
            Happened.TICKET_PRINTED if printed else Happened.TICKET_NOT_PRINTED,
            at=at,
            by=None,
            case=job.ticket and job.ticket.case_id,
            ticket=job.ticket_id,
            detail=f"job {job.id} {outcome.status} {outcome.told}".strip(),
        )


def hear(printer: Printer, health: Health, *, at: datetime) -> None:
    """How the printer says it is. Once it is well again, what failed a moment ago is printed after
    all: no byte of it had left.

    The trail hears when trouble begins and ends: near its end, paper may be told low and not low
    all day, and a loose cable be silence and an open cover by turns.
    """
    same = (printer.trouble, printer.low) == (health.trouble, health.low)
    if same and (health.trouble or (printer.heard_at and at - printer.heard_at < HEARD)):
        return
    with writing():
        printer = locked(printer)
        was = printer.trouble
        answered = health.trouble not in ("unplugged", "silent")
        store(
            printer,
            trouble=health.trouble,
            low=health.low,
            since=(printer.since or at) if health.trouble else None,
            heard_at=at if answered else printer.heard_at,
        )
        if bool(health.trouble) == bool(was):
            return
        detail = f"printer {printer.id} {health.trouble or 'well'}"
        audit.record(printer.office_id, Happened.PRINTER_HEARD, at=at, by=None, detail=detail)
        if not health.trouble:
            lately = PrintJob.at.db_value(at - FRESH)
            for job in find(PrintJob, f"printer_id = ? AND at > ? AND {AGAIN}", printer.id, lately):
                if job.ticket.status in LIVE:
                    told = {"language": job.language, "why": job.why}
                    prints.queue(job.ticket, printer, at=at, **told)


def _to_do(printer: Printer, status: PrintStatus) -> list[PrintJob]:
    return [job for job in find(PrintJob, TO_DO, printer.id) if job.status == status]
