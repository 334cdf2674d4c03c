"""The lists of work: who waits for what, and how far away its decision is."""

import pytest

from models import Case, Ticket
from office import casework, queue
from tests.faces import Visitor, written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def ordered(draw, complete, people, decide):
    """A case whose papers are complete and whose order was given: Dewi's or Sari's desk."""
    case = complete(draw(), people.sari)
    return decide(case, "ordered", people.budi)


def press(visitor: Visitor, path: str, htmx: bool = False, **fields):
    return visitor.post(path, fields, htmx=htmx, came_from="/staff/worklists")


@pytest.mark.parametrize("name", ["work", "hall", "absent", "again", "paused", "nonsense", ""])
def test_every_list_opens_and_is_good_html(app, ordered, name):
    answer = Visitor(app).sign_in("dewi").get("/staff/worklists", list=name)
    assert (answer.status_code, check(answer.text)) == (200, [])


def test_a_case_stands_in_the_list_of_its_role(app, ordered):
    assert ordered.label in Visitor(app).sign_in("dewi").get("/staff/worklists").text
    assert ordered.label not in Visitor(app).sign_in("joko").get("/staff/worklists").text


def test_the_list_says_step_times_and_mutu_baku(app, ordered, clock):
    clock.forward(minutes=20)
    page = Visitor(app).sign_in("dewi").get("/staff/worklists").text
    for words in ("4 Cari dan cek data", "dari 2 menit", "20 menit", "Kerjakan"):
        assert words in page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(60, "Dikerjakan Dewi"), (100, "Mendekati batas"), (180, "Lewat standar")],
)
def test_work_is_told_against_mutu_baku_in_words(app, ordered, people, clock, seconds, words):
    casework.take(ordered, by=people.dewi, at=clock(), seen=ordered.moves)
    clock.forward(seconds=seconds)
    assert words in Visitor(app).sign_in("dewi").get("/staff/worklists").text


@BOTH
def test_one_press_takes_a_case_and_opens_it(app, ordered, people, htmx):
    answer = press(
        Visitor(app).sign_in("dewi"),
        f"/staff/worklists/cases/{ordered.id}/takings",
        htmx,
        seen=ordered.moves,
    )
    assert answer.headers["HX-Redirect" if htmx else "Location"] == f"/staff/cases/{ordered.id}"
    assert Case.get().taken_by == people.dewi


# who, seen (added to what it is), status, words
REFUSALS = {
    "a stale list": ("dewi", "-1", 409, "baru saja diubah"),
    "nonsense": ("dewi", "x", 409, "baru saja diubah"),
    "another's step": ("joko", "0", 403, "tugas Petugas ADB"),
}


@BOTH
@pytest.mark.parametrize("name", REFUSALS)
def test_a_taking_is_refused_and_nothing_is_written(app, ordered, name, htmx):
    who, change, status, words = REFUSALS[name]
    seen = str(ordered.moves + int(change)) if change != "x" else change
    visitor, before = Visitor(app).sign_in(who), written()
    before = written()
    answer = press(visitor, f"/staff/worklists/cases/{ordered.id}/takings", htmx, seen=seen)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert written() == before


def test_who_left_stands_among_those_not_here(app, draw, people, counters, clock):
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[1])
    page = Visitor(app).sign_in("sari").get("/staff/worklists", list="absent").text
    assert ticket.case.label in page
    assert "Pemohon tidak di tempat" in page and "Masukkan lagi ke antrean" in page


def test_who_missed_a_call_today_is_put_back_and_not_given_another(
    app, draw, people, counters, clock
):
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[1])
    visitor = Visitor(app).sign_in("sari")
    page = visitor.get("/staff/worklists", list="absent").text
    assert "Masukkan lagi ke antrean" in page and "Terbitkan nomor baru" not in page
    answer = press(visitor, f"/staff/tickets/{ticket.id}/restores")
    assert (answer.headers["Location"], Ticket.get().status) == ("/staff/worklists", "waiting")


@BOTH
def test_next_morning_the_case_is_found_and_gets_a_number(app, draw, clock, htmx):
    case = draw().case
    clock.set(2024, 1, 9, 8, 30)
    visitor = Visitor(app).sign_in("sari")
    assert case.label in visitor.get("/staff/worklists", list="absent").text
    path = f"/staff/worklists/cases/{case.id}/tickets"
    press(visitor, path, htmx, submission="m" * 24)
    press(visitor, path, htmx, submission="m" * 24)
    today = Ticket.select().where(Ticket.day == clock().date())
    assert [(row.case, row.status) for row in today] == [(case, "waiting")]


@BOTH
def test_a_number_is_refused_while_the_old_one_is_good(app, draw, htmx):
    ticket, visitor = draw(), Visitor(app).sign_in("sari")
    before = written()
    path = f"/staff/worklists/cases/{ticket.case_id}/tickets"
    answer = press(visitor, path, htmx, submission="m" * 24)
    assert (answer.status_code, "Nomor A-001 masih berlaku." in answer.text) == (409, True)
    assert written() == before


def test_a_paused_case_says_why_and_since_when(app, ordered, people, clock):
    casework.pause(
        ordered,
        "centre",
        by=people.dewi,
        at=clock(),
        seen=ordered.moves,
        note="menunggu",
        look_again_on=clock().date().replace(day=9),
    )
    visitor = Visitor(app).sign_in("dewi")
    page = visitor.get("/staff/worklists", list="paused").text
    assert "Menunggu pusat" in page and "sejak Senin, 8 Januari 2024" in page
    assert ordered.label not in visitor.get("/staff/worklists", list="again").text
    clock.set(2024, 1, 9, 8, 30)
    visitor = Visitor(app).sign_in("dewi")
    assert ordered.label in visitor.get("/staff/worklists", list="again").text


def test_a_list_is_paged(app, draw):
    for _ in range(52):
        draw()
    visitor = Visitor(app).sign_in("joko")
    page = visitor.get("/staff/worklists", list="hall").text
    assert page.count("<tr id=") == 50 and "Halaman 1 dari 2" in page
    assert visitor.get("/staff/worklists", list="hall", page=2).text.count("<tr id=") == 2


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, "\x00"])
def test_a_page_that_is_none_shows_one_that_is(app, draw, page):
    draw()
    answer = Visitor(app).sign_in("joko").get("/staff/worklists", list="hall", page=page)
    assert (answer.status_code, answer.text.count("<tr id=")) == (200, 1)


@pytest.mark.parametrize("path", ["/staff/worklists?list=hall", "/staff/counter", "/staff/hall"])
def test_the_number_of_queries_does_not_grow_with_the_list(app, draw, asked, path):
    visitor, counts = Visitor(app).sign_in("sari", counter=1), []
    for more in (2, 10):
        for _ in range(more):
            draw()
        counts.append(asked(lambda: visitor.get(path)))
    assert counts[0] >= counts[1]  # the forecast is read once a minute


def test_a_poll_that_has_seen_everything_is_one_small_answer(app, draw):
    draw()
    visitor = Visitor(app).sign_in("sari")
    page = visitor.get("/staff/worklists", htmx=True).text
    seen = page.partition("seen=")[2].partition('"')[0]
    answer = visitor.get("/staff/worklists", htmx=True, seen=seen)
    assert (answer.status_code, answer.text) == (204, "")


def test_a_list_shows_nothing_of_the_person(app, draw):
    draw(nik="6401010101010001")
    page = Visitor(app).sign_in("joko").get("/staff/worklists", list="hall").text
    assert "640101" not in page and "10001" not in page
