"""Results brought as a list through their page: taken along, sent, looked at, taken; refused."""

from io import BytesIO

import pytest
from python_calamine import load_workbook

from models import Case
from office.ministry.result_files import tray
from reply_tables import ListTaken
from staff import pieces
from tests.faces import Visitor
from tests.office.ministry.replies.lists import standing
from tests.staff.desks import says
from tests.staff.test_imports import begun, piece, seen
from tests.strict_html import check

PAGE = "/staff/results"
BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def tono(app, at_rows, people, clock):
    visitor = Visitor(app).sign_in("staf")
    visitor.get(PAGE)
    yield visitor
    if upload := tray.live():
        tray.cancel(upload.row.id, at=clock())
        seen(visitor, "Kirim dan periksa", PAGE)


def filled(case: Case, *results: str) -> bytes:
    lines = [f"{case.id}-{n};{result};" for n, result in enumerate(results, start=1)]
    return "\n".join(("KUNCI;HASIL;CATATAN", *lines)).encode()


def bring(tono: Visitor, file: bytes):
    return tono.post(f"{PAGE}/files", file=(BytesIO(file), "hasil.csv"))


@BOTH
def test_a_list_is_looked_at_and_ends_the_lembar(tono, at_rows, htmx):
    bring(tono, filled(at_rows, "Sudah diperbaiki", "Data sudah benar"))
    page = seen(tono, "2 hasil", PAGE)
    assert check(page) == [] and "Selesaikan 1 lembar" in page
    tono.post(f"{PAGE}/files/1/confirmations", {"finish": "1"}, htmx=htmx)
    page = seen(tono, "2 hasil dicatat, 1 lembar selesai.", PAGE)
    assert (check(page), Case.get_by_id(at_rows.id).end) == ([], "done")
    assert [row.result for row in standing(at_rows)] == ["fixed", "correct"]


def test_what_is_wrong_with_a_list_is_told_line_by_line(tono, at_rows):
    bring(tono, filled(at_rows, "Beres", "Data sudah benar"))
    page = seen(tono, "1 baris tidak dapat diambil", PAGE)
    assert "hasil tidak dikenal" in page and "1 lembar karena itu dibiarkan" in page
    report = tono.get(f"{PAGE}/files/1/report").data.decode("utf-8-sig")
    assert report.splitlines()[1].startswith('2;"hasil tidak dikenal')
    tono.post(f"{PAGE}/files/1/cancellations")
    assert "Dibatalkan. Tidak ada hasil yang dicatat." in seen(tono, "Dibatalkan", PAGE)
    assert [row.result for row in standing(at_rows)] == ["", ""]


def test_what_is_no_list_of_ours_is_refused(tono):
    bring(tono, b"NIK;NAMA\n1;2\n")
    assert "Ini bukan daftar hasil dari Pulih" in seen(tono, "Ini bukan", PAGE)


def test_a_list_comes_in_pieces(tono, at_rows):
    file = filled(at_rows, "Sudah diperbaiki", "Sudah diperbaiki")
    where = begun(tono, len(file), f"{PAGE}/files")
    assert where["piece"] == pieces.PIECE
    assert piece(tono, where["pieces"], 0, file).status_code == 204
    assert tono.post(where["ends"], htmx=True).status_code == 204
    assert "2 hasil" in seen(tono, "2 hasil", PAGE)


def test_rows_are_taken_along_with_a_reason(tono):
    assert check(tono.get(PAGE).text) == []
    fields = {"letter": "", "which": "open", "whose": "all", "open_for": "Dikerjakan di SIAK"}
    answer = tono.post(f"{PAGE}/lists", fields)
    rows = load_workbook(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert (len(rows), rows[1][3]) == (3, "6401010101900001")
    taken = ListTaken.get()
    assert (taken.rows, taken.letter, taken.reason) == (2, None, "Dikerjakan di SIAK")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"open_for": ""}, "Tulis untuk apa daftar ini diunduh"),
        ({"which": "later"}, "Tidak ada baris seperti itu"),
        ({"which": "x"}, "Pilih baris mana yang diunduh"),
    ],
)
def test_no_rows_are_taken_along_without_saying_which_and_why(tono, fields, sentence):
    told = {"which": "open", "whose": "all", "open_for": "x", **fields}
    answer = tono.post(f"{PAGE}/lists", told)
    assert answer.status_code == 422 and says(answer, sentence)
    assert ListTaken.select().count() == 0
