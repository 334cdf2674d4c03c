"""What was ever shown of a person of the register: each version, what changed in it, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import g

from models import Case, Correction, Decision, Reversal
from office.register import compare, elements, recover, register
from register_tables import RegisterChange, Resident


@dataclass(frozen=True)
class Version:
    """One version, the change it came by, and its elements that differ from the one before.

    Each of `changed` is (element in words, pieces before, pieces after).
    """

    row: Resident
    change: RegisterChange
    changed: tuple[tuple[str, compare.Parts, compare.Parts], ...]
    correction: Correction | None
    reversal: Reversal | None
    order: Decision | None  # under which the correction was carried out
    case: Case | None  # in which it was; none of another office's


def versions(person: int) -> list[Version]:
    """Newest first."""
    told = register.versions(person)
    former = [row for row, _ in told[1:]] + [None]
    return [_version(row, change, old) for (row, change), old in zip(told, former, strict=True)]


def _version(row: Resident, change: RegisterChange, former: Resident | None) -> Version:
    correction, reversal = recover.behind(change) or (None, None)
    ordered = correction.ordered if correction else None
    order = Decision.get_by_id(ordered) if ordered else None
    changed = tuple(_changed(former, row)) if former else ()
    case = correction.case if correction and correction.case.office_id == g.office.id else None
    return Version(row, change, changed, correction, reversal, order, case)


def _changed(former: Resident, row: Resident) -> Iterator[tuple[str, compare.Parts, compare.Parts]]:
    for element, words in elements.WORDS.items():
        before, after = getattr(former, element), getattr(row, element)
        if before != after:
            yield (
                words,
                *compare.parts(
                    elements.read_out(element, before), elements.read_out(element, after)
                ),
            )
