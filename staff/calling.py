"""How the office calls, set by an admin."""

from flask import g
from werkzeug.wrappers import Response

import web
from office import calling
from staff import admin, bp


@bp.post("/admin/calling")
def set_calling() -> Response:
    told = {name: number(name) for name in ("max_calls", "call_gap", "priority_every")}
    calling.set_up(g.office, **told, by=g.officer, at=web.now())
    return admin.saved("calling")


def number(name: str) -> int:
    """-1, which nothing may be, for what is no number."""
    typed = admin.typed(name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else -1
