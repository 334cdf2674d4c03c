"""How an import writes: in transactions too short for a kiosk to notice, with rests between."""

import time
from array import array
from collections.abc import Callable, Sequence
from datetime import datetime

from database import writing
from office.register import staging
from office.register.staging import ELEMENTS, KEYS, REST, Values
from register_tables import RegisterChange

LONGEST = 0.015  # seconds one transaction aims at; a verb may hold the lock 0.05
FEWEST, MOST = 20, 2000  # rows of a transaction
HELD = 1_000_000  # rows whose keys are held back: 24 MB, and as much again twice to sort them
BORN = ELEMENTS.index("birth_date")
Progress = Callable[[str, int, int], object]


class Pace:
    """Takes versions to add and to end, and writes them when there are enough."""

    def __init__(self, change: RegisterChange, clock: Callable[[], datetime]) -> None:
        self.change, self.clock, self.size = change, clock, 200
        self._added: list[tuple[int, Values]] = []
        self._ended: list[int] = []
        self._ids = array("q")
        self._keys = [array("q") for _ in KEYS]  # 0: none, or one of `_odd`
        self._odd: list[tuple[str, int]] = []

    def add(self, person: int, values: Values) -> None:
        self._added.append((person, values))
        if len(self._added) >= self.size:
            self._write()

    def end(self, ids: Sequence[int]) -> None:
        self._ended.extend(ids)
        while len(self._ended) >= MOST:
            self._write()

    def flush(self) -> None:
        while self._added or self._ended:
            self._write()

    def write_keys(self, progress: Progress = lambda *_: None) -> None:
        """Make all that was added findable, in the order of the keys."""
        self.flush()
        done, whole = 0, len(self._ids) * len(KEYS)
        for place, keys in zip(KEYS, self._keys, strict=True):
            order = sorted(range(len(keys)), key=keys.__getitem__)
            text = _as_day if place == BORN else _as_number
            while order:
                some, order = order[: self.size * 2], order[self.size * 2 :]
                self._write_keys([(text(keys[n]), self._ids[n]) for n in some if keys[n]])
                done += len(some)
                progress("Menyusun indeks", done, whole)
        self._odd.sort()
        for low in range(0, len(self._odd), FEWEST):
            self._write_keys(self._odd[low : low + FEWEST])
        self._ids, self._keys, self._odd = array("q"), [array("q") for _ in KEYS], []

    def _write(self) -> None:
        """One transaction."""
        rows, self._added = self._added[: self.size], self._added[self.size :]
        gone, self._ended = self._ended[: self.size], self._ended[self.size :]
        began = time.perf_counter()
        with writing():
            if gone:
                staging.end(self.change, gone, at=self.clock())
            ids = staging.add(self.change, rows, at=self.clock(), keyed=False)
        self._rest(time.perf_counter() - began)
        for id, (_, values) in zip(ids, rows, strict=True):
            self._remember(id, values)
        if len(self._ids) >= HELD:
            self.write_keys()

    def _write_keys(self, keys: list[tuple[str, int]]) -> None:
        began = time.perf_counter()
        staging.write_keys(self.change, keys, at=self.clock())
        self._rest(time.perf_counter() - began)

    def _rest(self, took: float) -> None:
        """Leave the others their turn; take fewer rows next time if these took long."""
        step = 1.1 if took < LONGEST else 0.7
        self.size = max(FEWEST, min(MOST, int(self.size * step) + 1))
        time.sleep(REST)

    def _remember(self, id: int, values: Values) -> None:
        """Numbers are held as numbers: a million of them as text would take 300 MB."""
        self._ids.append(id)
        for place, keys in zip(KEYS, self._keys, strict=True):
            text = values[place]
            number = _day_number(text) if place == BORN else _number(text)
            keys.append(number)
            if text and not number:
                self._odd.append((text, id))


def _number(text: str) -> int:
    return int(text) if len(text) == 16 and text.isdigit() and text.isascii() else 0


def _as_number(number: int) -> str:
    return f"{number:016d}"


def _day_number(text: str) -> int:
    digits = text.replace("-", "")
    plain = len(text) == 10 and len(digits) == 8 and digits.isdigit() and digits.isascii()
    return int(digits) if plain and _as_day(int(digits)) == text else 0


def _as_day(number: int) -> str:
    return f"{number // 10000:04d}-{number // 100 % 100:02d}-{number % 100:02d}"
