"""A closed door on every glass, and the day's closing on screen and paper."""

import pytest
from playwright.sync_api import expect

from models import Device, DeviceKind
from office import calendar, founding
from tests.browser.axe import violations
from tests.browser.conftest import KIOSK_SCREEN, PHONE_SCREEN, STAFF_SCREEN, double_ids
from tests.browser.test_kiosk import PANELS, SCROLLS, TARGETS
from tests.browser.test_prints import printed

pytestmark = pytest.mark.browser


def test_the_longest_reason_to_be_closed_fits_on_every_glass(open_page, office, people, clock):
    told = {"since": clock().date(), "until": clock().date(), "name": "Upacara Hari Guru Nasional"}
    hours = [(480, 660)]
    calendar.keep_other_hours(office, **told, stretches=hours, by=people.admin, at=clock())
    founding.open_hours(office, founding.WEEK, at=clock(), cutoff=120)
    found = {}
    for name, (size, px) in PANELS.items():
        Device.update(px_per_mm=px).where(Device.kind == DeviceKind.KIOSK).execute()
        page = open_page("/kiosk", size=size)
        assert "(Upacara Hari Guru Nasional)" in page.inner_text("main")
        found[name] = page.evaluate(TARGETS), page.evaluate(SCROLLS), violations(page)
    assert found == dict.fromkeys(PANELS, ([], [0, 0], []))


def test_the_doors_open_and_close_on_a_kiosk_nobody_touches(open_page, server, clock):
    clock.set(2024, 1, 8, 7, 59)
    kiosk = open_page("/kiosk", size=KIOSK_SCREEN)
    kiosk.clock.install()
    kiosk.reload()
    number = kiosk.get_by_role("link", name="Ambil nomor saja")
    expect(kiosk.get_by_text("Pelayanan belum buka")).to_be_visible()
    clock.set(2024, 1, 8, 8, 0)
    kiosk.clock.run_for(21_000)
    expect(number).to_be_visible()
    expect(kiosk.locator(".clock")).to_contain_text("08.00")
    server.stop()
    clock.set(2024, 1, 8, 16, 0)
    kiosk.clock.run_for(21_000)
    server.start()
    expect(number).to_be_visible()  # no browser's own page
    kiosk.clock.run_for(21_000)
    expect(kiosk.get_by_text("Pelayanan hari ini sudah tutup")).to_be_visible()
    expect(number).to_be_hidden()


def test_a_day_is_closed_read_and_printed(sign_in, draw, clock):
    for _ in range(40):
        draw()
    clock.set(2024, 1, 8, 15, 0)
    rina = sign_in("rina", size=STAFF_SCREEN)
    rina.goto("/staff/closings")
    assert (violations(rina), double_ids(rina)) == ([], [])
    rina.get_by_text("Tutup hari ini…").click()
    rina.get_by_role("button", name="Tutup hari ini", exact=True).click()
    rina.wait_for_url("**/staff/closings/2024-01-08")
    for size in (STAFF_SCREEN, PHONE_SCREEN):
        rina.set_viewport_size(size)
        assert (violations(rina), double_ids(rina)) == ([], [])
        assert rina.evaluate(SCROLLS)[1] == 0
    paper, pages = printed(rina, "a[href$='/paper']")
    cut = "es => es.filter(e => e.scrollWidth > e.clientWidth).length"
    assert (pages, paper.locator("td, th").evaluate_all(cut), violations(paper)) == (1, 0, [])


def test_national_holidays_are_ticked_with_a_finger(sign_in):
    ani = sign_in("admin", size=PHONE_SCREEN)
    ani.goto("/staff/admin/holidays/national")
    assert (violations(ani), double_ids(ani), ani.evaluate(SCROLLS)[1]) == ([], [], 0)
    ani.get_by_role("button", name="Tambahkan yang tercentang").click()
    ani.wait_for_url("**/staff/admin?saved=holidays*")
    assert "Hari Suci Nyepi" in ani.locator("#holidays").inner_text()
