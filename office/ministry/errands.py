"""One press over many cases: asked for once, done one by one, each with a result of its own.

What was asked is kept, so that a server that stops goes on with it, and nothing is done twice.
"""

import json
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from database import db, fetch, find, first, insert, locked, one, store, writing
from errand_tables import Errand, ErrandCase
from models import Case, Officer
from office import casework, made, transitions
from office.errors import Incomplete, NotAllowed, NotFound, Refused
from office.ministry import lembar
from office.sentences import Sentence

MOST = 1000  # cases of one press
NAMED = 100  # of those that went on: a thousand links would keep everybody else waiting
bell = threading.Event()  # rung when there is something to do; the runner hears it


@dataclass(frozen=True)
class Item:
    """One case as the page showed it, and what is its own; "" and () for what is common to all.

    text: the note of a decision, the agenda number of a signature.
    """

    case: int
    seen: int
    outcome: str = ""
    text: str = ""
    reason: str = ""
    strike: tuple[int, ...] = ()


@dataclass(frozen=True)
class Results:
    """What became of an errand's cases, each in the order it was shown."""

    saved: int = 0  # that went on
    forward: list[Case] = field(default_factory=list)
    back: list[Case] = field(default_factory=list)
    refused: list[tuple[Case, Sentence]] = field(default_factory=list)


def decide(
    items: Sequence[Item],
    outcome: str,
    *,
    step: str,
    key: str,
    by: Officer,
    at: datetime,
    text: str = "",
) -> Errand:
    """Ask for the same way out of `step` for many cases; or, where an item names one, for its own.

    Nothing is decided yet: `run` does, or the runner. key: of the page; asked twice, it is once.

    Raises
        Incomplete  no items, or too many of them
        NotFound    one is no case of this office
    """
    asked = {"verb": "decide", "step": step, "outcome": outcome, "text": text}
    return _ask(asked, key, items, by, at)


def sign(items: Sequence[Item], signed_on: date, *, key: str, by: Officer, at: datetime) -> Errand:
    """Ask to note for many lembar that they were signed on paper that day. Raises as `decide`."""
    return _ask({"verb": "sign", "signed_on": signed_on}, key, items, by, at)


def run(errand: Errand, *, at: datetime, most: int = MOST) -> bool:
    """Do so many of those still open, each in its own transaction; whether it has ended."""
    for item in find(ErrandCase, f"{OPEN} LIMIT ?", errand.id, most):
        item.errand = errand
        _do(item, at)
    if first(ErrandCase, OPEN, errand.id):
        return False
    with writing():
        if locked(errand).ended_at is None:
            store(errand, ended_at=at)
    return True


def under_way() -> list[Errand]:
    """Those that have not ended, of every office, the earliest first."""
    return find(Errand, "ended_at IS NULL ORDER BY id")


def open_of(officer: Officer) -> list[Errand]:
    """An officer's own that have not ended."""
    of_theirs = "office_id = ? AND ended_at IS NULL AND officer_id = ? ORDER BY id"
    return find(Errand, of_theirs, officer.office_id, officer.id)


def done_of(errand: Errand) -> tuple[int, int]:
    """How many are done or refused, of how many."""
    counted = one("SELECT count(done_at), count(*) FROM errand_case WHERE errand_id = ?", errand.id)
    done, every = counted or (0, 0)
    return done, every


def numbers_of(errand: Errand) -> list[str]:
    """The agenda numbers asked for at a signature: the first and, if there are others, the last."""
    told = one("SELECT min(id), max(id) FROM errand_case WHERE errand_id = ?", errand.id)
    numbers = [row.text for row in find(ErrandCase, "id IN (?, ?) ORDER BY id", *(told or (0, 0)))]
    return list(dict.fromkeys(numbers))


