"""The population register: who stands in it now, and what stood there at any past change."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from database import find, first, one, writing
from models import Office, Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete
from office.register import staging
from register_tables import ChangeKind, RegisterChange, Resident

# Which register is the office's own; "" while nobody was asked, and then it is taken for SIAK's.
SIAK, OWN = "siak", "own"
MODES = {
    SIAK: "SIAK. Perbaikan dilakukan di SIAK; Pulih mencatat kapan dan nomornya.",
    OWN: "Database di Pulih. Perbaikan mengubah data penduduk di Pulih.",
}
# A condition on resident rows: those that are valid now.
VALID = (
    "since <= (SELECT current FROM register) "
    "AND (until IS NULL OR until > (SELECT current FROM register))"
)
KEYED = "id IN (SELECT resident FROM resident_key WHERE key = ?)"  # by nik, family, birth_date
VALID_AT = "since <= ? AND (until IS NULL OR until > ?)"  # both: the number of a change


def mode() -> str:
    """SIAK, OWN, or "" while the office has not chosen."""
    (chosen,) = one("SELECT mode FROM register") or ("",)
    return chosen


def choose_mode(mode: str, *, by: Officer | None, at: datetime) -> None:
    """Say which register is the office's own; what was recovered so far stays as it is.

    Raises Incomplete on a word that is neither SIAK nor OWN.
    """
    with writing():
        if mode not in MODES:
            raise Incomplete("Pilih SIAK atau database di Pulih.", field="register")
        if one("SELECT mode FROM register") == (mode,):
            return
        one("UPDATE register SET mode = ? WHERE id = 1", mode)
        office = by.office_id if by else first(Office, "1 ORDER BY id")
        if office:
            audit.record(office, Happened.REGISTER_CHOSEN, at=at, by=by, detail=mode)


def now() -> int:
    """The number of the change that is shown; 0 of a register that is still empty."""
    (current,) = one("SELECT current FROM register") or (0,)
    return current


def then(at: datetime) -> int:
    """The number of the change that was shown at a moment."""
    moment = RegisterChange.shown_at.db_value(at)
    (number,) = one("SELECT max(id) FROM register_change WHERE shown_at <= ?", moment) or (0,)
    return number or 0


def people(condition: str, *values: Any, at: int | None = None) -> list[Resident]:
    """The versions valid now, or at change `at`, that meet a condition in SQL; by person."""
    if at is None:
        return find(Resident, f"({condition}) AND {VALID} ORDER BY person", *values)
    return find(Resident, f"({condition}) AND {VALID_AT} ORDER BY person", *values, at, at)


def found(element: str, value: str, *, at: int | None = None) -> list[Resident]:
    """Those whose "nik", "family" or "birth_date" is exactly this; nobody is found by ""."""
    return people(f"{KEYED} AND {element} = ?", value, value, at=at)


def person(number: int, *, at: int | None = None) -> Resident | None:
    """A person as they stand now, or stood at change `at`."""
    return next(iter(people("person = ?", number, at=at)), None)


def family(number: str, *, at: int | None = None) -> list[Resident]:
    """Everyone who shares a No. KK; nobody shares the empty one."""
    return found("family", number, at=at)


def versions(number: int) -> list[tuple[Resident, RegisterChange]]:
    """All that was ever shown of a person, each with the change it came by; newest first."""
    rows = find(Resident, "person = ? AND since <= ? ORDER BY since DESC", number, now())
    among = f"id IN ({', '.join('?' * len(rows))})"
    changes = {row.id: row for row in find(RegisterChange, among, *(row.since for row in rows))}
    return [(row, changes[row.since]) for row in rows]


def enter(entries: Sequence[Mapping[str, str]], *, by: Officer | None, at: datetime) -> list[int]:
    """Add some people at once, each as element -> value, and return their numbers.

    For a few hundred at most: whole files go through office/register/register_import.py.
    Raises Refused while an import is being written.
    """
    with writing():
        change = staging.begin(ChangeKind.IMPORT, by=by, at=at)
        rows = [(0, tuple(entry.get(name, "") for name in staging.ELEMENTS)) for entry in entries]
        numbers = staging.add(change, rows, at=at)
        staging.show(change, {"added": len(numbers)}, by=by, at=at)
    return numbers
