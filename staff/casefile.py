"""What the case page shows: gathered once for the page and for every answer that redraws it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import g

import web
from models import AT_COUNTER, Case, Decision, Ticket
from office import access, audit, clocks, order, privacy, procedures, questions, sop, tickets
from office.dossier import Dossier
from office.inspection import linkage
from office.ministry import links, packs
from office.papers import file_place
from office.register import identify
from office.transitions import PAUSES
from staff import drafting, happened, official, persons, policy, results, ways

TICKET_WORDS = {
    # status: (tone, icon, words)
    "waiting": ("", "hourglass", "menunggu"),
    "called": ("office", "megaphone", "dipanggil"),
    "serving": ("office", "users", "dilayani"),
    "held": ("", "hourglass", "di ruang tunggu"),
    "no_show": ("quiet", "skip-forward", "tidak hadir"),
}


@dataclass(frozen=True)
class Line:
    """A row of the signed sheet and how far this case is with it."""

    step: sop.Step
    role: str
    needed: str
    output: str
    assumed: tuple[str, ...]
    state: str  # done, now, or "" (still to come)
    worked: float | None
    tone: str  # ok, near, late: against mutu baku


@dataclass(frozen=True)
class Record:
    """What a decided step made, by whom and when."""

    step: sop.Step
    title: str
    decision: Decision
    who: str
    text: str
    kind: str


def casefile(case: Case, *, landing: bool = True, lines: int = 0) -> dict[str, object]:
    """Everything the case page and its regions need.

    landing: whether the first field takes the focus; never when a page redraws by itself.
    lines: blank lines of a correction beyond those the request calls for.
    """
    dossier = Dossier(case)
    step = dossier.step
    times = clocks.times(case, at=web.now())
    ticket = tickets.live_of(case, day=web.today())
    shown = drafting.shown(dossier)
    side = ways.side(dossier, ticket, extra=lines)
    papers = official.side(dossier)
    if shown or side.get("reveals") or papers["note_draft"]:
        why = f"Kegiatan {step.number}" if step and step.number else "Membaca permohonan"
        privacy.note_view(case, ["corrections"], why, by=g.officer, role=role(case), at=web.now())
    return {
        "case": case,
        "procedure": dossier.procedure,
        "step": step,
        "ending": procedures.end_of(case),
        "version": version(case),
        "times": times,
        "sheet": sheet_lines(dossier, times),
        "asides": _asides(dossier, times),
        "records": list(made_records(dossier)),
        "corrections": shown,
        "identified": persons.chosen(dossier),
        "verifies": identify.can_identify(case),
        "rows": dossier.rows,
        "askers": links.requests(g.office, dossier.rows) if dossier.rows else {},
        "asked_of": packs.answers(case) if dossier.rows else {},
        "mentions": links.in_lists(g.office, (row.nik for row in dossier.subjects)),
        "twos": linkage.of_rows(dossier.rows) if policy.i_may("staff.two_people") else {},
        "history": happened.history(dossier),
        "file_places": file_place.history(case),
        "may_place": file_place.may(case, g.officer, at=web.now()),
        "landing": landing,
        **_who_asks(dossier),
        **_ticket(dossier, ticket),
        **papers,
        **side,
        **results.side(dossier),
    }


def version(case: Case) -> str:
    """What a page has seen of this case: its latest entry of the audit trail, and the minute."""
    return web.version_of(audit.latest_of(case))


def role(case: Case) -> str:
    """In which role the officer looks at this case: the step's, if it is theirs."""
    return case.role if case.role in policy.authorities() else policy.any_role()


def sheet_lines(dossier: Dossier, times: clocks.Times) -> list[Line]:
    return [
        _line(dossier, step, step.id in dossier.standing, times)
        for step in dossier.procedure.steps
        if not step.aside
    ]


def _asides(dossier: Dossier, times: clocks.Times) -> list[Line]:
    """The stays the sheet does not number, once there was one."""
    here = dossier.case.step
    been = {row.step for row in dossier.decisions} | {here}
    return [
        _line(dossier, step, here != step.id, times)
        for step in dossier.procedure.steps
        if step.aside and step.id in been
    ]


