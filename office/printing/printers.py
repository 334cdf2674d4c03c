"""The office's receipt printers: where each is reached, and how wide its paper is."""

import re
from datetime import datetime
from ipaddress import ip_address, ip_network

from database import find, locked, store, writing
from models import Device, DeviceKind, Office, Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete, Refused
from office.printing import prints
from print_tables import Printer, PrinterKind, PrintJob, PrintStatus

# Ours alone: nothing is ever sent out of the office's own network.
OWN = tuple(
    ip_network(net)
    for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1")
)
PORT, LOWEST_PORT = 9100, 1024
MOST = 20  # of an office: each has a thread of its own
BAUD, BAUDS = 38400, (9600, 19200, 38400, 57600, 115200)
USB = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}|/dev/usb/lp[0-9]", re.I)
SERIAL = re.compile(r"/dev/tty(S|USB|ACM)[0-9]{1,2}|COM[0-9]{1,3}", re.I)
EXAMPLES = {
    PrinterKind.NETWORK: "192.168.1.50",
    PrinterKind.USB: "/dev/usb/lp0 atau 04b8:0e15",
    PrinterKind.SERIAL: "COM3:38400 atau /dev/ttyUSB0:38400",
}


def of(office: Office) -> list[Printer]:
    """Those in use."""
    return find(Printer, "office_id = ? AND retired_at IS NULL ORDER BY id", office.id)


def install(
    office: Office,
    kind: str,
    address: str,
    *,
    name: str,
    width: int,
    device: Device | None,
    answers: bool,
    by: Officer,
    at: datetime,
) -> Printer:
    """Give a kiosk its printer, in place of the one it had; or staff one of their own (no device).

    answers: whether it can tell how it is; one that cannot is only ever told. Raises Incomplete for
    an address that is none, or is outside the office's own network.
    """
    if kind not in list(PrinterKind) or width not in (58, 80) or not name:
        raise Incomplete("Pilih sambungan dan lebar kertas, lalu isi nama printer.")
    where = checked(PrinterKind(kind), address)
    with writing():
        if device and (locked(device).revoked_at or device.kind != DeviceKind.KIOSK):
            raise Refused("Perangkat itu bukan mesin antrean yang terpasang.")
        former = prints.of_device(device) if device else None
        if former:
            _retire(former, at)
        if len(of(office)) >= MOST:
            raise Refused("Sudah ada {n} printer. Lepas dulu yang tidak dipakai.", n=MOST)
        printer = Printer.create(
            office=office,
            device=device,
            name=name,
            kind=kind,
            address=where,
            width=width,
            sign="paper" if answers else "none",
        )
        _changed(printer, "installed", by, at)
    return printer


def remove(printer: Printer, *, by: Officer, at: datetime) -> None:
    with writing():
        printer = locked(printer)
        if printer.retired_at:
            return
        _retire(printer, at)
        _changed(printer, "removed", by, at)


def checked(kind: PrinterKind, address: str) -> str:
    """An address as the line to the printer wants it. Raises Incomplete."""
    address = address.strip()
    if kind == PrinterKind.NETWORK:
        return _own_network(address)
    if kind == PrinterKind.USB:
        if not USB.fullmatch(address):
            raise _wrong("Tulis printer USB seperti {example}.", kind)
        return address.lower()
    device, _, baud = address.partition(":")
    baud = baud or str(BAUD)
    if not SERIAL.fullmatch(device) or baud not in map(str, BAUDS):
        raise _wrong("Tulis printer serial seperti {example}.", kind)
    return f"{device}:{baud}"


def _retire(printer: Printer, at: datetime) -> None:
    store(printer, retired_at=at)
    PrintJob.update(status=PrintStatus.FAILED, told="removed", at=at).where(
        PrintJob.printer == printer, PrintJob.status == PrintStatus.QUEUED
    ).execute()


def _own_network(address: str) -> str:
    host, port = address, str(PORT)
    if address.count(":") == 1 or address.startswith("["):
        host, _, port = address.rpartition(":")
    try:
        found = ip_address(host.strip("[]") if "%" not in host else "")  # no interface of ours
    except ValueError:
        raise _wrong("Tulis alamat IP printer, seperti {example}.", PrinterKind.NETWORK) from None
    if not any(found in net for net in OWN):
        raise Incomplete("Alamat itu di luar jaringan kantor.", field="printer-address")
    if not (port.isascii() and port.isdigit() and LOWEST_PORT <= int(port[:6]) < 65536):
        raise Incomplete("Porta printer 1024 sampai 65535, biasanya 9100.", field="printer-address")
    return f"[{found}]:{port}" if found.version == 6 else f"{found}:{port}"


def _wrong(sentence: str, kind: PrinterKind) -> Incomplete:
    return Incomplete(sentence, field="printer-address", example=EXAMPLES[kind])


def _changed(printer: Printer, what: str, by: Officer, at: datetime) -> None:
    prints.ring(0)
    detail = f"printer {printer.id} {what}"
    audit.record(printer.office_id, Happened.PRINTER_CHANGED, at=at, by=by, detail=detail)
