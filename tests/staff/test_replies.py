"""The answer to a ministry letter on the screen: counted, signed, sent, its lists taken along."""

import csv
import io

import pytest

from ministry_tables import Letter
from office.ministry import inbox
from reply_tables import ListTaken, Reply
from tests.faces import Visitor
from tests.office.ministry.replies.lists import bring_list
from tests.staff.desks import says, written
from tests.strict_html import check

TODAY = "2024-01-08"


@pytest.fixture
def tono(app, office):
    return Visitor(app).sign_in("staf")


@pytest.fixture
def letter(office, people, clock):
    told = {"by": people.staf, "at": clock()}
    letter = inbox.take_in("400.8/1", clock().date(), **told)
    bring_list(letter, 3, **told)
    return letter


@pytest.fixture
def page(letter):
    return f"/staff/inbox/{letter.id}/answer"


@pytest.fixture
def sent(tono, letter, page):
    """The answer was made, signed and sent."""
    tono.get(page)
    tono.post(f"/staff/inbox/{letter.id}/replies", {})
    reply = Reply.get()
    tono.post(f"/staff/replies/{reply.id}/signatures", {"signed_on": TODAY})
    tono.post(f"/staff/replies/{reply.id}/sendings", {"sent_on": TODAY, "how": "mail", "note": ""})
    return reply


def test_a_letter_tells_how_far_its_answer_is(tono, letter, page):
    seen = tono.get(f"/staff/inbox/{letter.id}").text
    assert "Belum dijawab" in seen and "0 dari 3 baris" in seen
    assert (check(seen), check(tono.get(page).text)) == ([], [])


def test_an_answer_is_made_signed_and_sent_by_three_presses(tono, sent, page, letter):
    seen = tono.get(page).text
    assert "dijawab Senin, 8 Januari 2024, tepat waktu" in seen
    assert "Terkirim Senin, 8 Januari 2024" in seen and "Agenda" in seen
    assert check(seen) == []
    assert "dijawab Senin, 8 Januari 2024" in tono.get(f"/staff/inbox/{letter.id}").text


def test_the_buku_agenda_has_the_answer_that_went_out(tono, sent):
    for path in ("/staff/agenda", "/staff/agenda/paper"):
        seen = tono.get(path).text
        assert "Jawaban surat keluar" in seen and "001/JWB/PSR/I/2024" in seen
        assert check(seen) == []


def test_a_recapitulation_is_a_pdf_that_names_nobody(tono, sent):
    answer = tono.get(f"/staff/replies/{sent.id}/paper")
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")
    assert "64010101019" not in str(sent.content)


def test_what_is_missing_is_said_in_a_sentence(tono, letter, page):
    tono.get(page)
    tono.post(f"/staff/inbox/{letter.id}/replies", {})
    reply, before = Reply.get(), written()
    for path, fields, sentence in (
        (f"replies/{reply.id}/signatures", {"signed_on": "besok"}, "Isi tanggal tanda tangan"),
        (f"replies/{reply.id}/sendings", {"sent_on": TODAY}, "belum ditandatangani basah"),
        (f"inbox/{letter.id}/replies", {}, "Tulis alasan versi baru"),
        (
            f"inbox/{letter.id}/answer/lists",
            {"file": "1", "of": "now"},
            "Tulis untuk apa daftar ini",
        ),
    ):
        answer = tono.post(f"/staff/{path}", fields)
        assert answer.status_code in (409, 422) and says(answer, sentence)
    assert written() == before


def test_a_list_is_taken_along_with_a_reason(tono, letter, page):
    tono.get(page)
    fields = {"file": "1", "of": "now", "open_for": "Dikirim ke Ditjen"}
    answer = tono.post(f"/staff/inbox/{letter.id}/answer/lists", fields)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert (len(rows), rows[-1][4]) == (5, "Belum dikerjakan")
    assert answer.headers["Content-Disposition"].endswith('-1-2024-01-08.csv"')
    assert (ListTaken.get().rows, ListTaken.get().reason) == (3, "Dikirim ke Ditjen")


def test_where_results_go_is_chosen_on_the_page(tono, letter, page):
    tono.get(page)
    tono.post(f"/staff/inbox/{letter.id}/answer/columns", {"file": "1", "result": "5", "note": ""})
    assert "Hasil di kolom KETERANGAN" in tono.get(page).text


def test_what_does_not_exist_cannot_be_taken(tono, letter, page):
    tono.get(page)
    for fields in ({"file": "9"}, {"file": "1", "of": "77"}):
        told = {"open_for": "x", **fields}
        assert tono.post(f"/staff/inbox/{letter.id}/answer/lists", told).status_code == 404


def test_who_only_reads_finds_no_button(app, office, letter, page):
    seen = Visitor(app).sign_in("audit").get(page).text
    assert "Buat rekapitulasi" not in seen and "Unduh daftar" not in seen
    assert Letter.select().count() == 1
