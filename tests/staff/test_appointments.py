"""Today's appointments at the desk, and how an admin offers them."""

from datetime import timedelta

import pytest

from models import Appointment, Office, Ticket
from office import appointments, slots
from tests.faces import Visitor, written
from tests.strict_html import check

SERVICE = "pemulihan-data-error"
FORM = {
    f"minutes-{SERVICE}": "30",
    f"places-{SERVICE}": "2",
    "days": "5",
    "early": "30",
    "late": "15",
    "ahead": "30",
    "share": "100",
    "each": "3",
}


@pytest.fixture
def made(office, people, clock) -> Appointment:
    """One for half past nine; it is nine."""
    rules = slots.Rules({SERVICE: [30, 2]}, share=100)
    slots.set_up(office, rules, by=people.admin, at=clock())
    slot = clock() + timedelta(minutes=30)
    return appointments.book(Office.get(), SERVICE, slot, "k" * 20, address="", at=clock())


def test_the_hall_shows_who_is_expected_and_who_has_come(app, made):
    rina = Visitor(app).sign_in("rina")
    page = rina.get("/staff/hall").text
    assert check(page) == [] and "Janji hari ini" in page and "0 dari 1 sudah datang" in page
    assert "09.30" in page and made.shown_code in page and "Belum datang" in page
    answer = rina.post(f"/staff/appointments/{made.id}/arrivals", htmx=True)
    assert check(answer.text, fragment=True) == []
    assert "A-001 sudah masuk antrean." in answer.text and "Datang, A-001" in answer.text
    again = rina.post(f"/staff/appointments/{made.id}/arrivals")
    assert again.headers["Location"].endswith("q=A-001") and Ticket.select().count() == 1


def test_who_is_late_is_told(app, made, clock):
    clock.forward(minutes=46)
    page = Visitor(app).sign_in("rina").get("/staff/appointments").text
    assert "Terlewat" in page and "Sudah datang" in page


def test_one_too_early_is_refused_with_its_sentence(app, people, made, clock):
    slot = made.slot_at + timedelta(hours=2)
    later = appointments.book(Office.get(), SERVICE, slot, "l" * 20, address="", at=clock())
    rina = Visitor(app).sign_in("rina")
    before = written()
    answer = rina.post(f"/staff/appointments/{later.id}/arrivals", htmx=True)
    assert answer.status_code == 409 and "Terlalu awal" in answer.text
    assert written() == before


def test_who_meets_nobody_gives_no_number(app, made):
    tono = Visitor(app).sign_in("staf")
    before = written()
    answer = tono.post(f"/staff/appointments/{made.id}/arrivals", htmx=True)
    assert answer.status_code == 403 and "bukan tugas Anda" in answer.text
    assert written() == before


def test_where_none_are_offered_the_region_is_hidden(app, office):
    page = Visitor(app).sign_in("rina").get("/staff/appointments").text
    assert " hidden>" in page


def test_the_region_is_told_nothing_new(app, made):
    rina = Visitor(app).sign_in("rina")
    seen = rina.get("/staff/appointments").text.partition("seen=")[2].partition('"')[0]
    assert rina.get("/staff/appointments", seen=seen).status_code == 204


def test_an_admin_offers_them(app, office):
    ani = Visitor(app).sign_in("admin")
    assert check(ani.get("/staff/admin").text) == []
    assert ani.post("/staff/admin/appointments", FORM).status_code == 303
    page = ani.get("/staff/admin").text
    assert "https://pulih.example/janji" in page and "2 tempat, menurut loket" in page
    assert slots.of(Office.get()).services == {SERVICE: [30, 2]}
    ani.post(
        "/staff/admin/appointments", FORM | {f"minutes-{SERVICE}": "", f"places-{SERVICE}": ""}
    )
    assert slots.of(Office.get()).services == {}


@pytest.mark.parametrize(
    "wrong", [{"days": "x"}, {"share": "0"}, {f"places-{SERVICE}": ""}, {"late": "999"}]
)
def test_a_number_out_of_bounds_is_refused(app, office, wrong):
    ani = Visitor(app).sign_in("admin")
    before = (Office.get().appointments, written())
    answer = ani.post("/staff/admin/appointments", FORM | wrong)
    assert answer.status_code == 422 and "di luar batasnya" in answer.text
    assert (Office.get().appointments, written()) == before
