"""How the office calls, set by an admin."""

from flask import g
from werkzeug.wrappers import Response

import web
from office import calling
from staff import admin, bp, typed


@bp.post("/admin/calling")
def set_calling() -> Response:
    names = ("max_calls", "call_gap", "priority_every")
    told = {name: typed.setting(admin.typed(name)) for name in names}
    calling.set_up(g.office, **told, by=g.officer, at=web.now())
    return admin.saved("calling")
