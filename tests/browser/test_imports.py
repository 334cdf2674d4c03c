"""Files brought through their pages in pieces: an extract by an admin, a ministry list by staff."""

import pytest

from office.register import register, synthetic
from office.register.register_files import tray
from tests.browser.conftest import PHONE_SCREEN
from tests.browser.test_case import is_whole

pytestmark = pytest.mark.browser
PEOPLE = 1200  # more than one piece


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "dkb.csv"
    synthetic.write(file, tmp_path / "faults.csv", PEOPLE, faults=1, seed=1)
    with file.open("a") as rows:
        rows.write("1;2\n")
    return file


def test_an_extract_is_sent_looked_at_and_imported(sign_in, file):
    ani = sign_in("admin", size=PHONE_SCREEN)
    ani.goto("/staff/admin")
    ani.get_by_role("link", name="Impor database kependudukan…").click()
    pieces = []
    ani.on("request", lambda asked: pieces.append(asked.url) if "/pieces" in asked.url else None)
    for word, told in (("Batalkan", "Tidak ada yang berubah"), ("Impor", "1.200 orang baru")):
        ani.get_by_label("Berkas DKB dari SIAK").set_input_files(file)
        ani.get_by_role("button", name="Kirim dan periksa").click()
        ani.get_by_text("1.200 baris").wait_for()
        if word == "Impor":
            ani.get_by_text("Kolom yang dibaca: 20").click()
            is_whole(ani)
        ani.get_by_role("button", name=word, exact=True).click()
        ani.get_by_text(told).wait_for()
    is_whole(ani)
    assert (len(pieces), tray.live(), register.now()) == (4, None, 1)
    tono = sign_in("staf", size=PHONE_SCREEN)
    _looks_for_anomalies(tono)


def _looks_for_anomalies(tono) -> None:
    """What was brought is gone through, and all of one rule set aside."""
    tono.goto("/staff/findings")
    tono.get_by_role("button", name="Jalankan pemeriksaan").click()
    tono.get_by_text("1.200 orang diperiksa").wait_for()
    is_whole(tono)
    tono.get_by_role("link", name="Nama ibu kosong").click()
    tono.get_by_label("baris di halaman ini").check()
    many = tono.locator("tbody input:checked").count()
    tono.get_by_label("Alasan mengesampingkan").fill("Sudah dicek di KK lama")
    tono.get_by_role("button", name="Kesampingkan").click()
    tono.get_by_text(f"{many} temuan dikesampingkan.").wait_for()
    is_whole(tono)
    assert many


def test_a_list_is_sent_explained_imported_and_taken_back(sign_in, tmp_path):
    file = tmp_path / "daftar.csv"
    line = "6401014101900001;aneh;Kota Contoh;"
    file.write_text("Identitas;Sebab;Kab/Kota;Nama\n" + f"{line}SITI CONTOH\n" * 5000)
    tono = sign_in("staf", size=PHONE_SCREEN)
    tono.goto("/staff/inbox")
    tono.get_by_label("Nomor surat Ditjen").fill("400.8/1/Dukcapil")
    tono.get_by_label("Tanggal surat").fill("2024-01-05")
    tono.get_by_role("button", name="Catat surat").click()
    tono.get_by_label("Daftar dari Ditjen").set_input_files(file)
    tono.get_by_role("button", name="Kirim dan periksa").click()
    tono.get_by_label("Arti kolom Identitas").select_option("nik")
    tono.get_by_label("Arti kolom Sebab").select_option("category")
    tono.get_by_role("button", name="Baca lagi").click()
    tono.get_by_label("Arti aneh").select_option("A1")
    is_whole(tono)
    tono.get_by_role("button", name="Baca lagi").click()
    tono.get_by_role("button", name="Masukkan 5.000 baris").click()
    tono.get_by_text("5.000 baris dimasukkan").wait_for()
    tono.get_by_text("5.000 baris belum masuk lembar").wait_for()
    is_whole(tono)
    tono.get_by_text("Tarik daftar ini").click()
    tono.get_by_label("Alasan menarik daftar").fill("Daftar kota lain.")
    tono.get_by_role("button", name="Tarik seluruh daftar").click()
    tono.get_by_text("ditarik Tono").wait_for()
    assert not tono.get_by_text("belum masuk lembar").is_visible()
