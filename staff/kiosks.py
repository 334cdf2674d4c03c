"""A kiosk that calls for an officer: told wherever officers meet people, until one of them goes."""

from flask import g
from werkzeug.wrappers import Response

import web
from models import HelpCall
from office import devices
from staff import bp, counter, hall


@bp.post("/help/<int:id>/arrivals")
def come(id: int) -> str | Response:
    """I am going there."""
    call = web.found(HelpCall.get_or_none(HelpCall.id == id) if id < 2**63 else None)
    devices.come(call, by=g.officer, at=web.now())
    return hall.redraw() if hall.asked() else counter.redraw()
