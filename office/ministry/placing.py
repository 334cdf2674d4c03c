"""Lembar are made of a letter's rows: by a rule in portions, or by hand; no row stands on two."""

import json
import time
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from database import db, insert, writing
from ministry_tables import Lembar, Letter
from models import Case, Officer
from office import casework, procedures, sop, transitions
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.ministry import bulk, duties, lembar
from office.ministry.grouping import Planned, Rule, meant, plan
from office.ministry.lembar import LARGEST
from office.papers import agenda
from office.register.staging import REST
from office.texts import clean

AT_ONCE = 40  # lembar of one portion; a press asks for the next until none is left


@dataclass(frozen=True)
class Portion:
    """What one press made, and how many rows the rule has still to place."""

    lembar: int
    rows: int
    left: int


def make(
    procedure: sop.Procedure,
    letter: Letter,
    rule: Rule,
    to: str,
    *,
    by: Officer,
    at: datetime,
    most: int = AT_ONCE,
) -> Portion:
    """Make the first `most` lembar of the plan, each in a transaction of its own.

    to: whose they are, as duties.Giver reads it. Pressed again, or broken off and pressed again, it
    goes on where it stopped: a row that stands on a lembar is in no plan.

    Raises
        NotAllowed  opening a lembar is not `by`'s, or the letter is another office's
        Incomplete  the rule is none, or no row is left to be grouped
    """
    _demand(procedure, letter, by, at)
    giver = duties.Giver(procedure, to, office=by.office, at=at)
    made = rows = 0
    for planned in plan(letter, rule, most=most):
        officer = giver.next(planned.district, len(planned.ids))
        case = place(procedure, letter, planned, officer, by=by, at=at)
        made, rows = made + (case is not None), rows + len(planned.ids)
        time.sleep(REST)  # the others' turn
    if not rows:
        raise Incomplete("Tidak ada baris yang belum masuk lembar.")
    return Portion(made, rows, meant(letter, rule))


def undo(cases: Iterable[Case], reason: str, *, by: Officer, at: datetime) -> list[bulk.Result]:
    """Take lembar apart that nobody has begun to work on; their rows can be grouped again.

    Each by itself: one that was begun, or is not `by`'s, is refused and stays.
    Raises Incomplete without a reason, or when nothing was chosen.
    """
    if not clean(reason):
        raise Incomplete("Tulis mengapa lembar dibongkar.", field="reason")

    def apart(case: Case, seen: int) -> Case:
        if case.moves or case.step != procedures.of(case).first.id:
            raise Refused("Lembar {label} sudah mulai dikerjakan.", label=case.label)
        return casework.withdraw(case, reason, by=by, at=at, seen=seen)

    return bulk.each(((case, case.moves) for case in cases), apart, by=by)


def place(
    procedure: sop.Procedure,
    letter: Letter,
    planned: Planned,
    officer: int | None,
    *,
    by: Officer,
    at: datetime,
) -> Case | None:
    """The lembar of these rows; without those that somebody else has placed meanwhile."""
    with writing():
        ids = _still(letter, planned.ids)
        if not ids:
            return None
        case = transitions.open_case(procedure, by.office, at=at)
        given = {"letter": letter.id, "officer": officer, "about": planned.about}
        insert(Lembar, case=case.id, **given)
        db.execute_sql(
            "INSERT INTO row (case_id, number, nik, other_nik, category_id, trouble, outside, "
            "result, result_note, struck_for, listed_id) "
            "SELECT ?, row_number() OVER (ORDER BY file_id, line), nik, other_nik, category_id, "
            "trouble, outside, '', '', '', id FROM list_row "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (case.id, json.dumps(ids)),
        )
        agenda.come_in(case, by=by, at=at)
        transitions.record(case, Happened.CASE_OPENED, by=by, at=at, detail=f"{len(ids)} rows")
    return case


def make_one(
    procedure: sop.Procedure,
    letter: Letter,
    ids: Iterable[int],
    about: str,
    to: str,
    *,
    by: Officer,
    at: datetime,
) -> Case:
    """One lembar of exactly these rows.

    Raises
        NotAllowed  opening a lembar is not `by`'s, or the letter is another office's
        Incomplete  none chosen, or too many
        Stale       one of them stands on a lembar by now, or is none of this letter's
    """
    chosen = array("q", dict.fromkeys(ids))
    _demand(procedure, letter, by, at)
    if not 1 <= len(chosen) <= LARGEST:
        raise Incomplete("Satu lembar memuat 1 sampai {n} baris.", n=LARGEST)
    with writing():
        if len(_still(letter, chosen)) < len(chosen):
            raise Stale("Salah satu baris itu sudah ada di lembar lain. Periksa lagi.")
        officer = duties.Giver(procedure, to, office=by.office, at=at).next("", len(chosen))
        planned = Planned(clean(about) or "Pilihan petugas", "", chosen)
        made = place(procedure, letter, planned, officer, by=by, at=at)
    assert made  # noqa: S101  they still stood there
    return made


def _demand(procedure: sop.Procedure, letter: Letter, by: Officer, at: datetime) -> None:
    lembar.demand_opener(procedure, by, at)
    if letter.office_id != by.office_id:
        raise NotAllowed("Surat itu bukan milik kantor ini.")


def _still(letter: Letter, ids: Sequence[int]) -> list[int]:
    """Those of these rows that stand on no lembar; inside the transaction that places them."""
    found = db.execute_sql(  # by their ids first: a letter has many more
        "SELECT list_row.id FROM list_row CROSS JOIN letter_file ON letter_file.id = file_id "
        "LEFT JOIN row ON row.listed_id = list_row.id AND row.struck_to_id IS NULL "
        "WHERE list_row.id IN (SELECT value FROM json_each(?)) AND letter_file.letter_id = ? "
        "AND letter_file.shown_at IS NOT NULL AND row.id IS NULL",
        (json.dumps(list(ids)), letter.id),
    )
    there = {id for (id,) in found.fetchall()}
    return [id for id in ids if id in there]
