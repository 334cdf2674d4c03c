import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from office import sop

SOPS = Path(__file__).parents[2] / "sops"
A, B = "pemulihan-data-error.v1.toml", "anomali-data.v1.toml"

# Copied from the scans; only what scanning broke is undone.
SHEET_A = [
    (
        "Petugas Operator Siak mengarahkan pemohon kepada petugas ADB untuk mengajukan permohonan "
        "pemulihan data error",
        "Permohonan pemulihan data error",
        15,
        "Permohonan data error",
    ),
    (
        "Menerima permohonan pemulihan data error, melakukan pemeriksaan kelengkapan persyaratan "
        "dan bila diperlukan petugas ADB konsultasi kepada Pejabat Fungsional Identitas Penduduk "
        "terkait pemulihan data error SIAK",
        "Permohonan pemulihan data error",
        20,
        "Kelengkapan persyaratan pemulihan data error",
    ),
    (
        "Memerintahkan Petugas ADB Untuk melakukan pemulihan data error",
        "Kelengkapan persyaratan pemulihan data error",
        5,
        "Administrasi kelengkapan persyaratan pemulihan data error",
    ),
    (
        "Melakukan pencarian dan pengecekan data melalui database kependudukan dan memberi catatan "
        "hasil verifikasi dan pemeriksaan data",
        "Administrasi kelengkapan persyaratan pemulihan data error",
        2,
        "Catatan hasil verifikasi dan pemeriksaan data",
    ),
    (
        "Jika data penduduk sudah pernah di entry akan tetapi ada kesalahan data, maka petugas ADB "
        "melakukan pemulihan data tersebut",
        "Catatan hasil verifikasi dan pemeriksaan data",
        2,
        "Verifikasi terhadap dokumen pendukung",
    ),
    (
        "Melakukan proses data hasil verifikasi",
        "Verifikasi terhadap dokumen pendukung",
        2,
        "Pemulihan data error",
    ),
]
SHEET_B = [
    (
        "Menerima inbox tentang data anomali dan ganda dari Dirjen Dukcapil",
        "",
        60,
        "Data anomali dan ganda dari Dirjen",
    ),
    (
        "Meneliti data anomali dan ganda untuk dilakukan singkronisasi data",
        "Data anomali dan ganda dari Dirjen",
        60,
        "Singkronisasi data",
    ),
    (
        "Memverifikasi singkronisasi data",
        "Singkronisasi data",
        60,
        "Singkronisasi data diparaf oleh Kasi",
    ),
    (
        "Memverifikasi singkronisasi data",
        "Singkronisasi data diparaf oleh Kasi",
        60,
        "Singkronisasi data diparaf oleh Kabid",
    ),
    (
        "Menyetujui singkronisasi data",
        "Singkronisasi data diparaf oleh Kabid",
        30,
        "Menandatangani singkronisasi data",
    ),
    (
        "Melakukan update data anomali dan ganda",
        "Menandatangani singkronisasi data",
        60,
        "Update data anomali dan ganda",
    ),
]
THIRD = """
id = "legalisasi"
version = 1
title = "Legalisasi Dokumen"
prefix = "L"
roles = { desk = "Petugas Legalisasi" }
documents = { letter = { title = "Surat" }, stamped = { title = "Surat dilegalisasi" } }
brought = ["letter"]
ends = { done = { label = "Selesai" } }

[[steps]]
id = "stamp"
title = "Melegalisasi surat"
role = "desk"
days = 2
needs = ["letter"]
output = "stamped"
outcomes = [{ id = "stamped", kind = "advance", to = "done", label = "Sudah" }]
"""


@pytest.fixture(scope="module")
def recovery():
    return sop.load(SOPS).get("pemulihan-data-error", 1)


@pytest.fixture(scope="module")
def anomaly():
    return sop.load(SOPS).get("anomali-data", 1)


@pytest.fixture
def copies(tmp_path):
    """A directory with both files, to break them in."""
    for name in (A, B):
        shutil.copy(SOPS / name, tmp_path)
    return tmp_path


def plant(directory, file, old, new):
    text = (directory / file).read_text("utf-8")
    assert old in text
    (directory / file).write_text(text.replace(old, new, 1), "utf-8")


def rows(procedure):
    """The sheet's rows as they are drawn back from the data."""
    return [
        (step.title, procedure.needed(step), step.minutes, procedure.documents[step.output].title)
        for step in procedure.steps
        if step.number
    ]


def test_the_totals_are_those_of_the_sheets(recovery, anomaly):
    assert recovery.minutes == 46
    assert anomaly.minutes == 5 * 60 + 30


def test_the_rows_are_the_words_of_the_signed_sheets(recovery, anomaly):
    assert rows(recovery) == SHEET_A
    assert rows(anomaly) == SHEET_B


def test_the_performers_bear_the_names_of_the_sheets_columns(recovery, anomaly):
    assert list(recovery.roles.values()) == list(recovery.sheet["performers"])
    # Nobody performs in the column Pemohon.
    assert ["Pemohon", *anomaly.roles.values()] == list(anomaly.sheet["performers"])


