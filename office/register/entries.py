"""What was corrected and taken back in the office's own register, as a list to enter into SIAK."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from database import fetch, find
from models import Correction, Decision, Officer, Reversal
from office import timetable
from office.errors import Incomplete
from office.register import elements, identify
from register_tables import Resident

DAY = timedelta(days=1)
MOST = 1000  # lines of one list
MINE = 'case_id IN (SELECT id FROM "case" WHERE office_id = ?)'


@dataclass(frozen=True)
class Entry:
    """One line for SIAK: whose element becomes what, by which document and order.

    reversal: set where a correction was taken back; then before and after change places.
    """

    person: Resident
    correction: Correction
    reversal: Reversal | None
    order: Decision

    @property
    def at(self) -> datetime:
        return self.reversal.at if self.reversal else self.correction.applied.at

    @property
    def values(self) -> tuple[str, str]:
        """Before and after, as people read them."""
        row = self.correction
        pair = (row.after, row.before) if self.reversal else (row.before, row.after)
        before, after = (elements.read_out(row.element, value) for value in pair)
        return before, after


def listed(
    since: date, until: date, reason: str, *, by: Officer, role: str, at: datetime
) -> list[Entry]:
    """The office's corrections and reversals of these days, in order; every person is opened.

    Raises Incomplete without a reason, on days that are none, and when there are too many.
    """
    rows = _changes(by, since, until)
    if until < since or not 0 < len(rows) <= MOST:
        raise Incomplete("Pilih hari yang memuat 1 sampai {n} perbaikan.", field="since", n=MOST)
    people: dict[int, Resident] = {}
    for row, back in rows:
        number, change = row.person or 0, (back.change if back else row.change) or 1
        if number not in people:  # as they stood before: by that NIK SIAK still finds them
            people[number] = identify.open_person(
                number, reason, by=by, role=role, at=at, change=change - 1
            )
    orders = _orders([row for row, _ in rows])
    told = [Entry(people[row.person or 0], row, back, orders[row.ordered]) for row, back in rows]
    return sorted(told, key=lambda one: one.at)


def _changes(by: Officer, since: date, until: date) -> list[tuple[Correction, Reversal | None]]:
    ends = [timetable.end_of(by.office, day) for day in (since - DAY, until)]
    span = [Correction.done_at.db_value(moment) for moment in ends]
    carried = f"change IS NOT NULL AND {MINE} AND done_at > ? AND done_at <= ? ORDER BY id"
    rows = find(Correction, carried, by.office_id, *span)
    back = "change IS NOT NULL AND at > ? AND at <= ? AND correction_id IN "
    back += f"(SELECT id FROM correction WHERE {MINE}) ORDER BY id"  # noqa: S608
    taken_back = find(Reversal, back, *span, by.office_id)
    fetch(taken_back, Reversal.correction, Reversal.officer)
    return [(row, None) for row in rows] + [(row.correction, row) for row in taken_back]


def _orders(rows: list[Correction]) -> dict[int | None, Decision]:
    """Each order by its id; all that the lines tell of is read with it, whole lists at a time."""
    fetch(rows, Correction.case, Correction.applied)
    ids = sorted({row.ordered for row in rows if row.ordered})
    orders = find(Decision, f"id IN ({', '.join('?' * len(ids))})", *ids)
    fetch([*orders, *(row.applied for row in rows)], Decision.officer)
    return {order.id: order for order in orders}
