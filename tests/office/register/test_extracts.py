"""Files as offices have them: other separators, other letters, other words in the head, faults."""

import zipfile
import zlib

import pytest

from office.errors import Incomplete
from office.register import extracts
from office.register.staging import ELEMENTS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = "NIK;NO_KK;NAMA_LGKP;JENIS_KLMIN;TGL_LHR"
SITI = "6401014101900001;6401010101100001;SITI CONTOH;2;01-01-1990"


@pytest.fixture
def read(tmp_path):
    """read(text) -> the values of each row, as element -> value, and what was bad."""

    def read(text: str | bytes):
        file = tmp_path / "dkb.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        rows = list(extracts.rows(extracts.open_file(file)))
        bad = [(row.line, row.reason) for row in rows if isinstance(row, extracts.Bad)]
        good = [row for row in rows if not isinstance(row, extracts.Bad)]
        return [dict(zip(ELEMENTS, values, strict=True)) for _, values in good], bad

    return read


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_any_usual_separator_is_understood(read, mark):
    (siti,), bad = read(f"{HEAD}\n{SITI}\n".replace(";", mark))
    assert (siti["name"], siti["sex"], siti["birth_date"], bad) == (
        *("SITI CONTOH", "P", "1990-01-01"),
        [],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_usual_encoding_is_understood(read, encoding):
    (rene,), _ = read(f"{HEAD}\n{SITI}\n".replace("SITI", "RENÉ").encode(encoding))
    assert rene["name"] == "RENÉ CONTOH"


@pytest.mark.parametrize(
    ("element", "header"),
    [(element, word) for element in ELEMENTS for word in extracts.HEADERS[element].split(",")],
)
def test_every_spelling_of_a_head_is_known(tmp_path, element, header):
    others = [word for name, word in (("nik", "NIK"), ("name", "NAMA_LGKP")) if name != element]
    file = tmp_path / "dkb.csv"
    file.write_text(";".join([*others, header.strip().lower()]))
    assert element in dict(extracts.open_file(file).mapping)


def test_headers_nobody_knows_are_told(tmp_path):
    file = tmp_path / "dkb.csv"
    file.write_text(f"{HEAD};GOL_DARAH\n")
    assert extracts.open_file(file).unknown == ("GOL_DARAH",)


def test_a_file_without_a_head_is_refused(read):
    with pytest.raises(Incomplete, match="Baris pertama berkas harus memuat judul kolom"):
        read(SITI)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";6401010101100001;;L;", "tidak ada NIK dan tidak ada nama"),
        ("6401014101900001;SITI", "2 kolom, seharusnya 5"),
        ("6,40101E+15;;SITI;P;", "NIK tersimpan sebagai angka"),
        ("6.40101E+15;;SITI;P;", "NIK tersimpan sebagai angka"),
        ("6.4e15;;SITI;P;", "NIK tersimpan sebagai angka"),
        (f"{'1' * 31};;SITI;P;", "NIK terlalu panjang"),
        (f"1;;{'A' * 201};P;", "isi kolom terlalu panjang"),
        ("1;;SI\x00TI;P;", "huruf yang tidak terbaca"),
    ],
)
def test_a_row_that_cannot_be_kept_is_told_with_its_line(read, row, reason):
    good, [(line, told)] = read(f"{HEAD}\n{SITI}\n{row}\n{SITI}\n")
    assert (len(good), line) == (2, 3)
    assert told.startswith(reason)


def test_bytes_that_are_no_letters_spoil_only_their_row(read):
    good, bad = read(f"{HEAD}\n{SITI}É\n".encode() + b"1;;SI\xffTI;P;\n")
    assert (len(good), bad) == (1, [(3, "huruf yang tidak terbaca")])


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("31/12/1990", "1990-12-31"),
        ("1990-12-31 00:00:00", "1990-12-31"),
        ("31121990", "1990-12-31"),
        ("31-02-1990", "31-02-1990"),
        ("00-00-1990", "00-00-1990"),
        ("", ""),
    ],
)
def test_a_day_that_is_none_stays_as_it_stood(read, typed, held):
    (siti,), _ = read(f"{HEAD}\n1;;SITI;P;{typed}\n")
    assert siti["birth_date"] == held


def test_a_broken_nik_is_data_and_no_fault(read):
    (siti,), bad = read(f"{HEAD}\n64-01 0141;;SITI;P;\n")
    assert (siti["nik"], bad) == ("64010141", [])


@pytest.fixture
def workbook(tmp_path):
    """workbook(cells, …) writes an XLSX; a text is a text in it, a number a number."""

    def cell(value: object) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    def workbook(*rows: tuple):
        sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
        parts = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="b" '
            f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
            '<sheet name="DKB" sheetId="1" r:id="a"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
            f'Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}'
            "</sheetData></worksheet>",
        }
        with zipfile.ZipFile(tmp_path / "dkb.xlsx", "w") as book:
            for name, text in parts.items():
                book.writestr(name, text)
        return tmp_path / "dkb.xlsx"

    return workbook


def test_a_workbook_is_read_like_a_file_of_text(workbook):
    file = workbook(("NIK", "NAMA_LGKP", "NO_RT"), ("6401014101900001", "SITI CONTOH", 3))
    ((line, values),) = extracts.rows(extracts.open_file(file))
    siti = dict(zip(ELEMENTS, values, strict=True))
    assert (line, siti["nik"], siti["name"], siti["rt"]) == (
        *(2, "6401014101900001", "SITI CONTOH"),
        "3",
    )


def test_a_nik_that_a_spreadsheet_made_a_number_is_told(workbook):
    file = workbook(("NIK", "NAMA_LGKP"), (6401014101900001, "SITI CONTOH"))
    (bad,) = extracts.rows(extracts.open_file(file))
    assert (bad.line, bad.reason[:27]) == (2, "NIK tersimpan sebagai angka")


def test_a_broken_workbook_is_refused(tmp_path):
    file = tmp_path / "dkb.xlsx"
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("halo.txt", "halo")
    with pytest.raises(Incomplete, match="bukan XLSX yang utuh"):
        extracts.open_file(file)


FAR = b'<c r="XFD1"/>', b"<c r='ZZ9'/>", b'<row r = "199999">', b'<c r="B1048576"/>'


@pytest.mark.parametrize("inside", [b"<row/>" * 100_002, b"\0" * 10_000_000, *FAR])
def test_a_workbook_that_is_too_large_is_refused_with_advice(packed, inside):
    with pytest.raises(Incomplete, match="paling banyak 100000 baris"):
        extracts.open_file(packed(inside))


def test_a_line_without_an_end_is_not_kept_whole(read):
    rows, bad = read(f"{HEAD}\n{'a' * 3_000_000}\n6401014101900001;;SITI;P;\n")
    assert ([row["name"] for row in rows], len(bad)) == (["SITI"], 3)


def test_a_workbook_that_lies_about_its_size_is_inflated_to_the_limit_only(packed, monkeypatch):
    monkeypatch.setattr("office.files.workbook.BYTES", 1_000_000)
    file = packed(b"\0" * 2_000_000, said=1000)
    with pytest.raises(Incomplete, match="paling banyak 100000 baris"):
        extracts.open_file(file)


@pytest.fixture
def packed(tmp_path):
    """packed(inside, said=…): a workbook with such a sheet, which may say another size of it."""

    def packed(inside: bytes, said: int = 0):
        file = tmp_path / "dkb.xlsx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("xl/worksheets/sheet1.xml", inside)
            if said:
                (sheet,) = book.infolist()
                sheet.file_size, sheet.CRC = said, zlib.crc32(inside[:said])
        return file

    return packed
