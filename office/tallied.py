"""What a day of the queue came to, in numbers that name no person.

Reckoned from the tickets the same before and after the day is closed, so that a statement can be
laid beside the rows it speaks of at any time.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from statistics import median
from typing import Any, NamedTuple

from database import db
from fields import InstantField
from models import NumberSeries, Office, TicketStatus
from office import paper_numbers, procedures, tickets

KINDS = ("served", "absent", "lapsed", "held", "void")  # every number is one of these
LEFT = ("lapsed", "absent", "held")  # whose cases go first on the next day
ROWS = """SELECT ticket.id, series, number, status, closed_for, quota, issued_at, first_called_at,
        ended_at IS NOT NULL FROM ticket JOIN "case" ON "case".id = ticket.case_id
    WHERE ticket.office_id = ? AND ticket.day = ? ORDER BY series, number"""
CALLS = """SELECT ticket.series, min(call.at), max(call.at) FROM call
    JOIN ticket ON ticket.id = call.ticket_id
    WHERE call.office_id = ? AND call.day = ? AND NOT call.undone GROUP BY ticket.series"""


class Row(NamedTuple):
    """A ticket of the day; moments as they are stored, in microseconds."""

    id: int
    series: str
    number: int
    status: str
    closed_for: str
    quota: str
    issued_at: int
    first_called_at: int | None
    ended: bool  # its case

    @property
    def label(self) -> str:
        return f"{self.series}-{self.number:03d}"


@dataclass(frozen=True)
class Service:
    """One service's day.

    wait, slow: seconds from a number to its first call, the median and what nine of ten stay
    under; None where nobody was called. last: the highest number given by the machine.
    """

    series: str
    name: str
    last: int
    counts: dict[str, int]  # kind of KINDS -> how many
    beyond: int  # drawn by staff although the quota was used up
    returns: int  # of cases that go on
    wait: int | None
    slow: int | None
    first_call: datetime | None
    last_call: datetime | None
    paper: int  # numbers kept for paper that were not given
    missing: tuple[int, ...]  # given, and no ticket tells what became of them

    @property
    def drawn(self) -> int:
        return sum(self.counts.values())


def day(office: Office, day: date) -> dict[str, Any]:
    """What a statement keeps; labels only, so that nothing in it is a person's."""
    rows = _tickets(office, day)
    return {
        "services": [_stored(one) for one in _services(office, day, rows)],
        "left": [[row.label, kind(row)] for row in rows if kind(row) in LEFT and not row.ended],
        "void": [row.label for row in rows if kind(row) == "void"],
        "last_ticket": max((row.id for row in rows), default=0),
    }


def services(office: Office, day: date) -> list[Service]:
    """Each service with a number on that day, by its letter."""
    return _services(office, day, _tickets(office, day))


def _services(office: Office, day: date, rows: list[Row]) -> list[Service]:
    by_series: dict[str, list[Row]] = {}
    for row in rows:
        by_series.setdefault(row.series, []).append(row)
    last = {row.series: row.last for row in NumberSeries.select().filter(office=office, day=day)}
    calls = {
        series: [InstantField().python_value(at) for at in ends]
        for series, *ends in db.execute_sql(CALLS, (office.id, day.isoformat())).fetchall()
    }
    names = {procedure.prefix: procedure.service for procedure in procedures.queued()}
    kept = paper_numbers.of(office)
    return [
        _service(
            by_series.get(series, []),
            series=series,
            name=names.get(series, series),
            last=last.get(series, 0),
            calls=calls.get(series, [None, None]),
            paper=kept.get(series, range(0)),
        )
        for series in sorted(by_series.keys() | last.keys())
    ]


def read(stored: dict[str, Any]) -> Service:
    """A service as a statement keeps it."""
    ends = {
        name: datetime.fromisoformat(stored[name]) if stored[name] else None
        for name in ("first_call", "last_call")
    }
    return Service(**{**stored, **ends, "missing": tuple(stored["missing"])})


def entered_since(office: Office, day: date, last_ticket: int) -> list[str]:
    """Numbers of a closed day that were entered afterwards, from paper."""
    return [row.label for row in _tickets(office, day) if row.id > last_ticket]


def kind(row: Row) -> str:
    """What became of a ticket at its day's end; before that, what would."""
    if row.status == TicketStatus.VOID:
        return "void"
    if row.status == TicketStatus.HELD or row.closed_for == tickets.GOES_ON:
        return "held"
    if row.status == TicketStatus.NO_SHOW or row.closed_for == tickets.NOT_COME:
        return "absent"
    return "served" if row.status == TicketStatus.DONE else "lapsed"


def _service(
    rows: list[Row],
    *,
    series: str,
    name: str,
    last: int,
    calls: Iterable[datetime | None],
    paper: range,
) -> Service:
    """One service's numbers of the day."""
    waits = sorted(
        max(row.first_called_at - row.issued_at, 0) // 1_000_000
        for row in rows
        if row.first_called_at
    )
    found, quotas = Counter(map(kind, rows)), Counter(row.quota for row in rows)
    holes = set(range(1, last + 1)) - {row.number for row in rows}
    first_call, last_call = calls
    return Service(
        series=series,
        name=name,
        last=last,
        counts={one: found[one] for one in KINDS},
        beyond=quotas["beyond"],
        returns=quotas["returns"],
        wait=int(median(waits)) if waits else None,
        slow=waits[ceil(0.9 * len(waits)) - 1] if waits else None,
        first_call=first_call,
        last_call=last_call,
        paper=len(holes & set(paper)),
        missing=tuple(sorted(holes - set(paper))),
    )


def _tickets(office: Office, day: date) -> list[Row]:
    rows = db.execute_sql(ROWS, (office.id, day.isoformat())).fetchall()
    return [Row(*row) for row in rows]


def _stored(service: Service) -> dict[str, Any]:
    moments = {"first_call": service.first_call, "last_call": service.last_call}
    told = {name: at.isoformat() if at else None for name, at in moments.items()}
    return {**service.__dict__, **told, "missing": list(service.missing)}
