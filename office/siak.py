"""The switch "SIAK terganggu": while it is on, clocks that need SIAK stand."""

from datetime import datetime

from database import first, writing
from models import Office, Officer, Outage
from office import access, audit, timetable
from office.audit import Happened
from office.errors import NotAllowed, Refused


def down_since(office: Office | int) -> datetime | None:
    """Since when SIAK is out of reach; None while it works."""
    office_id = office if isinstance(office, int) else office.id
    row = first(Outage, "office_id = ? AND until IS NULL", office_id)
    return row.since if row else None


def report_down(office: Office, *, by: Officer, at: datetime) -> None:
    with writing():
        _refuse_stranger(office, by, at)
        if down_since(office):
            raise Refused("SIAK sudah dicatat terganggu.")
        Outage.insert(office=office, since=at).execute()
        audit.record(office, Happened.OUTAGE_BEGAN, at=at, by=by)


def report_up(office: Office, *, by: Officer, at: datetime) -> None:
    with writing():
        _refuse_stranger(office, by, at)
        since = down_since(office)
        if since is None:
            raise Refused("SIAK tidak sedang terganggu.")
        Outage.update(until=max(at, since)).where(
            Outage.office == office, Outage.until.is_null()
        ).execute()
        audit.record(office, Happened.OUTAGE_ENDED, at=at, by=by)


def _refuse_stranger(office: Office, by: Officer, at: datetime) -> None:
    """Any officer of the office who works cases or leads may turn the switch."""
    roles = access.authorities(by, on=timetable.today(office, at))
    if by.office_id != office.id or not set(roles) - {"auditor"}:
        raise NotAllowed("Anda tidak dapat mengubah keadaan SIAK.")
