"""Official papers at a desk: opening one as a PDF, writing the letter, making a next version."""

from flask import g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Case, OfficialPaper
from office import procedures, questions
from office.dossier import Dossier
from office.papers import letterhead, letters, notes, official
from office.papers.official import LETTER, NOTE
from office.register import elements, identify
from staff import bp, casefile, drafting, persons, policy, sheets

# Chrome shows a PDF inside a page of its own, which needs an object and styles; nothing else may.
PDF_POLICY = (
    "script-src 'none'; object-src 'self'; style-src 'unsafe-inline'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
NAMES = {kind: name.capitalize() for kind, name in official.NAMES.items()}
OF_PROBLEM = {"kk_mismatch": ("family",)}  # what a letter states besides what was pointed at


@bp.post("/official/<int:id>/openings")
def open_official(id: int) -> Response:
    """A version as a PDF, its numbers in full; who opened it is written down."""
    row = web.row(OfficialPaper, id)
    told = {"by": g.officer, "role": casefile.role(row.case), "at": web.now()}
    name = f"{official.NAMES[row.kind]}-{row.number}-{row.year}-versi-{row.version}"  # nobody's
    return pdf(sheets.drawn(row, official.open_paper(row, **told)), name.replace(" ", "-"))


@bp.get("/cases/<int:id>/letters/new")
def new_letter(id: int) -> str:
    """Whom the letter is addressed to and what it states, as the request suggests."""
    case = web.row(Case, id)
    letters.giver(case)
    dossier = Dossier(case)
    to = letters.ADDRESSEES.get(dossier.request.rejected_at, "") if dossier.request else ""
    asked = {one for part in dossier.answers.get("elements") or () for one in _elements(part)}
    asked |= set(OF_PROBLEM.get(str(dossier.answers.get("problem")), ()))
    return _form(case, None, to=to, chosen=asked)


@bp.post("/cases/<int:id>/letters")
def write_letter(id: int) -> Response:
    case = web.row(Case, id)
    letters.write(case, _typed("to"), request.form.getlist("element"), by=g.officer, at=web.now())
    return web.go(_back(id))


@bp.get("/official/<int:id>/versions/new")
def new_version(id: int) -> str:
    row = web.row(OfficialPaper, id)
    people = row.content["people"] if row.kind == LETTER else []
    chosen = {name for one in people for name, _ in one["rows"]}
    return _form(row.case, row, to=row.content.get("to", ""), chosen=chosen)


@bp.post("/official/<int:id>/versions")
def revise_official(id: int) -> Response:
    row, reason = web.row(OfficialPaper, id), _typed("reason")
    told = {"by": g.officer, "at": web.now()}
    if row.kind == NOTE:
        notes.revise(row, request.form.get("text", ""), reason, **told)
    else:
        chosen = request.form.getlist("element")
        letters.revise(row, _typed("to"), chosen, reason, **told)
    return web.go(_back(row.case_id))


def pdf(content: bytes, name: str) -> Response:
    """An answer a browser shows beside its own print button."""
    answer = make_response(content)
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.headers["Content-Security-Policy"] = PDF_POLICY
    return answer


def side(dossier: Dossier) -> dict[str, object]:
    """What the case page shows of official papers, and what may be done with them."""
    case, mine = dossier.case, policy.authorities()
    issued = official.of_case(case)
    newest = {(row.kind, row.document): row.version for row in reversed(issued)}
    ending = procedures.end_of(case)
    lettered = any(row.kind == LETTER for row in issued)
    due = bool(ending and ending.letter) and not lettered
    return {
        "issued": issued,
        "paper_names": NAMES,
        "opens": policy.may("staff.open_official", policy.groups(mine.keys())),
        "changeable": [
            row.id
            for row in issued
            if newest[row.kind, row.document] == row.version and _maker(row) in mine
        ],
        "letter_due": due and letters.giver(case) in mine,
        "note_draft": _draft(dossier),
    }


def _draft(dossier: Dossier) -> str:
    """What is written already where the step asks for a note, for whose step it is."""
    step = dossier.step
    if step is None or step.role not in policy.authorities():
        return ""
    if procedures.made_for(dossier.case) != "note":
        return ""
    return notes.draft(dossier.case, on=web.today())


def _maker(paper: OfficialPaper) -> str:
    """The role that may make its next version."""
    return notes.maker(paper) if paper.kind == NOTE else letters.giver(paper.case)


def _form(case: Case, paper: OfficialPaper | None, *, to: str, chosen: set[str]) -> str:
    return render_template(
        "staff/official.html",
        case=case,
        paper=paper,
        name=NAMES[paper.kind if paper else LETTER],
        letter=paper is None or paper.kind == LETTER,
        text=paper.content.get("text", "") if paper else "",
        to=to,
        always=letters.ALWAYS,
        chosen=chosen,
        elements=elements.WORDS,
        signatory=letterhead.of(g.office).name,
        whom=[persons.hidden(row) for row in identify.people(case)],
    )


def _elements(part: str) -> tuple[str, ...]:
    return drafting.ELEMENTS_OF.get(part, ()) if part in questions.PARTS else ()


def _typed(name: str) -> str:
    return request.form.get(name, "")


def _back(id: int) -> str:
    return f"{url_for('staff.case', id=id)}#case-papers"
