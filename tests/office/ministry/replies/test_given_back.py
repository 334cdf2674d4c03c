"""The list that goes back to the ministry, in the layout in which it came."""

import csv
import io

import pytest
from python_calamine import load_workbook

from office.errors import Incomplete, NotAllowed
from office.ministry import given_back, list_writer
from reply_tables import ListTaken
from tests.office.ministry.replies.lists import CSV, HEAD, XLSX, bring_list, group, listed

ODD = ["=1+1", "+62812", "-", "@SUM(A1)", "-2+3", "0001234567890123"]


@pytest.fixture
def given(letter, clock):
    """given(file): the list as of now; None: of what came with no list."""
    return lambda file: list_writer.composed(given_back.task(letter, file, until=clock()))


@pytest.fixture
def take(letter, people, clock):
    """take(file): the same, taken along by Tono."""

    def take(file, reason="Untuk Ditjen", by=None) -> bytes:
        told = {"role": "staff", "by": by or people.staf, "at": clock()}
        return given_back.take(letter, file, reason, rows=2, until=clock(), **told)

    return take


@pytest.fixture
def brought(letter, people, clock):
    return lambda rows=2, layout=CSV, cells=None: bring_list(
        letter, rows, layout, by=people.staf, at=clock(), cells=cells
    )


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_a_csv_comes_back_with_its_titles_and_its_own_empty_columns_filled(
    brought,
    given,
    anomalies,
    letter,
    people,
    clock,
    settle,
):
    file = brought(3)
    told = {"letter": letter, "by": people.staf, "at": clock()}
    settle(group(anomalies, listed(file)[:1], **told), "centre", "Rekaman ganda")
    group(anomalies, listed(file)[1:2], **told)
    assert read(given(file)) == [
        ["DAFTAR ANOMALI"],
        HEAD,
        ["1", "6401010101900000", "CONTOH", "A1", "Diajukan ke pusat", "Rekaman ganda"],
        ["2", "6401010101900001", "CONTOH", "A2", "Belum selesai", ""],
        ["3", "6401010101900002", "CONTOH", "A1", "Belum dikerjakan", ""],
    ]


def test_a_workbook_comes_back_as_one_and_every_cell_is_text(brought, given):
    file = brought(1, {**XLSX, "sheet": 'A & "B"'}, cells=ODD)
    book = load_workbook(io.BytesIO(given(file)))
    assert book.sheet_names == ['A & "B"']
    (head, row) = book.get_sheet_by_index(0).to_python()
    assert (head, row) == ([*HEAD, "HASIL", "CATATAN"], [*ODD, "Belum dikerjakan", ""])


def test_no_cell_of_a_csv_is_reckoned_and_what_is_harmless_stays(brought, given):
    (*_, row) = read(given(brought(1, cells=ODD)))
    assert row[:6] == ["'=1+1", "+62812", "-", "'@SUM(A1)", "'-2+3", "0001234567890123"]


def test_what_no_xml_may_hold_does_not_break_a_workbook(brought, given):
    odd = ["\x0b<b>&", "_x0041_", " a\nb ", "😀", "", ""]
    (_, row) = (
        load_workbook(io.BytesIO(given(brought(1, XLSX, odd)))).get_sheet_by_index(0).to_python()
    )
    assert row[:4] == ["<b>&", "_x0041_", " a\nb ", "😀"]


def test_letters_that_the_lists_encoding_lacks_do_not_stop_it(brought, given):
    layout = {**CSV, "encoding": "cp1252", "above": []}
    content = given(brought(1, layout, ["1", "Ñ", "😀", "", "", ""]))
    assert content.decode("cp1252").splitlines()[1].startswith("1;Ñ;?;")


def test_rows_that_came_with_no_list_have_a_list_of_their_own(letter, given, open_lembar, settle):
    settle(open_lembar(1, reference=letter.reference, dated=letter.dated))
    head, row = load_workbook(io.BytesIO(given(None))).get_sheet_by_index(0).to_python()
    assert head == ["NIK", "NIK LAIN", "KATEGORI", "MASALAH", "HASIL", "CATATAN"]
    assert row[4:] == ["Sudah diperbaiki", "Dicek."]


def test_one_column_holds_both_where_a_list_has_one(
    brought, given, people, letter, anomalies, clock, settle
):
    file = brought(1)
    given_back.place(file, 5, 5, by=people.staf)
    told = {"letter": letter, "by": people.staf, "at": clock()}
    settle(group(anomalies, listed(file), **told), "centre", "Rekaman ganda")
    assert read(given(file))[-1][4:] == ["", "Diajukan ke pusat: Rekaman ganda"]


def test_where_results_go_is_remembered_for_lists_with_the_same_headings(brought, people):
    given_back.place(brought(), None, 4, by=people.staf)
    assert given_back.places(brought()) == (None, 4)


def test_a_column_that_the_ministry_filled_is_not_written_over(brought, people, refused):
    file = brought(1, cells=["1", "2", "3", "A1", "", "Cek KK"])
    assert given_back.places(file) == (4, None)
    with refused(Incomplete, "Kolom KETERANGAN sudah berisi"):
        given_back.place(file, 4, 5, by=people.staf)
    with refused(Incomplete, "Kolom itu tidak ada di daftar ini"):
        given_back.place(file, 6, None, by=people.staf)


def test_a_list_whose_remembered_column_holds_something_gets_a_column_more(brought, people, given):
    given_back.place(brought(), 4, 5, by=people.staf)
    file = brought(1, cells=["1", "2", "3", "A1", "", "Cek KK"])
    assert given_back.places(file) == (4, None)
    assert read(given(file))[-1] == ["1", "2", "3", "A1", "Belum dikerjakan", "Cek KK", ""]


def test_who_takes_a_list_along_is_written_down(brought, take, people, events):
    assert read(take(brought()))[1] == HEAD
    row = ListTaken.get()
    assert (row.officer, row.role, row.reason, row.rows) == (
        people.staf,
        "staff",
        "Untuk Ditjen",
        2,
    )
    assert events()[-1] == "list taken"


def test_no_list_is_taken_without_a_reason_or_by_another_office(brought, take, refused, neighbours):
    file = brought()
    with refused(Incomplete, "Tulis untuk apa daftar ini diunduh"):
        take(file, " ")
    with refused(NotAllowed, "bukan milik kantor ini"):
        take(file, by=neighbours.dina)


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (103, "CZ")])
def test_columns_are_named_as_spreadsheets_do(place, letters):
    assert list_writer.column(place) == letters
