"""Whom a case is about: opening a person is written down, choosing one is an officer's word."""

import apsw
import peewee
import pytest

from database import db
from models import Event, Subject, View
from office.errors import Incomplete, NotAllowed, NotFound, Refused
from office.register import elements, identify, register
from register_tables import PersonView

SITI = {
    "nik": "6401014101900001",
    "name": "SITI CONTOH",
    "birth_date": "1990-01-01",
    "sex": "P",
    "mother": "FATIMAH",
}


@pytest.fixture
def siti(people, clock):
    return register.enter([SITI], by=people.sari, at=clock())[0]


@pytest.fixture
def case(at_step):
    return at_step("verify", nik="6401014101900002").case


@pytest.fixture
def opening(people, clock):
    def opening(person: int, reason: str = "", **details):
        told = {"by": people.dewi, "role": "adb", "at": clock()} | details
        return identify.open_person(person, reason, **told)

    return opening


@pytest.fixture
def choose(people, clock):
    def choose(case, person: int, by=None, **details) -> None:
        identify.identify(case, person, by=by or people.dewi, at=clock(), **details)

    return choose


def views() -> list[tuple[str, int, str]]:
    return [(row.officer.username, row.person, row.reason) for row in PersonView.select()]


def test_who_opened_a_person_and_why_is_kept(opening, siti):
    assert opening(siti, "Surat Ditjen 470").name == "SITI CONTOH"
    assert views() == [("dewi", siti, "Surat Ditjen 470")]
    assert Event.select().order_by(Event.id.desc()).get().name == "person opened"


def test_within_a_case_its_step_is_the_reason(opening, siti, case):
    opening(siti, case=case)
    reason = f"Kegiatan 4, Permohonan {case.label}"
    assert views() == [("dewi", siti, reason)]
    assert [(row.reason, row.fields) for row in View.select()] == [(reason, ["name", "nik"])]


def test_an_opening_is_written_once_a_sitting(opening, siti, clock):
    opening(siti, "Surat")
    opening(siti, "Surat", at=clock.forward(minutes=30))
    assert len(views()) == 1
    opening(siti, "Surat", at=clock.forward(minutes=61))
    opening(siti, "Surat lain")
    assert len(views()) == 3


def test_a_person_is_not_opened_without_a_reason(opening, siti, refused):
    with refused(Incomplete, "Tulis alasan membuka data"):
        opening(siti, "  ")


@pytest.mark.parametrize("change", [None, 0])
def test_nobody_is_opened_who_did_not_stand_there(opening, siti, change, refused):
    with refused(NotFound, "tidak ada di database kependudukan"):
        opening(siti if change == 0 else 999, "Surat", change=change)


def test_another_offices_case_is_no_reason(opening, siti, case, people, refused):
    people.dewi.office_id = 999
    with refused(NotAllowed, "bukan milik kantor ini"):
        opening(siti, case=case)


def test_a_case_is_about_whom_an_officer_chose(choose, siti, case):
    choose(case, siti)
    choose(case, siti)
    assert identify.identified(case) == [siti]
    assert Event.select().where(Event.name == "person identified").count() == 1


def test_a_choice_is_taken_back_and_made_again(choose, siti, case):
    for stands in (True, False, True):
        choose(case, siti, stands=stands)
    assert identify.identified(case) == [siti]
    choose(case, siti, stands=False)
    assert identify.identified(case) == []


def test_only_who_verifies_chooses(choose, siti, case, people, refused):
    with refused(NotAllowed, "Kegiatan ini tugas"):
        choose(case, siti, by=people.joko)


def test_nobody_is_chosen_before_the_order(choose, siti, at_step, refused):
    case = at_step("order").case
    with refused(Refused, "memeriksa datanya"):
        choose(case, siti)


def test_only_who_stands_in_the_register_is_chosen(choose, case, refused):
    with refused(NotFound, "tidak ada di database kependudukan"):
        choose(case, 999)


def test_what_is_said_stands_beside_what_is_held(case, siti, clock):
    Subject.update(name="SITI CONTAH").where(Subject.case == case).execute()
    lines = identify.beside(case, register.person(siti), on=clock().date())
    told = {line.element: (line.said, line.rule.id) for line in lines if line.rule}
    assert told == {
        "nik": ("6401014101900002", "digit"),
        "name": ("SITI CONTAH", "letter"),
        "birth_date": ("1990-01-01", "same"),
        "sex": ("P", "same"),
    }
    assert {line.element for line in lines} == set(elements.WORDS)


def test_of_several_owners_the_nearest_is_compared(case, siti, clock):
    Subject.create(case=case, nik=SITI["nik"], name="SITI CONTOH")
    lines = identify.beside(case, register.person(siti), on=clock().date())
    assert [line.rule.id for line in lines if line.rule] == ["same"] * 4


@pytest.mark.parametrize("table", ["person_view", "identification"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET at = 0"])
def test_neither_can_be_rewritten(opening, choose, siti, case, table, verb):
    opening(siti, "Surat")
    choose(case, siti)
    with pytest.raises((apsw.ConstraintError, peewee.IntegrityError), match="history is kept"):
        db.execute_sql(verb.format(table))
