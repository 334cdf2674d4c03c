"""The counter: choosing one, the call panel, its queue and the work on the desk beside it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from math import ceil

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Call, Case, Counter, Ticket, TicketStatus
from office import (
    board,
    devices,
    order,
    procedures,
    queue,
    remarks,
    repeats,
    seats,
    serving,
    tickets,
)
from office.errors import Refused
from staff import bp, worklist
from staff.seats import beside, pause_of

ROWS = 15  # of a queue as long as a day; the rest is counted
DESK = 8


@dataclass(frozen=True)
class Line:
    """A ticket as a row of a list: nothing of the person."""

    ticket: Ticket
    service: str
    step: str  # "2 Periksa kelengkapan", or how the case ended
    waited: timedelta  # until its first call, by the wall clock
    restorable: bool = False
    missing: str = ""  # what it is held for
    shared: tuple[str, ...] = ()  # the numbers of today that one NIK has, where they are many


@bp.get("/counter")
def counter() -> str | Response:
    if g.session.counter is None:
        return redirect(url_for("staff.counters"), 303)
    here = g.session.counter
    regions = panel(here) | line(here) | desk() | walk_in(here)
    return render_template("staff/counter.html", **regions)


@bp.post("/counter/pauses")
def pause_counter() -> str | Response:
    """Close my counter for a while."""
    seats.pause(mine(), request.form.get("why", ""), by=g.officer, at=web.now())
    return redraw()


@bp.post("/counter/resumptions")
def resume_counter() -> str | Response:
    seats.resume(mine(), by=g.officer, at=web.now())
    return redraw()


@bp.get("/counter/panel")
def call_panel() -> str | Response:
    here = mine()
    return web.unchanged(version()) or render_template("staff/_call_panel.html", **panel(here))


@bp.get("/counter/queue", endpoint="queue")
def counter_queue() -> str | Response:
    here = mine()
    return web.unchanged(version()) or render_template("staff/_queue.html", **line(here))


@bp.get("/counter/desk", endpoint="desk")
def counter_desk() -> str | Response:
    return web.unchanged(version()) or render_template("staff/_desk.html", **desk())


def mine() -> Counter:
    """The counter I sit at. Raises Refused when there is none."""
    if g.session.counter is None:
        raise Refused("Pilih loket dulu.")
    return g.session.counter


def version() -> str:
    """What a region has seen; read before what it shows, so that no change is missed."""
    return web.version_of(board.version(g.office.id))


def redraw(drawn: Ticket | None = None) -> str | Response:
    """After a verb: the counter's regions for htmx, the page the form stood on otherwise.

    drawn: the number just made for a walk-in, which is told.
    """
    from staff.bar import back

    if not web.asked_by_htmx():
        return back()
    here = Counter.get_by_id(mine().id)  # as the verb left it
    regions = panel(here) | line(here) | walk_in(here)
    return render_template("staff/_counter.html", drawn=drawn, **regions)


def panel(counter: Counter) -> dict[str, object]:
    """Who is at this counter, and every verb of the queue for them."""
    seen, at = version(), web.now()
    ticket = tickets.at_counter(counter)
    return {
        "version": seen,
        "counter": counter,
        "ticket": ticket,
        "at": at,
        "about": describe([ticket], at=at)[0] if ticket else None,
        "verbs": verbs(ticket),
        "others": elsewhere(ticket) if ticket else [],
        "paused": pause_of(counter),
        "beside": beside(counter),
        "reasons": seats.REASONS,
        "undo": undoable(counter, ticket),
        "calls": devices.waiting_for_help(g.office, web.today()),
        "comes": True,
        "next": None if ticket else order.Queue(counter, g.officer, at=at).next(),
    }


def elsewhere(ticket: Ticket) -> list[tuple[Counter, bool]]:
    """The other counters that serve this ticket's queue, each with whether somebody sits there;
    none that is closed for a while."""
    at = web.now()
    staffed = serving.staffed(g.office, at)
    return [
        (one, one.id in staffed)
        for one in serving.counters_for(ticket)
        if one.id != ticket.counter_id and not serving.is_paused(one, at)
    ]


def verbs(ticket: Ticket | None) -> set[str]:
    """What the table of moves allows; no visit ends while its counter step is undecided."""
    allowed = {verb for status, verb in tickets.MOVES if ticket and status == ticket.status}
    return allowed - {"finish"} if ticket and tickets.undecided(ticket.case) else allowed


def undoable(counter: Counter, here: Ticket | None) -> tuple[Ticket, int] | None:
    """The last call, skip or finish at this counter, and the seconds left to take it back."""
    last = (
        Call.select(Call, Ticket)
        .join(Ticket)
        .where(
            Call.office == g.office,
            Call.day == web.today(),
            Call.counter == counter,
            ~Call.undone,
            Ticket.status.in_((TicketStatus.CALLED, TicketStatus.NO_SHOW, TicketStatus.DONE)),
        )
        .order_by(Call.version.desc())
        .first()
    )
    if last is None or (here is not None and here.id != last.ticket_id):
        return None
    called = last.ticket.status == TicketStatus.CALLED
    since = last.at if called else last.ticket.changed_at
    left = (since + queue.UNDO - web.now()).total_seconds()
    possible = left > 0 and not (called and last.ticket.calls != 1)
    return (last.ticket, ceil(left)) if possible else None


def line(counter: Counter) -> dict[str, object]:
    """Who waits for this counter, in the order of arrival, and who has left the queue."""
    seen, at = version(), web.now()
    waiting = order.Queue(counter, g.officer, at=at)
    length, since = waiting.length()
    gone = islice(filter(returns, waiting.left()), ROWS)
    return {
        "version": seen,
        "counter": counter,
        "lines": describe(waiting.first(ROWS), at=at),
        "length": length,
        "next": waiting.next(),
        "longest": at - since if since else None,
        "gone": describe(gone, at=at),
    }


def desk() -> dict[str, object]:
    """My own work at the desk, what I have taken first."""
    seen = version()
    return {"version": seen, **worklist.first_of_desk(DESK)}


def walk_in(counter: Counter | None) -> dict[str, object]:
    """The services someone who walked in can ask for; a key for each number to be drawn."""
    return {
        "services": [(one, secrets.token_urlsafe(24)) for one in procedures.queued()],
        "counter": counter,
    }


def describe(rows: Iterable[Ticket], *, at: datetime) -> list[Line]:
    rows, shared = list(rows), repeated()
    missing = remarks.missing([one for one in rows if one.status == TicketStatus.HELD])
    return [
        Line(
            ticket,
            procedures.of(ticket.case).service,
            step_in_words(ticket.case),
            waited(ticket, at),
            returns(ticket),
            missing.get(ticket.id, ""),
            shared.get(ticket.case_id, ()),
        )
        for ticket in rows
    ]


def repeated() -> dict[int, tuple[str, ...]]:
    """Read once a request: a counter's page describes three lists."""
    if "repeated" not in g:
        g.repeated = repeats.of_day(g.office, web.today())
    return g.repeated


def returns(ticket: Ticket) -> bool:
    """Whether it waits again once its person is back (intake.put_back)."""
    case = ticket.case
    missed = ticket.status == TicketStatus.NO_SHOW
    return missed or case.paused_for == "applicant" or tickets.counter_role(case) is not None


def waited(ticket: Ticket, at: datetime) -> timedelta:
    """Since it was drawn; until its first call, unless it waits again."""
    waits = ticket.status == TicketStatus.WAITING
    return (at if waits else ticket.first_called_at or at) - ticket.issued_at


def step_in_words(case: Case) -> str:
    """2 Periksa kelengkapan; an aside has no number; an ended case says how it ended."""
    step = procedures.step_of(case)
    if step is None:
        ending = procedures.end_of(case)
        return f"Serahkan hasil: {ending.label}" if ending else ""
    return f"{step.number} {step.short}" if step.number else step.short
