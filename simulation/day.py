"""One day of the office: everybody acts, waits and acts again, in the order of the clock."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from models import DeviceKind
from office import demo_people, hours, timetable
from simulation import officers, onlookers, visitors
from simulation.house import House

if TYPE_CHECKING:
    from simulation.visitors import Visitor

Life = Iterator[timedelta]  # acts, then says how long until it acts again
CROWD = {"calm": 0.8, "rush": 1.5, "leaving": 1.1, "slow": 1.0}  # of the people a day usually has
SLOW = 1.45  # so many times longer takes everything on a slow day
HOUSEKEEPING = timedelta(minutes=10)
KIOSKS, WALLS = 2, 2


@dataclass
class World:
    """Whoever is in the house, what stands where, and what went wrong that nobody may see."""

    house: House
    chance: Random
    people: int  # on a usual day
    kind: str = "calm"
    visitors: dict[str, "Visitor"] = field(default_factory=dict)  # today's, by their number
    standing: dict[int, "Visitor"] = field(default_factory=dict)  # at which counter
    asking: list["Visitor"] = field(default_factory=list)  # they stand at the information table
    comebacks: list["Visitor"] = field(default_factory=list)  # they come another day
    tally: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._agenda: list[tuple[datetime, int, Life]] = []
        self._turn = count()
        screen = self.house.screen
        self.kiosks = [screen(DeviceKind.KIOSK, f"Mesin simulasi {n + 1}") for n in range(KIOSKS)]
        self.walls = [
            onlookers.Wall(self, screen(DeviceKind.WALL, f"Papan simulasi {n + 1}"))
            for n in range(WALLS)
        ]
        self._version = 0
        self.opens = self.closes = self.at
        self.free = list(range(KIOSKS))  # kiosks nobody stands at

    @property
    def at(self) -> datetime:
        return self.house.clock()

    @property
    def hours(self) -> hours.Hours:
        return timetable.of(self.house.office)

    @property
    def pace(self) -> float:
        return SLOW if self.kind == "slow" else 1.0

    def some(self, least: float, most: float) -> timedelta:
        """A length of so many minutes, to the second."""
        return timedelta(seconds=round(60 * self.chance.uniform(least, most)))

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def begin(self, life: Life, at: datetime) -> None:
        heappush(self._agenda, (at, next(self._turn), life))

    def play(self, day: date, kind: str) -> None:
        """The whole day and the night after it, when the house closes its books by itself."""
        self.kind, self.tally = kind, Counter()
        self.visitors.clear()
        self.standing.clear()
        for wall in self.walls:
            wall.calls.clear()
        opens, closes = self.hours.intervals(day)[0][0], self.hours.intervals(day)[-1][1]
        self.opens, self.closes = opens, closes
        night = timetable.end_of(self.house.office, day) + timedelta(minutes=1)
        self.begin(self._house(night), opens - timedelta(minutes=30))
        self._come(opens, closes)
        self._work(opens, closes)
        self._run(night - timedelta(hours=1))
        self.walls[1].look()
        self._run(night)
        self._agenda.clear()
        self.comebacks += visitors.left_over(self)

    def _come(self, opens: datetime, closes: datetime) -> None:
        """Most come in the first hours; some are back with their code."""
        crowd = round(self.people * CROWD[self.kind] * self.chance.uniform(0.9, 1.1))
        span = closes - opens
        for _ in range(max(crowd, 1)):
            moment = opens + span * self.chance.betavariate(1.1, 2.4)
            self.begin(visitors.visit(self), moment)
        back, self.comebacks = self.comebacks, []
        for one in back:
            self.begin(visitors.come_back(self, one), opens + self.some(5, 120))

    def _work(self, opens: datetime, closes: datetime) -> None:
        leaves = opens + self.some(60, 150) if self.kind == "leaving" else closes
        for hand in demo_people.OFFICERS:
            comes = opens - self.some(0, 5)
            if hand.counter:
                until = leaves if hand.counter == max(demo_people.COUNTERS) else closes
                self.begin(officers.at_counter(self, hand, until), comes)
            elif "functional" in hand.roles:
                self.begin(officers.at_desk(self, hand, closes), comes)
            elif "information" in hand.roles:
                self.begin(officers.at_the_door(self, hand, closes), comes)

    def _house(self, night: datetime) -> Life:
        while self.at < night:
            self.house.keep()
            yield HOUSEKEEPING
        self.house.keep()

    def _run(self, until: datetime) -> None:
        while self._agenda and self._agenda[0][0] <= until + HOUSEKEEPING:
            at, _, life = heappop(self._agenda)
            self.house.clock.move(at)
            wait = next(life, None)
            if wait is not None:
                self.begin(life, self.at + wait)
            self._look()

    def _look(self) -> None:
        """The first wall shows every change; the second looks now and then and misses nothing."""
        first, second = self.walls
        if self._version != self.house.version():
            self._version = self.house.version()
            for label, counter in first.look():
                if person := self.visitors.get(label):
                    self.begin(visitors.hear(self, person, counter), self.at)
            if self.happens(0.3):
                second.look()
