"""The register at a desk: masked until opened, opened with a reason, chosen for a case."""

import logging

import pytest

from models import Subject
from office.register import register
from register_tables import Identification, PersonView
from tests.faces import Visitor
from tests.staff.desks import says, written
from tests.strict_html import check

SITI = {
    "nik": "6401014101900002",
    "family": "6401010101100001",
    "name": "SITI CONTOH",
    "birth_date": "1990-01-01",
    "sex": "P",
    "mother": "FATIMAH REKAAN",
    "village": "RANTAU",
}
UCOK = {"nik": "6401010101120003", "family": SITI["family"], "name": "UCOK REKA"}
FULL = (SITI["nik"], "6401 01 410190 0002", "SITI", "FATIMAH", "01-01-1990", "1990-01-01")


@pytest.fixture
def siti(people, clock):
    return register.enter([SITI, UCOK], by=people.sari, at=clock())[0]


@pytest.fixture
def dewi(app, siti):
    visitor = Visitor(app).sign_in("dewi")
    visitor.get("/staff/register")
    return visitor


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    "fields",
    [
        {"q": "6401 0141 0190 0002"},
        {"q": "contoh siti"},
        {"q": "1-1-1990"},
        {"name": "siti", "mother": "fatima", "born": "1990-01-01"},
    ],
)
def test_who_is_found_stays_masked(dewi, fields, htmx):
    answer = dewi.post("/staff/register/searches", fields, htmx=htmx)
    found = answer.text.partition('id="register-found"')[2]
    assert "S••• C•••" in found and "•••• 0002" in found and "••-••-1990" in found
    assert not [value for value in FULL if value in found]
    assert check(answer.text, fragment=htmx) == []


def test_what_matched_is_said(dewi):
    answer = dewi.post("/staff/register/searches", q="siti contah")
    assert "Nama: satu huruf berbeda" in answer.text


def test_nobody_found_is_said_with_what_else_to_try(dewi):
    answer = dewi.post("/staff/register/searches", q="wayan")
    assert "Tidak ada yang cocok" in answer.text
    assert check(answer.text) == []


def test_a_search_for_nothing_is_refused(dewi):
    before = written()
    answer = dewi.post("/staff/register/searches", q="  ")
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Ketik NIK, No. KK, nama, atau tanggal lahir.")


def test_looking_writes_nothing_and_is_in_no_log(dewi, caplog):
    caplog.set_level(logging.INFO)
    before = written()
    dewi.post("/staff/register/searches", q="siti 6401014101900002")
    assert (written(), PersonView.select().count()) == (before, 0)
    assert "siti" not in caplog.text and SITI["nik"] not in caplog.text


def test_a_person_is_not_opened_without_a_reason(dewi, siti):
    answer = dewi.post("/staff/register/openings", person=siti)
    assert (answer.status_code, PersonView.select().count()) == (422, 0)
    assert says(answer, "Tulis alasan membuka data.")


def test_a_person_is_opened_with_a_reason_that_is_kept(dewi, siti):
    answer = dewi.post("/staff/register/openings", person=siti, reason="Surat 470")
    assert "SITI CONTOH" in answer.text and "FATIMAH REKAAN" in answer.text
    assert "Kabupaten Paser" in answer.text  # what the NIK says
    assert "U••• R•••" in answer.text and "UCOK" not in answer.text  # the family
    row = PersonView.get()
    assert (row.officer.username, row.person, row.reason) == ("dewi", siti, "Surat 470")
    assert check(answer.text) == []


@pytest.mark.parametrize("person", ["", "0", "999", "x", "9" * 30])
def test_whoever_does_not_stand_there_is_not_found(dewi, person):
    answer = dewi.post("/staff/register/openings", person=person, reason="Surat")
    assert (answer.status_code, PersonView.select().count()) == (404, 0)


def test_what_a_document_says_is_compared_and_not_kept(dewi, siti):
    said = {"said-name": "SITI CONTAH", "said-birth_date": "1-1-1990"}
    answer = dewi.post("/staff/register/openings", person=siti, reason="Surat", **said)
    assert "SITI CONT<ins>A</ins>H" in answer.text and "SITI CONT<del>O</del>H" in answer.text
    assert "satu huruf berbeda" in answer.text
    again = dewi.post("/staff/register/openings", person=siti, reason="Surat")
    assert "CONTAH" not in again.text


