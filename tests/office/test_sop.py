# ruff: noqa: E501 (a planted fault is one row)
import re
import shutil
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import sop
from office.reading import Reader

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


def faults(directory):
    with pytest.raises(sop.Faulty) as refused:
        sop.load(directory)
    return refused.value


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


STEP_2 = "steps.check.outcomes.complete"
PLANTED = [
    ("unknown key", A, 'prefix = "A"', 'prefix = "A"\ncolour = "red"', "colour", "kunci tidak dikenal"),
    ("unknown key of a step", A, "minutes = 20", "minute = 20", "steps.check.minute", "kunci tidak dikenal"),
    ("missing title", A, 'title = "Pemulihan Data Error"\n', "", "title", "wajib diisi"),
    ("empty title", A, 'title = "KTP-el"', 'title = ""', "papers.identity_card.title", "wajib diisi"),
    ("wrong type", A, "minutes = 20", 'minutes = "20"', "steps.check.minutes", "bilangan bulat"),
    ("no minutes", A, "minutes = 20", "minutes = 0", "steps.check.minutes", "bilangan bulat"),
    ("two times", A, "minutes = 20", "minutes = 20\ndays = 1", "steps.check", "pilih satu"),
    ("version true", A, "version = 1", "version = true", "version", "bilangan bulat"),
    ("list of numbers", A, 'needs = ["submitted"]', "needs = [2]", "steps.check.needs", "daftar teks"),
    ("document as text", A, 'request = { title = "Permohonan pemulihan data error" }', 'request = "x"',
     "documents.request", "tabel"),
    ("bad date", A, "effective = 2024-01-08", 'effective = "8 Januari 2024"', "effective", "tanggal"),
    ("impossible date", A, "effective = 2024-01-08", "effective = 2024-02-30", "baris 8", "bukan TOML"),
    ("bad TOML", A, "version = 1", "version =", "baris 5", "bukan TOML"),
    ("small prefix", A, 'prefix = "A"', 'prefix = "a"', "prefix", "satu huruf besar"),
    ("long prefix", A, 'prefix = "A"', 'prefix = "AB"', "prefix", "satu huruf besar"),
    ("ill id", A, 'id = "complete"', 'id = "Berkas lengkap"', "Berkas lengkap", "huruf kecil"),
    ("unknown question", A, '"nik", "priority"]', '"nick", "priority"]', "asks", '"nick"'),
    ("unknown brought", A, 'brought = ["request"]', 'brought = ["letter"]', "brought", '"letter"'),
    ("unknown made", A, 'made = "note"', 'made = "poem"', "documents.verification.made", '"poem"'),
    ("unknown answer", A, '["marital"]', '["married"]', "papers.marriage_proof.answers", '"married"'),
    ("unknown end state", A, 'state = "redirected"', 'state = "gone"', "ends.redirected.state", '"gone"'),
    ("unknown handover", A, 'handover = "siak"', 'handover = "sick"', "ends.redirected.handover", '"sick"'),
    ("unknown placeholder", A, "mulai {day}", "mulai {hari}", "ends.done.plain", "{day}"),
    ("unknown role", A, 'role = "functional"', 'role = "boss"', "steps.order.role", '"boss"'),
    ("undeclared output", A, 'output = "requirements"', 'output = "papers"', "steps.check.output", '"papers"'),
    ("undeclared need", A, 'needs = ["submitted"]', 'needs = ["sent"]', "steps.check.needs", '"sent"'),
    ("need made later", A, 'needs = ["submitted"]', 'needs = ["recovered"]', "steps.check.needs",
     "tidak dibuat kegiatan sebelumnya"),
    ("need nobody brings", A, 'brought = ["request"]', "brought = []", "steps.direct.needs",
     "tidak dibawa pemohon"),
    ("step twice", A, 'id = "verify"', 'id = "order"', "steps.order", "lebih dari sekali"),
    ("outcome twice", A, 'id = "consult"', 'id = "complete"', STEP_2, "lebih dari sekali"),
    ("unknown kind", A, 'kind = "advance", to = "order"', 'kind = "go", to = "order"', f"{STEP_2}.kind", '"go"'),
    ("unknown target", A, 'to = "order"', 'to = "ordre"', f"{STEP_2}.to", '"ordre"'),
    ("unknown pause", A, 'pause = "applicant"', 'pause = "tea"', "steps.check.outcomes.incomplete.pause", '"tea"'),
    ("unknown act", A, 'act = "perintah"', 'act = "stempel"', "steps.order.outcomes.ordered.act", '"stempel"'),
    ("approve without act", A, ', act = "perintah"', "", "steps.order.outcomes.ordered.act", "wajib diisi"),
    ("advance backwards", A, 'kind = "advance", to = "correct"', 'kind = "advance", to = "check"',
     "steps.verify.outcomes.noted.to", "tidak boleh menuju"),
    ("return forwards", B, 'kind = "return", to = "examine"', 'kind = "return", to = "update"',
     "steps.kasi_verify.outcomes.no.to", "tidak boleh menuju"),
    ("refer into the sheet", A, 'to = "advise"', 'to = "order"', "steps.check.outcomes.consult.to",
     "tidak boleh menuju"),
    ("close to a step", A, 'kind = "close", to = "redirected"', 'kind = "close", to = "apply"',
     "steps.correct.outcomes.never_entered.to", "tidak boleh menuju"),
    ("step nobody reaches", A, 'to = "apply"', 'to = "done"', "steps.apply", "tidak ada jalan menuju"),
    ("step without an end", A, 'kind = "advance", to = "done", label = "Pemulihan selesai"',
     'kind = "return", to = "apply", label = "Pemulihan selesai"', "steps.apply", "ke suatu akhir"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "words"),
    [row[1:] for row in PLANTED],
    ids=[row[0] for row in PLANTED],
)
def test_a_fault_is_told_once_with_its_file_and_key(copies, file, old, new, key, words):
    plant(copies, file, old, new)
    told = [one for one in faults(copies).faults if one.key == key and words in one.message]
    assert [one.file for one in told] == [file]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('title = "Anomali Data"', 'title = "Anomali Data"\nprefix = "A"', "prefix"),
        ('staff = "Staff"', 'staff = "Staff"\nadb = "Staf ADB"', "roles.adb"),
        ('id = "anomali-data"', 'id = "pemulihan-data-error"', "version"),
    ],
)
def test_files_that_dispute_a_letter_a_role_or_a_version_are_both_named(copies, old, new, key):
    plant(copies, B, old, new)
    told = faults(copies).faults
    assert [(one.file, one.key) for one in told] == [(A, key)]
    assert B in told[0].message


