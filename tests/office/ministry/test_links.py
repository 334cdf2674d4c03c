"""A row of a ministry list and a citizen's request about the same NIK know of each other."""

import pytest

from ministry_tables import LetterFile, Row
from models import Case
from office import made
from office.ministry import lembar, links, placing
from office.ministry.grouping import Rule
from tests.office.conftest import ROW

SITI, HER_OTHER = "9901014101900001", "9901014101900002"
PLAIN = Rule()


@pytest.fixture
def found(office):
    """found(SITI): (letter, lembar) of each row with that NIK."""

    def found(*numbers: str) -> list[tuple[str, int | None]]:
        return [
            (one.letter.reference if one.letter else "", one.lembar and one.lembar.id)
            for one in links.in_lists(office, numbers)
        ]

    return found


def test_a_request_is_told_of_a_row_that_stands_on_no_lembar(listed, found):
    letter = listed({"nik": SITI}, {"nik": "1"})
    assert found(SITI) == [(letter.reference, None)]


def test_and_of_the_lembar_once_it_stands_on_one(listed, found, anomalies, people, clock):
    letter = listed({"nik": "1", "other_nik": SITI})
    placing.make(anomalies, letter, PLAIN, "", by=people.staf, at=clock())
    assert found(SITI) == [(letter.reference, Case.get().id)]


@pytest.mark.parametrize(
    "typed", ["9901 0141 0190 0001", "9901-01-410190-0001", "9901014101900001 "]
)
def test_a_nik_is_the_same_however_it_was_typed(anomalies, people, clock, found, typed):
    rows = [lembar.NewRow(typed.strip(), "", "A2", "Tanggal lahir")]
    case = lembar.open_found(anomalies, rows, about="A2", by=people.staf, at=clock())
    assert found(typed) == found(SITI) == [("", case.id)]


def test_no_number_finds_nothing(listed, found):
    listed({"nik": ""}, {"nik": "1"})
    assert found("") == found(" ", "") == found() == []


def test_a_list_that_is_not_shown_is_not_told(listed, found):
    listed({"nik": SITI})
    LetterFile.update(shown_at=None).execute()
    assert found(SITI) == []


def test_a_struck_row_is_told_where_it_went(ladder, decide, people, found):
    case = ladder("kasi_verify", 2)
    Row.update(nik=SITI).where(Row.case == case, Row.number == 2).execute()
    gone = case.rows.where(Row.number == 2).get()
    decide(case, "no", people.kasi, reason="Lain.", work=made.Work(strike=(gone.id,)))
    (new,) = Case.select().where(Case.id != case.id)
    assert [id for _, id in found(SITI)] == [new.id]


def test_a_row_is_told_of_every_request_about_either_nik(office, draw, listed, open_lembar):
    first, second, other = (draw(nik=one).case for one in (SITI, HER_OTHER, "9901014101900003"))
    case = open_lembar()
    Row.update(nik=SITI, other_nik=HER_OTHER).where(Row.case == case).execute()
    (row,) = case.rows
    assert links.requests(office, [row]) == {row.id: [second, first]}
    assert other not in links.requests(office, [row])[row.id]


def test_another_office_is_told_of_nothing(listed, neighbours, draw, open_lembar):
    listed({"nik": SITI})
    draw(nik=SITI)
    assert links.in_lists(neighbours.office, [SITI]) == []
    case = open_lembar()
    Row.update(nik=SITI).where(Row.case == case).execute()
    assert links.requests(neighbours.office, case.rows) == {}


def test_the_same_few_questions_are_asked_whatever_the_lists_hold(listed, office, asked):
    listed(*[{"nik": SITI}] * 3)
    few = asked(lambda: links.in_lists(office, [SITI]))
    listed(*[{"nik": f"{n:016d}"} for n in range(50)])
    assert asked(lambda: links.in_lists(office, [SITI])) == few


def test_a_row_typed_by_hand_is_kept_bare(open_lembar, anomalies, people, clock):
    rows = [lembar.NewRow("9901 01 410190 0001", "", "A2", "x"), ROW]
    case = lembar.open_found(anomalies, rows, about="", by=people.staf, at=clock())
    assert case.rows.where(Row.number == 1).get().nik == SITI
