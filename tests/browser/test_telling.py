"""Telling the hall something in the browser: looked at, then shown; a picture sent in pieces."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from models import Announcement, Slide
from tests.browser.axe import violations
from tests.browser.conftest import WALL_SCREEN

pytestmark = pytest.mark.browser


def test_a_text_is_looked_at_and_then_stands_on_the_wall(sign_in, open_page):
    wall = open_page("/display/hall", size=WALL_SCREEN)
    page = sign_in("rina")
    page.goto("/staff/announcements")
    page.get_by_label("Teks").fill("Bawa KK asli.")
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.locator(".tell-preview")).to_contain_text("Bawa KK asli.")
    assert Announcement.select().count() == 0
    page.get_by_role("button", name="Tampilkan").click()
    expect(wall.locator(".texts")).to_have_text("Bawa KK asli.")
    expect(page.get_by_text("Layar menampilkannya")).to_be_visible()
    assert violations(page) == []
    page.get_by_text("Ubah…").click()
    page.get_by_label("Pengumuman penting").first.check()
    page.get_by_role("button", name="Simpan").click()
    expect(wall.locator(".aside h2")).to_have_text("Pengumuman penting")
    page.get_by_role("button", name="Turunkan").click()
    expect(wall.locator(".tell")).to_be_hidden()


def test_a_picture_goes_to_the_wall_in_pieces(sign_in, open_page, tmp_path):
    Image.effect_noise((700, 500), 90).save(tmp_path / "syarat.png")
    assert (tmp_path / "syarat.png").stat().st_size > 200_000  # more than a piece
    wall = open_page("/display/hall", size=WALL_SCREEN)
    page = sign_in("rina")
    page.goto("/staff/slides")
    page.get_by_label("Berkas", exact=True).set_input_files(tmp_path / "syarat.png")
    page.get_by_label("Isinya").fill("Syarat KTP-el hilang")
    page.get_by_role("button", name="Kirim dan tampilkan").click()
    expect(page.get_by_role("rowheader", name="Syarat KTP-el hilang")).to_be_visible()
    assert violations(page) == []
    wall.locator(".slide img").wait_for(state="visible")
    assert Slide.get().title == "Syarat KTP-el hilang"
