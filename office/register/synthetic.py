"""An invented register of any size, with faults planted in it and listed: for trying and measuring.

Nobody in it is real. Numbers are of real regions, but their serials begin at 9001, where no
office's serial of a day has come.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from office.register import regions
from office.register.synthetic_names import (
    CUSTOMS,
    EDUCATIONS,
    JOBS,
    RELIGIONS,
    STREETS,
    VILLAGES,
    Custom,
)

HEADER = (
    *("NIK", "NO_KK", "NAMA_LGKP", "JENIS_KLMIN", "TMPT_LHR", "TGL_LHR", "AGAMA", "PDDK_AKH"),
    *("JENIS_PKRJN", "STAT_KWN", "STAT_HBKEL", "KEWARGANEGARAAN", "NAMA_LGKP_AYAH"),
    *("NAMA_LGKP_IBU", "ALAMAT", "NO_RT", "NO_RW", "KELURAHAN", "KECAMATAN", "STAT_HDP"),
)
HOME = "6401"  # where most of them were registered
FIRST_SERIAL = 9001
YEAR = 365
TODAY = date(2024, 1, 8)  # of the invented people, so that a seed always gives the same
Person = dict[str, str]  # header -> value


@dataclass(frozen=True)
class Fault:
    """One planted fault: at which row, what kind, which column, and what is true."""

    kind: str
    column: str
    true: str


def write(file: Path, beside: Path, count: int, *, faults: float, seed: int) -> None:
    """Write an invented register, and beside it the list of what is wrong in it."""
    with (
        file.open("w", encoding="utf-8", newline="") as rows,
        beside.open("w", encoding="utf-8", newline="") as planted,
    ):
        told, listed = csv.writer(rows, delimiter=";"), csv.writer(planted, delimiter=";")
        told.writerow(HEADER)
        listed.writerow(("baris", "kesalahan", "kolom", "yang benar"))
        everyone = people(count, faults=faults, seed=seed, today=TODAY)
        for line, (person, fault) in enumerate(everyone, start=2):
            told.writerow(person.values())
            if fault:
                listed.writerow((line, fault.kind, fault.column, fault.true))


def people(
    count: int, *, faults: float, seed: int, today: date
) -> Iterator[tuple[Person, Fault | None]]:
    """So many rows, family by family; of a hundred, `faults` bear one. The same seed, the same."""
    chance = random.Random(seed)  # noqa: S311  invented people, no secret
    world = World(chance, today)
    told = 0
    earlier: Person | None = None  # somebody whose number others may bear
    while told < count:
        for member in world.family():
            row, fault = member, None
            if earlier and chance.random() * 100 < faults:
                row, fault = _spoil(member, earlier, world)
            yield row, fault
            told += 1
            if fault and fault.kind == "one person two NIKs" and told < count:
                yield member, None
                told += 1
            if fault is None and chance.random() < 0.2:
                earlier = member
            if told >= count:
                return


class World:
    """Where the invented families live, and which numbers were given."""

    def __init__(self, chance: random.Random, today: date) -> None:
        self.chance, self.today = chance, today
        self.given: dict[str, int] = defaultdict(lambda: FIRST_SERIAL)
        self.codes = sorted(code for code, region in regions.REGIONS.items() if not region.now)

    def family(self) -> list[Person]:
        """A head, mostly with a wife and children, on one card."""
        chance = self.chance
        custom = chance.choice(CUSTOMS)
        house = chance.choice(custom.houses) if custom.houses else ""
        age = chance.randrange(24, 76)
        home = self._home()
        man = chance.random() < 0.85
        head = self.person(custom, house, man, age, home, "KEPALA KELUARGA")
        if chance.random() < 0.15:
            return [{**head, "STAT_KWN": "BELUM KAWIN" if age < 35 else "CERAI MATI"}]
        members, mothers_age = [head], age
        if man:
            mothers_age = max(20, age - chance.randrange(0, 8))
            members.append(self.person(custom, "", False, mothers_age, home, "ISTRI"))
        mother = members[-1]["NAMA_LGKP"]
        youngest, oldest = max(0, mothers_age - 45), max(1, mothers_age - 19)
        for _ in range(chance.choice((0, 1, 1, 2, 2, 2, 3, 3, 4))):
            son, years = chance.random() < 0.51, chance.randrange(youngest, oldest)
            child = self.person(custom, house, son, years, home, "ANAK")
            father = head["NAMA_LGKP"] if man else child["NAMA_LGKP_AYAH"]
            members.append({**child, "NAMA_LGKP_AYAH": father, "NAMA_LGKP_IBU": mother})
        return members

    def person(
        self, custom: Custom, house: str, man: bool, age: int, home: Person, relation: str
    ) -> Person:
        chance = self.chance
        born = self.today - timedelta(days=age * YEAR + chance.randrange(YEAR))
        code = HOME if chance.random() < 0.8 else chance.choice(self.codes)
        grown = age >= 18
        married = relation != "ANAK"
        return {
            "NIK": self.nik(code, born, man),
            "NO_KK": home["NO_KK"],
            "NAMA_LGKP": self.name(custom, man, house),
            "JENIS_KLMIN": "LAKI-LAKI" if man else "PEREMPUAN",
            "TMPT_LHR": regions.find(code).name.partition(" ")[2].upper(),
            "TGL_LHR": born.strftime("%d-%m-%Y"),
            "AGAMA": home["AGAMA"],
            "PDDK_AKH": chance.choice(EDUCATIONS) if grown else "TIDAK/BELUM SEKOLAH",
            "JENIS_PKRJN": chance.choice(JOBS) if grown else "BELUM/TIDAK BEKERJA",
            "STAT_KWN": "KAWIN" if married else "BELUM KAWIN",
            "STAT_HBKEL": relation,
            "KEWARGANEGARAAN": "WNI",
            "NAMA_LGKP_AYAH": self.name(custom, True, house),
            "NAMA_LGKP_IBU": self.name(custom, False, ""),
            **{name: home[name] for name in ("ALAMAT", "NO_RT", "NO_RW", "KELURAHAN", "KECAMATAN")},
            "STAT_HDP": "HIDUP",
        }

    def nik(self, code: str, born: date, man: bool) -> str:
        day = born.day if man else born.day + 40
        return self._number(f"{code}{self.chance.randrange(1, 11):02d}{day:02d}{born:%m%y}")

    def card(self) -> str:
        recorded = self.today - timedelta(days=self.chance.randrange(1, 18 * YEAR))
        return self._number(f"{HOME}{self.chance.randrange(1, 11):02d}{recorded:%d%m%y}")

    def name(self, custom: Custom, man: bool, house: str) -> str:
        given = self.chance.choice(custom.men if man else custom.women)
        words = [
            given,
            *self.chance.sample(custom.second, self.chance.choice((0, 1, 1, 1, 2))),
            house,
        ]
        return " ".join(word for word in words if word)

    def _home(self) -> Person:
        chance = self.chance
        return {
            "NO_KK": self.card(),
            "AGAMA": chance.choice(RELIGIONS),
            "ALAMAT": f"JL. {chance.choice(STREETS)} NO. {chance.randrange(1, 200)}",
            "NO_RT": f"{chance.randrange(1, 30):03d}",
            "NO_RW": f"{chance.randrange(1, 10):03d}",
            "KELURAHAN": chance.choice(VILLAGES),
            "KECAMATAN": f"KECAMATAN CONTOH {chance.randrange(1, 11)}",
        }

    def _number(self, prefix: str) -> str:
        serial = self.given[prefix]
        self.given[prefix] = serial + 1
        return f"{prefix}{serial:04d}"


def _spoil(row: Person, earlier: Person, world: World) -> tuple[Person, Fault]:
    """The row with one fault of a kind it can bear."""
    kinds = list(FAULTS)
    while True:
        kind = world.chance.choice(kinds)
        column, value = FAULTS[kind](row, earlier, world)
        if value != row[column]:
            return {**row, column: value}, Fault(kind, column, row[column])


def _typo(row: Person, _: Person, world: World) -> tuple[str, str]:
    name = row["NAMA_LGKP"]
    place = world.chance.randrange(len(name) - 1)
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    doubled = name[: place + 1] + name[place:]
    lost = name[:place] + name[place + 1 :]
    return "NAMA_LGKP", world.chance.choice((swapped, doubled, lost)).strip()


def _swapped_day(row: Person, *_: object) -> tuple[str, str]:
    day, month, year = row["TGL_LHR"].split("-")
    return "TGL_LHR", f"{month}-{day}-{year}"  # often no day of the calendar any more


def _wrong_sex(row: Person, *_: object) -> tuple[str, str]:
    return "JENIS_KLMIN", "PEREMPUAN" if row["JENIS_KLMIN"] == "LAKI-LAKI" else "LAKI-LAKI"


def _doubled_nik(_: Person, earlier: Person, __: World) -> tuple[str, str]:
    return "NIK", earlier["NIK"]


def _second_nik(row: Person, _: Person, world: World) -> tuple[str, str]:
    day, month, year = map(int, row["TGL_LHR"].split("-"))
    return "NIK", world.nik(HOME, date(year, month, day), row["JENIS_KLMIN"] == "LAKI-LAKI")


def _old_card(_: Person, __: Person, world: World) -> tuple[str, str]:
    return "NO_KK", world.card()


def _no_mother(*_: object) -> tuple[str, str]:
    return "NAMA_LGKP_IBU", ""


FAULTS: dict[str, Callable[[Person, Person, World], tuple[str, str]]] = {
    "typo in name": _typo,
    "day and month swapped": _swapped_day,
    "wrong sex": _wrong_sex,
    "one NIK two people": _doubled_nik,
    "one person two NIKs": _second_nik,
    "old No. KK": _old_card,
    "mother missing": _no_mother,
}
