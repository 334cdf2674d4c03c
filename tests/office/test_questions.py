"""What is asked, and what is an answer."""

import pytest

from models import Category
from office import questions
from office.errors import Incomplete


@pytest.fixture
def check(recovery):
    """check("whose", "self"): the answer as it is stored."""

    def check(question: str, *given: str, **answers):
        return questions.checked(question, list(given), recovery, answers)

    return check


def test_which_part_is_wrong_is_asked_only_of_what_is_miswritten(recovery):
    assert "elements" in questions.asked(recovery, {"problem": "miswritten"})
    assert "elements" not in questions.asked(recovery, {"problem": "nik_missing"})


def test_an_answer_is_a_word_a_list_or_digits(check):
    assert check("whose", "self") == "self"
    assert check("elements", "name", "birth", "name") == ["birth", "name"]
    assert check("nik", "000000 000000-0001") == "0000000000000001"


@pytest.mark.parametrize(
    ("question", "given", "sentence"),
    [
        ("whose", (), "Pilih satu jawaban"),
        ("whose", ("nobody",), "Pilih jawaban yang tersedia"),
        ("whose", ("self", "family"), "Pilih jawaban yang tersedia"),
        ("whose", ("self", "self"), "Pilih jawaban yang tersedia"),
        ("problem", ("x" * 100_000,), "Pilih jawaban yang tersedia"),
        ("problem", ("\x00",), "Pilih jawaban yang tersedia"),
        ("shoe_size", ("44",), "Pertanyaan itu tidak dikenal"),
        ("papers", ("sim",), "Berkas itu tidak dikenal"),
        ("nik", ("123",), "NIK biasanya 16 angka"),
        ("nik", ("٠" * 16,), "NIK biasanya 16 angka"),
        ("nik", ("0" * 17,), "NIK biasanya 16 angka"),
        ("nik", ("000000000000000👍",), "NIK biasanya 16 angka"),
    ],
)
def test_anything_else_is_no_answer(check, question, given, sentence):
    with pytest.raises(Incomplete, match=sentence):
        check(question, *given)


@pytest.mark.parametrize("typed", ["", "   ", "- -"])
def test_a_nik_may_be_left_out(check, typed):
    assert check("nik", typed) == ""
    assert check("nik") == ""


@pytest.mark.parametrize(
    ("typed", "kept"), [("0811-0000-0000", "081100000000"), ("+62 (811) 000000", "+62811000000")]
)
def test_a_telephone_number_is_kept_without_its_ornaments(typed, kept):
    assert questions.phone(typed) == kept


@pytest.mark.parametrize("typed", ["1234567", "0" * 16, "telepon", "+", "08１１00000000"])
def test_what_is_no_telephone_number_is_said(typed):
    with pytest.raises(Incomplete, match="8 sampai 15 angka"):
        questions.phone(typed)


@pytest.mark.parametrize(
    ("answers", "papers"),
    [
        ({}, []),
        ({"elements": ["name"]}, ["birth_proof"]),
        ({"elements": ["marital", "relation"]}, ["marriage_proof", "statement"]),
        ({"problem": "nik_missing"}, []),
    ],
)
def test_what_is_wrong_calls_for_its_papers(recovery, answers, papers):
    wanted = [paper.id for paper in questions.papers(recovery, answers)]
    assert wanted == ["family_card", "identity_card", *papers]


def test_each_paper_is_brought_or_not(check):
    assert check("papers", "family_card") == {"family_card": True, "identity_card": False}


def test_every_problem_the_kiosk_proposes_a_category_for_is_one(office):
    codes = {row.code for row in Category.select()}
    assert set(questions.PROPOSED) <= set(questions.PROBLEMS)
    assert set(questions.PROPOSED.values()) <= codes
