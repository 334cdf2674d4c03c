"""Days unlike the week: holidays, and hours that are kept for a day or a month only."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from database import locked, store, writing
from models import Holiday, Office, Officer, SpecialHours
from office import audit, timetable
from office.audit import Happened
from office.errors import Incomplete, NotFound
from office.texts import clean

LONGEST_NAME = 100
LONGEST = timedelta(days=366)  # of special hours


def in_order(stretches: Iterable[tuple[int, int]], part: str = "") -> list[tuple[int, int]]:
    """A day's stretches, the earliest first; part: which line of the form they stand on.

    Raises Incomplete when they make no day.
    """
    found = sorted(stretches)
    ends = [0, *(closes for _, closes in found)]
    if any(
        not end <= opens < closes <= 1440 for end, (opens, closes) in zip(ends, found, strict=False)
    ):
        told = "Periksa jam buka: buka harus sebelum tutup, dan tidak bertumpuk."
        raise Incomplete(told, field=f"opens-{part}-0")
    return found


def close_on(
    office: Office, day: date, name: str, *, at: datetime, by: Officer | None = None
) -> None:
    """A holiday; entered again, it has a new name. Raises Incomplete on no name or a past day."""
    close_on_all(office, {day: name}, at=at, by=by)


def close_on_all(
    office: Office, days: Mapping[date, str], *, at: datetime, by: Officer | None = None
) -> None:
    """Several holidays in one press. Raises Incomplete, like close_on, when one of them is none."""
    named = {day: clean(name, LONGEST_NAME) for day, name in sorted(days.items())}
    with writing():
        office = locked(office)
        if not named:
            raise Incomplete("Centang dulu hari libur yang ditambahkan.")
        if not all(named.values()) or min(named) < timetable.today(office, at):
            raise Incomplete("Isi nama hari libur, dan tanggal mulai hari ini.")
        for day, name in named.items():
            Holiday.insert(office=office, day=day, name=name).on_conflict_replace().execute()
        _decline(office, declined(office) - named.keys(), at)
        raise_revision(office)
        told = " ".join(map(str, named)) if len(named) < 5 else f"{len(named)} days"
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail=f"closed {told}")


def open_on(office: Office, day: date, *, at: datetime, by: Officer) -> None:
    """No holiday after all; it is not proposed again by itself.

    Raises NotFound when there is none to come on that day.
    """
    with writing():
        office = locked(office)
        found = Holiday.get_or_none(Holiday.office == office, Holiday.day == day)
        if found is None or day < timetable.today(office, at):
            raise NotFound("Hari libur itu tidak ada.")
        found.delete_instance()
        _decline(office, declined(office) | {day}, at)
        raise_revision(office)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail=f"open {day}")


def declined(office: Office) -> set[date]:
    """Holidays to come that the office took off its list."""
    return {date.fromisoformat(day) for day in office.rules.get("declined", ())}


def missing(office: Office, *, at: datetime) -> list[int]:
    """Years whose holidays nobody entered yet: this one, and from December on the next."""
    today = timetable.today(office, at)
    years = [today.year, today.year + 1] if today.month == 12 else [today.year]
    days = Holiday.select(Holiday.day).where(Holiday.office == office).tuples()
    there = {day.year for (day,) in days}
    return [year for year in years if year not in there]


def keep_other_hours(
    office: Office,
    *,
    since: date,
    until: date,
    name: str,
    stretches: Iterable[tuple[int, int]],
    friday: Iterable[tuple[int, int]] = (),
    by: Officer,
    at: datetime,
) -> SpecialHours:
    """Special hours for a day or a range of days; a holiday among them stays one.

    Raises Incomplete without a name or hours, on days gone by, backwards or too many, and where
    other special hours are kept already.
    """
    name = clean(name, LONGEST_NAME)
    day, fridays = in_order(stretches, "stretches"), in_order(friday, "friday")
    with writing():
        office = locked(office)
        if not name or not day:
            raise Incomplete("Isi nama jam khusus, dan jam bukanya.")
        if not timetable.today(office, at) <= since <= until or until - since > LONGEST:
            raise Incomplete("Periksa tanggalnya: mulai hari ini, paling lama setahun.")
        ours = SpecialHours.select().where(SpecialHours.office == office)
        other = ours.where(SpecialHours.since <= until, SpecialHours.until >= since).first()
        if other:
            raise Incomplete("Tanggal itu sudah punya jam khusus: {name}.", name=other.name)
        made = SpecialHours.create(
            office=office, since=since, until=until, name=name, stretches=day, friday=fridays
        )
        raise_revision(office)
        told = f"hours {since} {until}"
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail=told)
    return made


def keep_usual_hours(special: SpecialHours, *, by: Officer, at: datetime) -> None:
    """From today on the week's hours again: days that have been stay as they were.

    Raises NotFound when the special hours are over or were taken off already.
    """
    with writing():
        found = SpecialHours.get_or_none(SpecialHours.id == special.id)
        today = timetable.today(special.office, at)
        if found is None or found.until < today:
            raise NotFound("Jam khusus itu sudah tidak ada.")
        if found.since < today:
            store(found, until=today - timedelta(days=1))
        else:
            found.delete_instance()
        raise_revision(found.office)
        told = f"usual hours {max(found.since, today)}"
        audit.record(found.office_id, Happened.OFFICE_CHANGED, at=at, by=by, detail=told)


def raise_revision(office: Office) -> None:
    """The office's rules have changed: whoever remembers them reads them again."""
    Office.update(hours_revision=Office.hours_revision + 1).where(Office.id == office.id).execute()
    office.hours_revision += 1


def _decline(office: Office, days: Iterable[date], at: datetime) -> None:
    today = timetable.today(office, at)
    kept = [day.isoformat() for day in sorted(days) if day >= today]
    if kept != office.rules.get("declined", []):
        store(office, rules=office.rules | {"declined": kept})
