"""The cells of a file that people bring, CSV or XLSX, line by line; what is neither is refused."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import Any

from office.errors import Incomplete
from office.files import workbook
from office.files.workbook import Source

OLD_BOOK = b"\xd0\xcf\x11\xe0"  # an XLS, or an XLSX that a password locks
CHUNK = 1 << 20
PROBED = 20  # lines that show what stands between two cells
Line = tuple[int, Sequence[Any] | str]  # its number; its cells, or what stopped it from being read


@dataclass(frozen=True)
class Grid:
    """A file, and how its cells are found."""

    path: Source
    delimiter: str = ""  # "" of a workbook
    encoding: str = ""
    sheet: int = 0  # which of a workbook's
    sheets: tuple[str, ...] = ()  # what they are called inside it
    formulas: workbook.Formulas = frozenset()
    book: workbook.Book | None = None

    def is_formula(self, line: int, column: int) -> bool:
        """Whether a workbook reckons this cell; column: from 0."""
        return bool(self.formulas) and (self.sheets[self.sheet], line, column) in self.formulas


def open_grid(path: Source) -> Grid:
    """Look how a file is laid out. Raises Incomplete when it is neither CSV nor a plain XLSX."""
    with path.open("rb") as file:
        is_old = file.read(len(OLD_BOOK)) == OLD_BOOK
        is_workbook = zipfile.is_zipfile(file)
    if is_old:
        raise Incomplete(
            "Berkas ini XLS lama, atau XLSX yang dikunci kata sandi. Simpan sebagai XLSX tanpa "
            "kata sandi, lalu kirim lagi."
        )
    if is_workbook:
        sheets, formulas = workbook.look_through(path)
        return Grid(path, sheets=sheets, formulas=formulas, book=workbook.Book(path))
    encoding = _encoding(path)
    with _text_of(path, encoding) as text:
        head = "".join(islice(_pieces(text), PROBED))
    return Grid(path, max(";,\t|", key=head.count), encoding)


def lines(grid: Grid) -> Iterator[Line]:
    """Every line from the first on, empty ones too."""
    if grid.book:
        yield from enumerate(grid.book.rows(grid.sheet), start=1)
        return
    with _text_of(grid.path, grid.encoding) as file:
        reader = csv.reader(_pieces(file), delimiter=grid.delimiter)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield reader.line_num, "tanda kutip yang tidak ditutup"
                continue
            yield reader.line_num, cells


def digest(path: Source) -> str:
    """SHA-256 of a file: the same file twice is recognised."""
    with path.open("rb") as file:
        read = sha256()
        while chunk := file.read(CHUNK):
            read.update(chunk)
    return read.hexdigest()


def _pieces(text: io.TextIOWrapper) -> Iterator[str]:
    """Its lines; one without an end comes in pieces."""
    return iter(partial(text.readline, CHUNK), "")


def _text_of(path: Source, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(path.open("rb"), encoding=encoding, errors="replace", newline="")


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
