"""The door: signing in and out, and the way back to the page one came from."""

from flask import g, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

import web
from office import access, procedures, seats
from office.errors import Refused
from staff import bp, policy
from staff.bar import serves
from staff.way_back import ours, path_of

KEPT = ("language", "kiosk")  # what a browser keeps when somebody signs in or out
LONGEST = 200  # of a name or a password as typed


def ask() -> Response:
    """Send someone without a session to the door; after it they are back where they were.

    A page that stands open when its session ends is locked where it is: what was typed stays.
    """
    if web.asked_by_htmx() and access.whose(session.get("staff", "")):
        return lock("", 401)
    came_from = path_of(request.headers.get("HX-Current-URL", request.referrer or ""))
    if request.method == "GET" and not web.asked_by_htmx():
        came_from = request.full_path
    ended = "ended" if session.get("staff") else None
    return web.go(url_for("staff.sign_in", next=ours(came_from), why=ended))


def lock(wrong: str, status: int) -> Response:
    """The door over a page that stands open; it comes out of band."""
    response = make_response(render_template("staff/_lock.html", locked=True, wrong=wrong), status)
    response.headers["HX-Reswap"] = "none"
    return response


@bp.get("/sign-in")
def sign_in() -> str:
    return render_template("staff/sign_in.html", next=ours(request.args.get("next", "")))


@bp.post("/sign-in")
def enter() -> Response | tuple[str, int]:
    """A wrong name or password is said where it was typed, the name kept."""
    name, password, former = _typed("username"), _typed("password"), session.get("staff", "")
    who, address = access.whose(former), request.remote_addr or ""
    try:
        token = access.sign_in(name, password, address=address, at=web.now(), former=former)
    except Refused as refusal:
        return _wrong(web.say(refusal), refusal.status, name)
    same = who is not None and who.username == name
    _new_cookie(token, keep_forms=same)
    return _let_in(same)


def _wrong(sentence: str, status: int, name: str) -> Response | tuple[str, int]:
    if web.asked_by_htmx():
        return lock(sentence, status)
    to = ours(request.form.get("next", ""))
    return render_template("staff/sign_in.html", next=to, wrong=sentence, name=name), status


def _let_in(same: bool) -> Response:
    """On to the page; a locked page is unlocked for whom it was locked, and for nobody else."""
    if not web.asked_by_htmx():
        return redirect(ours(request.form.get("next", "")) or url_for("staff.home"), 303)
    if not same:
        return web.go(url_for("staff.home"))
    response = make_response(render_template("staff/_lock.html", locked=False))
    response.headers["HX-Trigger"] = "refused"  # live regions redraw themselves
    return response


@bp.post("/sign-out")
def sign_out() -> Response:
    seats.sign_out(g.session, at=web.now())
    _new_cookie("")
    return redirect(url_for("staff.sign_in"), 303)


@bp.get("")
def home() -> Response:
    """Where an officer's day begins."""
    return redirect(url_for(first_page()), 303)


def first_page() -> str:
    """The endpoint of the page on which the officer's work stands."""
    mine = set(policy.authorities())
    if serves(mine):
        return "staff.counter"
    if "information" in mine:
        return "staff.hall"
    return next((page for roles, page in _first_pages() if mine & roles), "staff.hall")


def _first_pages() -> list[tuple[set[str], str]]:
    approving = [
        (procedures.walks_with_rows(procedure), step.role)
        for procedure in procedures.live()
        for step in procedure.steps
        if step.approves
    ]
    working = {role for procedure in procedures.live() for role in procedure.roles}
    return [
        ({role for with_rows, role in approving if not with_rows}, "staff.approvals"),
        ({role for with_rows, role in approving if with_rows}, "staff.ladder"),
        (working, "staff.worklists"),
        ({"lead"}, "staff.lead"),
        ({"admin"}, "staff.admin"),
    ]


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\x00", "")[:LONGEST]


def _new_cookie(token: str, *, keep_forms: bool = False) -> None:
    """A cookie with nothing of the former session in it, so that none can be planted beforehand.

    keep_forms: the same officer is back, and the forms of a page that stands open stay good.
    """
    names = (*KEPT, "csrf_token") if keep_forms else KEPT
    kept = {name: session[name] for name in names if name in session}
    session.clear()
    session.update(kept | ({"staff": token} if token else {}))
