"""What was written on paper while the server was down, entered when it is back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from database import first, insert, store, writing
from models import Call, Counter, Office, Officer, Request, Stint, Ticket, TicketStatus
from office import (
    access,
    audit,
    closing,
    hours,
    paper_numbers,
    queue,
    sop,
    tickets,
    timetable,
    transitions,
)
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused

LATEST = timedelta(days=31)  # so long a list may lie in a drawer
STATES = ("waiting", "served", "left")
WAITS = (TicketStatus.WAITING, TicketStatus.HELD, TicketStatus.NO_SHOW)
ON_PAPER = 0  # the version of a call that no wall ever had to show


@dataclass(frozen=True)
class Line:
    """One line of the list: a number, when it was given, and what became of it.

    came: of a number on paper; when a machine gave one is known.
    counter, officer, began, ended: of one that was served; moments are aware.
    """

    series: str
    number: int
    came: datetime | None
    state: str
    counter: Counter | None = None
    officer: Officer | None = None
    began: datetime | None = None
    ended: datetime | None = None
    priority: bool = False  # yes or no only, never why
    day: date | None = None  # of the list, for who has no hours on it; None: today

    @property
    def label(self) -> str:
        return f"{self.series}-{self.number:03d}"


@dataclass(frozen=True)
class Result:
    """What became of a line: its ticket, or why there is none."""

    line: Line
    ticket: Ticket | None = None
    refusal: Refused | None = None


def enter_each(lines: Iterable[Line], *, by: Officer, at: datetime) -> list[Result]:
    """Enter every line by itself; one refusal stops no other.

    Raises Incomplete when there is none.
    """
    results = [_one(line, by=by, at=at) for line in lines]
    if not results:
        raise Incomplete("Isi paling sedikit satu nomor.")
    return results


def enter(line: Line, *, by: Officer, at: datetime) -> Ticket:
    """A number that was given on paper gets its case, its row and the place of its arrival.

    One that waits today joins the queue, before whoever came later. Who left may come back today
    like any other that did not come. Of one that was served the visit is over: its case stands in
    the worklist of its first step, with the minutes worked on it. On a past day whoever was not
    served is left over, and comes back with yesterday's place. A machine's number that waited all
    the while is no longer called.

    Raises
        NotAllowed  the number's service, or priority, is none of `by`'s
        Incomplete  a number that nobody was given, or times that cannot be
        Refused     the number of that day is known already, or a machine's no longer waits today
    """
    with writing():
        office, came = by.office, line.came
        if line.number not in paper_numbers.of(office).get(line.series, paper_numbers.NONE):
            return _settle(line, by=by, at=at)
        if came is None:
            raise Incomplete("Isi jam datang {label}, seperti 09.10.", label=line.label)
        day, today = timetable.today(office, came), timetable.today(office, at)
        procedure = _procedure(line, office, by, today)
        opens = _opening(line, came, office, at)
        _refuse_known(line, office, day)
        if line.state == "served":
            _refuse_odd_service(line, came, office, at)
        if day == today:
            closing.close_days(office, before=day, by=by, at=at)
        case = transitions.open_case(procedure, office, at=came)
        insert(Request, case=case, answers={})
        ticket = tickets.write_down(
            case,
            submission=f"{paper_numbers.KEY}-{office.id}-{day}-{line.label}",
            day=day,
            series=line.series,
            number=line.number,
            role=case.role,
            priority=line.priority,
            issued_at=came,
            place_at=max(came, opens),
            **_state(line, on_its_day=day == today and day not in timetable.of(office).over),
        )
        if line.state == "served":
            _keep_service(line, ticket)
        told = Happened.TICKET_ENTERED
        audit.record(office, told, at=at, by=by, case=case, ticket=ticket, detail=line.state)
    return ticket


def _one(line: Line, *, by: Officer, at: datetime) -> Result:
    try:
        return Result(line, enter(line, by=by, at=at))
    except Refused as refusal:
        return Result(line, refusal=refusal)


def _settle(line: Line, *, by: Officer, at: datetime) -> Ticket:
    """A machine's number that was served, or went, while no machine could be told."""
    office, today = by.office, timetable.today(by.office, at)
    hour = line.began or line.came
    day = timetable.today(office, hour) if hour else line.day or today
    this = "office_id = ? AND day = ? AND series = ? AND number = ?"
    ticket = first(Ticket, this, office.id, day, line.series, line.number)
    if ticket is None:
        raise Incomplete("{label} bukan nomor kertas kantor ini.", label=line.label)
    queue.refuse_stranger(ticket, by, at)
    _refuse_settled(ticket, line, today)
    if line.state == "served":
        minute: datetime = ticket.issued_at.replace(second=0, microsecond=0)
        _refuse_odd_service(line, minute, office, at)
        done = _state(line, on_its_day=True) | {"calls": ticket.calls + 1}
        done["first_called_at"] = ticket.first_called_at or max(done["called_at"], ticket.issued_at)
        store(ticket, away_since=None, **done)
        _keep_service(line, ticket)
    else:
        tickets.write(ticket, at=at, status=TicketStatus.NO_SHOW, away_since=None)
    told_of = {"case": ticket.case_id, "ticket": ticket, "detail": line.state}
    audit.record(office, Happened.TICKET_SETTLED, at=at, by=by, **told_of)
    return ticket


