"""Whose data a case is about, once a correction tells of one of them."""

import pytest

from models import Case, Correction, Subject
from office import casework, made
from office.errors import Refused

OWNER, OTHER = ("0000000000000001", "Contoh Satu"), ("0000000000000002", "Contoh Dua")


@pytest.fixture
def back_at_the_counter(at_step, decide, people):
    """A correction was drafted for its owner; a return of some procedure led to the counter."""
    case = at_step("correct", nik=OWNER[0]).case
    Subject.update(name=OWNER[1]).where(Subject.case == case).execute()
    owner = Subject.get(Subject.case == case)
    change = made.Change("name", "CONTOHH", "CONTOH", "Akta", subject=owner.id)
    decide(case, "wrong", people.dewi, work=made.Work(changes=(change,)))
    Case.update(step="check", taken_by=None, taken_at=None).execute()
    return case


def amend(verb, case, people, *owners):
    verb(casework.amend, case, by=people.dewi, answers={}, subjects=list(owners))


def test_another_owner_is_added_to_the_one_corrected(back_at_the_counter, verb, people):
    former = Correction.get().subject_id
    amend(verb, back_at_the_counter, people, OWNER, OTHER)
    assert [(row.nik, row.name) for row in Subject.select().order_by(Subject.id)] == [OWNER, OTHER]
    assert Correction.get().subject_id == former


@pytest.mark.parametrize("owners", [[], [OTHER]])
def test_an_owner_is_not_lost_to_their_correction(
    back_at_the_counter, verb, refused, people, owners
):
    with refused(Refused, "Pemilik data yang perbaikannya sudah disusun tidak dapat diubah."):
        amend(verb, back_at_the_counter, people, *owners)
