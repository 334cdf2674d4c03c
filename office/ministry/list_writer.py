"""Writes one list with whole numbers, in a process of its own: reads what to write from stdin,
writes the file to stdout. Nothing lies on the disk in clear."""

import csv
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from database import db
from ministry_tables import Letter, LetterFile
from office.files.apart import bound_memory
from office.ministry import outcomes, result_lists
from office.ministry.outcomes import Told
from office.ministry.results import RESULTS

TYPED = ("NIK", "NIK LAIN", "KATEGORI", "MASALAH")  # of rows that came with no list
ADDED = ("HASIL", "CATATAN")  # headings of columns a list has no room for
# What a spreadsheet reckons with; a number with its sign, or a dash alone, does nothing.
RECKONED = re.compile(r"[=@\t\r\n]|[+-](?![\d\s.,]*$)")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML may hold them
MARKUP = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff&<>]|_x")
CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read a letter's number
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Style 1 is text that stays text when a cell is typed over; 2 the same in bold.
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="49" quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" quotePrefix="1" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    "</styleSheet>",
}
TEXT, BOLD = 1, 2  # styles
CHOSEN = "I"  # the column of results in a list of ours
Rows = Iterable[Sequence[str]]


def main() -> None:
    task = json.load(sys.stdin.buffer)
    with suppress(AttributeError, OSError):  # Windows has no such word
        os.nice(5)  # kiosks go first
    bound_memory()
    db.reach(Path(task["database"]), task["key"])
    sys.stdout.buffer.write(composed(task))


def composed(task: dict[str, Any]) -> bytes:
    """The file that was asked for (given_back.task, given_back.work)."""
    out = io.BytesIO()
    if wanted := task.get("rows"):
        cases = dict.fromkeys(case for case, _ in wanted)
        rows = result_lists.told(cases, {id for _, id in wanted})
        write_xlsx(out, "Hasil", rows, choices=RESULTS.values())
        return out.getvalue()
    until, since = (datetime.fromisoformat(one) if one else None for one in task["moments"])
    moments: dict[str, Any] = {"at": until, "since": since}
    if task["file"]:
        file = LetterFile.get_by_id(task["file"])
        told = outcomes.of_list(file, **moments)
        write(out, file.layout, answered(file.layout["head"], task["columns"], told))
    else:
        letter = Letter.get_by_id(task["letter"])
        write_xlsx(out, "Baris", answered(TYPED, (None, None), outcomes.typed(letter, **moments)))
    return out.getvalue()


def write(out: BinaryIO, layout: dict[str, Any], rows: Rows) -> None:
    """As it came: CSV with its delimiter and letters, or XLSX with its sheet's name; what stood
    above the heading stands there again."""
    above = layout.get("above", [])
    if layout.get("delimiter"):
        write_csv(out, layout["delimiter"], layout["encoding"], chain(above, rows))
    else:
        write_xlsx(out, layout.get("sheet") or "Sheet1", chain(above, rows), heading=len(above) + 1)


def answered(
    head: Sequence[str],
    places: Sequence[int | None],
    told: Iterable[Told],
) -> Iterator[list[str]]:
    """The heading and each row with its result and note in their columns; places: which of the
    list's own they are, or None for a column more. One column for both holds both."""
    added = [word for word, place in zip(ADDED, places, strict=True) if place is None]
    yield [*head, *added]
    for cells, result, note in told:
        row = [*cells, *[""] * (len(head) - len(cells))][: len(head)]
        words = outcomes.WORDS[result]
        if places[0] is not None and places[0] == places[1]:
            row[places[0]] = f"{words}: {note}" if note else words
        else:
            for place, value in zip(places, (words, note), strict=True):
                if place is None:
                    row.append(value)
                else:
                    row[place] = value
        yield row


def inert(cell: str) -> str:
    """A cell that no spreadsheet reckons when it opens a CSV."""
    return f"'{cell}" if RECKONED.match(cell) else cell


def write_csv(out: BinaryIO, delimiter: str, encoding: str, rows: Rows) -> None:
    """Letters that the list's own encoding lacks become a question mark."""
    text = io.TextIOWrapper(out, encoding=encoding, errors="replace", newline="")
    csv.writer(text, delimiter=delimiter).writerows(map(inert, row) for row in rows)
    text.detach()


def write_xlsx(
    out: BinaryIO, name: str, rows: Rows, *, heading: int = 1, choices: Iterable[str] = ()
) -> None:
    """Every cell is a text, so none is a formula and no number loses its digits.

    choices: what may be chosen as a result.
    """
    sheet = f'<sheet name={quoteattr(name[:31])} sheetId="1" r:id="rId1"/>'
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheet}</sheets></workbook>'
    with zipfile.ZipFile(out, "w") as archive:
        for path, xml in {**PARTS, "xl/workbook.xml": book}.items():
            archive.writestr(_part(path), HEAD + xml)
        with archive.open(_part("xl/worksheets/sheet1.xml"), "w") as lines:
            lines.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for n, row in enumerate(rows, start=1):
                lines.write(_xml_row(n, row, BOLD if n == heading else TEXT))
            lines.write(f"</sheetData>{_choice(choices)}</worksheet>".encode())


def _choice(words: Iterable[str]) -> str:
    """A list to choose from in every cell of the results."""
    told = ",".join(words)
    return told and (
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1" '
        f'sqref="{CHOSEN}2:{CHOSEN}100000"><formula1>"{escape(told)}"</formula1></dataValidation>'
        "</dataValidations>"
    )


def _part(path: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(path)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _xml_row(n: int, cells: Sequence[str], style: int) -> bytes:
    told = "".join(
        f'<c r="{column(place)}{n}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{_xml(cell) if MARKUP.search(cell) else cell}</t></is></c>"
        for place, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{n}">{told}</row>'.encode()


def _xml(cell: str) -> str:
    return escape(CODED.sub("_x005F_", UNSEEN.sub("", cell)))


@cache
def column(place: int) -> str:
    """0 -> A, 26 -> AA"""
    letters = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


if __name__ == "__main__":
    main()
