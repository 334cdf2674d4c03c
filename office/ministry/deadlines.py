"""Of what a letter's deadline reminds whom: 30, 14, 7 and 1 days before it, then every day."""

from dataclasses import dataclass
from datetime import date, datetime

from database import db, first, insert, writing
from lembar_tables import ReminderRead
from ministry_tables import Letter
from models import Officer
from office import access, procedures, timetable
from office.errors import NotAllowed
from office.ministry import duties, progress

STAGES = (1, 7, 14, 30)  # days before the deadline


@dataclass(frozen=True)
class Reminder:
    """A letter that waits for its answer and whose deadline comes near or is over."""

    letter: Letter
    days: int  # left; 0 on the last day, negative after it
    rows: int  # 0: its list is still to come
    left: int  # of them without a result


def days_left(letter: Letter, today: date) -> int:
    """Calendar days: the whole of the last one counts, so it is 0 until its midnight."""
    return (letter.due_on - today).days


def stage(days: int) -> int | None:
    """Since how many days before the deadline it says what it now says; each day from the last on
    says its own. None: it says nothing yet."""
    if days <= 0:
        return days
    return next((limit for limit in STAGES if days <= limit), None)


def reminders(officer: Officer, *, at: datetime) -> list[Reminder]:
    """Those an officer has not read yet, of letters that are their work; most urgent first."""
    today = timetable.today(officer.office, at)
    roles = set(access.authorities(officer, on=today))
    persons = set(duties.mine(officer, at=at))
    return [
        _reminder(letter, today)
        for letter in progress.unanswered(officer.office)
        if _unread(letter, officer, today) and _concerns(letter, roles, persons)
    ]


def read(letter: Letter, *, by: Officer, at: datetime) -> None:
    """The officer has read it; it comes again on the next of its days. Twice is once."""
    with writing():
        if letter.office_id != by.office_id:
            raise NotAllowed("Surat itu bukan milik kantor ini.")
        today = timetable.today(by.office, at)
        if _unread(letter, by, today):
            days = stage(days_left(letter, today))
            insert(ReminderRead, letter=letter.id, officer=by.id, days=days, at=at)


def _reminder(letter: Letter, today: date) -> Reminder:
    rows, settled = progress.counts(letter)
    return Reminder(letter, days_left(letter, today), rows, rows - settled)


def _unread(letter: Letter, officer: Officer, today: date) -> bool:
    """Whether it says something by now that the officer has not read."""
    says = stage(days_left(letter, today))
    asked = "letter_id = ? AND officer_id = ? AND days = ?"
    return says is not None and not first(ReminderRead, asked, letter.id, officer.id, says)


def _concerns(letter: Letter, roles: set[str], persons: set[int]) -> bool:
    """Whether a lembar of it waits for one of these roles, and for nobody else by name; who begins
    lembar is also reminded of rows that stand on none."""
    begin = {sheet.first.role for sheet in procedures.live() if procedures.walks_with_rows(sheet)}
    if roles & begin and progress.unplaced(letter):
        return True
    waits = db.execute_sql(
        'SELECT DISTINCT role, officer_id FROM lembar JOIN "case" ON "case".id = lembar.case_id '
        "WHERE letter_id = ? AND role IS NOT NULL",
        (letter.id,),
    ).fetchall()
    if roles & begin and not waits:
        return True
    return any(
        role in roles and (role not in begin or officer is None or officer in persons)
        for role, officer in waits
    )
