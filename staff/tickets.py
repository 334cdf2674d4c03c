"""The queue's verbs as an officer presses them, each a thing that is made under its ticket."""

from flask import g, request, url_for
from werkzeug.wrappers import Response

import web
from models import Counter, Ticket, TicketStatus
from office import intake, outings, procedures, queue, seats, serving, tickets
from office.errors import Incomplete, NotFound
from staff import bp, checks, hall, number, typed
from staff.counter import mine, redraw

Answer = str | Response
LONGEST_KEY = 100


@bp.post("/counter/calls")
def call_next() -> Answer:
    queue.call_next(mine(), by=g.officer, at=web.now())
    return redraw() if web.asked_by_htmx() else web.go(url_for("staff.counter"))


@bp.post("/tickets/<int:id>/calls")
def call(id: int) -> Answer:
    reason = request.form.get("reason", "")
    queue.call(ticket(id), mine(), reason, by=g.officer, at=web.now())
    return redraw()


@bp.post("/tickets/<int:id>/recalls")
def recall(id: int) -> Answer:
    queue.recall(ticket(id), by=g.officer, at=web.now(), counter=mine())
    return redraw()


@bp.post("/tickets/<int:id>/servings")
def serve(id: int) -> Answer:
    """The person has come: their case opens."""
    served = queue.serve(ticket(id), by=g.officer, at=web.now(), counter=mine())
    return web.go(url_for("staff.case", id=served.case_id))


@bp.post("/tickets/<int:id>/skips")
def skip(id: int) -> Answer:
    queue.skip(ticket(id), by=g.officer, at=web.now(), counter=mine())
    return redraw()


@bp.post("/tickets/<int:id>/holds")
def hold(id: int) -> Answer:
    missing = request.form.get("missing", "")
    queue.hold(ticket(id), missing, by=g.officer, at=web.now(), counter=mine())
    return redraw()


@bp.post("/tickets/<int:id>/transfers")
def transfer(id: int) -> Answer:
    to = Counter.get_or_none(Counter.id == typed.number(request.form.get("to", "")))
    queue.transfer(ticket(id), web.found(to), by=g.officer, at=web.now(), counter=mine())
    return redraw()


@bp.post("/tickets/<int:id>/finishes")
def finish(id: int) -> Answer:
    queue.finish(ticket(id), by=g.officer, at=web.now(), counter=mine())
    return redraw()


@bp.post("/tickets/<int:id>/undos")
def undo(id: int) -> Answer:
    queue.undo(ticket(id), by=g.officer, at=web.now(), counter=mine())
    return redraw()


@bp.post("/tickets/<int:id>/restores")
def restore(id: int) -> Answer:
    return after(intake.put_back(ticket(id), by=g.officer, at=web.now()))


@bp.post("/tickets/<int:id>/returns")
def be_back(id: int) -> Answer:
    """Who was out of the hall stands before the officer."""
    return after(outings.be_back(ticket(id), by=g.officer, at=web.now()))


@bp.post("/tickets/<int:id>/releases")
def release(id: int) -> Answer:
    """The counter was left with this person called there."""
    return after(seats.release(ticket(id), by=g.officer, at=web.now()))


@bp.post("/tickets/<int:id>/withdrawals")
def withdraw(id: int) -> Answer:
    reason = request.form.get("reason", "")[:500]
    return after(queue.withdraw(ticket(id), reason, by=g.officer, at=web.now()))


@bp.post("/tickets/<int:id>/priorities")
def set_priority(id: int) -> Answer:
    priority = request.form.get("priority") == "1"
    changed = queue.set_priority(ticket(id), priority, by=g.officer, at=web.now())
    if number.asked():
        return number.redraw(changed)
    return hall.redraw(changed, "priority" if priority else "plain")


@bp.post("/requests")
def make_request() -> Answer:
    """Someone walked in: an empty case and its number; called here at once if nobody is here."""
    made = intake.at_the_counter(
        service(),
        by=g.officer,
        at=web.now(),
        submission=f"staff-{g.officer.id}-{key()}",
        answers=checks.answers(service()),
    )
    if request.form.get("priority"):
        queue.set_priority(made, True, by=g.officer, at=web.now())
    here = g.session.counter
    busy = here is None or tickets.at_counter(here) or serving.is_paused(here, web.now())
    if request.form.get("call") and not busy and made.status == TicketStatus.WAITING:
        queue.call(made, here, queue.WALKED_IN, by=g.officer, at=web.now())
    if not web.asked_by_htmx() and (hall.asked() or checks.asked()):
        return web.go(url_for("staff.number", id=made.id, drawn=1))
    return hall.redraw(made, "drawn") if hall.asked() else redraw(made)


def after(changed: Ticket) -> Answer:
    """Back to where the verb was pressed: the page of the number, the hall or the counter."""
    if number.asked():
        return number.redraw(changed)
    return hall.redraw() if hall.asked() else redraw()


def ticket(id: int) -> Ticket:
    """A ticket of this office; any other is told as one that does not exist."""
    return web.row(Ticket, id)


def service() -> procedures.sop.Procedure:
    chosen = procedures.newest(request.form.get("service", ""))
    if chosen is None:
        raise NotFound("Layanan itu tidak ada.")
    return chosen


def key() -> str:
    """The submission key the form carries: the same press twice gives one number."""
    given = request.form.get("submission", "")
    if not 16 <= len(given) <= LONGEST_KEY or not given.isascii() or not given.isprintable():
        raise Incomplete("Formulir ini tidak lengkap. Muat ulang halaman, lalu coba lagi.")
    return given
