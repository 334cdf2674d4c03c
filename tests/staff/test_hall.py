"""The waiting room as Petugas Informasi works it; others look."""

import pytest

from models import Ticket
from office import founding, queue
from tests.faces import Visitor, written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


def press(visitor: Visitor, path: str, htmx: bool = False, **fields):
    """As a form of the hall's page sends it."""
    if htmx:
        headers = {"HX-Request": "true", "HX-Target": "section#hall"}
        headers |= {"Sec-Fetch-Site": "same-origin"}
        data = {"csrf_token": visitor.token, **fields}
        return visitor.client.post(path, data=data, headers=headers)
    return visitor.post(path, fields, came_from="/staff/hall")


def test_every_number_of_today_stands_there(rina, draw):
    labels = [draw().label for _ in range(3)]
    page = rina.get("/staff/hall").text
    assert all(label in page for label in labels)
    assert check(page) == []


@pytest.mark.parametrize("typed", ["A-002", "a2", "2", "A 002", "a-2"])
def test_a_number_is_found_however_it_is_typed(rina, draw, typed):
    for _ in range(3):
        draw()
    page = rina.get("/staff/hall", q=typed).text
    assert page.count("<tr id=") == 1 and "A-002" in page


@pytest.mark.parametrize("typed", ["09.10", "9:20", "sekitar 09.15", "Pukul 9.00", "jam 09.29"])
def test_a_lost_number_is_found_by_about_when_it_was_drawn(rina, draw, clock, typed):
    draw()
    clock.forward(minutes=15)
    draw()  # at a quarter past nine
    clock.forward(minutes=40)
    draw()
    rina.sign_in("rina")
    page = rina.get("/staff/hall", q=typed).text
    assert ">A-002</a>" in page and ">A-003</a>" not in page


def test_more_counters_and_numbers_are_read_in_as_few_statements(
    rina, draw, asked, office, people, counters, clock
):
    def called_at(counter):
        queue.call(draw(), counter, "Mendesak.", by=people.sari, at=clock())

    called_at(counters[1]), draw()
    rina.get("/staff/hall")  # the hours of the day are read once
    before = asked(lambda: rina.get("/staff/hall"))
    for number in (5, 6):
        called_at(founding.add_counter(office, number, ["siak"], at=clock(), by=people.admin))
    assert asked(lambda: rina.get("/staff/hall")) == before


def test_the_list_shows_one_part_of_the_day(rina, draw, people, counters, clock):
    queue.call(draw(), counters[1], by=people.sari, at=clock())
    draw()
    page = rina.get("/staff/hall", state="here").text
    assert page.count("<tr id=") == 1 and "Di loket 1" in page and "Menunggu 1" in page
    assert check(page) == []
    assert "Tidak ada nomor di bagian ini" in rina.get("/staff/hall", state="held").text


def test_a_verb_keeps_the_part_that_is_shown(rina, draw):
    ticket = draw()
    path = f"/staff/tickets/{ticket.id}/priorities"
    answer = press(rina, path, True, priority="1", state="held")
    assert "Tidak ada nomor di bagian ini" in answer.text
    assert "Diberi prioritas: A-001" in answer.text and "Urungkan" in answer.text


def test_a_plain_verb_comes_back_to_the_part_that_was_shown(rina, draw, people, counters, clock):
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[1])
    rina.get("/staff/hall", state="no_show")
    answer = press(rina, f"/staff/tickets/{ticket.id}/restores", state="no_show")
    assert answer.headers["Location"].endswith("/staff/hall?state=no_show")


def test_a_number_drawn_is_shown_with_its_code(rina):
    form = {"service": "pemulihan-data-error", "submission": "r" * 24}
    answer = press(rina, "/staff/requests", True, **form)
    assert "Nomor dibuat: A-001" in answer.text and Ticket.get().shown_code in answer.text


def test_the_hall_is_seen_at_a_glance(rina, draw, people, counters, clock):
    queue.call(draw(), counters[1], by=people.sari, at=clock())
    for _ in range(3):
        draw()
    clock.forward(minutes=6)
    page = rina.get("/staff/hall").text
    for words in (
        "menunggu, terlama 6 menit",
        "Berikutnya A-002, A-003, A-004",
        "dipanggil 6 menit",
    ):
        assert words in page


def test_an_empty_hall_says_so(rina):
    page = rina.get("/staff/hall").text
    assert "Tidak ada yang menunggu." in page and "Belum ada nomor hari ini." in page
    assert check(page) == []


