"""A list that came in and goes back: the same file, with its results."""

import io

import pytest
from python_calamine import load_workbook

from database import insert
from ministry_tables import LetterFile
from office.ministry import given_back, list_check, list_import, list_writer

LINES = (
    "DAFTAR ANOMALI;;;;\r\n"
    "NO;NIK;NAMA;JENIS ANOMALI;TINDAK LANJUT\r\n"
    '1;6401010101900001;"CONTOH; SATU";Nama tidak lazim;\r\n'
    "2;6401010101900002;-;Nama tidak lazim;\r\n"
)
HEAD = ["NIK", "NAMA", "JENIS ANOMALI"]


@pytest.fixture
def circle(letter, people, clock, office, tmp_path):
    """circle(file): brought in, and written to go back with no result yet."""

    def circle(file: bytes) -> bytes:
        path = tmp_path / "daftar"
        path.write_bytes(file)
        about = {"letter": letter.id, "officer": people.staf.id, "name": "daftar"}
        row = LetterFile.get_by_id(insert(LetterFile, **about, begun_at=clock()))
        list_import.run(row, list_check.check(path, office, None), by=people.staf, clock=clock)
        return list_writer.composed(given_back.task(letter, locked(row), until=clock()))

    return circle


def locked(row: LetterFile) -> LetterFile:
    return LetterFile.get_by_id(row.id)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_goes_back_as_it_came_with_its_results(circle, encoding):
    lines = LINES.replace("CONTOH; SATU", "CONTOH; É")
    back = circle(lines.encode(encoding)).decode(encoding)
    expected = lines.replace("lazim;\r", "lazim;Belum dikerjakan\r")
    head, *rows = expected.split("\r\n")
    added = [row + (";CATATAN" if row.startswith("NO") else ";" if row else "") for row in rows]
    assert back == "\r\n".join([head, *added])


def test_a_workbook_goes_back_with_the_name_of_its_sheet(circle):
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        made.add_worksheet("Petunjuk").write_row(0, 0, ("Isi", "kolom"))
        sheet = made.add_worksheet("Data & isi")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ("6401010101900001", "0012", "Nama tidak lazim"))
    book = load_workbook(io.BytesIO(circle(file.getvalue())))
    assert book.sheet_names == ["Data & isi"]
    assert book.get_sheet_by_index(0).to_python() == [
        [*HEAD, "HASIL", "CATATAN"],
        ["6401010101900001", "0012", "Nama tidak lazim", "Belum dikerjakan", ""],
    ]
