"""Panggil petugas, from the press at the kiosk to the officer who goes."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import KIOSK_SCREEN, double_ids

pytestmark = pytest.mark.browser


def test_a_call_shows_where_people_are_met_until_someone_goes(open_page, sign_in):
    sari, rina = sign_in("sari", counter=1), sign_in("rina")
    rina.goto("/staff/hall")
    kiosk = open_page("/kiosk", size=KIOSK_SCREEN)
    kiosk.clock.install()
    kiosk.get_by_role("button", name="Panggil petugas").click()
    expect(kiosk.get_by_role("heading", name="Petugas sudah dipanggil")).to_be_visible()
    expect(sari.get_by_text("minta bantuan sejak 09.00")).to_be_visible()
    assert violations(kiosk) + violations(sari) + double_ids(sari) == []
    rina.get_by_role("button", name="Saya datang").click()
    for page in (rina, sari):
        expect(page.get_by_text("minta bantuan")).to_have_count(0)
    kiosk.clock.fast_forward(10_000)
    expect(kiosk.get_by_role("heading", name="Petugas sedang menuju ke sini")).to_be_visible()
