"""How a typed word of a name may stand in the register: its likely spellings, in one question."""

from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from database import db
from office.register import names

MOST = 40  # spellings of a word that are asked for
BEGINS = "SELECT word, folded FROM name_word WHERE folded BETWEEN ? AND ?"
ENDS = "SELECT word, backwards FROM name_word WHERE backwards BETWEEN ? AND ?"
AFTER = "\x7f"  # after every letter
LONG = 7  # letters of a word in which two slips are forgiven, and three letters kept


def either(word: str, before: str = "") -> str:
    """(siti OR sitti OR …), each with `before` in front."""
    return f"({' OR '.join(f'{before}{one}' for one in like(word))})"


def like(word: str) -> list[str]:
    """The words that sound like this one or differ by a slip or two, the nearest first.

    Those are looked at that begin or end with the same two or three letters: one slip never
    spoils both ends.
    """
    sound = names.folded(word)
    found = _alike_at_an_end(sound)
    slips = 0 if len(word) < 4 else 1 if len(word) < LONG else 2
    by_sound = dict(_near(sound, list(found.values()), slips))
    by_letter = dict(_near(word, list(found), slips))
    others = [w for w, its in found.items() if its in by_sound or w in by_letter]
    far = slips + 1
    others.sort(key=lambda w: (min(by_sound.get(found[w], far), by_letter.get(w, far)), len(w), w))
    return list(dict.fromkeys([word, names.unabridged(word), *others]))[:MOST]


def run_together(words: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """Questions for a name whose words were run together, or taken apart: NURHALIZA, NUR HALIZA."""
    for place in range(len(words) - 1):
        joined = words[place] + words[place + 1]
        if _stands(joined):
            yield " AND ".join([*words[:place], joined, *words[place + 2 :], *others])
    for place, word in enumerate(words):
        for cut in range(2, len(word) - 1):
            if _stands(word[:cut]) and _stands(word[cut:]):
                apart = [*words[:place], word[:cut], word[cut:], *words[place + 1 :]]
                yield " AND ".join([*apart, *others])


def _alike_at_an_end(sound: str) -> dict[str, str]:
    """Words of about this length that begin or end like it, each with how it sounds."""
    kept = 1 if len(sound) < 4 else 2 if len(sound) < LONG else 3
    found = dict(_between(BEGINS, sound[:kept]))
    found.update((word, back[::-1]) for word, back in _between(ENDS, sound[::-1][:kept]))
    return {word: its for word, its in found.items() if abs(len(its) - len(sound)) <= 2}


def _near(word: str, others: list[str], slips: int) -> Iterator[tuple[str, int]]:
    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return ((other, int(far)) for other, far, _ in found)


def _between(statement: str, start: str) -> list[tuple[str, str]]:
    return db.execute_sql(statement, (start, start + AFTER)).fetchall()


def _stands(word: str) -> bool:
    return bool(db.execute_sql("SELECT 1 FROM name_word WHERE word = ?", (word,)).fetchall())
