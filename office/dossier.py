"""What is on record of one case: each kind of row read once, when it is first asked for."""

from collections.abc import Sequence
from functools import cached_property

from database import fetch, find, first
from ministry_tables import Letter, Row, WetSignature
from models import (
    Case,
    Correction,
    Decision,
    Event,
    Output,
    Paper,
    Pause,
    Request,
    Subject,
    Ticket,
    View,
)
from office import procedures, questions, sop
from office.ministry import inbox
from office.register import identify
from register_tables import Resident

LATEST = 100  # entries of the trail


class Dossier:
    """The file of a case, to be shown. A verb reads for itself, inside its transaction."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.procedure = procedures.of(case)
        self.step = procedures.step_of(case)

    @cached_property
    def request(self) -> Request | None:
        return first(Request, "case_id = ?", self.case.id)

    @property
    def answers(self) -> dict:
        return self.request.answers if self.request else {}

    @cached_property
    def wanted_papers(self) -> tuple[sop.Paper, ...]:
        """The papers its answers call for, in the procedure's order."""
        return questions.papers(self.procedure, self.answers)

    @cached_property
    def papers(self) -> dict[str, Paper]:
        """The checklist, by the paper's id."""
        return {row.paper: row for row in find(Paper, "case_id = ?", self.case.id)}

    @cached_property
    def subjects(self) -> list[Subject]:
        return find(Subject, "case_id = ? ORDER BY id", self.case.id)

    @cached_property
    def decisions(self) -> list[Decision]:
        """Every decision in the order they were taken, with who took it and in whose place."""
        rows = find(Decision, "case_id = ? ORDER BY id", self.case.id)
        fetch(rows, Decision.officer, Decision.delegation)
        return rows

    @cached_property
    def standing(self) -> dict[str, Decision]:
        """The decisions the case builds on, by step."""
        return {row.step: row for row in self.decisions if row.stands}

    @cached_property
    def outputs(self) -> list[Output]:
        """The documents that stand, each with its decision, in the order they were made."""
        taken = {row.id: row for row in self.decisions}
        rows = find(Output, "case_id = ? AND stands = 1 ORDER BY decision_id", self.case.id)
        for row in rows:
            row.decision = taken[row.decision_id]
        return rows

    @cached_property
    def corrections(self) -> list[Correction]:
        """In the order they were drafted, each with its case and who carried it out."""
        taken = {row.id: row for row in self.decisions}
        rows = find(Correction, "case_id = ? ORDER BY id", self.case.id)
        for row in rows:
            row.case, row.applied = self.case, taken.get(row.applied_id)
        return rows

    @cached_property
    def people(self) -> list[Resident]:
        """Whom of the register it is about."""
        return identify.people(self.case)

    @cached_property
    def rows(self) -> list[Row]:
        """Of a lembar, with their categories; struck ones too."""
        rows = find(Row, "case_id = ? ORDER BY number", self.case.id)
        fetch(rows, Row.category)
        return rows

    @cached_property
    def letter(self) -> Letter | None:
        return inbox.of_case(self.case)

    @cached_property
    def signature(self) -> WetSignature | None:
        return first(WetSignature, "case_id = ?", self.case.id)

    @cached_property
    def pauses(self) -> list[Pause]:
        return find(Pause, "case_id = ?", self.case.id)

    @cached_property
    def tickets(self) -> list[Ticket]:
        return find(Ticket, "case_id = ? ORDER BY id", self.case.id)

    @cached_property
    def views(self) -> list[View]:
        return find(View, "case_id = ?", self.case.id)

    @cached_property
    def trail(self) -> list[Event]:
        """The latest entries of the audit trail, newest first, with who and which number."""
        rows = find(Event, "case_id = ? ORDER BY number DESC LIMIT ?", self.case.id, LATEST)
        fetch(rows, Event.officer, Event.device)
        numbers = {ticket.id: ticket for ticket in self.tickets}
        for row in rows:
            row.ticket = numbers.get(row.ticket_id)
        return rows


def of_many(cases: Sequence[Case]) -> list[Dossier]:
    """The files of cases on a list: what is asked, its papers, owners and decisions, the category
    and who took it are read at once for all of them."""
    ids = [case.id for case in cases]
    these = f"case_id IN ({', '.join('?' * len(ids))}) ORDER BY id"
    files = {case.id: Dossier(case) for case in cases}
    for file in files.values():
        file.request, file.papers, file.subjects, file.decisions = None, {}, [], []
    for request in find(Request, these, *ids):
        files[request.case_id].request = request
    for paper in find(Paper, these, *ids):
        files[paper.case_id].papers[paper.paper] = paper
    for subject in find(Subject, these, *ids):
        files[subject.case_id].subjects.append(subject)
    for decision in find(Decision, these, *ids):
        files[decision.case_id].decisions.append(decision)
    fetch(cases, Case.category, Case.taken_by)
    return list(files.values())
