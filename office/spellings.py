"""How a typed word of a name may stand in the register: its likely spellings, in one question."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from database import db
from office import names

MOST = 12  # spellings of a word that are asked for
BEGINS = "SELECT word, folded FROM name_word WHERE folded >= ? AND folded < ?"
ENDS = "SELECT word, folded FROM name_word WHERE backwards >= ? AND backwards < ?"
AFTER = "\x7f"  # after every letter


def either(word: str, before: str = "") -> str:
    """(siti OR sitti OR …), each with `before` in front."""
    return f"({' OR '.join(f'{before}{one}' for one in like(word))})"


def like(word: str) -> list[str]:
    """The words that sound like this one or differ by a slip or two, the nearest first.

    Those are looked at that begin with the same two letters or end with them: one slip never
    spoils both.
    """
    sound = names.folded(word)
    short = 1 if len(sound) < 4 else 2
    found = dict(_between(BEGINS, sound[:short]))
    found.update(_between(ENDS, sound[::-1][:short]))
    allowed = 0 if len(sound) < 3 else 1 if len(sound) < 7 else 2
    near: list[tuple[int, int, str]] = []
    for other, folded in found.items():
        far = OSA.distance(sound, folded, score_cutoff=allowed)
        if far <= allowed:
            near.append((far, OSA.distance(word, other), other))
    whole = names.unabridged(word)
    written = [word, *([whole] if whole != word else []), *(o for _, _, o in sorted(near))]
    return list(dict.fromkeys(written))[:MOST]


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


def _between(statement: str, start: str) -> list[tuple[str, str]]:
    return db.execute_sql(statement, (start, start + AFTER)).fetchall()


def _stands(word: str) -> bool:
    return bool(db.execute_sql("SELECT 1 FROM name_word WHERE word = ?", (word,)).fetchall())
