"""A note from its draft to its second version, the letter, and the page that checks them."""

import pytest

from models import OfficialPaper
from office.papers import official
from office.register import identify, register
from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, double_ids

pytestmark = pytest.mark.browser
SITI = {"nik": "6401014101900001", "name": "SITI CONTOH", "mother": "FATIMAH"}


@pytest.fixture
def about_siti(draw, complete, decide, people, clock):
    """At the step of the note, about Siti of the register."""
    case = complete(draw(nik="6401014101900002", rejected_at="bpjs"), people.sari)
    case = decide(case, "ordered", people.budi)
    (siti,) = register.enter([SITI], by=people.sari, at=clock())
    identify.identify(case, siti, by=people.dewi, at=clock())
    return case


def test_a_note_its_next_version_and_the_letter(sign_in, open_page, about_siti):
    dewi = sign_in("dewi")
    dewi.goto(f"/staff/cases/{about_siti.id}")
    note = dewi.get_by_label("Tulis hasilnya")
    assert "beda satu angka" in note.input_value()
    note.press("End")
    dewi.get_by_role("button", name="Simpan catatan").click()
    dewi.get_by_role("link", name="Ubah").click()
    assert violations(dewi) == []
    dewi.get_by_role("button", name="Simpan versi 2").click()  # the browser asks for the reason
    dewi.get_by_label("Alasan perubahan").fill("Kurang jelas.")
    dewi.get_by_role("button", name="Simpan versi 2").click()
    notice = dewi.get_by_text("Tulis catatan yang baru.")
    notice.wait_for()
    dewi.get_by_label("Catatan", exact=True).fill("Angka terakhir berbeda.")
    dewi.get_by_role("button", name="Simpan versi 2").click()
    dewi.get_by_text("Kurang jelas.").first.wait_for()
    dewi.get_by_label("Alasan atau catatan").fill("Sudah benar.")
    dewi.get_by_role("button", name="Data sudah benar").click()
    dewi.get_by_role("link", name="Buat surat keterangan").click()
    assert violations(dewi) == []
    assert dewi.get_by_label("Kepada").input_value() == "Kepala BPJS Kesehatan"
    dewi.get_by_label("Nama ibu").check()
    dewi.get_by_role("button", name="Buat surat").click()
    dewi.get_by_text("Surat keterangan 001/SK/PSR/I/2024").first.wait_for()
    assert violations(dewi) == [] and double_ids(dewi) == []
    paper = OfficialPaper.select().order_by(OfficialPaper.id).first()
    phone = open_page(f"/V/{official.token(paper)}", size=PHONE_SCREEN, javascript=False)
    assert "Versi 1 sudah diganti versi 2" in phone.inner_text("main")
    phone = open_page("/v", size=PHONE_SCREEN)
    phone.get_by_label("Kode").fill(official.code(paper).lower())
    phone.get_by_role("button", name="Periksa").click()
    phone.get_by_text("sudah diganti versi 2").wait_for()
    assert violations(phone) == []
