"""The buku agenda, day by day, on screen and on paper; and how its numbers look."""

import pytest

from models import Event, Office, View
from office import founding
from tests.conftest import NINE
from tests.faces import Visitor, written
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
TYPED = {"pattern": "474.4/{nomor}/{bulan}/{tahun}", "retry_days": "3", "print_at": "4"}


@pytest.mark.parametrize("path", ["/staff/agenda", "/staff/agenda/paper"])
def test_the_book_of_today_tells_what_came_in_and_names_nobody(at_order, rina, path):
    page = rina.get(path).text
    assert check(page) == []
    for words in ("001/PSR/I/2024", "Permohonan masuk", at_order.label, "Perbaikan data", "Sari"):
        assert words in page
    assert "6401010101900001" not in page and "••••" not in page


def test_a_lembar_stands_in_the_book_under_its_letter(at_kasi, rina):
    page = rina.get("/staff/agenda").text
    assert "Lembar masuk" in page and "Surat Ditjen Dukcapil 470/1" in page


def test_a_day_without_a_number_says_so_and_leads_to_its_neighbours(at_order, rina):
    page = rina.get("/staff/agenda", day="2024-01-05").text
    assert check(page) == []
    assert "Tidak ada yang masuk atau keluar" in page and "001/PSR" not in page
    assert "day=2024-01-04" in page and "day=2024-01-06" in page


def test_no_day_comes_after_today_and_none_before_the_first(at_order, rina):
    for asked in ("2024-01-09", "soon", "", "9999-12-31"):
        page = rina.get("/staff/agenda", day=asked).text
        assert "Senin, 8 Januari 2024" in page and 'rel="next"' not in page
    assert 'rel="prev"' not in rina.get("/staff/agenda", day="0001-01-01").text


def test_reading_the_book_opens_no_data(at_order, rina):
    rina.get("/staff/siak")
    before = (Event.select().count(), View.select().count())
    rina.get("/staff/agenda")
    rina.get("/staff/agenda/paper")
    assert (Event.select().count(), View.select().count()) == before


def test_the_book_of_another_office_is_not_ours(at_order, app):
    other = founding.found("LAIN", "Disdukcapil Lain", "Lain", "Asia/Makassar", at=NINE)
    told = {"password": "sandi panjang sekali", "at": NINE}
    founding.hire(other, "nina", "Nina", ["information"], **told)
    door = Visitor(app)
    door.get("/staff/sign-in")
    door.post("/staff/sign-in", username="nina", password=told["password"])
    page = door.get("/staff/agenda").text
    assert "Tidak ada yang masuk atau keluar" in page and at_order.label not in page


@BOTH
def test_the_pattern_and_the_days_are_settings(ani, htmx):
    ani.post("/staff/admin/papers", TYPED, htmx=htmx, came_from="/staff/admin")
    office = Office.get()
    assert (office.agenda_pattern, office.retry_days) == (TYPED["pattern"], 3)
    assert office.print_counter == 4
    page = ani.get("/staff/admin").text
    assert check(page) == [] and "474.4/001/I/2024" in page


@BOTH
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"pattern": "{nomor}"}, "harus memuat {nomor} dan {tahun}"),
        ({"pattern": "{nomor}/{tahun}/{nik}"}, "hanya mengenal {nomor}, {kode}, {bulan}, {tahun}"),
        ({"retry_days": "dua"}, "Hari kerja: 0 sampai 30."),
        ({"print_at": "9"}, "Loket 9 tidak ada."),
        ({"print_at": "x"}, "Loket 0 tidak ada."),
    ],
)
def test_settings_that_make_no_sense_are_refused(ani, htmx, typed, sentence):
    before = [*written(), *Office.select().tuples()]
    answer = ani.post("/staff/admin/papers", TYPED | typed, htmx=htmx, came_from="/staff/admin")
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert [*written(), *Office.select().tuples()] == before
