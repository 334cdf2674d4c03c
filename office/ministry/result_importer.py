"""A list of results on its way into lembar: `python -m office.ministry.result_importer` is a
process beside the server (office/files/apart.py). Each lembar is taken whole or left as it is."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from database import find, first, writing
from models import Case, Officer
from office import casework, made, procedures, sop, transitions
from office.errors import Refused
from office.files import apart
from office.files.apart import Ask, Progress, Stopped, Word
from office.files.sealed import Sealed
from office.ministry import result_lists, results
from office.ministry.result_lists import Filled, Line
from office.register.extracts import Bad
from reply_tables import ResultFile

TOLD = 10_000  # lines of a report
REST = 0.004  # seconds between two lembar, for whoever waits to write


@dataclass
class Taken:
    """What was done."""

    rows: int = 0
    same: int = 0
    ended: int = 0
    bad: list[Bad] = field(default_factory=list)
    stopped: bool = False

    def sentence(self) -> str:
        parts = [f"{self.rows:,} hasil dicatat", f"{self.ended:,} lembar selesai"]
        parts += [f"{self.same:,} sudah sama"] if self.same else []
        parts += [f"{len(self.bad):,} baris tidak diambil"] if self.bad else []
        begun = "Dihentikan. Yang sudah disimpan: " if self.stopped else ""
        return begun + ", ".join(part.replace(",", ".") for part in parts) + "."


def bring(task: Word, ask: Ask, progress: Progress) -> Word:
    """Look at a list, and take it at a word: finish, reason, officer, at."""
    procedures.install(sop.load(Path(task["procedures"])))
    row = ResultFile.get_by_id(int(Path(task["file"]).stem))
    progress("Membaca", 0, 0)
    filled = result_lists.read(Sealed.of(task))
    found = look(filled, by=row.officer, at=row.begun_at, progress=progress)
    word = ask(found | report(filled.bad))
    by = find(Officer, "id = ?", word["officer"])[0]
    taken = take(
        filled,
        finish=word["finish"],
        reason=word["reason"],
        by=by,
        at=datetime.fromisoformat(word["at"]),
        progress=progress,
    )
    same = taken.same > 0 and not taken.rows
    return {"done": taken.sentence(), "same": same, **report(taken.bad)}


def look(filled: Filled, *, by: Officer, at: datetime, progress: Progress) -> Word:
    """What a list would do; the lembar that cannot be taken are known from now on."""
    rows = ended = whole = replaced = 0
    for n, (id, lines) in enumerate(filled.lines.items()):
        progress("Memeriksa", n, len(filled.lines))
        case = first(Case, "id = ?", id)
        for bad in result_lists.check(case, lines, by=by, at=at):
            filled.refuse(bad.line, bad.reason, id)
        if case is None or id in filled.spoilt:
            continue
        rows += len(lines)
        former = {row.number: (row.result, row.result_note) for row in results.standing(case)}
        replaced += sum(
            former[number][0] != "" and former[number] != (one.result, one.note)
            for number, one in lines.items()
        )
        ended += case.end is not None
        whole += case.end is None and _is_whole(case, lines)
    lembar = len(filled.lines.keys() - filled.spoilt)
    told = {"rows": rows, "lembar": lembar, "ended": ended, "whole": whole, "replaced": replaced}
    return {**told, "left": len(filled.spoilt - {0}), "empty": filled.empty}


def take(
    filled: Filled, *, finish: bool, reason: str, by: Officer, at: datetime, progress: Progress
) -> Taken:
    """Each lembar in a transaction of its own; what is refused is told line by line.

    finish: end the lembar whose rows all have a result.  reason: why results of lembar that have
    ended are changed; "": they are not.
    """
    taken = Taken(bad=[*filled.bad])
    clock = apart.clock_from(at)
    for n, (id, lines) in enumerate(filled.lines.items()):
        if id in filled.spoilt:
            taken.bad += [Bad(one.line, SPOILT) for one in _others(filled, lines)]
            continue
        try:
            progress("Mencatat", n, len(filled.lines))
            _take_one(taken, Case.get_by_id(id), lines, finish, reason, by=by, at=clock())
        except Refused as refusal:
            taken.bad += [Bad(one.line, str(refusal)) for one in lines.values()]
        except Stopped:
            taken.stopped = True
            break
        time.sleep(REST)
    taken.bad.sort(key=lambda one: one.line)
    return taken


def _take_one(
    taken: Taken,
    case: Case,
    lines: Mapping[int, Line],
    finish: bool,
    reason: str,
    *,
    by: Officer,
    at: datetime,
) -> None:
    rows = {row.number: row for row in results.standing(case)}
    new = {
        number: (one.result, one.note)
        for number, one in lines.items()
        if number not in rows
        or (rows[number].result, rows[number].result_note) != (one.result, one.note)
    }
    given = {rows[number].id: told for number, told in new.items() if number in rows}
    if len(given) < len(new):
        raise Refused("baris itu sudah pindah ke lembar lain")
    told: dict[str, Any] = {"by": by, "at": at}
    if case.end is not None:
        if new and not reason:
            raise Refused("lembarnya sudah selesai; tulis alasan bila hasilnya memang berubah")
        with writing():
            for number, (result, note) in new.items():
                seen = Case.get_by_id(case.id).moves
                results.change(rows[number], result, note, reason, seen=seen, **told)
    elif finish and (way := _way_out(case)) and _is_whole(case, lines):
        work = made.Work(rows=given)
        casework.decide(case, way, seen=case.moves, work=work, **told)
        taken.ended += 1
    elif given:
        results.note(case, given, seen=case.moves, **told)
    taken.rows += len(new)
    taken.same += len(lines) - len(new)


def _is_whole(case: Case, lines: Mapping[int, Line]) -> bool:
    """Whether every row of it has a result once these are noted."""
    return all(row.result or row.number in lines for row in results.standing(case))


def _way_out(case: Case) -> str:
    """The way out that ends the step with its results; "" where it does not stand there."""
    step = procedures.step_of(case)
    if step is None or procedures.made_for(case) != "rows":
        return ""
    of = procedures.of(case)
    ways = (way.id for way in step.outcomes if transitions.makes_output(of, step, way))
    return next(ways, "")


def _others(filled: Filled, lines: Mapping[int, Line]) -> list[Line]:
    """Of a lembar that is not taken, the lines that are well themselves."""
    named = {one.line for one in filled.bad}
    return [one for one in lines.values() if one.line not in named]


def report(told: list[Bad]) -> Word:
    """The first lines to look at, and how many there are."""
    return {"report": [(one.line, one.reason) for one in told[:TOLD]], "told": len(told)}


SPOILT = "tidak diambil karena baris lain dari lembar ini perlu diperbaiki"

if __name__ == "__main__":
    apart.run(bring)
