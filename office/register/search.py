"""Looking for people in the register, typing errors and the order of words forgiven."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from database import db, find
from office.errors import Incomplete
from office.register import compare, elements, names, nik, register, spellings
from office.register.compare import Rule
from office.register.name_index import OF_MOTHER, WHOLE
from register_tables import Resident

MOST = 50  # people told of
LOOKED_AT = 200  # rows of one question
BORN_AT = 2000  # rows of one day: 1 January and 31 December hold many
NEAR = compare.LETTERS.distance
DIGITS = "0123456789"
DAY = re.compile(r"\b\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")
NUMBER = re.compile(r"\d(?:[\s.\-]?\d){7,}")
BY_NAME = (
    "SELECT r.id FROM resident_name CROSS JOIN resident r ON r.id = resident_name.rowid "  # noqa: S608
    f"WHERE resident_name MATCH ? AND {register.VALID} LIMIT ?"
)


@dataclass(frozen=True)
class Wanted:
    """Whom one looks for: what is left out is not asked for."""

    number: str = ""  # a NIK or a No. KK
    name: str = ""
    born: str = ""  # ISO
    mother: str = ""

    def __bool__(self) -> bool:
        return bool(self.number or self.born or names.words(self.name + " " + self.mother))


@dataclass(frozen=True)
class Hit:
    """Somebody found, and for each thing asked by which rule it fits: ("nik", rule) …"""

    person: Resident
    rules: tuple[tuple[str, Rule], ...]

    @property
    def distance(self) -> tuple[int, int]:
        far = [rule.distance for _, rule in self.rules]
        return sum(far), max(far, default=0)


def understand(text: str) -> Wanted:
    """What was typed into the one field: 16 digits, a day, words, or some of each."""
    born = number = ""
    if (found := DAY.search(text)) and (born := elements.iso(found[0])):
        text = text.replace(found[0], " ")
    if found := NUMBER.search(text):
        number = nik.bare(found[0])
        text = text.replace(found[0], " ")
    return Wanted(number, " ".join(text.split()), born)


def search(wanted: Wanted, *, most: int = MOST) -> list[Hit]:
    """The people that fit, the nearest first; empty when nobody does.

    Raises Incomplete when nothing is asked for.
    """
    if not wanted:
        raise Incomplete("Ketik NIK, No. KK, nama, atau tanggal lahir.", field="q")
    hits: dict[int, Hit] = {}
    near = cache(lambda: _near(wanted))
    for rounds in (_likely(wanted, near), _unlikely(wanted, near)):
        for rows in rounds:
            met = (Hit(row, tuple(_rules(wanted, row))) for row in rows if row.id not in hits)
            hits.update((hit.person.id, hit) for hit in met if _fits(wanted, hit))
            if len(hits) >= most:
                break
        if hits:
            break
    return sorted(hits.values(), key=lambda hit: (*hit.distance, hit.person.id))[:most]


def _likely(wanted: Wanted, near: Callable[[], list[str]]) -> Iterator[list[Resident]]:
    """Rows to look at, the likeliest first; the next are asked for while these are too few."""
    if wanted.number:
        yield _keyed([wanted.number])
        return
    if wanted.born:
        yield _keyed([wanted.born, _turned(wanted.born)], BORN_AT)
    own, mothers = names.words(wanted.name), _mothers(wanted)
    if own:
        yield _named(" AND ".join([WHOLE + names.whole(wanted.name), *mothers]))
    if own or mothers:
        yield _named(" AND ".join([*own, *mothers]))
        yield _named(" AND ".join(near()))
        for question in spellings.run_together(own, near()[len(own) :]):
            yield _named(question)


def _unlikely(wanted: Wanted, near: Callable[[], list[str]]) -> Iterator[list[Resident]]:
    """When nobody was found: a number with a slip, a name with a word too many."""
    if wanted.number:
        yield _keyed(list(_slips(wanted.number)))
        return
    if len(near()) > 2:
        for left_out in range(len(near())):
            yield _named(" AND ".join(near()[:left_out] + near()[left_out + 1 :]))


def _near(wanted: Wanted) -> list[str]:
    """For each word its likely spellings."""
    own = [spellings.either(word) for word in names.words(wanted.name)]
    return own + [spellings.either(word, OF_MOTHER) for word in names.words(wanted.mother)]


def _mothers(wanted: Wanted) -> list[str]:
    return [OF_MOTHER + word for word in names.words(wanted.mother)]


def _rules(wanted: Wanted, row: Resident) -> Iterator[tuple[str, Rule]]:
    if wanted.number:
        by_number = [(compare.number(wanted.number, row.nik), "nik")]
        by_number.append((compare.number(wanted.number, row.family), "family"))
        rule, which = min(by_number)
        yield which, rule
    if wanted.name:
        yield "name", compare.element("name", wanted.name, row.name)
    if wanted.born:
        yield "birth_date", compare.element("birth_date", wanted.born, row.birth_date)
    if wanted.mother:
        yield "mother", compare.element("mother", wanted.mother, row.mother)


def _fits(wanted: Wanted, hit: Hit) -> bool:
    """Whether somebody is worth telling of: of a number or of names nothing may be wholly other."""
    rules = dict(hit.rules)
    if not wanted.number and (wanted.name or wanted.mother):
        named = [rules[element] for element in ("name", "mother") if element in rules]
        return all(rule.distance <= NEAR for rule in named)
    return next(iter(rules.values())).distance <= compare.DIGIT_LOST.distance


def _keyed(keys: list[str], most: int = LOOKED_AT) -> list[Resident]:
    """Those who stand under any of these keys."""
    keyed = register.KEYED.replace("= ?", f"IN ({', '.join('?' * len(keys))})")
    return find(Resident, f"{keyed} AND {register.VALID} LIMIT ?", *keys, most)


def _named(question: str) -> list[Resident]:
    ids = [id for (id,) in db.execute_sql(BY_NAME, (question, LOOKED_AT)).fetchall()]
    return find(Resident, f"id IN ({', '.join('?' * len(ids))})", *ids) if ids else []


def _slips(number: str) -> Iterator[str]:
    """Numbers one slip away: a digit mistaken, two turned about, one lost, one too many."""
    missing = nik.LENGTH - len(number)
    for place in range(len(number) + 1):
        before, after = number[:place], number[place:]
        if missing == -1 and after:
            yield before + after[1:]
        elif missing == 1:
            yield from (before + digit + after for digit in DIGITS)
        elif missing == 0 and after:
            yield from (before + digit + after[1:] for digit in DIGITS)
            yield before + after[1::-1] + after[2:]


def _turned(born: str) -> str:
    """The day with day and month turned about; the same when there is no such day."""
    try:
        day = date.fromisoformat(born)
        return day.replace(month=day.day, day=day.month).isoformat()
    except ValueError:
        return born
