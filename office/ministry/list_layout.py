"""How a list of the ministry is laid out: where its headings stand, which column says what, and
which of its words is which category. What was told of one list is remembered for the next.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from office.errors import Incomplete
from office.files import cells, workbook
from office.files.cells import Grid
from office.files.workbook import Source

FIELDS = {  # what a column can say, as people call it
    "nik": "NIK",
    "other_nik": "NIK pasangan (ganda)",
    "family": "No. KK",
    "name": "Nama",
    "category": "Kategori anomali",
    "trouble": "Keterangan masalah",
    "district": "Kecamatan",
    "village": "Desa/kelurahan",
    "province": "Provinsi (kode)",
    "region": "Kabupaten/kota",
    "other_region": "Kabupaten/kota pasangan",
    "outside": "Di luar daerah (ya/tidak)",
}
# What lists call it; compared in capitals, letters and digits only. The first that fits is taken.
HEADINGS = {
    "nik": "NIK, NO NIK, NOMOR NIK, NOMOR INDUK KEPENDUDUKAN, NIK 1, NIK TUNGGAL, NIK PENDUDUK",
    "other_nik": "NIK GANDA, NIK PASANGAN, NIK 2, NIK LAIN, NIK PEMBANDING, NIK DUPLIKAT, "
    "NIK KEDUA, NIK DUPLICATE",
    "family": "NO KK, NOMOR KK, KK, NOMOR KARTU KELUARGA, NO KARTU KELUARGA",
    "name": "NAMA LENGKAP, NAMA LGKP, NAMA, NAMA PENDUDUK",
    "category": "JENIS ANOMALI, KATEGORI ANOMALI, KATEGORI, KODE ANOMALI, KODE KATEGORI, "
    "JENIS KESALAHAN, JENIS MASALAH, TIPE ANOMALI, ANOMALI, JENIS, STATUS ANOMALI",
    "trouble": "KETERANGAN, KETERANGAN ANOMALI, MASALAH, URAIAN, PENJELASAN, KET, CATATAN, ALASAN",
    "district": "KECAMATAN, NAMA KEC, NAMA KECAMATAN, KEC, NO KEC, KODE KECAMATAN",
    "village": "KELURAHAN, DESA, DESA KELURAHAN, KELURAHAN DESA, NAMA KEL, NAMA KELURAHAN, "
    "KEL, KEL DESA, DESA KEL, NO KEL",
    "province": "NO PROP, KODE PROP, KODE PROVINSI, NO PROVINSI, NO PROV",
    "region": "KODE WILAYAH, NO KAB, KODE KAB, KODE KABUPATEN, KODE KAB KOTA, KABUPATEN KOTA, "
    "KAB KOTA, KABUPATEN, KOTA, NAMA KAB, NAMA KABUPATEN, WILAYAH",
    "other_region": "KAB KOTA PASANGAN, KABUPATEN PASANGAN, KAB PASANGAN, WILAYAH PASANGAN, "
    "KODE WILAYAH PASANGAN, KAB KOTA GANDA, KAB KOTA 2",
    "outside": "DI LUAR DAERAH, LUAR DAERAH, LUAR WILAYAH, DI LUAR WILAYAH, LUAR KOTA",
}
# Besides the codes and labels of the catalogue: words that can mean one thing only.
WORDS = {
    "E1": "BELUM ONLINE, NIK BELUM ONLINE, TIDAK ONLINE, DATA TIDAK DITEMUKAN",
    "E2": "NIK NON AKTIF, NON AKTIF",
    "G1": "SATU NIK LEBIH DARI SATU ORANG, 1 NIK 2 ORANG",
    "G2": "SATU ORANG LEBIH DARI SATU NIK, 1 ORANG 2 NIK",
    "G3": "DUPLICATE RECORD, DUPLICATE BIOMETRIC, BIOMETRIK GANDA, REKAM GANDA",
    "A2": "TGL LAHIR TIDAK VALID",
    "A4": "NAMA IBU KOSONG, NAMA AYAH KOSONG",
    "M1": "MENINGGAL MASIH HIDUP, SUDAH MENINGGAL",
}
LEFT_OUT = "-"  # rows with this word are none of ours
PROBED = 20  # lines among which the headings stand
SHEETS = 10  # of a workbook that are looked at
SAMPLES = 3  # rows that show what stands in a column
LONGEST_HEAD = 80
LONG_NUMBER = re.compile(r"\d{6}")  # stands in rows, never in headings


@dataclass(frozen=True)
class Layout:
    """How a list is read."""

    grid: Grid
    line: int  # of its headings
    head: tuple[str, ...]
    above: tuple[tuple[str, ...], ...] = ()  # the title lines before them
    below: tuple[tuple[str, ...], ...] = ()  # the first rows
    columns: Mapping[str, int] = field(default_factory=dict)  # of FIELDS -> place in `head`
    category: str = ""  # of all rows; "": each names its own
    words: Mapping[str, str] = field(default_factory=dict)  # plain word -> category, or LEFT_OUT

    def stored(self) -> dict[str, Any]:
        """What is kept with a list (ministry_tables.LetterFile)."""
        names = ("line", "head", "above", "columns", "category", "words")
        grid = self.grid
        as_it_came = (  # for the list that goes back
            {"delimiter": grid.delimiter, "encoding": grid.encoding}
            if grid.delimiter
            else {"sheet": workbook.title(grid.path, grid.sheet)}
        )
        return {**{name: getattr(self, name) for name in names}, **as_it_came}

    @property
    def lacking(self) -> list[str]:
        """What somebody has to tell before its rows can be read."""
        told = self.columns.keys()
        lacks = [] if told & {"nik", "family"} else ["kolom NIK atau No. KK"]
        return lacks if self.category or "category" in told else [*lacks, "kategori"]


def find(
    path: Source,
    categories: Mapping[str, str],
    former: Sequence[Mapping[str, Any]] = (),
    told: Mapping[str, Any] | None = None,
) -> Layout:
    """Lay a list out.

    categories: code -> label. former: what is stored of earlier lists, the newest first.
    told: what somebody says of this one: line, columns, category, words; it counts.

    Raises Incomplete when it is no file of cells, or nothing in it could be a heading.
    """
    known = {plain(word) for words in HEADINGS.values() for word in words.split(",")}
    known |= {plain(head) for one in former for head in one["head"]}
    layout = _headings(cells.open_grid(path), known, told or {})
    words = known_words(categories)
    for one in reversed(former):
        words |= one["words"]
    if told:
        fits = {name: at for name, at in told["columns"].items() if 0 <= at < len(layout.head)}
        words |= told["words"]
        return replace(layout, columns=fits, category=told["category"], words=words)
    return replace(layout, columns=_columns(layout.head, former), words=words)


@lru_cache(10_000)  # a list says the same few words in each row
def plain(word: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", word.upper())


def known_words(categories: Mapping[str, str]) -> dict[str, str]:
    """Each word that needs no explanation: codes, labels, and those everybody uses."""
    words = {plain(code): code for code in categories}
    for code, label in categories.items():
        words |= dict.fromkeys((plain(label), plain(label.partition(" / ")[0])), code)
    for code, several in WORDS.items():
        words |= dict.fromkeys(map(plain, several.split(",")), code) if code in categories else {}
    return words


def texts(line: Iterable[Any]) -> tuple[str, ...]:
    """Its cells in one line each."""
    return tuple(" ".join(str(cell).split()) for cell in line)


def _headings(grid: Grid, known: set[str], told: Mapping[str, Any]) -> Layout:
    """The line that holds most of the words we know; of a workbook, on the first sheet with one."""
    best, most = None, 0
    for sheet in range(min(len(grid.sheets), SHEETS) or 1):
        here = replace(grid, sheet=sheet)
        probed = {
            line: texts(found)
            for line, found in islice(cells.lines(here), PROBED)
            if not isinstance(found, str)
        }
        for line, row in probed.items():
            whole = "".join(row)
            if (
                not whole
                or not whole.isprintable()
                or "\ufffd" in whole
                or LONG_NUMBER.search(whole)
            ):
                continue
            fits = len({plain(cell) for cell in row} & known) * 2 or int(sum(map(bool, row)) > 2)
            fits = fits if line != told.get("line") else 2 * workbook.COLUMNS
            if fits > most:
                best, most = _layout(here, line, probed), fits
        if most > 2:
            break
    if best is None:
        raise Incomplete(
            "Judul kolom tidak ditemukan di {n} baris pertama. Baris judul memuat kata seperti "
            "NIK, Nama, Jenis Anomali.",
            n=PROBED,
        )
    return best


def _layout(grid: Grid, line: int, probed: Mapping[int, tuple[str, ...]]) -> Layout:
    head = probed[line][: workbook.COLUMNS]
    while not head[-1]:
        head = head[:-1]
    above = tuple(row for before, row in probed.items() if before < line)
    below = tuple(row for after, row in probed.items() if after > line and any(row))
    return Layout(grid, line, tuple(cell[:LONGEST_HEAD] for cell in head), above, below[:SAMPLES])


def _columns(head: tuple[str, ...], former: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """As in the last list with these headings; else by the words we know."""
    spelled = [plain(cell) for cell in head]
    for one in former:
        if [plain(cell) for cell in one["head"]] == spelled:
            return dict(one["columns"])
    found = {}
    for name, words in HEADINGS.items():
        fits = (spelled.index(word) for word in map(plain, words.split(",")) if word in spelled)
        if (place := next(fits, None)) is not None:
            found[name] = place
    return found
