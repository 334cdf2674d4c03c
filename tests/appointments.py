"""Fixtures of tests about appointments: offered, taken, turned into numbers."""

import pytest

from models import Office
from office import appointments, founding, slots


@pytest.fixture
def offer(office, people, clock):
    """offer(places=3): half-hour slots of so many from now on, and other settings by name."""

    def offer(minutes: int = 30, places: int = 2, **more) -> Office:
        founding.open_hours(office, {d: ((480, 720), (780, 960)) for d in range(5)}, at=clock())
        told = {"share": 100, "each": 50, **more}
        rules = slots.Rules({"pemulihan-data-error": [minutes, places]}, **told)
        slots.set_up(Office.get_by_id(office.id), rules, by=people.admin, at=clock())
        return Office.get_by_id(office.id)

    return offer


@pytest.fixture
def book(offer, clock):
    """book(10, 0): the slot of that hour today; offered first, unless it was."""
    count = iter(range(10_000))

    def book(hour: int, minute: int = 0, *, day: int = 8, address: str = "192.0.2.1", key=""):
        office = Office.get()
        office = office if office.appointments else offer()
        now = clock()
        slot = clock.set(2024, 1, day, hour, minute)
        clock.at = now
        key = key or f"kunci-{next(count)}"
        return appointments.book(
            office, "pemulihan-data-error", slot, key, address=address, at=clock()
        )

    return book


@pytest.fixture
def check_in(kiosk, clock):
    return lambda appointment: appointments.check_in(appointment, by=kiosk, at=clock())
