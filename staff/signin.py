"""The door: signing in and out, and the way back to the page one came from."""

from urllib.parse import urlsplit

from flask import g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

import web
from models import CounterRole, Officer
from office import access, procedures
from office.errors import Refused
from staff import bp

KEPT = ("language", "kiosk")  # what a browser keeps when somebody signs in or out
LONGEST = 200  # of a name or a password as typed


def ask() -> Response:
    """Send someone without a session to the door; after it they are back where they were."""
    came_from = path_of(request.headers.get("HX-Current-URL", "")) if request.htmx else ""
    if not came_from:
        came_from = (
            request.full_path if request.method == "GET" else path_of(request.referrer or "")
        )
    ended = "ended" if session.get("staff") else None
    return web.go(url_for("staff.sign_in", next=ours(came_from), why=ended))


@bp.get("/sign-in")
def sign_in() -> str:
    return render_template("staff/sign_in.html", next=ours(request.args.get("next", "")))


@bp.post("/sign-in")
def enter() -> Response | tuple[str, int]:
    """A wrong name or password is said on the same page, the name kept."""
    typed = [_typed(name) for name in ("username", "password")]
    to = ours(request.form.get("next", ""))
    try:
        token = access.sign_in(*typed, address=request.remote_addr or "", at=web.now())
    except Refused as refusal:
        page = render_template("staff/sign_in.html", next=to, wrong=web.say(refusal), name=typed[0])
        return page, refusal.status
    _new_cookie(token)
    return redirect(to or url_for("staff.home"), 303)


@bp.post("/sign-out")
def sign_out() -> Response:
    access.sign_out(g.session, at=web.now())
    _new_cookie("")
    return redirect(url_for("staff.sign_in"), 303)


@bp.get("")
def home() -> Response:
    """Where an officer's day begins."""
    return redirect(url_for(first_page(g.officer)), 303)


def first_page(officer: Officer) -> str:
    """The endpoint of the page on which this officer's work stands."""
    mine = set(access.authorities(officer, on=web.today()))
    at_counters = {role for (role,) in CounterRole.select(CounterRole.role).distinct().tuples()}
    if mine & at_counters:
        return "staff.counter"
    if "information" in mine:
        return "staff.hall"
    return next((page for roles, page in _first_pages() if mine & roles), "staff.hall")


def _first_pages() -> list[tuple[set[str], str]]:
    approving = {
        step.role
        for procedure in procedures.live()
        for step in procedure.steps
        if any(outcome.kind == "approve" for outcome in step.outcomes)
    }
    working = {role for procedure in procedures.live() for role in procedure.roles}
    return [
        (approving, "staff.approvals"),
        (working, "staff.worklists"),
        ({"lead"}, "staff.lead"),
        ({"admin"}, "staff.admin"),
    ]


def ours(path: str) -> str:
    """The path, if it is a page of the staff face; else ""."""
    parts = urlsplit(path)
    plain = not parts.scheme and not parts.netloc and "\\" not in path and path.isprintable()
    return path.rstrip("?") if plain and path.startswith("/staff") and len(path) < 300 else ""


def path_of(url: str) -> str:
    """The page a browser was on, without the site's name."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\x00", "")[:LONGEST]


def _new_cookie(token: str) -> None:
    """A cookie with nothing of the former session in it, so that none can be planted beforehand."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept | ({"staff": token} if token else {}))
