"""One verb over many cases: each in its own transaction, with a result of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from database import locked, writing
from models import Case, Officer
from office import casework
from office.errors import Incomplete, NotFound, Refused


@dataclass(frozen=True)
class Result:
    """What became of one case: done, or refused and left as it was."""

    case: Case
    refusal: Refused | None = None


def each(
    chosen: Iterable[tuple[Case, int]], verb: Callable[[Case, int], Case], *, by: Officer
) -> list[Result]:
    """`verb(case, seen)` for every case as it stands; one refusal stops no other.

    Raises Incomplete when nothing was chosen.
    """
    results = [_one(case, seen, verb, by) for case, seen in chosen]
    if not results:
        raise Incomplete("Pilih paling sedikit satu baris.")
    return results


def decide_each(
    chosen: Iterable[tuple[Case, int]],
    outcome_id: str,
    *,
    step: str,
    by: Officer,
    at: datetime,
    reason: str = "",
) -> list[Result]:
    """Take the same way out of `step` for every (case, seen)."""

    def decide(case: Case, seen: int) -> Case:
        if case.step != step:
            raise Refused("{label} tidak lagi di kegiatan itu.", label=case.label)
        return casework.decide(case, outcome_id, by=by, at=at, seen=seen, reason=reason)

    return each(chosen, decide, by=by)


def _one(case: Case, seen: int, verb: Callable[[Case, int], Case], by: Officer) -> Result:
    try:
        if case.office_id != by.office_id:
            raise NotFound("Halaman ini tidak ada.")
        with writing():
            return Result(verb(locked(case), seen))
    except Refused as refusal:
        return Result(case, refusal)
