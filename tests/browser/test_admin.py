"""Setting up, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

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


def test_a_refusal_is_seen_wherever_one_stands_and_its_form_stays_open(sign_in):
    ani = sign_in("admin", size=STAFF_SCREEN)
    ani.goto("/staff/admin")
    ani.get_by_text("Tambah jam khusus…").click()
    ani.get_by_label("Mulai tanggal").fill("2024-01-09")
    ani.locator("#special-name").fill("Pulang awal")
    ani.get_by_role("button", name="Tambah jam khusus").click()
    expect(ani.get_by_role("alert").get_by_text("Isi nama jam khusus")).to_be_in_viewport()
    assert ani.locator("#special-name").is_visible()
