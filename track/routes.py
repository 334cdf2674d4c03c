"""The link of a ticket's QR code, what the open page asks for again, and what it can say back."""

from collections.abc import Callable
from typing import TypeVar

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

import web
from models import Ticket
from office import board, outings, sentences
from office.guesses import Guesses
from track import progress

bp = Blueprint("track", __name__)
Found = TypeVar("Found")


@bp.record
def count_guesses(state: BlueprintSetupState) -> None:
    state.app.extensions["guesses"] = Guesses()


@bp.before_request
def choose_language() -> None:
    g.language = request.args.get("lang")


@bp.url_defaults
def keep_language(_endpoint: str, values: dict[str, object]) -> None:
    """In every link of these pages: a phone may keep no cookies."""
    if g.get("language") in web.LANGUAGES:
        values.setdefault("lang", g.language)


@bp.context_processor
def every_page() -> dict[str, object]:
    return {"lang": web.language()}


@bp.after_request
def tell_time(response: Response) -> Response:
    """When this was true, on a 204 too."""
    if "office" in g:
        response.headers["Pulih-Clock"] = web.seconds(web.now())
    return response


@bp.get("/T/<token>")
@bp.get("/t/<token>")
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


@bp.post("/t/<token>/outings")
def go_out(token: str) -> AnyResponse:
    """Saya di luar. Whoever holds the link may say so: nobody else knows its 128 bits."""
    found = _pressed(token)
    outings.go_out(sentences.newest(found), by=None, at=web.now())
    return redirect(url_for("track.ticket", token=token), 303)


@bp.post("/t/<token>/returns")
def be_back(token: str) -> AnyResponse:
    """Sudah kembali."""
    found = _pressed(token)
    outings.be_back(sentences.newest(found), by=None, at=web.now())
    return redirect(url_for("track.ticket", token=token), 303)


def _pressed(token: str) -> Ticket:
    refuse_pressing()
    return _find(token)


def _find(token: str) -> Ticket:
    """The ticket of a link; unknown and expired ones get the same page."""
    found = sought(lambda: board.by_token(token, at=web.now()), "track/gone.html")
    g.office = found.office
    g.version = web.version_of(g.office.version)  # read before what is drawn with it
    return found


def refuse_pressing() -> None:
    """Raises TooMany when this address presses too often."""
    guesses: Guesses = current_app.extensions["guesses"]
    guesses.refuse_pressing(request.remote_addr or "", at=web.now())


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
