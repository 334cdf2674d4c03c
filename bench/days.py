"""Invented days of an office's queue, drawn from a seed: calm, a rush, a counter that leaves, slow.

All in office minutes since opening; the day's numbers come out as `forecast.Visit`s.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import exp
from random import Random

from office.waits import Day, Visit

KINDS = ("calm", "rush", "leaves", "slow")
PAST = ("calm",) * 9 + ("rush",) * 7 + ("leaves",) * 2 + ("slow",) * 2  # of a month, shuffled
EVERY = 3  # at most one of so many calls is a priority one
COUNTERS, OPEN, CUTOFF = 3, 360.0, 20.0  # counters; minutes a day; before closing, no more numbers
VISITORS = {"calm": (45, 60), "rush": (95, 115), "leaves": (75, 95), "slow": (65, 85)}


@dataclass
class Person:
    came: float
    priority: bool
    returns: bool  # sent back to the hall once, and called again in the old place
    done: float = float("inf")
    ready: float = field(init=False)
    calls: list[tuple[float, float, int]] = field(default_factory=list)  # since when, when, where

    def __post_init__(self) -> None:
        self.ready = self.came

    def waits(self) -> Iterator[Visit]:
        """One for each call; the last is still open for who was not called (again)."""
        calls = (
            self.calls if self.done < float("inf") else [*self.calls, (self.ready, float("inf"), 0)]
        )
        for number, (since, at, counter) in enumerate(calls):
            done = self.done if number == len(self.calls) - 1 else float("inf")
            yield Visit(since, self.came, at, counter, self.priority, done, again=number > 0)


def past(chance: Random, count: int = len(PAST)) -> list[Day]:
    """So many ordinary days in any order: what an office has lived through."""
    kinds = [PAST[n % len(PAST)] for n in range(count)]
    chance.shuffle(kinds)
    return [day(kind, chance) for kind in kinds]


def day(kind: str, chance: Random) -> Day:
    people = sorted(_people(kind, chance), key=lambda person: person.came)
    _serve(people, kind, chance)
    return Day((visit for one in people for visit in one.waits()), EVERY)


def _people(kind: str, chance: Random) -> Iterator[Person]:
    """Most come in the first hours."""
    for _ in range(chance.randint(*VISITORS[kind])):
        came = (OPEN - CUTOFF) * chance.betavariate(1.1, 2.2)
        yield Person(came, chance.random() < 0.1, chance.random() < 0.2)


def _serve(people: list[Person], kind: str, chance: Random) -> None:
    """Each counter calls whoever is next as soon as it is free."""
    pace = exp(chance.gauss(0, 0.08)) * (1.45 if kind == "slow" else 1.0)
    leaving = chance.uniform(60, 150) if kind == "leaves" else OPEN
    free = [(chance.uniform(0, 6), number) for number in range(1, COUNTERS + 1)]
    free.sort()
    lately: list[bool] = []  # of the last calls, which were priority ones
    waiting = list(people)
    while free and waiting:
        at, number = heappop(free)
        if at >= OPEN or (number == COUNTERS and at >= leaving):
            continue
        here = [one for one in waiting if one.ready <= at]
        if not here:
            heappush(free, (at + 0.5, number))
            continue
        due = not any(lately[1 - EVERY :])
        next_ = next((one for one in here if one.priority and due), here[0])
        lately.append(next_.priority)
        next_.calls.append((next_.ready, at, number))
        busy = pace * _service(next_, chance)
        if next_.returns:
            next_.returns, next_.ready = False, at + busy + chance.uniform(15, 40)
        else:
            next_.done = at + busy
            waiting.remove(next_)
        heappush(free, (at + busy, number))


def _service(person: Person, chance: Random) -> float:
    """Called twice in vain; or served, and sometimes the officer has something else to do first."""
    if chance.random() < 0.07:
        return chance.uniform(1.2, 2.2)
    other = chance.uniform(2, 6) if chance.random() < 0.1 else 0.0
    return chance.lognormvariate(1.9, 0.5) + 0.6 + other
