"""What a NIK says while it is typed at the counter: beside the form, and in nobody's way."""

import pytest

from models import Subject
from tests.browser.conftest import double_ids

pytestmark = pytest.mark.browser


@pytest.fixture
def form(sign_in, draw):
    """The request as Sari writes it down, on the small screen of a counter."""
    ticket = draw(problem="miswritten", elements=["name"], nik="6401010101900001")
    page = sign_in("sari", counter=1, size={"width": 1280, "height": 720})
    page.goto(f"/staff/cases/{ticket.case_id}")
    page.get_by_role("button", name="Panggil ke loket saya").click()
    page.get_by_text("dipanggil di Loket 1").first.wait_for()
    page.get_by_role("button", name="Catat permohonan").click()
    page.get_by_label("NIK 2").wait_for()
    return page


def test_a_typed_nik_is_read_and_the_next_field_keeps_the_focus(form):
    form.get_by_label("NIK 2").fill("9101 01 410190 0001")
    form.keyboard.press("Tab")
    form.get_by_text("Kode lama: 91.01, sekarang 93.01").wait_for()
    assert form.evaluate("document.activeElement.id") == "subject-name-2"
    assert double_ids(form) == []


def test_what_it_says_moves_no_button_while_it_is_pressed(form):
    save = form.get_by_role("button", name="Simpan permohonan")
    form.get_by_label("NIK 2").fill("9101013201900000")
    before = save.bounding_box()
    form.mouse.move(before["x"] + 20, before["y"] + 15)
    form.mouse.down()
    form.get_by_text("Nomor urut 0000").wait_for()
    assert save.bounding_box() == before
    form.mouse.up()
    form.get_by_text("Keputusan kegiatan").wait_for()
    assert Subject.get(Subject.nik == "9101013201900000")


def test_nothing_shows_below_the_bar_of_buttons(form):
    bar = form.locator(".act").bounding_box()
    keys = form.locator(".keys").bounding_box()
    assert bar["y"] + bar["height"] >= keys["y"] and keys["y"] + keys["height"] >= 720
