"""An XLSX: looked through before anything reads it, so that none fills the memory or holds more
than cells; then its rows."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from office.errors import Incomplete
from office.files.sealed import Sealed

ROWS = 100_000  # a workbook is read whole into memory
BYTES = 250_000_000  # inflated
RATIO = 200  # bytes a byte of a workbook may become; real ones reach some 20
PARTS = 1000  # files in a workbook
COLUMNS = 104  # A to CZ
FORMULAS = 200_000  # cells that may be reckoned
HELD = 4_000_000_000  # bytes in memory, did every cell hold the longest text
LONG = re.compile(rb"[^<]{1000,}")
# A cell far off the others: the workbook's reader would make room for all that lie between.
FAR = re.compile(
    rb"""r(?<=\sr)\s*=\s*["'](?:[A-Za-z]{3}|[D-Zd-z][A-Za-z]"""
    rb"""|[A-Za-z]{0,2}(?:\d{7}|[2-9]\d{5}|1[1-9]\d{4}))"""
)
FORMULA = re.compile(rb"<(?!xm:)(?:\w+:)?f[\s/>]")  # those of xm stand outside the cells
RECKONED = re.compile(rb"""<c\s(?:[^<>]*\s)?r=["']([A-Z]{1,2})(\d+)["'][^<>]*>\s*$""")
PREFIXED = {b"row": re.compile(rb"<\w+:row\b"), b"c": re.compile(rb"<\w+:c\b")}
MACROS = ("vbaproject", "macrosheets")
DTD = re.compile(rb"<!DOCTYPE|<!ENTITY")  # might lead a reader out of the file, or blow up in it
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # 16 bits a letter would hide it
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*?\s\w+:id=[\"']([^\"']+)[\"']")
NAMED = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*?\bname=[\"']([^\"']*)[\"']")
LINK = re.compile(rb"<Relationship\s[^<>]*>")
PART = re.compile(rb"\s(Id|Target)=[\"']/?(?:xl/)?([^\"']+)[\"']")
CHUNK = 1 << 20
OVERLAP = 200  # bytes of a chunk that are looked at again with the next
UNTRUE = (KeyError, UnicodeDecodeError)  # what a workbook says of its parts
BROKEN = "Berkas ini bukan XLSX yang utuh."
Source = Path | Sealed  # where a file lies: in clear, or as it was uploaded
Formulas = frozenset[tuple[str, int, int]]  # sheet, line, column from 0


