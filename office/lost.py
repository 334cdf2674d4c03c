"""A number somebody has lost, found among today's by what they know."""

from datetime import datetime, timedelta

from database import find, one, writing
from models import Event, Officer, Ticket
from office import access, audit, privacy, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, TooMany

DIGITS = privacy.SHOWN  # no more of a NIK than every page of a case shows
MOST, WINDOW = 12, timedelta(minutes=5)  # who tries all of them needs three days for it
LATEST = 2000  # entries of the trail among which those of the window stand
WHY = "Mencari nomor yang hilang"
OFTEN = """SELECT count(*) FROM event WHERE office_id = ?1
    AND number > (SELECT chain_length FROM office WHERE id = ?1) - ?2
    AND name = ?3 AND officer_id = ?4 AND at > ?5"""
OF_TODAY = """office_id = ? AND day = ? AND EXISTS (SELECT 1 FROM subject
    WHERE subject.case_id = ticket.case_id AND nik <> '' AND substr(nik, ?) = ?) ORDER BY id"""


def by_nik(digits: str, *, by: Officer, at: datetime) -> list[Ticket]:
    """Today's numbers of whoever's NIK ends in these digits; each is written down as viewed, and
    that somebody looked, whatever was found.

    Raises NotAllowed unless `by` is Petugas Informasi, Incomplete on anything but four digits,
    TooMany after so many in a short while.
    """
    digits = digits.strip()
    with writing():
        day = timetable.today(by.office, at)
        if access.authority(by, "information", on=day) is None:
            raise NotAllowed("Hanya Petugas Informasi yang mencari nomor dengan NIK.")
        if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
            raise Incomplete("Ketik {n} angka terakhir NIK.", field="digits", n=DIGITS)
        since = Event.at.db_value(at - WINDOW)
        lately = one(OFTEN, by.office_id, LATEST, Happened.NUMBER_SOUGHT, by.id, since)
        if lately and lately[0] >= MOST:
            raise TooMany("Terlalu sering mencari dengan NIK. Tunggu lima menit.")
        found = find(Ticket, OF_TODAY, by.office_id, day, -DIGITS, digits)
        for ticket in found:
            privacy.note_view(ticket.case, ["nik"], WHY, by=by, role="information", at=at)
        audit.record(by.office_id, Happened.NUMBER_SOUGHT, at=at, by=by, detail=f"{len(found)}")
    return found
