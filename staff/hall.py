"""The waiting room as Petugas Informasi sees it: every number of today, and what can be done."""

import re
import secrets
from collections.abc import Set
from datetime import timedelta

from flask import g, render_template, request, url_for
from peewee import ModelSelect
from werkzeug.wrappers import Response

import web
from models import LIVE, Ticket
from office import board, devices, order, procedures, remarks
from staff import bp, policy, sights, typed, way_back
from staff.counter import describe, version, walk_in

PAGE = 50
NEAR = timedelta(minutes=15)  # as one remembers when a number was drawn
# part of the list -> its word, the states in it
PARTS = {
    "waiting": ("Menunggu", ("waiting",)),
    "here": ("Di loket", ("called", "serving")),
    "held": ("Di ruang tunggu", ("held",)),
    "no_show": ("Tidak hadir", ("no_show",)),
    "gone": ("Selesai atau batal", ("done", "lapsed", "void")),
}
TOLD = {"drawn": "Nomor dibuat", "priority": "Diberi prioritas", "plain": "Prioritas dicabut"}


@bp.get("/hall", endpoint="hall")
def hall() -> str | Response:
    seen = version()
    return web.unchanged(seen) or web.show("staff/hall.html", "staff/_hall.html", **shown(seen))


@bp.get("/lead")
def lead() -> str:
    """What the head of the office opens first."""
    calls = remarks.out_of_turn(g.office, day=web.today())
    return render_template("staff/lead.html", calls=calls)


def asked() -> bool:
    """Whether a form on the hall's page sent this."""
    target = request.headers.get("HX-Target", "")
    return target.endswith("#hall") or way_back.came_from().startswith("/staff/hall")


def redraw(ticket: Ticket | None = None, told: str = "") -> str | Response:
    """After a verb: the list for htmx, its page otherwise.

    told: what was done with the ticket (TOLD), said above the list with what may follow.
    """
    if not web.asked_by_htmx():
        kept = asked_for(ticket.label if ticket else "")
        return web.go(url_for("staff.hall", **{name: one for name, one in kept.items() if one}))
    label = ticket.label if told == "drawn" and ticket else ""
    about = {"ticket": ticket, "told": TOLD.get(told, "")}
    return render_template("staff/_hall_after.html", about=about, **shown(version(), label))


def shown(seen: str, label: str = "") -> dict[str, object]:
    """Today's numbers, the live ones first, or those that fit what was typed and chosen."""
    mine = policy.groups(policy.authorities().keys())
    kept = asked_for(label)
    rows = find(kept["q"], kept["state"], kept["series"])
    length = rows.count()
    pages = max(1, -(-length // PAGE))
    sight = sights.shown()
    page = min(max(1, typed.number(request.args.get("page", ""), otherwise=1)), pages)
    return {
        "version": seen,
        **kept,
        "kept": {name: value for name, value in kept.items() if value},
        "lines": describe(order.with_cases([*rows.paginate(page, PAGE)]), at=web.now()),
        "length": length,
        "page_now": page,
        "pages": pages,
        "parts": parts(sight["counts"]),
        "letters": {one.prefix: one.service for one in procedures.queued()},
        **sight,
        "live": LIVE,
        "today": web.today(),
        "key": secrets.token_urlsafe(24),
        "numbers": {desk["counter"].id: desk["counter"].number for desk in sight["counters"]},
        "calls": devices.waiting_for_help(g.office, web.today()),
        "went": devices.gone_to_help(g.officer, at=web.now()),
        "fronts": any(
            policy.authorities().keys() & procedures.minders(one) for one in procedures.queued()
        ),
        **rights(mine),
        **walk_in(None),
    }


def rights(mine: Set[str]) -> dict[str, bool]:
    """What the officer gets buttons for."""
    return {
        "informs": "information" in mine,
        "may_enter": policy.may("staff.paper_numbers", mine),
        "opens": policy.may("staff.number", mine),
        "comes": policy.may("staff.come", mine),
    }


def asked_for(label: str = "") -> dict[str, str]:
    """What the list is narrowed to: typed, a part of it, a service; the same after every verb."""
    typed_ = request.values.get("q", "").replace("\x00", "").strip()[:20]
    state, series = (request.values.get(name, "") for name in ("state", "series"))
    if label:
        return {"q": label, "state": "", "series": ""}
    return {"q": typed_, "state": state if state in PARTS else "", "series": series[:1]}


def parts(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Each part of the list: its id, its word, how many stand in it. counts: of each state."""
    told = [("", "Semua", sum(counts.values()))]
    for id, (word, states) in PARTS.items():
        told.append((id, word, sum(counts.get(state, 0) for state in states)))
    return told


def find(sought: str, state: str = "", series: str = "") -> ModelSelect:
    """By number (A-012, a12, 12), by the hour it was drawn (09.10, sekitar 9:10) or by the code on
    the ticket; else all of today, live first."""
    today = Ticket.select().where(Ticket.office == g.office, Ticket.day == web.today())
    if state:
        today = today.where(Ticket.status.in_(PARTS[state][1]))
    if series:
        today = today.where(Ticket.series == series)
    hour = re.fullmatch(r"(?:(?:sekitar|pukul|jam)\s*)?([0-9]{1,2}[.:][0-9]{2})", sought.lower())
    about = typed.clock(hour[1], web.today()) if hour else None
    if about:
        return today.where(Ticket.issued_at.between(about - NEAR, about + NEAR)).order_by(Ticket.id)
    number = re.fullmatch(r"([A-Za-z]?)[\s-]*0*([1-9][0-9]{0,5})", sought)
    if number:
        letter, count = number[1].upper(), int(number[2])
        rows = today.where(Ticket.number == count)
        return rows.where(Ticket.series == letter) if letter else rows
    if sought:
        by_code = board.by_code(g.office, sought)  # of any day: a code lives as long as its case
        return Ticket.select().where(Ticket.id == (by_code.id if by_code else 0))
    return today.order_by(Ticket.status.in_(LIVE).desc(), Ticket.id.desc())
