"""Casework: take a case, decide its step, pause, resume, amend, withdraw."""

from datetime import date, datetime

from database import writing
from models import (
    Case,
    Category,
    Correction,
    Counter,
    Decision,
    Device,
    Office,
    Officer,
    Pause,
    Request,
    Subject,
    TicketStatus,
)
from office import (
    demands,
    hours,
    made,
    procedures,
    questions,
    texts,
    tickets,
    timetable,
    transitions,
)
from office.audit import Happened
from office.errors import Incomplete, Refused
from office.ministry import lembar, progress
from office.papers import agenda, notes
from office.transitions import PAUSES

LOOKED_AT = ("centre", "other_region")  # pauses with a day to look again


def take(case: Case, *, by: Officer, at: datetime, seen: int) -> Case:
    """Begin work on a case, or take it over from a colleague: *dikerjakan* counts from here."""
    with writing():
        case, step = transitions.standing(case, seen)
        transitions.authority(case, step, by, at)
        tickets.put_down(case, at)
        transitions.change(case, taken_by=by, taken_at=at)
        transitions.record(case, Happened.CASE_TAKEN, by=by, at=at)
    return case


def decide(
    case: Case,
    outcome_id: str,
    *,
    by: Officer,
    at: datetime,
    seen: int,
    counter: Counter | None = None,
    reason: str = "",
    work: made.Work | None = None,
    look_again_on: date | None = None,
) -> Case:
    """Take one way out of the step `case` is at.

    seen: `case.moves` as it stood on the officer's page. When someone else has changed the case
        in the meantime the two differ, and nothing is changed.
    counter: where the officer sits; a counter step is decided with the person there.
    look_again_on: tanggal cek ulang, where the outcome waits for the centre.

    Raises
        Stale       the case has moved since the page was drawn
        NotAllowed  the step has no such outcome, or is not `by`'s to decide
        Refused     it is paused, a colleague's, or its ticket is not at this counter
        Incomplete  a document the step needs or makes is missing, or a reason is
    """
    work, reason = work or made.Work(), texts.clean(reason, texts.LONGEST)
    with writing():
        case, step = transitions.standing(case, seen)
        authority = transitions.authority(case, step, by, at)
        outcome = demands.way_out(case, step, outcome_id, by)
        ticket = tickets.live_of(case, day=timetable.today(case.office, at))
        demands.refuse_if_elsewhere(step, ticket, counter)
        demands.demand(case, step, outcome, by, reason, look_again_on)
        decision = transitions.write_decision(
            case, step, outcome, authority, by, ticket, reason, at
        )
        if transitions.makes_output(procedures.of(case), step, outcome):
            made.make(step.output, case, decision, work)
            notes.issue(case, step.output, decision)
            if agenda.receives(procedures.of(case), step):
                agenda.come_in(case, by=by, at=at)
        if outcome.kind == "return":
            transitions.void(case, outcome.to)
            lembar.strike(case, work.strike, reason, by=by, at=at)
        transitions.go(case, outcome, by=by, at=at, note=reason, look_again_on=look_again_on)
        agenda.go_out(case, by=by, at=at)
        if case.end:
            progress.close_if_done(case, by=by, at=at)
        if ticket:
            tickets.follow(ticket, case, at=at, by=by, counter=counter)
        way = f"{step.id} {outcome.id} > {outcome.to}"
        transitions.record(case, Happened.CASE_DECIDED, by=by, at=at, ticket=ticket, detail=way)
    return case


def pause(
    case: Case,
    reason: str,
    *,
    by: Officer,
    at: datetime,
    seen: int,
    note: str = "",
    look_again_on: date | None = None,
) -> Case:
    """Stop the clocks of a case. Waiting for the centre needs a day to look again; waiting for
    another district may have one."""
    note = texts.clean(note, texts.LONGEST)
    with writing():
        case, step = transitions.standing(case, seen)
        transitions.authority(case, step, by, at)
        if case.paused_for:
            demands.refuse_paused(case)
        if reason not in PAUSES or not note:
            lacks = "note" if reason in PAUSES else "why"
            raise Incomplete("Pilih sebab jeda dan tulis keterangannya.", field=lacks)
        transitions.begin_pause(case, reason, note, look_again_on, at)
        tickets.put_down(case, at)
        transitions.change(
            case,
            paused_for=reason,
            look_again_on=look_again_on if reason in LOOKED_AT else None,
            taken_by=None,
            taken_at=None,
        )
        transitions.follow_today(case, by=by, at=at)
        transitions.record(case, Happened.CASE_PAUSED, by=by, at=at, detail=reason)
    return case


def resume(case: Case, *, by: Officer | Device, at: datetime, seen: int, note: str = "") -> Case:
    """The clocks run again; a kiosk resumes for an applicant who has come back with papers."""
    with writing():
        case, step = transitions.standing(case, seen)
        if isinstance(by, Officer):
            transitions.authority(case, step, by, at)
        if not case.paused_for:
            raise Refused("{label} tidak sedang dijeda.", label=case.label)
        if isinstance(by, Device) and case.paused_for != "applicant":
            raise Refused("Permohonan {label} tidak menunggu pemohon.", label=case.label)
        transitions.end_pause(case, at)
        transitions.change(case, paused_for="", look_again_on=None)
        transitions.follow_today(case, by=by, at=at)
        transitions.record(case, Happened.CASE_RESUMED, by=by, at=at)
    return case


