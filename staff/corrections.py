"""What a document says of a person, and a correction taken back."""

from flask import abort, g, request, url_for
from werkzeug.wrappers import Response

import web
from models import Case, Correction
from office import elements, identify, recover, texts
from staff import bp, typed


@bp.post("/cases/<int:id>/statements")
def state_document(id: int) -> Response:
    """Keep what a document says of a person, element by element."""
    case = web.row(Case, id)
    person = typed.number(request.form.get("person", ""))
    said = {
        name: request.form[f"said-{name}"]
        for name in elements.WORDS
        if f"said-{name}" in request.form
    }
    basis = request.form.get("basis", "")
    identify.state(case, person, said, basis, by=g.officer, at=web.now())
    return web.go(url_for("staff.case", id=case.id))


@bp.post("/cases/<int:id>/corrections/<int:correction>/reversals")
def reverse_correction(id: int, correction: int) -> str | Response:
    """Take an applied correction back."""
    case = web.row(Case, id)
    row = Correction.get_or_none(case=case, id=correction) or abort(404)
    why = texts.clean(request.form.get("reversed_for", ""), texts.LONGEST)
    told = request.form.get("done_at", "").strip()
    reference = texts.clean(request.form.get("reference", ""))
    done = recover.Done(reference, typed.moment(told) if told else web.now())
    recover.reverse(row, why, done, by=g.officer, at=web.now(), seen=typed.seen())
    return web.go(url_for("staff.case", id=case.id))
