"""Drafts of corrections (A5): each is checked when it is written, and changes nothing yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from database import find, insert
from models import Case, Correction, Decision, Paper, Subject
from office import sop, timetable
from office.errors import Incomplete, Stale
from office.register import elements, identify, recover, register
from office.texts import clean
from register_tables import Resident

SHOWN = {
    # how the basis was seen -> (original, copy)
    "original": (True, False),
    "copy": (False, True),
    "both": (True, True),
}


@dataclass(frozen=True)
class Change:
    """One element as it stands and as it should.

    subject: the id of whose data it is, among those the request names.
    person: of the register; then `before` is what stands there, whatever was typed.
    drafted_on: the resident row the page showed.
    shown: how the basis was seen, of SHOWN; "": as the case's checklist has it.
    """

    element: str
    before: str
    after: str
    basis: str
    subject: int | None = None
    person: int | None = None
    drafted_on: int | None = None
    shown: str = ""


def write(
    case: Case, decision: Decision, changes: Sequence[Change], papers: Sequence[sop.Paper]
) -> None:
    """Keep the drafts of a case; runs inside the decision's transaction.

    papers: those the case's checklist asks for.

    Raises
        Incomplete  nothing to correct, no basis, a value that fits no such element, nobody of
                    the register where the register is to be changed
        Stale       the register tells something else of them since the page was drawn
    """
    if not changes:
        raise Incomplete("Tulis elemen yang diperbaiki, sebelum dan sesudahnya.", field="before")
    mine = {row.id for row in find(Subject, "case_id = ?", case.id)}
    today = timetable.today(case.office, decision.at)
    told: set[tuple[str, int | None, str]] = set()
    for change in changes:
        element, basis = change.element, clean(change.basis)
        if element not in elements.WORDS:
            raise Incomplete("Pilih elemen yang diperbaiki.", field="element")
        if not clean(change.after) or not basis:
            lacks = "basis" if clean(change.after) else "after"
            raise Incomplete("Isi nilai sesudah dan dokumen dasarnya.", field=lacks)
        if change.subject is not None and change.subject not in mine:
            raise Incomplete("Pemilik data tidak dikenal.")
        held = _held(case, change)
        before, after = _values(change, held, today)
        whose = ("person", change.person) if change.person else ("subject", change.subject)
        if (*whose, element) in told:
            words = elements.words(element)
            raise Incomplete("{element} disusun dua kali.", field="element", element=words)
        told.add((*whose, element))
        original, copy = SHOWN.get(change.shown) or _ticks(case, papers, basis)
        values = {"element": element, "before": before, "after": after, "basis": basis}
        seen = {"original_seen": original, "copy_received": copy}
        of_whom = {"subject": change.subject, "person": change.person}
        on = held.id if held else None
        insert(Correction, case=case, drafted=decision, drafted_on=on, **of_whom, **values, **seen)


def _held(case: Case, change: Change) -> Resident | None:
    """The row the draft is made on; none where the register did not know the person."""
    if change.person is None:
        if recover.in_register():
            raise Incomplete("Pilih dulu orangnya di database kependudukan.", field="person")
        return None
    held = register.person(change.person)
    if change.person not in identify.identified(case):
        raise Incomplete("Pilih dulu orangnya di database kependudukan.", field="person")
    if held is None or change.drafted_on not in (None, held.id):
        raise Stale("Data orang ini di database kependudukan baru saja berubah. Periksa lagi.")
    return held


def _values(change: Change, held: Resident | None, on: date) -> tuple[str, str]:
    """Before and after as the register has them or would have them."""
    after = elements.fitting(change.element, clean(change.after), on=on)
    before = clean(change.before)
    if held is not None:
        before = getattr(held, change.element)
        after = after.upper() if held.name.isupper() else after
    elif change.element == "birth_date":
        before = elements.day(before)
    if before == after:
        raise Incomplete("Nilai sebelum dan sesudah sama.", field="after")
    return before, after


def _ticks(case: Case, papers: Sequence[sop.Paper], basis: str) -> tuple[bool, bool]:
    """Whether the case's checklist has the basis shown as original, and as copy."""
    ids = [paper.id for paper in papers if paper.title.casefold() == basis.casefold()]
    for row in find(Paper, "case_id = ?", case.id):
        if row.paper in ids:
            return row.original_seen, row.copy_received
    return False, False
