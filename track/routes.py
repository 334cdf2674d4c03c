"""The link of a ticket's QR code, and what the open page asks for again."""

from collections.abc import Callable
from typing import TypeVar

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    make_response,
    render_template,
    request,
)
from flask.blueprints import BlueprintSetupState

import web
from models import Ticket
from office import board
from office.guesses import Guesses
from track import progress

bp = Blueprint("track", __name__)
Found = TypeVar("Found")


@bp.record
def count_guesses(state: BlueprintSetupState) -> None:
    state.app.extensions["guesses"] = Guesses()


@bp.after_request
def tell_time(response: Response) -> Response:
    """When this was true, on a 204 too."""
    if "office" in g:
        response.headers["Pulih-Clock"] = web.seconds(web.now())
    return response


@bp.get("/t/<token>")
@bp.get("/T/<token>")
def ticket(token: str) -> str:
    """Where a number stands; a QR code carries the whole address in capitals."""
    return render_template("track/ticket.html", token=token, **progress.picture(_find(token)))


@bp.get("/t/<token>/now")
def now(token: str) -> Response | str:
    """The page's region drawn again; 204 when nothing has changed."""
    found = _find(token)
    return web.unchanged(g.version) or render_template(
        "track/_progress.html", token=token, **progress.picture(found)
    )


def _find(token: str) -> Ticket:
    """The ticket of a link; unknown and expired ones get the same page."""
    found = sought(lambda: board.by_token(token, at=web.now()), "track/gone.html")
    g.office = found.office
    g.version = web.version_of(g.office.version)  # read before what is drawn with it
    return found


def sought(look: Callable[[], Found | None], page: str, **told: object) -> Found:
    """What a link or code leads to; else `page` says that nobody has it.

    Whoever asks for too many that nobody has must wait.
    """
    guesses: Guesses = current_app.extensions["guesses"]
    address, at = request.remote_addr or "", web.now()
    guesses.refuse_many(address, at=at)
    found = look()
    if found is None:
        guesses.missed(address, at=at)
        abort(make_response(render_template(page, **told), 404))
    return found
