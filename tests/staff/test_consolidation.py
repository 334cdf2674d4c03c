"""Menunggu pusat as an officer sees it: lists, ticks, results for each, lists in and out."""

import io
import re
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from models import Case, Event, View
from office import made
from tests.faces import Visitor, written
from tests.staff.desks import queries
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
NIK = "6401010101900001"
HOW = "Dicek di aplikasi lembaga."


@pytest.fixture
def waits(at_correction, decide, people):
    """Waits for the centre, to be looked at again on Tuesday."""
    told = {"reason": "Belum terbaca.", "look_again_on": date(2024, 1, 9)}
    return decide(at_correction, "consolidate", people.dewi, **told)


@pytest.fixture
def dewi(app):
    return Visitor(app).sign_in("dewi")


def key(case: Case) -> str:
    return f"{case.id}.{Case.get_by_id(case.id).moves}"


def send(visitor, sent, path="decisions", *, htmx=False, **fields):
    visitor.get("/staff/consolidation")
    chosen = {"case": [key(sent)], "when": "all"}
    return visitor.post(f"/staff/consolidation/{path}", {**chosen, **fields}, htmx=htmx)


@pytest.mark.parametrize(
    ("day", "tab", "state"),
    [
        (8, "Nanti", "Selasa, 9 Januari 2024"),
        (9, "Cek hari ini", "Hari ini"),
        (11, "Terlambat", "Terlambat 2 hari"),
    ],
)
def test_the_first_list_with_something_on_it_is_shown(waits, app, clock, day, tab, state):
    clock.set(2024, 1, day, 9, 0)
    page = Visitor(app).sign_in("dewi").get("/staff/consolidation").text
    assert check(page) == []
    assert re.search(rf'aria-current="page">{tab} <span class="num">1<', page)
    assert waits.label in page and state in page


def test_the_page_shows_nothing_of_the_person(waits, dewi):
    page = dewi.get("/staff/consolidation").text
    assert (
        waits.label in page
        and "1900001" not in page
        and "0001" not in page.replace(waits.label, "")
    )


@pytest.mark.parametrize("when", ["0", "x", "2024-13-45", "\x00"])
def test_a_list_there_is_none_is_the_first_with_something_on_it(waits, dewi, when):
    answer = dewi.get("/staff/consolidation", when=when)
    assert (answer.status_code, waits.label in answer.text) == (200, True)


@BOTH
def test_an_agency_narrows_the_list(waits, dewi, htmx):
    for agency, there in (("-", True), ("bank", False), ("nothing", False)):
        answer = dewi.get("/staff/consolidation", when="all", agency=agency, htmx=htmx)
        assert (answer.status_code, waits.label in answer.text) == (200, there)
        assert check(answer.text, fragment=htmx) == []


@BOTH
def test_what_is_readable_is_ended_from_the_list(waits, dewi, htmx):
    answer = send(dewi, waits, htmx=htmx, outcome="readable", how=HOW)
    assert (answer.status_code, Case.get_by_id(waits.id).end) == (200, "done")
    assert check(answer.text, fragment=htmx) == []
    assert "1 tersimpan" in answer.text


@BOTH
def test_what_is_not_waits_on(waits, dewi, htmx):
    answer = send(dewi, waits, htmx=htmx, later="1", again_on="2024-01-12")
    assert "1 tersimpan" in answer.text
    assert Case.get_by_id(waits.id).look_again_on == date(2024, 1, 12)


@BOTH
def test_the_second_press_is_told_row_by_row(waits, dewi, htmx):
    shown = key(waits)
    send(dewi, waits, outcome="readable", how=HOW)
    before = written()
    answer = send(dewi, waits, htmx=htmx, outcome="readable", how=HOW, case=[shown])
    assert f"{waits.label}</a>: {waits.label} tidak lagi menunggu pusat." in answer.text
    assert written() == before


@BOTH
@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        ({"outcome": "readable"}, 422, "Tulis bagaimana hal itu diperiksa."),
        ({"later": "1", "again_on": "2024-01-08"}, 422, "Pilih tanggal cek ulang"),
        ({"later": "1", "again_on": "x"}, 422, "Pilih tanggal cek ulang"),
        ({"outcome": "readable", "how": HOW, "case": []}, 422, "Pilih paling sedikit satu baris."),
        ({"outcome": "readable", "how": HOW, "case": ["999.1"]}, 404, "Halaman ini tidak ada."),
        ({"outcome": "readable", "how": HOW, "case": ["x", ""]}, 404, "Halaman ini tidak ada."),
        (
            {
                "outcome": "readable",
                "how": HOW,
                "whole": "1",
                "every": " ".join(f"{n}.1" for n in range(1001)),
            },
            422,
            "Paling banyak 1000 permohonan",
        ),
        ({"outcome": "readable", "whole": "1", "every": "1.1"}, 422, "Tulis bagaimana"),
        ({"outcome": "", "how": HOW, "whole": "1", "every": ""}, 422, "Pilih keputusan"),
    ],
)
def test_a_press_is_refused_in_words(waits, dewi, htmx, fields, status, sentence):
    before = written()
    answer = send(dewi, waits, htmx=htmx, **fields)
    assert (answer.status_code, sentence in answer.text, written()) == (status, True, before)


