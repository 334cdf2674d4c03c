"""What a NIK says stands beside it for staff: softly, never as a refusal, and nothing is kept."""

import logging

import pytest

from models import Subject
from tests.faces import Visitor
from tests.staff.desks import written
from tests.strict_html import check

MERAUKE = "9101014101900001"
IMPOSSIBLE = "6401013213900001"


@pytest.fixture
def sari(app, at_checklist):
    return Visitor(app).sign_in("sari", 1)


def test_an_opened_nik_tells_its_parts(at):
    answer = at("at_note").press("openings", htmx=True, field="nik", open_for="Mencocokkan akta")
    assert "6401 01 010190 0001: Kabupaten Paser, Kalimantan Timur, kecamatan 01" in answer.text
    assert "lahir 01-01-1990, laki-laki menurut NIK." in answer.text


def test_a_plain_form_gets_the_same_on_the_whole_page(at):
    answer = at("at_note").press("openings", field="nik", open_for="Mencocokkan akta")
    assert "lahir 01-01-1990, laki-laki menurut NIK." in answer.text
    assert check(answer.text) == []


def test_the_parts_are_not_told_before_the_nik_is_opened(at):
    page = at("at_note").see()
    assert "nik-advice" not in page and "menurut NIK" not in page


def test_of_the_rows_of_a_lembar_only_what_is_odd_is_told(at, new_lembar):
    row = new_lembar.rows.get()
    row.nik, row.other_nik = IMPOSSIBLE, MERAUKE
    row.save()
    answer = at("new_lembar").press("openings", field="rows", open_for="Mencocokkan surat")
    assert "Tanggal dan bulan di nomor ini tidak ada di kalender." in answer.text
    assert "Kode lama: 91.01, sekarang 93.01 Kabupaten Merauke" in answer.text
    assert "6401 01 010190 0003" not in answer.text


def test_the_request_at_the_counter_opens_with_what_its_nik_says(at):
    form = at("at_checklist").press("request")
    assert "Kabupaten Paser, Kalimantan Timur, kecamatan 01" in form.text
    assert check(form.text) == []


def test_typed_niks_are_read_and_nothing_is_written(sari):
    before = written()
    answer = sari.post("/staff/nik-readings", nik=[MERAUKE, "", IMPOSSIBLE, "12x"], htmx=True)
    assert (answer.status_code, written()) == (200, before)
    assert "<strong>Wajar:</strong> Kode lama: 91.01, sekarang 93.01" in answer.text
    assert "<strong>Periksa:</strong> Tanggal dan bulan" in answer.text
    assert "<strong>Periksa:</strong> NIK hanya memuat angka" in answer.text


def test_a_number_that_is_odd_is_taken_all_the_same(at):
    mine = at("at_checklist")
    answer = mine.press("amendments", nik=[IMPOSSIBLE], subject_name=["CONTOH SATU"])
    assert answer.status_code == 303, answer.text
    assert Subject.get(Subject.case == mine.case).nik == IMPOSSIBLE


def test_a_typed_nik_is_in_no_log(sari, caplog):
    caplog.set_level(logging.DEBUG)
    sari.post("/staff/nik-readings", nik=[MERAUKE], htmx=True)
    assert MERAUKE not in caplog.text and "9101 01" not in caplog.text
