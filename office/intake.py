"""Intake: what was asked becomes a case and its ticket, in one transaction."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from database import first, insert, locked, one, store, writing
from models import (
    LIVE,
    Case,
    Device,
    Draft,
    Office,
    Officer,
    Request,
    Subject,
    Ticket,
    TicketStatus,
)
from office import (
    audit,
    closing,
    doors,
    issuing,
    procedures,
    questions,
    queue,
    quotas,
    sop,
    tickets,
    timetable,
    transitions,
)
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, NotFound, Refused


@dataclass(frozen=True)
class Asked:
    """What the kiosk or an officer submits.

    answers: question id -> answer, as `questions.checked` gives them; may be empty (number only).
    """

    procedure: sop.Procedure
    answers: Mapping[str, object]
    submission: str  # the idempotency key

    @property
    def nik(self) -> str:
        return str(self.answers.get("nik") or "")

    @property
    def priority(self) -> bool:
        return self.answers.get("priority") == "yes"


def submit(
    asked: Asked,
    office: Office,
    *,
    by: Device | Officer,
    at: datetime,
    place_at: datetime | None = None,
) -> Ticket:
    """Open a case and issue its ticket. The same submission key gives the same ticket again.

    place_at: the place in the order of who has an appointment, for whom the quota kept a number.

    Raises
        Refused     the office takes no numbers now, or none of these; the sentence says when again
        Incomplete  nobody queues for this procedure
    """
    with writing():
        if given := _given(asked.submission):
            return given
        if not asked.procedure.prefix:
            raise Incomplete("Untuk layanan ini tidak ada nomor antrean.")
        doors.refuse_number(office, by=by, at=at)
        counted = "" if place_at else quotas.counted(office, asked.procedure, by=by, at=at)
        case = transitions.open_case(asked.procedure, office, at=at, category=_category(asked))
        kept = {id: answer for id, answer in asked.answers.items() if id not in ("nik", "priority")}
        insert(Request, case=case, answers=kept, rejected_at=kept.get("rejected_at", ""))
        if asked.nik:
            insert(Subject, case=case, nik=asked.nik)
        ticket = issuing.issue(
            case,
            role=case.role,
            series=asked.procedure.prefix,
            submission=asked.submission,
            priority=asked.priority,
            by=by,
            at=at,
            place_at=place_at,
            quota=counted,
        )
        one("DELETE FROM draft WHERE key = ?", asked.submission)
        name, opened = Happened.TICKET_ISSUED, "case opened"
        audit.record(office, name, at=at, by=by, case=case, ticket=ticket, detail=opened)
    return ticket


def come_back(
    case: Case, submission: str, *, by: Device | Officer, at: datetime, priority: bool = False
) -> Ticket:
    """A number for a case that lives on: papers brought, result fetched, left over yesterday.

    A case paused for its applicant goes on: who is back on the same day keeps number and place.
    Who was left over keeps yesterday's place, so they go first. The same submission key gives the
    same ticket again. No quota is asked: we sent them for the papers, and told them to come back.

    Raises Refused when the case needs nobody at a counter, or the office takes no numbers now.
    """
    with writing():
        if given := _given(submission):
            return given
        doors.refuse_number(case.office, by=by, at=at)
        case = locked(case)
        brings_papers = case.paused_for == "applicant"
        if brings_papers:
            transitions.end_pause(case, at)
            transitions.change(case, paused_for="")
        role = tickets.counter_role(case)
        if role is None:
            raise Refused("Belum perlu ke loket. Ikuti perkembangannya dengan kode ini.")
        last = _last_visit(case, by=by, at=at)
        if last and last.status in LIVE:
            ticket, what = last, Happened.TICKET_RESTORED
            _wait_again(ticket, case, by=by, at=at)
        else:
            what = Happened.TICKET_ISSUED
            ticket = issuing.issue(
                case,
                role=role,
                series=procedures.of(case).prefix,
                submission=submission,
                priority=priority,
                by=by,
                at=at,
                place_at=None if brings_papers else _kept_place(last),
                quota=quotas.RETURNS,
            )
            one("DELETE FROM draft WHERE key = ?", submission)
        audit.record(
            case.office_id, what, at=at, by=by, case=case, ticket=ticket, detail="case goes on"
        )
    return ticket


def put_back(ticket: Ticket, *, by: Officer, at: datetime) -> Ticket:
    """Whoever missed their call, was held or asked for papers is in the hall again.

    Raises NotAllowed and Refused as queue.restore does.
    """
    with writing():
        ticket = locked(ticket)
        if ticket.status != TicketStatus.HELD or ticket.case.paused_for != "applicant":
            return queue.restore(ticket, by=by, at=at)
        queue.refuse_stranger(ticket, by, at)
        return come_back(ticket.case, f"back-{ticket.id}", by=by, at=at)


def at_the_counter(
    procedure: sop.Procedure,
    *,
    by: Officer,
    at: datetime,
    submission: str,
    answers: Mapping[str, object] | None = None,
) -> Ticket:
    """Staff open a case and its number for someone who walked in ("Buat permohonan").

    answers: what they were asked, as in Asked; mostly nothing.
    """
    if not queue.minds_numbers(by, procedure, on=timetable.today(by.office, at)):
        raise NotAllowed("Membuat permohonan bukan tugas Anda.")
    return submit(Asked(procedure, answers or {}, submission), by.office, by=by, at=at)


def begin_draft(device: Device, *, at: datetime) -> Draft:
    """A new kiosk session; its key is the idempotency key of what it will submit."""
    with writing():
        return Draft.create(key=secrets.token_urlsafe(24), device=device, touched_at=at)


def draft(key: str, device: Device, *, since: datetime) -> Draft | None:
    """The kiosk session of that key, unless nobody touched it since that moment."""
    return first(Draft, "key = ? AND device_id = ? AND touched_at > ?", key, device.id, since)


def answer(draft: Draft, *, at: datetime, procedure: str | None = None, **changes: object) -> Draft:
    """Keep an answer of a kiosk session (question id -> answer; None takes it away).

    Raises NotFound when the session was wiped or submitted in the meantime.
    """
    with writing():
        found = Draft.get_or_none(Draft.key == draft.key)
        if found is None:
            raise NotFound("Jawaban di layar ini sudah dihapus. Mulai dari awal.")
        draft = found
        kept = {**draft.answers, **changes}
        draft.answers = {id: given for id, given in kept.items() if given is not None}
        draft.procedure = draft.procedure if procedure is None else procedure
        draft.touched_at = at  # type: ignore[assignment]
        Draft.update(answers=draft.answers, procedure=draft.procedure, touched_at=at).where(
            Draft.key == draft.key
        ).execute()
    return draft


def wipe(key: str) -> None:
    """Forget a kiosk session. Wiping what is gone is no mistake."""
    with writing():
        Draft.delete().where(Draft.key == key).execute()


def wipe_left_behind(*, before: datetime) -> int:
    """Forget the answers of kiosks that went dark. Returns how many."""
    with writing():
        return Draft.delete().where(Draft.touched_at < before).execute()


def _category(asked: Asked) -> int | None:
    """The category the answers propose; the officer may choose another."""
    code = questions.PROPOSED.get(str(asked.answers.get("problem", "")))
    row = one("SELECT id FROM category WHERE code = ? AND active", code) if code else None
    return row[0] if row else None


def _last_visit(case: Case, *, by: Device | Officer, at: datetime) -> Ticket | None:
    """The case's latest ticket, brought to its end if its day is over."""
    day = timetable.today(case.office, at)
    last = case.tickets.order_by(Ticket.id.desc()).first()
    if last is None or last.status not in LIVE or last.day == day:
        return last
    closing.close_days(case.office, before=day, by=by, at=at)
    return locked(last)


def _wait_again(ticket: Ticket, case: Case, *, by: Device | Officer, at: datetime) -> None:
    """Back on the day they were held or asked for papers: the number is good and waits again.

    Raises Refused for any other number of today; it needs nothing to be good.
    """
    if ticket.status != TicketStatus.HELD:
        raise Refused("Nomor {label} masih berlaku.", label=ticket.label)
    tickets.follow(ticket, case, at=at, by=by, counter=None)
    store(ticket, away_since=None)  # whoever stands here is out no more


def _kept_place(last: Ticket | None) -> datetime | None:
    """The place of whom the day's end left over, lapsed or still held; None: a place of today."""
    if last is None:
        return None
    left_over = last.status == TicketStatus.LAPSED or last.closed_for == tickets.GOES_ON
    return last.place_at if left_over else None


def _given(submission: str) -> Ticket | None:
    """The ticket this submission has already been given."""
    return first(Ticket, "submission = ?", submission)
