"""An extract of population data as a file: how it is laid out, and its rows one by one.

Broken data is what the office is for: a NIK of 15 digits or a date that is none is read as it
stands. Refused is only what could not be kept: a row without a name and number, or not whole.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from office import elements, nik
from office.errors import Incomplete
from office.sealed import Sealed
from office.spreadsheet import harmless
from office.staging import ELEMENTS, Values

# What offices call an element in the head of a file; compared in capitals, letters only.
HEADERS = {
    "nik": "NIK, NO_NIK, NOMOR INDUK KEPENDUDUKAN",
    "family": "NO_KK, NOMOR KK, NOKK, KK, NOMOR KARTU KELUARGA, NO KARTU KELUARGA",
    "name": "NAMA_LGKP, NAMA LENGKAP, NAMA",
    "sex": "JENIS_KLMIN, JENIS KELAMIN, JK, JNS_KELAMIN, KELAMIN",
    "birth_place": "TMPT_LHR, TEMPAT LAHIR, TMP_LAHIR, TEMPAT_LHR",
    "birth_date": "TGL_LHR, TANGGAL LAHIR, TGL LAHIR",
    "religion": "AGAMA, KEPERCAYAAN",
    "education": "PDDK_AKH, PENDIDIKAN, PENDIDIKAN AKHIR, PENDIDIKAN TERAKHIR",
    "occupation": "JENIS_PKRJN, PEKERJAAN, JENIS PEKERJAAN",
    "marital": "STAT_KWN, STATUS KAWIN, STATUS PERKAWINAN",
    "relation": "STAT_HBKEL, SHDK, HUBUNGAN KELUARGA, STATUS HUBUNGAN DALAM KELUARGA",
    "citizenship": "KWRNGRN, KEWARGANEGARAAN, WARGA NEGARA",
    "immigration": "DOK_IMGR, NO_PASPOR, NO_KITAP, DOKUMEN IMIGRASI",
    "father": "NAMA_LGKP_AYAH, NAMA AYAH, AYAH",
    "mother": "NAMA_LGKP_IBU, NAMA IBU, IBU, NAMA IBU KANDUNG",
    "address": "ALAMAT, ALAMAT LENGKAP",
    "rt": "NO_RT, RT",
    "rw": "NO_RW, RW",
    "village": "NAMA_KEL, KELURAHAN, DESA, DESA KELURAHAN, KEL_NAME, NO_KEL",
    "district": "NAMA_KEC, KECAMATAN, KEC_NAME, NO_KEC",
    "status": "STAT_HDP, STATUS HIDUP, STATUS PENDUDUK",
}
LONGEST, LONGEST_NUMBER = 200, 30  # letters of a value, of a NIK or No. KK as typed
SHEET_ROWS = 100_000  # a workbook is read whole into memory
SHEET_BYTES = 250_000_000  # inflated
SHEET_RATIO = 200  # bytes a byte of a workbook may become; real ones reach some 20
SHEET_PARTS = 1000  # files in a workbook
SHEET_COLUMNS = 104  # A to CZ
# A cell far off the others: the workbook's reader would make room for all that lie between.
FAR = re.compile(
    rb"""r\s*=\s*["'](?:[A-Z]{3}|[D-Z][A-Z]|[A-Z]{0,2}(?:\d{7}|[2-9]\d{5}|1[1-9]\d{4}))"""
)
EXPONENT = re.compile(r"\d[.,]?\d*E\+?\d{1,3}", re.I)  # a spreadsheet's NIK; its dot is out
CHUNK = 1 << 20
Source = Path | Sealed  # where a file lies: in clear, or as it was uploaded


@dataclass(frozen=True)
class Layout:
    """How a file is read: `columns` is, for each of ELEMENTS, its column or -1."""

    path: Source
    header: tuple[str, ...]
    columns: tuple[int, ...]
    unknown: tuple[str, ...]  # headers nobody asked for
    delimiter: str = ""  # "" of a workbook
    encoding: str = ""

    @property
    def mapping(self) -> list[tuple[str, str]]:
        """(element, header) of those that are there."""
        pairs = zip(ELEMENTS, self.columns, strict=True)
        return [(element, self.header[column]) for element, column in pairs if column >= 0]


