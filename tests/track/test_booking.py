"""Appointments on a phone: a browser without cookies and without JavaScript is enough."""

import re
from datetime import date

import pytest

from models import Appointment, Event, Office, Ticket
from office import appointments, calendar, founding, guesses, slots
from office.printing import printers
from office.sentences import Sentence
from print_tables import PrintJob
from tests.kiosk.conftest import Citizen
from tests.kiosk.test_kiosk_english import CATALOGUE
from tests.strict_html import check

SERVICE = "pemulihan-data-error"
BOOK = f"/janji/PSR/{SERVICE}"
TAKE = f"{BOOK}/appointments"


class Phone:
    """Keeps no cookies, runs no script, and presses what stands on the page."""

    def __init__(self, app) -> None:
        self.client = app.test_client(use_cookies=False)

    def get(self, path: str, **query: object):
        return self.client.get(path, query_string=query)

    def press(self, path: str, **fields: object):
        answer = self.client.post(path, data=fields, headers={"Origin": "http://localhost"})
        assert "Set-Cookie" not in answer.headers
        return answer

    def book(self, clock_: str = "10.00", **query: object) -> str:
        """Take that time; where its page is."""
        page = self.get(BOOK, **query).text
        slot = re.search(rf'value="(\d+)">{clock_}<', page)[1]
        key = re.search(r'name="submission" value="([^"]+)"', page)[1]
        answer = self.press(TAKE, slot=slot, submission=key)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]


@pytest.fixture
def offered(office, people, clock) -> Office:
    founding.open_hours(office, {day: ((480, 960),) for day in range(5)}, at=clock())
    rules = slots.Rules({SERVICE: [30, 2]}, share=100, each=50)
    slots.set_up(Office.get(), rules, by=people.admin, at=clock())
    return Office.get()


@pytest.fixture
def phone(app, offered) -> Phone:
    return Phone(app)


def kept() -> list[tuple]:
    return [*Appointment.select().tuples(), *Event.select(Event.id).tuples()]


def test_a_time_is_taken_without_name_cookie_or_script(phone):
    assert BOOK in phone.get("/janji").text
    link = phone.book()
    page = phone.get(link).text
    assert check(page) == [] and "10.00" in page and "Senin, 8 Januari 2024" in page
    assert Appointment.get().shown_code in page and "noindex" in page
    for path in ("/janji", link, f"{link}/times"):
        answer = phone.get(path)
        assert check(answer.text) == [] and answer.headers["Cache-Control"] == "no-store"
    form = phone.get(BOOK)  # holds nothing of anyone; Back finds it again, with its key
    assert check(form.text) == [] and form.headers["Cache-Control"] == "private, max-age=0"


def test_another_day_is_a_link(phone):
    link = phone.book("08.00", day="2024-01-09")
    assert "Selasa, 9 Januari 2024" in phone.get(link).text


def test_a_full_time_has_no_button_and_is_refused(phone):
    link = phone.book()
    slot = Appointment.get().slot_at
    phone.book()
    assert not re.search(r'name="slot"[^>]*>10.00<', phone.get(BOOK).text)
    before = kept()
    answer = phone.press(TAKE, slot=int(slot.timestamp()), submission="k" * 24)
    assert answer.status_code == 409 and "baru saja penuh" in answer.text
    assert kept() == before and phone.get(link).status_code == 200


@pytest.mark.parametrize(
    "slot", ["", "x", "1", "99999999999", "-5", "٣", "\x00", "9" * 5000, "253402300799"]
)
def test_a_time_that_is_none_is_refused(phone, slot):
    answer = phone.press(TAKE, slot=slot, submission="k" * 24)
    assert answer.status_code == 422 and "tidak tersedia" in answer.text
    assert not Appointment.select().exists()


def test_moved_and_cancelled_by_its_link(phone):
    link = phone.book()
    later = re.search(r'value="(\d+)">11.00<', phone.get(f"{link}/times").text)[1]
    assert phone.press(f"{link}/times", slot=later).headers["Location"] == link
    assert "11.00" in phone.get(link).text
    phone.press(f"{link}/cancellations")
    page = phone.get(link).text
    assert "sudah dibatalkan" in page and "Batalkan janji" not in page and check(page) == []


def test_looking_changes_nothing(phone):
    link, before = phone.book(), kept()
    for path in ("", "/times", "/now", "/cancellations"):
        phone.get(link + path)
    assert kept() == before


