"""An invented register with anomalies planted in it, one a family, and with what is odd but lawful.

Every plant names the rule that must find it and the person it must be found at.
"""

import csv
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from office.register import regions, synthetic
from office.register.synthetic import Person

SHARE, LAWFUL = 0.05, 0.05  # of the families
Family = list[Person]
Chance = random.Random
Plant = Callable[[Family, Chance], int | None]  # changes the family; whom it must be found at
LETTERS = "0123456789<>"


@dataclass
class Truth:
    """What was planted: rule -> persons; and who belongs to a family that was touched at all."""

    planted: dict[str, set[int]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    people: int = 0


def write(file: Path, count: int, *, seed: int) -> Truth:
    """So many people and some more. A person's number is their row, when it is imported first."""
    chance, truth = Chance(seed), Truth()
    rules = sorted(PLANTS)
    with file.open("w", encoding="utf-8", newline="") as opened:
        told = csv.writer(opened, delimiter=";")
        told.writerow(synthetic.HEADER)
        for family in _families(count, seed):
            rule = chance.choice(rules) if chance.random() < SHARE else ""
            if rule:
                at = PLANTS[rule](family, chance)
                truth.touched.update(range(truth.people + 1, truth.people + 1 + len(family)))
                if at is not None:
                    truth.planted.setdefault(rule, set()).add(truth.people + 1 + at)
            elif chance.random() < LAWFUL:
                chance.choice(ODD)(family, chance)
            told.writerows(person.values() for person in family)
            truth.people += len(family)
    return truth


def _families(count: int, seed: int) -> Iterator[Family]:
    rows = synthetic.people(count, faults=0, seed=seed, today=synthetic.TODAY)
    for _, members in groupby(rows, key=lambda row: row[0]["NO_KK"]):
        yield [dict(person) for person, _ in members]


def _who(family: Family, relation: str) -> int | None:
    """The last one of a relation; None when there is none."""
    return next((n for n in range(len(family) - 1, -1, -1) if _is(family[n], relation)), None)


def _is(person: Person, relation: str) -> bool:
    return person["STAT_HBKEL"] == relation


def _any(**changes: str | tuple[str, ...]) -> Plant:
    """These columns of anybody, each by one of these values."""

    def plant(family: Family, chance: Chance) -> int:
        at = chance.randrange(len(family))
        for column, values in changes.items():
            family[at][column] = values if isinstance(values, str) else chance.choice(values)
        return at

    return plant


def _of(relation: str, at: int | None = None, /, **changes: str) -> Plant:
    """The same of one with this relation, found at the one `at`."""

    def plant(family: Family, _: Chance) -> int | None:
        who = _who(family, relation)
        if who is None or len(family) < 2:
            return None
        family[who] |= changes
        return who if at is None else at

    return plant


def _copied(column: str, source: str) -> Plant:
    def plant(family: Family, _: Chance) -> int | None:
        family[0][column] = family[0][source]
        return 0 if " " in family[0][source] else None

    return plant


def _child_of_mother(years: int) -> Plant:
    """The last child, born so many years after the wife it is named after."""

    def plant(family: Family, _: Chance) -> int | None:
        child, mother = _who(family, "ANAK"), _who(family, "ISTRI")
        if child is None or mother is None:
            return None
        born = _day(family[mother]) + timedelta(days=365 * years + years // 2)
        family[child]["TGL_LHR"] = f"{born:%d-%m-%Y}"
        return child if born < synthetic.TODAY else None

    return plant


def _day(person: Person) -> date:
    day, month, year = map(int, person["TGL_LHR"].split("-"))
    return date(year, month, day)


def _with_signs(family: Family, chance: Chance) -> int:
    family[0]["NAMA_LGKP"] += chance.choice(LETTERS)
    return 0


def _other_sex(family: Family, _: Chance) -> int | None:
    """Of a child: of a couple another rule would tell it, too."""
    if (at := _who(family, "ANAK")) is not None:
        man = family[at]["JENIS_KLMIN"] == "LAKI-LAKI"
        family[at]["JENIS_KLMIN"] = "PEREMPUAN" if man else "LAKI-LAKI"
    return at


def _same_sex(family: Family, _: Chance) -> int | None:
    if (wife := _who(family, "ISTRI")) is None:
        return None
    family[0]["JENIS_KLMIN"] = family[wife]["JENIS_KLMIN"]
    return 0


def _wed_child(family: Family, _: Chance) -> int | None:
    at = _who(family, "ANAK")
    if at is None or family[at]["TGL_LHR"][-4:] < "2009":
        return None
    family[at]["STAT_KWN"] = "KAWIN"
    return at


def _short_nik(family: Family, chance: Chance) -> int:
    at = chance.randrange(len(family))
    family[at]["NIK"] = family[at]["NIK"][:-1]
    return at


def _no_region(family: Family, chance: Chance) -> int:
    family[0]["NIK"] = chance.choice(("9900", "0101")) + family[0]["NIK"][4:]
    return 0


def _next_day(family: Family, _: Chance) -> int:
    family[0]["TGL_LHR"] = f"{_day(family[0]) + timedelta(days=1):%d-%m-%Y}"
    return 0


def _twelve_more(family: Family, _: Chance) -> int:
    for number in range(12):
        nik = f"{family[0]['NIK'][:12]}{8000 + number}"
        family.append({**family[0], "NIK": nik, "STAT_HBKEL": "FAMILI LAIN"})
    return 0


def _shared_nik(family: Family, _: Chance) -> int | None:
    at = _who(family, "ANAK")
    if at:
        family[at]["NIK"] = family[0]["NIK"]
    return at


def _second_card(family: Family, _: Chance) -> int:
    number = f"{family[0]['NO_KK'][:12]}{7000 + int(family[0]['NO_KK'][12:]) % 1000}"
    family.append({**family[0], "NO_KK": number})
    return len(family) - 1


def _older_grandchild(family: Family, _: Chance) -> int | None:
    if (at := _who(family, "ANAK")) is not None:
        family[at] |= {"STAT_HBKEL": "CUCU", "TGL_LHR": "01-01-1940"}
    return at


WIFE, CHILD, HEAD = "ISTRI", "ANAK", "KEPALA KELUARGA"
PLANTS: dict[str, Plant] = {
    "name-missing": _any(NAMA_LGKP=("-", "BAYI NY CONTOH", "NN", "XXX", "TANPA NAMA")),
    "name-with-signs": _with_signs,
    "name-of-initials": _any(NAMA_LGKP=("A. B.", "S", "M. S")),
    "birth-date-missing": _any(TGL_LHR=("", "-")),
    "birth-date-impossible": _any(TGL_LHR=("31-02-1985", "00-00-1970", "15-13-1980")),
    "birth-date-to-come": _any(TGL_LHR=("01-02-2091", "12-12-2085")),
    "older-than-120": _any(TGL_LHR=("01-02-1891", "12-12-1885")),
    "very-old": _any(TGL_LHR=("01-02-1919", "12-12-1911")),
    "sex-missing": _any(JENIS_KLMIN=("", "-", "X")),
    "sex-unlike-nik": _other_sex,
    "sex-unlike-relation": _of(WIFE, JENIS_KLMIN="LAKI-LAKI"),
    "mother-missing": _any(NAMA_LGKP_IBU=("", "-", "TIDAK ADA", "ALMH")),
    "father-missing": _any(NAMA_LGKP_AYAH=("", "-", "NN", "ALM")),
    "parents-alike": _copied("NAMA_LGKP_AYAH", "NAMA_LGKP_IBU"),
    "own-mother": _copied("NAMA_LGKP_IBU", "NAMA_LGKP"),
    "address-missing": _any(ALAMAT=("", "-")),
    "address-no-dwelling": _any(ALAMAT=("KANTOR CAMAT CONTOH", "PASAR LAMA BLOK B", "SDN 001")),
    "relation-unknown": _any(STAT_HBKEL=("", "4", "TIDAK TAHU")),
    "wed-too-young": _wed_child,
    "spouse-not-married": _of(WIFE, STAT_KWN="BELUM KAWIN"),
    "head-too-young": _of(HEAD, TGL_LHR="01-02-2014"),
    "nik-malformed": _short_nik,
    "nik-unlawful": _no_region,
    "nik-unlike-birth-date": _next_day,
    "card-malformed": _any(NO_KK=("", "12345")),
    "head-missing": _of(HEAD, STAT_HBKEL="FAMILI LAIN"),
    "many-heads": _of(WIFE, 0, STAT_HBKEL=HEAD),
    "dead-head": _of(HEAD, STAT_HDP="MENINGGAL"),
    "married-to-dead": _of(WIFE, 0, STAT_HDP="MENINGGAL"),
    "couple-of-one-sex": _same_sex,
    "many-spouses": lambda family, _: (
        _of(CHILD, STAT_HBKEL=WIFE)(family, _) if _who(family, WIFE) else None
    ),
    "many-members": _twelve_more,
    "child-near-parent": _child_of_mother(3),
    "parent-very-young": _child_of_mother(12),
    "mother-very-old": _child_of_mother(54),
    "ages-turned-about": _older_grandchild,
    "nik-of-two-people": _shared_nik,
    "person-on-two-cards": _second_card,
}
# What is odd and lawful: nothing must be found there.
ODD: tuple[Plant, ...] = (
    _any(NAMA_LGKP=("SUKARNO", "NI'MAH", "I WAYAN", "M. ALI", "ST. HAJAR, S.PD", "RR. AYU")),
    _any(NAMA_LGKP_IBU="", NAMA_LGKP_AYAH="", ALAMAT="PANTI ASUHAN CONTOH"),
    _any(ALAMAT=("JL. PASAR BARU 2", "DUSUN BALAI DESA", "KOMP. DINAS KESEHATAN", "ASRAMA TNI")),
    _of(CHILD, STAT_HBKEL="MENANTU"),
    _of(CHILD, NAMA_LGKP_IBU="IBU KANDUNG LAIN"),
    lambda family, chance: family[0].update(
        NIK=chance.choice(sorted(regions.FORMER)) + family[0]["NIK"][4:]
    ),
)
