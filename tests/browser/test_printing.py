"""A printer that fails, as the person at the kiosk and the staff see it."""

import pytest
from playwright.sync_api import expect

from models import Device, DeviceKind
from office.printing import print_work, printers, talk
from office.printing.answers import Health
from print_tables import Printer, PrintJob
from tests.browser.axe import violations
from tests.browser.conftest import PHONE_SCREEN, STAFF_SCREEN, double_ids
from tests.browser.test_kiosk import PANELS, SCROLLS, TARGETS, turned, walk

pytestmark = pytest.mark.browser


def test_paper_that_does_not_come_is_told_on_every_glass_and_to_staff(
    open_page, sign_in, office, kiosk, people, clock
):
    told = {"name": "Pintu masuk", "width": 80, "device": kiosk, "answers": True}
    printers.install(office, "network", "127.0.0.1:9109", **told, by=people.admin, at=clock())
    size, _ = PANELS["landscape"]
    page = open_page("/kiosk", size=size)
    assert list(walk(page))[-1] == "ticket"
    expect(page.locator("#printing")).to_contain_text("Kertas sedang dicetak.")
    print_work.hear(Printer.get(), Health("paper"), at=clock())
    print_work.close(PrintJob.get(), talk.Outcome("failed", "paper"), at=clock())
    expect(page.locator(".printing.amiss")).to_contain_text("Catat nomor ini: A-001.")
    found = {}
    for name, (size, px) in PANELS.items():
        Device.update(px_per_mm=px).where(Device.kind == DeviceKind.KIOSK).execute()
        page.set_viewport_size(size)
        page.reload()
        for aid in ("", "Besar"):
            if (name, aid) != ("ten-inch", "Besar"):  # it has none
                with turned(page, aid):
                    amiss = [] if aid else violations(page)
                    told = page.evaluate(TARGETS), page.evaluate(SCROLLS), amiss
                    found[name, aid] = told
    assert found == dict.fromkeys(found, ([], [0, 0], []))
    for username, place, region, size in (
        ("rina", "/staff/hall", "#hall", STAFF_SCREEN),
        ("rina", "/staff/hall", "#hall", PHONE_SCREEN),
        ("admin", "/staff/admin", "#printers", PHONE_SCREEN),
    ):
        desk = sign_in(username, size=size)
        desk.goto(place)
        expect(desk.get_by_text("Kertas habis").first).to_be_visible()
        cut = desk.locator(region).evaluate("e => e.scrollWidth - e.clientWidth")
        assert (violations(desk), double_ids(desk), cut) == ([], [], 0)
        if size == STAFF_SCREEN:
            desk.get_by_role("button", name="Sudah beres").click()
            expect(desk.get_by_role("button", name="Sudah beres")).to_be_hidden()