def test_another_site_takes_nothing(phone, app):
    for path in (TAKE, "/t/x/times"):
        cross = app.test_client().post(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert cross.status_code == 403
    assert kept() == [row for row in kept() if len(row) == 1]


def test_who_presses_all_the_time_must_wait(phone):
    link = phone.book()
    for _ in range(guesses.PRESSES + 1):
        answer = phone.press(f"{link}/times", slot="1")
    assert answer.status_code == 429


@pytest.mark.parametrize("path", ["/janji", BOOK, "/janji/XXX/x", "/janji/PSR/anomali-data"])
def test_without_a_public_address_or_a_service_there_is_no_page(app, phone, path, office):
    app.config["PUBLIC_URL"] = ""
    assert phone.get(path).status_code == 404
    assert phone.press(path).status_code in (404, 405)


def test_nothing_is_offered_before_it_is_set(app, office):
    assert Phone(app).get("/janji").status_code == 404
    assert "Saya punya janji" not in Citizen(app).get("/kiosk").text


def test_a_holiday_set_later_is_said_and_another_time_offered(phone, clock):
    link = phone.book("08.00", day="2024-01-09")
    calendar.close_on(Office.get(), date(2024, 1, 9), "Libur", at=clock())
    page = phone.get(link).text
    assert "Kantor tutup pada waktu janji Anda" in page and f"{link}/times" in page


def test_its_page_becomes_the_number_at_check_in(phone, app, clock):
    link, citizen = phone.book("09.30"), Citizen(app)
    assert "Saya punya janji" in citizen.get("/kiosk").text
    assert check(citizen.get("/kiosk/appointment").text) == []
    answer = citizen.post("/kiosk/appointment", answer=Appointment.get().shown_code)
    assert answer.headers["Location"] == "/kiosk/ticket"
    page = citizen.get("/kiosk/ticket").text
    assert check(page) == [] and "A-001" in page
    assert "Janji pukul 09.30 WITA: urutan Anda seperti datang pukul 09.00 WITA." in page
    assert "Nomor antrean Anda" in phone.get(link).text
    assert phone.get(f"{link}/times").headers["Location"] == link
    clock.forward(minutes=10)
    again = citizen.post("/kiosk/appointment", answer=Appointment.get().code)
    assert again.headers["Location"] == "/kiosk/state"
    assert "A-001" in citizen.get("/kiosk/state").text and Ticket.select().count() == 1


def test_check_in_asks_the_kiosks_printer(phone, app, office, kiosk, people, clock):
    told = {"name": "Pintu", "width": 80, "device": kiosk, "answers": True}
    printers.install(office, "network", "192.168.0.9", **told, by=people.admin, at=clock())
    phone.book("09.30")
    citizen = Citizen(app)
    citizen.get("/kiosk/appointment")
    citizen.post("/kiosk/appointment", answer=Appointment.get().code)
    assert PrintJob.get().ticket.label == "A-001"


def test_the_kiosk_and_the_front_door_say_where(phone, app):
    citizen = Citizen(app)
    info = citizen.get("/kiosk/info").text
    assert check(info) == [] and "https://pulih.example/janji" in info
    assert 'href="/janji"' in citizen.get("/").text
    assert phone.get("/JANJI").text == phone.get("/janji").text


def test_the_kiosk_says_on_its_own_screen_why_not(phone, app):
    phone.book("15.00")
    citizen = Citizen(app)
    citizen.get("/kiosk/appointment")
    answer = citizen.post("/kiosk/appointment", answer=Appointment.get().code)
    assert answer.status_code == 409 and "Terlalu awal" in answer.text
    assert citizen.post("/kiosk/appointment", answer="ZZZZZZZZ").status_code == 422
    assert not Ticket.select().exists()


def test_a_link_of_an_appointment_ends_like_a_tickets(phone, clock):
    link = phone.book()
    clock.forward(days=2)
    assert "sudah lewat" in phone.get(link).text
    clock.forward(days=6)
    assert phone.get(link).status_code == 404


def test_it_has_its_english(phone):
    link = phone.book()
    for path in ("/janji", BOOK, link, f"{link}/times"):
        page = phone.get(path, lang="en").text
        assert check(page) == [] and '<html lang="en"' in page
    assert "Your appointment" in phone.get(link, lang="en").text


def test_each_sentence_has_its_english():
    told = [one for one in vars(appointments).values() if isinstance(one, Sentence)]
    catalogue = (CATALOGUE / "messages.po").read_text().replace('"\n"', "")
    assert told and all(one.message in catalogue for one in told)
