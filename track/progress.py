"""What a phone shows of a ticket: its place, its case's steps, who opened the file."""

from dataclasses import dataclass
from datetime import datetime

from flask import g

import web
from models import LIVE, Appointment, Case, Ticket, TicketStatus
from office import access, appointments, board, doors, outings, procedures, qr, sentences, turns
from office.dossier import Dossier
from office.transitions import standing_decisions

VIEWS = 20  # the latest; all of them are in the person's own record


@dataclass(frozen=True)
class Stage:
    """One step of the procedure as the applicant sees it: done (since when), here, or later."""

    words: str
    state: str
    at: datetime | None = None


def picture(ticket: Ticket) -> dict[str, object]:
    """Everything on the page; nothing of the person and nothing of what their trouble is."""
    at = web.now()
    ticket = sentences.newest(ticket)
    status = board.stands(ticket, at=at)
    told, waits = sentences.of(ticket, at=at), status == TicketStatus.WAITING
    promise = appointments.promised(ticket)
    return {
        "ticket": ticket,
        "sentence": web.say(told),
        "tone": told.tone,
        "returns": told.returns,
        "resting": [web.say(one) for one in meanwhile(told.returns, status, at)],
        "called": status == TicketStatus.CALLED,
        "ahead": board.ahead(ticket) if waits and "n" not in told.values else None,
        "range": turns.expected(ticket, g.office, at=at),
        "live": status in LIVE and status != TicketStatus.NO_SHOW,
        "promised": waits and promise and web.say(promise),
        "out": ticket.away_since,
        "may_go": outings.may(ticket, at=at),
        "stages": stages(ticket.case),
        "views": views(ticket.case),
    }


def meanwhile(returns: bool, status: TicketStatus, at: datetime) -> list[sentences.Sentence]:
    """What the door says to this person: of the break while they wait, else why they cannot come
    back for a number now."""
    if status in LIVE:
        told = doors.in_the_break(g.office, at)
    else:
        told = doors.shut(g.office, at) if returns else None
    return [told] if told else []


def of(appointment: Appointment) -> dict[str, object]:
    """Everything on the page of an appointment that is no number yet."""
    at = web.now()
    told, procedure = appointments.told(appointment, at=at), procedures.newest(appointment.service)
    return {
        "appointment": appointment,
        "service": procedure and procedure.service,
        "sentence": web.say(told),
        "tone": told.tone,
        "qr": qr.drawn(appointment.code),
        "open": appointments.may_change(appointment, at=at),
        "papers": [one.title for one in procedure.papers.values()] if procedure else [],
    }


def stages(case: Case) -> list[Stage]:
    """The steps of the sheet in order; of an ended case only those that were taken."""
    procedure = procedures.of(case)
    taken = {row.step: row.at for row in standing_decisions(case)}
    ending = procedures.end_of(case)
    found = [Stage("Permohonan diterima", "done", case.opened_at)]
    for step in procedure.steps:
        if step.id in taken:
            found.append(Stage(step.short, "done", taken[step.id]))
        elif step.id == case.step:
            found.append(Stage(step.short, "here"))
        elif not (step.aside or ending):
            found.append(Stage(step.short, "later"))
    if ending:
        return [*found, Stage(ending.label, "done", case.ended_at)]
    return [*found, Stage("Selesai", "later")]


def views(case: Case) -> list[tuple[str, datetime]]:
    """Who opened the file, by role and never by name, and when; newest first."""
    titles = access.OWN_ROLES | procedures.all_versions().roles
    latest = sorted(Dossier(case).views, key=lambda view: view.at, reverse=True)[:VIEWS]
    return [(titles.get(view.role, "Petugas"), view.at) for view in latest]
