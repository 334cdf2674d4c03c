"""A list of a letter brought through its page: sent, explained, imported, taken back; refused."""

from io import BytesIO

import pytest
from python_calamine import load_workbook

from ministry_tables import LetterFile, ListRow
from models import Event
from office.ministry.list_files import tray
from staff import pieces
from tests.faces import Visitor
from tests.office.lists import FILE, book
from tests.staff.test_imports import begun, piece, seen
from tests.strict_html import check

LETTER = "/staff/inbox/1"
BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def tono(app, people, clock):
    visitor = Visitor(app).sign_in("staf")
    visitor.get("/staff/inbox")
    visitor.post("/staff/inbox", reference="470/12/Dukcapil", dated="2024-01-05")
    visitor.get(LETTER)
    yield visitor
    if upload := tray.live():
        tray.cancel(upload.row.id, at=clock())
        look(visitor, "Kirim dan periksa")


def look(visitor: Visitor, word: str) -> str:
    return seen(visitor, word, LETTER)


def bring(tono: Visitor, file: bytes = FILE):
    return tono.post(f"{LETTER}/lists", file=(BytesIO(file), "daftar.csv"))


def shown_look(page: str) -> str:
    return page.partition('name="look" value="')[2].partition('"')[0]


@BOTH
def test_a_list_is_looked_at_imported_and_taken_back(tono, htmx):
    assert bring(tono).headers["Location"] == LETTER
    page = look(tono, "Masukkan 2 baris")
    assert (check(page), "hanya dikenal dari No. KK" in page) == ([], False)
    assert ("S••• C•••" in page, "SITI" in page, "semua baris dianggap" in page) == (
        *(True, False),
        True,
    )
    answer = tono.post("/staff/lists/1/confirmations", look=shown_look(page), htmx=htmx)
    assert answer.status_code in (200, 303)
    page = look(tono, "2 baris dimasukkan; 1 tidak terbaca.")
    assert (check(page), "2 baris belum masuk lembar" in page) == ([], True)
    answer = tono.post("/staff/lists/1/withdrawals", reason="Daftar kota lain.", htmx=htmx)
    assert (answer.status_code, ListRow.select().count()) == (204 if htmx else 303, 2)
    page = tono.get(LETTER).text
    assert (check(page), "ditarik Tono" in page, "Daftar kota lain." in page) == ([], True, True)
    assert "belum masuk lembar" not in page


def test_the_report_is_a_workbook_that_tells_nothing_of_anyone(tono):
    bring(tono)
    page = look(tono, "Masukkan 2 baris")
    for _ in range(2):
        answer = tono.get("/staff/lists/1/report")
        lines = load_workbook(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
        assert lines == [["Baris", "Keterangan"], ["4", "tidak ada NIK dan tidak ada No. KK"]]
        tono.post("/staff/lists/1/confirmations", look=shown_look(page))
        look(tono, "2 baris dimasukkan")


@BOTH
def test_columns_and_words_nobody_knows_are_explained_on_the_page(tono, htmx):
    bring(tono, book([("Identitas", "Sebab", "Lain"), ("6401014101900001", "aneh", "")]))
    page = look(tono, "Belum dapat dimasukkan")
    assert (check(page), "kolom NIK atau No. KK dan kategori" in page) == ([], True)
    told = {"column-0": "nik", "column-1": "category", "column-2": "", "line": "1", "category": ""}
    tono.post("/staff/lists/1/readings", told, look=shown_look(page), htmx=htmx)
    page = look(tono, "arti 1 kata kategori")
    assert check(page) == []
    tono.post(
        "/staff/lists/1/readings", told, **{"word-ANEH": "A1"}, look=shown_look(page), htmx=htmx
    )
    page = look(tono, "Masukkan 1 baris")
    answer = tono.post("/staff/lists/1/readings", told, look="1", htmx=htmx)
    assert (answer.status_code, "baru saja dibaca lagi" in answer.text) == (409, True)


def test_a_list_that_names_nobody_by_nik_says_so(tono):
    rows = [("Nomor Induk", "No KK", "Jenis Anomali"), ("6401014101900001", "6401012", "A1")]
    bring(tono, book(rows))
    page = look(tono, "Masukkan 1 baris")
    assert (check(page), "hanya dikenal dari No. KK" in page) == ([], True)


def test_a_large_list_comes_in_pieces_and_its_region_is_redrawn(tono):
    to = begun(tono, len(FILE), f"{LETTER}/lists")
    state, before = f"{LETTER}/state", tray.version()
    assert tono.get(state, htmx=True, seen=before).status_code == 204
    piece(tono, to["pieces"], 0, FILE[:40])
    assert check(tono.get(state, htmx=True, seen=before).text, fragment=True) == []
    piece(tono, to["pieces"], 40, FILE[40:])
    tono.post(to["ends"], htmx=True)
    look(tono, "Masukkan 2 baris")
    assert tono.post("/staff/lists/1/cancellations", htmx=True).status_code == 200
    look(tono, "Impor dibatalkan. Tidak ada yang berubah.")
    assert tono.get(state, htmx=True, seen=before).headers["HX-Redirect"] == LETTER


def test_others_see_how_far_it_is_and_change_nothing(app, tono):
    bring(tono)
    look(tono, "Masukkan 2 baris")
    lina = Visitor(app).sign_in("lead")
    page = lina.get(LETTER).text
    assert ("2 baris" in page, "/staff/lists/1/confirmations" in page) == (True, False)
    assert lina.post("/staff/lists/1/cancellations").status_code == 403


def test_what_broke_off_with_its_server_says_so_at_once(tono):
    begun(tono, len(FILE), f"{LETTER}/lists")
    tray.live().writer.discard()
    tray._live = None  # the memory of another process
    page = tono.get(LETTER).text
    assert (check(page), "Impor terputus. Tidak ada yang berubah" in page) == ([], True)


REFUSALS = {
    "no file": (f"{LETTER}/lists", {}, 422, "Pilih daftar CSV atau XLSX"),
    "too much": (f"{LETTER}/lists/begun", {"size": 10**9}, 422, "paling besar 50 MB"),
    "no letter": ("/staff/inbox/7/lists", {}, 404, "Halaman ini tidak ada"),
    "not there": ("/staff/lists/7/confirmations", {}, 404, "Halaman ini tidak ada"),
    "absurd": (f"/staff/lists/{10**30}/ends", {}, 404, "Halaman ini tidak ada"),
}


@pytest.mark.parametrize("name", REFUSALS)
@BOTH
def test_a_refusal_is_said_and_nothing_is_written(tono, name, htmx):
    path, fields, status, words = REFUSALS[name]
    before = Event.select().count()
    answer = tono.post(path, fields, htmx=htmx, came_from=LETTER)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert (Event.select().count(), LetterFile.select().count()) == (before, 0)


def test_a_whole_list_that_is_too_large_is_told_the_other_way(tono):
    answer = bring(tono, b"x" * pieces.WHOLE)
    assert (answer.status_code, "bagi daftarnya" in answer.text) == (413, True)
