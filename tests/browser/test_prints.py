"""What comes out of the printer, as sheets of A4."""

import re

import pytest

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
