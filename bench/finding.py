"""People looked for in the register as officers type: slips, words in any order, a mother."""

import random
import time
from collections.abc import Callable

from bench.figures import in_ms
from database import db, find
from office.register import names, search
from office.register.search import Wanted
from register_tables import Resident

SEARCHES = 200  # of each kind
LETTERS = "aeiounrstk"


def measure(searches: int = SEARCHES) -> dict[str, object]:
    """p95 of each kind and of all; and how often somebody sought by name and day is among those
    told, in spite of a slip in the name."""
    chance = random.Random(3)
    sought = _people(chance, searches)
    figures: dict[str, object] = {}
    everything: list[float] = []
    for kind, wanted in KINDS.items():
        seconds, met = [], 0
        for row in sought:
            asked = wanted(row, chance)
            began = time.perf_counter()
            hits = search.search(asked)
            seconds.append(time.perf_counter() - began)
            met += any(hit.person.id == row.id for hit in hits)
        figures[f"{kind}_p95_ms"] = in_ms(seconds, 0.95)
        figures[f"{kind}_found"] = round(met / len(sought), 3)
        everything += seconds
    return {"name_p95_ms": in_ms(everything, 0.95), **figures}


def _people(chance: random.Random, count: int) -> list[Resident]:
    """Some who stand there, with a name, a mother and a day of birth."""
    (highest,) = db.execute_sql("SELECT max(id) FROM resident").fetchall()[0]
    found: list[Resident] = []
    while len(found) < count:
        rows = find(Resident, "id = ?", chance.randrange(1, highest + 1))
        found += [r for r in rows if names.words(r.name) and names.words(r.mother) and r.birth_date]
    return found


def _slip(name: str, chance: random.Random) -> str:
    """A name with one slip in its longest word: a letter wrong, lost, doubled, two turned about."""
    words = name.split()
    longest = max(range(len(words)), key=lambda n: len(words[n]))
    word = words[longest]
    at = chance.randrange(max(len(word) - 1, 1))
    words[longest] = chance.choice(
        (
            word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
    )
    return " ".join(words) if names.words(" ".join(words)) else name


def _turned(name: str, chance: random.Random) -> str:
    words = name.split()
    chance.shuffle(words)
    return " ".join(words)


KINDS: dict[str, Callable[[Resident, random.Random], Wanted]] = {
    "name": lambda row, chance: Wanted(name=_turned(row.name, chance)),
    "name_slip": lambda row, chance: Wanted(name=_slip(_turned(row.name, chance), chance)),
    "name_day": lambda row, chance: Wanted(name=_slip(row.name, chance), born=row.birth_date),
    "mother": lambda row, chance: Wanted(mother=_slip(row.mother, chance)),
    "name_mother": lambda row, chance: Wanted(
        name=_slip(row.name, chance), mother=_turned(row.mother, chance)
    ),
}
