"""Of what a letter's deadline reminds whom: 30, 14, 7 and 1 days before it, then every day."""

from collections.abc import Iterator
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
    return [one for one in _mine(officer, at) if not _read(one, officer)]


def read(letter: Letter, *, by: Officer, at: datetime) -> None:
    """The officer has read it; it comes again on the next of its days. Twice is once."""
    with writing():
        if letter.office_id != by.office_id:
            raise NotAllowed("Surat itu bukan milik kantor ini.")
        days = stage(days_left(letter, timetable.today(by.office, at)))
        reminder = _reminder(letter, timetable.today(by.office, at))
        if days is not None and reminder and not _read(reminder, by):
            insert(ReminderRead, letter=letter.id, officer=by.id, days=days, at=at)


def _mine(officer: Officer, at: datetime) -> Iterator[Reminder]:
    today = timetable.today(officer.office, at)
    roles = set(access.authorities(officer, on=today))
    persons = set(duties.mine(officer, at=at))
    for letter in progress.unanswered(officer.office):
        reminder = _reminder(letter, today)
        if reminder and _concerns(letter, roles, persons):
            yield reminder


def _reminder(letter: Letter, today: date) -> Reminder | None:
    days = days_left(letter, today)
    if stage(days) is None:
        return None
    rows, settled = progress.counts(letter)
    return Reminder(letter, days, rows, rows - settled)


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


def _read(reminder: Reminder, officer: Officer) -> bool:
    asked = "letter_id = ? AND officer_id = ? AND days = ?"
    return bool(first(ReminderRead, asked, reminder.letter.id, officer.id, stage(reminder.days)))
