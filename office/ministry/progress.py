"""How far a letter is: where its rows stand, at which pace they end, when it is closed."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from database import EPOCH, db, find, first, insert, one, store
from lembar_tables import LetterClosing
from ministry_tables import Lembar, Letter
from models import Case, Office, Officer
from office import audit, hours, procedures, sop, timetable
from office.audit import Happened

LOOK_BACK = 10  # working days whose results tell the pace
FEWEST_DAYS = 3  # of work behind us before anything is foretold
LONGEST = 500  # working days; what would take longer has no day
# The index holds all that is asked; SQLite by itself takes a unique one and reads every row.
ROWS = """JOIN row INDEXED BY row_progress
    ON row.case_id = lembar.case_id AND row.struck_to_id IS NULL"""
ROWS_OF = f"FROM lembar {ROWS} WHERE lembar.letter_id = ?"
OPEN = """office_id = ? AND NOT EXISTS (SELECT 1 FROM letter_closing WHERE letter_id = letter.id
    AND reopened_at IS NULL AND NOT EXISTS (SELECT 1 FROM letter_file
        WHERE letter_file.letter_id = letter.id AND shown_at > letter_closing.at))
    ORDER BY due_on, id"""
UNANSWERED = """office_id = ? AND NOT EXISTS (SELECT 1 FROM reply JOIN reply_sent
    ON reply_sent.reply_id = reply.id WHERE reply.letter_id = letter.id AND supplement = 0)
    ORDER BY due_on, id"""
ENDED = """row.result <> '' AND
    (SELECT ended_at FROM "case" WHERE "case".id = lembar.case_id) IS NOT NULL"""


@dataclass(frozen=True)
class Place:
    """Where some of a letter's lembar stand: a step, or what is waited for."""

    step: sop.Step
    role: str  # its title
    paused_for: str
    lembar: int
    rows: int
    since: datetime  # the earliest arrival there
    due: int  # of them are to be looked at again by now


@dataclass(frozen=True)
class Pace:
    """Rows that ended in the last working days, and when the last would at that pace.

    ends_on is None where too little is known to say.
    """

    days: int
    rows: int
    ends_on: date | None

    @property
    def a_day(self) -> float:
        return self.rows / self.days if self.days else 0


@dataclass(frozen=True)
class Progress:
    """Every row of a letter, counted once: done, at a place, without a lembar, or without a result
    on a lembar that ended."""

    done: int
    places: tuple[Place, ...]
    unplaced: int
    unsettled: int
    pace: Pace

    @property
    def rows(self) -> int:
        return self.done + self.left

    @property
    def left(self) -> int:
        return self.unplaced + self.unsettled + sum(place.rows for place in self.places)

    @property
    def waiting(self) -> int:
        """Rows for which others are waited for."""
        return sum(place.rows for place in self.places if place.paused_for)


@contextmanager
def _one_look() -> Iterator[None]:
    """What others write between our questions is not seen, so that the figures add up."""
    if db.in_transaction():
        yield
        return
    with db.atomic("DEFERRED"):
        yield


@_one_look()
def of(letter: Letter, *, at: datetime) -> Progress:
    today = timetable.today(letter.office, at)
    counted = db.execute_sql(
        'SELECT "case".sop, sop_version, step, paused_for, count(DISTINCT "case".id), count(*), '  # noqa: S608
        'min(arrived_at), count(DISTINCT CASE WHEN look_again_on <= ? THEN "case".id END) '
        'FROM lembar JOIN "case" ON "case".id = lembar.case_id '
        f"{ROWS} WHERE lembar.letter_id = ? AND step IS NOT NULL GROUP BY 1, 2, 3, 4",
        (today.isoformat(), letter.id),
    ).fetchall()
    ended = one(
        f"SELECT count(*), coalesce(sum(row.result <> ''), 0) {ROWS_OF} "  # noqa: S608
        'AND (SELECT ended_at FROM "case" WHERE "case".id = lembar.case_id) IS NOT NULL',
        letter.id,
    )
    all_ended, done = ended or (0, 0)
    places, free = tuple(sorted(_places(counted), key=_order)), unplaced(letter)
    left = free + all_ended - done + sum(place.rows for place in places)
    return Progress(done, places, free, all_ended - done, _pace(letter, left, at))


@_one_look()
def counts(letter: Letter) -> tuple[int, int]:
    """How many rows a letter has and how many have a result on a lembar that ended."""
    placed, settled = one(
        f"SELECT count(*), coalesce(sum({ENDED}), 0) {ROWS_OF}",
        letter.id,
    ) or (0, 0)
    return placed + unplaced(letter), settled


def unplaced(letter: Letter) -> int:
    """How many of a letter's rows stand on no lembar."""
    (listed,) = one(
        "SELECT sum(rows) FROM letter_file WHERE letter_id = ? AND shown_at IS NOT NULL", letter.id
    ) or (0,)
    (placed,) = one(
        f"SELECT count(*) {ROWS_OF} AND row.listed_id IS NOT NULL",
        letter.id,
    ) or (0,)
    return (listed or 0) - placed


