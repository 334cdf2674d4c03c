"""The Lembar Sinkronisasi Data: its rows, what is struck, and the wet signature."""

from dataclasses import replace
from datetime import date

import pytest

from ministry_tables import Lembar, Letter, Row, WetSignature
from models import Case
from office import made
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.ministry import inbox, lembar
from tests.office.conftest import LETTER, ROW


@pytest.fixture
def typed(anomalies, people, clock):
    """typed([row, …]): a lembar of exactly these rows, by Tono."""

    def typed(rows, by=None, reference=LETTER, dated=date(2024, 1, 2)):
        told = {"reference": reference, "dated": dated, "by": by or people.staf, "at": clock()}
        return lembar.open_lembar(anomalies, rows, **told)

    return typed


@pytest.mark.parametrize("count", [1, 200])
def test_a_lembar_has_one_to_two_hundred_rows(typed, count):
    case = typed([ROW] * count)
    assert [row.number for row in case.rows] == list(range(1, count + 1))


@pytest.mark.parametrize("count", [0, 201])
def test_a_lembar_has_no_fewer_and_no_more(typed, refused, count):
    with refused(Incomplete, "Satu lembar memuat 1 sampai 200 baris"):
        typed([ROW] * count)


def test_a_lembar_stands_at_its_first_step_with_its_letter(typed):
    case = typed([ROW])
    letter = Letter.get()
    assert inbox.of_case(case) == letter
    assert (case.step, case.role) == ("receive", "staff")
    assert (letter.reference, letter.dated, letter.due_on) == (
        LETTER,
        date(2024, 1, 2),
        date(2024, 3, 2),
    )


@pytest.mark.parametrize(
    "wrong", [{"nik": " "}, {"trouble": ""}, {"category": "Z9"}, {"category": ""}]
)
def test_a_malformed_row_is_named(typed, refused, wrong):
    with refused(Incomplete, "Baris 3: isi NIK, kategori, dan masalahnya"):
        typed([ROW, ROW, replace(ROW, **wrong)])


@pytest.mark.parametrize("wrong", [{"nik": "0" * 21}, {"other_nik": "0" * 21}])
def test_an_endless_number_is_refused(typed, refused, wrong):
    with refused(Incomplete, "paling banyak 20 huruf"):
        typed([replace(ROW, **wrong)])


def test_a_broken_number_is_what_the_letters_are_about(typed):
    assert typed([replace(ROW, nik="12-AB")]).rows.get().nik == "12-AB"


@pytest.mark.parametrize("letter", [{"reference": " "}, {"dated": date(2024, 1, 9)}])
def test_a_letter_has_a_number_and_a_day_that_was(typed, refused, letter):
    with refused(Incomplete, "Isi nomor dan tanggal surat Ditjen"):
        typed([ROW], **letter)


def test_only_staff_open_a_lembar(typed, refused, people):
    with refused(NotAllowed, "Membuka lembar bukan tugas Anda"):
        typed([ROW], by=people.kasi)


# --- struck rows ----------------------------------------------------------------------------------


@pytest.fixture
def strike(decide, people):
    """strike(case, 2, 3): the Kasi returns it and leaves these rows out."""

    def strike(case: Case, *numbers: int) -> Case:
        ids = tuple(row.id for row in case.rows if row.number in numbers)
        work = made.Work(strike=ids or numbers)
        return decide(case, "no", people.kasi, reason="Milik kota lain.", work=work)

    return strike


def test_struck_rows_go_to_a_new_lembar_with_the_reason(ladder, strike):
    case = ladder("kasi_verify", 3)
    strike(case, 2, 3)
    new = Case.get(Case.id != case.id)
    struck = list(case.rows.where(Row.struck_to == new))
    assert [row.number for row in struck] == [2, 3]
    assert {row.struck_for for row in struck} == {"Milik kota lain."}
    assert (new.step, [row.number for row in new.rows]) == ("receive", [1, 2])


def test_both_lembar_have_the_striking_on_record(ladder, strike, events):
    case = ladder("kasi_verify", 3)
    strike(case, 2, 3)
    new = Case.get(Case.id != case.id)
    assert events(new) == ["case opened"]
    assert events(case)[-2:] == ["rows struck", "case decided"]


def test_a_new_lembar_answers_the_same_letter(ladder, strike):
    case = ladder("kasi_verify", 2)
    strike(case, 2)
    assert {inbox.of_case(one) for one in Case.select()} == {Letter.get()}


def test_two_lembar_of_one_letter_book_it_once(typed):
    assert inbox.of_case(typed([ROW])) == inbox.of_case(typed([ROW]))
    assert Letter.select().count() == 1


