"""The head of the office's papers, set by an admin and looked at before anything is issued."""

from flask import g, request
from werkzeug.wrappers import Response

import web
from models import Office, OfficialPaper
from office.papers import letterhead, letters, official
from staff import admin, bp, sheets
from staff.official import pdf


@bp.app_template_global("letterhead")
def letterhead_of(office: Office) -> letterhead.Letterhead:
    """For the pages that print, too."""
    return letterhead.of(office)


@bp.app_template_global("number_pattern")
def number_pattern(office: Office, kind: str) -> str:
    return letterhead.pattern(office, kind)


@bp.post("/admin/letterhead")
def set_letterhead() -> Response:
    names = (*letterhead.TYPED, *letterhead.OF_OFFICE)
    typed = {name: request.form.get(name, "") for name in names}
    patterns = {kind: request.form.get(f"pattern-{kind}", "") for kind in letterhead.PATTERNS}
    letterhead.set_up(g.office, **typed, **patterns, by=g.officer, at=web.now())
    return admin.saved("papers")


@bp.get("/admin/letterhead/preview")
def preview_letter() -> Response:
    """A letter about nobody, as it would be printed now; it has no number and is not kept."""
    told = {"year": web.today().year, "number": 0, "version": 1, "reason": ""}
    paper = OfficialPaper(
        office=g.office, kind=official.LETTER, label="CONTOH", at=web.now(), **told
    )
    content = official.head_of(g.office, web.today()) | {
        "title": letters.TITLE,
        "case": "CONTOH",
        "to": "Pimpinan lembaga yang dituju",
        "people": [{"name": "NAMA CONTOH", "rows": [["nik", "0000000000000000"]]}],
        "owners": [],
        "quotes": [],
    }
    return pdf(sheets.drawn(paper, content), "contoh")
