"""What became of each row of a lembar: noted while it is worked on, and changed after it ended."""

from collections.abc import Mapping
from datetime import datetime

from database import find, insert, store, writing
from ministry_tables import Row
from models import Case, Officer
from office import access, demands, procedures, sop, timetable, transitions
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused
from office.texts import LONGEST, clean
from reply_tables import LaterResult

RESULTS = {
    "fixed": "Sudah diperbaiki",
    "correct": "Data sudah benar",
    "other_region": "Milik daerah lain",
    "centre": "Diajukan ke pusat",
    "not_found": "Tidak ditemukan",
    "unclear": "Belum dapat dipastikan",
}
TOLD_WITH = {  # a result that does not explain itself -> what its note says
    "other_region": "daerah mana",
    "centre": "apa yang diajukan",
    "not_found": "di mana sudah dicari",
    "unclear": "apa yang belum jelas",
}
Given = Mapping[int, tuple[str, str]]  # id of a row -> result, note


def note(case: Case, given: Given, *, by: Officer, at: datetime, seen: int) -> Case:
    """Note results of a lembar whose step asks for them; the step stays open.

    given: only what is to be changed; a result "" takes one back.

    Raises
        Stale       the lembar has moved since the page was drawn
        NotAllowed  the step is not `by`'s
        Refused     it asks for no results, is paused, or is a colleague's
        Incomplete  a result or its note is missing or malformed; then none is noted
    """
    with writing():
        case, step = transitions.standing(case, seen)
        transitions.authority(case, step, by, at)
        if procedures.made_for(case) != "rows":
            raise Refused("Lembar {label} tidak di kegiatan yang mencatat hasil.", label=case.label)
        demands.refuse_if_taken(case, by)
        demands.refuse_if_paused(case, step)
        if changed := _changed(case, given):
            for row, result, note in changed:
                store(row, result=result, result_note=note)
            transitions.change(case)
            detail = f"{len(changed)} rows"
            transitions.record(case, Happened.RESULTS_SAVED, by=by, at=at, detail=detail)
    return case


def finish(case: Case, given: Given) -> None:
    """A result for every row that was not struck; within the decision that ends the step."""
    rows = standing(case)
    now = {row.id: (row.result, row.result_note) for row in rows}
    for row, result, note in _changed(case, {**now, **given}, whole=True):
        store(row, result=result, result_note=note)


def change(
    row: Row, result: str, note: str, reason: str, *, by: Officer, at: datetime, seen: int
) -> Case:
    """Give a row another result after its lembar has ended: the former stays on record.

    Raises as `note` does, Refused before the lembar has ended, Incomplete without a reason or when
    nothing is new.
    """
    reason = clean(reason, LONGEST)
    with writing():
        case = transitions.fresh(row.case, seen)
        if by.office_id != case.office_id or not may_change(case, by, at):
            raise NotAllowed("Mengubah hasil lembar bukan tugas Anda.")
        if case.end is None:
            raise Refused("Lembar {label} belum selesai; isi hasilnya di sana.", label=case.label)
        changed = _changed(case, {row.id: (result, note)}, whole=True)
        if not changed or not reason:
            raise Incomplete("Pilih hasil yang baru dan tulis alasannya.", field="reason")
        ((row, result, note),) = changed
        former = {"former": row.result, "former_note": row.result_note, "reason": reason}
        insert(LaterResult, row=row.id, result=result, note=note, **former, officer=by.id, at=at)
        store(row, result=result, result_note=note)
        transitions.change(case)
        detail = f"{row.number}: {former['former']} > {result}"
        transitions.record(case, Happened.RESULT_CHANGED, by=by, at=at, detail=detail)
    return case


def may_change(case: Case, by: Officer, at: datetime) -> bool:
    """Whether results of this lembar are `by`'s to note."""
    role = maker(procedures.of(case))
    return access.authority(by, role, on=timetable.today(by.office, at)) is not None


def maker(procedure: sop.Procedure) -> str:
    """The role whose step makes the results; "" where there are none."""
    return next((step.role for step in procedure.steps if procedure.made(step) == "rows"), "")


def standing(case: Case) -> list[Row]:
    """The rows of a lembar that were not struck, in their order."""
    return find(Row, "case_id = ? AND struck_to_id IS NULL ORDER BY number", case.id)


def later(case: Case) -> list[LaterResult]:
    """What was changed after the lembar ended, oldest first."""
    of_this = "row_id IN (SELECT id FROM row WHERE case_id = ?) ORDER BY id"
    return find(LaterResult, of_this, case.id)


def _changed(case: Case, given: Given, *, whole: bool = False) -> list[tuple[Row, str, str]]:
    """The rows that get another result or note, each checked.

    whole: none may be without a result.
    """
    rows = {row.id: row for row in standing(case)}
    if set(given) - set(rows):
        raise Incomplete("Baris itu tidak ada di lembar ini.")
    found = []
    for id, row in rows.items():
        if id in given:
            result, note = given[id][0], clean(given[id][1])
            check(row.number, result, note, id=id, whole=whole)
            if (result, note) != (row.result, row.result_note):
                found.append((row, result, note))
    return found


def check(n: int, result: str, note: str, *, id: int = 0, whole: bool = True) -> None:
    """Raises Incomplete on what is no result, and on one whose note is missing.

    n: the row's number on its lembar.
    """
    if result not in RESULTS and (whole or result):
        raise Incomplete("Baris {n}: pilih hasilnya.", field=f"result-{id}", n=n)
    if result in TOLD_WITH and not note:
        raise Incomplete(
            "Baris {n}: {result} perlu catatan, {what}.",
            field=f"note-{id}",
            n=n,
            result=RESULTS[result].lower(),
            what=TOLD_WITH[result],
        )