def open_letters(office: Office) -> list[Letter]:
    """Those with work left, or whose list is still to come; the nearest deadline first."""
    return [letter for letter in find(Letter, OPEN, office.id) if not _settled(letter)]


def unanswered(office: Office) -> list[Letter]:
    """Those whose answer was not sent, whatever is left to do; the nearest deadline first."""
    return find(Letter, UNANSWERED, office.id)


def close_if_done(case: Case, *, by: Officer, at: datetime) -> None:
    """A lembar has ended: close its letter if that was the last; inside the verb's transaction."""
    lembar = first(Lembar, "case_id = ?", case.id)
    if lembar is None or lembar.letter_id is None or not _settled(lembar.letter):
        return
    reopen(lembar.letter, at=at)
    insert(LetterClosing, letter=lembar.letter_id, officer=by.id, at=at)
    detail = f"letter {lembar.letter_id}"
    audit.record(case.office_id, Happened.LETTER_CLOSED, at=at, by=by, case=case, detail=detail)


def reopen(letter: Letter, *, at: datetime) -> None:
    """There is something to do on a letter again; inside the verb's transaction."""
    for row in find(LetterClosing, "letter_id = ? AND reopened_at IS NULL", letter.id):
        store(row, reopened_at=at)


def closed_on(letter: Letter) -> LetterClosing | None:
    """When a letter was closed; None while it is open."""
    row = first(LetterClosing, "letter_id = ? AND reopened_at IS NULL", letter.id)
    latest = one("SELECT max(shown_at) FROM letter_file WHERE letter_id = ?", letter.id)
    if row is None or (latest and latest[0] and _moment(latest[0]) > row.at):
        return None
    return row


def _settled(letter: Letter) -> bool:
    """Whether every row of it has its result. One without any row waits for its list."""
    running = one(
        'SELECT 1 FROM lembar JOIN "case" ON "case".id = lembar.case_id '
        "WHERE lembar.letter_id = ? AND ended_at IS NULL LIMIT 1",
        letter.id,
    )
    if running:
        return False
    rows, settled = counts(letter)
    return 0 < rows == settled


def _places(counted: list[tuple]) -> Iterator[Place]:
    sheets = {(sheet.id, sheet.version): sheet for sheet in procedures.all_versions()}
    for sop_id, version, step_id, paused, lembar, rows, since, due in counted:
        sheet = sheets[sop_id, version]
        step = sheet.step(step_id)
        role = sheet.roles[step.role]
        yield Place(step, role, paused, lembar, rows, _moment(since), due)


def _moment(stored: int) -> datetime:
    return EPOCH + timedelta(microseconds=stored)


def _order(place: Place) -> tuple[bool, int, str]:
    return bool(place.paused_for), place.step.number or 0, place.paused_for


def _pace(letter: Letter, left: int, at: datetime) -> Pace:
    """From the working days before today, the first on which the letter was worked at included."""
    open_hours, today = timetable.of(letter.office), timetable.today(letter.office, at)
    (began,) = one(
        'SELECT min(opened_at) FROM lembar JOIN "case" ON "case".id = lembar.case_id '
        "WHERE lembar.letter_id = ?",
        letter.id,
    ) or (None,)
    if began is None:
        return Pace(0, 0, None)
    first_day = timetable.today(letter.office, _moment(began))
    days = list(_worked(first_day, today, open_hours))
    since = datetime.combine(min(days, default=today), time.min, ZoneInfo(letter.office.zone))
    until = datetime.combine(today, time.min, ZoneInfo(letter.office.zone))
    (rows,) = one(
        f"SELECT count(*) {ROWS_OF} AND row.result <> '' AND EXISTS (SELECT 1 FROM \"case\" "  # noqa: S608
        'WHERE "case".id = lembar.case_id AND ended_at >= ? AND ended_at < ?)',
        letter.id,
        since,
        until,
    ) or (0,)
    return Pace(len(days), rows, _ends_on(left, rows, len(days), today, open_hours))


def _worked(first_day: date, today: date, open_hours: hours.Hours) -> Iterator[date]:
    """The latest working days before today, no earlier than the first."""
    day, found = today - timedelta(days=1), 0
    while day >= first_day and found < LOOK_BACK:
        if open_hours.intervals(day):
            found += 1
            yield day
        day -= timedelta(days=1)


def _ends_on(left: int, rows: int, days: int, today: date, open_hours: hours.Hours) -> date | None:
    if days < FEWEST_DAYS or not rows or not left:
        return None
    wanted = math.ceil(left * days / rows)
    if wanted > LONGEST:
        return None
    try:
        return hours.working_days_after(today - timedelta(days=1), wanted, open_hours)
    except ValueError:  # an office without hours foretells nothing
        return None
