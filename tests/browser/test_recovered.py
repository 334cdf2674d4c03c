"""An ADB officer recovers a birth date and a mother's name; an official takes one of them back."""

import pytest
from playwright.sync_api import expect

from office.register import register
from tests.browser.conftest import STAFF_SCREEN
from tests.browser.test_case import is_whole

pytestmark = pytest.mark.browser
SITI = {
    "nik": "6401014101900001",
    "family": "6401010101100001",
    "name": "SITI NUR HALIZA",
    "sex": "P",
    "birth_date": "1990-03-12",
    "mother": "FATIMA REKAAN",
    "status": "HIDUP",
}


@pytest.fixture
def siti(people, clock):
    register.choose_mode(register.OWN, by=people.admin, at=clock())
    return register.enter([SITI], by=people.sari, at=clock())[0]


@pytest.fixture
def case(siti, draw, complete, decide, people):
    answers = {"problem": "miswritten", "elements": ["birth", "parents"], "nik": SITI["nik"]}
    return decide(complete(draw(**answers), people.sari), "ordered", people.budi)


def reads_well(page, javascript: bool) -> None:
    if javascript:  # the looker is a script itself
        is_whole(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_two_elements_are_recovered_and_one_is_taken_back(sign_in, case, siti, javascript):
    dewi = sign_in("dewi", javascript=javascript, size=STAFF_SCREEN)
    dewi.goto(f"/staff/cases/{case.id}")
    dewi.get_by_role("button", name="Cari pemilik data ini").click()
    dewi.get_by_role("button", name="Buka baris 1").click()
    dewi.get_by_role("button", name="Ini orang yang dimaksud").click()
    dewi.get_by_role("button", name="Buka dan bandingkan").click()
    dewi.get_by_label("Tanggal lahir menurut dokumen").fill("3-12-1990")
    dewi.get_by_label("Nama ibu menurut dokumen").fill("FATIMAH REKAAN")
    if javascript:  # the sentence comes beside what was typed
        dewi.get_by_role("button", name="Simpan isi dokumen").click()
        dewi.get_by_text("Tulis dokumen yang menyebutnya.").wait_for()
    dewi.get_by_label("Dokumen", exact=True).fill("Kutipan akta kelahiran")
    reads_well(dewi, javascript)
    dewi.get_by_role("button", name="Simpan isi dokumen").click()
    dewi.get_by_label("Tulis hasilnya").fill("Tanggal dan bulan tertukar; nama ibu kurang huruf.")
    dewi.get_by_role("button", name="Simpan catatan hasil verifikasi").click()

    dewi.get_by_text("12-03-1990").wait_for()
    expect(dewi.get_by_label("Sesudah").first).to_have_value("03-12-1990")
    reads_well(dewi, javascript)
    dewi.get_by_role("button", name="Ada kesalahan, pulihkan").click()
    dewi.get_by_text("disusun, belum dijalankan").first.wait_for()
    reads_well(dewi, javascript)
    dewi.get_by_role("button", name="Pemulihan selesai").click()
    dewi.get_by_role("heading", name="Selesai").wait_for()
    row = register.person(siti)
    assert (row.birth_date, row.mother) == ("1990-12-03", "FATIMAH REKAAN")

    budi = sign_in("budi", javascript=javascript, size=STAFF_SCREEN)
    budi.goto(f"/staff/cases/{case.id}")
    budi.get_by_text("Batalkan perbaikan tanggal lahir").click()
    budi.get_by_label("Alasan pembatalan").first.fill("Akta itu milik orang lain.")
    reads_well(budi, javascript)
    budi.get_by_role("button", name="Batalkan perbaikan").first.click()
    budi.get_by_text("Akta itu milik orang lain.").first.wait_for()
    row = register.person(siti)
    assert (row.birth_date, row.mother) == ("1990-03-12", "FATIMAH REKAAN")
