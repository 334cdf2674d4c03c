"""Pictures and videos for the walls, brought by those who tell the hall something."""

from pathlib import Path
from typing import Any

from flask import g, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

import web
from models import Slide
from office.walls import slides
from staff import admin, bp, pieces, typed
from staff.walls import zone_words


@bp.get("/slides", endpoint="slides")
def slides_page() -> str:
    shown = slides.standing(g.office)
    return render_template(
        "staff/slides.html",
        slides=shown,
        there={one.id for one in shown if slides.path_of(g.office, one.file)},
        zone_words=zone_words,
        most=slides.LARGEST // 1_000_000,
        most_picture=slides.LARGEST_PICTURE // 1_000_000,
    )


@bp.post("/slides")
def bring_slide() -> Response:
    """A small file, in one piece."""
    told = {"by": g.officer, "at": web.now()}
    _, whole = pieces.whole()
    key = slides.begin(g.office, len(whole), **told, **arranged())
    slides.append(key, 0, whole, **told)
    slides.finish(key, **told)
    return saved()


@bp.post("/slides/begun")
def begin_slide() -> Response:
    """A file that will come in pieces."""
    key = slides.begin(g.office, pieces.size(), by=g.officer, at=web.now(), **arranged())
    return pieces.begun(
        pieces=url_for("staff.send_slide", key=key), ends=url_for("staff.end_slide", key=key)
    )


@bp.post("/slides/<key>/pieces")
def send_slide(key: str) -> tuple[str, int]:
    slides.append(key, *pieces.next_one(), by=g.officer, at=web.now())
    return "", 204


@bp.post("/slides/<key>/ends")
def end_slide(key: str) -> tuple[str, int]:
    slides.finish(key, by=g.officer, at=web.now())
    return "", 204


@bp.post("/slides/<int:id>/changes")
def change_slide(id: int) -> Response:
    slides.arrange(web.row(Slide, id), by=g.officer, at=web.now(), **arranged())
    return saved()


@bp.post("/slides/<int:id>/takedowns")
def take_slide_down(id: int) -> Response:
    slides.take_down(web.row(Slide, id), by=g.officer, at=web.now())
    return saved()


@bp.get("/slides/<int:id>/picture")
def slide_picture(id: int) -> Response:
    """A picture, small on the page that lists them."""
    path = slides.path_of(g.office, web.row(Slide, id).file)
    return send_file(path if path and path.suffix == ".jpg" else web.found(None), max_age=0)


def arranged() -> dict[str, Any]:
    """What was typed of it; without a title it is called as its file was."""
    name = Path(request.form.get("name", "").replace("\\", "/")).stem
    return {
        "title": admin.typed("title") or name[: slides.LONGEST_TITLE],
        "zone": admin.typed("zone"),
        "place": typed.number(admin.typed("place"), otherwise=1),
        "seconds": typed.number(admin.typed("seconds"), otherwise=12),
    }


def saved() -> Response:
    return web.go(url_for("staff.slides", saved="1"))