@dataclass(frozen=True)
class Bad:
    """A row that was left out, and why; never what stood in it."""

    line: int
    reason: str


def open_file(path: Source) -> Layout:
    """Read the head of a file. Raises Incomplete when it is no extract."""
    with path.open("rb") as file:
        is_workbook = zipfile.is_zipfile(file)
    if is_workbook:
        _refuse_bombs(path)
        lines = _cells(path)
        return _layout(path, [str(cell) for cell in next(lines, [])])
    encoding = _encoding(path)
    with _text_of(path, encoding) as file:
        head = file.readline(CHUNK)
        delimiter = max(";,\t|", key=head.count)
        header = next(csv.reader([head], delimiter=delimiter), [])
    return _layout(path, header, delimiter, encoding)


def rows(layout: Layout) -> Iterator[tuple[int, Values] | Bad]:
    """Each row under the head, (line, values), or what is bad about it. Empty lines are none."""
    width = len(layout.header)
    pick = itemgetter(*layout.columns)  # a column that is not there is the last, an empty one
    for line, cells in _lines(layout):
        if isinstance(cells, str):
            yield Bad(line, cells)
        elif not any(cells):
            continue
        elif len(cells) != width:
            yield Bad(line, f"{len(cells)} kolom, seharusnya {width}")
        else:
            yield _row(line, pick([*cells, ""]))


def report(told: Iterable[tuple[int, str]]) -> bytes:
    """Which lines to look at and why, as CSV for a spreadsheet. Nothing in it tells of a person."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("baris", "keterangan"))
    writer.writerows((line, harmless(reason)) for line, reason in told)
    return out.getvalue().encode("utf-8-sig")


def _layout(path: Source, header: Sequence[str], delimiter: str = "", encoding: str = "") -> Layout:
    spelled = [_plain(head) for head in header]
    known = [[_plain(word) for word in HEADERS[element].split(",")] for element in ELEMENTS]
    # Of several columns that fit, the one whose name stands first in our list.
    columns = tuple(next((spelled.index(w) for w in words if w in spelled), -1) for words in known)
    if columns[ELEMENTS.index("name")] < 0 or columns[ELEMENTS.index("nik")] < 0:
        raise Incomplete(
            "Baris pertama berkas harus memuat judul kolom, sedikitnya NIK dan NAMA_LGKP. "
            "Judul yang dikenal di baris itu: {found}.",
            found=", ".join(header[place] for place in columns if place >= 0) or "-",
        )
    unknown = tuple(head for place, head in enumerate(header) if place not in columns)
    return Layout(path, tuple(header), columns, unknown, delimiter, encoding)


def _plain(head: str) -> str:
    return re.sub(r"[^A-Z]", "", head.upper())


def _lines(layout: Layout) -> Iterator[tuple[int, Sequence[Any] | str]]:
    """(line, its cells), or what stopped the line from being read."""
    if not layout.delimiter:
        sheet = enumerate(_cells(layout.path), start=1)
        next(sheet, None)
        yield from sheet
        return
    with _text_of(layout.path, layout.encoding) as file:
        pieces = iter(partial(file.readline, CHUNK), "")  # a line without an end comes in pieces
        reader = csv.reader(pieces, delimiter=layout.delimiter)
        next(reader, None)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield reader.line_num, "tanda kutip yang tidak ditutup"
                continue
            yield reader.line_num, cells


def _cells(path: Source) -> Iterator[Sequence[Any]]:
    """The rows of a workbook's first sheet."""
    import python_calamine  # an idle server carries it not

    try:
        with path.open("rb") as file:
            book = python_calamine.load_workbook(file)
        yield from book.get_sheet_by_index(0).iter_rows()
    except python_calamine.CalamineError:
        raise Incomplete("Berkas ini bukan XLSX yang utuh.") from None


