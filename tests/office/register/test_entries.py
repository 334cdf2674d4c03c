"""The list of corrections to be entered into SIAK: what stands in it, and that opening is kept."""

from datetime import date, timedelta

import pytest

from office.errors import Incomplete
from office.register import entries
from register_tables import PersonView

MONDAY = date(2024, 1, 8)


@pytest.fixture
def listed(people, clock):
    def listed(since=MONDAY, until=MONDAY, reason="Dimasukkan ke SIAK", by=None):
        told = {"by": by or people.dewi, "role": "adb", "at": clock()}
        return entries.listed(since, until, reason, **told)

    return listed


def test_corrections_and_what_was_taken_back_stand_in_order(recovered, undo, siti, listed, clock):
    case = recovered(siti, birth_date="3-12-1990", mother="AMINAH")
    clock.forward(hours=1)
    undo(case, "mother")
    told = [(one.correction.element, one.values, bool(one.reversal)) for one in listed()]
    assert told == [
        ("birth_date", ("12-03-1990", "03-12-1990"), False),
        ("mother", ("MINAH", "AMINAH"), False),
        ("mother", ("AMINAH", "MINAH"), True),
    ]


def test_everyone_in_it_is_written_down_as_opened(recovered, siti, listed):
    recovered(siti, mother="AMINAH")
    assert listed()[0].person.nik == "9901014101900001"
    assert [(row.person, row.reason) for row in PersonView.select()] == [
        (siti, "Dimasukkan ke SIAK")
    ]


def test_a_mended_nik_is_listed_under_the_one_siak_still_has(recovered, siti, listed):
    recovered(siti, nik="9901014312900007")
    (line,) = listed()
    assert (line.person.nik, line.values[1]) == ("9901014101900001", "9901 01 431290 0007")


def test_other_days_and_what_siak_was_told_stand_elsewhere(
    recovered, mended, siti, listed, refused
):
    mended()
    recovered(siti, mother="AMINAH")
    assert len(listed(until=MONDAY + timedelta(days=1))) == 1
    with refused(Incomplete, "memuat 1 sampai 1000 perbaikan"):
        listed(MONDAY - timedelta(days=2), MONDAY - timedelta(days=1))
    with refused(Incomplete, "memuat 1 sampai 1000 perbaikan"):
        listed(MONDAY + timedelta(days=1), MONDAY)


def test_it_is_not_opened_without_a_reason(recovered, siti, listed, refused):
    recovered(siti, mother="AMINAH")
    with refused(Incomplete, "Tulis alasan membuka data"):
        listed(reason=" ")


def test_a_longer_list_is_read_in_as_few_statements(recovered, siti, listed, asked):
    def read():
        for one in listed():
            assert one.correction.case.label and one.correction.applied.officer.name
            assert one.order.officer.name

    recovered(siti, mother="AMINAH")
    read()  # and siti is written down as opened
    before = asked(read)
    recovered(siti, birth_date="3-12-1990")
    assert asked(read) == before
