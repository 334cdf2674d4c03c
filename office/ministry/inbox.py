"""The ministry's letters (data masuk): booked once each, answered within sixty days."""

from datetime import date, datetime, timedelta

from database import db, find, first, insert, writing
from ministry_tables import Lembar, Letter, LetterFile
from models import Case, Office, Officer
from office import audit, timetable
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


def take_in(reference: str, dated: date, *, by: Officer, at: datetime) -> Letter:
    """Book a letter that came, of the officer's own office. Raises as `book`."""
    with writing():
        today = timetable.today(by.office, at)
        return book(by.office, reference, dated, today=today, by=by, at=at)


def letters(office: Office) -> list[Letter]:
    """Those of an office; the one whose answer is due last comes first."""
    return find(Letter, "office_id = ? ORDER BY due_on DESC, id DESC", office.id)


def lists(letter: Letter) -> list[LetterFile]:
    """The lists that came with a letter, broken-off ones too, the newest first."""
    return find(LetterFile, "letter_id = ? ORDER BY id DESC", letter.id)


def rows(office: Office) -> dict[int, int]:
    """How many rows the lists of a letter have, by the letter's id; a letter without is not in."""
    counted = db.execute_sql(
        "SELECT letter_id, sum(rows) FROM letter_file JOIN letter ON letter.id = letter_id "
        "WHERE office_id = ? AND shown_at IS NOT NULL GROUP BY letter_id",
        (office.id,),
    )
    return dict(counted.fetchall())


def of_case(case: Case) -> Letter | None:
    """The letter a lembar answers; None: it is no lembar, or the office found its rows itself."""
    row = first(Lembar, "case_id = ?", case.id)
    return row.letter if row else None
