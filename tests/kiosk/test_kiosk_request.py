"""A request, from the doors to its number."""

import re

import pytest

from models import Case, Draft, Request, Subject, Ticket
from tests.kiosk.conftest import ANSWERS
from tests.past_days import live_through
from tests.strict_html import check

LACKING = {"paper.family_card": "family_card", "paper.identity_card": "no"}


def test_the_doors_name_every_matter(citizen):
    page = citizen.get("/kiosk").text
    assert check(page) == []
    for door in ("Data saya salah atau ditolak", "Ambil nomor saja", "Info layanan"):
        assert door in page
    assert "Cek nomor atau lanjutkan permohonan" in page


def test_looking_at_the_doors_writes_nothing(citizen):
    citizen.get("/kiosk")
    assert Draft.select().count() == 0


def test_a_door_leads_to_the_first_question(citizen):
    assert citizen.enter().headers["Location"] == "/kiosk/questions/whose"


@pytest.mark.parametrize("question", list(ANSWERS))
def test_every_question_is_a_proper_page(citizen, question):
    citizen.enter()
    page = citizen.get(f"/kiosk/questions/{question}").text
    assert check(page) == []
    assert "Langkah" in page


def test_each_answer_leads_to_the_next_question(citizen):
    citizen.enter()
    order = [citizen.answer(id, given).headers["Location"] for id, given in ANSWERS.items()]
    asked = [f"/kiosk/questions/{id}" for id in list(ANSWERS)[1:]]
    assert order == [*asked, "/kiosk/check"]


def test_only_a_slip_of_writing_asks_which_part(citizen):
    citizen.enter()
    for id in ("whose", "issued_here", "rejected_at"):
        citizen.answer(id, ANSWERS[id])
    assert citizen.answer("problem", "miswritten").headers["Location"].endswith("/elements")


def test_several_parts_may_be_wrong(citizen):
    citizen.enter()
    citizen.answer("problem", "miswritten")
    citizen.answer("elements", {"answer": ["name", "birth"]})
    assert Draft.get().answers["elements"] == ["birth", "name"]


def test_the_check_shows_the_answers_and_four_digits_of_the_nik(citizen):
    citizen.answer_all()
    page = citizen.get("/kiosk/check").text
    assert check(page) == []
    assert "BPJS Kesehatan" in page
    assert "Berakhir 0001" in page
    assert ANSWERS["nik"] not in page


def test_going_back_finds_the_answer(citizen):
    citizen.answer_all()
    page = citizen.get("/kiosk/questions/rejected_at").text
    assert 'value="bpjs" aria-pressed="true"' in page


def test_a_changed_answer_leads_back_to_the_check(citizen):
    citizen.answer_all()
    assert citizen.answer("rejected_at", "bank").headers["Location"] == "/kiosk/check"
    assert "Bank" in citizen.get("/kiosk/check").text


def test_who_changes_an_answer_goes_back_to_the_check(citizen):
    citizen.answer_all()
    assert "/kiosk/questions/whose?change=1" in citizen.get("/kiosk/check").text
    assert 'btn back" href="/kiosk/check"' in citizen.get("/kiosk/questions/whose?change=1").text
    assert 'btn back" href="/kiosk"' in citizen.get("/kiosk/questions/whose").text


def test_a_changed_problem_asks_what_it_makes_open(citizen):
    citizen.answer_all()
    assert citizen.answer("problem", "miswritten").headers["Location"].endswith("/elements")
    after = citizen.answer("elements", {"answer": ["name"]})
    assert after.headers["Location"].endswith("/papers")


def test_back_at_the_doors_the_answers_are_still_there(citizen):
    citizen.answer_all()
    assert citizen.enter().headers["Location"] == "/kiosk/check"


def test_the_number_opens_a_case_with_the_answers(citizen):
    ticket = citizen.draw()
    request = Request.get(Request.case == ticket.case)
    assert request.rejected_at == "bpjs"
    assert request.answers["problem"] == "nik_missing"
    assert Subject.get(Subject.case == ticket.case).nik == ANSWERS["nik"]
    assert Draft.select().count() == 0


def test_the_number_stands_on_the_screen_with_nothing_of_the_person(citizen):
    ticket = citizen.draw()
    page = citizen.get("/kiosk/ticket").text
    assert check(page) == []
    assert f"{ticket.code[:4]}-{ticket.code[4:]}" in page
    assert "A-001" in page
    assert ANSWERS["nik"] not in page and "0001</" not in page.replace("A-0001", "")


def test_the_paper_says_where_to_wait_and_when_we_are_open(citizen):
    citizen.draw()
    page = citizen.get("/kiosk/ticket").text
    for words in (
        "Disdukcapil Kabupaten Contoh",
        "Senin, 8 Januari 2024 09.00 WITA",
        "Loket 1, 2 atau 4",
        "Buka 08.00–15.00, istirahat 12.00–13.00",
        "LAYANAN INI GRATIS",
        "1500537",
        "potong, simpan sendiri",
    ):
        assert words in page


