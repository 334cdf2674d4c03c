"""What the walls tell the hall beside its calls, written by those who meet it."""

from typing import Any

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Announcement, Officer
from office.errors import Incomplete
from office.walls import announcements, walls
from staff import admin, bp, typed
from staff.walls import zone_words

EMPTY = {"text": "", "since": "", "until": "", "begins": "", "ends": "", "place": "1", "zone": ""}


@bp.get("/announcements", endpoint="announcements")
def announcements_page() -> str:
    return page()


@bp.post("/announcements")
def announce() -> Response:
    announcements.announce(g.office, **told(), by=g.officer, at=web.now())
    return saved()


@bp.post("/announcements/<int:id>/changes")
def change_announcement(id: int) -> Response:
    announcements.change(web.row(Announcement, id), **told(), by=g.officer, at=web.now())
    return saved()


@bp.post("/announcements/<int:id>/ends")
def take_down(id: int) -> Response:
    announcements.take_down(web.row(Announcement, id), by=g.officer, at=web.now())
    return saved()


@bp.post("/announcements/previews")
def preview_announcement() -> str:
    """As the walls would tell it; nothing is written. `which` says which of the page's forms."""
    was = {name: admin.typed(name) for name in EMPTY} | {"urgent": request.form.get("urgent")}
    was["preview"] = announcements.plain(was["text"])
    return page({request.form.get("which", ""): was})


def told() -> dict[str, Any]:
    """What was typed, as the office wants it. Without a day it begins today; without hours it is
    told all day."""
    until = typed.day(admin.typed("until"))
    if admin.typed("until") and until is None:
        raise Incomplete("Isi tanggalnya.", field="until")
    return {
        "text": request.form.get("text", ""),
        "since": typed.day(admin.typed("since")) or web.today(),
        "until": until,
        "begins": admin.minute(admin.typed("begins") or "00.00"),
        "ends": admin.minute(admin.typed("ends") or "24.00"),
        "place": typed.number(admin.typed("place"), otherwise=1),
        "zone": admin.typed("zone"),
        "urgent": request.form.get("urgent") == "1",
    }


def saved() -> Response:
    return web.go(url_for("staff.announcements", saved="1"))


def page(previews: dict[str, dict[str, Any]] | None = None) -> str:
    """previews: by the name of a form, what was typed into it."""
    today, previews = web.today(), previews or {}
    stands, over = (
        announcements.standing(g.office, day=today),
        announcements.over(g.office, day=today),
    )
    lines = {str(one.id): as_typed(one) | previews.get(str(one.id), {}) for one in stands}
    return render_template(
        "staff/announcements.html",
        today=today,
        stands=stands,
        over=over,
        typed=lines,
        new=EMPTY | {"since": today} | previews.get("new", {}),
        names=dict(Officer.select(Officer.id, Officer.name).tuples()),
        zone_words=zone_words,
        zones=walls.zones(g.office.id),
        clock=admin.clock,
        now_told={one.id for one in stands if told_now(one)},
        longest=announcements.LONGEST,
    )


def told_now(one: Announcement) -> bool:
    local = web.local(web.now())
    return one.since <= web.today() and one.begins <= local.hour * 60 + local.minute < one.ends


def as_typed(one: Announcement) -> dict[str, Any]:
    return {
        "text": one.text,
        "urgent": "1" if one.urgent else "",
        "since": one.since,
        "until": one.until or "",
        "begins": admin.clock(one.begins) if one.begins else "",
        "ends": admin.clock(one.ends) if one.ends < announcements.DAY else "",
        "place": one.place,
        "zone": one.zone,
    }
