"""Finding the number of somebody who lost it; what was typed stands in no address."""

from flask import g, render_template, request

import web
from office import lost, order
from staff import bp, sights
from staff.counter import describe


@bp.get("/lost", endpoint="lost")
def ask() -> str:
    return render_template("staff/lost.html", lines=None)


@bp.post("/lost")
def find_by_nik() -> str:
    found = lost.by_nik(request.form.get("digits", "")[:20], by=g.officer, at=web.now())
    lines = describe(order.with_cases(found), at=web.now())
    return render_template("staff/lost.html", lines=lines, states=sights.STATES)
