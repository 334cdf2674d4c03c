"""The waits of one day, as they are told from and learnt from; pure. Minutes are the office's."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf


@dataclass(frozen=True, slots=True)
class Visit:
    """One wait of a number for a call; who comes to a counter again waits again."""

    came: float
    place: float  # the order in the queue; any unit
    gone: float = inf  # when it was called, or left otherwise; inf: it still waits
    counter: int = 0  # where it was called; 0: nowhere
    priority: bool = False
    done: float = inf  # when whoever was called went from there for good; inf: not known
    again: bool = False  # was called before


class Day:
    """The numbers of one day that wait for the same counters; what was known at any minute of it.

    every: at most one of so many calls is a priority one (office/order.py).
    closed: counters that are closed for a while, and since which minute.
    """

    def __init__(
        self, visits: Iterable[Visit], every: int, closed: Mapping[int, float] | None = None
    ) -> None:
        self._closed = closed or {}
        self.visits = sorted(visits, key=lambda visit: visit.place)
        self.every = every
        self._places = [visit.place for visit in self.visits]
        self._settled = list(accumulate((visit.gone for visit in self.visits), max))
        self.calls: dict[int, list[Visit]] = defaultdict(list)  # of each counter, in order
        for visit in sorted(self.visits, key=lambda visit: visit.gone):
            if visit.counter:
                self.calls[visit.counter].append(visit)
        self._called = {c: [visit.gone for visit in calls] for c, calls in self.calls.items()}
        served = sorted(self._services())
        self.services = [length for _, length in served]
        self._ended = [end for end, _ in served]
        self._sums = [0.0, *accumulate(self.services)]

    def _services(self) -> Iterable[tuple[float, float]]:
        """How long each service took, and when that was known: at its counter's next call. Until
        then, if somebody waited for that all the while; else until the person went."""
        for calls in self.calls.values():
            for one, other in pairwise(calls):
                end = other.gone if other.came <= one.gone else one.done
                if end <= other.gone:
                    yield other.gone, end - one.gone

    def served(self, at: float) -> tuple[int, float]:
        """How many services had ended, and how long they took together."""
        count = bisect_right(self._ended, at)
        return count, self._sums[count]

    def silent(self, at: float) -> dict[int, float]:
        """Minutes since the last call of each counter that had called and is open."""
        shut = self.shut(at)
        known = {c: bisect_right(gone, at) for c, gone in self._called.items() if c not in shut}
        return {c: at - self._called[c][n - 1] for c, n in known.items() if n}

    def shut(self, at: float) -> set[int]:
        """The counters that are closed for a while."""
        return {counter for counter, since in self._closed.items() if since <= at}

    def before(self, me: Visit, at: float) -> tuple[float, float]:
        """How many are called before `me`, and since when the first of them waits.

        Priority numbers are called first, but at most one of `every` calls.
        """
        start, mine = bisect_right(self._settled, at), bisect_left(self._places, me.place)
        ahead = [visit for visit in self.visits[start:mine] if visit.came <= at < visit.gone]
        favoured = sum(visit.priority for visit in ahead)
        since = min((visit.came for visit in ahead), default=me.came)
        if me.priority:
            return min(len(ahead), favoured * self.every + (self.every - 1) / 2), since
        behind = 0
        for visit in self.visits[mine:]:
            if visit.came > at and not visit.again:
                break
            behind += visit.priority and visit.came <= at < visit.gone
        turns = len(ahead) // max(self.every - 1, 1) + 1 - favoured
        return len(ahead) + min(behind, max(turns, 0)), since
