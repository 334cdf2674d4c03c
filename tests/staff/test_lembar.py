"""Typing a lembar, returning single rows, recording its wet signature."""

import pytest

from ministry_tables import Row, WetSignature
from models import Case
from office.ministry import lembar
from tests.faces import Visitor
from tests.staff.desks import says, written
from tests.strict_html import check

LETTER = {"reference": "470/12/Dukcapil", "dated": "2024-01-05"}
ROWS = {
    "row_nik": ["6401010101900001", "6401010101900002", ""],
    "row_other_nik": ["", "6401010101900003", ""],
    "row_category": ["A1", "G2", ""],
    "row_trouble": ["Nama tidak lazim", "Dua NIK", ""],
    "row_outside": ["", "yes", ""],
}


@pytest.fixture
def tono(app, office):
    visitor = Visitor(app).sign_in("staf")
    visitor.get("/staff/lembar/new")
    return visitor


def test_a_new_lembar_begins_with_five_blank_rows(tono):
    assert check(tono.page) == []
    assert tono.page.count('name="row_nik"') == 5


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_lembar_is_opened_from_what_was_typed(tono, htmx):
    answer = tono.post("/staff/lembar", {**LETTER, **ROWS}, htmx=htmx)
    assert answer.status_code == (204 if htmx else 303), answer.text
    assert [(row.nik, row.outside) for row in Row.select().order_by(Row.number)] == [
        ("6401010101900001", False),
        ("6401010101900002", True),
    ]


def test_more_rows_keep_what_was_typed_and_store_nothing(tono):
    before = written()
    answer = tono.post("/staff/lembar/new", {**LETTER, **ROWS})
    assert answer.text.count('name="row_nik"') == 8
    assert "Nama tidak lazim" in answer.text
    assert (check(answer.text), written()) == ([], before)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reference": ""}, "Isi nomor dan tanggal surat Ditjen."),
        ({"dated": "kemarin"}, "Isi nomor dan tanggal surat Ditjen."),
        ({"dated": "2030-01-01"}, "Isi nomor dan tanggal surat Ditjen."),
        ({name: [] for name in ROWS}, "Satu lembar memuat 1 sampai 200 baris."),
        ({name: ["1"] * 201 for name in ROWS}, "Satu lembar memuat 1 sampai 200 baris."),
        ({"row_category": ["A1", "Z9", ""]}, "Baris 2: isi NIK, kategori, dan masalahnya."),
        ({"row_trouble": ["", "x", ""]}, "Baris 1: isi NIK, kategori, dan masalahnya."),
        ({"row_nik": ["9" * 21, "1", ""]}, "Tulisan terlalu panjang"),
    ],
)
def test_a_malformed_lembar_is_refused_in_a_sentence(tono, fields, sentence, htmx):
    before = written()
    answer = tono.post("/staff/lembar", {**LETTER, **ROWS, **fields}, htmx=htmx)
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, sentence)


def test_only_who_takes_the_first_step_opens_a_lembar(app, office):
    dewi = Visitor(app).sign_in("dewi")
    assert dewi.get("/staff/lembar/new").status_code == 403


def test_a_return_moves_single_rows_to_a_lembar_of_their_own(desk, at_kasi):
    mine = desk("kasi", at_kasi)
    struck = at_kasi.rows.order_by(Row.number).first()
    mine.press("decisions", outcome="no", reason="Bukan warga kita", strike=[struck.id])
    new = Case.select().order_by(Case.id.desc()).get()
    assert (new.id != at_kasi.id, new.rows.count()) == (True, 1)
    page = mine.see()
    assert f"Baris 1 keluar ke lembar {new.label}, Ratna" in page
    assert "1 baris, 1 keluar" in page


def test_a_lembar_calls_itself_one_and_tells_where_it_came_from(desk, at_kasi):
    mine = desk("kasi", at_kasi)
    struck = at_kasi.rows.order_by(Row.number).first()
    mine.press("decisions", outcome="no", reason="Bukan warga kita", strike=[struck.id])
    new = Case.select().order_by(Case.id.desc()).get()
    page = desk("staf", new).see()
    assert f"Lembar dibuka dari lembar {at_kasi.label}, Ratna" in page
    assert "Bukan warga kita" in page
    assert "Batalkan lembar" in page
    assert "ermohonan" not in page.partition("<main")[2]


