"""Buku agenda: the numbered book of what came in and what went out, by office and year."""

from datetime import date, datetime

from database import fetch, find, first, insert, store, writing
from models import Agenda, AgendaKind, AgendaSeries, Case, Counter, Office, Officer
from office import audit, procedures, sop, timetable
from office.audit import Happened
from office.errors import Incomplete
from office.papers import numbers
from office.texts import clean

MOST_DAYS = 30


def come_in(case: Case, *, by: Officer, at: datetime) -> None:
    """Book that a case came in, once; runs inside the verb's transaction."""
    sheet = procedures.has_rows(case)
    _book(case, AgendaKind.SHEET_IN if sheet else AgendaKind.REQUEST_IN, by, at)


def go_out(case: Case, *, by: Officer, at: datetime) -> None:
    """Book the result of a case that ended by its procedure; nothing goes out that is not in.

    What was withdrawn or expired has no result.
    """
    if case.end not in procedures.of(case).ends:
        return
    come_in(case, by=by, at=at)
    sheet = procedures.has_rows(case)
    _book(case, AgendaKind.SHEET_OUT if sheet else AgendaKind.RESULT_OUT, by, at)


def receives(procedure: sop.Procedure, step: sop.Step) -> bool:
    """Whether the papers of a case are found complete at this step: SOP A's step 2, *menerima*.

    A procedure without a checklist receives at its first step.
    """
    checks = [one for one in procedure.steps if procedure.made(one) == "checklist"]
    return step in checks if checks else step == procedure.first


def of_day(office: Office, day: date) -> list[Agenda]:
    """The book of one day in the order of its numbers, with cases and officers."""
    rows = find(Agenda, "office_id = ? AND day = ? ORDER BY year, number", office.id, day)
    fetch(rows, Agenda.case, Agenda.officer)
    return rows


def of_case(case: Case, *kinds: AgendaKind) -> Agenda | None:
    """The line under which a case came in or went out; the first of these kinds."""
    among = ", ".join("?" * len(kinds))
    return first(Agenda, f"case_id = ? AND kind IN ({among}) ORDER BY id", case.id, *kinds)


def set_papers(
    office: Office,
    *,
    pattern: str,
    retry_days: int,
    print_counter: int | None,
    by: Officer,
    at: datetime,
) -> None:
    """How numbers of the book look from now on, and what a proof of result says.

    retry_days: working days until other agencies read what was mended.
    print_counter: number of the counter where a new KK or KTP-el is printed; None: not told.

    Raises Incomplete on a pattern without {nomor} and {tahun} or with a word it does not know,
    on days that are none, and on a counter the office does not have.
    """
    pattern = clean(pattern, numbers.LONGEST_PATTERN)
    with writing():
        numbers.check_pattern(pattern, "pattern")
        if not 0 <= retry_days <= MOST_DAYS:
            raise Incomplete("Hari kerja: 0 sampai {n}.", field="retry_days", n=MOST_DAYS)
        if print_counter is not None and not Counter.get_or_none(
            Counter.office == office, Counter.number == print_counter
        ):
            raise Incomplete("Loket {number} tidak ada.", field="print_at", number=print_counter)
        store(office, agenda_pattern=pattern, retry_days=retry_days, print_counter=print_counter)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="papers")


def _book(case: Case, kind: AgendaKind, by: Officer, at: datetime) -> None:
    if of_case(case, kind):
        return
    office = Office.get_by_id(case.office_id)
    day = timetable.today(office, at)
    number = numbers.following(AgendaSeries, office=office, year=day.year, kind="agenda")
    insert(
        Agenda,
        office=office,
        year=day.year,
        number=number,
        label=numbers.label(office.agenda_pattern, number, code=office.code, day=day),
        day=day,
        case=case,
        kind=kind,
        at=at,
        officer=by,
    )
