"""The waiting room as Petugas Informasi sees it: every number of today, and what can be done."""

import re
import secrets

from flask import g, render_template, request, url_for
from peewee import ModelSelect
from werkzeug.wrappers import Response

import web
from models import LIVE, Counter, Ticket
from office import board, devices, order, procedures, queue
from staff import bp, policy, typed
from staff.counter import describe, desks, version, walk_in

PAGE = 50
# status -> tone, icon, word
STATES = {
    "waiting": ("", "hourglass", "Menunggu"),
    "called": ("office", "megaphone", "Dipanggil"),
    "serving": ("office", "users", "Dilayani"),
    "held": ("warn", "circle-pause", "Di ruang tunggu"),
    "no_show": ("quiet", "skip-forward", "Tidak hadir"),
    "done": ("ok", "circle-check", "Selesai"),
    "lapsed": ("quiet", "clock", "Tidak terlayani"),
    "void": ("quiet", "undo-2", "Batal"),
}


@bp.get("/hall", endpoint="hall")
def hall() -> str | Response:
    seen = version()
    return web.unchanged(seen) or web.show("staff/hall.html", "staff/_hall.html", **shown(seen))


@bp.get("/lead")
def lead() -> str:
    """What the head of the office opens first."""
    return render_template("staff/lead.html")


def asked() -> bool:
    """Whether a form on the hall's page sent this."""
    from staff.signin import path_of

    target = request.headers.get("HX-Target", "")
    return target.endswith("#hall") or path_of(request.referrer or "").startswith("/staff/hall")


def redraw(ticket: Ticket | None = None) -> str | Response:
    """After a verb: the list for htmx, its page otherwise; a new number is what it then shows."""
    if not web.asked_by_htmx():
        return web.go(url_for("staff.hall", q=ticket.label if ticket else None))
    label = ticket.label if ticket else ""
    return render_template("staff/_hall_after.html", **shown(version(), label))


def shown(seen: str, label: str = "") -> dict[str, object]:
    """Today's numbers, the live ones first, or those that fit what was typed."""
    sought = label or request.values.get("q", "").replace("\x00", "").strip()[:20]
    mine = policy.groups(policy.authorities().keys())
    rows = find(sought)
    length = rows.count()
    pages = max(1, -(-length // PAGE))
    page = min(max(1, typed.number(request.args.get("page", ""), otherwise=1)), pages)
    return {
        "version": seen,
        "q": sought,
        "lines": describe(order.with_cases([*rows.paginate(page, PAGE)]), at=web.now()),
        "length": length,
        "page_now": page,
        "pages": pages,
        "states": STATES,
        "live": LIVE,
        "today": web.today(),
        "key": secrets.token_urlsafe(24),
        "numbers": {counter.id: counter.number for counter in Counter.select()},
        "counters": desks(),
        "informs": "information" in mine,
        "may_enter": policy.may("staff.paper_numbers", mine),
        "calls": devices.waiting_for_help(g.office, web.today()),
        "comes": policy.may("staff.come", mine),
        "fronts": any(
            queue.minds_numbers(g.officer, one, on=web.today()) for one in procedures.queued()
        ),
        **walk_in(None),
    }


def find(sought: str) -> ModelSelect:
    """By number (A-012, a12, 12) or by the code on the ticket; else all of today, live first."""
    today = Ticket.select().where(Ticket.office == g.office, Ticket.day == web.today())
    number = re.fullmatch(r"([A-Za-z]?)[\s-]*0*([1-9][0-9]{0,5})", sought)
    if number:
        letter, count = number[1].upper(), int(number[2])
        rows = today.where(Ticket.number == count)
        return rows.where(Ticket.series == letter) if letter else rows
    if sought:
        by_code = board.by_code(g.office, sought)  # of any day: a code lives as long as its case
        return Ticket.select().where(Ticket.id == (by_code.id if by_code else 0))
    return today.order_by(Ticket.status.in_(LIVE).desc(), Ticket.id.desc())