def look_through(path: Source) -> tuple[tuple[str, ...], Formulas]:
    """Its sheets in order, and the cells that are reckoned. Raises Incomplete at what is too much:
    by what a workbook says of itself, then by inflating it without keeping it.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as book:
            parts = book.infolist()
            packed = sum(part.compress_size for part in parts)
            inflated = sum(part.file_size for part in parts)
            if len(parts) > PARTS or inflated > min(BYTES, RATIO * packed):
                raise _too_large()
            if any(word in part.filename.lower() for part in parts for word in MACROS):
                raise Incomplete(
                    "Berkas ini memuat makro. Simpan sebagai XLSX tanpa makro, lalu kirim lagi."
                )
            formulas = _inflate(book, parts)
            return _sheets(book), frozenset(formulas)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, *UNTRUE):
        raise Incomplete(BROKEN) from None


def title(path: Source, sheet: int) -> str:
    """What the workbook calls one of its sheets."""
    with path.open("rb") as file, zipfile.ZipFile(file) as book:
        named = NAMED.findall(book.read("xl/workbook.xml"))
    return unescape(named[sheet].decode()) if sheet < len(named) else ""


class Book:
    """A workbook as it is read. The sheet read last stays in memory, for it is read again."""

    def __init__(self, path: Source) -> None:
        self.path = path
        self._held: tuple[int, Any] = (-1, None)

    def rows(self, sheet: int) -> Iterator[list[Any]]:
        """The rows of a sheet. A cell that spans several rows stands in each of them."""
        grid = self._sheet(sheet)
        before = (grid.start or (0, 0))[1]  # columns to the left of the first that holds anything
        tall = {low: high[0] for low, high in grid.merged_cell_ranges or () if low[1] == high[1]}
        spans: dict[int, tuple[int, Any]] = {}  # column -> last row, value
        for place, cells in enumerate(grid.iter_rows()):
            cells = [""] * before + cells
            for column in range(len(cells)) if tall else ():
                if last := tall.get((place, column)):
                    spans[column] = (last, cells[column])
                elif place <= spans.get(column, (-1,))[0]:
                    cells[column] = spans[column][1]
            yield cells

    def _sheet(self, number: int) -> Any:
        import python_calamine  # an idle server carries it not

        if self._held[0] != number:
            self._held = (-1, None)  # first: two are too much
            try:
                with self.path.open("rb") as file:
                    sheet = python_calamine.load_workbook(file).get_sheet_by_index(number)
            except python_calamine.CalamineError:
                raise Incomplete(BROKEN) from None
            self._held = (number, sheet)
        return self._held[1]


def _inflate(book: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> set[tuple[str, int, int]]:
    formulas: set[tuple[str, int, int]] = set()
    total = cells = longest = 0
    for member in parts:
        member.file_size = BYTES + CHUNK  # to its true end, whatever it says
        is_sheet, lines, end = "worksheets/" in member.filename, 0, b""
        with book.open(member) as part:
            while chunk := part.read(CHUNK):
                total, seen = total + len(chunk), end + chunk
                is_sheet = is_sheet or b"sheetData" in seen  # whatever its file is called
                if DTD.search(seen) or (not end and chunk.startswith(WIDE)):
                    raise Incomplete("Berkas XLSX ini memuat DTD atau entitas XML.")
                if is_sheet:
                    lines, cells = lines + _count(b"row", chunk), cells + _count(b"c", chunk)
                    name = member.filename.removeprefix("xl/")
                    formulas |= {(name, *at) for at in _reckoned(seen, begin=len(end))}
                else:
                    longest = max([longest, *map(len, LONG.findall(chunk))])
                too_far = is_sheet and FAR.search(seen)
                if lines > ROWS + 1 or total > BYTES or too_far or cells * longest > HELD:
                    raise _too_large()
                if len(formulas) > FORMULAS:
                    raise Incomplete(
                        "Berkas XLSX ini memuat terlalu banyak rumus. Simpan sebagai nilai saja, "
                        "lalu kirim lagi."
                    )
                end = chunk[-OVERLAP:]
    return formulas


def _count(tag: bytes, xml: bytes) -> int:
    """How often at most it is opened, whatever stands before its name."""
    prefixed = len(PREFIXED[tag].findall(xml)) if b":" + tag in xml else 0
    return xml.count(b"<" + tag) + prefixed


def _reckoned(xml: bytes, *, begin: int) -> Iterator[tuple[int, int]]:
    """(line, column) of the cells that are reckoned. begin: up to where it was looked at before.

    Raises Incomplete where a formula does not stand at the head of a cell that says its place.
    """
    there = b"<f" in xml or b":f" in xml
    for found in FORMULA.finditer(xml) if there else ():
        if found.end() <= begin:
            continue
        cell = RECKONED.search(xml[max(0, found.start() - OVERLAP) : found.start()])
        if cell is None:
            raise Incomplete(
                "Berkas XLSX ini memuat rumus yang tidak jelas selnya. Simpan sebagai nilai saja, "
                "lalu kirim lagi."
            )
        yield int(cell[2]), _column(cell[1])


def _column(name: bytes) -> int:
    """B -> 1, AA -> 26"""
    place = 0
    for letter in name:
        place = place * 26 + letter - ord("A") + 1
    return place - 1


def _sheets(book: zipfile.ZipFile) -> tuple[str, ...]:
    """Their files, in the order in which the workbook shows them."""
    links = book.read("xl/_rels/workbook.xml.rels")
    files = {}
    for link in LINK.findall(links):
        told = dict(PART.findall(link))
        files[told.get(b"Id")] = told.get(b"Target", b"").decode()
    return tuple(files[id] for id in SHEET.findall(book.read("xl/workbook.xml")))


def _too_large() -> Incomplete:
    return Incomplete(
        "Berkas XLSX ini terlalu besar: paling banyak {n} baris dan {columns} kolom. "
        "Simpan sebagai CSV, lalu impor CSV itu.",
        n=ROWS,
        columns=COLUMNS,
    )
