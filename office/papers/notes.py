"""Catatan hasil verifikasi: what a step that makes a note issues, and how it is changed later."""

from datetime import date, datetime

from database import first, insert, store, writing
from models import Case, Decision, Officer, OfficialPaper, Output
from office import access, audit, procedures, timetable
from office.audit import Happened
from office.errors import Incomplete, Refused
from office.papers import findings, official
from office.papers.official import NOTE
from office.texts import LONGEST, clean

AGAIN = "Dibuat lagi sesudah dikembalikan."


def issue(case: Case, document: str, decision: Decision) -> None:
    """Issue the note a decision has just made, or its next version; within its transaction."""
    made = procedures.of(case).documents[document]
    if made.made != "note":
        return
    by, on = decision.officer, timetable.today(case.office, decision.at)
    found = findings.compared(case, on=on)
    written, former = _written(case, document), official.latest(case, NOTE, document)
    content = official.head(case, on) | {
        "title": made.title,
        "text": written.text if written else "",
        "people": found,
        "owners": findings.owners(case),
        "count": findings.differing(found),
        "officer": [by.title, access.name_of(decision)],
    }
    official.issue(
        case,
        NOTE,
        content,
        by=by,
        at=decision.at,
        document=document,
        former=former,
        reason=AGAIN if former else "",
    )


def revise(
    paper: OfficialPaper, text: str, reason: str, *, by: Officer, at: datetime
) -> OfficialPaper:
    """Write a note anew, under its number; the comparison stays as it was found.

    Raises as official.replaced does, Refused while the case stands without this note, and
    Incomplete on a text that is empty or the same.
    """
    text = clean(text.replace("\r\n", "\n"), LONGEST)
    with writing():
        role = maker(paper)
        case, former, reason = official.replaced(paper, role, reason, by=by, at=at)
        written = _written(case, paper.document)
        if written is None:
            raise Refused("Catatan itu sedang dibuat lagi pada kegiatannya.")
        if not text or text == former.content["text"]:
            raise Incomplete("Tulis catatan yang baru.", field="text")
        store(written, stands=False)
        told = {"decision": written.decision_id, "document": paper.document, "text": text}
        insert(Output, case=case, **told)
        head = official.head(case, timetable.today(case.office, at))["letterhead"]
        content = former.content | {"text": text, "officer": [by.title, by.name]}
        content |= {"letterhead": head}
        issued = official.issue(case, NOTE, content, by=by, at=at, former=former, reason=reason)
        detail = f"note {issued.id} version {issued.version}"
        audit.record(case.office_id, Happened.PAPER_REVISED, at=at, by=by, case=case, detail=detail)
    return issued


def maker(paper: OfficialPaper) -> str:
    """The role that makes this note, and may change it."""
    steps = procedures.of(paper.case).steps
    return next((step.role for step in steps if step.output == paper.document), "")


def draft(case: Case, *, on: date) -> str:
    """What the officer finds written already when the step asks for a note."""
    return findings.sentences(case, on=on)


def _written(case: Case, document: str) -> Output | None:
    return first(Output, "case_id = ? AND document = ? AND stands = 1", case.id, document)
