"""The case page: what it shows, what it asks for, what it refuses."""

import pytest

from tests.faces import Visitor
from tests.staff.desks import WHO, says, written
from tests.strict_html import check

TICKS = {"copy": ["family_card", "identity_card", "birth_proof"]}
LINE = {"element": "name", "before": "CONTOH SATV", "after": "CONTOH SATU", "basis": "Akta"}
REFUSED = [
    # where, outcome, what is sent, status, sentence
    ("at_checklist", "complete", {}, 422, "Kartu Keluarga (KK) terbaru: centang"),
    ("at_checklist", "complete", {"copy": "sim"}, 422, "Berkas tidak dikenal"),
    ("at_checklist", "incomplete", TICKS, 422, "Tulis alasan atau catatannya."),
    ("at_checklist", "consult", TICKS, 422, "Tulis alasan atau catatannya."),
    ("at_checklist", "ordered", TICKS, 403, "tidak mempunyai keputusan itu"),
    ("at_order", "returned", {}, 422, "Tulis alasan atau catatannya."),
    ("at_note", "noted", {"text": "  "}, 422, "Tulis catatan hasil verifikasi."),
    ("at_note", "noted", {"text": "x" * 2001}, 422, "Tulisan terlalu panjang"),
    ("at_correction", "wrong", {}, 422, "Tulis elemen yang diperbaiki"),
    ("at_correction", "wrong", {**LINE, "element": "mood"}, 422, "Pilih elemen yang diperbaiki."),
    ("at_correction", "wrong", {**LINE, "basis": ""}, 422, "Isi nilai sesudah dan dokumen"),
    ("at_correction", "wrong", {**LINE, "after": "CONTOH SATV"}, 422, "sesudah sama"),
    ("at_correction", "wrong", {**LINE, "subject": "999"}, 422, "Pemilik data tidak dikenal."),
    ("at_correction", "never_entered", LINE, 422, "Tulis alasan atau catatannya."),
    ("at_correction", "consolidate", {"reason": "x"}, 422, "Isi tanggal cek ulang."),
    (
        "at_correction",
        "consolidate",
        {"reason": "x", "look_again_on": "2024-01-08"},
        422,
        "Pilih tanggal cek ulang sesudah hari ini.",
    ),
    ("at_recovery", "recovered", {}, 422, "Isi waktu dan nomor rujukan"),
    ("at_recovery", "recovered", {"reference": "S", "done_at": "tadi"}, 422, "Isi waktu dan nomor"),
    (
        "at_recovery",
        "recovered",
        {"reference": "S", "done_at": "2031-01-01T10:00"},
        422,
        "belum terjadi",
    ),
    ("at_kasi", "no", {}, 422, "Tulis alasan atau catatannya."),
    ("at_kasi", "no", {"reason": "x", "strike": "999"}, 422, "Baris itu tidak ada di lembar ini."),
    ("at_rows", "updated", {}, 422, "Baris 1: pilih hasilnya."),
    ("at_rows", "updated", {"result-1": "apa saja"}, 422, "Baris 1: pilih hasilnya."),
]
ELSEWHERE = {"result-2": "other_region", "note-2": "Kota Contoh"}
ACCEPTED = [
    ("at_checklist", "complete", TICKS, "order"),
    ("at_order", "ordered", {"text": "Lanjutkan."}, "verify"),
    ("at_note", "noted", {"text": "Ejaan berbeda."}, "correct"),
    ("at_correction", "wrong", LINE, "apply"),
    ("at_recovery", "recovered", {"reference": "SIAK-1"}, None),
    ("new_lembar", "received", {}, "examine"),
    ("at_kasi", "yes", {}, "kabid_verify"),
    ("at_rows", "updated", {"result-1": "fixed", **ELSEWHERE}, None),
]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(("where", "outcome", "fields", "status", "sentence"), REFUSED)
def test_a_step_without_its_own_thing_is_refused_in_a_sentence(
    at, where, outcome, fields, status, sentence, htmx
):
    mine = at(where)
    before = written()
    answer = mine.press("decisions", outcome=outcome, htmx=htmx, **fields)
    assert (answer.status_code, written()) == (status, before)
    assert says(answer, sentence)
    assert check(answer.text, fragment=htmx) == []


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(("where", "outcome", "fields", "leads_to"), ACCEPTED)
def test_a_step_with_its_own_thing_closes(at, where, outcome, fields, leads_to, htmx):
    mine = at(where)
    answer = mine.press("decisions", outcome=outcome, htmx=htmx, **fields)
    assert answer.status_code == (200 if htmx else 303), answer.text
    assert mine.fresh().step == leads_to
    assert not htmx or check(answer.text, fragment=True) == []


@pytest.mark.parametrize("where", WHO)
def test_the_page_of_every_kind_of_step_is_well_formed(at, where):
    assert check(at(where).see()) == []


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_stale_page_changes_nothing_and_says_so(at, htmx):
    mine = at("at_note")
    before = written()
    answer = mine.press("decisions", outcome="noted", text="x", seen=0, htmx=htmx)
    assert (answer.status_code, written()) == (409, before)
    assert says(answer, "Keputusan Anda belum tersimpan. Periksa lagi.")


def test_who_is_asked_or_given_back_a_case_reads_why(at, decide, people, counters):
    mine = at("at_checklist")
    asked = "Bolehkah akta lama dipakai?"
    decide(mine.case, "consult", people.sari, reason=asked, counter=counters[1])
    budi = Visitor(mine.visitor.client.application).sign_in("budi")
    page = budi.get(mine.path).text
    assert asked in page.partition('id="decide"')[2].partition("</section>")[0]
