"""The ministry's letters (data masuk): booked once each, answered within sixty days."""

from datetime import date, datetime, timedelta

from database import first, insert
from ministry_tables import Lembar, Letter
from models import Case, Office, Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete
from office.texts import clean

ANSWER_IN = timedelta(days=60)  # of the letter's date; SOPS.md, procedure B


def book(
    office: Office, reference: str, dated: date, *, today: date, by: Officer, at: datetime
) -> Letter:
    """The letter of that number and date, booked now if it is not yet; inside a transaction.

    Raises Incomplete without a number, or with a day to come.
    """
    reference = clean(reference)
    if not reference or dated > today:
        raise Incomplete("Isi nomor dan tanggal surat Ditjen.")
    there = "office_id = ? AND reference = ? AND dated = ?"
    found = first(Letter, there, office.id, reference, dated.isoformat())
    if found:
        return found
    values = {"reference": reference, "dated": dated, "due_on": dated + ANSWER_IN}
    id = insert(Letter, office=office.id, **values, officer=by.id, at=at)
    audit.record(office.id, Happened.LETTER_BOOKED, at=at, by=by, detail=f"letter {id}")
    return Letter.get_by_id(id)


def of_case(case: Case) -> Letter | None:
    """The letter a lembar answers; None: it is no lembar, or the office found its rows itself."""
    row = first(Lembar, "case_id = ?", case.id)
    return row.letter if row else None
