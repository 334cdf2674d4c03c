"""One number and its papers, as Petugas Informasi shows them to who holds it or has lost it."""

import pytest

from models import Event, Request, Ticket, View
from office import lost, outings, queue
from office.errors import NotAllowed, TooMany
from tests.faces import Visitor, written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
SERVICE = {"service": "pemulihan-data-error"}
WRONG_NAME = {**SERVICE, "problem": "miswritten", "elements": ["name"]}


def press(visitor: Visitor, path: str, came_from: str, htmx: bool = False, **fields):
    """As a form of the number's page sends it."""
    if not htmx:
        return visitor.post(path, fields, came_from=came_from)
    headers = {"HX-Request": "true", "HX-Target": "section#number", "Sec-Fetch-Site": "same-origin"}
    data = {"csrf_token": visitor.token, **fields}
    return visitor.client.post(path, data=data, headers=headers)


def test_a_number_tells_where_it_stands_and_its_code(rina, draw):
    draw()
    ticket = draw()
    page = rina.get(f"/staff/tickets/{ticket.id}").text
    for words in ("A-002", ticket.shown_code, "Menunggu", "1 nomor", "Loket 1, 2 atau 4"):
        assert words in page
    assert check(page) == []


def test_what_the_person_said_they_bring_stands_there_and_on_paper(rina, draw):
    papers = {"family_card": True, "identity_card": None, "birth_proof": False}
    ticket = draw(problem="miswritten", elements=["name"], papers=papers)
    page = rina.get(f"/staff/tickets/{ticket.id}").text
    assert [words in page for words in ("Dibawa", "Belum dibawa", "Belum 17 tahun")] == [True] * 3
    paper = rina.get(f"/staff/tickets/{ticket.id}/lacking").text
    assert "Kutipan akta kelahiran" in paper and check(paper) == []


def test_neither_page_holds_anything_of_the_person(rina, draw):
    ticket = draw(nik="6401010101010001", problem="miswritten")
    for path in (f"/staff/tickets/{ticket.id}", f"/staff/tickets/{ticket.id}/lacking"):
        page = rina.get(path).text
        assert "640101" not in page and "0001<" not in page and "salah tulis" not in page


def test_the_part_that_polls_answers_only_when_something_changed(rina, draw, people, clock):
    ticket = draw(problem="miswritten", elements=["name"])
    path = f"/staff/tickets/{ticket.id}"
    seen = rina.get(path, htmx=True).text.partition("seen=")[2].partition('"')[0]
    assert rina.get(path, htmx=True, seen=seen).status_code == 204
    queue.set_priority(ticket, True, by=people.rina, at=clock())
    answer = rina.get(path, htmx=True, seen=seen).text
    assert "Prioritas" in answer and "Kutipan akta" not in answer


@BOTH
def test_priority_is_given_and_lifted_where_the_number_stands(rina, draw, htmx):
    page = f"/staff/tickets/{draw().id}"
    rina.get(page)
    answer = press(rina, f"{page}/priorities", f"{page}?drawn=1", htmx, priority="1")
    assert Ticket.get().priority
    assert 'id="number"' in answer.text if htmx else answer.headers["Location"].endswith(page)


@BOTH
def test_who_was_out_is_back(rina, draw, kiosk, clock, htmx):
    ticket = draw()
    outings.go_out(ticket, by=kiosk, at=clock())
    assert "Sudah kembali" in rina.get("/staff/hall").text
    page = f"/staff/tickets/{ticket.id}"
    assert "Sudah kembali" in rina.get(page).text
    press(rina, f"{page}/returns", page, htmx)
    assert Ticket.get().away_since is None


def test_a_number_is_shown_with_its_qr_and_put_on_an_ordinary_sheet(rina, draw, app):
    ticket = draw()
    page, paper = (rina.get(f"/staff/tickets/{ticket.id}{end}").text for end in ("", "/paper"))
    assert "Tunjukkan QR" in page and 'class="qr"' in paper and ticket.shown_code in paper
    assert check(page) + check(paper) == []
    app.config["PUBLIC_URL"] = ""
    assert "Tunjukkan QR" not in rina.get(f"/staff/tickets/{ticket.id}").text


def test_a_number_of_another_day_is_given_anew(rina, draw, clock):
    page = f"/staff/tickets/{draw().id}"
    clock.set(2024, 1, 9, 8, 30)
    rina.sign_in("rina")
    shown = rina.get(page).text
    assert "Nomor hari lain" in shown and "Terbitkan nomor baru" in shown
    assert "Beri prioritas" not in shown


def test_a_lost_number_is_found_by_the_end_of_the_nik_and_written_down(rina, draw, people):
    draw(nik="6401010101010001")
    draw()
    page = rina.get("/staff/lost").text
    assert check(page) == []
    told = rina.post("/staff/lost", digits="0001").text
    assert "Ditemukan 1 nomor" in told and "A-001" in told and "640101" not in told
    assert check(told) == []
    view = View.get()
    assert (view.officer, view.reason) == (people.rina, "Mencari nomor yang hilang")
    assert "Tidak ada hari ini" in rina.post("/staff/lost", digits="9999").text


