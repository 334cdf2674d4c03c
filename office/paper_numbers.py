"""Numbers kept for paper: the machine leaves them out, an office gives them while it is down."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from peewee import ModelSelect

from database import locked, one, store, writing
from models import Device, NumberSeries, Office, Officer, Ticket
from office import access, audit, procedures, sop, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused

LARGEST = 999  # three digits, as on the sheet
KEY = "paper"  # how the submission of such a number begins
NONE = range(0)


def of(office: Office) -> dict[str, range]:
    """Which numbers are kept, by letter, as set at this moment."""
    row = one("SELECT paper_numbers FROM office WHERE id = ?", office.id)
    return read(row[0]) if row else {}


def read(stored: str) -> dict[str, range]:
    """The same of an office's row."""
    kept = json.loads(stored)
    return {series: range(first, last + 1) for series, (first, last) in kept.items()}


def passed(
    number: int,
    ranges: Mapping[str, range],
    *,
    office_id: int,
    day: date,
    series: str,
    by: Officer | Device,
    at: datetime,
) -> int:
    """The machine's number, or the one after those kept; the series goes on from there."""
    kept = ranges.get(series, NONE)
    if number not in kept:
        return number
    NumberSeries.update(last=kept.stop).where(
        NumberSeries.office == office_id, NumberSeries.day == day, NumberSeries.series == series
    ).execute()
    detail = f"{series} {kept.start}-{kept.stop - 1}"
    audit.record(office_id, Happened.NUMBERS_PASSED, at=at, by=by, detail=detail)
    return kept.stop


def keep(wanted: Mapping[str, tuple[int, int]], *, by: Officer, at: datetime) -> None:
    """Keep the first to the last number of each letter; a letter that is absent keeps none.

    Raises
        NotAllowed  `by` is no admin
        Incomplete  a letter no service has, or numbers that are no range of 1 to LARGEST
        Refused     today's numbers have come that far, or one of the former was entered today
    """
    for series, (first, last) in wanted.items():
        if series not in services() or not 1 <= first <= last <= LARGEST:
            raise Incomplete(
                "Isi nomor pertama dan terakhir, paling besar {n}.",
                field=f"first-{series}",
                n=LARGEST,
            )
    with writing():
        office = locked(by.office)
        day = timetable.today(office, at)
        if access.authority(by, "admin", on=day) is None:
            raise NotAllowed("Hanya admin yang menetapkan nomor kertas.")
        former = of(office)
        ranges = {series: range(first, last + 1) for series, (first, last) in wanted.items()}
        for series in ranges | former:
            if ranges.get(series, NONE) != former.get(series, NONE):
                _refuse_late(office, series, ranges.get(series, NONE), day)
        kept = {series: [one.start, one.stop - 1] for series, one in ranges.items()}
        store(office, paper_numbers=kept)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="paper numbers")


def services() -> dict[str, sop.Procedure]:
    """The services people queue for, by letter."""
    return {procedure.prefix: procedure for procedure in procedures.queued()}


def is_one(ticket: Ticket) -> bool:
    """Whether a number was given on paper and entered afterwards."""
    return str(ticket.submission).startswith(f"{KEY}-")


def entered(office: Office, *, day: date, series: str) -> ModelSelect:
    """The numbers of that day that were given on paper and are known by now."""
    return (
        Ticket.select()
        .where(Ticket.office == office.id, Ticket.day == day, Ticket.series == series)
        .where(Ticket.submission.startswith(f"{KEY}-"))
        .order_by(Ticket.number)
    )


def _refuse_late(office: Office, series: str, wanted: range, day: date) -> None:
    last = one(
        "SELECT last FROM number_series WHERE office_id = ? AND day = ? AND series = ?",
        office.id,
        day,
        series,
    )
    if wanted and last and last[0] >= wanted.start:
        label = f"{series}-{last[0]:03d}"
        raise Refused("Nomor hari ini sudah sampai {label}. Pilih yang di atasnya.", label=label)
    left = [one for one in entered(office, day=day, series=series) if one.number not in wanted]
    if left:
        raise Refused(
            "Nomor kertas {label} sudah dicatat hari ini. Ubah besok.", label=left[0].label
        )
