"""The other doors: a number only, an earlier number, and what we offer."""

import pytest

import web
from models import Case, Request, Ticket
from office import calendar, codes, qr, queue
from tests.strict_html import check

CLOSED = "Pelayanan hari ini sudah tutup. Buka lagi Selasa, 9 Januari 2024, 08.00 WITA."


def take_number(citizen, priority: str = "no"):
    citizen.get("/kiosk/services")
    citizen.post("/kiosk/services", procedure="pemulihan-data-error")
    citizen.get("/kiosk/questions/priority")
    return citizen.post("/kiosk/tickets", answer=priority)


def look_up(citizen, code: str):
    citizen.get("/kiosk/code")
    return citizen.post("/kiosk/code", answer=code)


def test_a_number_only_asks_which_service(citizen):
    page = citizen.get("/kiosk/services").text
    assert check(page) == []
    for words in ("Perbaikan data", "Melengkapi berkas atau mengambil hasil", "Bertanya dulu"):
        assert words in page


def test_a_number_only_opens_an_empty_case(citizen):
    assert take_number(citizen).headers["Location"] == "/kiosk/ticket"
    ticket = Ticket.get()
    assert Request.get(Request.case == ticket.case).answers == {}
    assert "potong, simpan sendiri" not in citizen.get("/kiosk/ticket").text


def test_a_number_only_takes_four_screens(citizen):
    citizen.get("/kiosk/services")
    answer = citizen.post("/kiosk/services", procedure="pemulihan-data-error")
    assert answer.headers["Location"] == "/kiosk/questions/priority"
    assert check(citizen.get("/kiosk/questions/priority").text) == []


def test_priority_counts_for_a_number_only(citizen):
    take_number(citizen, "yes")
    assert Ticket.get().priority


def test_the_code_tells_where_the_number_stands(citizen, draw):
    ticket = draw()
    typed = f"{ticket.code[:4].lower()}-{ticket.code[4:]}"
    assert look_up(citizen, typed).headers["Location"] == "/kiosk/state"
    page = citizen.get("/kiosk/state").text
    assert check(page) == []
    assert "A-001" in page and "Sebentar lagi. Mohon berada di ruang tunggu." in page
    assert "Lanjutkan permohonan" not in page


def test_who_comes_back_gets_a_number_for_the_same_case(citizen, draw, clock):
    ticket = draw()
    clock.forward(days=1)
    look_up(citizen, ticket.code)
    assert "Lanjutkan permohonan" in citizen.get("/kiosk/state").text
    assert citizen.post("/kiosk/returns").headers["Location"] == "/kiosk/ticket"
    assert "A-001" in citizen.get("/kiosk/ticket").text
    assert (Case.select().count(), Ticket.select().count()) == (1, 2)


def test_coming_back_twice_gives_one_number(citizen, draw, clock):
    ticket = draw()
    clock.forward(days=1)
    look_up(citizen, ticket.code)
    citizen.get("/kiosk/state")
    assert citizen.post("/kiosk/returns").status_code == 303
    assert citizen.post("/kiosk/returns").headers["Location"] == "/kiosk/ticket"
    assert Ticket.select().count() == 2


def test_a_number_that_is_still_good_is_not_given_twice(citizen, draw):
    look_up(citizen, draw().code)
    citizen.get("/kiosk/state")
    answer = citizen.post("/kiosk/returns")
    assert answer.status_code == 409
    assert "Nomor A-001 masih berlaku." in answer.text
    assert check(answer.text) == []
    assert Ticket.select().count() == 1


@pytest.mark.parametrize("code", ["", "ZZZZ", "A" * 5000, "💥\x00", "1234 5678"])
def test_an_unknown_code_is_told_at_the_field(citizen, code):
    answer = look_up(citizen, code)
    assert answer.status_code == 422
    assert "Kode tidak dikenal. Periksa lagi, atau tanya Petugas Informasi." in answer.text
    assert check(answer.text) == []


def test_codes_cannot_be_guessed_one_after_the_other(citizen, clock, draw):
    ticket = draw()
    for n in range(codes.MISSES):
        assert look_up(citizen, f"ZZZZ{n:04d}").status_code == 422
    answer = look_up(citizen, ticket.code)
    assert (answer.status_code, "Terlalu banyak kode salah." in answer.text) == (429, True)
    assert check(answer.text) == []
    clock.forward(minutes=5)
    assert look_up(citizen, ticket.code).status_code == 303


def test_a_press_without_a_code_is_not_counted(citizen, draw):
    for _ in range(codes.MISSES):
        look_up(citizen, "")
    assert look_up(citizen, draw().code).status_code == 303


def test_without_javascript_the_letters_type(citizen):
    citizen.get("/kiosk/code")
    page = citizen.post("/kiosk/code", answer="AC", key="E").text
    assert check(page) == [] and 'value="ACE"' in page


def test_a_called_number_says_where_to_go(citizen, draw, people, counters, clock):
    ticket = draw()
    queue.call(ticket, counters[2], by=people.sari, at=clock())
    look_up(citizen, ticket.code)
    assert "Nomor Anda dipanggil. Silakan ke Loket 2." in citizen.get("/kiosk/state").text


