"""The decision side of the case page: what the step asks for, the ways out, who may take them."""

from dataclasses import dataclass

from flask import g

from models import AT_COUNTER, Case, Decision, Ticket, TicketStatus
from office import demands, made, procedures, sop
from office.dossier import Dossier
from office.ministry import lembar
from office.papers import slips
from office.transitions import decided_before
from staff import drafting, policy

REASONED = ("return", "refer", "close")  # kinds that want a reason
ICONS = {
    "advance": "check",
    "approve": "pen-line",
    "return": "corner-up-left",
    "refer": "message-square",
    "close": "arrow-right-left",
}
RESERVED = {"M", "C", "N"}  # the page's own: mulai or lanjutkan, panggil, panggil berikutnya


@dataclass(frozen=True)
class Way:
    """An outcome as a button: its key, whether it wants a reason, and why I may not (or "")."""

    outcome: sop.Outcome
    icon: str
    key: str
    reasoned: bool
    locked: str


def side(dossier: Dossier, ticket: Ticket | None, *, extra: int = 0) -> dict[str, object]:
    """What the decision side shows; `hurdle` says in a sentence why nothing can be decided now."""
    case, procedure, step = dossier.case, dossier.procedure, dossier.step
    always = {"unsigned": lembar.awaits_signature(case), "slips": slips.ready(dossier)}
    if step is None:
        return {"hurdle": "", "ways": [], "may_act": False, "makes": "", **always}
    mine = policy.authorities().get(step.role)
    offered = _ways(dossier, step)
    return {
        "may_act": mine is not None,
        "acting": mine.delegation if mine else None,
        "hurdle": _hurdle(case, procedure, step, ticket, mine is not None),
        "ways": offered,
        "strikes": any(way.outcome.kind == "return" for way in offered) and bool(dossier.rows),
        "wants_reason": [way.outcome.label for way in offered if way.reasoned],
        "wants_note": any(way.outcome.kind == "refer" for way in offered),
        "wants_day": [way.outcome.label for way in offered if way.outcome.pause == "centre"],
        "makes": procedures.made_for(case),
        "owes": step.aside and ("answer" if made.answers(procedure, step) else "check"),
        "document": procedure.documents.get(step.output),
        "sent": _sent(dossier),
        "block": _block(dossier, step),
        "form_id": f"record-{step.id}-{len(dossier.decisions)}",
        "taken_by_me": case.taken_by_id == g.officer.id,
        **drafting.side(dossier, extra),
        **always,
    }


def _hurdle(
    case: Case, procedure: sop.Procedure, step: sop.Step, ticket: Ticket | None, mine: bool
) -> str:
    if not mine:
        return f"Kegiatan ini tugas {procedure.roles[step.role]}."
    if case.paused_for and not step.aside:
        return "Sedang dijeda. Lanjutkan dulu."
    if case.taken_by_id not in (None, g.officer.id):
        return f"Sedang dikerjakan {case.taken_by.name}."
    if step.at_counter and ticket and ticket.status != TicketStatus.NO_SHOW:
        counter = g.session.counter
        here = counter and ticket.counter_id == counter.id and ticket.status in AT_COUNTER
        return "" if here else f"{ticket.label} belum di loket Anda."
    return ""


def _ways(dossier: Dossier, step: sop.Step) -> list[Way]:
    mine_before = decided_before(dossier.case, step, g.officer)
    used = set(RESERVED)
    offered = []
    for outcome in step.outcomes:
        locked = ""
        if outcome.kind == "approve" and mine_before:
            locked = demands.SEPARATE.format(act=demands.forbidden(outcome.act))
        reasoned = outcome.kind in REASONED or bool(outcome.pause)
        key = _key(outcome.label, used)
        offered.append(Way(outcome, ICONS[outcome.kind], key, reasoned, locked))
    return offered


def _key(label: str, used: set[str]) -> str:
    """The first letter of a word of the label that no other button has; else a digit."""
    letters = [word[0].upper() for word in label.split() if word[0].isalpha()]
    key = next((letter for letter in [*letters, *"123456789"] if letter not in used), "")
    used.add(key)
    return key


def _sent(dossier: Dossier) -> Decision | None:
    """The consultation or return that brought the case here, with what was written to me."""
    last = dossier.decisions[-1] if dossier.decisions else None
    return last if last and last.kind in ("refer", "return") else None


def _block(dossier: Dossier, step: sop.Step) -> list[tuple[sop.Step, Decision | None]]:
    """The desk steps of one role around the present one, each with its standing decision."""
    if step.aside or step.at_counter:
        return [(step, None)]
    steps = [one for one in dossier.procedure.steps if not one.aside]
    first = last = steps.index(step)
    while first and _same_desk(steps[first - 1], step):
        first -= 1
    while last + 1 < len(steps) and _same_desk(steps[last + 1], step):
        last += 1
    return [(one, dossier.standing.get(one.id)) for one in steps[first : last + 1]]


def _same_desk(other: sop.Step, step: sop.Step) -> bool:
    return other.role == step.role and not other.at_counter
