"""The staff face: closed by default, one policy for every page."""

import json

from flask import Blueprint, g, request
from werkzeug.wrappers import Response

import web
from office import access
from office.errors import Incomplete
from staff import policy

bp = Blueprint("staff", __name__, url_prefix="/staff")


@bp.before_request
def guard() -> Response | None:
    """Nobody passes without a session and a role that may; what polls by itself is no activity."""
    if policy.is_open(request.endpoint):
        return None
    if web.signed_in() is None:
        return signin.ask()
    policy.refuse_stranger(request.endpoint, policy.authorities().keys())
    if "seen" not in request.args:
        access.touch(g.session, at=web.now())
    return None


@bp.errorhandler(Incomplete)
def lead_to(refusal: Incomplete) -> Response:
    """Say what is missing; htmx is also told where, and staff.js brings the focus there."""
    answer = web.refuse(refusal)
    if web.asked_by_htmx() and refusal.field:
        answer.headers["HX-Trigger"] = json.dumps({"refused": {"field": refusal.field}})
    return answer


# The pages hang themselves on `bp`.
from staff import (  # noqa: E402
    admin,  # noqa: F401
    agenda,  # noqa: F401
    announcements,  # noqa: F401
    appointments,  # noqa: F401
    approvals,  # noqa: F401
    bar,  # noqa: F401
    calling,  # noqa: F401
    cases,  # noqa: F401
    checks,  # noqa: F401
    closing,  # noqa: F401
    consolidation,  # noqa: F401
    corrections,  # noqa: F401
    counter,  # noqa: F401
    doubles,  # noqa: F401
    duties,  # noqa: F401
    escalation,  # noqa: F401
    findings,  # noqa: F401
    grouping,  # noqa: F401
    hall,  # noqa: F401
    imports,  # noqa: F401
    inbox,  # noqa: F401
    kiosks,  # noqa: F401
    ladder,  # noqa: F401
    lembar,  # noqa: F401
    letterhead,  # noqa: F401
    lists,  # noqa: F401
    lost,  # noqa: F401
    number,  # noqa: F401
    official,  # noqa: F401
    paper_numbers,  # noqa: F401
    papers,  # noqa: F401
    printers,  # noqa: F401
    register,  # noqa: F401
    replies,  # noqa: F401
    result_lists,  # noqa: F401
    results,  # noqa: F401
    rules,  # noqa: F401
    seats,  # noqa: F401
    signin,
    signing,  # noqa: F401
    slides,  # noqa: F401
    tickets,  # noqa: F401
    voice,  # noqa: F401
    walls,  # noqa: F401
    worklist,  # noqa: F401
)
