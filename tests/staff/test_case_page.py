"""The case page: who may do what on it, what it shows and hides, what it tells afterwards."""

import pytest

from models import OfficerRole, Request, Subject, View
from office import access, casework
from office.audit import Happened
from office.register import register
from staff import happened
from tests.faces import Visitor
from tests.staff.desks import queries, says, written
from tests.strict_html import check


def test_nobody_orders_what_they_checked_themselves(at_order, desk, people, clock):
    OfficerRole.create(officer=people.sari, role="functional")
    mine = desk("sari", at_order)
    assert says(answer := mine.press("decisions", outcome="ordered"), "tidak boleh memerintahkan")
    assert answer.status_code == 403
    page = mine.see()
    assert "Anda memutuskan kegiatan sebelumnya" in page
    assert 'value="ordered" data-key="P" aria-keyshortcuts="P" disabled' in page


def test_who_stands_in_is_shown_as_such(at_order, desk, people, clock):
    day = clock().date()
    access.delegate(
        people.lead,
        absent=people.budi,
        role="functional",
        kind="Plh.",
        since=day,
        until=day,
        by=people.admin,
        at=clock(),
    )
    mine = desk("lead", at_order)
    assert "Anda bertindak sebagai Plh. Budi." in mine.see()
    mine.press("decisions", outcome="ordered")
    assert "Lina, Plh. Budi" in mine.see()


def test_a_strangers_step_is_told_and_cannot_be_taken(at_note, desk):
    mine = desk("joko", at_note)
    assert "Kegiatan ini tugas Petugas ADB." in mine.see()
    assert mine.press("takes").status_code == 403


def test_the_page_of_a_paused_case_offers_to_go_on(at, people):
    mine = at("at_note")
    answer = mine.press("pauses", why="network", note="Jaringan putus")
    assert answer.status_code == 303
    assert "Gangguan jaringan" in mine.see()
    assert mine.press("decisions", outcome="noted", text="x").status_code == 409
    assert mine.press("resumptions").status_code == 303
    assert mine.fresh().paused_for == ""


@pytest.mark.parametrize(
    ("verb", "fields", "sentence"),
    [
        ("pauses", {}, "Pilih sebab jeda dan tulis keterangannya."),
        ("pauses", {"why": "lunch", "note": "x"}, "Pilih sebab jeda"),
        ("pauses", {"why": "centre", "note": "x", "pause_until": "x"}, "Pilih tanggal cek ulang"),
        ("resumptions", {}, "tidak sedang dijeda"),
        ("later-looks", {"again_on": "besok"}, "Pilih tanggal cek ulang sesudah hari ini."),
        ("withdrawals", {}, "Tulis alasan pembatalan."),
        ("openings", {"field": "nik"}, "Tulis alasan membuka data."),
        ("openings", {"open_for": "x"}, "Pilih data yang dibuka."),
        ("openings", {"open_for": "x", "field": "gaji"}, "Pilih data yang dibuka."),
        ("calls", {}, "Pilih loket dulu."),
        ("tickets", {}, "Belum perlu ke loket."),
        ("amendments", {}, "Permohonan hanya diubah di loket"),
        ("signatures", {"signed_on": "2024-01-08", "agenda_number": "1"}, "belum disetujui"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_every_other_verb_is_refused_in_a_sentence(at, verb, fields, sentence, htmx):
    mine = at("at_note")
    before = written()
    answer = mine.press(verb, htmx=htmx, **fields)
    assert says(answer, sentence), answer.text
    assert answer.status_code in (403, 409, 422)
    assert written() == before


def test_waiting_for_the_centre_gets_another_day_to_look(at):
    mine = at("at_correction")
    mine.press(
        "decisions", outcome="consolidate", reason="Belum terbaca", look_again_on="2024-01-11"
    )
    assert "Belum ada kabar" in mine.see()
    assert mine.press("later-looks", again_on="2024-01-15").status_code == 303
    assert str(mine.fresh().look_again_on) == "2024-01-15"


def test_a_colleagues_case_is_taken_over(at, people, clock):
    mine = at("at_note")
    casework.take(mine.fresh(), by=people.sari, at=clock(), seen=mine.fresh().moves)
    assert "Sedang dikerjakan Sari." in mine.see()
    assert mine.press("takes").status_code == 303
    assert mine.fresh().taken_by == people.dewi


def test_the_nik_is_masked_until_it_is_opened_with_a_reason(at):
    mine = at("at_note")
    assert "6401010101900001" not in mine.see()
    answer = mine.press("openings", field="nik", open_for="Mencocokkan akta")
    assert "6401010101900001" in answer.text
    view = View.select().order_by(View.id.desc()).get()
    assert (view.officer.username, view.fields, view.reason) == (
        "dewi",
        ["nik"],
        "Mencocokkan akta",
    )
    assert "6401010101900001" not in mine.see()


def test_reading_before_and_after_is_written_down_once_a_sitting(at):
    mine = at("at_recovery")
    mine.see()
    mine.see()
    assert [row.fields for row in View.select()] == [["corrections"]]


def test_before_and_after_mark_the_changed_letters(at):
    page = at("at_recovery").see()
    assert "CONTOH SAT<del>V</del>" in page
    assert "CONTOH SAT<ins>U</ins>" in page


def test_the_request_is_written_down_at_the_counter(at):
    mine = at("at_checklist")
    form = mine.press("request")
    assert "6401010101900001" in form.text
    assert check(form.text) == []
    answer = mine.press(
        "amendments",
        applicant_name="Siti Contoh",
        applicant_phone="0812 0000 0011",
        relation="Ibu",
        authority_letter="F-1.07/1",
        statement="Nama salah satu huruf.",
        nik=["6401 0101 0190 0001", "6401010101900002", ""],
        subject_name=["CONTOH SATU", "CONTOH DUA", ""],
        problem="miswritten",
        elements=["name", "birth"],
        category="A1",
    )
    assert answer.status_code == 303, answer.text
    row = Request.get(Request.case == mine.case)
    assert (row.applicant_name, row.answers["elements"]) == ("Siti Contoh", ["birth", "name"])
    assert Subject.select().where(Subject.case == mine.case).count() == 2
    page = mine.see()
    assert "S••• C•••" in page
    assert "Siti" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"nik": "123"}, "NIK biasanya 16 angka. Periksa lagi NIK 1."),
        ({"applicant_phone": "abc"}, "Nomor telepon 8 sampai 15 angka."),
        ({"category": "Z9"}, "Kategori tidak dikenal."),
        ({"problem": "bosan"}, "Pilih jawaban yang tersedia."),
        ({"applicant_name": "x" * 201}, "Tulisan terlalu panjang"),
    ],
)
def test_a_malformed_request_is_not_kept(at, fields, sentence):
    mine = at("at_checklist")
    before = written()
    answer = mine.press("amendments", **fields)
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, sentence)


