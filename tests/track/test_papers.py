"""The page behind a paper's QR: number, version, date; nothing of anybody."""

import pytest

from models import OfficialPaper
from office import guesses, made
from office.papers import notes, official
from office.register import identify as choosing
from office.register import register
from tests.faces import Visitor
from tests.strict_html import check

SITI = {"nik": "6401014101900001", "name": "SITI CONTOH"}


@pytest.fixture
def paper(draw, complete, decide, people, clock) -> OfficialPaper:
    """The note of a case about Siti."""
    case = complete(draw(nik="6401014101900002"), people.sari)
    case = decide(case, "ordered", people.budi)
    (siti,) = register.enter([SITI], by=people.sari, at=clock())
    choosing.identify(case, siti, by=people.dewi, at=clock())
    decide(case, "noted", people.dewi, work=made.Work(text="Beda satu angka."))
    return official.latest(case, "note", "verification")


@pytest.fixture
def visitor(app) -> Visitor:
    return Visitor(app)


def test_a_paper_is_told_by_number_version_and_date_alone(visitor, paper):
    page = visitor.get(f"/V/{official.token(paper)}").text
    assert check(page) == []
    assert "Catatan nomor" in page and "001/CHV/PSR/I/2024" in page
    assert "Versi 1 dari 1, diterbitkan Senin, 8 Januari 2024, 09.00 WITA" in page
    for hidden in (
        "SITI",
        "0001",
        "0002",
        "Beda satu angka",
        "Dewi",
        "Pemulihan",
        paper.case.label,
    ):
        assert hidden not in page


def test_a_version_that_was_replaced_says_so(visitor, paper, people, clock):
    notes.revise(paper, "Beda angka terakhir.", "Kurang jelas.", by=people.dewi, at=clock())
    page = visitor.get(f"/v/{official.token(paper).lower()}").text
    assert "Versi 1 sudah diganti versi 2" in page


def test_the_code_leads_to_the_same_page(visitor, paper):
    form = visitor.get("/v").text
    assert check(form) == [] and 'name="code"' in form
    typed = visitor.get("/v", code=official.code(paper).lower()).text
    assert typed == visitor.get(f"/V/{official.token(paper)}").text


@pytest.mark.parametrize("path", ["/v/x", "/V/" + "A" * 26, "/v/%00", "/v?code=%00x", "/v?code=😀"])
def test_an_unknown_paper_is_told_alike(visitor, paper, path):
    answer = visitor.get(path)
    assert answer.status_code == 404 and "tidak kami kenal" in answer.text
    assert check(answer.text) == []


def test_who_guesses_codes_must_wait(visitor, paper):
    for _ in range(guesses.MISSES):
        visitor.get("/v", code="AAAAA-AAAAA")
    assert visitor.get("/v", code=official.code(paper)).status_code == 429
    assert visitor.get(f"/V/{official.token(paper)}").status_code == 429
