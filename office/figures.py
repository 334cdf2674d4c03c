"""The managers' figures of this moment: each a pure read, its definition in its docstring."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import JOIN, fn

from models import Case, Office, Ticket
from office import board, procedures, timetable, worklists
from office.ministry import deadlines, progress
from office.sheet import Procedure, Step


@dataclass(frozen=True)
class Done:
    """Cases ended today with their matter settled; `once` of `visited` took one visit only."""

    cases: int
    visited: int
    once: int


@dataclass(frozen=True)
class DitjenLetter:
    """The open ministry letter whose answer is due next, over all its lembar."""

    rows: int
    done: int
    due: date
    days: int  # from today to `due`; negative once it has passed


@dataclass(frozen=True)
class Sheet:
    """One procedure and its steps, in the sheet's order, with the tally of each."""

    procedure: Procedure
    steps: tuple[tuple[Step, worklists.Tally], ...]

    @property
    def all(self) -> int:
        return sum(tally.all for _, tally in self.steps)


@dataclass(frozen=True)
class Figures:
    waiting: dict[str, tuple[int, datetime]]
    sheets: tuple[Sheet, ...]
    paused: dict[str, int]
    look_again: int
    done: Done
    letter: DitjenLetter | None

    @property
    def people(self) -> int:
        return sum(count for count, _ in self.waiting.values())

    @property
    def longest(self) -> datetime | None:
        """Since when the one who waits longest has been here."""
        return min((earliest for _, earliest in self.waiting.values()), default=None)

    @property
    def late(self) -> int:
        return sum(tally.late for sheet in self.sheets for _, tally in sheet.steps)

    @property
    def open(self) -> int:
        return sum(sheet.all for sheet in self.sheets)


def now(office: Office, *, at: datetime) -> Figures:
    """Everything on the managers' wall."""
    day = timetable.today(office, at)
    return Figures(
        waiting=board.waiting(office, day=day),
        sheets=sheets(office, at=at),
        paused=board.paused(office),
        look_again=look_again(office, day=day),
        done=done(office, at=at),
        letter=next_letter(office, day=day),
    )


def sheets(office: Office, *, at: datetime) -> tuple[Sheet, ...]:
    """Open cases that are not paused, per step, by their minutes worked against its mutu baku.

    The newest version of each procedure, and older ones with open cases; an aside only while
    something stands there.
    """
    tallies = worklists.per_step(office, at=at)
    older = {(sop, version) for sop, version, _ in tallies}
    return tuple(
        Sheet(procedure, tuple(_steps(procedure, tallies)))
        for procedure in [
            *procedures.live(),
            *(
                one
                for one in procedures.all_versions()
                if (one.id, one.version) in older and one not in procedures.live()
            ),
        ]
    )


def look_again(office: Office, *, day: date) -> int:
    """Cases that wait for the centre and whose day to look again has come."""
    return (
        Case.select()
        .where(Case.office == office.id, Case.role.is_null(False))  # by the index of what is open
        .where(Case.paused_for == "centre", Case.look_again_on <= day)
        .count()
    )


def done(office: Office, *, at: datetime) -> Done:
    """Cases that ended today in a state "done"; redirected and cancelled ones are not.

    `visited` are those of them for which a number was ever given (a lembar has none), `once`
    those with exactly one.
    """
    day = timetable.today(office, at)
    since = at - timedelta(days=1, hours=1)
    ended = (
        Case.select(Case.id, Case.sop, Case.sop_version, Case.end, Case.ended_at, _numbers())
        .where(Case.office == office.id, Case.ended_at > since)
        .join(Ticket, JOIN.LEFT_OUTER)
        .group_by(Case.id)
    )
    numbers = [
        case.numbers
        for case in ended
        if timetable.today(office, case.ended_at) == day
        and (ending := procedures.end_of(case))
        and ending.state == "done"
    ]
    return Done(len(numbers), sum(n > 0 for n in numbers), sum(n == 1 for n in numbers))


def next_letter(office: Office, *, day: date) -> DitjenLetter | None:
    """The letter without an answer whose deadline is nearest: its rows, and those with a result.

    Rows struck from a lembar count on the one they went to. The deadline is 60 days after the
    letter's date, and is kept by sending the answer.
    """
    for letter in progress.unanswered(office):
        rows, settled = progress.counts(letter)
        return DitjenLetter(rows, settled, letter.due_on, deadlines.days_left(letter, day))
    return None


def _steps(
    procedure: Procedure, tallies: dict[tuple[str, int, str], worklists.Tally]
) -> Iterable[tuple[Step, worklists.Tally]]:
    for step in procedure.steps:
        tally = tallies.get((procedure.id, procedure.version, step.id))
        if tally or not step.aside:
            yield step, tally or worklists.Tally()


def _numbers() -> object:
    return fn.COUNT(Ticket.id).alias("numbers")
