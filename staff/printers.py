"""Receipt printers: set up by an admin, watched and helped by whoever meets people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

import web
from models import Device, DeviceKind, Ticket
from office.printing import printers, prints
from office.printing.answers import MISHAPS, TROUBLES
from print_tables import Printer, PrinterKind, PrintJob, PrintStatus
from staff import admin, bp, counter, hall, tickets, typed

KINDS = {
    PrinterKind.NETWORK: "Jaringan (kabel LAN atau Wi-Fi)",
    PrinterKind.USB: "USB",
    PrinterKind.SERIAL: "Serial (COM)",
}
HINT = "Jaringan: {network}. USB: {usb}. Serial: {serial}.".format(**printers.EXAMPLES)
ENDED = {
    PrintStatus.QUEUED: "menunggu",
    PrintStatus.SENT: "sedang dicetak",
    PrintStatus.PRINTED: "keluar",
    PrintStatus.FAILED: "tidak keluar",
    PrintStatus.UNKNOWN: "tidak pasti",
}
LOW = "Kertas hampir habis"


@dataclass(frozen=True)
class Alarm:
    """What staff are told of a printer; `reprint`: the printer that "Cetak ulang" uses."""

    id: int
    name: str
    what: str
    remedy: str
    since: datetime | None
    jobs: list[PrintJob]
    reprint: Printer | None
    why: str = prints.NO_PAPER


@bp.post("/admin/printers")
def install_printer() -> Response:
    device = admin.number("device")
    printers.install(
        g.office,
        admin.typed("kind"),
        admin.typed("address"),
        name=admin.typed("name")[:60],
        width=admin.number("width"),
        device=admin.here(Device, device) if device else None,
        answers=not request.form.get("mute"),
        by=g.officer,
        at=web.now(),
    )
    return admin.saved("printers")


@bp.post("/admin/printers/<int:id>/removals")
def remove_printer(id: int) -> Response:
    printers.remove(web.row(Printer, id), by=g.officer, at=web.now())
    return admin.saved("printers")


@bp.post("/admin/printers/<int:id>/trials")
def try_printer(id: int) -> Response:
    prints.trial(web.row(Printer, id), by=g.officer, at=web.now())
    return admin.saved("printers", "Contoh dikirim ke printer.")


@bp.post("/tickets/<int:id>/prints")
def print_ticket(id: int) -> str | Response:
    """Put a number on paper, or once more with the reason."""
    printer = web.row(Printer, typed.number(request.form.get("printer", "")))
    why = admin.typed("why")
    job = prints.again(web.row(Ticket, id), printer, why, by=g.officer, at=web.now())
    return tickets.after(job.ticket)


@bp.post("/printers/<int:id>/settlements")
def settle_printer(id: int) -> str | Response:
    """Whoever got no paper was seen to."""
    prints.settle(web.row(Printer, id), by=g.officer, at=web.now())
    return hall.redraw() if hall.asked() else counter.redraw()


@bp.app_template_global("printer_alarms")
def printer_alarms() -> list[Alarm]:
    """The printers that need somebody now."""
    found = prints.alarms(g.office, web.today())
    well = [one for one in printers_here() if not one.trouble] if found else []
    told = []
    for alarm in found:
        one = alarm.printer
        what, remedy = TROUBLES.get(one.trouble, (LOW if one.low else "Periksa kertasnya", ""))
        mine = [other for other in well if other.id == one.id]
        to = (mine or well or [None])[0]
        told.append(Alarm(one.id, one.name, what, remedy, one.since, alarm.jobs, to))
    return told


@bp.app_template_global("mishap")
def mishap(job: PrintJob) -> str:
    """Why it did not come out, or is not known to have."""
    return TROUBLES[job.told][0] if job.told in TROUBLES else MISHAPS.get(job.told, "")


@bp.app_template_global("printers_here")
def printers_here() -> list[Printer]:
    return printers.of(g.office)


@bp.app_template_global("kiosks_by_name")
def kiosks_by_name(machines: list[Device]) -> dict[int, str]:
    return {one.id: one.name for one in machines if one.kind == DeviceKind.KIOSK}


@bp.app_template_global("printers_at_a_glance")
def printers_at_a_glance() -> list[dict[str, Any]]:
    """Each with its state in words, and what its latest job came to."""
    return [
        {
            "printer": one,
            "line": f"{KINDS[PrinterKind(one.kind)].partition(' (')[0]} {one.address}",
            "state": _state(one),
            "remedy": TROUBLES[one.trouble][1] if one.trouble else "",
            "last": _last(one),
        }
        for one in printers_here()
    ]


@bp.context_processor
def settings() -> dict[str, object]:
    return {"printer_kinds": KINDS, "printer_hint": HINT}


def _state(printer: Printer) -> tuple[str, str, str]:
    if printer.trouble:
        return "bad", "octagon-alert", TROUBLES[printer.trouble][0]
    if printer.sign == "none":
        return "", "circle-help", "Tidak bisa menjawab"
    if printer.low:
        return "warn", "triangle-alert", LOW
    if printer.heard_at:
        return "ok", "circle-check", "Siap"
    return "", "hourglass", "Belum menjawab. Cetak contoh dulu."


def _last(printer: Printer) -> str:
    job = printer.jobs.order_by(PrintJob.id.desc()).first()
    if job is None:
        return "Belum ada"
    why = f" ({mishap(job)})" if job.told else ""
    name = job.ticket.label if job.ticket else "Daftar berkas" if job.slip else "Contoh"
    return f"{name} {web.clock(job.at)}: {ENDED[PrintStatus(job.status)]}{why}"