def test_a_number_is_found_by_its_code(rina, draw):
    draw()
    ticket = draw()
    page = rina.get("/staff/hall", q=f"{ticket.code[:4].lower()}-{ticket.code[4:]}").text
    assert page.count("<tr id=") == 1 and ticket.label in page


@BOTH
def test_who_comes_back_another_day_with_the_old_paper_gets_a_number(rina, draw, clock, htmx):
    old = draw()
    clock.set(2024, 1, 9, 8, 30)
    rina.sign_in("rina")
    page = rina.get("/staff/hall", q=old.code).text
    assert "Nomor hari lain" in page and "Terbitkan nomor baru" in page
    press(rina, f"/staff/worklists/cases/{old.case_id}/tickets", htmx, submission="b" * 24)
    new = Ticket.select().where(Ticket.status == "waiting").get()
    assert (new.case, new.day) == (old.case, clock().date())


@pytest.mark.parametrize("typed", ["Z-999", "tidak ada", "\x00", "🙂" * 20, "x" * 5000, "<b>", "%"])
def test_what_is_not_there_is_told_so(rina, draw, typed):
    answer = rina.get("/staff/hall", q=typed)
    assert answer.status_code == 200
    assert check(answer.text) == []


@BOTH
def test_a_number_is_drawn_for_a_person_who_needs_it_first(rina, htmx):
    form = {"service": "pemulihan-data-error", "submission": "r" * 24, "priority": "1"}
    answer = press(rina, "/staff/requests", htmx, **form)
    assert answer.status_code == (200 if htmx else 303)
    assert (Ticket.get().label, Ticket.get().priority, Ticket.get().status) == (
        "A-001",
        True,
        "waiting",
    )
    page = answer.text if htmx else rina.get(answer.headers["Location"]).text
    assert "A-001" in page


@BOTH
def test_priority_is_confirmed_and_lifted(rina, draw, htmx):
    path = f"/staff/tickets/{draw().id}/priorities"
    press(rina, path, htmx, priority="1")
    assert Ticket.get().priority
    press(rina, path, htmx, priority="")
    assert not Ticket.get().priority


@BOTH
def test_a_lost_number_is_put_back(rina, draw, people, counters, clock, htmx):
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert "Masukkan lagi ke antrean" in rina.get("/staff/hall").text
    press(rina, f"/staff/tickets/{ticket.id}/restores", htmx)
    assert Ticket.get().status == "waiting"


@BOTH
def test_a_number_is_withdrawn_only_with_a_reason(rina, draw, htmx):
    path = f"/staff/tickets/{draw().id}/withdrawals"
    before = written()
    answer = press(rina, path, htmx, reason="  ")
    assert (answer.status_code, "Tulis alasan" in answer.text) == (422, True)
    assert written() == before
    press(rina, path, htmx, reason="salah layanan")
    assert Ticket.get().closed_for == "salah layanan"


@pytest.mark.parametrize("username", ["lead", "audit"])
def test_those_who_only_look_get_no_buttons_and_are_refused(app, draw, username):
    ticket, visitor = draw(), Visitor(app).sign_in(username)
    page = visitor.get("/staff/hall").text.partition("<main")[2].partition("<footer")[0]
    assert ticket.label in page and "<button" not in page.replace('<button class="btn"> Cari', "")
    before = written()
    for verb in ("restores", "withdrawals", "priorities"):
        answer = visitor.post(f"/staff/tickets/{ticket.id}/{verb}", reason="x")
        assert (answer.status_code, "bukan untuk peran Anda" in answer.text) == (403, True)
    assert written() == before


def test_who_has_no_step_of_a_number_gets_no_button_for_it(app, draw):
    ticket, kasi = draw(), Visitor(app).sign_in("kasi")
    assert "/withdrawals" not in kasi.get("/staff/hall").text
    before = written()
    answer = kasi.post(f"/staff/tickets/{ticket.id}/withdrawals", reason="x")
    assert (answer.status_code, "A-001 bukan tugas Anda" in answer.text) == (403, True)
    assert written() == before


def test_the_hall_holds_nothing_of_the_person(rina, draw):
    draw(nik="6401010101010001", problem="miswritten")
    page = rina.get("/staff/hall").text
    assert "640101" not in page and "salah tulis" not in page


def test_the_lead_finds_the_wall(app):
    page = Visitor(app).sign_in("lead").get("/staff/lead").text
    assert "/display/office" in page
    assert check(page) == []