@BOTH
def test_a_whole_list_is_ended_once_its_officer_is_sure(waits, dewi, htmx):
    told = {"case": [], "whole": "1", "every": key(waits), "outcome": "readable", "how": HOW}
    before = written()
    answer = send(dewi, waits, htmx=htmx, **told)
    assert check(answer.text, fragment=htmx) == []
    assert "Sudah terbaca di lembaga: 1 permohonan?" in answer.text and written() == before
    answer = send(dewi, waits, htmx=htmx, sure="1", **told)
    assert "1 tersimpan" in answer.text and Case.get_by_id(waits.id).end == "done"


@BOTH
def test_the_centre_is_asked_for_those_at_the_step_that_asks(at_correction, dewi, htmx):
    with queries() as seen:
        page = dewi.get("/staff/consolidation", when="ask").text
    drawn = [one for one in seen if 'FROM "case"' in one and "COUNT" not in one]
    assert all("LIMIT" in one for one in drawn), "only a page of cases is read"
    assert check(page) == [] and at_correction.label in page and "Ajukan konsolidasi" in page
    told = {"how": "Belum terbaca.", "again_on": "2024-01-11", "when": "ask"}
    answer = send(dewi, at_correction, "requests", htmx=htmx, **told)
    assert "1 tersimpan" in answer.text
    assert Case.get_by_id(at_correction.id).paused_for == "centre"


@BOTH
def test_a_pasted_list_is_ticked_and_not_said_again(waits, dewi, htmx):
    dewi.get("/staff/consolidation")
    pasted = {"listed": f"{NIK}\n6401010101900009"}
    answer = dewi.post("/staff/consolidation/choices", pasted, htmx=htmx)
    assert check(answer.text, fragment=htmx) == []
    assert f'value="{key(waits)}" checked' in answer.text
    assert "1 baris tidak ada" in answer.text and "baris 2" in answer.text
    assert "6401010101900" not in answer.text


@BOTH
def test_a_pasted_list_of_nobody_is_refused(waits, dewi, htmx):
    dewi.get("/staff/consolidation")
    answer = dewi.post("/staff/consolidation/choices", {"listed": "1"}, htmx=htmx)
    assert (answer.status_code, "Tidak satu pun baris itu" in answer.text) == (422, True)


def test_the_list_for_the_centre_has_numbers_in_full_and_is_written_down(waits, dewi):
    dewi.get("/staff/consolidation")
    told = {"when": "all", "open_for": "Daftar untuk pusat"}
    answer = dewi.post("/staff/consolidation/lists", told)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == [waits.label, NIK, "", "Belum dicatat"]
    assert "menunggu-pusat-2024-01-08.xlsx" in answer.headers["Content-Disposition"]
    assert View.get(View.case == waits, View.reason == "Daftar untuk pusat").officer.name == "Dewi"
    assert Event.select().where(Event.name == "data opened", Event.case == waits).count() == 1


def test_no_list_leaves_without_a_reason(waits, dewi):
    dewi.get("/staff/consolidation")
    before = (written(), View.select().count())
    answer = dewi.post("/staff/consolidation/lists", when="all", open_for=" ")
    assert (answer.status_code, (written(), View.select().count())) == (422, before)


def test_an_empty_page_says_so_and_offers_no_list(dewi, office):
    page = dewi.get("/staff/consolidation").text
    assert check(page) == []
    assert "Tidak ada yang menunggu pusat" in page and "Unduh daftar" not in page


def test_only_those_whose_steps_ask_are_led_there(app, office):
    for username, there in (("dewi", True), ("kadis", False)):
        page = Visitor(app).sign_in(username).get("/staff/worklists").text
        assert ("/staff/consolidation" in page) is there


def test_the_number_of_queries_does_not_grow_with_those_who_wait(
    waits, draw, complete, decide, people, dewi
):
    counts = []
    for more in (0, 3):
        for _ in range(more):
            case = decide(complete(draw(), people.sari), "ordered", people.budi)
            case = decide(case, "noted", people.dewi, work=made.Work(text="Cocok."))
            told = {"reason": "Belum terbaca.", "look_again_on": date(2024, 1, 9)}
            decide(case, "consolidate", people.dewi, **told)
        dewi.get("/staff/consolidation", when="all")
        with queries() as seen:
            dewi.get("/staff/consolidation", when="all")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_poll_that_has_seen_everything_is_one_small_answer(waits, dewi):
    page = dewi.get("/staff/consolidation", htmx=True).text
    seen = page.partition("seen=")[2].partition("&")[0].partition('"')[0]
    answer = dewi.get("/staff/consolidation", htmx=True, seen=seen)
    assert (answer.status_code, answer.text) == (204, "")
