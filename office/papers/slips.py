"""What an applicant takes home: which papers were received, and what became of the request."""

from dataclasses import dataclass
from datetime import date

from models import AgendaKind, Correction, Decision, Paper, Reversal, Ticket
from office import board, questions, sentences, sop
from office.dossier import Dossier
from office.errors import Refused
from office.papers import agenda
from office.register import elements, recover

NO_PLACE = ("nowhere", "officer")  # nobody turned them away


@dataclass(frozen=True)
class Receipt:
    """Tanda terima berkas. `number` is of the agenda; "" where a case is older than the book."""

    number: str
    decision: Decision  # who found the papers complete, and when
    papers: tuple[tuple[sop.Paper, Paper], ...]
    ticket: Ticket | None


@dataclass(frozen=True)
class Result:
    """Bukti hasil. It says what was recorded here, never what stands in SIAK.

    place: where they were turned away, in words; "" when nobody did or it was not told.
    retry_on: from when that place may read what was mended; None where nothing was.
    counters: who gives the letter, or to whom a redirected request goes.
    """

    number: str
    ending: sop.End
    way: str  # the words of the way out that led here
    corrected: tuple[tuple[str, Correction], ...]
    taken_back: tuple[tuple[str, Reversal], ...]
    place: str
    retry_on: date | None
    counters: tuple[int, ...]


def ready(dossier: Dossier) -> set[str]:
    """Which of the two can be printed now."""
    found = {"receipt"} if _received(dossier) else set()
    return found | ({"result"} if _has_result(dossier) else set())


def receipt(dossier: Dossier) -> Receipt:
    """Raises Refused while no checklist of the case stands."""
    decision = _received(dossier)
    if decision is None:
        raise Refused(
            "Berkas permohonan {label} belum dinyatakan lengkap.", label=dossier.case.label
        )
    held = dossier.papers
    return Receipt(
        number=_number(dossier, AgendaKind.REQUEST_IN),
        decision=decision,
        papers=tuple((one, held[one.id]) for one in dossier.wanted_papers if one.id in held),
        ticket=dossier.tickets[-1] if dossier.tickets else None,
    )


def result(dossier: Dossier) -> Result:
    """Raises Refused unless the request ended by its procedure: what was withdrawn or has expired
    has no result."""
    if not _has_result(dossier):
        raise Refused("Permohonan {label} belum punya hasil.", label=dossier.case.label)
    case, ending = dossier.case, dossier.procedure.ends[dossier.case.end]
    last = dossier.decisions[-1]
    outcome = dossier.procedure.step(last.step).outcome(last.outcome)
    applied = [row for row in dossier.corrections if row.stands and row.applied_id]
    reversed_ = recover.reversals(case) if applied else {}
    mended = ending.state == "done" and not ending.letter
    return Result(
        number=_number(dossier, AgendaKind.RESULT_OUT),
        ending=ending,
        way=outcome.label if outcome else ending.label,
        corrected=tuple(
            (elements.words(row.element), row) for row in applied if row.id not in reversed_
        ),
        taken_back=tuple(
            (elements.words(row.element), reversed_[row.id])
            for row in applied
            if row.id in reversed_
        ),
        place=_place(dossier),
        retry_on=sentences.try_again_on(case, case.ended_at) if mended else None,
        counters=tuple(board.counters_of(case.office_id, ending.handover, case.sop)),
    )


def _received(dossier: Dossier) -> Decision | None:
    """The standing decision by which the papers were found complete."""
    for output in dossier.outputs:
        if dossier.procedure.documents[output.document].made == "checklist":
            return output.decision
    return None


def _has_result(dossier: Dossier) -> bool:
    """A lembar has no applicant, so nobody takes its result home."""
    return dossier.case.end in dossier.procedure.ends and dossier.request is not None


def _number(dossier: Dossier, kind: AgendaKind) -> str:
    line = agenda.of_case(dossier.case, kind)
    return line.label if line else ""


def _place(dossier: Dossier) -> str:
    told = dossier.request.rejected_at if dossier.request else ""
    if told in NO_PLACE:
        return ""
    named = told in questions.REJECTED_AT and told != "other"
    return questions.REJECTED_AT[told] if named else "tempat Anda ditolak"
