"""One number as Petugas Informasi shows it to whoever holds it, or has lost it."""

import re
import secrets
from collections.abc import Iterable

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import LIVE, Ticket, TicketStatus
from office import board, paper_numbers, procedures, qr, queue, sentences, turns
from office.dossier import Dossier
from office.sop import Paper
from staff import bp, policy, sights, way_back
from staff.counter import describe, version

Told = tuple[Paper, tuple[str, str, str]]
# what was said of a paper, at the kiosk or in the hall -> tone, icon, words
SAID = {
    True: ("ok", "square-check", "Dibawa"),
    False: ("warn", "square", "Belum dibawa"),
    None: ("quiet", "circle", "Belum 17 tahun"),
}
UNASKED = ("quiet", "circle-help", "Tidak ditanyakan")


@bp.get("/tickets/<int:id>")
def number(id: int) -> str | Response:
    ticket, seen = web.row(Ticket, id), version()
    told = web.unchanged(seen)
    if told or web.asked_by_htmx():
        return told or render_template("staff/_number.html", **shown(ticket, seen))
    papers = brought(ticket)
    return render_template("staff/number.html", papers=papers, **shown(ticket, seen))


@bp.get("/tickets/<int:id>/paper")
def print_number(id: int) -> str:
    """The number on an ordinary sheet, for an office or a day without a receipt printer."""
    ticket = web.row(Ticket, id)
    return render_template("staff/print_number.html", office=g.office, **shown(ticket, ""))


@bp.get("/tickets/<int:id>/lacking")
def print_lacking(id: int) -> str:
    """What still is to be brought, to take home; neither a name nor a number of a person."""
    ticket = web.row(Ticket, id)
    return render_template(
        "staff/print_lacking.html",
        office=g.office,
        papers=brought(ticket),
        back=url_for("staff.number", id=id),
        numbered=True,
    )


def asked() -> bool:
    """Whether a form on the number's page sent this."""
    if request.headers.get("HX-Target", "").endswith("#number"):
        return True
    plain = not web.asked_by_htmx()
    return plain and bool(re.match(r"/staff/tickets/\d+(\?|$)", way_back.came_from()))


def redraw(ticket: Ticket) -> str | Response:
    if not web.asked_by_htmx():
        return web.go(url_for("staff.number", id=ticket.id))
    return render_template("staff/_number_after.html", **shown(ticket, version()))


def shown(ticket: Ticket, seen: str) -> dict[str, object]:
    """Where it stands and what may be done; nothing of the person."""
    at, mine = web.now(), policy.groups(policy.authorities().keys())
    waits = ticket.status == TicketStatus.WAITING and ticket.day == web.today()
    url = web.tracking_url(ticket) if ticket.code else ""
    where = sentences.Sentence("{counter}", {"counter": tuple(board.counters_for(ticket))})
    return {
        "version": seen,
        "one": describe([ticket], at=at)[0],
        "ticket": ticket,
        "states": sights.STATES,
        "live": LIVE,
        "today": web.today(),
        "on_paper": paper_numbers.is_one(ticket),
        "ahead": board.ahead(ticket) if waits else None,
        "range": turns.expected(ticket, g.office, at=at),
        "where": web.say(where),
        "qr": qr.drawn(url) if url else None,
        "key": secrets.token_urlsafe(24),
        "fronts": queue.minds_numbers(g.officer, procedures.of(ticket.case), on=web.today()),
        "informs": "information" in mine,
    }


def brought(ticket: Ticket) -> list[Told]:
    """The papers this number's answers call for."""
    dossier = Dossier(ticket.case)
    return of_papers(dossier.wanted_papers, dossier.answers.get("papers"))


def of_papers(wanted: Iterable[Paper], said: object) -> list[Told]:
    """Each paper and what was said of it."""
    told = said if isinstance(said, dict) else {}
    return [(one, SAID[told[one.id]] if one.id in told else UNASKED) for one in wanted]
