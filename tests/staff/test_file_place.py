"""Where papers lie, at a desk: on the case page, on the control sheet, and looked for."""

import pytest

from models import FilePlace
from tests.faces import Visitor
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
SHELF = "Rak 3 / Map 2024-014"


@BOTH
def test_the_place_is_told_on_the_case_page_and_stands_on_the_control_sheet(at, htmx):
    dewi = at("at_note")
    dewi.press("places", htmx=htmx, place=SHELF, place_before="")
    page = dewi.see()
    assert check(page) == [] and f'value="{SHELF}"' in page and "Tempat berkas dicatat" in page
    assert SHELF in dewi.visitor.get(f"{dewi.path}/papers/sheet").text


@BOTH
def test_papers_that_moved_meanwhile_are_told(at, htmx):
    dewi = at("at_note")
    dewi.press("places", place=SHELF, place_before="")
    answer = dewi.press("places", htmx=htmx, place="Lemari", place_before="")
    assert (answer.status_code, f"dipindahkan ke {SHELF}" in answer.text) == (409, True)
    assert FilePlace.select().count() == 1


def test_a_case_is_found_by_where_its_papers_lie(at):
    dewi = at("at_note")
    dewi.press("places", place=SHELF, place_before="")
    page = dewi.visitor.post("/staff/cases/searches", q="map 2024").text
    assert check(page) == [] and dewi.case.label in page and "Cari dan cek data" in page
    empty = dewi.visitor.post("/staff/cases/searches", q="Lemari").text
    assert check(empty) == [] and "Tidak ada permohonan bernomor itu" in empty
    assert dewi.visitor.post("/staff/cases/searches", q="").status_code == 422


def test_who_may_not_say_it_reads_it(app, at):
    dewi = at("at_note")
    dewi.press("places", place=SHELF, place_before="")
    page = Visitor(app).sign_in("rina").get(dewi.path).text
    assert SHELF in page and "/places" not in page
