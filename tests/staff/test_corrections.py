"""Corrections on the case page: what documents say, the draft, carrying out, taking back."""

from io import BytesIO

import pytest
import python_calamine

from models import Correction, Reversal, Subject
from office import founding, made
from office.register import identify, register
from register_tables import PersonView, Statement
from tests.conftest import NINE, PASSWORD
from tests.faces import Visitor
from tests.staff.desks import Desk, says, written
from tests.strict_html import check

SITI = {
    "nik": "6401014101900001",
    "name": "SITI CONTOH",
    "birth_date": "1990-03-12",
    "mother": "MINAH",
}


@pytest.fixture
def siti(people, clock):
    return register.enter([SITI], by=people.sari, at=clock())[0]


@pytest.fixture
def dewi(app, to_correct, siti):
    """Dewi before a case of Siti that waits for its draft."""
    case = to_correct(siti, problem="miswritten", elements=["birth", "parents"])
    return Desk(Visitor(app).sign_in("dewi"), case)


def draft(desk, siti, **fields):
    held = register.person(siti)
    told = {"element": "mother", "before": "", "after": "Aminah", "basis": "Akta", "subject": ""}
    told |= {"of": f"{siti}:{held.id}", "shown": "original", "outcome": "wrong"}
    return desk.press("decisions", **(told | fields))


def test_what_a_document_says_becomes_a_line_of_the_draft(dewi, siti):
    said = {"said-birth_date": "3-12-1990", "said-mother": "MINAH", "basis": "Akta 12"}
    answer = dewi.visitor.post(f"{dewi.path}/statements", {"person": siti, **said})
    page = dewi.see()
    assert answer.status_code == 303 and Statement.select().count() == 2
    assert 'value="03-12-1990"' in page and 'value="Akta 12"' in page and "12-03-1990" in page
    assert page.count('class="change"') == 1  # the mother is right
    assert check(page) == []


def test_a_draft_says_whose_it_is_and_how_its_document_was_seen(dewi, siti):
    assert draft(dewi, siti).status_code == 303
    page = dewi.see()
    assert "MINAH" in page and "asli diperlihatkan" in page and "belum dijalankan" in page
    assert "bukan di SIAK" in page and "Nomor rujukan" not in page


@pytest.mark.parametrize(
    "fields, status, sentence",
    [
        ({"of": ""}, 422, "Pilih dulu orangnya"),
        ({"of": "x:y"}, 422, "Pilih dulu orangnya"),
        ({"of": "1:999"}, 409, "baru saja berubah"),
        ({"element": "birth_date", "after": "31-02-1990"}, 422, "bukan tanggal kalender"),
        ({"basis": ""}, 422, "dokumen dasarnya"),
        ({"after": ""}, 422, "Tulis elemen yang diperbaiki"),
    ],
)
def test_a_draft_is_refused_in_words(dewi, siti, fields, status, sentence):
    before = (written(), Correction.select().count())
    answer = draft(dewi, siti, **fields)
    assert (answer.status_code, says(answer, sentence)) == (status, True)
    assert (written(), Correction.select().count()) == before


def test_a_double_is_shown_before_it_is_made(dewi, siti, people, clock):
    register.enter([{**SITI, "nik": "6401014101900009"}], by=people.sari, at=clock())
    draft(dewi, siti, element="nik", after="6401014101900009")
    page = dewi.see()
    assert "akan memakai NIK yang sama" in page and "S••• C•••" in page
    assert dewi.press("decisions", outcome="recovered").status_code == 422
    answer = dewi.press("decisions", outcome="recovered", despite="Kembar.")
    assert (answer.status_code, dewi.fresh().end) == (303, "done")
    assert "Tetap dijalankan: Kembar." in dewi.see()


def test_whom_the_request_does_not_name_is_mended_with_a_reason_only(dewi, siti):
    for nik, name, named in (("", "SITI KONTOH", True), ("9901010101700001", "WARGA LAIN", False)):
        Subject.delete().where(Subject.case == dewi.case).execute()
        Subject.create(case=dewi.case, nik=nik, name=name)
        assert (identify.strangers(dewi.case, [siti]) == []) is named
    draft(dewi, siti)
    page, before = dewi.see(), written()
    assert "tidak mirip pemilik data menurut permohonan" in page and check(page) == []
    answer = dewi.press("decisions", outcome="recovered")
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Tulis alasan tetap dijalankan.")
    dewi.press("decisions", outcome="recovered", despite="Ibu pemohon.")
    assert "Tetap dijalankan: Ibu pemohon." in dewi.see()


@pytest.fixture
def budi(app, recovered, siti):
    """Budi before a case whose correction of Siti was carried out."""
    return Desk(Visitor(app).sign_in("budi"), recovered(siti, mother="AMINAH"))


def take_back(desk, **fields):
    row = Correction.get(case=desk.case)
    return desk.press(f"corrections/{row.id}/reversals", **fields)


