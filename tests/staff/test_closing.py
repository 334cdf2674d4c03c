"""Penutupan hari: the list, one day, its sheet, and closing by hand."""

import pytest

from models import DayStatement
from office import founding, housekeeping, queue
from tests.faces import Visitor, written
from tests.office.conftest import everything
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
MONDAY = "/staff/closings/2024-01-08"


@pytest.fixture
def rina(app, draw, people, clock):
    """Rina after closing time; three numbers were drawn and one of them voided, with a name."""
    draw(), draw()
    queue.withdraw(draw(), "Siti Contoh pulang.", by=people.rina, at=clock())
    clock.set(2024, 1, 8, 15, 30)
    return Visitor(app).sign_in("rina")


@BOTH
def test_today_is_closed_and_told(rina, htmx):
    page = rina.get("/staff/closings").text
    assert "Tutup hari ini…" in page and check(page) == []
    answer = rina.post("/staff/closings", htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == MONDAY
    page = rina.get(MONDAY).text
    assert "Ditutup Senin, 8 Januari 2024, 15.30 WITA oleh Rina" in page
    assert "<strong>A-001</strong> tidak terlayani" in page
    assert "<strong>A-003</strong> Siti Contoh pulang." in page
    assert check(page) == []
    listed = rina.get("/staff/closings").text
    assert "Sudah ditutup" in listed and f'href="{MONDAY}"' in listed and check(listed) == []


def test_the_sheet_of_a_day_names_numbers_and_nobody(rina):
    rina.post("/staff/closings")
    sheet = rina.get(f"{MONDAY}/paper").text
    assert "Penutupan hari pelayanan" in sheet and "A-003" in sheet and "Siti" not in sheet
    assert check(sheet) == []


@BOTH
def test_before_closing_time_there_is_no_button_and_no_closing(rina, clock, htmx):
    clock.set(2024, 1, 8, 14, 0)
    rina.sign_in("rina")
    assert "Dapat ditutup sesudah pukul 15.00" in rina.get("/staff/closings").text
    before = everything()
    answer = rina.post("/staff/closings", htmx=htmx, came_from="/staff/closings")
    assert (answer.status_code, "sesudah kantor tutup" in answer.text) == (409, True)
    assert everything() == before


@pytest.mark.parametrize("day", ["2024-01-07", "kemarin", "2024-01-08", "9999-99-99"])
def test_a_day_without_a_statement_is_told_as_none(rina, day):
    assert rina.get(f"/staff/closings/{day}").status_code == 404
    assert rina.get(f"/staff/closings/{day}/paper").status_code == 404


@pytest.mark.parametrize("username", ["lead", "admin", "audit"])
def test_who_answers_for_the_day_reads_it(app, rina, username):
    rina.post("/staff/closings")
    reader = Visitor(app).sign_in(username)
    for path in ("/staff/closings", MONDAY):
        assert check(reader.get(path).text) == []
    assert "Penutupan hari" in reader.get(MONDAY).text


def test_the_auditor_reads_and_does_not_close(app, rina):
    auditor, before = Visitor(app).sign_in("audit"), written()
    assert "Tutup hari ini" not in auditor.get("/staff/closings").text
    assert auditor.post("/staff/closings").status_code == 403
    assert written() == before


def test_another_offices_days_are_not_ours(rina, app, clock):
    housekeeping.run(at=clock.set(2024, 1, 9, 8, 0))
    other = founding.found("B", "Kantor B", "B", "Asia/Jakarta", at=clock())
    DayStatement.create(office=other, day=clock().date(), at=clock(), content={"services": []})
    rina.sign_in("rina")
    assert rina.get("/staff/closings/2024-01-09").status_code == 404
    assert "9 Januari 2024</a>" not in rina.get("/staff/closings").text