def test_numbers_on_a_lembar_are_masked(desk, at_kasi):
    page = desk("kasi", at_kasi).see()
    assert "•••• 0001" in page
    assert "6401010101900001" not in page


def test_a_wet_signature_is_noted_apart_from_the_approval(desk, at_rows):
    mine = desk("staf", at_rows)
    assert "Disetujui di aplikasi; belum dicatat" in mine.see()
    mine.press("signatures", signed_on="2024-01-08", agenda_number="AG-12")
    assert WetSignature.get().agenda_number == "AG-12"
    assert "Sudah ditandatangani basah" in mine.see()
    assert not lembar.awaits_signature(at_rows)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"signed_on": "2024-01-08", "agenda_number": ""},
        {"signed_on": "2031-01-08", "agenda_number": "1"},
        {"signed_on": "x", "agenda_number": "1"},
    ],
)
def test_a_wet_signature_without_day_or_number_is_refused(desk, at_rows, fields, htmx):
    mine = desk("staf", at_rows)
    before = written()
    answer = mine.press("signatures", htmx=htmx, **fields)
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Isi tanggal tanda tangan basah dan nomor agenda.")


def test_one_result_is_given_to_the_rows_that_are_ticked(at):
    mine = at("at_rows")
    first, second = mine.case.rows.order_by(Row.number)
    assert mine.see().count('name="chosen"') == mine.see().count('name="strike"') == 2
    same = {"together": "1", "whom": "chosen", "chosen": [second.id]}
    typed = {f"result-{first.id}": "fixed", f"result-{second.id}": "", f"note-{second.id}": ""}
    mine.press("results", **typed, **same, same_result="centre", same_note="Rekaman ganda")
    rows = [(row.result, row.result_note) for row in mine.case.rows.order_by(Row.number)]
    assert rows == [("fixed", ""), ("centre", "Rekaman ganda")]
    assert check(mine.see()) == []


@pytest.mark.parametrize(
    ("whom", "results"), [("empty", ["fixed", "correct"]), ("all", ["correct"] * 2)]
)
def test_one_result_is_given_to_all_rows_or_to_those_without(at, whom, results):
    mine = at("at_rows")
    first, second = mine.case.rows.order_by(Row.number)
    typed = {f"result-{first.id}": "fixed", f"result-{second.id}": ""}
    mine.press("results", **typed, together="1", whom=whom, same_result="correct")
    assert [row.result for row in mine.case.rows.order_by(Row.number)] == results


def test_no_result_for_all_is_refused_in_a_sentence(at):
    answer = at("at_rows").press("results", together="1", whom="all")
    assert answer.status_code == 422 and says(answer, "Pilih hasil untuk baris itu.")


def test_a_result_that_came_later_stands_beside_the_former(at):
    mine = at("at_rows")
    ids = [row.id for row in mine.case.rows.order_by(Row.number)]
    mine.press("decisions", outcome="updated", **{f"result-{id}": "fixed" for id in ids})
    told = {"result": "correct", "note": "", "reason": "Dicek lagi di SIAK."}
    assert mine.press("later-results", row=ids[0], **told).status_code == 303
    page = mine.see()
    assert "diubah dari sudah diperbaiki" in page and "Dicek lagi di SIAK." in page
    assert check(page) == []


def test_a_row_of_another_lembar_is_not_changed_here(at):
    answer = at("at_rows").press("later-results", row=99, result="fixed", reason="x")
    assert answer.status_code == 404


def test_a_request_and_a_row_about_one_nik_lead_to_each_other(app, draw, new_lembar):
    asked = draw(nik="6401010101900001").case
    tono = Visitor(app).sign_in("staf")
    row = tono.get(f"/staff/cases/{new_lembar.id}").text
    assert (check(row), f'ada permohonan warga <a href="/staff/cases/{asked.id}">' in row) == (
        [],
        True,
    )
    request = tono.get(f"/staff/cases/{asked.id}").text
    assert (check(request), f'<a href="/staff/cases/{new_lembar.id}">lembar' in request) == (
        [],
        True,
    )
    assert "470/1" in request and "6401010101900001" not in request
