"""What everyone is compared with everyone by: names as they sound, days and numbers in their parts.
Pure. How near two of them are: office/inspection/likeness.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from office.register import elements, names

READ = (  # what is read of a person
    *("person", "nik", "family", "name", "sex", "birth_place", "birth_date", "mother"),
    *("district", "relation"),
)
COLUMNS = {  # and what becomes of it; null where there is nothing
    "unique_id": "INTEGER",
    "name": "VARCHAR",  # the words as they stand
    "name_key": "VARCHAR",  # in the order of letters
    "name_wide": "VARCHAR",  # with a space on either side
    "name_first": "VARCHAR",
    "name_initials": "VARCHAR",
    "name_short": "BOOLEAN",  # one of its words is a letter
    "mother": "VARCHAR",
    "mother_key": "VARCHAR",
    "mother_wide": "VARCHAR",
    "mother_first": "VARCHAR",
    "mother_initials": "VARCHAR",
    "mother_short": "BOOLEAN",
    "sex": "VARCHAR",
    "birth_date": "VARCHAR",
    "birth_year": "VARCHAR",
    "birth_month": "VARCHAR",  # of a year
    "birth_day": "VARCHAR",  # day and month
    "birth_swapped": "VARCHAR",  # the same for a day and for one with day and month swapped
    "origin": "VARCHAR",  # where born
    "nik": "VARCHAR",
    "kecamatan": "VARCHAR",  # of the first registration
    "serial": "VARCHAR",
    "broken": "BOOLEAN",  # the NIK tells another birth date
    "family": "VARCHAR",
    "house": "VARCHAR",  # of a child, the card and the mother: what brothers and sisters share
    "district": "VARCHAR",
    # As birth_date and name_key, which a comparison must not name to be learnt within them.
    "born": "VARCHAR",
    "called": "VARCHAR",
}
LEFT_OUT = frozenset(("muhamad", "siti"))  # first names that come and go, as they are folded
CHILD = "ANAK"  # of the head of a family, as cards say it
NIK_LENGTH = 16
Name = tuple[str | None, str | None, str | None, str | None, str | None, bool]
NAMELESS: Name = (None, None, None, None, None, False)
COMPARED = ("name", "birth_date", "mother", "sex", "nik", "origin", "home")


@dataclass(frozen=True)
class Likely:
    """Two people who may be one, how probably, and at which level each of COMPARED stands.

    A level counts from the farthest, 0; -1 where one side has nothing to compare.
    """

    one: int
    other: int
    probability: float
    levels: tuple[int, ...]


def row(read: Sequence[Any]) -> tuple[Any, ...]:
    """What stands in COLUMNS of one who is READ."""
    person, nik, family, name, sex, place, born, mother, district, relation = read
    called, parent, day = _name(name), _name(mother), _day(born)
    return (
        *(person, *called, *parent, sex or None, *_parts(day), _name(place)[1]),
        *_number(nik, day),
        *(family or None, _house(family, parent[1], relation), _plain(district), day, called[1]),
    )


@lru_cache(200_000)
def _name(name: str) -> Name:
    words = [_word(word) for word in names.words(name)]
    words = [word for word in words if word not in LEFT_OUT] or words
    if not words:
        return NAMELESS
    inner, told = sorted(words), " ".join(words)
    initials, short = "".join(word[0] for word in inner), len(min(words, key=len)) == 1
    return told, " ".join(inner), f" {told} ", words[0], initials, short


@lru_cache(50_000)
def _word(word: str) -> str:
    return names.folded(names.unabridged(word)) or word


@lru_cache(100_000)
def _day(text: str) -> str | None:
    """ISO; of one that is a day only with day and month swapped, that day."""
    if elements.ISO.fullmatch(text):
        return text
    day, _, rest = text.replace("/", "-").partition("-")
    month, _, year = rest.partition("-")
    swapped = elements.day(f"{month}-{day}-{year}")
    return swapped if elements.ISO.fullmatch(swapped) else None


def _parts(day: str | None) -> tuple[str | None, ...]:
    if day is None:
        return (None,) * 5
    year, month, date = day.split("-")
    return day, year, day[:7], day[5:], "-".join((year, *sorted((month, date))))


def _number(nik: str, day: str | None) -> tuple[str | None, str | None, str | None, bool]:
    if len(nik) != NIK_LENGTH or not (nik.isascii() and nik.isdigit()):
        return None, None, None, False
    told = f"{int(nik[6:8]) % 40:02d}{nik[8:12]}"
    broken = day is not None and told != f"{day[8:]}{day[5:7]}{day[2:4]}"
    return nik, nik[:6], nik[12:], broken


def _house(family: str, mother: str | None, relation: str) -> str | None:
    return f"{family} {mother}" if family and mother and relation == CHILD else None


@lru_cache(10_000)
def _plain(text: str) -> str | None:
    return " ".join(text.lower().split()) or None
