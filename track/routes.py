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
from models import Appointment, Ticket
from office import appointments, board, outings, sentences
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
    """Where a number or an appointment stands; a QR code carries the address in capitals."""
    return render_template("track/ticket.html", token=token, **_picture(find(token)))


@bp.get("/t/<token>/now")
def now(token: str) -> Response | str:
    """The page's region drawn again; 204 when nothing has changed."""
    found = find(token)
    if again := web.unchanged(g.version):
        return again
    page = "track/_progress.html" if isinstance(found, Ticket) else "track/_appointment.html"
    return render_template(page, token=token, **_picture(found))


@bp.post("/t/<token>/outings")
def go_out(token: str) -> AnyResponse:
    """Saya di luar. Whoever holds the link may say so: nobody else knows its 128 bits."""
    outings.go_out(_number(pressed(token)), by=None, at=web.now())
    return redirect(url_for("track.ticket", token=token), 303)


@bp.post("/t/<token>/returns")
def be_back(token: str) -> AnyResponse:
    """Sudah kembali."""
    outings.be_back(_number(pressed(token)), by=None, at=web.now())
    return redirect(url_for("track.ticket", token=token), 303)


def pressed(token: str) -> Ticket | Appointment:
    """What a link leads to, for a press: counted by link, for a whole hall may share an address."""
    found = find(token)
    refuse_pressing(token.upper())
    return found


def find(token: str) -> Ticket | Appointment:
    """What a link leads to: an appointment until it is a number. Unknown and expired ones get
    the same page."""
    at = web.now()
    found = sought(
        lambda: board.by_token(token, at=at) or appointments.by_token(token, at=at),
        "track/gone.html",
        guessable=False,
    )
    g.office = found.office
    g.version = web.version_of(g.office.version)  # read before what is drawn with it
    return found


def _number(found: Ticket | Appointment) -> Ticket:
    """The latest number of its case; an appointment has none to go out with."""
    return sentences.newest(found) if isinstance(found, Ticket) else abort(404)


def _picture(found: Ticket | Appointment) -> dict[str, object]:
    return progress.picture(found) if isinstance(found, Ticket) else progress.of(found)


def refuse_pressing(who: str) -> None:
    """Raises TooMany when this link or address presses too often."""
    guesses: Guesses = current_app.extensions["guesses"]
    guesses.refuse_pressing(who, at=web.now())


def sought(
    look: Callable[[], Found | None], page: str, *, guessable: bool = True, **told: object
) -> Found:
    """What a link or code leads to; else `page` says that nobody has it.

    Whoever asks for too many that nobody has must wait; with what nobody could guess, only for
    more of those: a whole hall may share the address of one who tries.
    """
    guesses: Guesses = current_app.extensions["guesses"]
    address, at = request.remote_addr or "", web.now()
    if guessable:
        guesses.refuse_many(address, at=at)
    found = look()
    if found is None:
        guesses.refuse_many(address, at=at)
        guesses.missed(address, at=at)
        abort(make_response(render_template(page, **told), 404))
    return found
