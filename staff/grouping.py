"""The rows of a letter that stand on no lembar: a rule and what it would make, or rows ticked."""

from dataclasses import dataclass

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter
from office.ministry import duties, grouping, links, placing
from office.ministry.grouping import Rule
from office.ministry.lembar import LARGEST
from staff import bp, typed
from staff.lembar import mine

PAGE = 100
KINDS = {  # the choice as the form names it: words, what makes a lembar
    "both": ("Kecamatan dan kategori", ("district", "category")),
    "district": ("Kecamatan", ("district",)),
    "category": ("Kategori", ("category",)),
    "order": ("Urutan di surat", ()),
}


@dataclass(frozen=True)
class Choice:
    """What stands in the form of the rule."""

    kind: str
    rule: Rule
    to: str


@bp.get("/inbox/<int:id>/grouping", endpoint="grouping")
def grouping_page(id: int) -> str:
    return page(web.row(Letter, id))


@bp.post("/inbox/<int:id>/lembar")
def make_lembar(id: int) -> str | tuple[str, dict[str, str]]:
    """The next portion; the answer asks for the one after it until none is left. Then the whole
    page is drawn again: what it said of the rows has changed."""
    letter, choice = web.row(Letter, id), chosen()
    told = {"by": g.officer, "at": web.now()}
    portion = placing.make(mine(), letter, choice.rule, choice.to, **told)
    whole = max(typed.number(request.form.get("whole", "")), portion.rows + portion.left)
    made = typed.number(request.form.get("made", "")) + portion.lembar
    making = {"whole": whole, "made": made, "left": portion.left}
    if portion.left and web.asked_by_htmx():
        told = {"letter": letter, "choice": choice, "making": making}
        return render_template("staff/_making.html", **told)
    return page(letter, making=making), {"HX-Retarget": "#main", "HX-Reselect": "#main"}


@bp.post("/inbox/<int:id>/lembar/chosen")
def make_chosen(id: int) -> Response:
    """One lembar of the ticked rows."""
    letter, form = web.row(Letter, id), request.form
    ids = [typed.number(text) for text in form.getlist("row")]
    told = {"by": g.officer, "at": web.now()}
    about, to = form.get("about", ""), form.get("to", "")
    case = placing.make_one(mine(), letter, ids, about, to, **told)
    return web.go(url_for("staff.case", id=case.id))


def page(letter: Letter, making: dict[str, int] | None = None) -> str:
    choice, kinds = chosen(), grouping.kinds(letter)
    heaps = grouping.preview(letter, choice.rule)
    meant = sum(heap.rows for heap in heaps)
    pages = max(1, -(-meant // PAGE))
    now = min(max(1, typed.number(request.values.get("page", ""), otherwise=1)), pages)
    rows = grouping.rows(letter, choice.rule, begin=(now - 1) * PAGE, most=PAGE)
    return render_template(
        "staff/grouping.html",
        letter=letter,
        making=making,
        choice=choice,
        narrowed=dict(choice.rule.only),
        kinds=KINDS,
        together=grouping.TOGETHER,
        filters=kinds,
        names=dict(grouping.BY),
        left=sum(kinds["category"].values()),
        heaps=heaps,
        meant=meant,
        most=LARGEST,
        ways=duties.WAYS | people(),
        rows=rows,
        askers=links.requests(g.office, rows),
        page_now=now,
        pages=pages,
    )


def chosen() -> Choice:
    """The rule as the form or the address names it."""
    given = request.values
    kind = given.get("kind", "both")
    only = [(name, given[name]) for name in grouping.BY if given.get(name)]
    rule = Rule(
        by=KINDS.get(kind, ("", (kind,)))[1],
        together=tuple(given.getlist("together")),
        most=typed.number(given.get("most", ""), otherwise=LARGEST),
        only=tuple(only),
    )
    return Choice(kind, rule, given.get("to", duties.DUTY))


def people() -> dict[str, str]:
    """Whom a lembar can be given to, and until when they are away."""
    gone = duties.away(g.office, day=web.today())
    return {
        str(one.id): f"{one.name}, tidak bertugas sampai {web.day(gone[one.id])}"
        if one.id in gone
        else one.name
        for one in duties.staff(mine(), g.office)
    }
