"""What comes out of the printer, as sheets of A4."""

import re

import pytest

from models import Request
from office import made

pytestmark = pytest.mark.browser


def printed(page, press: str):
    """The paper that opens when `press` is pressed, and how many pages it takes."""
    with page.context.expect_page() as opened:
        page.locator(press).click()
    paper = opened.value
    paper.wait_for_load_state()
    paper.evaluate("document.fonts.ready")
    pages = re.findall(rb"/Type\s*/Page\b", paper.pdf(prefer_css_page_size=True))
    return paper, len(pages)


@pytest.mark.parametrize(("rows", "most"), [(7, 1), (60, 5)])
def test_a_lembar_ends_with_its_boxes_beside_the_signature(sign_in, approved, rows, most):
    staf = sign_in("staf")
    staf.goto(f"/staff/cases/{approved(rows).id}")
    paper, pages = printed(staf, "form[action$='papers/lembar'] button")
    assert pages <= most
    cut = "es => es.filter(e => e.scrollWidth > e.clientWidth).length"
    assert paper.locator("td, th").evaluate_all(cut) == 0
    boxes, signature = (paper.locator(one).bounding_box() for one in (".parafs", ".signatures"))
    assert boxes["x"] + boxes["width"] <= signature["x"]
    assert boxes["y"] == pytest.approx(signature["y"], abs=2)


def test_the_control_sheet_of_a_lembar_is_one_page(sign_in, approved):
    staf = sign_in("staf")
    staf.goto(f"/staff/cases/{approved(1).id}")
    paper, pages = printed(staf, "a[href$='papers/sheet']")
    assert pages == 1
    assert ";;" not in paper.locator("main").inner_text()


@pytest.fixture
def mended(draw, complete, decide, people, clock):
    """A request that ended, as long as its papers can be; forty more came in that day."""
    case = complete(draw(problem="miswritten", elements=["name", "marital", "other"]), people.sari)
    Request.update(applicant_name="Contoh " * 8, rejected_at="school").execute()
    for _ in range(40):
        complete(draw(problem="miswritten"), people.sari)
    basis = "Kutipan akta kelahiran dan ijazah SD"
    parts = ("name", "father", "mother", "birth_place", "address", "occupation")
    changes = tuple(made.Change(element, "CONTOHH", "CONTOH", basis) for element in parts)
    case = decide(case, "ordered", people.budi)
    case = decide(case, "noted", people.dewi, work=made.Work(text="Cocok."))
    case = decide(case, "wrong", people.dewi, work=made.Work(changes=changes))
    work = made.Work(reference="SIAK-0001", done_at=clock())
    return decide(case, "recovered", people.dewi, work=work)


def test_what_an_applicant_takes_home_is_one_page_each(sign_in, mended):
    dewi = sign_in("dewi")
    for slip in ("receipt", "result"):
        dewi.goto(f"/staff/cases/{mended.id}")
        paper, pages = printed(dewi, f"form[action$='papers/{slip}'] button")
        cut = "es => es.filter(e => e.scrollWidth > e.clientWidth).length"
        assert (pages, paper.locator("td, th, dd").evaluate_all(cut)) == (1, 0)


def test_a_full_day_of_the_book_is_two_pages(sign_in, mended):
    dewi = sign_in("dewi")
    dewi.goto("/staff/agenda")
    paper, pages = printed(dewi, "a[href*='agenda/paper']")
    rows = paper.locator("tbody tr").evaluate_all("es => es.map(e => e.offsetHeight)")
    assert (pages, len(rows)) == (2, 42)
    assert max(rows) < 2 * min(rows) - 10
