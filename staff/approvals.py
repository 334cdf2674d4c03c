"""What waits for my perintah: one list, decided in bulk, a result for each."""

from dataclasses import dataclass

from flask import g, render_template, request
from werkzeug.wrappers import Response

import web
from models import Case
from office import board, bulk, clocks, demands, made, procedures, questions, sop, worklists
from office.transitions import decided_before
from staff import bp, typed

MOST = 100  # cases of one list; the rest follows once these are decided
STATES = {
    "ok": ("", "hourglass", "Sesuai standar"),
    "near": ("warn", "clock", "Mendekati batas"),
    "late": ("bad", "octagon-alert", "Lewat standar"),
}


@dataclass(frozen=True)
class Line:
    """A case as the approver sees it: exactly what is approved, nothing of the person."""

    case: Case
    about: list[tuple[str, str]]
    worked: float
    state: tuple[str, str, str]
    locked: str  # why I may not, or ""


@dataclass(frozen=True)
class Stack:
    """The lines at one step of one procedure, with the step's ways out."""

    procedure: sop.Procedure
    step: sop.Step
    lines: list[Line]
    results: list[tuple[str, str, bool]]  # label, sentence, whether it was done


@bp.get("/approvals")
def approvals() -> str | Response:
    version = web.version_of(board.version(g.office.id))
    return web.unchanged(version) or page(version)


@bp.post("/approvals")
def approve() -> str:
    """Decide every chosen case by itself; each answers for itself."""
    step = request.form.get("step", "")
    results = bulk.decide_each(
        list(_chosen()),
        request.form.get("outcome", ""),
        step=step,
        by=g.officer,
        at=web.now(),
        reason=request.form.get("reason", ""),
    )
    return page(web.version_of(board.version(g.office.id)), told=[_tell(one) for one in results])


def page(version: str, told: list[tuple[str, str, bool]] | None = None) -> str:
    waiting = worklists.approvals(g.officer, at=web.now())
    context = {
        "version": version,
        "stacks": _stacks(waiting[:MOST]),
        "told": told or [],
        "more": max(0, len(waiting) - MOST),
    }
    template = "staff/_approvals.html" if web.asked_by_htmx() else "staff/approvals.html"
    return render_template(template, **context)


def _stacks(cases: list[Case]) -> list[Stack]:
    found: dict[tuple[str, int, str], Stack] = {}
    for case in cases:
        procedure, step = procedures.of(case), procedures.present(case)
        stack = found.setdefault(
            (case.sop, case.sop_version, step.id), Stack(procedure, step, [], [])
        )
        stack.lines.append(_line(case, procedure, step))
    return list(found.values())


def _line(case: Case, procedure: sop.Procedure, step: sop.Step) -> Line:
    worked = clocks.times(case, at=web.now()).worked.get(step.id, 0)
    acts = [outcome.act for outcome in step.outcomes if outcome.kind == "approve"]
    locked = ""
    if decided_before(case, step, g.officer):
        locked = f"Anda memutuskan kegiatan sebelumnya, jadi tidak boleh {_verb(acts)} sendiri."
    elif case.taken_by_id not in (None, g.officer.id):
        locked = f"Sedang dikerjakan {case.taken_by.name}."
    about = _about_request(case)
    return Line(
        case, about, worked, STATES[clocks.standing(case, step, worked, at=web.now())], locked
    )


def _verb(acts: list[str]) -> str:
    return demands.forbidden(acts[0])


def _about_request(case: Case) -> list[tuple[str, str]]:
    """The request: how many people, what is asked, which papers were seen."""
    row = case.requests.first()
    answers = row.answers if row else {}
    asked = [questions.PARTS.get(id, id) for id in answers.get("elements") or ()]
    problem = questions.PROBLEMS.get(str(answers.get("problem", "")), "")
    ticks = {paper.paper: paper for paper in case.papers}
    seen = [paper for paper in made.wanted_papers(case) if paper.id in ticks]
    waived = [paper.title for paper in seen if ticks[paper.id].waived]
    papers = "; ".join(paper.title for paper in seen if paper.title not in waived)
    return [
        ("Pemilik data", f"{case.subjects.count() or 'belum dicatat'}"),
        ("Masalah", problem or "belum dicatat"),
        *([("Elemen", ", ".join(asked))] if asked else []),
        *([("Kategori", f"{case.category.code} {case.category.label}")] if case.category else []),
        ("Berkas", papers or "–"),
        *([("Dikecualikan", "; ".join(waived))] if waived else []),
    ]


def _chosen():
    """(case, seen) of every ticked row of this office; one id once."""
    for text in dict.fromkeys(request.form.getlist("case")[:MOST]):
        id = typed.number(text)
        yield web.row(Case, id), typed.seen(f"seen-{id}")


def _tell(result: bulk.Result) -> tuple[str, str, bool]:
    if result.refusal:
        return result.case.label, web.say(result.refusal), False
    return result.case.label, "tersimpan", True
