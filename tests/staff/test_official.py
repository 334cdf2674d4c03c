"""Official papers at a desk: the draft, the PDF and its trace, next versions, the letter."""

import pytest

from models import Office, OfficialPaper, Output, View
from office.papers import letterhead, official
from office.register import identify, register
from tests.faces import Visitor
from tests.staff.desks import says, written
from tests.strict_html import check

NIK = "6401010101900002"
SITI = {"nik": NIK, "name": "SITI CONTOH", "sex": "L", "birth_date": "1990-01-01"}


@pytest.fixture
def about_siti(at_note, people, clock):
    """At the step of the note, about Siti of the register; its NIK ends in 1."""
    (siti,) = register.enter([SITI], by=people.sari, at=clock())
    identify.identify(at_note, siti, by=people.dewi, at=clock())
    return at_note


@pytest.fixture
def noting(desk, about_siti):
    """Dewi, who has saved the note."""
    mine = desk("dewi", about_siti)
    assert mine.press("decisions", outcome="noted", text="NIK beda satu angka.").status_code == 303
    return mine


@pytest.fixture
def right(noting, decide, people):
    """Dewi, before a case that ended because the data is right."""
    decide(noting.case, "right", people.dewi, reason="Sudah benar.")
    return noting


def newest() -> OfficialPaper:
    return OfficialPaper.select().order_by(OfficialPaper.id.desc()).first()


def opened(mine, paper: OfficialPaper):
    return mine.visitor.post(f"/staff/official/{paper.id}/openings")


def test_the_note_begins_with_what_the_comparison_found(desk, about_siti, people):
    page = desk("dewi", about_siti).see()
    assert check(page) == []
    assert "NIK: menurut pemohon •••• 0001, di database •••• 0002 (beda satu angka)." in page
    assert NIK not in page and "SITI" not in page
    assert View.select().order_by(-View.id).get().officer == people.dewi
    assert "beda satu angka)" not in desk("audit", about_siti).see()


def test_the_note_is_listed_and_opens_as_a_pdf(noting, people):
    page = noting.see()
    assert check(page) == [] and "Catatan 001/CHV/PSR/I/2024" in page
    answer = opened(noting, newest())
    assert answer.data.startswith(b"%PDF") and answer.mimetype == "application/pdf"
    assert "object-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'filename="catatan-1-2024-versi-1.pdf"' in answer.headers["Content-Disposition"]
    told = View.select().order_by(-View.id).get()
    assert told.reason == "Membuka catatan nomor 001/CHV/PSR/I/2024 versi 1"
    assert "Membuka catatan nomor" in noting.see()


def test_a_changed_note_lists_both_versions(noting):
    paper = newest()
    form = noting.visitor.get(f"/staff/official/{paper.id}/versions/new").text
    assert check(form) == [] and "NIK beda satu angka." in form
    typed = {"text": "NIK beda angka terakhir.", "reason": "Kurang jelas."}
    assert noting.visitor.post(f"/staff/official/{paper.id}/versions", typed).status_code == 303
    page = noting.see()
    assert "versi 2" in page and "Kurang jelas." in page and "NIK beda angka terakhir." in page
    assert f"official/{paper.id}/versions/new" not in page


def test_a_change_without_a_reason_leads_to_its_field(noting):
    paper, before = newest(), written()
    answer = noting.visitor.post(
        f"/staff/official/{paper.id}/versions", {"text": "Baru.", "reason": ""}, htmx=True
    )
    assert answer.status_code == 422 and says(answer, "Tulis alasan perubahan.")
    assert '"field": "reason"' in answer.headers["HX-Trigger"]
    assert (written(), Output.select().where(Output.text == "Baru.").count()) == (before, 0)


def test_the_letter_is_written_from_what_was_asked(right):
    form = right.visitor.get(f"{right.path}/letters/new").text
    assert check(form) == [] and "Nama penanda tangan belum diatur" in form
    answer = right.press("letters", to="Kepala BPJS Kesehatan", element=["birth_date"])
    assert answer.status_code == 303
    paper = newest()
    assert [name for name, _ in paper.content["people"][0]["rows"]] == ["nik", "name", "birth_date"]
    assert opened(right, paper).data.startswith(b"%PDF")
    page = right.see()
    assert "Surat keterangan 001/SK/PSR/I/2024" in page and "Buat surat keterangan" not in page


def test_a_letter_without_anybody_quotes_the_note(desk, at_correction, decide, people):
    case = decide(at_correction, "right", people.dewi, reason="Sudah benar.")
    mine = desk("dewi", case)
    assert "mengutip catatan" in mine.visitor.get(f"{mine.path}/letters/new").text
    mine.press("letters", to="Pimpinan bank")
    paper = newest()
    assert paper.content["quotes"][1] == "Ejaan berbeda dari akta."
    assert opened(mine, paper).data.startswith(b"%PDF")


def test_a_second_press_makes_no_second_letter(right):
    right.press("letters", to="Pimpinan bank")
    before = written()
    answer = right.press("letters", to="Pimpinan bank")
    assert answer.status_code == 409 and says(answer, "Surat keterangan 001/SK/PSR/I/2024 sudah")
    assert written() == before


def test_lookers_on_open_no_paper(noting, desk):
    mine, paper = desk("audit", noting.case), newest()
    before = written()
    page = mine.see()
    assert paper.label in page and f"official/{paper.id}/openings" not in page
    assert opened(mine, paper).status_code == 403
    assert written() == before


def test_without_a_public_address_the_paper_says_whom_to_ask(noting, app):
    app.config["PUBLIC_URL"] = ""
    assert opened(noting, newest()).data.startswith(b"%PDF")


def test_admin_sets_the_head_and_looks_at_it(app):
    admin = Visitor(app).sign_in("admin")
    page = admin.get("/staff/admin").text
    assert check(page) == [] and "Kosong: Pemerintah Kabupaten Contoh." in page
    patterns = {f"pattern-{kind}": f"{kind}-{{nomor}}/{{tahun}}" for kind in letterhead.PATTERNS}
    assert all(f'name="{name}"' in page for name in patterns)
    told = {
        "agency": "Dinas Contoh",
        "contact": "0000\r\ncontoh@contoh.example",
        "address": "Jl. 1",
    }
    answer = admin.post("/staff/admin/letterhead", told | patterns)
    assert answer.status_code == 303
    head = letterhead.of(Office.get())
    assert (head.agency, head.lines) == ("Dinas Contoh", ("Jl. 1", "0000", "contoh@contoh.example"))
    assert admin.get("/staff/admin/letterhead/preview").data.startswith(b"%PDF")
    assert OfficialPaper.select().count() == 0


def test_printed_pages_carry_the_same_head(noting):
    Office.update(papers={"government": "Pemerintah Kota Contoh", "city": "Contohan"}).execute()
    page = noting.press("papers/receipt").text
    assert check(page) == []
    assert "PEMERINTAH KOTA CONTOH" in page and "Contohan, Senin, 8 Januari 2024" in page


def test_the_same_version_is_drawn_alike(noting):
    paper = newest()
    assert opened(noting, paper).data == opened(noting, paper).data
    assert official.code(paper) == official.code(newest())
    assert Office.get().papers == {}