def test_without_the_applicant_the_case_is_not_stranded(
    at_checklist, desk, people, counters, clock
):
    clock.set(2024, 1, 9, 8, 30)
    mine = desk("sari", at_checklist, 1)
    assert "Pemohon tidak di tempat" in mine.see()
    for _ in range(2):
        assert mine.press("tickets", issued=1).status_code == 303
    assert at_checklist.tickets.count() == 2
    assert "Panggil ke loket saya" in mine.see()


def test_a_number_elsewhere_must_come_to_my_counter_first(draw, desk, people, counters, clock):
    ticket = draw(problem="unknown")
    mine = desk("sari", ticket.case, 1)
    assert "A-001 belum di loket Anda." in mine.see()
    assert mine.press("decisions", outcome="directed").status_code == 409
    assert mine.press("calls").status_code == 303
    assert mine.press("services").status_code == 303
    assert mine.press("decisions", outcome="directed").status_code == 303


def test_a_page_asks_again_only_when_something_changed(at, people, clock):
    mine = at("at_note")
    page = mine.see()
    seen = page.split(f"{mine.path}?seen=")[1].split('"')[0]
    assert mine.visitor.get(mine.path, htmx=True, seen=seen).status_code == 204
    casework.take(mine.fresh(), by=people.sari, at=clock(), seen=mine.fresh().moves)
    answer = mine.visitor.get(mine.path, htmx=True, seen=seen)
    assert answer.status_code == 200
    assert "autofocus" not in answer.text
    assert check(answer.text, fragment=True) == []


@pytest.mark.parametrize("id", ["0", "999", "99999999999999999999999", "x", "-1"])
def test_a_case_that_is_not_there_is_not_found(at, id):
    mine = at("at_note")
    answer = mine.visitor.get(f"/staff/cases/{id}")
    assert answer.status_code == 404


@pytest.mark.parametrize("word", Happened)
def test_every_entry_of_the_trail_has_its_words(word):
    assert happened.WORDS[word]


def test_the_history_tells_who_decided_what_and_why(at):
    mine = at("at_order")
    mine.press("decisions", outcome="returned", reason="Akta belum dilegalisasi")
    page = mine.see()
    assert "Kegiatan 3: Kembalikan, Budi" in page
    assert "Akta belum dilegalisasi" in page


def test_withdrawing_ends_the_case(at):
    mine = at("at_note")
    assert mine.press("withdrawals", withdrawn_for="Sudah beres").status_code == 303
    assert mine.fresh().end == "withdrawn"
    assert check(page := mine.see()) == []
    assert "Dibatalkan" in page


@pytest.mark.parametrize("junk", ["\x00", "😀" * 100, "<script>alert(1)</script>", "' OR 1=1 --"])
def test_odd_text_is_kept_as_text_or_refused(at, junk):
    mine = at("at_note")
    answer = mine.press("decisions", outcome="noted", text=junk)
    assert answer.status_code in (303, 422)
    assert "<script>alert" not in mine.see()


def test_repeated_and_absurd_fields_are_no_fault_of_ours(at):
    mine = at("at_note")
    answer = mine.press("decisions", outcome=["noted", "noted"], seen="9" * 40, text="x")
    assert answer.status_code == 409
    assert mine.visitor.get(mine.path, lines="-5").status_code == 200
    assert mine.visitor.get(mine.path, lines="9" * 30).status_code == 200


def test_other_offices_and_idle_eyes_see_no_case(at, app, people):
    mine = at("at_note")
    assert Visitor(app).get(mine.path).status_code in (302, 303)
    assert Visitor(app).sign_in("admin").get(mine.path).status_code == 403


def test_who_may_only_look_finds_no_button(at_note, desk):
    page = desk("audit", at_note).see()
    assert 'name="outcome"' not in page
    assert "Buka NIK" not in page or desk("audit", at_note).press("openings").status_code == 403


def test_a_case_served_elsewhere_is_called_by_its_number_only(at_checklist, desk):
    mine = desk("dewi", at_checklist, 3)
    assert "A-001 belum di loket Anda." in mine.see()
    before = written()
    assert mine.press("calls").status_code in (403, 409)
    assert written() == before


def test_the_page_reads_what_lies_in_the_case_once(to_correct, desk, people, clock):
    (siti,) = register.enter([{"name": "SITI CONTOH"}], by=people.sari, at=clock())
    mine = desk("dewi", to_correct(siti, problem="miswritten", elements=["birth"]))
    with queries() as seen:
        mine.see()
    for kind in ("case", "identification", "resident", "official_paper", "correction", "output"):
        assert sum(f'FROM "{kind}"' in one for one in seen) == 1, kind
