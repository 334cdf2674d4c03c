"""Recovery: a drafted correction is carried out in the register or noted of SIAK, and taken back.

Which of the two is the office's choice (`register.mode`). Under "siak" no row of the register is
changed here: the next extract brings what an officer did there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from database import find, first, insert, locked, store, writing
from models import Case, Correction, Decision, Officer, Output, Reversal
from office import access, procedures, timetable, transitions
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.register import doubles, elements, identify, register, staging
from register_tables import ChangeKind, RegisterChange


@dataclass(frozen=True)
class Done:
    """What an officer did in SIAK, and why something was done in spite of a warning."""

    reference: str = ""
    done_at: datetime | None = None
    despite: str = ""


def in_register() -> bool:
    """Whether a recovery changes the register here, rather than being noted of SIAK."""
    return register.mode() == register.OWN


def drafted(case: Case) -> list[Correction]:
    """The corrections that stand and still wait to be carried out."""
    return find(Correction, "case_id = ? AND stands AND applied_id IS NULL ORDER BY id", case.id)


def carry_out(case: Case, decision: Decision, done: Done) -> None:
    """Carry out every draft of a case; runs inside the decision's transaction.

    Raises
        Refused     without order, note or draft; of whom the case is not about after all; when
                    the register is being imported
        NotAllowed  by the officer who gave the order
        Stale       somebody's row is no longer the one the draft was made on
        Incomplete  no word of what was done in SIAK; no reason for a double or for a stranger
    """
    order = _order(case, decision)
    rows = drafted(case)
    if not rows:
        raise Incomplete("Belum ada perbaikan yang disiapkan.")
    if not in_register():
        _note_siak(rows, decision, order, done)
        return
    _refuse_stale(rows, identify.identified(case))
    if not done.despite:
        _refuse_without_reason(case, rows)
    for row in rows:
        change = staging.begin(
            ChangeKind.CORRECTION, by=decision.officer, at=decision.at, person=row.person
        )
        applied = {"applied": decision, "ordered": order.id, "done_at": decision.at}
        store(row, **applied, change=change.id, despite=done.despite)
        _write(change, row, {row.element: row.after}, by=decision.officer, at=decision.at)


def reverse(
    correction: Correction, reason: str, done: Done, *, by: Officer, at: datetime, seen: int
) -> Correction:
    """Take an applied correction back: by who may give the order, never by who carried it out.

    done: what was done in SIAK, where the correction was noted of it.
    Raises NotAllowed, Incomplete, Stale, and Refused on what was not carried out, was taken back
    already, or has changed again since.
    """
    with writing():
        row = locked(correction)
        case = transitions.fresh(row.case, seen)
        if row.applied_id is None:
            raise Refused("Perbaikan ini belum dijalankan.")
        if first(Reversal, "correction_id = ?", row.id):
            raise Refused("Perbaikan ini sudah dibatalkan.")
        if row.id not in reversible([row], by, at):
            raise NotAllowed("Pembatalan dilakukan pejabat lain yang boleh memberi perintah.")
        if not reason:
            raise Incomplete("Tulis alasan pembatalan perbaikan.", field="reversed_for")
        told = {"correction": row, "officer": by, "at": at, "reason": reason}
        if row.change is None:
            _demand_siak(done, at)
            insert(Reversal, **told, reference=done.reference, done_at=done.done_at)
        else:
            _refuse_changed_since(row)
            change = staging.begin(ChangeKind.REVERSAL, by=by, at=at, person=row.person)
            insert(Reversal, **told, done_at=at, change=change.id)
            _write(change, row, {row.element: row.before}, by=by, at=at)
        transitions.change(case)
        detail = f"correction {row.id}"
        transitions.record(case, Happened.CORRECTION_REVERSED, by=by, at=at, detail=detail)
    return row


def reversible(rows: Sequence[Correction], by: Officer, at: datetime) -> set[int]:
    """Ids of those of a case's corrections that are `by`'s to take back: in the role that gave the
    order, unless they carried it out themselves."""
    carried = [row for row in rows if row.applied_id and row.ordered]
    if not carried or carried[0].case.office_id != by.office_id:
        return set()
    case = carried[0].case
    roles = access.authorities(by, on=timetable.today(case.office, at))
    orders = {row.id: row for row in find(Decision, "case_id = ?", case.id)}
    sheet = procedures.of(case)
    return {
        row.id
        for row in carried
        if sheet.step(orders[row.ordered].step).role in roles and row.applied.officer_id != by.id
    }


def reversals(case: Case) -> dict[int, Reversal]:
    """Correction id -> how it was taken back."""
    of_case = "correction_id IN (SELECT id FROM correction WHERE case_id = ?)"
    return {row.correction_id: row for row in find(Reversal, of_case, case.id)}


def undone(case: Case) -> bool:
    """Whether something was carried out for it, and all of that was taken back."""
    applied = carried_out(case)
    return bool(applied) and len(applied) == len(reversals(case))


def carried_out(case: Case) -> list[Correction]:
    """The corrections of a case that were carried out, taken back or not."""
    return find(Correction, "case_id = ? AND stands AND applied_id IS NOT NULL", case.id)


def behind(change: RegisterChange) -> tuple[Correction, Reversal | None] | None:
    """The correction that a change carried out, or took back by the reversal; None of an import."""
    reversal = first(Reversal, "change = ?", change.id)
    row = reversal.correction if reversal else first(Correction, "change = ?", change.id)
    return (row, reversal) if row else None


def _order(case: Case, decision: Decision) -> Decision:
    """The standing order under which `decision` carries out (A3), with the note (A4) behind it."""
    order = first(Decision, "case_id = ? AND kind = 'approve' AND stands ORDER BY id", case.id)
    if order is None:
        raise Refused("Belum ada perintah pemulihan.")
    documents = procedures.of(case).documents
    made = find(Output, "case_id = ? AND stands = 1", case.id)
    if not any(documents[output.document].made == "note" for output in made):
        raise Refused("Belum ada catatan hasil verifikasi.")
    if order.officer_id == decision.officer_id:
        raise NotAllowed("Anda yang memerintahkan, jadi tidak boleh menjalankannya sendiri.")
    return order


def _note_siak(rows: list[Correction], decision: Decision, order: Decision, done: Done) -> None:
    _demand_siak(done, decision.at)
    for row in rows:
        told = {"reference": done.reference, "done_at": done.done_at}
        store(row, applied=decision, ordered=order.id, **told)


def _demand_siak(done: Done, at: datetime) -> None:
    if not done.reference or done.done_at is None:
        lacks = "done_at" if done.reference else "reference"
        raise Incomplete("Isi waktu dan nomor rujukan perbaikan di SIAK.", field=lacks)
    if done.done_at > at:
        raise Incomplete("Waktu perbaikan di SIAK belum terjadi.", field="done_at")


def _refuse_stale(rows: list[Correction], meant: list[int]) -> None:
    for row in rows:
        if row.person is None:
            raise Refused(
                "{element}: perbaikan ini belum menunjuk orang di database kependudukan. "
                "Susun ulang perbaikannya.",
                element=elements.words(row.element),
            )
        if row.person not in meant:
            raise Refused(
                "Orang itu tidak lagi dipilih pada permohonan ini. Susun ulang perbaikannya."
            )
        held = register.person(row.person)
        if held is None or held.id != row.drafted_on:
            raise Stale(
                "Data orang ini di database kependudukan berubah sejak perbaikan disusun. "
                "Susun ulang perbaikannya."
            )


def _refuse_without_reason(case: Case, rows: list[Correction]) -> None:
    if doubles.of_drafts(rows):
        raise Incomplete(
            "Perbaikan ini membuat data ganda. Tulis alasan tetap dijalankan.", field="despite"
        )
    if identify.strangers(case, [row.person for row in rows]):
        raise Incomplete(
            "NIK dan nama orang itu tidak mirip pemilik data menurut permohonan. "
            "Tulis alasan tetap dijalankan.",
            field="despite",
        )


def _refuse_changed_since(row: Correction) -> None:
    held = register.person(row.person) if row.person else None
    if held is None or getattr(held, row.element) != row.after:
        raise Stale(
            "{element} sudah berubah lagi sesudah perbaikan ini; pembatalannya akan menghapus "
            "perubahan itu.",
            element=elements.words(row.element),
        )


def _write(
    change: RegisterChange, row: Correction, values: Mapping[str, str], *, by: Officer, at: datetime
) -> None:
    """A person's next version, with these elements changed; it is shown at once."""
    assert row.person is not None  # noqa: S101  the draft was made on a row
    held = register.people("person = ?", row.person)[0]
    told = {name: getattr(held, name) for name in staging.ELEMENTS} | dict(values)
    staging.end(change, [held.id], at=at)
    staging.add(change, [(row.person, tuple(told.values()))], at=at)
    staging.show(change, {"changed": 1}, by=by, at=at, case=row.case_id)
