"""Printers that play, and the numbers sent to them."""

import pytest

from bench.fake_printer import FakePrinter
from office import printers, prints, talk
from office.pressroom import Pressroom
from office.receipt import Setter
from print_tables import Printer, PrintJob

# What printers are given here, and what they are to print.
QUICK = talk.Patience(connect=0.3, answer=0.15, echo=0.005, send=0.5, done=0.3)
LINES = [("centre", "Disdukcapil"), ("big", "Perbaikan Data"), ("text", "Nomor"), ("text", "A")]
LINES += [("number", "A-001"), ("text", "GRATIS"), ("cut", "")]


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


@pytest.fixture
def at_work(clock, setter):
    """at_work(): the printers' threads, until the test is over."""
    rooms: list[Pressroom] = []

    def at_work(patience=QUICK, compose=lambda job: LINES) -> Pressroom:
        rooms.append(Pressroom(compose, clock, patience, setter).open())
        return rooms[-1]

    yield at_work
    for room in rooms:
        room.close()


@pytest.fixture
def asked(draw, kiosk, clock):
    """asked(): a number drawn at the kiosk, on its way to paper."""

    def asked() -> PrintJob:
        ticket = draw()
        prints.ask(ticket, kiosk, language="id", at=clock())
        return prints.of_ticket(ticket)

    return asked
