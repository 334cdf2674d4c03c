"""The register: what stands there, what stood there, and that nobody can rewrite it."""

import apsw
import peewee
import pytest

from database import db
from models import Event
from office.errors import Incomplete, Refused
from office.register import register, staging
from register_tables import ChangeKind, RegisterChange, Resident, ResidentKey

SITI = {"nik": "9901014101900001", "family": "9901010101100001", "name": "SITI CONTOH"}
UCOK = {"nik": "9901010101120002", "family": "9901010101100001", "name": "UCOK CONTOH"}


@pytest.fixture
def enter(people, clock):
    return lambda *entries: register.enter(entries, by=people.sari, at=clock())


def values(**changes: str) -> staging.Values:
    return tuple({**SITI, **changes}.get(name, "") for name in staging.ELEMENTS)


def test_who_was_entered_stands_in_the_register(enter):
    siti, _ = enter(SITI, UCOK)
    assert register.person(siti).name == "SITI CONTOH"
    assert [row.name for row in register.family(SITI["family"])] == ["SITI CONTOH", "UCOK CONTOH"]


@pytest.mark.parametrize("element", ["nik", "family", "birth_date"])
def test_people_are_found_by_number_and_day_of_birth(enter, element):
    enter({**SITI, "birth_date": "1990-01-01"}, {**UCOK, "family": "9901010101100009"})
    value = {**SITI, "birth_date": "1990-01-01"}[element]
    assert [row.name for row in register.found(element, value)] == ["SITI CONTOH"]


def test_a_number_is_not_taken_for_another_element(enter):
    enter(SITI)
    assert register.found("family", SITI["nik"]) == []


def test_a_key_is_looked_up_and_not_searched_for(enter):
    enter(SITI)
    plan = db.execute_sql(
        f"EXPLAIN QUERY PLAN SELECT * FROM resident WHERE {register.KEYED} AND nik = ? "
        f"AND {register.VALID} ORDER BY person",
        (SITI["nik"], SITI["nik"]),
    ).fetchall()
    assert not [step for *_, step in plan if step.startswith("SCAN resident")]


def test_the_empty_card_is_nobodys_family(enter):
    enter({"name": "TANPA KK"})
    assert register.family("") == []


def test_any_element_at_any_past_change_can_be_told(enter, recovered, clock):
    (siti,) = enter(SITI)
    before = clock()
    clock.forward(days=1)
    recovered(siti, name="SITI CONTOH BARU")
    assert register.person(siti).name == "SITI CONTOH BARU"
    assert register.person(siti, at=register.then(before)).name == "SITI CONTOH"
    assert register.person(siti, at=0) is None


def test_the_versions_of_a_person_are_told_with_their_changes(enter, recovered):
    (siti,) = enter(SITI)
    recovered(siti, name="SITI CONTOH BARU")
    told = [(row.name, change.kind) for row, change in register.versions(siti)]
    assert told == [("SITI CONTOH BARU", "correction"), ("SITI CONTOH", "import")]


def test_what_is_being_written_is_not_seen(enter, people, clock):
    (siti,) = enter(SITI)
    change = staging.begin(ChangeKind.IMPORT, by=people.sari, at=clock())
    staging.end(change, [siti], at=clock())
    staging.add(change, [(siti, values(name="LAIN")), (0, values(nik="1"))], at=clock())
    assert [row.name for row in register.people("1")] == ["SITI CONTOH"]
    assert len(register.versions(siti)) == 1


def test_two_changes_are_never_made_at_once(enter, people, clock):
    staging.begin(ChangeKind.IMPORT, by=people.sari, at=clock())
    with pytest.raises(Refused, match="sedang diimpor"):
        enter(SITI)
    assert Resident.select().count() == 0


@pytest.fixture
def broken_off(enter, people, clock):
    """Siti stands in the register; an import that would change her stopped half way."""
    (siti,) = enter(SITI)
    change = staging.begin(ChangeKind.IMPORT, by=people.sari, at=clock())
    staging.end(change, [siti], at=clock())
    staging.add(change, [(siti, values(name="LAIN"))] * 1, at=clock())
    return change


def test_a_broken_off_import_is_swept_and_leaves_what_was(broken_off, enter, clock):
    assert staging.sweep(before=clock.forward(minutes=3))
    assert [(row.name, row.until) for row in Resident.select()] == [("SITI CONTOH", None)]
    assert (RegisterChange.select().count(), ResidentKey.select().count()) == (1, 2)
    enter(UCOK)


def test_an_import_that_is_alive_is_not_swept(broken_off, clock):
    assert not staging.sweep(before=clock() - staging.SILENCE)
    assert Resident.select().count() == 2


def test_an_import_given_up_for_dead_writes_no_more(broken_off, clock):
    staging.sweep(before=clock.forward(minutes=3))
    with pytest.raises(Refused, match="terputus terlalu lama"):
        staging.add(broken_off, [(0, values())], at=clock())
    assert Resident.select().count() == 1


def test_every_change_stands_in_the_audit_trail(enter):
    enter(SITI)
    assert Event.select().order_by(Event.id.desc()).get().name == "register imported"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE resident SET name = 'LAIN'",
        "DELETE FROM resident",
        "UPDATE resident SET until = since + 1",
        "INSERT INTO resident SELECT 99, 99, since, until, nik, family, name, sex, birth_place, "
        "birth_date, religion, education, occupation, marital, relation, citizenship, "
        "immigration, father, mother, address, rt, rw, village, district, status FROM resident",
        "DELETE FROM register_change",
        "UPDATE register_change SET kind = 'reversal'",
        "UPDATE register SET current = 0",
        "DELETE FROM register",
    ],
)
def test_what_was_shown_cannot_be_rewritten(enter, statement):
    enter(SITI)
    enter(UCOK)  # so that `since + 1` is past
    with pytest.raises((apsw.ConstraintError, peewee.IntegrityError), match="history is kept"):
        db.execute_sql(statement)


def test_an_office_says_once_which_register_is_its_own(people, clock):
    assert register.mode() == ""
    for _ in range(2):
        register.choose_mode("own", by=people.admin, at=clock())
    told = [(row.name, row.detail) for row in Event.select().where(Event.name == "register chosen")]
    assert (register.mode(), told) == ("own", [("register chosen", "own")])


def test_a_register_nobody_knows_is_refused(people, clock):
    before = Event.select().count()
    with pytest.raises(Incomplete, match="Pilih SIAK atau database di Pulih"):
        register.choose_mode("excel", by=people.admin, at=clock())
    assert (register.mode(), Event.select().count()) == ("", before)
