"""A number somebody has lost, found among today's by what they know."""

from datetime import datetime

from database import find, writing
from models import Officer, Ticket
from office import access, privacy, timetable
from office.errors import Incomplete, NotAllowed

DIGITS = privacy.SHOWN  # no more of a NIK than every page of a case shows
WHY = "Mencari nomor yang hilang"
OF_TODAY = """office_id = ? AND day = ? AND EXISTS (SELECT 1 FROM subject
    WHERE subject.case_id = ticket.case_id AND nik <> '' AND substr(nik, ?) = ?) ORDER BY id"""


def by_nik(digits: str, *, by: Officer, at: datetime) -> list[Ticket]:
    """Today's numbers of whoever's NIK ends in these digits; each is written down as viewed.

    Raises NotAllowed unless `by` is Petugas Informasi, Incomplete on anything but four digits.
    """
    digits = digits.strip()
    with writing():
        day = timetable.today(by.office, at)
        if access.authority(by, "information", on=day) is None:
            raise NotAllowed("Hanya Petugas Informasi yang mencari nomor dengan NIK.")
        if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
            raise Incomplete("Ketik {n} angka terakhir NIK.", field="digits", n=DIGITS)
        found = find(Ticket, OF_TODAY, by.office_id, day, -DIGITS, digits)
        for ticket in found:
            privacy.note_view(ticket.case, ["nik"], WHY, by=by, role="information", at=at)
    return found
