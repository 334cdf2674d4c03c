# ruff: noqa: E501 (a planted fault is one row)
"""Every fault of a procedure file is told, at once, with its file and key."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office import sop
from office.reading import Reader
from tests.office.test_sop import SOPS, A, B, copies, plant

__all__ = ["copies"]  # a fixture


def faults(directory):
    with pytest.raises(sop.Faulty) as refused:
        sop.load(directory)
    return refused.value


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
    ("solved while it waits", A, 'to = "centre", pause = "centre"', 'to = "done", pause = "centre"',
     "steps.correct.outcomes.consolidate.pause", "belum berakhir"),
    ("waits inside the sheet", A, 'to = "centre", pause = "centre"', 'to = "apply", pause = "centre"',
     "steps.correct.outcomes.consolidate.pause", "kegiatan aside"),
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
    ("recovery without an order", A, 'kind = "approve", to = "verify", act = "perintah"',
     'kind = "advance", to = "verify"', "steps.apply.output", "memerlukan perintah"),
    ("recovery without a note", A, 'pemeriksaan data", made = "note"', 'pemeriksaan data"',
     "steps.apply.output", "memerlukan perintah, catatan"),
    ("step without an end", B, 'kind = "advance", to = "done", label = "Update selesai"',
     'kind = "return", to = "update", label = "Update selesai"', "steps.update", "ke suatu akhir"),
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
