"""Penutupan hari: what each day of the queue came to, stated once when it was closed."""

from flask import g, render_template
from werkzeug.wrappers import Response

import web
from models import DayStatement, Ticket
from office import closing, hours, tallied, timetable
from office.errors import NotFound
from staff import bp, policy, typed

DAYS = 62  # on the list; older ones by their date
LEFT = {"lapsed": "tidak terlayani", "absent": "tidak hadir", "held": "berlanjut"}


@bp.get("/closings")
def closings() -> str:
    """Today so far, and the days that were closed."""
    mine = policy.groups(policy.authorities().keys())
    rows = DayStatement.select().where(DayStatement.office == g.office)
    today, open_hours = web.today(), timetable.of(g.office)
    return render_template(
        "staff/closings.html",
        today=today,
        so_far=tallied.services(g.office, today),
        over=today in open_hours.over,
        closes=hours.closing_of(today, open_hours),
        closer=policy.may("staff.close_today", mine),
        days=[(row, summary(row)) for row in rows.order_by(DayStatement.day.desc()).limit(DAYS)],
    )


@bp.post("/closings")
def close_today() -> Response:
    statement = closing.close_today(g.office, by=g.officer, at=web.now())
    return web.go(f"/staff/closings/{statement.day}")


@bp.get("/closings/<day>", endpoint="closing")
def one_day(day: str) -> str:
    told = shown(day)
    rows = Ticket.select().where(Ticket.office == g.office, Ticket.day == told["day"])
    reasons = {row.label: row.closed_for for row in rows if row.label in told["void"]}
    return render_template("staff/closing.html", reasons=reasons, **told)


@bp.get("/closings/<day>/paper")
def print_closing(day: str) -> str:
    """It names numbers only: why one was voided, in an officer's words, stays on the page."""
    return render_template("staff/print_closing.html", office=g.office, **shown(day))


def shown(text: str) -> dict[str, object]:
    """A statement as its page and its sheet show it. Raises NotFound where none stands."""
    day = typed.day(text)
    if day is None:
        raise NotFound("Halaman ini tidak ada.")
    statement = closing.of(g.office, day)
    content = statement.content
    return {
        "day": day,
        "statement": statement,
        "services": [tallied.read(one) for one in content["services"]],
        "left": [(label, LEFT[kind]) for label, kind in content["left"]],
        "void": content["void"],
        "trail": content.get("trail"),  # none of a statement made before they had it
        "afterwards": tallied.entered_since(g.office, day, content["last_ticket"]),
    }


def summary(row: DayStatement) -> dict[str, int]:
    """One day in a line: over all services, by what became of the numbers."""
    services = [tallied.read(one) for one in row.content["services"]]
    told = {kind: sum(one.counts[kind] for one in services) for kind in tallied.KINDS}
    return {"drawn": sum(told.values()), **told, "beyond": sum(one.beyond for one in services)}
