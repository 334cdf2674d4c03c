"""What a step makes: for each kind of document, what it demands and what it leaves behind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from database import first, insert, store
from models import Case, Decision, Output, Paper, Request
from office import procedures, questions, sop
from office.errors import Incomplete
from office.ministry import results
from office.ministry.results import RESULTS as RESULTS
from office.register import drafts, recover
from office.register.drafts import Change as Change
from office.texts import LONGEST, clean


@dataclass(frozen=True)
class Tick:
    """One paper of the checklist: shown, copied, or waived with a reason."""

    original_seen: bool = False
    copy_received: bool = False
    waived: str = ""


@dataclass(frozen=True)
class Work:
    """What a step's page asked for; which part is needed depends on the kind of its output.

    rows: row id -> (result id, note).  strike: ids of the rows a return leaves out.
    """

    text: str = ""
    papers: Mapping[str, Tick] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    reference: str = ""
    done_at: datetime | None = None
    despite: str = ""
    rows: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    strike: tuple[int, ...] = ()


def make(document: str, case: Case, decision: Decision, work: Work) -> None:
    """Make a step's output of what its page asked for.

    Raises Incomplete, with nothing written by the transaction, when that is missing or malformed.
    """
    made = procedures.of(case).documents[document].made
    text = clean(work.text, LONGEST)
    text = MAKERS[made](case, decision, work, text) or text
    former = first(Output, "case_id = ? AND document = ? AND stands = 1", case.id, document)
    if former:
        store(former, stands=False)
    insert(Output, case=case, decision=decision, document=document, text=text)


def _decision(case: Case, decision: Decision, work: Work, text: str) -> str:
    """A sentence, if there is something to say; what an aside was about is always told."""
    procedure = procedures.of(case)
    step = procedure.step(decision.step)
    outcome = step.outcome(decision.outcome)
    if not text and step.aside and outcome:
        ends = outcome.to in procedure.ends
        owed = "Tulis bagaimana hal itu diperiksa." if ends else "Tulis jawabannya."
        raise Incomplete(owed, field="text")
    return text


def _checklist(case: Case, decision: Decision, work: Work, text: str) -> str:
    """Every paper is shown or copied, or waived with a reason."""
    papers = wanted_papers(case)
    if unknown := set(work.papers) - {paper.id for paper in papers}:
        raise Incomplete("Berkas tidak dikenal: {id}.", id=sorted(unknown)[0])
    for paper in papers:
        tick = work.papers.get(paper.id, Tick())
        waived = clean(tick.waived)
        if not (tick.original_seen or tick.copy_received or waived):
            raise Incomplete(
                "{title}: centang, atau tulis alasan dikecualikan.",
                field=paper.id,
                title=paper.title,
            )
        Paper.insert(
            case=case,
            paper=paper.id,
            copy_received=tick.copy_received,
            original_seen=tick.original_seen,
            waived=waived,
        ).on_conflict_replace().execute()
    return text


def _note(case: Case, decision: Decision, work: Work, text: str) -> str:
    if not text:
        raise Incomplete("Tulis catatan hasil verifikasi.", field="text")
    return text


def _correction(case: Case, decision: Decision, work: Work, text: str) -> str:
    drafts.write(case, decision, work.changes, wanted_papers(case))
    return text


def _recovery(case: Case, decision: Decision, work: Work, text: str) -> str:
    done = recover.Done(clean(work.reference), work.done_at, clean(work.despite, LONGEST))
    recover.carry_out(case, decision, done)
    return text


def _rows(case: Case, decision: Decision, work: Work, text: str) -> str:
    """A result for every row that was not struck."""
    results.finish(case, work.rows)
    return text


def answers(procedure: sop.Procedure, step: sop.Step) -> bool:
    """Whether an aside goes back to who referred the case: then they are owed an answer."""
    ways = (way for way in step.outcomes if way.kind == "advance")
    return step.aside and any(way.to not in procedure.ends for way in ways)


MAKERS: dict[str, Callable[[Case, Decision, Work, str], str]] = {
    "decision": _decision,
    "checklist": _checklist,
    "note": _note,
    "correction": _correction,
    "recovery": _recovery,
    "rows": _rows,
}


def wanted_papers(case: Case) -> tuple:
    """The papers this case's answers call for, in the procedure's order."""
    request = first(Request, "case_id = ?", case.id)
    return questions.papers(procedures.of(case), request.answers if request else {})
