"""A register in which two people may be one, and a search that found them."""

import pytest

from linkage_tables import DoublePair
from office.inspection import linkage, linkage_runs, linkage_stage
from office.inspection.folded import Likely
from office.register import register, staging
from register_tables import ChangeKind

HOME = {"status": "HIDUP", "family": "6401010101100001", "district": "KECAMATAN CONTOH 1"}
SITI = {
    **HOME,
    "nik": "6401014504820002",
    "name": "SITI AMINAH",
    "sex": "P",
    "birth_place": "PASER",
    "birth_date": "1982-04-05",
    "mother": "SUKARTI",
    "relation": "ISTRI",
}
AGAIN = {
    **SITI,
    "nik": "3576014504820007",
    "name": "ST. AMINAH",
    "mother": "SOEKARTI",
    "family": "6401010101150009",
}
LEVELS = (6, 5, 6, 1, 0, 2, 0)


@pytest.fixture
def enter(people, clock):
    return lambda *entries: register.enter(entries, by=people.admin, at=clock())


@pytest.fixture
def find(people, clock):
    """find((1, 2), …): a search that found these, without the engine."""

    def find(*pairs, probability=0.98):
        row = linkage_runs.book(by=people.staf, at=clock.forward(minutes=1))
        told = [Likely(one, other, probability, LEVELS) for one, other in pairs]
        linkage_stage.write(row, told, clock())
        linkage_stage.show(row, 2, clock())
        return linkage_runs.shown()

    return find


@pytest.fixture
def pair(enter, find):
    """Siti, who stands there twice, and was found."""
    find(tuple(enter(SITI, AGAIN)))
    return DoublePair.get()


@pytest.fixture
def judge(people, clock, anomalies, pair):
    def judge(verdict, reason="Cap jempol sama", by=None, seen=0):
        told = {"procedure": anomalies, "seen": seen, "by": by or people.staf, "at": clock()}
        return linkage.judge(pair.one, pair.other, verdict, reason, **told)

    return judge


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
