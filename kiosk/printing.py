"""The paper of a number that was just drawn: asked of this kiosk's printer, and how it fares."""

from flask import abort, g, render_template
from peewee import DatabaseError

import web
from kiosk import bp, screens, visit
from models import Ticket
from office import prints
from print_tables import PrintStatus

ON_ITS_WAY = (PrintStatus.QUEUED, PrintStatus.SENT)
STAYS, STAYS_AMISS = 20, 60  # seconds that the number stands on the screen


@bp.get("/printing", endpoint="printing")
def how_it_fares():
    """Whether the paper has come; the screen asks until that is told."""
    ticket = visit.ticket() or abort(screens.from_the_start())
    return render_template("kiosk/_printing.html", ticket=ticket, **state(ticket))


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
    paper = ""
    if job and job.told != "one way":
        came = "came" if job.status == PrintStatus.PRINTED else "amiss"
        paper = "coming" if job.status in ON_ITS_WAY else came
    stays = STAYS_AMISS if paper == "amiss" else STAYS
    return {"printer": job is not None, "paper": paper, "stays": stays}
