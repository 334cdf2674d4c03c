"""What a decision demands and does: the rules under casework's verbs, in its transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from peewee import SQL

from database import find, first, insert, locked, store
from models import (
    Case,
    Correction,
    Decision,
    Device,
    Office,
    Officer,
    Output,
    Pause,
    Ticket,
)
from office import access, audit, procedures, sop, tickets, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused, Stale

PAUSES = {
    "applicant": "Pemohon melengkapi berkas",
    "centre": "Menunggu pusat",
    "other_region": "Menunggu daerah lain",
    "network": "Gangguan jaringan",
}
STANDING = ("advance", "approve", "close")  # kinds on which the case builds


def open_case(
    procedure: sop.Procedure, office: Office, *, at: datetime, category: int | None = None
) -> Case:
    """A case at its procedure's first step; runs inside the caller's transaction."""
    first = procedure.first
    row = {
        "office": office,
        "sop": procedure.id,
        "sop_version": procedure.version,
        "step": first.id,
        "role": first.role,
        "category": category,
        "arrived_at": at,
        "opened_at": at,
    }
    return Case(id=insert(Case, **row), **row)


def fresh(case: Case, seen: int) -> Case:
    """The case, locked. Raises Stale when it has moved since the page was drawn."""
    case = locked(case)
    if case.moves != seen:
        raise Stale(
            "{matter} ini baru saja diubah. Keputusan Anda belum tersimpan. Periksa lagi.",
            matter=procedures.matter(case),
        )
    return case


def standing(case: Case, seen: int) -> tuple[Case, sop.Step]:
    """The case and its step, locked. Raises Refused when it has ended."""
    case = fresh(case, seen)
    step = procedures.step_of(case)
    if step is None:
        matter = procedures.matter(case)
        raise Refused("{matter} {label} sudah selesai.", matter=matter, label=case.label)
    return case, step


def authority(case: Case, step: sop.Step, by: Officer, at: datetime) -> access.Authority:
    """In whose place `by` acts at this step. Raises NotAllowed when it is not theirs."""
    found = access.authority(by, step.role, on=timetable.today(case.office, at))
    if found is None or by.office_id != case.office_id:
        title = procedures.of(case).roles[step.role]
        raise NotAllowed("Kegiatan ini tugas {title}.", title=title)
    return found


def write_decision(
    case: Case,
    step: sop.Step,
    outcome: sop.Outcome,
    authority: access.Authority,
    by: Officer,
    ticket: Ticket | None,
    reason: str,
    at: datetime,
) -> Decision:
    """Store the decision; one that stands takes the place of the step's former one."""
    stands = outcome.kind in STANDING and not step.aside
    if stands:
        former = first(Decision, "case_id = ? AND step = ? AND stands = 1", case.id, step.id)
        if former:
            store(former, stands=False)
    began = case.taken_at or (ticket and ticket.counter_id and ticket.called_at) or at
    row = {
        "case": case,
        "step": step.id,
        "counts_on": _counts_on(case, step),
        "outcome": outcome.id,
        "kind": outcome.kind,
        "officer": by,
        "delegation": authority.delegation,
        "arrived_at": case.arrived_at,
        "taken_at": max(case.arrived_at, began),
        "at": at,
        "reason": reason,
        "stands": stands,
    }
    return Decision(id=insert(Decision, **row), **row)


def void(case: Case, to: str) -> None:
    """A return voids the standing decisions and outputs of its target and of every later row."""
    ids = [step.id for step in procedures.of(case).steps]
    later = ids[ids.index(to) :]
    gone = Decision.select(Decision.id).where(Decision.case == case, Decision.step.in_(later))
    Output.update(stands=False).where(  # in the words of its index: else all of them are read
        Output.case == case, Output.stands == SQL("1"), Output.decision.in_(gone)
    ).execute()
    Correction.update(stands=False).where(
        Correction.case == case, Correction.drafted.in_(gone), Correction.applied.is_null()
    ).execute()
    Decision.update(stands=False).where(Decision.case == case, Decision.step.in_(later)).execute()


