"""Fixtures of every test that prints: a printer that plays, and what sets its receipts."""

import pytest

from bench.fake_printer import FakePrinter
from office.printing import printers
from office.printing.receipt import Setter
from print_tables import Printer


@pytest.fixture(scope="module")
def setter():
    """One for a file's printers: starting it takes as long as ten receipts."""
    shared = Setter()
    yield shared
    shared.close()


@pytest.fixture
def install(office, kiosk, people, clock):
    """install(fake, …): the kiosk's printer, which is this fake one."""

    def install(fake: FakePrinter, **other) -> Printer:
        told = {"name": "Pintu masuk", "width": 80, "device": kiosk, "answers": True} | other
        by = {"by": people.admin, "at": clock()}
        return printers.install(office, "network", fake.address, **told, **by)

    return install
