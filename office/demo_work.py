"""What the demo's officers do with a case: at the counter, at the desk, up the ladder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from database import locked, one
from models import Case, Counter, Decision, Officer, Request, Ticket, TicketStatus
from office import (
    casework,
    demo_register,
    hours,
    made,
    privacy,
    procedures,
    queue,
    timetable,
    transitions,
    worklists,
)
from office.demo_people import FAULTS, LEFT_OUT, NOTES, TOLD
from office.ministry import results
from office.papers import file_place
from office.register import drafts, identify, register
from office.sheet import Step

if TYPE_CHECKING:
    from office.demo_days import Days

Life = Iterator[timedelta]
Way = tuple[str, dict[str, Any]]  # an outcome and what its page asked for


def at_counter(days: Days, ticket: Ticket, counter: Counter, officer: Officer) -> Life:
    """Serve a person until they leave this counter."""
    while True:
        case = locked(ticket.case)
        step = procedures.step_of(case)
        if step is None:
            yield days.some(2, 4)  # the result is handed over
            queue.finish(ticket, by=officer, at=days.at, counter=counter)
            return
        yield days.some(0.3, 0.9) * (step.minutes or 10)
        case = _write_down(days, locked(case), officer)
        if days.fates.get(case.id) == "withdrawn":
            why = "Pemohon mengurungkan permohonan."
            casework.withdraw(case, why, by=officer, at=days.at, seen=case.moves)
            return
        decide(days, case, officer, counter=counter)
        ticket = locked(ticket)
        if ticket.status != TicketStatus.SERVING or ticket.counter_id != counter.id:
            return


def desk(days: Days, officer: Officer) -> Life:
    """An officer without a counter looks at the worklist now and then."""
    while True:
        if days.serving():
            yield from spare_time(days, officer)
        yield days.some(6, 14)


def spare_time(days: Days, officer: Officer) -> Life:
    """One case of the worklist, or a look at what waits for the centre; else a short wait."""
    if _due(days, officer) and days.chance.random() < 0.35:
        _look_again(days, officer)
    elif _work_lies_ready(days, officer):
        for case in list(worklists.waiting(officer, at=days.at)):
            step = procedures.of(case).step(case.step)
            if step.at_counter or days.rests.get(case.id) == step.id:
                continue
            if case.taken_by_id in (None, officer.id) and _may(officer, case, step):
                yield from _work(days, case, officer)
                return
    yield days.some(2, 4)


def _look_again(days: Days, officer: Officer) -> None:
    """What the centre was asked: readable by now, or looked at again; one or two are forgotten."""
    due = worklists.look_again(officer, at=days.at)
    case = next((one for one in list(due) if days.rests.get(one.id) != one.step), None)
    if case is None:
        return
    if days.chance.random() < 0.3:
        on = _coming_look(days, days.chance.randint(1, 3))
        casework.look_again(case, on, by=officer, at=days.at, seen=case.moves)
    else:
        decide(days, case, officer)


def _coming_look(days: Days, count: int) -> date:
    """So many working days on."""
    today = timetable.today(days.office, days.at)
    return hours.working_days_after(today, count, days.hours)


def _may(officer: Officer, case: Case, step: Step) -> bool:
    """Nobody initials their own work."""
    return not (step.approves and transitions.decided_before(case, step, officer))


def _work_lies_ready(days: Days, officer: Officer) -> bool:
    """Whether a case waits at a desk step of this role; asked plainly, for it is asked often."""
    steps = [
        step.id
        for procedure in procedures.live()
        for step in procedure.steps
        if step.role in days.roles[officer.username] and not step.at_counter
    ]
    marks = ",".join("?" * len(steps))
    ready = f"""SELECT 1 FROM "case" WHERE step IN ({marks})
        AND paused_for = '' AND coalesce(taken_by_id, ?) = ?"""  # noqa: S608  only marks
    return one(ready, *steps, officer.id, officer.id) is not None


def _due(days: Days, officer: Officer) -> bool:
    """Whether a case of this role that waits for the centre is to be looked at today."""
    role, day = days.roles[officer.username], timetable.today(days.office, days.at)
    if day == days.today:
        return False  # those of today are left to the guest
    marks = ",".join("?" * len(role))
    due = f"""SELECT 1 FROM "case" WHERE role IN ({marks}) AND look_again_on <= ?"""  # noqa: S608
    return one(due, *role, day.isoformat()) is not None


def decide(days: Days, case: Case, officer: Officer, counter: Counter | None = None) -> Case:
    """Take the way out that this case's fate asks for."""
    step = procedures.of(case).step(case.step)
    if identify.can_identify(case):
        demo_register.identify_owner(case, by=officer, at=days.at)
    outcome, details = WAYS[step.id](days, case, step)
    if outcome == "complete":  # the papers are put away as they come in
        place, before = f"Rak {case.id % 3 + 1} / Map {case.label}", file_place.latest(case)
        file_place.put(case, place, before=before, by=officer, at=days.at)
    return casework.decide(
        case, outcome, by=officer, at=days.at, seen=case.moves, counter=counter, **details
    )


