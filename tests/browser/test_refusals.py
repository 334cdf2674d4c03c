"""Where the focus goes: to what a refusal asks for, and to the heading when its button is gone."""

import pytest
from playwright.sync_api import expect

from models import Case
from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, double_ids

pytestmark = pytest.mark.browser


@pytest.fixture
def note(sign_in, draw, complete, decide, people):
    """Dewi before a case that waits for its verification note."""
    ordered = decide(complete(draw(), people.sari), "ordered", people.budi)
    page = sign_in("dewi")
    page.goto(f"/staff/cases/{ordered.id}")
    return page


def test_what_is_missing_takes_the_focus(note):
    note.get_by_role("button", name="Simpan catatan").click()
    expect(note.locator("#notice")).to_contain_text("Tulis catatan hasil verifikasi.")
    expect(note.get_by_label("Tulis hasilnya")).to_be_focused()
    expect(note.get_by_label("Tulis hasilnya")).to_have_attribute("aria-invalid", "true")
    assert violations(note) + double_ids(note) == []


def test_a_pause_asks_first_for_its_cause_and_then_for_its_words(note):
    note.get_by_text("Jeda…").click()
    note.get_by_role("button", name="Jeda", exact=True).click()
    expect(note.get_by_label("Sebab")).to_be_focused()
    note.get_by_label("Sebab").select_option("network")
    note.get_by_role("button", name="Jeda", exact=True).click()
    expect(note.get_by_label("Keterangan", exact=True)).to_be_focused()
    assert Case.get().paused_for == ""


def test_a_row_without_its_result_takes_the_focus(sign_in, approved):
    page = sign_in("staf")
    page.goto(f"/staff/cases/{approved(2).id}")
    page.get_by_label("Hasil baris 1").select_option("fixed")
    page.get_by_role("button", name="Update selesai").click()
    expect(page.locator("#notice")).to_contain_text("Baris 2: pilih hasilnya.")
    expect(page.get_by_label("Hasil baris 2")).to_be_focused()


def test_a_refusal_goes_once_the_same_thing_went_well(note):
    note.get_by_role("button", name="Simpan catatan").click()
    expect(note.locator("#notice")).to_contain_text("Tulis catatan")
    note.keyboard.type("Ejaan berbeda dari akta.")
    note.keyboard.press("Enter")
    note.get_by_role("heading", name="Keputusan kegiatan 5").wait_for()
    expect(note.locator("#notice")).to_be_empty()
    expect(note.locator("#notice")).not_to_have_attribute("role", "alert")


def test_after_a_list_is_decided_its_heading_has_the_focus(sign_in, draw, complete, people):
    complete(draw(), people.sari)
    page = sign_in("budi", size=PHONE_SCREEN)
    page.goto("/staff/approvals")
    page.get_by_label("2024/0001").check()
    page.get_by_role("button", name="Perintahkan pemulihan").click()
    expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()
    expect(page.get_by_role("heading", name="Menunggu persetujuan saya")).to_be_focused()
