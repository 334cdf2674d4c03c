"""Choosing a counter to sit at, and who sits where."""

from typing import Any

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Counter
from office import procedures, seats, serving, tickets
from staff import bp, policy, typed
from staff.bar import title_of


@bp.get("/counters")
def counters() -> str:
    return render_template("staff/counters.html", desks=desks())


@bp.post("/counter")
def sit_down() -> Response:
    """Take a seat at a counter of this office; without a number: leave it."""
    counter = web.found(_by_number()) if request.form.get("number") else None
    seats.sit_down(g.session, counter, at=web.now())
    return web.go(url_for("staff.counter" if counter else "staff.counters"))


def pause_of(counter: Counter) -> str:
    """Why it is closed for a while, and since when, in words; "" while it is open."""
    if not serving.is_paused(counter, web.now()):
        return ""
    return f"{seats.REASONS[counter.paused_for]}, sejak {web.clock(counter.paused_at)}"


def beside(counter: Counter) -> list[str]:
    """Who else sits at a counter."""
    here = serving.sitting(g.office, web.now()).get(counter.id, [])
    return sorted({one.name for one in here if one.id != g.officer.id})


def desks() -> list[dict[str, Any]]:
    """Every counter of the office: what it serves, who sits and who is called there, whether it
    is closed for a while, whether I may."""
    mine = set(policy.authorities())
    sitting = serving.sitting(g.office, web.now())
    roles, called = serving.roles_of(g.office), tickets.at_counters(g.office)
    names = {one.id: one.service for one in procedures.queued()}
    return [
        {
            "counter": one,
            "roles": [title_of(role) for role in sorted(roles[one.id])],
            "services": [names.get(service, service) for service in one.services],
            "people": sorted({officer.name for officer in sitting.get(one.id, [])}),
            "paused": pause_of(one),
            "ticket": called.get(one.id),
            "mine": bool(mine & roles[one.id]) or "information" in mine,
        }
        for one in Counter.select().where(Counter.office == g.office).order_by(Counter.number)
    ]


def _by_number() -> Counter | None:
    number = typed.number(request.form.get("number", ""))
    return Counter.get_or_none(Counter.office == g.office, Counter.number == number)