def test_what_the_office_found_itself_answers_no_letter(anomalies, people, clock):
    case = lembar.open_found(anomalies, [ROW], about="A2", by=people.staf, at=clock())
    assert inbox.of_case(case) is None
    assert (Lembar.get().case, Lembar.get().about, case.rows.count()) == (case, "A2", 1)


def test_nobody_else_opens_a_lembar_of_what_was_found(anomalies, people, clock, refused):
    with refused(NotAllowed, "Membuka lembar bukan tugas Anda"):
        lembar.open_found(anomalies, [ROW], about="A2", by=people.budi, at=clock())


def test_the_rest_of_the_lembar_goes_on(ladder, strike, decide, people):
    case = strike(ladder("kasi_verify", 2), 2)
    for outcome, by in (("examined", "staf"), ("yes", "kasi"), ("yes", "kabid"), ("yes", "kadis")):
        decide(case, outcome, getattr(people, by), work=made.Work(text="Diteliti lagi."))
    kept = case.rows.where(Row.struck_to.is_null()).get()
    rows = {kept.id: ("fixed", "")}
    assert decide(case, "updated", people.staf, work=made.Work(rows=rows)).end == "done"


def test_not_every_row_is_struck(ladder, strike, refused):
    case = ladder("kasi_verify", 2)
    with refused(Incomplete, "Paling sedikit satu baris tetap di lembar ini"):
        strike(case, 1, 2)


def test_a_row_of_another_lembar_is_not_struck(ladder, typed, decide, people, refused):
    case, other = ladder("kasi_verify", 2), typed([ROW])
    work = made.Work(strike=(other.rows.get().id,))
    with refused(Incomplete, "Baris itu tidak ada di lembar ini"):
        decide(case, "no", people.kasi, reason="Keliru.", work=work)


def test_a_row_is_struck_once(ladder, strike, decide, people, refused):
    case = ladder("kasi_verify", 3)
    gone = case.rows.where(Row.number == 3).get()
    strike(case, 3)
    decide(case, "examined", people.staf, work=made.Work(text="Lagi."))
    with refused(Incomplete, "Baris itu tidak ada di lembar ini"):
        decide(case, "no", people.kasi, reason="Lagi.", work=made.Work(strike=(gone.id,)))


# --- tanda tangan basah ---------------------------------------------------------------------------


@pytest.fixture
def sign(fresh, people, clock):
    def sign(case: Case, number="B-01", on=date(2024, 1, 8), by=None, seen=None) -> Case:
        seen = fresh(case).moves if seen is None else seen
        told = {"signed_on": on, "agenda_number": number, "by": by or people.staf}
        return lembar.record_signature(case, at=clock(), seen=seen, **told)

    return sign


def test_a_wet_signature_is_noted_apart_from_the_approval(ladder, sign, people):
    case = sign(ladder("update"))
    row = WetSignature.get()
    assert (row.case, row.agenda_number, row.officer) == (case, "B-01", people.staf)


@pytest.mark.parametrize("rung", ["receive", "examine", "kasi_verify", "kabid_verify", "approve"])
def test_nothing_is_signed_before_the_kadis_approved(ladder, sign, refused, rung):
    case = ladder(rung)
    with refused(Refused, "Lembar ini belum disetujui untuk ditandatangani"):
        sign(case)


@pytest.mark.parametrize("wrong", [{"number": " "}, {"on": date(2024, 1, 9)}])
def test_a_signature_has_an_agenda_number_and_a_day_that_was(ladder, sign, refused, wrong):
    case = ladder("update")
    with refused(Incomplete, "Isi tanggal tanda tangan basah dan nomor agenda"):
        sign(case, **wrong)


def test_a_lembar_is_signed_once(ladder, sign, refused):
    case = ladder("update")
    sign(case)
    with refused(Refused, "Tanda tangan basah sudah dicatat"):
        sign(case, "B-02")


def test_a_signature_on_a_stale_page_changes_nothing(ladder, sign, refused):
    case = ladder("update")
    with refused(Stale, "baru saja diubah"):
        sign(case, seen=case.moves - 1)


@pytest.mark.parametrize("who", ["audit", "sari", "rina"])
def test_who_has_no_part_in_the_procedure_notes_no_signature(ladder, sign, refused, people, who):
    case = ladder("update")
    with refused(NotAllowed, "Mencatat tanda tangan basah bukan tugas Anda"):
        sign(case, by=getattr(people, who))


def test_another_office_notes_no_signature(ladder, sign, refused, neighbours):
    case = ladder("update")
    with refused(NotAllowed, "Mencatat tanda tangan basah bukan tugas Anda"):
        sign(case, by=neighbours.dina)