def test_a_person_is_shown_as_on_an_earlier_day(dewi, siti, recovered, clock):
    clock.forward(days=1)
    recovered(siti, name="SITI BARU")
    visitor = Visitor(dewi.client.application).sign_in("dewi")
    now = visitor.post("/staff/register/openings", person=siti, reason="Surat")
    assert "SITI BARU" in now.text and "perbaikan" in now.text
    then = visitor.post("/staff/register/openings", person=siti, reason="Surat", on="2024-01-08")
    assert "SITI CONTOH" in then.text and "pada Senin, 8 Januari 2024" in then.text
    assert check(then.text) == []
    for on, status in (("2020-01-01", 404), ("0001-01-01", 404), ("9999-12-31", 200)):
        told = visitor.post("/staff/register/openings", person=siti, reason="Surat", on=on)
        assert told.status_code == status


def test_a_slip_that_hits_anothers_number_does_not_hide_the_owner(at, siti):
    mine = at("at_note")
    Subject.update(nik=UCOK["nik"], name="Siti Contoh").where(Subject.case == mine.case).execute()
    answer = mine.visitor.post("/staff/register/searches", case=mine.case.id)
    assert "U••• R•••" in answer.text and "S••• C•••" in answer.text and "2 orang" in answer.text


def test_from_a_case_one_press_looks_for_its_owner(at, siti):
    mine = at("at_note")
    assert "Cari pemilik data ini" in mine.see()
    answer = mine.visitor.post("/staff/register/searches", case=mine.case.id)
    assert "S••• C•••" in answer.text
    assert "Alasan membuka" not in answer.text  # the case is the reason


def test_whom_a_case_is_about_is_chosen_and_stands_beside_the_request(at, siti):
    mine = at("at_note")
    page = mine.visitor.post("/staff/register/openings", person=siti, case=mine.case.id)
    assert "tekan dulu “Ini orang yang dimaksud”" in page.text
    assert "(pemohon)" in page.text and "kurang atau lebih" not in page.text
    assert PersonView.get().reason.startswith("Kegiatan 4")
    assert mine.press("people", person=siti, stands=1).status_code == 303
    page = mine.see()
    assert "S••• C•••, NIK •••• 0002" in page and "SITI" not in page
    assert check(page) == []


def test_a_choice_is_taken_back(at, siti):
    mine = at("at_note")
    mine.press("people", person=siti, stands=1)
    page = mine.visitor.post("/staff/register/openings", person=siti, case=mine.case.id)
    assert "Ternyata bukan orang ini" in page.text
    mine.press("people", person=siti, stands=0)
    assert "S••• C•••" not in mine.see()
    assert Identification.select().count() == 2


@pytest.mark.parametrize("where", ["at_order", "at_checklist"])
def test_nobody_is_chosen_where_nothing_is_verified(at, siti, where):
    mine = at(where)
    before = written()
    answer = mine.press("people", person=siti, stands=1)
    assert (answer.status_code, written()) == (409, before)
    assert says(answer, "Penduduk dipilih pada kegiatan yang memeriksa datanya.")


def test_a_strangers_step_offers_no_choice_and_refuses_it(at_note, siti, desk):
    mine = desk("joko", at_note)
    assert "Cari di database kependudukan" not in mine.see()
    page = mine.visitor.post("/staff/register/openings", person=siti, case=at_note.id)
    assert "Ini orang yang dimaksud" not in page.text
    assert mine.press("people", person=siti, stands=1).status_code == 403


def test_a_case_that_is_not_there_is_no_reason(dewi, siti):
    answer = dewi.post("/staff/register/openings", person=siti, case=999)
    assert (answer.status_code, PersonView.select().count()) == (404, 0)


@pytest.mark.parametrize("username", ["admin", "audit", "lead", "rina"])
def test_who_does_not_work_on_cases_finds_nobody(app, siti, username):
    visitor = Visitor(app).sign_in(username)
    assert visitor.get("/staff/register").status_code == 403
    assert visitor.post("/staff/register/openings", person=siti, reason="x").status_code == 403


def test_the_empty_page_is_well_formed(dewi):
    assert check(dewi.get("/staff/register").text) == []


def test_an_empty_register_is_not_taken_for_nobody_found(app, office):
    visitor = Visitor(app).sign_in("dewi")
    visitor.get("/staff/register")
    answer = visitor.post("/staff/register/searches", q="siti")
    assert "belum diisi" in answer.text and check(answer.text) == []