@pytest.mark.parametrize("typed", ["", "001", "00011", "abcd", "\x00\x00\x00\x00", "٠٠٠١"])
def test_no_more_and_no_less_than_four_digits_are_looked_for(rina, draw, typed):
    draw(nik="6401010101010001")
    rina.get("/staff/lost")
    answer = rina.post("/staff/lost", digits=typed)
    assert (answer.status_code, "Ketik 4 angka terakhir NIK" in answer.text) == (422, True)
    assert View.select().count() == 0


def test_nobody_tries_every_end_of_a_nik(rina, draw, people, clock):
    """Each try stands in the trail, also one that found nobody."""
    draw(nik="6401010101010001")
    for n in range(lost.MOST):
        lost.by_nik(f"{n:04}", by=people.rina, at=clock())
    before = written()
    with pytest.raises(TooMany, match="Tunggu lima menit"):
        lost.by_nik("0100", by=people.rina, at=clock())
    assert written() == before
    assert Event.select().where(Event.name == "number sought").count() == lost.MOST
    clock.forward(minutes=5)
    assert lost.by_nik("0001", by=people.rina, at=clock())


def test_only_petugas_informasi_looks_for_numbers_by_nik(app, draw, people, clock):
    draw(nik="6401010101010001")
    sari = Visitor(app).sign_in("sari")
    assert sari.get("/staff/lost").status_code == 403
    with pytest.raises(NotAllowed, match="Hanya Petugas Informasi"):
        lost.by_nik("0001", by=people.sari, at=clock())
    assert View.select().count() == 0


def test_a_number_withdrawn_tells_why(rina, draw):
    page = f"/staff/tickets/{draw().id}"
    rina.get(page)
    press(rina, f"{page}/withdrawals", page, reason="Pulang dulu.")
    assert "Pulang dulu." in rina.get(page).text


def test_the_papers_of_a_problem_are_told_without_a_number(rina):
    page = rina.get("/staff/checks").text
    assert "Apa masalahnya?" in page and check(page) == []
    before = written()
    told = rina.post("/staff/checks", WRONG_NAME).text
    assert "Kutipan akta kelahiran" in told and "Belum dibawa:" not in told
    assert check(told) == []
    lacks = {**WRONG_NAME, "papers_asked": "1", "papers": ["family_card", "identity_card:young"]}
    told = rina.post("/staff/checks", lacks).text
    assert "Belum dibawa: Kutipan akta kelahiran, ijazah, atau penetapan pengadilan." in told
    paper = rina.post("/staff/checks/paper", lacks).text
    assert "Belum dibawa" in paper and check(paper) == []
    assert written() == before


def test_complete_papers_are_told_to_be_so(rina):
    rina.get("/staff/checks")
    every = {"papers_asked": "1", "papers": ["family_card", "identity_card", "birth_proof"]}
    assert "Berkas lengkap." in rina.post("/staff/checks", {**WRONG_NAME, **every}).text


def test_another_problem_chosen_forgets_the_papers_of_the_former(rina):
    rina.get("/staff/checks")
    told = {**SERVICE, "problem": "nik_missing", "papers_asked": "1", "papers": ["birth_proof"]}
    page = rina.post("/staff/checks", told).text
    assert "Kutipan akta kelahiran" not in page and "KTP-el" in page


def test_a_number_is_drawn_with_what_was_told_once(rina):
    rina.get("/staff/checks")
    form = {**WRONG_NAME, "papers_asked": "1", "papers": ["family_card"], "submission": "c" * 24}
    form |= {"rejected_at": "bank", "priority": "1"}
    for _ in range(2):
        answer = rina.post("/staff/requests", form, came_from="/staff/checks")
    ticket, request = Ticket.get(), Request.get()
    assert Ticket.select().count() == 1 and ticket.priority
    assert request.answers["papers"]["family_card"] is True
    assert (request.rejected_at, request.answers["elements"]) == ("bank", ["name"])
    shown = rina.get(answer.headers["Location"]).text
    assert "Nomor dibuat" in shown and ticket.shown_code in shown


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"problem": "nonsense"}, "Pilih jawaban yang tersedia."),
        ({"service": "nonsense"}, "Layanan itu tidak ada."),
        ({"problem": "\x00"}, "Pilih jawaban yang tersedia."),
    ],
)
def test_an_answer_that_is_none_is_refused(rina, form, sentence):
    rina.get("/staff/checks")
    before = written()
    for path in ("/staff/checks", "/staff/checks/paper", "/staff/requests"):
        answer = rina.post(path, {**SERVICE, "submission": "d" * 24, **form})
        assert answer.status_code in (404, 422) and sentence in answer.text
    assert written() == before


@pytest.mark.parametrize("username", ["lead", "audit", "admin"])
def test_who_meets_nobody_opens_no_number(app, draw, username):
    ticket, visitor = draw(), Visitor(app).sign_in(username)
    for path in (f"/staff/tickets/{ticket.id}", "/staff/checks", "/staff/paper-numbers"):
        answer = visitor.get(path)
        assert (answer.status_code, "bukan untuk peran Anda" in answer.text) == (403, True)