@pytest.mark.parametrize("name", ["pemulihan.py", "README.md", "__pycache__"])
def test_nothing_but_toml_may_lie_beside_the_procedures(copies, name):
    if "." in name:
        (copies / name).write_text("", "utf-8")
    else:
        (copies / name).mkdir()
    assert [(one.file, one.key) for one in faults(copies).faults] == [(name, "")]


def test_all_faults_of_all_files_are_told_at_once(copies):
    plant(copies, A, 'role = "functional"', 'role = "boss"')
    plant(copies, A, 'pause = "centre"', 'pause = "tea"')
    plant(copies, B, "minutes = 30", "minutes = -30")
    (copies / "broken.toml").write_text("id = \n", "utf-8")
    (copies / "rules.py").write_text("", "utf-8")
    assert str(faults(copies)).splitlines() == [
        f"{B}: steps.approve.minutes: harus berupa bilangan bulat di atas nol.",
        "broken.toml: baris 1: bukan TOML yang benar (Invalid value (at line 1, column 6)).",
        f'{A}: steps.order.role: pelaksana "boss" tidak dikenal.',
        f'{A}: steps.correct.outcomes.consolidate.pause: penundaan "tea" tidak dikenal.',
        "rules.py: hanya berkas .toml yang boleh berada di sini.",
    ]


def test_an_empty_file_tells_every_key_it_lacks(tmp_path):
    (tmp_path / "empty.toml").write_text("", "utf-8")
    keys = [one.key for one in faults(tmp_path).faults]
    assert keys == ["id", "title", "version", "roles", "documents", "ends", "steps"]


def test_a_directory_without_procedures_is_refused(tmp_path):
    assert "tidak ada berkas prosedur" in str(faults(tmp_path))
    assert "tidak ada berkas prosedur" in str(faults(tmp_path / "nowhere"))


@given(st.data())
def test_whatever_stands_under_a_key_is_a_fault_and_never_a_crash(data):
    file = data.draw(st.sampled_from([A, B]))
    table = tomllib.loads((SOPS / file).read_text("utf-8"))
    place = table
    while True:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        if not place[key] or isinstance(place[key], str | int | date) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(
        st.sampled_from(["", "x", 0, -1, 2.5, True, [], [1], [{}], {}, {"x": 1}])
    )
    found = []
    sop.examine(Reader(file, found), table)
    assert all(str(fault).startswith(file) for fault in found)
