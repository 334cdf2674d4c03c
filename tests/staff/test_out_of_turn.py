"""Calling out of turn, as officers press it; what the case's history and the lead then see."""

import pytest

from models import Office, Ticket, TicketNote
from office import queue
from tests.faces import Visitor, written
from tests.staff.test_counter import BOTH, press
from tests.strict_html import check

WHY = "Berkasnya ditunggu di meja."


@pytest.fixture
def second(draw, clock):
    """A-002; A-001 came before."""
    draw()
    clock.forward(minutes=1)
    return draw()


def test_the_row_of_whoever_is_not_next_asks_for_a_reason(sari, second):
    page = sari.get("/staff/counter").text
    assert "Alasan memanggil A-002 lebih dulu" in page
    assert "Alasan memanggil A-001" not in page and check(page) == []


@BOTH
@pytest.mark.parametrize("path", ["/staff/tickets/{id}/calls", "/staff/cases/{case}/calls"])
def test_without_a_reason_nothing_happens_and_with_one_it_does(sari, second, path, htmx):
    path = path.format(id=second.id, case=second.case_id)
    before = written()
    answer = press(sari, path, htmx, reason=" ")
    assert (answer.status_code, "Berikutnya A-001. Tulis alasan" in answer.text) == (422, True)
    assert (written(), TicketNote.select().count()) == (before, 0)
    assert press(sari, path, htmx, reason=WHY).status_code in (200, 303)
    assert (TicketNote.get().note, Ticket.get_by_id(second.id).status) == (WHY, "called")


def test_the_page_of_a_case_that_is_not_next_asks_for_a_reason(sari, second):
    page = sari.get(f"/staff/cases/{second.case_id}").text
    assert "Alasan memanggil A-002 lebih dulu" in page and check(page) == []
    first = Ticket.get(number=1)
    assert "Panggil ke loket saya" in sari.get(f"/staff/cases/{first.case_id}").text


def test_the_history_and_the_lead_see_why(app, sari, second):
    press(sari, f"/staff/tickets/{second.id}/calls", reason=WHY)
    assert f"Di luar urutan: {WHY}" in sari.get(f"/staff/cases/{second.case_id}").text
    page = Visitor(app).sign_in("lead").get("/staff/lead").text
    assert "Sari 1" in page and WHY in page and "A-001" in page and check(page) == []


def test_somebody_who_walked_in_and_is_called_at_once_is_told_to_the_lead(sari, second):
    key = {"submission": "k" * 24, "service": "pemulihan-data-error", "call": "1"}
    press(sari, "/staff/requests", **key)
    assert TicketNote.get().note == queue.WALKED_IN


@BOTH
def test_what_a_held_person_went_for_stands_in_the_list(sari, draw, people, counters, clock, htmx):
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    press(sari, f"/staff/tickets/{ticket.id}/holds", htmx, missing="Fotokopi KK")
    page = sari.get("/staff/counter").text
    assert "Fotokopi KK" in page and "Sudah kembali" in page
    assert "Ditunggu: Fotokopi KK" in sari.get(f"/staff/cases/{ticket.case_id}").text
    press(sari, f"/staff/tickets/{ticket.id}/restores", htmx)
    assert Ticket.get().status == "waiting"


@BOTH
def test_how_the_office_calls_is_set(app, htmx):
    ani = Visitor(app).sign_in("admin")
    ani.get("/staff/admin")
    told = {"max_calls": "3", "call_gap": "20", "priority_every": "4"}
    ani.post("/staff/admin/calling", told, htmx=htmx)
    office = Office.get()
    assert (office.max_calls, office.call_gap, office.priority_every) == (3, 20, 4)
    for wrong in ("", "x", "-3", "99999999"):
        answer = ani.post("/staff/admin/calling", {**told, "priority_every": wrong}, htmx=htmx)
        assert (answer.status_code, "isi 2 sampai 10" in answer.text) == (422, True)
    assert Office.get().priority_every == 4
