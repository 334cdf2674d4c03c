"""What waits for my perintah: one list, decided in bulk, a result for each."""

from dataclasses import dataclass

from flask import g, render_template, request
from werkzeug.wrappers import Response

import web
from models import Case
from office import board, clocks, demands, dossier, procedures, questions, sop, worklists
from office.dossier import Dossier
from office.ministry import bulk
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
        "stacks": _stacks([*waiting.limit(MOST)]),
        "told": told or [],
        "more": max(0, waiting.count() - MOST),
    }
    template = "staff/_approvals.html" if web.asked_by_htmx() else "staff/approvals.html"
    return render_template(template, **context)


def _stacks(cases: list[Case]) -> list[Stack]:
    found: dict[tuple[str, int, str], Stack] = {}
    for case in cases:
        case.office = g.office  # one office, not one query a case
    times = clocks.all_times(cases, at=web.now())
    for file in dossier.of_many(cases):
        case, step = file.case, procedures.present(file.case)
        key = (case.sop, case.sop_version, step.id)
        stack = found.setdefault(key, Stack(file.procedure, step, [], []))
        stack.lines.append(_line(file, step, times[case.id].worked.get(step.id, 0)))
    return list(found.values())


def _line(file: Dossier, step: sop.Step, worked: float) -> Line:
    case = file.case
    acts = [outcome.act for outcome in step.outcomes if outcome.kind == "approve"]
    locked = ""
    if decided_before(case, step, g.officer, file.standing.values()):
        locked = f"Anda memutuskan kegiatan sebelumnya, jadi tidak boleh {_verb(acts)} sendiri."
    elif case.taken_by_id not in (None, g.officer.id):
        locked = f"Sedang dikerjakan {case.taken_by.name}."
    standing = clocks.standing(case, step, worked, at=web.now())
    return Line(case, _about_request(file), worked, STATES[standing], locked)


def _verb(acts: list[str]) -> str:
    return demands.forbidden(acts[0])


def _about_request(file: Dossier) -> list[tuple[str, str]]:
    """The request: how many people, what is asked, which papers were seen."""
    asked = [questions.PARTS.get(id, id) for id in file.answers.get("elements") or ()]
    problem = questions.PROBLEMS.get(str(file.answers.get("problem", "")), "")
    category, ticks = file.case.category, file.papers
    seen = [paper for paper in file.wanted_papers if paper.id in ticks]
    waived = [paper.title for paper in seen if ticks[paper.id].waived]
    papers = "; ".join(paper.title for paper in seen if paper.title not in waived)
    return [
        ("Pemilik data", f"{len(file.subjects) or 'belum dicatat'}"),
        ("Masalah", problem or "belum dicatat"),
        *([("Elemen", ", ".join(asked))] if asked else []),
        *([("Kategori", f"{category.code} {category.label}")] if category else []),
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
