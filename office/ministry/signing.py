"""Lembar approved to be signed: printed, signed on paper, or given back unsigned."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from peewee import JOIN, ModelSelect, Value, fn

from database import writing
from ministry_tables import Lembar, Letter, WetSignature
from models import Case, Decision, Officer, View
from office import casework, procedures, texts, transitions
from office.errors import Incomplete, Refused
from office.ministry import lembar

PRINTING = "Mencetak lembar untuk diparaf dan ditandatangani"  # the reason in the view log
YEAR = re.compile(r"(19|20)\d\d")
WHICH_RUNS = "Beri kurung siku pada nomor yang berurutan, misalnya 470/[014]/2026."


def waiting(officer: Officer, letter: int = 0) -> ModelSelect:
    """Those of the office that may be signed and are not noted as signed; ended ones, too."""
    signed = [
        (Case.sop == sheet.id)
        & (Case.sop_version == sheet.version)
        & (Decision.step == step.id)
        & (Decision.outcome == way.id)
        for sheet in procedures.all_versions()
        for step in sheet.steps
        for way in step.outcomes
        if way.act == "tanda tangan"
    ]
    rows = (
        Case.select()
        .join(Lembar, on=Lembar.case == Case.id)
        .join(Decision, on=(Decision.case == Case.id) & Decision.stands)
        .join(Letter, JOIN.LEFT_OUTER, on=Lembar.letter == Letter.id)
        .join(WetSignature, JOIN.LEFT_OUTER, on=WetSignature.case == Case.id)
        .where(Case.office == officer.office_id, WetSignature.id.is_null())
        .where(reduce(or_, signed, Value(0) == 1))
        .order_by(Letter.due_on.asc(nulls="LAST"), Letter.id, Case.id)
    )
    return rows.where(Lembar.letter == letter) if letter else rows


def letters(officer: Officer) -> dict[int, tuple[str, int]]:
    """Of the letters with any of these: their number, and how many."""
    what = (Letter.id, Letter.reference)
    rows = waiting(officer).order_by().select(*what, fn.COUNT(Case.id)).group_by(*what)
    return {id: (reference, count) for id, reference, count in rows.tuples() if id}


def printed(cases: Iterable[Case]) -> dict[int, datetime]:
    """When each was printed last, of those that were."""
    ids = [case.id for case in cases]
    rows = View.select(View.case, View.at).where(View.case.in_(ids), View.reason == PRINTING)
    return dict(rows.order_by(View.id).tuples())


def refuse_unless_waiting(cases: Iterable[Case]) -> None:
    """Raises Refused when one does not wait for a signature on paper: it could be signed unread."""
    for case in cases:
        if not lembar.awaits_signature(case):
            raise Refused("{label} tidak menunggu tanda tangan basah.", label=case.label)


def running(first: str, count: int) -> list[str]:
    """Agenda numbers from the first on: B-014/2026, B-015/2026 … A year does not run, nor does one
    number of several unless it is marked: 470/[014]/2026.

    Raises Incomplete when it is not certain which number runs.
    """
    numbers = list(re.finditer(r"\d+", first))
    chosen = list(re.finditer(r"\[\d+\]", first))
    chosen = chosen or [one for one in numbers if not YEAR.fullmatch(one[0])] or numbers
    if not chosen:
        raise Incomplete("Nomor agenda pertama harus memuat angka.", field="agenda_number")
    if len(chosen) > 1 and count > 1:
        raise Incomplete(WHICH_RUNS, field="agenda_number")
    runs = chosen[0]
    digits = runs[0].strip("[]")
    head, tail, start = first[: runs.start()], first[runs.end() :], int(digits)
    return [f"{head}{start + n:0{len(digits)}d}{tail}" for n in range(count)]


def give_back(case: Case, seen: int, reason: str, *, by: Officer, at: datetime) -> Case:
    """The print came back unsigned: the lembar is examined again, with the reason.

    One that has ended is not opened again: its rows go to a new lembar, and it waits for no
    signature any more. Returns the lembar that goes on.

    Raises
        NotAllowed  it is not `by`'s
        Refused     it does not wait for a signature on paper
        Incomplete  no reason
    """
    reason = texts.clean(reason, texts.LONGEST)
    with writing():
        case = transitions.fresh(case, seen)
        lembar.refuse_stranger(case, by, at)
        if not lembar.awaits_signature(case):
            raise Refused("{label} tidak menunggu tanda tangan basah.", label=case.label)
        if not reason:
            raise Incomplete("Tulis alasan atau catatannya.", field="reason")
        if case.step is None:
            return lembar.begin_again(case, reason, by=by, at=at)
        ways = procedures.present(case).outcomes
        back = next((way for way in ways if way.kind == "return"), None)
        if back is None:
            raise Refused("Kegiatan ini tidak mempunyai keputusan itu.")
        return casework.decide(case, back.id, by=by, at=at, seen=seen, reason=reason)
