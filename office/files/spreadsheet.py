"""A table as a spreadsheet that leaves the office: every cell is text, none starts a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """An XLSX file of one sheet. It is made in memory: nothing lies on the disk in clear."""
    import xlsxwriter  # only when asked: an idle server does not carry it

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        widths = [len(word) for word in head]
        sheet.write_row(0, 0, head, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(map(harmless, row)):
                sheet.write_string(number, column, value)
                widths[column] = max(widths[column], min(len(value), 60))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
    return file.getvalue()


def harmless(text: str) -> str:
    """With a ' before what a spreadsheet would reckon with, also once it is saved as CSV."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
