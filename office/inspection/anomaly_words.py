"""What officers said of findings, by person and what a finding rests on: it holds in every run."""

from collections.abc import Sequence
from datetime import datetime

from anomaly_tables import FindingWord
from database import db, find
from models import Case, Officer

SAY = """INSERT INTO finding_word
    (rule, person, fingerprint, word, case_id, reason, officer_id, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
SAME = "rule = ? AND person = ? AND fingerprint = ?"
Key = tuple[str, int, int]  # rule, person, fingerprint


def say(
    keys: Sequence[Key],
    word: str,
    *,
    by: Officer,
    at: datetime,
    case: Case | None = None,
    reason: str = "",
) -> None:
    """Write a word down, and in the findings as the latest. Inside the caller's transaction."""
    told = (word, case.id if case else None, reason, by.id, FindingWord.at.db_value(at))
    cursor = db.connection().cursor()
    cursor.executemany(SAY, [(*key, *told) for key in keys])
    column, value = ("case_id", case.id) if case else ("aside", word == "aside")
    stands = f"UPDATE finding SET {column} = ? WHERE {SAME}"  # noqa: S608
    cursor.executemany(stands, [(value, *key) for key in keys])


def follow(case: Case, new: Case, numbers: Sequence[int], *, by: Officer, at: datetime) -> None:
    """These rows of a lembar went to a new one: so do the findings they came of, if any.

    A lembar's rows are written in the order of its words, so the nth word is of row n.
    """
    words = find(FindingWord, "case_id = ? ORDER BY id", case.id)
    if words:
        moved = [words[number - 1] for number in numbers]
        keys = [(word.rule, word.person, word.fingerprint) for word in moved]
        say(keys, "lembar", by=by, at=at, case=new)
