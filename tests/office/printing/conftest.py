"""Printers that play, and the numbers sent to them."""

import pytest

from office.printing import prints, talk
from office.printing.pressroom import Pressroom
from print_tables import PrintJob

# What printers are given here, and what they are to print.
QUICK = talk.Patience(connect=0.3, answer=0.15, echo=0.005, send=0.5, done=0.3)
LINES = [("centre", "Disdukcapil"), ("big", "Perbaikan Data"), ("text", "Nomor"), ("text", "A")]
LINES += [("number", "A-001"), ("text", "GRATIS"), ("cut", "")]


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
