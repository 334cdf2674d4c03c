"""What was corrected in Pulih: what an older extract must not undo."""

from datetime import UTC, date, datetime, time, timedelta

from database import find
from office.register.staging import ELEMENTS
from register_tables import ChangeKind, RegisterChange, Resident

EAST = timedelta(hours=9)  # WIT: no office's day begins earlier


def elements(as_of: date) -> dict[int, dict[int, bool]]:
    """Person -> places in ELEMENTS that were corrected -> whether after `as_of` began.

    A later correction or reversal of the same element counts.
    """
    begins = datetime.combine(as_of, time(), UTC) - EAST
    found: dict[int, dict[int, bool]] = {}
    shown = "kind <> ? AND shown_at IS NOT NULL ORDER BY id"
    for change in find(RegisterChange, shown, ChangeKind.IMPORT):
        if change.person is None or change.shown_at is None:
            continue
        after, before = _pair(change)
        if after is None or before is None:
            continue
        for place, element in enumerate(ELEMENTS):
            if getattr(after, element) != getattr(before, element):
                newer = change.shown_at >= begins
                found.setdefault(change.person, {})[place] = newer
    return found


def _pair(change: RegisterChange) -> tuple[Resident | None, Resident | None]:
    """The version a correction made, and the one it took the place of."""
    upto = "person = ? AND since <= ? ORDER BY since DESC LIMIT 2"
    rows = find(Resident, upto, change.person, change.id)
    after, before = (*rows, None, None)[:2]
    return (after, before) if after and after.since == change.id else (None, None)
