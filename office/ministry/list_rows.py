"""The rows of a ministry list, one by one: their numbers, what is wrong, and whether it is ours.

A NIK of 15 digits is what the lists are about. Refused is only what could not be answered: a row
that names nobody, or that a spreadsheet has spoilt.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from office.errors import Incomplete
from office.files import cells
from office.ministry import list_layout
from office.ministry.list_layout import LEFT_OUT, Layout, plain
from office.register import nik, regions
from office.register.extracts import EXPONENT, Bad
from office.register.regions import Region

LONGEST, LONGEST_NUMBER = 500, 20  # letters of a cell, of a NIK or No. KK
MOST_LINES = 200_000  # empty ones, too
NUMBERS = {"nik": "NIK", "other_nik": "NIK pasangan", "family": "No. KK"}
YES = frozenset({"YA", "Y", "1", "TRUE", "LUAR", "LUARDAERAH", "LUARWILAYAH", "LUARKOTA"})
KINDS = {"KAB.": "KABUPATEN", "KAB": "KABUPATEN", "KABUPATEN": "KABUPATEN", "KOTA": "KOTA"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as it stands in the list; category: its code, "" for a word nobody has explained."""

    line: int
    cells: tuple[str, ...]
    nik: str
    other_nik: str
    family: str
    name: str
    word: str
    category: str
    trouble: str
    district: str
    village: str
    outside: bool

    @property
    def about(self) -> tuple[str, ...]:
        """Who and what it is about: two with the same say it twice."""
        return (self.nik or self.family, self.other_nik, self.category)


def rows(layout: Layout, labels: Mapping[str, str], home: Region) -> Iterator[Listed | Bad]:
    """Each row below the headings, or what is bad about it; empty lines are none.

    Raises Incomplete when they do not end.

    labels: category -> what is wrong, where the row does not say. home: the office's region.
    """
    width, lines = len(layout.head), cells.lines(layout.grid)
    unspoilt = cache(lambda: _unspoilt(layout))  # read through only where a NIK is a number
    next((True for line, _ in lines if line == layout.line), None)  # down to the headings
    for line, found in lines:
        if line > layout.line + MOST_LINES:
            raise Incomplete(
                "Daftar ini lebih dari {n} baris. Bagi dahulu berkasnya.", n=MOST_LINES
            )
        if isinstance(found, str):
            yield Bad(line, found)
            continue
        texts = _texts(found)
        if not any(texts) or _is_numbering(texts):
            continue
        if any(texts[width:]) or (layout.grid.delimiter and len(texts) < width):
            yield Bad(line, f"{len(texts)} kolom, seharusnya {width}")
            continue
        row = texts[:width] + ("",) * (width - len(texts))
        bad = _spoilt(layout, line, row, found, unspoilt)
        yield Bad(line, bad) if bad else _row(layout, line, row, labels, home)


def is_told_outside(layout: Layout) -> bool:
    """Whether any column can say that a row belongs to another region."""
    return bool(layout.columns.keys() & {"outside", "region", "other_region"})


def _texts(found: Sequence[Any]) -> tuple[str, ...]:
    try:
        whole = "".join(found)
        values = tuple(map(str.strip, found))
    except TypeError:  # a workbook has numbers and days, too
        values = tuple(_text(cell) for cell in found)
        whole = "".join(values)
    return values if whole.isprintable() and "  " not in whole else list_layout.texts(values)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()  # a day reads 1990-01-31


def _is_numbering(row: tuple[str, ...]) -> bool:
    """The line 1, 2, 3 … that official tables have below their headings."""
    return row[0] in ("1", "(1)") and all(
        cell.strip("()") == str(place) for place, cell in enumerate(row, start=1) if cell
    )


def _unspoilt(layout: Layout) -> frozenset[int]:
    """Columns of a workbook whose 16-digit numbers are whole, though they are numbers.

    A spreadsheet keeps 15 digits and ends each with 0; a program that wrote the file itself keeps
    them all.
    """
    assert layout.grid.book  # noqa: S101  a text has no numbers
    there = [layout.columns[name] for name in NUMBERS if name in layout.columns]
    rows = layout.grid.book.rows(layout.grid.sheet)
    return frozenset(
        column for row in rows for column in there if _is_exact(row[column]) and row[column] % 10
    )


