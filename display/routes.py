"""Where the walls live and what they ask for again and again."""

from flask import Blueprint, Response, abort, current_app, g, render_template, request, send_file

import web
from display import hall, lead, parts, sounds
from models import DeviceKind
from office.walls import slides

bp = Blueprint("display", __name__, url_prefix="/display")


@bp.before_request
def only_walls() -> None:
    """Nothing here is shown to a browser that is no wall of the office."""
    web.device(DeviceKind.WALL)
    g.version = web.version_of(g.office.version)  # read before what is drawn with it


@bp.after_request
def tell_time(response: Response) -> Response:
    """The server's clock drives the wall's, on a 204 too. Nothing but a wall plays videos."""
    response.headers["Content-Security-Policy"] = f"{web.POLICY}; media-src 'self'"
    if "office" in g:
        at = web.now()
        response.headers["Pulih-Clock"] = web.seconds(at)
        response.headers["Pulih-Time"] = f"{at.timestamp() * 1000:.0f}"  # walls speak in step by it
    return response


@bp.get("/hall")
def hall_wall() -> str:
    """The waiting room."""
    return render_template("display/hall.html", **hall.picture())


@bp.get("/hall/calls")
def hall_calls() -> Response | str:
    """Every call since `?seen=`, and the calls before; 204 when nothing has changed."""
    seen = request.args.get("seen", "")
    return web.unchanged(g.version) or render_template("display/_hall.html", **hall.picture(seen))


@bp.get("/voice/<name>")
def clip(name: str) -> Response:
    """One word; `?own=no` is ours, where the office's own recording cannot be played."""
    own = request.args.get("own") != "no"
    path = sounds.of(name, current_app.config["VOICE"], own=own) or abort(404)
    return send_file(path, max_age=0)  # asked for again with its tag: a recording may be renewed


@bp.get("/slides/<file>")
def slide(file: str) -> Response:
    """A picture or a video that this office shows."""
    return parts.sent(slides.path_of(g.office, file) or abort(404))


@bp.get("/office")
def office_wall() -> str:
    """The managers' board, for the staff room."""
    return render_template("display/office.html", **lead.picture())


@bp.get("/office/figures")
def office_figures() -> Response | str:
    """The figures drawn again; 204 when nothing has changed."""
    return web.unchanged(g.version) or render_template("display/_office.html", **lead.picture())
