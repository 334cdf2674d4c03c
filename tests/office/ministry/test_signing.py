"""What becomes of a lembar on paper: signed, many at once; or given back unsigned."""

from datetime import date

import pytest

from ministry_tables import Row, WetSignature
from models import Case, Decision
from office import made
from office.errors import Incomplete, NotAllowed, Refused
from office.ministry import errands, inbox, lembar, signing


@pytest.fixture
def ended(ladder, decide, people):
    """A lembar of two rows that was updated to its end, not yet signed on paper."""
    case = ladder("update", 2)
    rows = {row.id: ("fixed", "") for row in case.rows}
    return decide(case, "updated", people.staf, work=made.Work(rows=rows))


@pytest.fixture
def give_back(people, clock, fresh):
    def give_back(case, reason="Nama salah cetak.", by=None, seen=None) -> Case:
        seen = fresh(case).moves if seen is None else seen
        return signing.give_back(case, seen, reason, by=by or people.staf, at=clock())

    return give_back


def test_what_is_approved_waits_for_paper_even_when_it_ended(ladder, ended, people):
    ladder("approve")
    approved = ladder("update")
    assert set(signing.waiting(people.staf)) == {ended, approved}
    (letter,) = signing.letters(people.staf)
    assert list(signing.waiting(people.staf, letter + 1)) == []


def test_many_are_noted_as_signed_with_running_numbers(ladder, ended, people, clock, fresh):
    cases = [ended, ladder("update")]
    numbers = signing.running("B-099/2024", 2)
    items = [
        errands.Item(case.id, fresh(case).moves, text=number)
        for case, number in zip(cases, numbers, strict=True)
    ]
    day = date(2024, 1, 8)
    errands.run(errands.sign(items, day, key="k", by=people.kadis, at=clock()), at=clock())
    rows = WetSignature.select().order_by(WetSignature.id)
    assert [(row.agenda_number, row.signed_on) for row in rows] == [
        ("B-099/2024", day),
        ("B-100/2024", day),
    ]
    assert list(signing.waiting(people.staf)) == []


def test_agenda_numbers_run_from_a_number(office):
    assert signing.running("007", 3) == ["007", "008", "009"]
    with pytest.raises(Incomplete, match="harus memuat angka"):
        signing.running("B", 2)


def test_neither_a_code_nor_a_year_runs_with_the_agenda_numbers(office):
    assert signing.running("2024/099", 2) == ["2024/099", "2024/100"]
    assert signing.running("470/014/2024", 1) == ["470/014/2024"]
    with pytest.raises(Incomplete, match="kurung siku"):
        signing.running("470/014/2024", 2)
    assert signing.running("470/[014]/2024", 2) == ["470/014/2024", "470/015/2024"]


def test_a_print_that_comes_back_is_examined_again_with_the_reason(ladder, give_back, people):
    case = give_back(ladder("update"))
    assert case.step == "examine"
    assert Decision.get(Decision.reason == "Nama salah cetak.").kind == "return"
    assert list(signing.waiting(people.staf)) == []


def test_of_one_that_has_ended_every_row_goes_on_in_a_new_lembar(ended, give_back, people, fresh):
    new = give_back(ended)
    assert (new.step, new.rows.count()) == ("receive", 2)
    assert inbox.of_case(new) == inbox.of_case(ended)
    assert {row.struck_for for row in Row.select().where(Row.case == ended)} == {
        "Nama salah cetak."
    }
    assert (fresh(ended).end, list(signing.waiting(people.staf))) == ("done", [])


def test_what_was_signed_on_paper_does_not_come_back(
    ladder, give_back, decide, people, clock, refused
):
    case = ladder("update")
    told = {"signed_on": date(2024, 1, 8), "agenda_number": "1", "by": people.staf, "at": clock()}
    lembar.record_signature(case, **told, seen=Case.get_by_id(case.id).moves)
    with refused(Refused, "tidak menunggu tanda tangan basah"):
        give_back(case)
    with refused(Refused, "sudah ditandatangani basah, tidak kembali"):
        decide(case, "unsigned", people.staf, reason="Salah.")


def test_a_print_comes_back_with_a_reason_by_who_has_a_part_in_it(
    ended, give_back, people, refused
):
    with refused(Incomplete, "Tulis alasan atau catatannya"):
        give_back(ended, reason=" ")
    with refused(NotAllowed, "bukan tugas Anda"):
        give_back(ended, by=people.sari)


def test_what_is_not_approved_does_not_come_back(ladder, give_back, refused):
    case = ladder("approve")
    with refused(Refused, "tidak menunggu tanda tangan basah"):
        give_back(case)
