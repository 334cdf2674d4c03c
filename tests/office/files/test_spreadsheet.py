"""A spreadsheet that leaves the office: text in every cell, and nothing of it on the disk."""

import io

import pytest
from python_calamine import CalamineWorkbook

from office.files import spreadsheet


def read(file: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()


def test_a_nik_stays_a_text_with_all_its_digits():
    file = spreadsheet.write("Daftar", ("NIK", "Nama"), [("0000000000000001", "Contoh")])
    assert read(file) == [["NIK", "Nama"], ["0000000000000001", "Contoh"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_starts_a_formula(start):
    file = spreadsheet.write("Daftar", ("Nama",), [(f"{start}1+1",)])
    assert str(read(file)[1][0]).startswith("'")


def test_nothing_of_it_lies_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no such folder"))
    assert spreadsheet.write("Daftar", ("Nama",), [("Contoh",)] * 3)
