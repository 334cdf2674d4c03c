"""A wall of the office, and calls to show on it."""

import pytest

from models import Counter, Device, DeviceKind, Ticket
from office import queue
from office.walls import walls
from tests.faces import Visitor


@pytest.fixture
def wall(app) -> Visitor:
    return Visitor(app)


@pytest.fixture
def set_wall(people, clock):
    """set_wall(zone="Lantai 1"): the wall's own settings, as an admin sets them."""

    def set_wall(**told) -> None:
        device = Device.get(Device.kind == DeviceKind.WALL)
        plain = {"zone": "", "look": "gelap", "speaks": True, "moves": True}
        walls.set_up(device, **plain | told, by=people.admin, at=clock())

    return set_wall


@pytest.fixture
def call(people, counters, clock):
    """call(counter): the next ticket called to it, whoever was there before sent to the hall."""

    def call(number: int = 1) -> Ticket:
        desk = counters[number]
        here = Ticket.get_or_none(Ticket.counter == Counter.get_by_id(desk.id))
        if here:
            queue.hold(here, by=people.sari, at=clock(), counter=desk)
        return queue.call_next(desk, by=people.sari, at=clock())

    return call


@pytest.fixture
def seen(wall):
    """seen("hall"): the version a wall has seen when it has just been opened."""

    def seen(name: str) -> str:
        html = wall.get(f"/display/{name}").text
        return html.partition('data-seen="')[2].partition('"')[0]

    return seen
