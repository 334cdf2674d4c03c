"""The page behind the QR of an official paper: whether it is ours, and whether it is the latest."""

from flask import Response, abort, current_app, g, make_response, render_template, request

import web
from office import official
from office.guesses import Guesses
from track.routes import bp


@bp.get("/v")
@bp.get("/V")
def check() -> Response | str:
    """Where a short code is typed; with one, what it is."""
    code = "".join(filter(str.isprintable, request.args.get("code", "")[:40])).strip()
    if not code:
        return render_template("track/check.html", code="", unknown=False)
    return _show(official.by_code(code), code)


@bp.get("/v/<token>")
@bp.get("/V/<token>")
def paper(token: str) -> Response | str:
    """What the QR leads to; it carries the whole address in capitals."""
    return _show(official.by_token(token), "")


def _show(found: official.Checked | None, code: str) -> str:
    """The paper of a link or code; whoever asks for too many that nobody has must wait."""
    guesses: Guesses = current_app.extensions["guesses"]
    address, at = request.remote_addr or "", web.now()
    guesses.refuse_many(address, at=at)
    if found is None:
        guesses.missed(address, at=at)
        page = render_template("track/check.html", code=code, unknown=True)
        return abort(make_response(page, 404))
    g.office = found.paper.office
    return render_template("track/paper.html", checked=found, paper=found.paper)
