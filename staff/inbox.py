"""Data masuk: the ministry's letters, each with the day by which it is answered."""

from datetime import date

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter
from office.ministry import inbox
from staff import bp, letter_work, lists, policy, typed


@bp.get("/inbox", endpoint="inbox")
def letters() -> str:
    mine = policy.groups(policy.authorities().keys())
    return render_template(
        "staff/inbox.html",
        letters=letter_work.ordered(inbox.letters(g.office)),
        today=web.today(),
        books=policy.may("staff.book_letter", mine),
    )


@bp.post("/inbox")
def book_letter() -> Response:
    """One that was booked before is opened again."""
    dated = typed.day(request.form.get("dated", "")) or date.max  # no day: still to come
    given = request.form.get("reference", "")
    letter = inbox.take_in(given, dated, by=g.officer, at=web.now())
    return web.go(url_for("staff.letter", id=letter.id))


@bp.get("/inbox/<int:id>", endpoint="letter")
def letter_page(id: int) -> str:
    letter = web.row(Letter, id)
    told = {**lists.shown(letter), **letter_work.shown(letter)}
    return render_template("staff/letter.html", **told, today=web.today())
