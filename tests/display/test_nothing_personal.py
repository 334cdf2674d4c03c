"""What is planted in a person's file is found on no public page: walls, phone, kiosk."""

import re

import pytest

from models import Case, Category
from office import casework, privacy, questions, queue
from tests.faces import Visitor
from tests.track.conftest import link

NIK = "9999990101900001"
PHONE = "081299990000"
PLANTED = {
    "name": "NAMATANDA",
    "applicant": "PEMOHONTANDA",
    "nik": NIK,
    "phone": PHONE,
    "statement": "CERITATANDA",
    "letter": "KUASATANDA",
    "reason": "ALASANTANDA",
    "opened": "DIBUKATANDA",
}
WALLS = ("/display/hall", "/display/hall/calls", "/display/office", "/display/office/figures")


@pytest.fixture
def planted(draw, people, counters, clock, decide):
    """A ticket whose case carries a marker wherever a person's data can stand."""
    ticket = queue.call(draw(priority="yes"), counters[1], by=people.sari, at=clock())
    queue.serve(ticket, by=people.sari, at=clock(), counter=counters[1])
    case = Case.get_by_id(ticket.case_id)
    case = casework.amend(
        case,
        by=people.sari,
        at=clock(),
        seen=case.moves,
        answers={"problem": "nik_double", "rejected_at": "election", "whose": "authorised"},
        subjects=[(NIK, PLANTED["name"])],
        category=Category.get(Category.code == "G1").id,
        applicant_name=PLANTED["applicant"],
        applicant_phone=PHONE,
        relation="Anak",
        authority_letter=PLANTED["letter"],
        statement=PLANTED["statement"],
    )
    case = decide(case, "directed", people.sari, counter=counters[1])
    decide(case, "incomplete", people.sari, counter=counters[1], reason=PLANTED["reason"])
    privacy.note_view(
        case, ["nik"], PLANTED["opened"], by=people.dewi, role="adb", at=clock.forward(minutes=1)
    )
    return ticket


def met(html: str) -> list[str]:
    """The planted words, and parts of the numbers, that stand in it."""
    words = [*PLANTED.values(), NIK[-6:], f"{NIK[:6]} ", PHONE[-6:]]
    return [word for word in words if word in html]


def test_the_walls_and_the_phone_say_nothing_of_the_person(app, planted):
    visitor = Visitor(app)
    pages = [visitor.get(path).text for path in (*WALLS, link(planted), link(planted) + "/now")]
    assert [met(page) for page in pages] == [[]] * len(pages)


def test_nor_of_what_their_trouble_is_or_why_they_go_first(app, planted):
    visitor = Visitor(app)
    trouble = [
        "ganda atau dipakai",
        questions.REJECTED_AT["election"],
        "Satu NIK",
        "lansia",
        "Anak",
    ]
    for path in (*WALLS, link(planted)):
        page = visitor.get(path).text
        assert [word for word in trouble if word.lower() in page.lower()] == [], path


def test_the_kiosk_knows_nobody(app, planted):
    """Every page reached by links from the first, and the state behind the ticket's code."""
    visitor, seen, ahead = Visitor(app), {}, ["/kiosk"]
    while ahead:
        path = ahead.pop()
        seen[path] = visitor.get(path).text
        found = re.findall(r'href="(/kiosk[^"#?]*)', seen[path])
        ahead += [link for link in found if link not in seen and "." not in link]
    visitor.get("/kiosk/code")
    visitor.post("/kiosk/code", answer=planted.code)
    seen["/kiosk/state"] = visitor.get("/kiosk/state").text
    assert "Berkas belum lengkap." in seen["/kiosk/state"]
    assert len(seen) > 3
    assert {path: met(page) for path, page in seen.items() if met(page)} == {}


def test_the_markers_would_be_found(planted):
    """The check can fail: what is planted stands in the file."""
    request = planted.case.requests.get()
    assert met(f"{request.applicant_name} {request.statement} {request.applicant_phone}")
