"""The lines that are no network: what the system shows as a file, serial ones, USB itself."""

import os
import sys
import threading

import pytest

from bench.fake_printer import FakePrinter
from office.printing import talk, wires
from print_tables import Printer
from tests.office.printing.conftest import LINES, QUICK


class Cable:
    """One end of a pseudo-terminal, as a socket."""

    def __init__(self, end: int) -> None:
        self._end = end

    def __enter__(self) -> "Cable":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._end)

    def recv(self, most: int) -> bytes:
        return os.read(self._end, most)

    def sendall(self, data: bytes) -> None:
        os.write(self._end, data)


@pytest.fixture
def plugged():
    """plugged(fake): the name of a line that ends at this printer."""
    tty = pytest.importorskip("tty", reason="only systems with pseudo-terminals")
    ends = []

    def plugged(fake: FakePrinter) -> str:
        theirs, ours = os.openpty()
        tty.setraw(ours)
        ends.append(ours)
        threading.Thread(target=fake.serve, args=(Cable(theirs),), daemon=True).start()
        return os.ttyname(ours)

    yield plugged
    for end in ends:
        os.close(end)


@pytest.fixture
def data(setter) -> bytes:
    return setter.set([*LINES[:-1], ("qr", "HTTPS://PULIH.EXAMPLE/T/A"), LINES[-1]], 80)


@pytest.mark.parametrize("kind", ["serial", "usb"])
@pytest.mark.parametrize(
    ("plays", "ends"), [("ok", "printed"), ("cover", "cover"), ("mute", "silent")]
)
def test_a_printer_on_a_line_is_told_and_heard(plugged, data, kind, plays, ends):
    with FakePrinter(plays) as fake:
        name = plugged(fake) + (":115200" if kind == "serial" else "")
        printer = Printer(kind=kind, address=name, width=80, sign="number")
        job = talk.Conversation(printer, QUICK)
        health = job.ready()
        told = job.tell(data).status if not health.trouble else health.trouble
        job.end()
    assert told == ends and len(fake.papers) == (ends == "printed")


@pytest.mark.skipif(sys.platform == "win32", reason="its lines have other names")
@pytest.mark.parametrize(
    ("kind", "address"),
    [("usb", "/dev/usb/lp9"), ("usb", "ffff:fffe"), ("serial", "/dev/ttyUSB99:38400")],
)
def test_a_printer_that_is_not_there_is_unplugged(kind, address):
    printer = Printer(kind=kind, address=address, width=80, sign="number")
    with pytest.raises(OSError):
        wires.reach(printer)
    assert talk.look(printer, QUICK).trouble == "unplugged"
