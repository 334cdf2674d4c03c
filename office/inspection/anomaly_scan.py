"""The whole register gone through by the anomaly rules: once over its rows, then over its cards and
its NIKs, which are held as numbers meanwhile, some 60 bytes a person."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from database import db, one
from office.inspection import anomaly_families, anomaly_pairs, anomaly_people  # noqa: F401  the rules
from office.inspection.anomaly_people import formed
from office.inspection.anomaly_rules import (
    AWAY,
    CARD_RULES,
    DEAD,
    PAIR_RULES,
    PERSON_RULES,
    Facts,
    Member,
    Rule,
    bond_of,
    fingerprint,
    state_of,
    tie_of,
)
from office.register.elements import ISO
from office.register.register import VALID_AT

READ = 4000  # rows at a time: no read lasts, and the log can be folded back in between
MOST = 300_000  # findings of one rule that are listed; more of them are a fault of the file
COLUMNS = "person, nik, family, name, sex, birth_date, marital, relation, father, mother, address"
ROWS = f"SELECT {COLUMNS}, district, status FROM resident"  # noqa: S608
SEXES = ("", "L", "P")
Progress = Callable[[str, int, int], object]
Row = tuple[Any, ...]


class Found:
    """What one rule found: person, other, fingerprint and kecamatan of each, side by side."""

    def __init__(self) -> None:
        self.count = 0
        self.people, self.others, self.prints = array("q"), array("q"), array("q")
        self.districts = array("i")

    def add(self, person: int, other: int, rests: Sequence[Any], district: int) -> None:
        self.count += 1
        if self.count <= MOST:
            self.people.append(person)
            self.others.append(other)
            self.prints.append(fingerprint(rests))
            self.districts.append(district)

    def rows(self) -> Iterator[tuple[int, int, int, int]]:
        return zip(self.people, self.others, self.prints, self.districts, strict=True)

    @property
    def listed(self) -> bool:
        return self.count <= MOST


class Scan:
    """Everyone who stands in the register at a change, as of a day."""

    def __init__(self, change: int, on: date) -> None:
        self.change, self.on, self.count = change, on, 0
        self.districts: list[str] = []
        self.found = {rule.id: Found() for rule in rules()}
        self._known: dict[str, int] = {}  # kecamatan -> its place
        self._days: dict[str, tuple[int, int]] = {}  # birth date -> its number, full years since
        self._people, self._cards, self._niks = array("q"), array("q"), array("q")
        self._names, self._fathers, self._mothers = array("q"), array("q"), array("q")
        self._born, self._where = array("i"), array("i")
        self._bonds, self._ties, self._sexes, self._dead = (array("b") for _ in range(4))

    def run(self, progress: Progress) -> None:
        for rows in self._rows(progress):
            for row in rows:
                self.take(row)
        self.go_through_cards(progress)
        self.go_through_niks(progress)

    def _rows(self, progress: Progress) -> Iterator[list[Row]]:
        (highest,) = one("SELECT max(id) FROM resident") or (0,)
        statement = f"{ROWS} WHERE id BETWEEN ? AND ? AND {VALID_AT}"
        for low in range(1, (highest or 0) + 1, READ):
            span = (low, low + READ - 1, self.change, self.change)
            yield db.execute_sql(statement, span).fetchall()
            progress("Memeriksa penduduk", low, highest)

    def take(self, row: Row) -> None:
        """Judge a person, and keep what their card and their NIK will be judged by."""
        state = state_of(row[12])
        if state == AWAY:
            return
        facts, where = self._facts(row), self._place(row[11])
        if state != DEAD:
            for rule, test in PERSON_RULES:
                if test(facts):
                    rests = [getattr(facts, element) for element in rule.rests]
                    self.found[rule.id].add(facts.person, 0, rests, where)
        self.count += 1
        self._people.append(facts.person)
        self._cards.append(int(facts.family) if formed(facts.family) else 0)
        self._niks.append(int(facts.nik) if facts.nik_day >= 0 and state != DEAD else 0)
        self._names.append(hash(facts.name) if facts.name else 0)
        self._fathers.append(hash(facts.father))
        self._mothers.append(hash(facts.mother))
        self._born.append(facts.born)
        self._where.append(where)
        self._bonds.append(facts.bond)
        self._ties.append(facts.tie)
        self._sexes.append(SEXES.index(facts.sex) if facts.sex in SEXES else 0)
        self._dead.append(state == DEAD)

    def _facts(self, row: Row) -> Facts:
        person, nik, family, name, sex, birth_date, marital, relation, father, mother, address = (
            row[:11]
        )
        born, age = self._days.get(birth_date) or self._day(birth_date)
        return Facts(
            person,
            nik,
            family,
            name.upper(),
            sex,
            birth_date,
            marital,
            relation,
            father.upper(),
            mother.upper(),
            address.upper(),
            born,
            age,
            bond_of(relation),
            tie_of(marital),
            int(nik[6:8]) if formed(nik) else -1,
        )

    def _day(self, text: str) -> tuple[int, int]:
        """The number of a day of birth and the full years since; (0, -1) for none."""
        if not ISO.fullmatch(text):
            return 0, -1
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return 0, -1
        years = self.on.year - day.year - ((self.on.month, self.on.day) < (day.month, day.day))
        known = self._days[text] = (day.toordinal(), max(years, -1))
        return known

    def _place(self, district: str) -> int:
        if district not in self._known:
            self._known[district] = len(self.districts)
            self.districts.append(district)
        return self._known[district]

    def go_through_cards(self, progress: Progress) -> None:
        done = 0
        for _, places in _alike(self._cards):
            card = sorted(self._member(at) for at in places)  # a new version is no new order
            for rule, test in CARD_RULES:
                for hit in test(card):
                    where = next(one.where for one in card if one.person == hit.person)
                    self.found[rule.id].add(hit.person, hit.other, hit.rests, where)
            done += len(places)
            if done % READ < len(places):
                progress("Memeriksa keluarga", done, self.count)

    def _member(self, at: int) -> Member:
        return Member(
            self._people[at],
            self._bonds[at],
            self._ties[at],
            SEXES[self._sexes[at]],
            self._born[at],
            DEAD if self._dead[at] else "",
            self._names[at],
            self._fathers[at],
            self._mothers[at],
            self._where[at],
        )

    def go_through_niks(self, progress: Progress) -> None:
        """Whoever shares a NIK is read again: those are few."""
        progress("Mencari NIK yang sama", 0, 0)
        for _, places in _alike(self._niks):
            if len(places) > 1:
                first, *others = sorted(places, key=self._people.__getitem__)
                held = self._again(first)
                for at in others:
                    self._judge_pair(self._again(at), held, self._where[at])
                    progress("Mencari NIK yang sama", 0, 0)

    def _judge_pair(self, facts: Facts, other: Facts, where: int) -> None:
        for rule, test in PAIR_RULES:
            if test(facts, other):
                rests = [
                    getattr(who, element)
                    for who in (facts, other)
                    for element in ("person", *rule.rests)
                ]
                self.found[rule.id].add(facts.person, other.person, rests, where)

    def _again(self, at: int) -> Facts:
        statement = f"{ROWS} WHERE person = ? AND {VALID_AT}"
        return self._facts(one(statement, self._people[at], self.change, self.change) or ())


def rules() -> list[Rule]:
    """Every rule, in the order of their categories; the wrong before the odd."""
    every = [rule for rule, _ in (*PERSON_RULES, *CARD_RULES, *PAIR_RULES)]
    return sorted(every, key=lambda rule: (rule.category, rule.weight != "salah"))


def _alike(keys: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """The places of those with one key; 0 is none."""
    order = sorted(filter(keys.__getitem__, range(len(keys))), key=keys.__getitem__)
    return ((key, list(places)) for key, places in groupby(order, keys.__getitem__))
