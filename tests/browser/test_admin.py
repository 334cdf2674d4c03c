"""Setting up, on a desk and on a phone."""

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, STAFF_SCREEN, double_ids

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [STAFF_SCREEN, PHONE_SCREEN])
def test_an_officers_name_stays_beside_what_is_changed(sign_in, size):
    ani = sign_in("admin", size=size)
    ani.goto("/staff/admin")
    row = ani.locator("#officers tr", has_text="Joko")
    row.get_by_label("Ubah Joko").click()
    name, form = (row.locator(one).first.bounding_box() for one in ("th", ".sheet-form"))
    assert abs(name["y"] - form["y"]) < 200
    assert (violations(ani), double_ids(ani)) == ([], [])
