"""The seats as officers press them: closed for a while, left, and who is put back."""

from models import Ticket
from tests.faces import Visitor
from tests.staff.test_counter import BOTH, press
from tests.strict_html import check


@BOTH
def test_a_counter_is_closed_for_a_while_and_opened_again(sari, draw, htmx):
    draw()
    answer = press(sari, "/staff/counter/pauses", htmx, why="break")
    page = answer.text if htmx else sari.get("/staff/counter").text
    assert "Tutup sementara: Istirahat, sejak 09.00" in page and "Buka lagi" in page
    assert "Panggil berikutnya" not in page and check(page, fragment=htmx) == []
    assert "Tutup sementara: Istirahat" in sari.get("/staff/counters").text
    answer = press(sari, "/staff/counter/resumptions", htmx)
    page = answer.text if htmx else sari.get("/staff/counter").text
    assert "Panggil berikutnya" in page


def test_a_walk_in_at_a_closed_counter_waits(sari):
    press(sari, "/staff/counter/pauses", why="break")
    key = {"submission": "k" * 24, "service": "pemulihan-data-error", "call": "1"}
    assert press(sari, "/staff/requests", htmx=True, **key).status_code == 200
    assert Ticket.get().status == "waiting"


def test_one_is_sent_where_somebody_sits_and_told_where_nobody_does(app, sari, called):
    Visitor(app).sign_in("joko", counter=2)
    page = sari.get("/staff/counter").text
    assert "Ke Loket 2<" in page and "Ke Loket 4 (kosong)" in page


def test_signing_out_puts_whoever_is_called_back(sari, called):
    sari.post("/staff/sign-out")
    assert Ticket.get().status == "waiting"


@BOTH
def test_the_hall_puts_back_who_was_called_to_a_counter_that_was_left(app, called, clock, htmx):
    rina = Visitor(app).sign_in("rina")
    page = rina.get("/staff/hall").text
    assert "Kembalikan ke antrean" in page and check(page) == []
    path = f"/staff/tickets/{called.id}/releases"
    answer = rina.post(path, htmx=htmx, came_from="/staff/hall")
    assert answer.status_code == (200 if htmx else 303)
    assert Ticket.get().status == "waiting"


def test_a_counter_that_is_left_and_serves_on_is_said(sari, called):
    answer = press(sari, "/staff/counter")
    assert (answer.status_code, "A-001 masih di loket Anda" in answer.text) == (409, True)


def test_two_officers_at_one_counter_see_each_other_and_the_same_number(app, sari, called):
    joko = Visitor(app).sign_in("joko", counter=1)
    assert "Juga di loket ini: Sari." in joko.get("/staff/counter").text
    assert "Juga di loket ini: Joko." in sari.get("/staff/counter").text
    path = f"/staff/tickets/{called.id}/skips"
    assert press(joko, path, htmx=True).status_code == 200
    answer = press(sari, path, htmx=True)
    assert (answer.status_code, "tidak sedang di Loket 1" in answer.text) == (409, True)
    sari.post("/staff/sign-out")
    assert "Juga di loket ini" not in joko.get("/staff/counter").text


def test_a_second_browser_of_one_officer_keeps_the_counter(app, sari, called):
    again = Visitor(app).sign_in("sari", counter=1)
    again.post("/staff/sign-out")
    assert (Ticket.get().status, Ticket.get().counter.number) == ("called", 1)
    sari.post("/staff/sign-out")
    assert Ticket.get().status == "waiting"
