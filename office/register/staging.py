"""How the register is changed: rows are written where nobody sees them, then shown at once.

One change is made at a time. An import's is written in many short transactions, so that kiosks go
on; a correction's in one.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from database import EPOCH, db, find, first, insert, one, store, writing
from models import Office, Officer
from office import audit
from office.audit import Happened
from office.errors import Refused
from office.register import name_index
from register_tables import ChangeKind, RegisterChange, Resident

SILENCE = timedelta(minutes=2)  # an import that wrote nothing for so long was broken off
REST = 0.004  # seconds between two transactions, for whoever waits
SWEPT = 100  # rows of a transaction: a kiosk waits no longer than for these
# Columns of a resident that tell of the person, in the order `add` takes them.
NOT_TOLD = ("id", "person", "since", "until")
ELEMENTS = tuple(field.name for field in Resident._meta.sorted_fields if field.name not in NOT_TOLD)
Values = tuple[str, ...]  # one for each of ELEMENTS
ADD = (
    f"INSERT INTO resident (id, person, since, {', '.join(ELEMENTS)}) "  # noqa: S608
    f"VALUES (?, ?, ?{', ?' * len(ELEMENTS)})"
)
KEYS = [ELEMENTS.index(name) for name in ("nik", "family", "birth_date")]  # found by these
NAME, MOTHER = ELEMENTS.index("name"), ELEMENTS.index("mother")
SAID = {
    ChangeKind.IMPORT: Happened.REGISTER_IMPORTED,
    ChangeKind.CORRECTION: Happened.REGISTER_CORRECTED,
    ChangeKind.REVERSAL: Happened.REGISTER_REVERSED,
}


def begin(kind: ChangeKind, *, by: Officer | None, at: datetime, **about: Any) -> RegisterChange:
    """Begin the next change; about: columns of RegisterChange.

    Raises Refused while another one is being written or waits to be swept.
    """
    with writing():
        if first(RegisterChange, "shown_at IS NULL"):
            raise Refused(
                "Database kependudukan sedang diimpor. Coba lagi setelah impor selesai; "
                "bila impor itu terputus, dua menit sesudahnya."
            )
        (current,) = one("SELECT current FROM register") or (0,)
        row = {"id": current + 1, "kind": kind, "officer": by and by.id, **about}
        insert(RegisterChange, begun_at=at, touched_at=at, **row)
        return RegisterChange.get_by_id(current + 1)


def add(
    change: RegisterChange, rows: Sequence[tuple[int, Values]], *, at: datetime, keyed: bool = True
) -> list[int]:
    """Write new versions, each (person, values), person 0 for somebody new; returns their ids.

    keyed: write their keys too. An import leaves that for the end: see `write_keys`.
    """
    with writing():
        _touch(change, at)
        (last,) = one("SELECT max(id) FROM resident") or (0,)
        numbered = [
            (id, person or id, change.id, *values)
            for id, (person, values) in enumerate(rows, start=(last or 0) + 1)
        ]
        db.connection().cursor().executemany(ADD, numbered)
        name_index.add((row[0], row[3 + NAME], row[3 + MOTHER]) for row in numbered)
        if keyed:
            write_keys(change, [key for row in numbered for key in keys_of(row[0], row[3:])], at=at)
    return [row[0] for row in numbered]


def keys_of(id: int, values: Values) -> list[tuple[str, int]]:
    """What the resident row `id` is found by, each (key, id)."""
    return [(key, id) for key in {values[n] for n in KEYS} if key]


def write_keys(change: RegisterChange, keys: Sequence[tuple[str, int]], *, at: datetime) -> None:
    """Make rows findable; many at a time, and sorted, or it takes four times as long."""
    with writing():
        _touch(change, at)
        cursor = db.connection().cursor()
        cursor.executemany("INSERT INTO resident_key (key, resident) VALUES (?, ?)", keys)


def end(change: RegisterChange, ids: Iterable[int], *, at: datetime) -> None:
    """These versions are valid until this change: ids of resident rows."""
    with writing():
        _touch(change, at)
        ended = [(change.id, id) for id in ids]
        db.connection().cursor().executemany("UPDATE resident SET until = ? WHERE id = ?", ended)


def show(
    change: RegisterChange,
    counts: Mapping[str, int],
    *,
    by: Officer | None,
    at: datetime,
    case: int | None = None,
) -> None:
    """From now on the register stands as this change left it; `case` is a correction's."""
    with writing():
        _touch(change, at)
        store(change, shown_at=at, counts=dict(counts))
        one("UPDATE register SET current = ? WHERE id = 1", change.id)
        office = by.office_id if by else first(Office, "1 ORDER BY id")
        if office:
            detail = f"change {change.id}"
            audit.record(office, SAID[change.kind], at=at, by=by, case=case, detail=detail)


def sweep(*, before: datetime) -> bool:
    """Remove what a broken-off import left, in short transactions; whether there was anything.

    before: an import that wrote after this moment is still alive and is left alone.
    """
    change = first(RegisterChange, "shown_at IS NULL")
    if change is None or change.touched_at >= before:
        return False
    discard(change)
    return True


def discard(change: RegisterChange) -> None:
    """Give up a change that was not shown, with all it wrote, in short transactions."""
    with writing():
        _touch(change, EPOCH)  # should it wake up, it finds itself disowned
        if one("SELECT current FROM register") == (0,):
            name_index.clear()  # all names are this change's; one by one they are a slow farewell
    while _sweep_some(change):
        time.sleep(REST)


def _sweep_some(change: RegisterChange) -> bool:
    """One short transaction; whether there is more."""
    with writing():
        newest = find(Resident, "1 ORDER BY id DESC LIMIT ?", SWEPT)
        staged = [(row.id,) for row in newest if row.since == change.id]
        ended = find(Resident, "until = ? LIMIT ?", change.id, SWEPT)
        cursor = db.connection().cursor()
        cursor.executemany("DELETE FROM resident WHERE id = ?", staged)
        still = [(row.id,) for row in ended if row.since != change.id]
        cursor.executemany("UPDATE resident SET until = NULL WHERE id = ?", still)
        if not staged and not ended:
            one("DELETE FROM register_change WHERE id = ?", change.id)
        return bool(staged or ended)


def _touch(change: RegisterChange, at: datetime) -> None:
    """Say that the change is alive. Raises Refused when it was given up for dead meanwhile."""
    held = first(RegisterChange, "id = ? AND shown_at IS NULL", change.id)
    if held is None or held.touched_at != change.touched_at:
        raise Refused("Impor ini terputus terlalu lama dan sudah dibersihkan. Ulangi impor.")
    store(change, touched_at=at)
