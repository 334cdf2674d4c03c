"""One decision over many cases: each in its own transaction, with a result of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models import Case, Officer
from office import casework
from office.errors import Incomplete, NotFound, Refused


@dataclass(frozen=True)
class Result:
    """What became of one case: decided, or refused and left as it was."""

    case: Case
    refusal: Refused | None = None


def decide_each(
    chosen: Iterable[tuple[Case, int]],
    outcome_id: str,
    *,
    step: str,
    by: Officer,
    at: datetime,
    reason: str = "",
) -> list[Result]:
    """Take the same way out of `step` for every (case, seen); one refusal stops no other.

    Raises Incomplete when nothing was chosen.
    """
    results = [_decide(*one, outcome_id, step, by, at, reason) for one in chosen]
    if not results:
        raise Incomplete("Pilih paling sedikit satu baris.")
    return results


def _decide(
    case: Case, seen: int, outcome_id: str, step: str, by: Officer, at: datetime, reason: str
) -> Result:
    try:
        if case.office_id != by.office_id:
            raise NotFound("Halaman ini tidak ada.")
        if case.step != step:
            raise Refused("{label} tidak lagi di kegiatan itu.", label=case.label)
        decided = casework.decide(case, outcome_id, by=by, at=at, seen=seen, reason=reason)
    except Refused as refusal:
        return Result(case, refusal)
    return Result(decided)