def _text_of(path: Source, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(path.open("rb"), encoding=encoding, errors="replace", newline="")


def _row(line: int, cells: tuple[Any, ...]) -> tuple[int, Values] | Bad:
    """The values of a row, cleaned, or what is bad about them."""
    try:
        whole, values = "".join(cells), list(map(str.strip, cells))
    except TypeError:  # a workbook has numbers and days, too
        values = [_text(cell) for cell in cells]
        whole = "".join(values)
    if "  " in whole or not whole.isprintable():  # line breaks within an address, odd spaces
        values = [" ".join(value.split()) for value in values]
        whole = "".join(values)
    if "\ufffd" in whole or not whole.isprintable():
        return Bad(line, "huruf yang tidak terbaca")
    if len(max(values, key=len)) > LONGEST:
        return Bad(line, "isi kolom terlalu panjang, atau tanda kutip yang tidak ditutup")
    for place, word in NUMBERS:
        number = values[place] if values[place].isdigit() else _number(values[place])
        if type(cells[place]) is float or EXPONENT.fullmatch(number):
            return Bad(line, f"{word} tersimpan sebagai angka; simpan kolomnya sebagai teks")
        if len(number) > LONGEST_NUMBER:
            return Bad(line, f"{word} terlalu panjang")
        values[place] = number
    if not values[NIK] and not values[NAME]:
        return Bad(line, "tidak ada NIK dan tidak ada nama")
    values[BORN], values[SEX] = elements.day(values[BORN]), elements.sex(values[SEX])
    return line, tuple(values)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()  # a day reads 1990-01-31


def _number(text: str) -> str:
    return nik.bare(text.lstrip("'`"))


def _encoding(path: Source) -> str:
    """utf-8-sig, utf-16 by its mark, or cp1252 where most of what is no ASCII is not UTF-8."""
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        while chunk := file.read(CHUNK):
            if chunk.isascii():
                continue
            text = decoder.decode(chunk)
            lost = text.count("\ufffd")
            bad += lost
            good += sum(not letter.isascii() for letter in text) - lost
    return "cp1252" if bad > good else "utf-8-sig"


def _refuse_bombs(path: Source) -> None:
    """Stop at what is too much: by what a workbook says of itself, then by inflating it without
    keeping it. Raises Incomplete.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as book:
            parts = book.infolist()
            packed = sum(part.compress_size for part in parts)
            inflated = sum(part.file_size for part in parts)
            if len(parts) > SHEET_PARTS or inflated > min(SHEET_BYTES, SHEET_RATIO * packed):
                raise _too_large()
            _inflate(book, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        raise Incomplete("Berkas ini bukan XLSX yang utuh.") from None


def _inflate(book: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo]) -> None:
    total = lines = 0
    for member in parts:
        member.file_size = SHEET_BYTES + CHUNK  # to its true end, whatever it says
        sheet, end = "worksheets/" in member.filename, b""
        with book.open(member) as part:
            while chunk := part.read(CHUNK):
                total += len(chunk)
                lines += chunk.count(b"<row") if "sheet1." in member.filename else 0
                far = sheet and FAR.search(end + chunk)
                if far or lines > SHEET_ROWS + 1 or total > SHEET_BYTES:
                    raise _too_large()
                end = chunk[-20:]


def _too_large() -> Incomplete:
    return Incomplete(
        "Berkas XLSX ini terlalu besar: paling banyak {n} baris dan {columns} kolom. "
        "Simpan sebagai CSV, lalu impor CSV itu.",
        n=SHEET_ROWS,
        columns=SHEET_COLUMNS,
    )


NIK, NAME = ELEMENTS.index("nik"), ELEMENTS.index("name")
BORN, SEX = ELEMENTS.index("birth_date"), ELEMENTS.index("sex")
NUMBERS = ((NIK, "NIK"), (ELEMENTS.index("family"), "No. KK"))
