"""The page behind the QR of an official paper: whether it is ours, and whether it is the latest."""

from collections.abc import Callable

from flask import g, render_template, request

from office.papers import official
from track.routes import bp, sought


@bp.get("/v")
@bp.get("/V")
def check() -> str:
    """Where a short code is typed; with one, what it is."""
    code = "".join(filter(str.isprintable, request.args.get("code", "")[:40])).strip()
    if not code:
        return render_template("track/check.html", code="", unknown=False)
    return _show(lambda: official.by_code(code), code)


@bp.get("/v/<token>")
@bp.get("/V/<token>")
def paper(token: str) -> str:
    """What the QR leads to; it carries the whole address in capitals."""
    return _show(lambda: official.by_token(token), "")


def _show(look: Callable[[], official.Checked | None], code: str) -> str:
    found = sought(look, "track/check.html", code=code, unknown=True)
    g.office = found.paper.office
    return render_template("track/paper.html", checked=found, paper=found.paper)
