"""Lists as the ministry sends them: as text, and as a workbook."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

HEAD = ("No", "NIK", "NIK Pasangan", "No. KK", "Nama Lengkap", "Jenis Anomali", "Kecamatan")
ROWS = (
    ("1", "6401014101900001", "", "6401010101100001", "SITI CONTOH", "Nama tidak lazim", "Utara"),
    ("2", "6401010101850002", "6402010101850003", "", "UCOK CONTOH", "Rekam Ganda", "Selatan"),
)


def text(*lines: Sequence[str], mark: str = ";") -> bytes:
    return "".join(f"{mark.join(line)}\n" for line in lines).encode()


def book(lines: Iterable[Sequence[object]], *spans: tuple[int, int, int, int, str]) -> bytes:
    """An XLSX of one sheet; a number stays one, what begins with = is a formula."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Data & <lain>")
        for number, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, str) and not cell.startswith("="):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write(number, column, cell)
        for span in spans:
            sheet.merge_range(*span)
    return file.getvalue()


FILE = text(HEAD, *ROWS, ("3", "", "", "", "TANPA NOMOR", "A1", "Utara"))
UNKNOWN = text(("NIK", "Masalah"), ("6401014101900001", "aneh"), ("6401014101900002", "ganjil"))