def _work(days: Days, case: Case, officer: Officer) -> Life:
    """Take a case and keep it as long as it stays with me."""
    case = casework.take(case, by=officer, at=days.at, seen=case.moves)
    while case.taken_by_id == officer.id and days.rests.get(case.id) != case.step:
        step = procedures.of(case).step(case.step)
        if days.fates.get(case.id) == "other_region" and step.output and step.role == "adb":
            days.fates[case.id] = "fixed"
            why = "Surat ke Disdukcapil daerah asal sudah dikirim."
            casework.pause(case, "other_region", by=officer, at=days.at, seen=case.moves, note=why)
            return
        yield days.some(0.25, 1.15) * min(step.minutes or 5, 40)
        case = decide(days, locked(case), officer)


def _write_down(days: Days, case: Case, officer: Officer) -> Case:
    """Name and phone are taken at the counter, once."""
    request = Request.get(Request.case == case)
    if request.applicant_name or case.id not in days.people:
        return case
    nik, name = days.people[case.id]
    if days.chance.random() < 0.4:
        why, role = "Mencocokkan dengan KK di loket.", str(case.role)
        privacy.open_case_data(case, ["nik"], why, by=officer, role=role, at=days.at)
    return casework.amend(
        case,
        by=officer,
        at=days.at,
        seen=case.moves,
        answers=request.answers,
        subjects=[(nik, name)],
        category=case.category_id,
        applicant_name=name,
        applicant_phone="0800000" + nik[-4:],
        relation="sendiri",
    )


def _spent(days: Days, case: Case, fate: str) -> bool:
    """Whether this is the case's fate; from now on it is an ordinary one."""
    if days.fates.get(case.id) != fate:
        return False
    days.fates[case.id] = "fixed"
    return True


def _check(days: Days, case: Case, step: Step) -> Way:
    before = case.decisions.where(Decision.outcome == "incomplete")
    if days.fates.get(case.id) in ("incomplete", "gone") and not before.exists():
        return "incomplete", {"reason": "KK terbaru belum dibawa."}
    if _spent(days, case, "consult"):
        return "consult", {"reason": "Akta dan ijazah berbeda; mohon arahan."}
    papers = made.wanted_papers(case)
    ticks = {paper.id: made.Tick(True, days.chance.random() < 0.8) for paper in papers}
    return "complete", {"work": made.Work(papers=ticks)}


def _order(days: Days, case: Case, step: Step) -> Way:
    if _spent(days, case, "returned"):
        return "returned", {"reason": "Fotokopi akta tidak terbaca, mohon diganti."}
    return "ordered", {}


