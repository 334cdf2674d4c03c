"""Two people who may be one, on a real screen: from the list to a lembar."""

import pytest

from office.inspection import linkage_runs, linkage_stage
from office.inspection.folded import Likely
from office.register import register
from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, STAFF_SCREEN, double_ids
from tests.office.inspection.linkage.conftest import AGAIN, LEVELS, SITI

pytestmark = pytest.mark.browser


@pytest.fixture
def pair(people, clock):
    two = register.enter((SITI, AGAIN), by=people.admin, at=clock())
    row = linkage_runs.book(by=people.staf, at=clock())
    linkage_stage.write(row, [Likely(*two, 0.98, LEVELS)], clock())
    linkage_stage.show(row, 2, clock())


def is_whole(page) -> None:
    assert (double_ids(page), violations(page)) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("size", [STAFF_SCREEN, PHONE_SCREEN], ids=["desk", "phone"])
def test_from_the_list_to_a_lembar(sign_in, pair, size):
    page = sign_in("staf", size=size)
    page.goto("/staff/doubles")
    is_whole(page)
    page.get_by_role("link", name="Bandingkan").click()
    page.get_by_label("Alasan membuka keduanya").fill("Memeriksa ganda")
    page.get_by_role("button", name="Buka data lengkap").click()
    page.get_by_text("SITI AMINAH").wait_for()
    assert page.locator("mark").first.inner_text() == "I"
    is_whole(page)
    page.get_by_role("button", name="Orang yang sama").click()
    page.get_by_label("Alasan").fill("Akta kelahiran sama")
    page.get_by_role("button", name="Orang yang sama").click()
    page.get_by_text("Orang yang sama: Akta kelahiran sama").wait_for()
    is_whole(page)
