"""The number, as it stands on the screen and on paper. Nothing on it tells who or why."""

import segno
from flask import current_app, g, request

import web
from kiosk import screens, today
from models import Ticket
from office import board, procedures, sentences, turns
from office.tickets import tracking_token

QUIET = 4  # modules of white around a QR
NARROW = "58"  # mm; 80 is the usual paper


def ticket(ticket: Ticket) -> dict[str, object]:
    case = ticket.case
    procedure = procedures.of(case)
    request_ = case.requests.first()
    url = tracking_url(ticket)
    return {
        "ticket": ticket,
        "service": procedure.service,
        "ahead": board.ahead(ticket),
        "range": turns.expected(ticket, g.office, at=web.now()),
        "counters": web.say(
            sentences.Sentence("{counter}", {"counter": tuple(board.counters_for(ticket))})
        ),
        "papers": screens.brought(procedure, request_.answers) if request_ else [],
        "came_empty": not (request_ and request_.answers),
        "qr": qr(url) if url else None,
        "code": ticket.shown_code,
        "hours": today.opening_hours(ticket.day),
        "resting": today.resting(),
        "narrow": NARROW in (request.args.get("paper"), request.cookies.get(screens.PAPER_COOKIE)),
        "idle": 0,
    }


def tracking_url(ticket: Ticket) -> str:
    """Where a phone follows this number, all in capitals so that the QR stays small; or ""."""
    public = current_app.config["PUBLIC_URL"]
    return f"{public}/T/{tracking_token(ticket.submission)}".upper() if public else ""


def qr(url: str) -> dict[str, object]:
    """A QR as one SVG path: `d`, and the width of its square in modules."""
    code = segno.make(url, error="q", boost_error=False, micro=False)
    runs = []
    for y, row in enumerate(code.matrix, QUIET):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                runs.append(f"M{x + QUIET} {y}h{run}v1h-{run}z")
            x += run or 1
    return {"d": "".join(runs), "size": len(code.matrix) + 2 * QUIET}
