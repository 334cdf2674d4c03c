"""A signed sheet as frozen objects; `office.sop` reads them from sops/*.toml."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Outcome:
    """A way out of a step; `to` is a step or an end."""

    id: str
    label: str
    kind: str
    to: str
    act: str = ""
    pause: str = ""
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """What a case begins with or a step makes; `made` says what the step's page asks for."""

    id: str
    title: str
    made: str = "decision"
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A document the applicant brings, asked for any of `answers` (none: always)."""

    id: str
    title: str
    basis: str = ""
    answers: tuple[str, ...] = ()
    adults: bool = False  # asked from 17 years only


@dataclass(frozen=True)
class Step:
    """A row of the sheet, or an aside that the sheet does not number."""

    id: str
    number: int | None  # 1.. in the sheet's order; None: an aside
    title: str
    role: str
    minutes: int | None  # hours are folded in
    days: int | None  # due at closing of the Nth working day
    needs: tuple[str, ...]
    output: str
    remark: str
    at_counter: bool
    aside: bool
    short: str
    plain: str
    assumed: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    needs_as: str = ""  # the sheet's own words, where they differ from the documents' titles

    @property
    def approves(self) -> bool:
        """Whether one of its ways out is a perintah, paraf or signature."""
        return any(outcome.kind == "approve" for outcome in self.outcomes)

    def outcome(self, id: str) -> Outcome | None:
        return next((outcome for outcome in self.outcomes if outcome.id == id), None)


@dataclass(frozen=True)
class End:
    """How a case may end; `handover` is the role that gives the result."""

    id: str
    label: str
    state: str = "done"
    handover: str = ""
    letter: bool = False
    plain: str = ""  # may hold {day} and {counter}
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Procedure:
    """One version of one signed sheet."""

    id: str
    version: int
    code: str
    title: str
    effective: date | None  # None: the sheet does not say
    service: str
    door: str
    prefix: str  # empty: nobody queues
    asks: tuple[str, ...]
    brought: tuple[str, ...]
    sheet: Mapping[str, object]
    roles: Mapping[str, str]
    documents: Mapping[str, Document]
    papers: Mapping[str, Paper]
    steps: tuple[Step, ...]
    ends: Mapping[str, End]

    @property
    def first(self) -> Step:
        return next(step for step in self.steps if not step.aside)

    @property
    def minutes(self) -> int:
        """The sheet's total; asides do not count."""
        return sum(step.minutes or 0 for step in self.steps if not step.aside)

    @property
    def counter_roles(self) -> set[str]:
        """Whose queues its people wait in: for a step, or for their result."""
        steps = {step.role for step in self.steps if step.at_counter and not step.aside}
        return steps | {end.handover for end in self.ends.values() if end.handover}

    def step(self, id: str) -> Step:
        for step in self.steps:
            if step.id == id:
                return step
        raise KeyError(id)

    def made(self, step: Step) -> str:
        """The kind of the step's output, which is what its page asks for."""
        return self.documents[step.output].made if step.output else "decision"

    def needed(self, step: Step) -> str:
        """The words of the sheet's Kelengkapan cell."""
        return step.needs_as or "; ".join(self.documents[need].title for need in step.needs)


class Procedures:
    """Every version of every procedure of this office.

    folder: where they were read, for another process of ours.
    """

    def __init__(self, procedures: Iterable[Procedure], folder: str = "") -> None:
        self.folder = folder
        self._all = {(one.id, one.version): one for one in procedures}
        newest = {one.id: one for one in sorted(self._all.values(), key=lambda one: one.version)}
        # The newest version of each; those with a queue first, by their letter.
        self.live = tuple(
            sorted(newest.values(), key=lambda one: (not one.prefix, one.prefix, one.id))
        )
        self.queued = tuple(one for one in self.live if one.prefix)
        self.roles = {id: title for one in self._all.values() for id, title in one.roles.items()}

    def __iter__(self) -> Iterator[Procedure]:
        return iter(self._all.values())

    def get(self, id: str, version: int) -> Procedure:
        return self._all[id, version]

    def with_prefix(self, letter: str) -> Procedure | None:
        return next((one for one in self.queued if one.prefix == letter), None)