def test_screen_paper_and_code_say_when_one_is_called(citizen, draw, clock, counters, people):
    citizen.draw()
    assert "Perkiraan dipanggil" not in citizen.get("/kiosk/ticket").text  # no history yet
    citizen.post("/kiosk/wipe")
    live_through(draw, clock, counters[1], people.sari)
    ticket = citizen.draw()
    told = re.compile(r"\d\d\.\d\d–\d\d\.\d\d WITA <small>\((dapat berubah|may change)\)")
    page = citizen.get("/kiosk/ticket").text
    assert len(told.findall(page)) == 2 and check(page) == []
    citizen.post("/kiosk/wipe")
    citizen.get("/kiosk/code")
    citizen.post("/kiosk/code", answer=ticket.code)
    page = citizen.get("/kiosk/state").text
    assert "Perkiraan dipanggil" in page and len(told.findall(page)) == 1 and check(page) == []
    citizen.post("/kiosk/aids", aid="language", back="/kiosk/state")
    assert "Expected call" in citizen.get("/kiosk/state").text


def test_a_double_tap_gives_one_number(citizen):
    citizen.answer_all()
    citizen.get("/kiosk/check")
    answers = [citizen.post("/kiosk/tickets").headers["Location"] for _ in range(3)]
    assert answers == ["/kiosk/ticket"] * 3
    assert Ticket.select().count() == 1


def test_a_second_press_after_the_number_shows_the_same(citizen):
    citizen.draw()
    citizen.get("/kiosk/ticket")
    citizen.post("/kiosk/tickets")
    assert "A-001" in citizen.get("/kiosk/ticket").text
    assert Case.select().count() == 1


def test_an_open_question_comes_before_the_number(citizen):
    citizen.enter()
    citizen.get("/kiosk/questions/whose")
    assert citizen.post("/kiosk/tickets").headers["Location"] == "/kiosk/questions/whose"
    assert Ticket.select().count() == 0


def test_what_is_lacking_is_said_before_the_number(citizen):
    citizen.enter()
    citizen.answer("problem", "nik_missing")
    assert citizen.answer("papers", LACKING).headers["Location"] == "/kiosk/papers"
    page = citizen.get("/kiosk/papers").text
    assert check(page) == []
    assert "Berkas belum lengkap. Apa pilihan Anda?" in page
    assert "KTP-el" in page and "Kartu Keluarga" not in page


def test_the_list_of_papers_prints_for_another_day(citizen):
    citizen.enter()
    citizen.answer("papers", LACKING)
    page = citizen.get("/kiosk/papers/list").text
    assert check(page) == []
    assert "Berkas yang perlu dibawa" in page


def test_who_lacks_papers_may_queue_all_the_same(citizen):
    ticket = citizen.draw(papers=LACKING)
    assert "BELUM" in citizen.get("/kiosk/ticket").text
    assert Request.get(Request.case == ticket.case).answers["papers"]["identity_card"] is False


def test_a_child_needs_no_identity_card(citizen):
    citizen.enter()
    young = {"paper.family_card": "family_card", "paper.identity_card": "identity_card:young"}
    assert citizen.answer("papers", young).headers["Location"] != "/kiosk/papers"
    assert Draft.get().answers["papers"]["identity_card"] is None


def test_a_nik_may_be_left_out(citizen):
    ticket = citizen.draw(nik={"answer": "", "skip": "yes"})
    assert Subject.select().where(Subject.case == ticket.case).count() == 0


def test_a_nik_once_typed_is_not_shown_again_but_kept(citizen):
    citizen.answer_all()
    page = citizen.get("/kiosk/questions/nik").text
    assert ANSWERS["nik"] not in page and "berakhir 0001" in page
    citizen.answer("nik", "")
    assert Draft.get().answers["nik"] == ANSWERS["nik"]


def test_without_javascript_the_drawn_keys_type(citizen):
    citizen.enter()
    citizen.get("/kiosk/questions/nik")
    page = citizen.post("/kiosk/questions/nik", answer="123", key="4").text
    assert 'value="1234"' in page
    page = citizen.post("/kiosk/questions/nik", answer="1234", key="delete").text
    assert 'value="123"' in page


def test_priority_stores_yes_and_never_why(citizen):
    ticket = citizen.draw(priority="yes")
    assert ticket.priority
    assert "priority" not in Request.get(Request.case == ticket.case).answers


def test_nothing_of_the_answers_is_in_the_cookie(citizen):
    citizen.answer_all()
    cookie = citizen.client.get_cookie("pulih").value
    with citizen.client.session_transaction() as session:
        assert set(session) <= {"kiosk", "csrf_token"}
    assert "0001" not in cookie
