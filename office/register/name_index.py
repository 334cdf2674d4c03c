"""The index of names in the register: words of a person's own name, and of their mother's.

A word of a mother's name is written with 0 before it, the sorted words of a whole name with 1; so
one column without positions serves every question, at a third of the size.
"""

from collections.abc import Iterable

from database import db
from office.register import names

OF_MOTHER, WHOLE = "0", "1"
MOST = 12  # words of a name that are indexed
ADD = "INSERT INTO resident_name (rowid, words) VALUES (?, ?)"
ADD_WORD = "INSERT OR IGNORE INTO name_word (word, folded, backwards) VALUES (?, ?, ?)"


def add(rows: Iterable[tuple[int, str, str]]) -> None:
    """Make residents findable, each (id, name, mother), in the transaction that adds them."""
    entries: list[tuple[int, str]] = []
    met: set[str] = set()
    for id, name, mother in rows:
        own, hers = names.words(name)[:MOST], names.words(mother)[:MOST]
        met.update(own, hers)
        tokens = {*own, *(OF_MOTHER + word for word in hers)}
        if own:
            tokens.add(WHOLE + "".join(sorted(own)))
        entries.append((id, " ".join(sorted(tokens))))
    cursor = db.connection().cursor()
    cursor.executemany(ADD, entries)
    cursor.executemany(ADD_WORD, (_spelled(word) for word in sorted(met)))


def clear() -> None:
    """Forget whose name any word stands in; the words themselves stay."""
    db.execute_sql("INSERT INTO resident_name (resident_name) VALUES ('delete-all')")


def _spelled(word: str) -> tuple[str, str, str]:
    folded = names.folded(word)
    return word, folded, folded[::-1]