def test_closed_gives_no_numbers_and_says_when(citizen, clock):
    clock.set(2024, 1, 8, 16, 0)
    page = citizen.get("/kiosk").text
    assert CLOSED in page and "Ambil nomor saja" not in page
    assert "Cek nomor atau lanjutkan permohonan" in page
    assert check(page) == []


def test_a_door_that_closed_meanwhile_is_refused(citizen, clock):
    citizen.get("/kiosk")
    clock.set(2024, 1, 8, 16, 0)
    answer = citizen.post("/kiosk/doors", procedure="pemulihan-data-error")
    assert (answer.status_code, CLOSED in answer.text) == (409, True)
    assert check(answer.text) == []


def test_a_request_finished_after_closing_gets_no_number(citizen, clock):
    clock.set(2024, 1, 8, 14, 58)
    citizen.answer_all()
    citizen.get("/kiosk/check")
    clock.set(2024, 1, 8, 15, 0)
    answer = citizen.post("/kiosk/tickets")
    assert (answer.status_code, CLOSED in answer.text) == (409, True)
    assert Case.select().count() == 0


def test_closed_offers_no_number_to_who_comes_back(citizen, draw, clock):
    ticket = draw()
    clock.set(2024, 1, 9, 16, 0)
    look_up(citizen, ticket.code)
    page = citizen.get("/kiosk/state").text
    assert "Buka lagi" in page and "Lanjutkan permohonan</button>" not in page


def test_the_info_page_names_papers_hours_and_where_to_complain(citizen):
    page = citizen.get("/kiosk/info").text
    assert check(page) == []
    for words in ("Kartu Keluarga (KK) terbaru", "08.00–15.00 WITA", "gratis", "1500537"):
        assert words in page


def test_the_info_page_says_when_today_is_closed(citizen, office, clock):
    calendar.close_on(office, clock().date(), "Libur", at=clock())
    assert "Hari ini tutup." in citizen.get("/kiosk/info").text


def test_without_a_public_address_no_qr_is_printed(citizen, app):
    citizen.draw()
    assert 'class="qr"' in citizen.get("/kiosk/ticket").text
    app.config["PUBLIC_URL"] = ""
    page = citizen.get("/kiosk/ticket").text
    assert 'class="qr"' not in page and "ketik kode" in page


def test_the_qr_says_the_whole_address_in_capitals(citizen, app):

    ticket = citizen.draw()
    with app.app_context():
        url = web.tracking_url(ticket)
    assert url.startswith("HTTPS://PULIH.EXAMPLE/T/") and url == url.upper()
    assert qr.drawn(url)["size"] <= 37 + 2 * qr.QUIET  # version 5


def test_narrow_paper_has_its_own_sheet(citizen):
    citizen.draw()
    assert "ticket-58.css" not in citizen.get("/kiosk/ticket").text
    assert "ticket-58.css" in citizen.get("/kiosk/ticket", paper=58).text


def test_a_kiosk_told_of_its_printer_prints_by_itself(citizen):
    citizen.get("/kiosk", paper=58)
    citizen.draw()
    page = citizen.get("/kiosk/ticket").text
    assert "data-print" in page and "ticket-58.css" in page


def test_the_list_of_papers_keeps_to_the_width_of_the_paper(citizen):
    citizen.get("/kiosk", paper=58)
    citizen.answer_all(papers={"paper.family_card": "no", "paper.identity_card": "no"})
    page = citizen.get("/kiosk/papers/list").text
    assert "ticket-58.css" in page and check(page) == []


@pytest.mark.parametrize("given", ["", "maybe", "x" * 9000])
def test_a_number_needs_a_yes_or_a_no(citizen, given):
    answer = take_number(citizen, given)
    assert answer.status_code == 422
    assert Ticket.select().count() == 0


@pytest.mark.parametrize("path", ["questions/whose", "check", "papers", "papers/list"])
def test_who_came_with_a_code_is_asked_nothing(citizen, draw, path):
    look_up(citizen, draw().code)
    assert citizen.get(f"/kiosk/{path}").headers["Location"] == "/kiosk"
    citizen.get("/kiosk/state")
    assert citizen.post("/kiosk/tickets").headers["Location"] == "/kiosk/ticket"
    assert Ticket.select().count() == 1


def test_who_brings_papers_on_the_same_day_goes_on(citizen, draw, decide, people, counters, clock):
    ticket, told = draw(), {"by": people.sari, "at": clock()}
    queue.call(ticket, counters[1], **told)
    queue.serve(ticket, counter=counters[1], **told)
    decide(ticket.case, "directed", people.sari, counter=counters[1])
    decide(ticket.case, "incomplete", people.sari, counter=counters[1], reason="KK belum ada.")
    look_up(citizen, ticket.code)
    citizen.get("/kiosk/state")
    assert citizen.post("/kiosk/returns").headers["Location"] == "/kiosk/state"
    assert "Mohon berada di ruang tunggu" in citizen.get("/kiosk/state").text


def test_an_address_that_is_none_leads_to_the_doors(citizen):
    for page in ("/kiosk/help", "/kiosk/idle"):
        assert citizen.client.get(page, headers={"Referer": "http://["}).status_code == 200
