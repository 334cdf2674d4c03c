"""The page on which rows of a letter become lembar: a rule, what it would make, portions."""

import pytest

from ministry_tables import Lembar, ListRow
from models import Case, Event
from tests.faces import Visitor
from tests.strict_html import check


@pytest.fixture
def letter(listed):
    rows = [{"nik": f"64010101019000{n:02d}", "district": "Kuaro"} for n in range(5)]
    return listed(*rows, {"nik": "6401010101900099", "category": "G2", "outside": True})


@pytest.fixture
def tono(app, letter):
    visitor = Visitor(app).sign_in("staf")
    visitor.path = f"/staff/inbox/{letter.id}"
    visitor.get(f"{visitor.path}/grouping")
    return visitor


def test_the_rule_says_what_it_would_make(tono):
    page = tono.get(f"{tono.path}/grouping", most=2).text
    assert check(page) == []
    assert "4 lembar dari 6 baris" in page
    assert "Kec. Kuaro, A2" in page and "Kecamatan tidak tercatat, G2" in page
    assert "6401010101900099" not in page and "•••• 0099" in page


def test_a_press_makes_a_portion_and_the_page_asks_for_the_next(tono, listed):
    listed(*[{"nik": f"{n:016d}"} for n in range(42)])
    path, rule = "/staff/inbox/2/lembar", {"most": 1, "kind": "order", "to": ""}
    begun = tono.post(path, rule, htmx=True).text
    assert "40 dari 42 baris" in begun and 'hx-trigger="load' in begun
    ended = tono.post(path, rule | {"whole": 42, "made": 40}, htmx=True)
    assert "42 lembar dibuat dari 42 baris" in ended.text and "Lanjutkan" not in ended.text
    assert (ended.headers["HX-Retarget"], "0 baris belum masuk" in ended.text) == ("#main", True)


def test_without_scripts_the_page_says_how_far_it_is(tono):
    page = tono.post(f"{tono.path}/lembar", {"kind": "both"}).text
    assert (check(page), "2 lembar dibuat dari 6 baris" in page) == ([], True)
    assert Lembar.select().count() == 2
    again = tono.post(f"{tono.path}/lembar", {"kind": "both"})
    assert again.status_code == 422
    assert "Tidak ada baris yang belum masuk lembar." in again.text


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_ticked_rows_are_one_lembar(tono, htmx):
    ids = [row.id for row in ListRow.select().limit(2)]
    told = {"row": ids, "about": "Contoh", "to": ""}
    answer = tono.post(f"{tono.path}/lembar/chosen", told, htmx=htmx)
    case = Case.get()
    there = answer.headers["HX-Redirect" if htmx else "Location"]
    assert there == f"/staff/cases/{case.id}"
    assert (case.rows.count(), Lembar.get().about) == (2, "Contoh")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "nama"}, "Aturan itu tidak dikenal."),
        ({"most": "201"}, "Satu lembar memuat 1 sampai 200 baris."),
        ({"to": "9999"}, "Pilih siapa yang mengerjakan."),
    ],
)
def test_what_is_no_rule_makes_nothing(tono, wrong, sentence):
    before = Event.select().count()
    answer = tono.post(f"{tono.path}/lembar", wrong, htmx=True)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert (Case.select().count(), Event.select().count()) == (0, before)


def test_all_grouped_the_page_says_so(tono):
    tono.post(f"{tono.path}/lembar", {"kind": "both"})
    assert "Semua baris surat ini sudah masuk lembar." in tono.get(f"{tono.path}/grouping").text


def test_a_row_somebody_has_asked_about_says_so(tono, draw):
    asked = draw(nik="6401010101900003").case
    page = tono.get(f"{tono.path}/grouping").text
    assert (check(page), f'warga <a href="/staff/cases/{asked.id}">' in page) == ([], True)
