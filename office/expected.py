"""Who has an appointment today and may still come in time: so many numbers are not for others."""

from datetime import datetime, timedelta

from database import one
from models import Office
from office import timetable

LATE = 15  # minutes after its time an appointment still counts, until the office says otherwise
COMING = """SELECT count(*) FROM appointment WHERE office_id = ? AND service = ? AND day = ?
    AND slot_at >= ? AND cancelled_at IS NULL AND ticket_id IS NULL"""


def coming(office: Office, service: str, *, at: datetime) -> int:
    if not office.appointments:
        return 0
    since = at - timedelta(minutes=office.appointments.get("late", LATE))
    row = one(COMING, office.id, service, timetable.today(office, at), since)
    return int(row[0]) if row else 0
