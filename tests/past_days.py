"""An office with a history: four days on which one counter called ten numbers each."""

from office import queue
from tests.conftest import Clock


def live_through(draw, clock: Clock, counter, officer) -> None:
    """Monday to Thursday, then Monday at nine; each service takes five to fifteen minutes."""
    for day in range(8, 12):
        clock.set(2024, 1, day, 8, 0)
        for _ in range(10):
            draw()
        for number in range(10):
            ticket = queue.call_next(counter, by=officer, at=clock.forward(minutes=1))
            clock.forward(minutes=4 + number * 7 % 11)
            queue.skip(ticket, by=officer, at=clock(), counter=counter)
    clock.set(2024, 1, 15, 9, 0)
