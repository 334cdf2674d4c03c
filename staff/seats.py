"""Choosing a counter to sit at, and who sits where."""

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Counter
from office import access, procedures, seats, serving, tickets
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
    here = [one for one in serving.sessions(g.office, web.now()) if one.counter_id == counter.id]
    return sorted({one.officer.name for one in here if one.officer_id != g.officer.id})


def desks() -> list[dict[str, object]]:
    """Every counter of the office: what it serves, who sits and who is called there, whether it
    is closed for a while, whether I may."""
    mine = set(policy.authorities())
    sitting: dict[int, set[str]] = {}
    for one in serving.sessions(g.office, web.now()):
        sitting.setdefault(one.counter_id, set()).add(one.officer.name)
    names = {one.id: one.service for one in procedures.queued()}
    found = []
    for counter in Counter.select().where(Counter.office == g.office).order_by(Counter.number):
        roles = access.served_roles(counter)
        found.append(
            {
                "counter": counter,
                "roles": [title_of(role) for role in sorted(roles)],
                "services": [names.get(service, service) for service in counter.services],
                "people": sorted(sitting.get(counter.id, ())),
                "paused": pause_of(counter),
                "ticket": tickets.at_counter(counter),
                "mine": bool(mine & roles) or "information" in mine,
            }
        )
    return found


def _by_number() -> Counter | None:
    number = typed.number(request.form.get("number", ""))
    return Counter.get_or_none(Counter.office == g.office, Counter.number == number)
