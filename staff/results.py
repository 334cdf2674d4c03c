"""The results of a lembar's rows: noted while its step is open, changed after it has ended."""

from flask import g, request
from werkzeug.wrappers import Response

import web
from ministry_tables import Row
from models import Case
from office import procedures
from office.dossier import Dossier
from office.errors import Incomplete, NotFound
from office.ministry import results
from office.ministry.results import RESULTS
from staff import bp, cases, typed


@bp.post("/cases/<int:id>/results")
def save_results(id: int) -> str | Response:
    """Row by row as typed, and one for those that are ticked."""
    given = typed.results()
    if request.form.get("together") and request.form.get("same_result") not in RESULTS:
        raise Incomplete("Pilih hasil untuk baris itu.", field="same_result")
    told = {"by": g.officer, "at": web.now(), "seen": typed.seen()}
    return cases.redraw(results.note(web.row(Case, id), given, **told))


@bp.post("/cases/<int:id>/later-results")
def change_result(id: int) -> str | Response:
    """A result that came after the lembar had ended."""
    case, form = web.row(Case, id), request.form
    row = Row.get_or_none(Row.case == case, Row.id == typed.number(form.get("row", "")))
    if row is None:
        raise NotFound("Baris itu tidak ada di lembar ini.")
    given = (form.get("result", ""), form.get("note", ""), form.get("reason", ""))
    return cases.redraw(results.change(row, *given, by=g.officer, at=web.now(), seen=typed.seen()))


def side(dossier: Dossier) -> dict[str, object]:
    """What the case page shows of results, and what may be done with them."""
    case = dossier.case
    ended = bool(dossier.rows) and dossier.step is None
    by_row: dict[int, list[tuple[object, str]]] = {}
    for one in results.later(case) if ended else ():
        by_row.setdefault(one.row_id, []).append((one, RESULTS.get(one.former, one.former)))
    mine = ended and results.may_change(case, g.officer, web.now())
    return {
        "results": RESULTS,
        "told_with": results.TOLD_WITH,
        "later_results": by_row,
        "changes_results": mine and procedures.end_of(case) is not None,
    }
