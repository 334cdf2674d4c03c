"""The number, as it stands on the screen and on paper. Nothing on it tells who or why."""

from flask import g, request

import web
from kiosk import screens, today
from models import Ticket
from office import appointments, board, calling, procedures, qr, sentences, turns

NARROW = "58"  # mm; 80 is the usual paper


def ticket(ticket: Ticket) -> dict[str, object]:
    case = ticket.case
    procedure = procedures.of(case)
    request_ = case.requests.first()
    url, promise = web.tracking_url(ticket), appointments.promised(ticket)
    return {
        "ticket": ticket,
        "service": procedure.service,
        "ahead": board.ahead(ticket),
        "range": turns.expected(ticket, g.office, at=web.now()),
        "counters": web.say(
            sentences.Sentence("{counter}", {"counter": tuple(board.counters_for(ticket))})
        ),
        "papers": screens.brought(procedure, request_.answers) if request_ else [],
        "promised": promise and web.say(promise),
        "came_empty": not (request_ and request_.answers),
        "qr": qr.drawn(url) if url else None,
        "url": url,
        "code": ticket.shown_code,
        "hours": today.opening_hours(ticket.day),
        "share": web.say(calling.share(g.office)),
        "resting": today.resting(),
        "narrow": NARROW in (request.args.get("paper"), request.cookies.get(screens.PAPER_COOKIE)),
        "idle": 0,
    }
