"""Data masuk: the letters of the ministry, and who books them."""

import pytest

from ministry_tables import Letter
from models import Event
from tests.faces import Visitor
from tests.strict_html import check

PAGE = "/staff/inbox"
LETTER = {"reference": "470/12/Dukcapil", "dated": "2024-01-05"}
BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def tono(app, office):
    visitor = Visitor(app).sign_in("staf")
    visitor.get(PAGE)
    return visitor


@BOTH
def test_a_letter_is_booked_once_and_opened(tono, htmx):
    for _ in range(2):
        answer = tono.post(PAGE, LETTER, htmx=htmx)
        there = answer.headers["HX-Redirect" if htmx else "Location"]
        assert (answer.status_code, there) == (204 if htmx else 303, f"{PAGE}/1")
        tono.get(PAGE)
    assert Letter.select().count() == 1
    assert Event.select().where(Event.name == "letter booked").count() == 1
    page = tono.get(there).text
    assert (check(page), "Dijawab paling lambat Selasa, 5 Maret 2024" in page) == ([], True)


def test_the_list_of_letters_says_how_long_there_is_to_answer(tono, clock):
    assert "Belum ada surat Ditjen yang dicatat." in tono.page
    tono.post(PAGE, LETTER)
    for days, words in ((0, "sisa 57 hari"), (57, "hari terakhir"), (1, "lewat 1 hari")):
        clock.forward(days=days)
        tono.sign_in("staf")
        page = tono.get(PAGE).text
        assert (check(page), words in page, "belum ada daftar" in page) == ([], True, True)


@BOTH
@pytest.mark.parametrize(
    "wrong", [{"reference": " "}, {"dated": "kemarin"}, {"dated": "2030-01-01"}]
)
def test_a_letter_without_number_or_with_a_day_to_come_is_refused(tono, htmx, wrong):
    before = Event.select().count()
    answer = tono.post(PAGE, LETTER | wrong, htmx=htmx, came_from=PAGE)
    assert answer.status_code == 422
    assert "Isi nomor dan tanggal surat Ditjen." in answer.text
    assert (Letter.select().count(), Event.select().count()) == (0, before)


@pytest.mark.parametrize(
    ("username", "reads"), [("kadis", 200), ("lead", 200), ("audit", 200), ("rina", 403)]
)
def test_others_read_the_letters_and_book_none(app, tono, username, reads):
    tono.post(PAGE, LETTER)
    other = Visitor(app).sign_in(username)
    page = other.get(PAGE)
    assert (page.status_code, "Catat surat" in page.text) == (reads, False)
    assert other.get(f"{PAGE}/1").status_code == reads
    assert other.post(PAGE, LETTER | {"reference": "lain"}).status_code == 403
    assert Letter.select().count() == 1


@pytest.fixture
def near(listed, clock):
    """A letter of two rows whose deadline is a week away."""
    letter = listed({"nik": "6401010101900001"}, {"nik": "6401010101900002"})
    clock.set(2024, 2, 24, 9, 0)
    return letter


def test_the_page_of_a_letter_says_where_its_rows_wait(app, near):
    tono = Visitor(app).sign_in("staf")
    path = f"{PAGE}/{near.id}"
    page = tono.get(path).text
    assert (check(page), "2 baris belum masuk lembar" in page) == ([], True)
    assert "Perkiraan selesai: belum cukup data." in page
    tono.post(f"{path}/lembar", {"most": 1, "to": ""})
    page = tono.get(path).text
    assert (check(page), "1 Terima inbox" in page) == ([], True)
    assert "0 dari 2 baris selesai" in page and "belum masuk lembar" not in page
    assert "0 dari 2 baris" in tono.get(PAGE).text


def test_a_reminder_stands_on_the_list_of_work_until_it_is_read(app, near):
    tono = Visitor(app).sign_in("staf")
    page = tono.get("/staff/worklists").text
    assert (check(page), f"Surat {near.reference}" in page, "sisa 7 hari" in page) == (
        [],
        True,
        True,
    )
    assert tono.post(f"{PAGE}/{near.id}/reminders").status_code == 303
    assert "Sudah saya baca" not in tono.get("/staff/worklists").text