def look_again(case: Case, on: date, *, by: Officer, at: datetime, seen: int) -> Case:
    """Still waiting for the centre or another district: set the next day to look again."""
    with writing():
        case, step = transitions.standing(case, seen)
        transitions.authority(case, step, by, at)
        if case.paused_for not in LOOKED_AT or on <= timetable.today(case.office, at):
            raise Incomplete("Pilih tanggal cek ulang sesudah hari ini.", field="again_on")
        transitions.change(case, look_again_on=on)
        transitions.record(case, Happened.CASE_PAUSED, by=by, at=at, detail=f"centre until {on}")
    return case


def amend(
    case: Case,
    *,
    by: Officer,
    at: datetime,
    seen: int,
    answers: dict[str, object],
    subjects: list[tuple[str, str]],
    category: int | None = None,
    **typed: str,
) -> Case:
    """Write down what is asked, while the applicant is at a counter step.

    answers: question id -> answer, as `questions.checked` gives them; replaces the former.
    subjects: (NIK, name) of each owner of the data; replaces the former. Raises Refused where one
        of whom a correction tells would be lost.
    typed: applicant_name, applicant_phone, relation, authority_letter, statement.
    """
    with writing():
        case, step = transitions.standing(case, seen)
        transitions.authority(case, step, by, at)
        if not step.at_counter:
            raise Refused("Permohonan hanya diubah di loket, sebelum diteruskan.")
        if category is not None and Category.get_or_none(Category.id == category) is None:
            raise Incomplete("Kategori tidak dikenal.", field="category")
        typed = {
            name: texts.clean(text, texts.LONGEST if name == "statement" else texts.SHORT)
            for name, text in typed.items()
        }
        typed["applicant_phone"] = questions.phone(typed.get("applicant_phone", ""))
        Request.update(answers=answers, rejected_at=answers.get("rejected_at", ""), **typed).where(
            Request.case == case
        ).execute()
        _name_owners(case, subjects)
        transitions.change(case, category=category)
        transitions.record(case, Happened.CASE_AMENDED, by=by, at=at)
    return case


def withdraw(case: Case, reason: str, *, by: Officer, at: datetime, seen: int) -> Case:
    """End a case at the applicant's wish (batal), at any step; a lembar lets its rows go."""
    reason = texts.clean(reason, texts.LONGEST)
    with writing():
        case, step = transitions.standing(case, seen)
        transitions.authority(case, step, by, at)
        if not reason:
            raise Incomplete("Tulis alasan pembatalan.", field="withdrawn_for")
        ticket = tickets.live_of(case, day=timetable.today(case.office, at))
        Decision.insert(
            case=case,
            step=step.id,
            counts_on=step.id,
            outcome="withdrawn",
            kind="close",
            officer=by,
            arrived_at=case.arrived_at,
            taken_at=case.taken_at or at,
            at=at,
            reason=reason,
        ).execute()
        lembar.release(case, reason)
        transitions.end(case, "withdrawn", at)
        if ticket:
            tickets.write(ticket, at=at, status=TicketStatus.VOID, counter=None, closed_for=reason)
        transitions.record(case, Happened.CASE_WITHDRAWN, by=by, at=at, ticket=ticket)
    return case


def expire(case: Case, *, at: datetime, seen: int) -> Case:
    """Close a case whose applicant has not come back within the office's working days.

    Raises Refused when it is not paused for the applicant, or not that long.
    """
    with writing():
        case, _ = transitions.standing(case, seen)
        since = Pause.get_or_none(Pause.case == case, Pause.until.is_null())
        if case.paused_for != "applicant" or since is None:
            raise Refused("Permohonan {label} tidak menunggu pemohon.", label=case.label)
        if not waits_long(since, case.office, at=at):
            raise Refused("Pemohon masih punya waktu sampai {day}.", day=_due(since, case.office))
        transitions.end(case, "expired", at)
        transitions.record(case, Happened.CASE_EXPIRED, by=None, at=at)
    return case


def waits_long(pause: Pause, office: Office, *, at: datetime) -> bool:
    """Whether the applicant had all the working days the office gives."""
    return timetable.today(office, at) > _due(pause, office)


def _due(pause: Pause, office: Office) -> date:
    began = timetable.today(office, pause.since)
    return hours.working_days_after(began, office.comeback_days, timetable.of(office))


def _name_owners(case: Case, subjects: list[tuple[str, str]]) -> None:
    """Write down whose data it is; those a correction tells of stay as they are."""
    named = [
        (questions.nik(nik, owner=n), texts.clean(name))
        for n, (nik, name) in enumerate(subjects, start=1)
    ]
    told_of = case.corrections.where(Correction.subject.is_null(False)).select(Correction.subject)
    for row in case.subjects.where(Subject.id.in_(told_of)):
        if (row.nik, row.name) not in named:
            raise Refused("Pemilik data yang perbaikannya sudah disusun tidak dapat diubah.")
        named.remove((row.nik, row.name))
    Subject.delete().where(Subject.case == case, Subject.id.not_in(told_of)).execute()
    for nik, name in named:
        Subject.insert(case=case, nik=nik, name=name).execute()
