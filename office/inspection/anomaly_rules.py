"""What an anomaly rule is: its words, where it comes from, what it looks at and what it rests on.

The rules themselves stand in anomaly_people.py (of one person), anomaly_families.py (of a card) and
anomaly_pairs.py (of two who share a NIK).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from inspect import cleandoc
from typing import Any, NamedTuple


class Weight(StrEnum):
    WRONG = "salah"  # cannot be true, or must be filled
    LOOK = "perlu dilihat"  # odd, and may be right: advice


@dataclass(frozen=True)
class Rule:
    """One kind of anomaly, as an officer would say it."""

    id: str
    category: str  # code of the office's catalogue: A2
    weight: Weight
    title: str
    why: str  # why it is odd, and what to look at
    source: str  # the law, or whose practice it is
    rests: tuple[str, ...]  # elements of the register it is judged by


class Facts(NamedTuple):
    """What the rules about one person read of them."""

    person: int
    nik: str
    family: str
    name: str
    sex: str
    birth_date: str
    marital: str
    relation: str
    father: str
    mother: str
    address: str
    born: int  # day number of the calendar; 0 where the birth date is none
    age: int  # full years; -1 where unknown or still to come
    bond: int  # BONDS
    tie: int  # TIES
    nik_day: int  # the day of birth in the NIK, a woman's + 40; -1 of a NIK that is malformed


class Member(NamedTuple):
    """What the rules about a card read of each of its people; names only to be compared."""

    person: int
    bond: int
    tie: int
    sex: str
    born: int
    state: str  # ALIVE, DEAD
    name: int
    father: int
    mother: int
    where: int  # kecamatan, for the list


class Hit(NamedTuple):
    """Somebody a rule fits, the other one it needs (0: nobody), and what it rests on."""

    person: int
    other: int
    rests: tuple[Any, ...]


ALIVE, DEAD, AWAY = "", "dead", "away"
DEATHS, MOVES = ("MENINGGAL", "MATI", "WAFAT"), ("PINDAH",)
# Status hubungan dalam keluarga, and status perkawinan, by what registers call them.
UNTOLD, HEAD, HUSBAND, WIFE, CHILD, GRANDCHILD, PARENT, RELATED = range(8)
BONDS = {
    "KEPALAKELUARGA": HEAD,
    "SUAMI": HUSBAND,
    "ISTRI": WIFE,
    "ANAK": CHILD,
    "CUCU": GRANDCHILD,
    "ORANGTUA": PARENT,
    **dict.fromkeys(("MENANTU", "MERTUA", "FAMILILAIN", "PEMBANTU", "LAINNYA"), RELATED),
}
SINGLE, MARRIED, PARTED = 1, 2, 3
TIES = {"BELUMKAWIN": SINGLE, "KAWIN": MARRIED, "CERAI": PARTED}

# The law and the practice that rules name.
CARD = "UU 23/2006 Ps 61: isi Kartu Keluarga"
CARD_NUMBER = "UU 23/2006 Ps 61: nomor KK"
ONE_CARD = "UU 23/2006 Ps 62: satu penduduk satu KK"
ONE_NIK = "UU 23/2006 Ps 13: NIK tunggal dan melekat pada satu orang"
NIK_FORM = "PP 37/2007 Ps 37: susunan NIK; NIK tidak berubah (PP 40/2019 Ps 30)"
DEATH = "UU 24/2013 Ps 44: kematian dilaporkan dan dicatat"
NAMES = "Permendagri 73/2022 Ps 5; nama lama tetap sah"
WEDDING = "UU 16/2019 Ps 7: kawin mulai umur 19 tahun"
COUPLE = "UU 1/1974 Ps 1"
PRACTICE = "Kriteria data anomali Ditjen Dukcapil"
OURS = "Kebiasaan pemeriksaan kantor, bukan aturan"

OfPerson = Callable[[Facts], bool]
OfCard = Callable[[list[Member]], Iterable[Hit]]
OfPair = Callable[[Facts, Facts], bool]
PERSON_RULES: list[tuple[Rule, OfPerson]] = []
CARD_RULES: list[tuple[Rule, OfCard]] = []
PAIR_RULES: list[tuple[Rule, OfPair]] = []


def of_person(
    category: str, weight: Weight, source: str, *rests: str
) -> Callable[[OfPerson], OfPerson]:
    """A rule about one person who lives here; its docstring is what officers read."""

    def enter(test: OfPerson) -> OfPerson:
        PERSON_RULES.append((_rule(test, category, weight, source, rests), test))
        return test

    return enter


def of_card(category: str, weight: Weight, source: str, *rests: str) -> Callable[[OfCard], OfCard]:
    """A rule about the people of one family card who live here or have died; likewise."""

    def enter(test: OfCard) -> OfCard:
        CARD_RULES.append((_rule(test, category, weight, source, rests), test))
        return test

    return enter


def of_pair(category: str, weight: Weight, source: str, *rests: str) -> Callable[[OfPair], OfPair]:
    """A rule about two who live here and bear the same NIK; likewise."""

    def enter(test: OfPair) -> OfPair:
        PAIR_RULES.append((_rule(test, category, weight, source, rests), test))
        return test

    return enter


def _rule(
    test: Callable[..., Any], category: str, weight: Weight, source: str, rests: tuple[str, ...]
) -> Rule:
    title, _, why = cleandoc(test.__doc__ or "").partition("\n")
    id = test.__name__.replace("_", "-")
    return Rule(id, category, weight, title, " ".join(why.split()), source, rests)


def fingerprint(rests: Iterable[Any]) -> int:
    """What a finding rests on, as a number: another one as soon as any of it has changed."""
    text = "\x1f".join(map(str, rests))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(10_000)
def bond_of(relation: str) -> int:
    return BONDS.get(_letters(relation), UNTOLD)


@lru_cache(10_000)
def tie_of(marital: str) -> int:
    """Registered or not, parted by death or divorce: the rules do not ask."""
    word = _letters(marital)
    return next((tie for begins, tie in TIES.items() if word.startswith(begins)), UNTOLD)


@lru_cache(10_000)
def state_of(status: str) -> str:
    word = status.upper()
    if any(death in word for death in DEATHS):
        return DEAD
    return AWAY if any(move in word for move in MOVES) else ALIVE


def _letters(word: str) -> str:
    return "".join(filter(str.isalpha, word.upper()))
