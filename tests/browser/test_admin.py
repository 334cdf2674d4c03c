"""Setting up, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, STAFF_SCREEN, double_ids
from tests.conftest import PASSWORD

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


def test_what_is_typed_in_one_part_outlives_the_saving_of_another(sign_in):
    ani = sign_in("admin", size=STAFF_SCREEN)
    ani.goto("/staff/admin")
    quota = ani.get_by_label("Perbaikan data, Senin")
    quota.fill("70")
    ani.get_by_label("Senin, buka", exact=True).fill("7:30")
    ani.get_by_role("button", name="Simpan jam buka").click()
    expect(ani.get_by_role("status").get_by_text("Tersimpan: Jam buka.")).to_be_in_viewport()
    expect(ani.get_by_label("Senin, buka", exact=True)).to_have_value("07.30")
    expect(quota).to_have_value("70")
    ani.get_by_label("Jarak dua panggilan").fill("45")
    ani.get_by_role("button", name="Simpan panggilan").click()
    expect(ani.get_by_role("status").get_by_text("Tersimpan: Panggilan.")).to_be_visible()
    expect(ani.get_by_label("Jarak dua panggilan")).to_have_value("45")


def test_who_was_just_added_is_seen_and_nobody_may_disable_themselves(sign_in):
    ani = sign_in("admin", size=STAFF_SCREEN)
    ani.goto("/staff/admin")
    ani.get_by_text("Tambah petugas…").click()
    for field, typed in (("name", "Yuni"), ("username", "yuni"), ("password", PASSWORD)):
        ani.locator(f"#officer-{field}").fill(typed)
    ani.get_by_role("button", name="Tambah petugas", exact=True).click()
    expect(ani.locator("#officers tr", has_text="Yuni")).to_be_in_viewport()
    own = ani.locator("#officers tr", has_text="Ani")
    expect(own.get_by_role("button", name="Nonaktifkan")).to_have_count(0)


def test_what_is_changed_about_an_officer_fits_beside_the_list_of_parts(sign_in):
    ani = sign_in("admin", size=STAFF_SCREEN)
    ani.goto("/staff/admin")
    ani.locator("#officers").get_by_label("Ubah Joko").click()
    assert ani.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
