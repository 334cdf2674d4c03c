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
    devices.come(web.row(HelpCall, id), by=g.officer, at=web.now())
    return hall.redraw() if hall.asked() else counter.redraw()


@bp.post("/help/<int:id>/handovers")
def hand_over(id: int) -> str | Response:
    """I was there and cannot stay: another goes."""
    devices.hand_over(web.row(HelpCall, id), by=g.officer, at=web.now())
    return hall.redraw() if hall.asked() else counter.redraw()