def results(errand: Errand) -> Results:
    """What became of each of its cases so far; of those that went on, the first are named."""
    told = "errand_id = ? AND done_at > 0 AND"
    others = find(ErrandCase, f"{told} NOT ({WENT_ON}) ORDER BY id", errand.id)
    first_on = find(ErrandCase, f"{told} {WENT_ON} ORDER BY id LIMIT ?", errand.id, NAMED)
    fetch(others + first_on, ErrandCase.case)
    counted = one(f"SELECT count(*) FROM errand_case WHERE {told} {WENT_ON}", errand.id)  # noqa: S608
    return Results(
        saved=counted[0] if counted else 0,
        forward=[row.case for row in first_on],
        back=[row.case for row in others if not row.refusal],
        refused=[(row.case, Sentence(**row.refusal)) for row in others if row.refusal],
    )


def _ask(
    asked: Mapping[str, object], key: str, items: Sequence[Item], by: Officer, at: datetime
) -> Errand:
    if not items:
        raise Incomplete("Pilih paling sedikit satu lembar.")
    if len(items) > MOST:
        raise Incomplete("Paling banyak {n} sekaligus.", n=MOST)
    each = {item.case: asdict(item) for item in items}
    told = json.dumps(list(each.values()))
    with writing():
        if former := first(Errand, "key = ? AND officer_id = ?", key, by.id):
            return former
        if one(FOREIGN, told, by.office_id) != (len(each),):
            raise NotFound("Halaman ini tidak ada.")
        common = {"office": by.office_id, "officer": by.id, "key": key, "at": at}
        id = insert(Errand, **common, **asked)
        db.execute_sql(EACH, (id, told))
    bell.set()
    return Errand.get_by_id(id)


def _do(item: ErrandCase, at: datetime) -> None:
    """Done and noted as done in one transaction; a refusal writes itself and nothing else."""
    try:
        with writing():
            if locked(item).done_at:
                return
            VERBS[item.errand.verb](item, at)
            store(item, done_at=at)
    except Refused as refusal:
        _refuse(item, refusal, at)
    except Exception as error:  # a mistake of ours stops no other
        logging.getLogger("pulih").error("errand: %s", type(error).__name__)
        _refuse(item, Refused("Belum tersimpan karena gangguan. Coba lagi di halamannya."), at)


def _refuse(item: ErrandCase, refusal: Refused, at: datetime) -> None:
    values = {name: str(value) for name, value in refusal.values.items()}
    with writing():
        if not locked(item).done_at:
            store(item, done_at=at, refusal={"message": refusal.message, "values": values})


def _decide(item: ErrandCase, at: datetime) -> None:
    errand, case = item.errand, locked(item.case)
    if case.step != errand.step:
        raise Refused("Lembar ini tidak lagi di kegiatan itu; tampaknya sudah diputuskan.")
    work = made.Work(text=item.text or errand.text, strike=tuple(item.strike))
    told = {"seen": item.seen, "reason": item.reason, "work": work}
    by = _still_here(errand)
    case = casework.decide(case, item.outcome or errand.outcome, by=by, at=at, **told)
    if case.taken_by_id:  # nobody works on hundreds at once: none of their clocks runs
        transitions.change(case, taken_by=None, taken_at=None)


def _sign(item: ErrandCase, at: datetime) -> None:
    errand = item.errand
    told = {"signed_on": errand.signed_on, "agenda_number": item.text, "seen": item.seen}
    lembar.record_signature(item.case, by=_still_here(errand), at=at, **told)


def _still_here(errand: Errand) -> Officer:
    """Who asked for it: somebody dismissed meanwhile decides nothing any more."""
    officer: Officer = errand.officer
    if not officer.active:
        raise NotAllowed("{name} tidak lagi bertugas.", name=officer.name)
    return officer


WENT_ON = "refusal IS NULL AND outcome = ''"
OPEN = "errand_id = ? AND done_at IS NULL ORDER BY id"
VERBS = {"decide": _decide, "sign": _sign}
FOREIGN = """SELECT count(*) FROM "case" WHERE office_id = ?2
    AND id IN (SELECT value ->> 'case' FROM json_each(?1))"""
EACH = """INSERT INTO errand_case (errand_id, case_id, seen, outcome, text, reason, strike)
    SELECT ?1, value ->> 'case', value ->> 'seen', value ->> 'outcome', value ->> 'text',
    value ->> 'reason', value ->> 'strike' FROM json_each(?2)"""
