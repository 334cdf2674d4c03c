"""Procedure sheets with rows: typing a new lembar, recording its wet signature."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import zip_longest

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Case, Category
from office import procedures, sop
from office.errors import NotAllowed
from office.ministry import lembar
from staff import bp, policy, typed
from staff.cases import redraw

BLANK = 5  # rows a new lembar begins with, and how many more at a time
COLUMNS = ("row_nik", "row_other_nik", "row_category", "row_trouble", "row_outside")


@dataclass(frozen=True)
class Typed:
    """What stands in the form: the letter, and its rows as typed."""

    reference: str = ""
    dated: str = ""
    rows: list[tuple[str, ...]] = field(default_factory=list)


@bp.get("/lembar/new")
def new_lembar() -> str:
    return form(Typed(rows=[("",) * len(COLUMNS)] * BLANK))


@bp.post("/lembar/new")
def more_rows() -> str:
    """The same form with more blank rows; what was typed stays and nothing is stored."""
    was = as_typed()
    most = lembar.LARGEST - len(was.rows)
    return form(Typed(was.reference, was.dated, was.rows + [("",) * 5] * min(BLANK, most)))


@bp.post("/lembar")
def open_lembar() -> Response:
    was = as_typed()
    dated = typed.day(was.dated) or date.max  # no day: still to come, so refused
    rows = [lembar.NewRow(*row[:4], outside=row[4] == "yes") for row in was.rows if any(row[:4])]
    case = lembar.open_lembar(
        mine(), rows, reference=was.reference, dated=dated, by=g.officer, at=web.now()
    )
    return web.go(url_for("staff.case", id=case.id))


@bp.post("/cases/<int:id>/signatures")
def record_signature(id: int) -> str | Response:
    """Signed on paper: noted apart from what was approved here."""
    case, number = web.row(Case, id), request.form.get("agenda_number", "")
    on = typed.day(request.form.get("signed_on", "")) or date.max  # no day: still to come
    verb = partial(lembar.record_signature, signed_on=on, agenda_number=number)
    return redraw(verb(case, by=g.officer, at=web.now(), seen=typed.seen()))


def form(was: Typed) -> str:
    categories = Category.select().where(Category.active).order_by(Category.code)
    return render_template(
        "staff/lembar_new.html",
        was=was,
        procedure=mine(),
        categories={row.code: f"{row.code} {row.label}" for row in categories},
        most=lembar.LARGEST,
    )


def as_typed() -> Typed:
    """The form's letter and rows, column by column."""
    given = request.form
    columns = [given.getlist(name) for name in COLUMNS]
    rows = [tuple(row) for row in zip_longest(*columns, fillvalue="")][: lembar.LARGEST + 1]
    return Typed(given.get("reference", ""), given.get("dated", ""), rows)


def mine() -> sop.Procedure:
    """The procedure with rows whose first step is mine. Raises NotAllowed when there is none."""
    roles = policy.authorities()
    for procedure in procedures.live():
        if procedure.first.role in roles and procedures.walks_with_rows(procedure):
            return procedure
    raise NotAllowed("Membuka lembar bukan tugas Anda.")