def test_who_gives_orders_takes_a_correction_back(budi, siti):
    assert "Batalkan perbaikan nama ibu" in budi.see()
    assert take_back(budi, reversed_for="Akta palsu.").status_code == 303
    assert register.person(siti).mother == "MINAH"
    page = budi.see()
    assert "dibatalkan" in page and "Akta palsu." in page and "Batalkan perbaikan" not in page
    assert check(page) == []


def test_taking_back_is_refused_in_words(app, budi, siti):
    assert take_back(budi).status_code == 422
    assert take_back(budi, reversed_for="Salah.", seen=0).status_code == 409
    dewi = Desk(Visitor(app).sign_in("dewi"), budi.case)
    assert "Batalkan perbaikan" not in dewi.see()
    assert take_back(dewi, reversed_for="Salah.").status_code == 403
    for unknown in ("999", "9" * 30):
        path = f"corrections/{unknown}/reversals"
        assert budi.press(path, reversed_for="Salah.").status_code == 404
    assert (Reversal.select().count(), register.person(siti).mother) == (0, "AMINAH")


def test_the_page_of_a_person_tells_what_changed_and_by_whose_order(budi, siti):
    take_back(budi, reversed_for="Akta palsu.")
    page = budi.visitor.post("/staff/register/openings", person=siti, reason="Surat").text
    assert "perintah Budi" in page and "Akta palsu." in page and "pertama dicatat" in page
    assert page.count("Nama ibu:") == 2
    assert check(page) == []


def test_another_office_is_told_what_changed_and_not_in_which_case(app, budi, siti):
    lain = founding.found("LAIN", "Disdukcapil Lain", "Lain", "Asia/Makassar", at=NINE)
    founding.hire(lain, "dina", "Dina", ["adb"], password=PASSWORD, at=NINE)
    pages = [
        visitor.post("/staff/register/openings", person=siti, reason="Surat").text
        for visitor in (budi.visitor, Visitor(app).sign_in("dina"))
    ]
    assert [f"Permohonan {budi.case.label}" in page for page in pages] == [True, False]
    assert [budi.path in page for page in pages] == [True, False]
    assert "<br>Disdukcapil Kabupaten Contoh</td>" in pages[1] and "AMINAH" in pages[1]


def test_a_person_is_told_as_they_stood_at_a_minute(app, siti, recovered, clock):
    clock.forward(minutes=30)
    recovered(siti, mother="AMINAH")
    visitor = Visitor(app).sign_in("dewi")
    told = {"person": siti, "reason": "Surat"}
    then = visitor.post("/staff/register/openings", **told, on="2024-01-08T09:29").text
    after = visitor.post("/staff/register/openings", **told, on="2024-01-08T09:30").text
    assert "<td>MINAH</td>" in then.replace("\n", "").replace("  ", "")
    assert "<td>AMINAH</td>" in after.replace("\n", "").replace("  ", "")


def test_what_was_taken_back_in_siak_keeps_both_references(app, at_recovery, decide, people, clock):
    work = made.Work(reference="SIAK-0001", done_at=clock())
    budi = Desk(
        Visitor(app).sign_in("budi"), decide(at_recovery, "recovered", people.dewi, work=work)
    )
    told = {"reversed_for": "Akta orang lain", "reference": "SIAK-0002"}
    assert budi.press(f"corrections/{Correction.get().id}/reversals", **told).status_code == 303
    page = budi.see()
    assert "Pengembalian di SIAK dicatat" in page and "oleh sistem" not in page
    assert "SIAK-0001" in page and "SIAK-0002" in page and check(page) == []


def test_what_siak_was_told_before_the_order_is_said(at, people, clock):
    dewi = at("at_recovery")
    dewi.press("decisions", outcome="recovered", reference="SIAK-7", done_at="2024-01-08T08:30")
    assert "dikerjakan sebelum ada perintah" in dewi.see()


def test_the_list_for_siak_is_a_spreadsheet_in_full(budi, siti):
    assert "Daftar perbaikan untuk dimasukkan ke SIAK" in budi.visitor.get("/staff/register").text
    take_back(budi, reversed_for="=Akta palsu.")
    answer = budi.visitor.post("/staff/register/corrections", open_for="Entri SIAK")
    rows = python_calamine.load_workbook(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[1][1:8] == [
        *("Perbaikan", SITI["nik"], "SITI CONTOH", "Nama ibu", "MINAH", "AMINAH"),
        "Kutipan akta kelahiran",
    ]
    assert (rows[2][1], rows[2][-1]) == ("Pembatalan", "'=Akta palsu.")


def test_the_list_for_siak_is_refused_without_a_reason(budi):
    for until in ("", "9999-12-31", "0001-01-01"):
        answer = budi.visitor.post("/staff/register/corrections", until=until)
        assert (answer.status_code, PersonView.select().count()) == (422, 0)


def test_the_proof_of_result_tells_what_was_mended_here_and_what_was_taken_back(budi, siti):
    proof = budi.press("papers/result").text
    assert "Sudah diperbaiki di database kependudukan" in proof and "SIAK" not in proof
    take_back(budi, reversed_for="Akta palsu.")
    proof = budi.press("papers/result").text
    assert "Perbaikan dibatalkan" in proof and "Coba lagi" not in proof
    assert check(proof) == []
