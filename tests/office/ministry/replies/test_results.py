"""What became of each row: noted before a lembar ends, for many rows at once, and changed later."""

import pytest

from ministry_tables import Row
from office import made
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.ministry import results
from reply_tables import LaterResult


@pytest.fixture
def save(verb, people):
    """save(case, {1: ("fixed", "")}): results by the numbers of rows, by Tono."""

    def save(case, given, by=None, **details):
        ids = {row.number: row.id for row in case.rows}
        rows = {ids.get(number, number): told for number, told in given.items()}
        return verb(results.note, case, rows, by=by or people.staf, **details)

    return save


@pytest.fixture
def ended(ladder, decide, people):
    """ended(2): a lembar of two rows, both mended."""

    def ended(count: int = 1):
        case = ladder("update", count)
        given = {row.id: ("fixed", "") for row in case.rows}
        return decide(case, "updated", people.staf, work=made.Work(rows=given))

    return ended


@pytest.fixture
def later(people, clock, fresh):
    """later(case, "centre", "Tiket 12"): row 1 gets another result, by Tono."""

    def later(case, result, note="", reason="Jawaban pusat 8 Januari.", by=None, seen=None):
        seen = fresh(case).moves if seen is None else seen
        told = {"by": by or people.staf, "at": clock(), "seen": seen}
        return results.change(case.rows.order_by(Row.number).first(), result, note, reason, **told)

    return later


def told(case) -> list[tuple[str, str]]:
    return [(row.result, row.result_note) for row in case.rows.order_by(Row.number)]


def test_results_are_noted_before_the_lembar_ends(ladder, save, events):
    case = save(ladder("update", 3), {1: ("fixed", ""), 3: ("centre", " Rekaman ganda ")})
    assert told(case) == [("fixed", ""), ("", ""), ("centre", "Rekaman ganda")]
    assert (case.step, events(case)[-1]) == ("update", "results saved")


def test_what_was_noted_counts_when_the_lembar_ends(ladder, save, decide, people):
    case = save(ladder("update", 2), {1: ("correct", "")})
    second = Row.get(case=case, number=2)
    work = made.Work(rows={second.id: ("fixed", "")})
    assert told(decide(case, "updated", people.staf, work=work)) == [("correct", ""), ("fixed", "")]


def test_noting_the_same_twice_changes_nothing(ladder, save, events):
    case = save(ladder("update"), {1: ("fixed", "")})
    moves, before = case.moves, events(case)
    assert (save(case, {1: ("fixed", "")}).moves, events(case)) == (moves, before)


def test_a_result_can_be_taken_back_while_the_lembar_is_open(ladder, save):
    case = save(ladder("update"), {1: ("fixed", "")})
    assert told(save(case, {1: ("", "")})) == [("", "")]


@pytest.mark.parametrize("result", results.TOLD_WITH)
def test_a_result_that_does_not_explain_itself_has_a_note(ladder, save, refused, result):
    case = ladder("update", 2)
    with refused(Incomplete, f"Baris 2: {results.RESULTS[result].lower()} perlu catatan"):
        save(case, {1: ("fixed", ""), 2: (result, " ")})


def test_no_other_result_is_noted(ladder, save, refused):
    case = ladder("update")
    with refused(Incomplete, "Baris 1: pilih hasilnya"):
        save(case, {1: ("perhaps", "")})


def test_a_row_of_another_lembar_gets_no_result_here(ladder, save, refused):
    case = ladder("update")
    with refused(Incomplete, "Baris itu tidak ada di lembar ini"):
        save(case, {99: ("fixed", "")})


def test_results_are_not_noted_before_the_kadis_approved(ladder, save, refused):
    case = ladder("examine")
    with refused(Refused, "tidak di kegiatan yang mencatat hasil"):
        save(case, {1: ("fixed", "")})


def test_only_whose_step_it_is_notes_results(ladder, save, refused, people):
    case = ladder("update")
    with refused(NotAllowed, "Kegiatan ini tugas Staff"):
        save(case, {1: ("fixed", "")}, by=people.kasi)


def test_a_result_that_comes_later_keeps_the_former_one(ended, later, people):
    case = later(ended(2), "centre", "Tiket 12")
    assert told(case) == [("centre", "Tiket 12"), ("fixed", "")]
    row = LaterResult.get()
    assert (row.former, row.result, row.note) == ("fixed", "centre", "Tiket 12")
    assert (row.officer, row.reason) == (people.staf, "Jawaban pusat 8 Januari.")


@pytest.mark.parametrize("wrong", [("fixed", ""), ("correct", "", " ")])
def test_a_later_result_is_new_and_has_a_reason(ended, later, refused, wrong):
    case = ended()
    with refused(Incomplete, "Pilih hasil yang baru dan tulis alasannya"):
        later(case, *wrong)


def test_a_lembar_that_is_open_has_no_later_results(ladder, later, refused):
    case = ladder("update")
    with refused(Refused, "belum selesai; isi hasilnya di sana"):
        later(case, "fixed")


def test_only_who_notes_results_changes_them(ended, later, refused, people, neighbours):
    case = ended()
    for stranger in (people.kasi, people.sari, neighbours.dina):
        with refused(NotAllowed, "Mengubah hasil lembar bukan tugas Anda"):
            later(case, "correct", by=stranger)


def test_a_later_result_on_a_stale_page_changes_nothing(ended, later, refused):
    case = ended()
    with refused(Stale, "baru saja diubah"):
        later(case, "correct", seen=case.moves - 1)