def test_the_head_of_the_recovery_sheet_is_kept(recovery):
    assert recovery.code == "21/005/SOP/DK/PS/I/2024"
    assert recovery.effective == date(2024, 1, 8)
    assert recovery.sheet["made"] == recovery.sheet["revised"] == date(2024, 1, 2)
    assert recovery.sheet["equipment"][0] == "ATK (Alat Tulis Kantor)"
    assert recovery.sheet["related"] == ("Tidak terkait dengan SOP yang lain",)
    assert "maka kan mengakibatkan" in recovery.sheet["warnings"][0]
    assert len(recovery.sheet["legal_basis"]) == 4


def test_the_head_of_the_anomaly_sheet_is_kept(anomaly):
    assert anomaly.effective is None  # the scan does not say
    assert anomaly.sheet["equipment"][-1] == "Buku Agenda"
    assert anomaly.sheet["records"] == (
        "Disimpan sebagai data fisik dan elektronik manual / Online",
    )
    assert len(anomaly.sheet["legal_basis"]) == 6


def test_no_procedure_carries_an_officials_number():
    for path in SOPS.iterdir():
        assert not re.search(r"\d{5}", path.read_text("utf-8"))


@pytest.mark.parametrize("id", ["pemulihan-data-error", "anomali-data"])
def test_each_steps_output_is_the_next_ones_need(id):
    steps = [step for step in sop.load(SOPS).get(id, 1).steps if step.number]
    for step, following in pairwise(steps):
        assert following.needs == (step.output,)


def test_what_the_sheets_do_not_say_is_called_assumed(recovery, anomaly):
    assert recovery.step("order").assumed
    assert any("Waktu" in words for words in anomaly.step("examine").assumed)
    assert recovery.step("correct").outcome("consolidate").assumed
    assert not recovery.step("correct").outcome("wrong").assumed
    assert not anomaly.step("kasi_verify").assumed


def test_initials_signature_and_order_are_different_acts(recovery, anomaly):
    acts = [one.act for step in anomaly.steps for one in step.outcomes if one.act]
    assert acts == ["paraf", "paraf", "tanda tangan"]
    assert recovery.step("order").outcome("ordered").act == "perintah"


def test_a_step_knows_what_its_page_asks_for(recovery, anomaly):
    assert [recovery.made(step) for step in recovery.steps if step.number] == [
        *("decision", "checklist", "decision", "note", "correction", "recovery"),
    ]
    assert anomaly.made(anomaly.step("update")) == "rows"


def test_asides_stand_beside_the_sheet_and_come_back(recovery):
    asides = [step.id for step in recovery.steps if step.aside]
    assert asides == ["advise", "centre"]
    assert recovery.step("advise").number is None
    assert recovery.step("advise").outcomes[0].to == "check"
    assert {one.to for one in recovery.step("centre").outcomes} <= set(recovery.ends)


def test_a_procedure_begins_at_its_first_row(recovery):
    assert recovery.first.id == "direct"
    assert recovery.first.number == 1


def test_every_paper_names_its_legal_basis(recovery):
    assert all(paper.basis for paper in recovery.papers.values())
    assert [paper.id for paper in recovery.papers.values() if paper.adults] == ["identity_card"]


def test_only_the_recovery_has_a_queue():
    procedures = sop.load(SOPS)
    assert [one.prefix for one in procedures.live] == ["A", ""]
    assert [one.id for one in procedures.queued] == ["pemulihan-data-error"]
    assert procedures.with_prefix("A").id == "pemulihan-data-error"
    assert procedures.with_prefix("") is None
    assert procedures.roles["kasi"] == "Kasi"


def test_what_is_not_there_is_a_key_error(recovery):
    with pytest.raises(KeyError):
        sop.load(SOPS).get("pemulihan-data-error", 2)
    with pytest.raises(KeyError):
        recovery.step("nowhere")
    assert recovery.first.outcome("nowhere") is None


def test_a_third_procedure_is_one_more_file(copies):
    (copies / "legalisasi.v1.toml").write_text(THIRD, "utf-8")
    third = sop.load(copies).with_prefix("L")
    assert (third.service, third.door) == ("Legalisasi Dokumen", "Legalisasi Dokumen")
    assert third.first.short == "Melegalisasi surat"
    assert (third.first.days, third.first.minutes) == (2, None)


def test_a_new_version_is_live_and_the_old_one_kept(copies):
    text = (copies / A).read_text("utf-8").replace("version = 1", "version = 2", 1)
    (copies / "pemulihan-data-error.v2.toml").write_text(text, "utf-8")
    procedures = sop.load(copies)
    assert procedures.with_prefix("A").version == 2
    assert procedures.get("pemulihan-data-error", 1).version == 1


def test_a_file_saved_by_notepad_is_read(copies):
    (copies / A).write_bytes(b"\xef\xbb\xbf" + (copies / A).read_bytes())
    assert sop.load(copies).with_prefix("A")