def _correct(days: Days, case: Case, step: Step) -> Way:
    fate = days.fates.get(case.id)
    if fate == "never_entered":
        return fate, {"reason": "Data belum pernah di-entry; perlu pencatatan biodata baru."}
    if fate == "right":
        return fate, {"reason": "Data sudah benar dan aktif di SIAK."}
    if fate == "centre":
        look = _coming_look(days, days.chance.randint(1, 4))
        today = timetable.today(case.office, days.at)
        if today < days.today <= today + timedelta(days=6):
            if case.id % 3 == 0:
                look = days.today
            elif case.id % 7 == 0:
                days.rests[case.id] = "centre"
        return "consolidate", {"look_again_on": look, "reason": "Di lembaga belum terbaca."}
    answers = Request.get(Request.case == case).answers
    choices = FAULTS.get(answers.get("problem"), FAULTS["unknown"])
    parts = answers.get("elements")
    _, element, _, _, basis = next((one for one in choices if one[0] == parts), choices[0])
    subject, people = case.subjects.first(), identify.identified(case)
    held = register.person(people[0]) if people else None
    if held is None or subject is None:
        return "never_entered", {"reason": "Data belum pernah di-entry; perlu biodata baru."}
    true = demo_register.mistakes(subject.nik)
    wrong = [one for one in (element, *true) if one in true and getattr(held, one) != true[one]]
    if not wrong:
        return "right", {"reason": "Data sudah benar dan aktif di SIAK."}
    of_whom = {"subject": subject.id, "person": held.person, "drafted_on": held.id}
    change = drafts.Change(wrong[0], "", true[wrong[0]], basis, **of_whom)
    return "wrong", {"work": made.Work(changes=(change,))}


def _apply(days: Days, case: Case, step: Step) -> Way:
    done = days.at - timedelta(seconds=30)
    return "recovered", {"work": made.Work(reference=f"SIAK-{case.id:05d}", done_at=done)}


def _centre(days: Days, case: Case, step: Step) -> Way:
    if days.chance.random() < 0.7:
        return "readable", {"work": made.Work(text="Sudah terbaca di lembaga.")}
    return "letter", {"reason": "Surat keterangan diberikan kepada pemohon."}


def _ladder(*backs: str) -> Callable[[Days, Case, Step], Way]:
    """A rung: mostly yes; now and then one of the ways back, but not for ever."""

    def rung(days: Days, case: Case, step: Step) -> Way:
        returns = case.decisions.where(Decision.kind == "return").count()
        if returns < 2 and days.chance.random() < 0.3:
            return days.chance.choice(backs), {"reason": days.chance.choice(LEFT_OUT)}
        return "yes", {}

    return rung


def _update(days: Days, case: Case, step: Step) -> Way:
    kinds = [*TOLD] + ["fixed", "correct"] * 3
    chosen = {row.id: days.chance.choice(kinds) for row in results.standing(case)}
    rows = {id: (result, TOLD[result]) for id, result in chosen.items()}
    return "updated", {"work": made.Work(rows=rows)}


def _plainly(outcome: str, *texts: str) -> Callable[[Days, Case, Step], Way]:
    def way(days: Days, case: Case, step: Step) -> Way:
        return outcome, {"work": made.Work(text=days.chance.choice(texts or ("",)))}

    return way


WAYS: dict[str, Callable[[Days, Case, Step], Way]] = {
    "direct": _plainly("directed"),
    "check": _check,
    "order": _order,
    "verify": _plainly("noted", *NOTES),
    "correct": _correct,
    "apply": _apply,
    "advise": _plainly("advised", "Gunakan akta kelahiran sebagai dasar."),
    "centre": _centre,
    "receive": _plainly("received", "Surat dan lampiran diterima lengkap."),
    "examine": _plainly("examined", "Baris diteliti terhadap KK dan akta; usulan terlampir."),
    "kasi_verify": _ladder("no"),
    "kabid_verify": _ladder("no", "no_staff"),
    "approve": _ladder("no"),
    "update": _update,
}