def go(
    case: Case,
    outcome: sop.Outcome,
    *,
    by: Officer,
    at: datetime,
    note: str,
    look_again_on: date | None,
) -> None:
    """Bring the case to where the outcome leads; a desk step of my own role stays with me."""
    procedure = procedures.of(case)
    if outcome.to in procedure.ends:
        end(case, outcome.to, at)
        return
    if case.paused_for:
        end_pause(case, at)
    step = procedure.step(outcome.to)
    mine = step.role == case.role and not outcome.pause and outcome.kind == "advance"
    change(
        case,
        step=step.id,
        role=step.role,
        arrived_at=at,
        paused_for=outcome.pause,
        look_again_on=look_again_on if outcome.pause == "centre" else None,
        taken_by=by if mine else None,
        taken_at=at if mine else None,
    )
    if outcome.pause:
        begin_pause(case, outcome.pause, note, look_again_on, at)


def end(case: Case, end_id: str, at: datetime) -> None:
    if case.paused_for:
        end_pause(case, at)
    change(
        case,
        step=None,
        role=None,
        end=end_id,
        ended_at=at,
        paused_for="",
        look_again_on=None,
        taken_by=None,
        taken_at=None,
    )


def begin_pause(
    case: Case, reason: str, note: str, look_again_on: date | None, at: datetime
) -> None:
    if reason == "centre":
        day_to_look(case.office, look_again_on, at)
    insert(Pause, case=case, reason=reason, note=note, since=at)


def day_to_look(office: Office, on: date | None, at: datetime) -> date:
    """A day to look again. Raises Incomplete on none, and on one that is not to come."""
    if on is None or on <= timetable.today(office, at):
        raise Incomplete("Pilih tanggal cek ulang sesudah hari ini.", field="again_on")
    return on


def end_pause(case: Case, at: datetime) -> None:
    """Never before it began, should the clock have been put back."""
    (pause,) = find(Pause, "case_id = ? AND until IS NULL", case.id)
    store(pause, until=max(at, pause.since))


def change(case: Case, **changes: object) -> None:
    """Store these changes, in the row and the object at hand; pages drawn before are stale."""
    store(case, **changes, moves=case.moves + 1)


def follow_today(case: Case, *, by: Officer | Device, at: datetime) -> None:
    """Move the case's ticket of today, if it has one."""
    ticket = tickets.live_of(case, day=timetable.today(case.office, at))
    if ticket:
        tickets.follow(ticket, case, at=at, by=by, counter=ticket.counter)


def record(
    case: Case,
    name: Happened,
    *,
    by: Officer | Device | None,
    at: datetime,
    ticket: Ticket | None = None,
    detail: str = "",
) -> None:
    audit.record(case.office_id, name, at=at, by=by, case=case, ticket=ticket, detail=detail)


def makes_output(procedure: sop.Procedure, step: sop.Step, outcome: sop.Outcome) -> bool:
    """Whether this way out closes the step, so that its output must exist.

    Going on or approving does; going to an aside, back or away does not.
    """
    if outcome.kind not in ("advance", "approve") or not step.output:
        return False
    return outcome.to in procedure.ends or not procedure.step(outcome.to).aside


def missing(case: Case, step: sop.Step) -> list[sop.Document]:
    """The documents the step needs that the case has not got."""
    procedure = procedures.of(case)
    made_ = {output.document for output in find(Output, "case_id = ? AND stands = 1", case.id)}
    return [
        procedure.documents[id]
        for id in step.needs
        if id not in made_ and id not in procedure.brought
    ]


def decided_before(
    case: Case, step: sop.Step, by: Officer, standing: Iterable[Decision] | None = None
) -> bool:
    """Separation of duties: whether `by` took the standing decision of any row before this one.

    standing: those decisions, where a list has read them for many cases at once.
    """
    asides = {aside.id for aside in procedures.of(case).steps if aside.aside}
    return any(
        decision.officer_id == by.id and decision.step not in asides
        for decision in (standing_decisions(case) if standing is None else standing)
        if decision.step != step.id
    )


def standing_decisions(case: Case) -> list[Decision]:
    """The decisions the case builds on, one a step at the most; in the order they were taken."""
    return find(Decision, "case_id = ? AND stands ORDER BY id", case.id)


def _counts_on(case: Case, step: sop.Step) -> str:
    """The step whose time this is: a referral's aside spends the time of the step that referred."""
    if not step.aside:
        return step.id
    last = first(Decision, "case_id = ? ORDER BY id DESC", case.id)
    return last.counts_on if last and last.kind == "refer" else step.id
