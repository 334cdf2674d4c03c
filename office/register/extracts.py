"""An extract of population data as a file: how it is laid out, and its rows one by one.

Broken data is what the office is for: a NIK of 15 digits or a date that is none is read as it
stands. Refused is only what could not be kept: a row without a name and number, or not whole.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

from office.errors import Incomplete
from office.files import cells
from office.files.cells import Grid
from office.files.spreadsheet import harmless
from office.files.workbook import Source
from office.register import elements, nik
from office.register.staging import ELEMENTS, Values

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
EXPONENT = re.compile(r"\d[.,]?\d*E\+?\d{1,3}", re.I)  # a spreadsheet's NIK; its dot is out


@dataclass(frozen=True)
class Layout:
    """How a file is read: `columns` is, for each of ELEMENTS, its column or -1."""

    grid: Grid
    header: tuple[str, ...]
    columns: tuple[int, ...]
    unknown: tuple[str, ...]  # headers nobody asked for

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
    grid = cells.open_grid(path)
    _, head = next(cells.lines(grid), (1, ()))
    return _layout(grid, [str(cell) for cell in head] if not isinstance(head, str) else [])


def rows(layout: Layout) -> Iterator[tuple[int, Values] | Bad]:
    """Each row under the head, (line, values), or what is bad about it. Empty lines are none."""
    width = len(layout.header)
    pick = itemgetter(*layout.columns)  # a column that is not there is the last, an empty one
    for line, found in islice(cells.lines(layout.grid), 1, None):
        if isinstance(found, str):
            yield Bad(line, found)
        elif not any(found):
            continue
        elif len(found) != width:
            yield Bad(line, f"{len(found)} kolom, seharusnya {width}")
        else:
            yield _row(line, pick([*found, ""]))


def report(told: Iterable[tuple[int, str]]) -> bytes:
    """Which lines to look at and why, as CSV for a spreadsheet. Nothing in it tells of a person."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("baris", "keterangan"))
    writer.writerows((line, harmless(reason)) for line, reason in told)
    return out.getvalue().encode("utf-8-sig")


def _layout(grid: Grid, header: Sequence[str]) -> Layout:
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
    return Layout(grid, tuple(header), columns, unknown)


def _plain(head: str) -> str:
    return re.sub(r"[^A-Z]", "", head.upper())


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


NIK, NAME = ELEMENTS.index("nik"), ELEMENTS.index("name")
BORN, SEX = ELEMENTS.index("birth_date"), ELEMENTS.index("sex")
NUMBERS = ((NIK, "NIK"), (ELEMENTS.index("family"), "No. KK"))
