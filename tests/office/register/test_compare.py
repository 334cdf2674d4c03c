"""What is said beside what is held: each agreement and difference has its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.register import compare

NAMES = [
    ("SITI CONTOH", "SITI CONTOH", "same"),
    ("siti contoh", "SITI CONTOH", "written"),
    ("NU'MAN", "NUMAN", "written"),
    ("CONTOH SITI", "SITI CONTOH", "order"),
    ("NURHALIZA", "NUR HALIZA", "spaces"),
    ("SOEKARNO", "SUKARNO", "sound"),
    ("AKHMAD CONTOH", "AHMAD CONTOH", "sound"),
    ("MUH. CONTOH", "MUHAMMAD CONTOH", "short"),
    ("SITI CONTAH", "SITI CONTOH", "letter"),
    ("SITI COTNOH", "SITI CONTOH", "swapped"),
    ("SETI CONTAH", "SITI CONTOH", "letters"),
    ("SITI NUR CONTOH", "SITI CONTOH", "part"),
    ("BUDI", "SITI CONTOH", "other"),
    ("SITI", "", "empty"),
    ("", "SITI", "unsaid"),
    ("", "", "same"),
]
NUMBERS = [
    ("6401 0141-0190.0001", "6401014101900001", "same"),
    ("6401014101900002", "6401014101900001", "digit"),
    ("6401014101900010", "6401014101900001", "digits"),
    ("640101410190001", "6401014101900001", "digit_lost"),
    ("1234", "6401014101900001", "other"),
]
DAYS = [
    ("1990-05-03", "1990-05-03", "same"),
    ("1990-05-03", "1990-03-05", "day_month"),
    ("1990-05-03", "1991-05-03", "digit"),
    ("1990-05-13", "1990-05-31", "digits"),
    ("1990-05-03", "1962-05-03", "year"),
    ("1990-05-03", "1990-07-28", "day"),
    ("1990-05-03", "1985-07-28", "other"),
    ("1990-05-03", "1985-02-31", "no_day"),
    ("kemarin", "1985-02-21", "other"),
]


@pytest.mark.parametrize(("said", "held", "rule"), NAMES)
def test_two_names_are_compared_by_a_named_rule(said, held, rule):
    assert compare.element("name", said, held).id == rule


@pytest.mark.parametrize(("said", "held", "rule"), NUMBERS)
def test_two_numbers_are_compared_by_a_named_rule(said, held, rule):
    assert compare.element("nik", said, held).id == rule


@pytest.mark.parametrize(("said", "held", "rule"), DAYS)
def test_two_days_are_compared_by_a_named_rule(said, held, rule):
    assert compare.element("birth_date", said, held).id == rule


@given(st.sampled_from(["nik", "name", "birth_date", "address"]), st.text(), st.text())
def test_whatever_stands_there_has_a_rule(element, said, held):
    rule = compare.element(element, said, held)
    assert rule.words
    assert rule.same == (said.strip() == held.strip()) or rule is compare.SAME


def test_pieces_of_two_values_lose_nothing():
    before, after = compare.parts("31-02-1990", "02-03-1990")
    assert "".join(text for _, text in before) == "31-02-1990"
    assert "".join(text for _, text in after) == "02-03-1990"


def test_of_a_sex_no_letter_is_near_another():
    assert compare.element("sex", "L", "P").id == "other"
