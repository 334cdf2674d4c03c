"""What was not sent yet costs no one an aid or a turned page; what was refused goes by itself."""

import pytest

from database import db
from models import Draft, Ticket
from tests.strict_html import check


@pytest.mark.parametrize("aid", ["language", "text"])
@pytest.mark.parametrize(
    ("question", "field", "given", "sign"),
    [
        ("elements", "answer", "address", 'value="address" checked'),
        ("papers", "paper.identity_card", "no", 'name="paper.identity_card" value="no" checked'),
        ("nik", "answer", "123456", 'value="123456"'),
    ],
)
def test_an_aid_costs_no_answer_that_was_not_sent(citizen, aid, question, field, given, sign):
    citizen.enter()
    citizen.answer("problem", "miswritten")
    page = f"/kiosk/questions/{question}"
    citizen.get(page)
    citizen.post("/kiosk/aids", {field: given}, aid=aid, back=page)
    assert sign in citizen.get(page).text
    assert question not in Draft.get().answers


def test_what_an_aid_kept_is_gone_with_the_answer(citizen):
    citizen.enter()
    citizen.get("/kiosk/questions/nik")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk/questions/nik", answer="123456")
    citizen.post("/kiosk/questions/nik", skip="yes")
    assert "123456" not in str(Draft.get().answers)


def test_an_aid_keeps_nothing_of_a_screen_that_is_not_asked(citizen):
    citizen.enter()
    citizen.post("/kiosk/aids", aid="text", back="/kiosk/questions/elements", answer="name")
    assert "unsent" not in Draft.get().answers


def test_an_aid_costs_no_letter_of_a_code(citizen):
    citizen.get("/kiosk/code")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk/code", answer="7K4P")
    page = citizen.get("/kiosk/code").text
    assert 'value="7K4P"' in page and "Type the code" in page and check(page) == []
    citizen.post("/kiosk/wipe")
    assert "7K4P" not in citizen.get("/kiosk/code").text and Draft.select().count() == 0


def test_an_aid_on_an_empty_code_begins_no_visit(citizen):
    citizen.get("/kiosk/code")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk/code", answer="")
    assert Draft.select().count() == 0


def test_five_papers_are_turned_like_pages_and_keep_their_ticks(citizen):
    citizen.enter()
    citizen.answer("problem", "miswritten")
    citizen.answer("elements", {"answer": ["name", "marital", "other"]})
    assert 'data-page="1"' in citizen.get("/kiosk/questions/papers").text
    turned = {"page": "2", "back": "/kiosk/questions/papers", "paper.family_card": "no"}
    onward = citizen.post("/kiosk/aids", turned).headers["Location"]
    page = citizen.get(onward).text
    assert onward.endswith("papers?page=2") and 'data-page="2"' in page
    assert 'name="paper.family_card" value="no" checked' in page and check(page) == []


def test_a_number_that_cannot_be_kept_is_not_given(citizen):
    citizen.answer_all()
    citizen.get("/kiosk/check")
    db.execute_sql("PRAGMA query_only = ON")
    answer = citizen.post("/kiosk/tickets")
    assert (answer.status_code, check(answer.text)) == (503, [])
    assert "Maaf, nomor antrean belum bisa dikeluarkan. Silakan hubungi petugas." in answer.text
    db.execute_sql("PRAGMA query_only = OFF")
    assert Ticket.select().count() == 0
    assert citizen.submit().status_code == 303


def test_a_refusal_at_a_kiosk_leaves_the_glass_by_itself(citizen):
    citizen.enter()
    page = citizen.get("/kiosk/tidak-ada").text
    assert 'content="30; url=/kiosk/idle"' in page and check(page) == []
    assert "/kiosk/left" not in citizen.get("/tidak-ada").text