def _line(dossier: Dossier, step: sop.Step, done: bool, times: clocks.Times) -> Line:
    case, procedure = dossier.case, dossier.procedure
    now = case.step == step.id
    worked = times.worked.get(step.id, 0)
    document = procedure.documents.get(step.output)
    return Line(
        step=step,
        role=procedure.roles[step.role],
        needed=procedure.needed(step) or "–",
        output=document.title if document else "–",
        assumed=step.assumed + (document.assumed if document else ()),
        state="now" if now else "done" if done else "",
        worked=worked if now or done else None,
        tone=clocks.standing(case, step, worked, at=web.now()),
    )


def made_records(dossier: Dossier) -> Iterator[Record]:
    for output in dossier.outputs:
        document = dossier.procedure.documents[output.document]
        yield Record(
            step=dossier.procedure.step(output.decision.step),
            title=document.title,
            decision=output.decision,
            who=access.name_of(output.decision),
            text=output.text,
            kind=document.made,
        )


def _who_asks(dossier: Dossier) -> dict[str, object]:
    """The request in words, its people masked."""
    request, brought = dossier.request, dossier.answers.get("papers") or {}
    held = _held(dossier)
    return {
        "request_row": request,
        "answers": list(answers_in_words(dossier.procedure, dossier.answers)),
        "applicant": privacy.masked_name(request.applicant_name) if request else "",
        "phone": privacy.masked(request.applicant_phone) if request else "",
        "subjects": [
            (privacy.masked(row.nik), privacy.masked_name(row.name)) for row in dossier.subjects
        ],
        "papers": [
            (paper, dossier.papers.get(paper.id), brought.get(paper.id))
            for paper in dossier.wanted_papers
        ],
        "letter": dossier.letter,
        "signature": dossier.signature,
        "open_fields": [(field, words) for field, words in privacy.FIELDS.items() if field in held],
    }


def _held(dossier: Dossier) -> set[str]:
    """Which kinds of data the case holds, so that there is something to open."""
    request = dossier.request
    holds = {
        "nik": any(row.nik for row in dossier.subjects),
        "name": any(row.name for row in dossier.subjects),
        "applicant": bool(request and (request.applicant_name or request.applicant_phone)),
        "rows": bool(dossier.rows),
        "corrections": any(row.element in ("nik", "family") for row in dossier.corrections),
    }
    return {field for field, held in holds.items() if held}


def answers_in_words(procedure: sop.Procedure, answers: dict):
    """(question, answer) for every question that was answered with one of its choices."""
    for id in procedure.asks:
        asked, given = questions.QUESTIONS[id], answers.get(id)
        if given and asked.choices:
            chosen = given if isinstance(given, list) else [given]
            words = ", ".join(asked.choices.get(one, one) for one in chosen)
            yield asked.ask.format(region=g.office.region), words


def _ticket(dossier: Dossier, ticket: Ticket | None) -> dict[str, object]:
    """Where today's number of the case is, and what can be done with it from here."""
    case, procedure = dossier.case, dossier.procedure
    counter = g.session.counter
    needed = tickets.counter_role(case) is not None
    here = bool(ticket and counter and ticket.counter_id == counter.id)
    mine = order.Queue(counter, g.officer, at=web.now()) if counter else None
    up = mine.next() if mine else None
    return {
        "ticket": ticket,
        "ticket_words": TICKET_WORDS[ticket.status] if ticket else None,
        "absent": needed and ticket is None and bool(procedure.prefix),
        "issued": len(dossier.tickets),
        "can_call": bool(ticket and mine and mine.holds(ticket)),
        "comes": bool(ticket and up and up.id == ticket.id),
        "can_serve": bool(ticket and here and ticket.status == "called"),
        "at_my_counter": bool(ticket and here and ticket.status in AT_COUNTER),
        "can_finish": bool(
            ticket and here and ticket.status == "serving" and not tickets.undecided(case)
        ),
        "may_call_next": bool(up and not tickets.at_counter(counter)),
        "pauses": PAUSES,
    }
