"""Cases of docs/queue-cases.md that only show on the faces: midnight, a browser without cookies."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import NumberSeries, Office, Ticket
from office import founding, housekeeping, queue, tickets
from tests.faces import Visitor, written

ALL_DAY = {day: ((0, 1440),) for day in range(7)}


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_the_day_turns_at_the_offices_midnight_on_every_screen(
    app, office, draw, people, counters, clock, zone
):
    founding.open_hours(office, ALL_DAY, at=clock())
    Office.update(zone=zone).execute()
    office.zone = zone
    clock.at = datetime(2024, 1, 9, 23, 59, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    one, other = draw(), draw()
    queue.call(one, counters[1], by=people.sari, at=clock())
    wall, phone, kiosk = Visitor(app), Visitor(app), Visitor(app)
    link = f"/t/{tickets.tracking_token(other.submission)}"
    assert "Selasa, 9 Januari 2024" in wall.get("/display/hall").text and "A-001" in wall.page
    assert "Sebentar lagi. Mohon berada di ruang tunggu." in phone.get(link).text
    clock.at += timedelta(seconds=31)
    assert "Rabu, 10 Januari 2024" in wall.get("/display/hall").text
    assert "A-001" not in wall.page and "Belum ada panggilan." in wall.page
    assert "Sebentar lagi" not in phone.get(link).text and "Lanjutkan permohonan" in phone.page
    housekeeping.run(at=clock())
    assert {ticket.status for ticket in Ticket.select()} == {"lapsed"}
    kiosk.get("/kiosk/services")
    kiosk.post("/kiosk/services", procedure="pemulihan-data-error")
    assert kiosk.post("/kiosk/tickets", answer="no").status_code == 303
    assert "A-001" in kiosk.get("/kiosk/ticket").text  # the new day's
    assert f"{Ticket.get(Ticket.status == 'waiting').day}" == "2024-01-10"


@pytest.fixture
def forgetful(app) -> Visitor:
    """A browser that keeps no cookies."""
    visitor = Visitor(app)
    visitor.client = app.test_client(use_cookies=False)
    return visitor


@pytest.mark.parametrize(
    ("page", "path", "fields"),
    [
        ("/kiosk", "/kiosk/doors", {"procedure": "pemulihan-data-error"}),
        ("/kiosk/services", "/kiosk/services", {"procedure": "pemulihan-data-error"}),
        ("/staff/sign-in", "/staff/sign-in", {"username": "sari", "password": "x"}),
    ],
)
def test_a_browser_without_cookies_is_told_and_changes_nothing(forgetful, page, path, fields):
    before = written()
    assert forgetful.get(page).status_code == 200
    answer = forgetful.post(path, fields)
    assert answer.status_code == 403 and "sudah lama terbuka" in answer.text
    assert written() == before


def test_a_phone_and_a_wall_need_no_cookies(forgetful, draw):
    ticket = draw()
    link = f"/t/{tickets.tracking_token(ticket.submission)}"
    assert "A-001" in forgetful.get(link).text
    assert "Set-Cookie" not in forgetful.get(f"{link}/now").headers
    assert forgetful.get("/display/hall/calls").status_code == 200  # the demo's own computer


def test_a_number_past_999_stands_on_wall_and_phone(app, draw, people, counters, clock):
    queue.call(draw(), counters[2], by=people.sari, at=clock())
    NumberSeries.update(last=999).execute()
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    assert ticket.label == "A-1000"
    for path in ("/display/hall", f"/t/{tickets.tracking_token(ticket.submission)}"):
        assert "A-1000" in Visitor(app).get(path).text


def test_a_number_whose_paper_did_not_come_is_as_good(app, people, counters, clock):
    kiosk = Visitor(app)
    kiosk.get("/kiosk/services")
    kiosk.post("/kiosk/services", procedure="pemulihan-data-error")
    kiosk.post("/kiosk/tickets", answer="no")
    assert "Kertas tidak keluar? Catat nomor ini: A-001." in kiosk.get("/kiosk/ticket").text
    assert queue.call_next(counters[1], by=people.sari, at=clock()).label == "A-001"
