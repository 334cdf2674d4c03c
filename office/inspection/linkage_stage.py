"""How the pairs a search found are written: unseen, in transactions too short for a kiosk to see,
and shown by one last UPDATE. What was said of two people holds while they stay as they were."""

import json
import time
from collections.abc import Sequence
from datetime import datetime

from database import EPOCH, db, find, first, store, writing
from linkage_tables import DoubleSearch, DoubleVerdict
from models import Officer
from office import audit
from office.audit import Happened
from office.errors import Refused
from office.inspection.folded import Likely
from office.register import register
from office.register.staging import REST
from register_tables import Resident

SOME = 200  # pairs of a transaction
ADD = """INSERT INTO double_pair
    (search_id, one, other, one_row, other_row, probability, levels, verdict_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
# By these a person is known; who changed in none of them is still the one that was judged.
KNOWN_BY = ("nik", "name", "sex", "birth_place", "birth_date", "mother")


def write(search: DoubleSearch, pairs: Sequence[Likely], at: datetime) -> None:
    """Add some pairs, at most SOME; who has left the register meanwhile is in none of them."""
    rows = _rows({number for pair in pairs for number in (pair.one, pair.other)})
    there = [pair for pair in pairs if pair.one in rows and pair.other in rows]
    words = _latest({pair.one for pair in there})
    added = [
        (
            *(search.id, pair.one, pair.other, rows[pair.one].id, rows[pair.other].id),
            *(pair.probability, json.dumps(pair.levels)),
            _still(words.get((pair.one, pair.other)), rows),
        )
        for pair in there
    ]
    with writing():
        touch(search, at)
        db.connection().cursor().executemany(ADD, added)
    time.sleep(REST)


def show(search: DoubleSearch, people: int, at: datetime) -> None:
    with writing():
        touch(search, at)
        store(search, people=people)
        _record_end(search, "done", at=at)


def touch(search: DoubleSearch, at: datetime) -> None:
    """Say that a search is alive. Raises Refused when it was given up for dead meanwhile."""
    held = first(DoubleSearch, "id = ? AND ended_at IS NULL", search.id)
    if held is None or held.touched_at != search.touched_at:
        raise Refused("Pencarian ini terputus terlalu lama dan sudah dibersihkan. Ulangi.")
    store(search, touched_at=at)


def sweep(*, before: datetime, besides: int, at: datetime) -> None:
    """Remove what searches wrote that broke off: silent since `before`, not the search `besides`.

    Of those that went to their end the newest keeps its pairs.
    """
    silent = "ended_at IS NULL AND touched_at <= ? AND id <> ?"
    for search in find(DoubleSearch, silent, DoubleSearch.touched_at.db_value(before), besides):
        discard(search, "broken", at=at)
    held = "EXISTS (SELECT 1 FROM double_pair WHERE search_id = double_search.id)"
    for search in find(DoubleSearch, f"outcome = 'done' AND {held} ORDER BY id")[:-1]:
        _clear(search)


def discard(search: DoubleSearch, outcome: str, *, at: datetime, said: str = "") -> None:
    """Give up a search that was not shown, with all it wrote, in short transactions."""
    with writing():
        touch(search, EPOCH)  # should it wake up, it finds itself disowned
    _clear(search)
    with writing():
        store(search, said=said)
        _record_end(search, outcome, at=at)


def _clear(search: DoubleSearch) -> None:
    statement = """DELETE FROM double_pair WHERE id IN
        (SELECT id FROM double_pair WHERE search_id = ? LIMIT ?) RETURNING id"""
    gone = True
    while gone:
        with writing():
            gone = bool(db.execute_sql(statement, (search.id, SOME)).fetchall())
        time.sleep(REST)


def _record_end(search: DoubleSearch, outcome: str, *, at: datetime) -> None:
    store(search, ended_at=at, outcome=outcome)
    by, detail = Officer.get_by_id(search.officer_id), f"search {search.id} {outcome}"
    audit.record(by.office_id, Happened.DOUBLES_SEARCHED, at=at, by=by, detail=detail)


def _rows(numbers: set[int]) -> dict[int, Resident]:
    among = f"person IN ({', '.join('?' * len(numbers))})"
    return {row.person: row for row in register.people(among, *numbers)}


def _latest(ones: set[int]) -> dict[tuple[int, int], DoubleVerdict]:
    among = f"one IN ({', '.join('?' * len(ones))}) ORDER BY id"
    return {(row.one, row.other): row for row in find(DoubleVerdict, among, *ones)}


def _still(word: DoubleVerdict | None, rows: dict[int, Resident]) -> int | None:
    """The word, if those it was said of are as they were."""
    if word is None:
        return None
    sides = ((word.one_row, rows[word.one]), (word.other_row, rows[word.other]))
    return int(word.id) if all(_as_it_was(*side) for side in sides) else None


def _as_it_was(judged: int, now: Resident) -> bool:
    then = now if judged == now.id else first(Resident, "id = ?", judged)
    return then is not None and all(getattr(then, name) == getattr(now, name) for name in KNOWN_BY)
