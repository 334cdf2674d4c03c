"""How many numbers of each service a day may have: for who comes for the first time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from database import locked, one, writing
from models import Device, Office, Officer, Quota
from office import audit, calendar, expected, hours, procedures, sop, timetable
from office.audit import Happened
from office.errors import Incomplete, Refused

EVERY_DAY = -1  # the weekday of a quota for all days without one of their own
MOST = 999
NONE_LEFT = "Nomor hari ini sudah habis. Silakan ke Petugas Informasi."
BEYOND, RETURNS = "beyond", "returns"  # Ticket.quota
USED = """SELECT count(*) FROM ticket
    WHERE office_id = ? AND day = ? AND series = ? AND quota = '' AND status <> 'void'"""


class Full(Refused):
    """No number of this service is left today; `values` says when there are some again."""


@dataclass(frozen=True)
class Room:
    """What a service's quota of one day came to."""

    service: sop.Procedure
    used: int  # a number that was voided gave its place back
    most: int
    coming: int = 0  # so many are kept for who has an appointment and may still come in time

    @property
    def full(self) -> bool:
        return self.used + self.coming >= self.most


def rooms(office: Office, *, at: datetime) -> list[Room]:
    """The services with a quota today, and how full they are."""
    found = (room(office, one, at=at) for one in procedures.queued())
    return [one for one in found if one]


def room(office: Office, service: sop.Procedure, *, at: datetime) -> Room | None:
    """None for a service without a quota today, which then costs no statement."""
    day = timetable.today(office, at)
    most = most_of(office, service, day)
    if most is None:
        return None
    row = one(USED, office.id, day, service.prefix)
    return Room(service, row[0] if row else 0, most, expected.coming(office, service.id, at=at))


def counted(office: Office, service: sop.Procedure, *, by: Device | Officer, at: datetime) -> str:
    """How a new number stands to the quota (Ticket.quota); runs inside the caller's transaction.

    Raises Full at a kiosk once it is used up. Staff may go beyond it: they see who stands there.
    """
    found = room(office, service, at=at)
    if found is None or not found.full:
        return ""
    if isinstance(by, Device):
        raise full(office, service, at)
    return BEYOND


def full(office: Office, service: sop.Procedure, at: datetime) -> Full:
    """The refusal of a service that is full, with the next day on which it has numbers."""
    open_hours = timetable.of(office)
    today = hours.local_day(at, open_hours)
    for ahead in range(1, hours.LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        opens = hours.opening(day, open_hours)
        if opens and most_of(office, service, day) != 0:
            again = "Ambil nomor lagi {opens}."
            return Full(f"{NONE_LEFT} {again}", opens=opens)
    return Full(NONE_LEFT)


def most_of(office: Office, service: sop.Procedure, day: date) -> int | None:
    """The quota of a service on a day; None for no quota."""
    told = of(office).get(service.id, {})
    return told.get(day.weekday(), told.get(EVERY_DAY))


def of(office: Office) -> Mapping[str, Mapping[int, int]]:
    """Service id -> weekday or EVERY_DAY -> how many, as last set."""
    return _read(office.id, office.hours_revision)


def set_up(
    office: Office, quotas: Mapping[str, Mapping[int, int]], *, by: Officer, at: datetime
) -> None:
    """Replace them all; a service or weekday that is absent has no quota (of its own).

    Raises Incomplete on a number that is none, and on a service nobody queues for.
    """
    services = {one.id for one in procedures.queued()}
    for service, days in quotas.items():
        if service not in services:
            raise Incomplete("Layanan itu tidak ada.")
        if any(not 0 <= most <= MOST for most in days.values()):
            raise Incomplete("Isi kuota dengan angka 0 sampai {most}.", most=MOST)
    with writing():
        office = locked(office)
        Quota.delete().where(Quota.office == office).execute()
        for service, days in quotas.items():
            for weekday, most in days.items():
                Quota.create(office=office, sop=service, weekday=weekday, most=most)
        calendar.raise_revision(office)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="quota")


def forget() -> None:
    """Another database was opened."""
    _read.cache_clear()


@lru_cache(maxsize=64)
def _read(office_id: int, _revision: int) -> Mapping[str, Mapping[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for row in Quota.select().where(Quota.office == office_id):
        found.setdefault(row.sop, {})[row.weekday] = row.most
    return found