def _is_exact(cell: Any) -> bool:
    """Of 16 digits, and small enough for a number to hold them all."""
    return type(cell) is float and 10**15 <= cell < 2**53


def _spoilt(
    layout: Layout,
    line: int,
    row: tuple[str, ...],
    found: Sequence[Any],
    unspoilt: Callable[[], frozenset[int]],
) -> str:
    """Why a row cannot be read; "" when it can. Never what stood in it."""
    whole = "".join(row)
    if "\ufffd" in whole or not whole.isprintable():
        return "huruf yang tidak terbaca"
    if len(whole) > LONGEST and len(max(row, key=len)) > LONGEST:
        return "isi kolom terlalu panjang, atau tanda kutip yang tidak ditutup"
    for name, column in layout.columns.items():
        cell = row[column]
        if layout.grid.is_formula(line, column) or (cell[:1] == "=" and not _quoted(cell)):
            return f"rumus di kolom {layout.head[column]}; simpan kolomnya sebagai nilai"
        if name in NUMBERS and not (type(found[column]) is str and cell.isdigit()):
            is_exact = _is_exact(found[column]) and column in unspoilt()
            if EXPONENT.fullmatch(_number(cell)) or (type(found[column]) is float and not is_exact):
                return f"{NUMBERS[name]} tersimpan sebagai angka; simpan kolomnya sebagai teks"
        if name in NUMBERS and len(cell) > LONGEST_NUMBER < len(_number(cell)):
            return f"{NUMBERS[name]} terlalu panjang"
    return ""


def _row(
    layout: Layout, line: int, row: tuple[str, ...], labels: Mapping[str, str], home: Region
) -> Listed | Bad:
    told = {name: row[column] for name, column in layout.columns.items()}
    own, other, family = (_number(told.get(name, "")) for name in NUMBERS)
    if not own:
        own, other = other, ""
    if not any(map(str.isdigit, own + family)):  # JUMLAH is nobody
        return Bad(line, "tidak ada NIK dan tidak ada No. KK")
    word = told.get("category", "")
    category = layout.category or layout.words.get(plain(word), "")
    if "category" in told and not word and not layout.category:
        return Bad(line, "kategorinya kosong")
    if category == LEFT_OUT:
        return Bad(line, f"kategori {word} tidak dimasukkan")
    trouble = told.get("trouble") or word or labels.get(category, "")
    who = (told.get(name, "") for name in ("name", "district", "village"))
    name, district, village = who
    outside = _is_outside(told, home)
    return Listed(
        *(line, row, own, other, family, name, word, category, trouble, district, village, outside)
    )


def _quoted(text: str) -> bool:
    """="3576…": how a CSV tells a spreadsheet that a number is text."""
    return text.startswith('="') and text.endswith('"') and '"' not in text[2:-1]


def _number(text: str) -> str:
    if text.isdigit():
        return text
    return nik.bare(text[2:-1] if _quoted(text) else text.lstrip("'`"))


def _is_outside(told: Mapping[str, str], home: Region) -> bool:
    """By what the row says of itself, or else by its region and that of the one it is paired with.
    A NIK does not tell: it names where a person was registered first."""
    if said := told.get("outside"):
        return plain(said) in YES
    own, other = told.get("region", ""), told.get("other_region", "")
    return _is_other(own, told.get("province", ""), home) or _is_other(other, "", home)


@lru_cache(10_000)
def _is_other(region: str, province: str, home: Region) -> bool:
    code, part = nik.bare(region), nik.bare(province)
    if code.isdigit():
        code = f"{int(part):02}{int(code):02}" if len(code) < 3 and part.isdigit() else code
        found = regions.find(code[:4])
        return bool(home.code) and len(code) > 3 and (found.now or found.code) != home.code
    kind, name = _name(region)
    own_kind, own = _name(home.name)
    return bool(name) and (name != own or bool(kind and own_kind and kind != own_kind))


def _name(region: str) -> tuple[str, str]:
    """Kab. Mojokerto -> (KABUPATEN, MOJOKERTO); Mojokerto -> ("", MOJOKERTO)"""
    first, _, rest = region.upper().strip().partition(" ")
    return (KINDS[first], plain(rest)) if first in KINDS and rest else ("", plain(region))
