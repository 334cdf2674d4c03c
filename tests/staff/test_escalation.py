"""The pages of what other districts or the centre must cure."""

import pytest

from database import store
from lembar_tables import Pack, PackRow
from models import Case, Event
from office import procedures
from office.ministry import placing
from office.ministry.grouping import Rule
from reply_tables import ListTaken
from tests.faces import Visitor
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
SENT = {"sent_on": "2024-01-08", "again_on": "2024-01-22", "how": "Pos"}
PLAIN = Rule()


@pytest.fixture
def letter(listed, people, clock, office):
    store(office, region="Kabupaten Paser")
    away = {"nik": "3576010101900001", "name": "SITI CONTOH", "outside": True}
    letter = listed(away, {"nik": "6401010101900002"}, {"nik": "6401010101900003"})
    told = {"by": people.staf, "at": clock()}
    placing.make(procedures.newest("anomali-data"), letter, PLAIN, "", **told)
    return letter


@pytest.fixture
def tono(app, letter):
    visitor = Visitor(app).sign_in("staf")
    visitor.path = f"/staff/inbox/{letter.id}/escalations"
    visitor.get(visitor.path)
    return visitor


@pytest.fixture
def pack(tono):
    tono.post(tono.path, {"addressee": "3576"})
    tono.get(tono.path)
    return Pack.get()


def test_the_page_says_whom_to_ask_of_how_many_rows(tono):
    assert check(tono.page) == []
    assert "Kota Mojokerto</th>" in tono.page
    assert "3576010101900001" not in tono.page and "•••• 0001" in tono.page


@BOTH
def test_a_letter_is_written_sent_and_answered(tono, htmx):
    answer = tono.post(tono.path, {"addressee": "3576"}, htmx=htmx)
    there = answer.headers["HX-Redirect" if htmx else "Location"]
    assert check(tono.get(there).text) == []
    tono.post(f"{there}/sendings", SENT, htmx=htmx)
    page = tono.get(there).text
    assert (check(page), "Cek ulang Senin, 22 Januari 2024" in page) == ([], True)
    (apart,) = Case.select().where(Case.paused_for == "other_region")
    tono.post(f"{there}/answers", {"all": "correct", "answered_on": "2024-01-08"}, htmx=htmx)
    assert PackRow.get().answer == "correct"
    assert "1 dari 1 baris dijawab" in tono.get(there).text
    rows = tono.get(f"/staff/cases/{apart.id}").text
    assert (check(rows), ": data sudah benar" in rows) == ([], True)
    assert Case.get_by_id(apart.id).paused_for == ""


def test_the_letter_and_its_list_are_taken_with_a_reason(tono, pack):
    paper = tono.post(f"/staff/packs/{pack.id}/papers")
    assert (paper.status_code, paper.data[:5]) == (200, b"%PDF-")
    assert tono.post(f"/staff/packs/{pack.id}/lists", {"open_for": "Lampiran"}).data[:2] == b"PK"
    assert [row.rows for row in ListTaken.select()] == [1, 1]
    refused = tono.post(f"/staff/packs/{pack.id}/lists", {"open_for": " "})
    assert (refused.status_code, ListTaken.select().count()) == (422, 2)
    assert "Tulis untuk apa daftar ini diunduh." in refused.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"by_hand": "1", "where": "centre"}, "Pilih paling sedikit satu baris."),
        ({"row": "1", "where": "region", "code": "00.00"}, "Pilih daerah atau pusat yang dituju."),
        ({"addressee": "6409"}, "Pilih paling sedikit satu baris."),
    ],
)
def test_what_is_no_letter_is_refused(tono, form, sentence):
    before = Event.select().count()
    answer = tono.post(tono.path, form, htmx=True)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert (Pack.select().count(), Event.select().count()) == (0, before)


@pytest.mark.parametrize("wrong", [{"sent_on": ""}, {"again_on": ""}, {"how": ""}])
def test_a_sending_that_lacks_something_is_refused(tono, pack, wrong):
    answer = tono.post(f"/staff/packs/{pack.id}/sendings", SENT | wrong, htmx=True)
    assert (answer.status_code, Pack.get().sent_on) == (422, None)


def test_others_read_and_write_nothing(app, pack, tono):
    other = Visitor(app).sign_in("audit")
    page = other.get(f"/staff/packs/{pack.id}").text
    assert (check(page), "Catat pengiriman" in page) == ([], False)
    assert other.post(f"/staff/packs/{pack.id}/papers").status_code == 403
