"""The paper of a number that was just drawn: asked of this kiosk's printer, and how it fares."""

from flask import abort, g, redirect, render_template, url_for
from peewee import DatabaseError

import web
from kiosk import bp, screens, visit
from models import Ticket
from office.printing import prints
from print_tables import PrintJob, PrintStatus

ON_ITS_WAY = (PrintStatus.QUEUED, PrintStatus.SENT)
STAYS, STAYS_AMISS = 20, 60  # seconds that the number stands on the screen


@bp.get("/printing", endpoint="printing")
def how_it_fares():
    """Whether the paper has come; the screen asks until that is told."""
    ticket = visit.ticket() or abort(screens.from_the_start())
    return render_template("kiosk/_printing.html", ticket=ticket, **state(ticket))


@bp.post("/papers/list")
def print_list():
    """Which papers are lacking, for who comes back another day."""
    draft = visit.draft() or abort(screens.from_the_start())
    told = {"language": web.language(), "at": web.now()}
    prints.ask_slip(screens.lacking(draft)["titles"], g.device, **told)
    return redirect(url_for("kiosk.papers_list"), 303)


def ask(ticket: Ticket) -> None:
    """The number stands, whether or not its paper can be asked for."""
    try:
        prints.ask(ticket, g.device, language=web.language(), at=web.now())
    except DatabaseError as error:
        web.log(error)


def state(ticket: Ticket) -> dict[str, object]:
    """paper: how it stands with this kiosk's printer; "" where it has none, or one that cannot
    answer: then the screen leaves it to the person."""
    job = prints.of_ticket(ticket)
    paper = _fares(job)
    stays = STAYS_AMISS if paper == "amiss" else STAYS
    return {"printer": job is not None, "paper": paper, "stays": stays}


def slip() -> dict[str, object]:
    """The same of the list of papers to bring."""
    last = prints.slip_of(g.device, at=web.now())
    return {"printer": prints.of_device(g.device) is not None, "slip": _fares(last)}


def _fares(job: PrintJob | None) -> str:
    if job is None or job.told == "one way":
        return ""
    came = "came" if job.status == PrintStatus.PRINTED else "amiss"
    return "coming" if job.status in ON_ITS_WAY else came
