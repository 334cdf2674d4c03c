"""A register with something to find in it, and the going through it."""

import pytest

from anomaly_tables import AnomalyRun
from office.inspection import anomaly_runs, anomaly_work
from office.register import register, staging
from register_tables import ChangeKind
from tests.office.inspection.anomaly.family import HEAD, NO_MOTHER, ORPHAN, WIFE, only


@pytest.fixture
def enter(people, clock):
    return lambda *entries: register.enter(entries, by=people.admin, at=clock())


@pytest.fixture
def run(people, clock):
    """run(): go through the register in this process; what is shown afterwards."""

    def run(progress=lambda *_: None) -> AnomalyRun:
        row = anomaly_runs.book(by=people.staf, at=clock.forward(minutes=1))
        task = anomaly_runs.task(row, by=people.staf, at=clock())
        anomaly_work.look(task, lambda _: {}, progress)
        return anomaly_runs.shown()

    return run


@pytest.fixture
def found(enter, run):
    """The finding of a child without a mother's name, among an ordinary family."""
    enter(HEAD, WIFE, ORPHAN)
    return only(run(), NO_MOTHER)


@pytest.fixture
def said(people, clock):
    """What Tono says of findings of the run that is shown."""
    return lambda: {"by": people.staf, "at": clock(), "seen": anomaly_runs.shown().id}


@pytest.fixture
def change(people, clock):
    """change(person, sex="L"): another version of them, as a file from SIAK brings it."""

    def change(person: int, **values: str) -> None:
        held = register.person(person)
        new = tuple(values.get(name, getattr(held, name)) for name in staging.ELEMENTS)
        row = staging.begin(ChangeKind.IMPORT, by=people.admin, at=clock.forward(minutes=1))
        staging.end(row, [held.id], at=clock())
        staging.add(row, [(person, new)], at=clock())
        staging.show(row, {"changed": 1}, by=people.admin, at=clock())

    return change