def _refuse_settled(ticket: Ticket, line: Line, today: date) -> None:
    """Raises Refused unless it still waits today for somebody at a counter."""
    label = line.label
    if ticket.day != today:
        raise Refused(
            "{label} nomor hari yang sudah lewat. Catat keputusannya di daftar kerja.",
            label=label,
        )
    if ticket.counter:
        raise Refused(
            "{label} masih di Loket {number}. Selesaikan, tahan, atau lewati dulu.",
            label=label,
            number=ticket.counter.number,
        )
    if ticket.status not in WAITS:
        raise Refused("{label} sudah selesai.", label=label)
    if tickets.counter_role(ticket.case) is None:
        raise Refused("{label} belum perlu ke loket. Mohon menunggu.", label=label)
    if line.state not in ("served", "left"):
        raise Refused("{label} sudah ada di antrean.", label=label)


def _procedure(line: Line, office: Office, by: Officer, today: date) -> sop.Procedure:
    procedure = paper_numbers.services().get(line.series)
    if procedure is None:
        raise Incomplete("{label} bukan nomor kertas kantor ini.", label=line.label)
    if not queue.minds_numbers(by, procedure, on=today):
        raise NotAllowed("Nomor {label} bukan tugas Anda.", label=line.label)
    if line.priority and access.authority(by, "information", on=today) is None:
        raise NotAllowed("Hanya Petugas Informasi yang mengubah prioritas.")
    return procedure


def _opening(line: Line, came: datetime, office: Office, at: datetime) -> datetime:
    """When the office opened on the line's day. Raises Incomplete when that day cannot be."""
    if line.state not in STATES:
        raise Incomplete("Pilih keadaan {label}.", label=line.label)
    if came > at:
        raise Incomplete("Jam datang {label} belum tiba.", label=line.label)
    if came < at - LATEST:
        raise Incomplete("Nomor kertas dicatat paling lama {n} hari sesudahnya.", n=LATEST.days)
    day = timetable.today(office, came)
    opens = hours.opening(day, timetable.of(office))
    if opens is None:
        raise Incomplete("Kantor tutup pada {day}.", day=day)
    return opens


def _refuse_known(line: Line, office: Office, day: date) -> None:
    this = "office_id = ? AND day = ? AND series = ? AND number = ?"
    if first(Ticket, this, office.id, day, line.series, line.number):
        raise Refused("{label} sudah dicatat untuk {day}.", label=line.label, day=day)


def _refuse_odd_service(line: Line, came: datetime, office: Office, at: datetime) -> None:
    counter, officer = line.counter, line.officer
    ours = counter and officer and {counter.office_id, officer.office_id} == {office.id}
    if not ours:
        raise Incomplete("Pilih loket dan petugas yang melayani {label}.", label=line.label)
    began, ended = line.began, line.ended
    if not (began and ended and came <= began <= ended <= at):
        raise Incomplete("Periksa jam mulai dan selesai {label}.", label=line.label)


def _state(line: Line, *, on_its_day: bool) -> dict[str, Any]:
    """How the ticket stands; whoever was not served on a past day was left over."""
    if line.state == "served":
        began = line.began
        called = {"calls": 1, "called_at": began, "first_called_at": began, "served_at": began}
        return {"status": TicketStatus.DONE, "changed_at": line.ended, **called}
    here = TicketStatus.WAITING if line.state == "waiting" else TicketStatus.NO_SHOW
    return {"status": here if on_its_day else TicketStatus.LAPSED, "changed_at": line.came}


def _keep_service(line: Line, ticket: Ticket) -> None:
    """Where the person was called, and by whom for how long their case was worked on."""
    insert(
        Call,
        office=ticket.office_id,
        ticket=ticket,
        counter=line.counter,
        day=ticket.day,
        at=line.began,
        version=ON_PAPER,
    )
    insert(Stint, case=ticket.case_id, officer=line.officer, since=line.began, until=line.ended)
