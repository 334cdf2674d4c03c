"""How lists are laid out, what of a row can be read, and whether it is ours."""

import zipfile
from dataclasses import replace
from io import BytesIO
from time import process_time

import pytest

from office.errors import Incomplete
from office.files import workbook
from office.ministry import list_layout, list_rows
from office.register import regions
from office.register.extracts import Bad
from tests.office.lists import HEAD, ROWS, book, text

CATEGORIES = {"A1": "Nama tidak lazim", "E1": "NIK tidak ditemukan / belum online", "G3": "Ganda"}
HERE = regions.named("Kota Mojokerto")


@pytest.fixture
def lay(tmp_path):
    """lay(file): how it is laid out."""

    def lay(file: bytes, former=(), told=None):
        path = tmp_path / "daftar"
        path.write_bytes(file)
        return list_layout.find(path, CATEGORIES, former, told)

    return lay


@pytest.fixture
def read(lay):
    """read(file): its rows, and what was bad: line -> why."""

    def read(file: bytes, **changed):
        layout = replace(lay(file), **changed)
        every = list(list_rows.rows(layout, CATEGORIES, HERE))
        bad = {row.line: row.reason for row in every if isinstance(row, Bad)}
        return [row for row in every if not isinstance(row, Bad)], bad

    return read


def test_headings_are_found_below_the_title_and_known_by_their_words(lay):
    for file in (
        text(("DAFTAR ANOMALI, SEMESTER I",), (), HEAD, *ROWS),
        book([("DAFTAR ANOMALI",), (), HEAD, *ROWS]),
    ):
        layout = lay(file)
        assert (layout.line, layout.head, layout.lacking) == (3, HEAD, [])
        kept = layout.stored()
        assert len(kept["above"]) == 2
        assert (kept.get("delimiter"), kept.get("sheet")) in ((";", None), (None, "Data & <lain>"))
        assert layout.columns == {
            **{"nik": 1, "other_nik": 2, "family": 3, "name": 4},
            **{"category": 5, "district": 6},
        }


def test_the_sheet_with_the_headings_is_read_whichever_it_is(lay):
    file = BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        made.add_worksheet("Rekap").write_row(0, 0, ("Jumlah", "Keterangan lain", "Paraf"))
        made.add_worksheet("Data").write_row(4, 2, HEAD)
    layout = lay(file.getvalue())
    assert (layout.line, layout.columns["nik"], layout.head[2:]) == (5, 3, HEAD)


@pytest.mark.parametrize(
    ("name", "heading"),
    [(name, word) for name, words in list_layout.HEADINGS.items() for word in words.split(",")],
)
def test_every_spelling_of_a_heading_is_known(name, heading):
    assert list_layout._columns((heading.strip().lower(),), ()) == {name: 0}


def test_headings_nobody_knows_are_told_by_hand_and_remembered(lay):
    file = text(("Urut", "Identitas", "Sebab"), ("1", "6401014101900001", "aneh"))
    layout = lay(file)
    assert (layout.line, layout.columns, len(layout.lacking)) == (1, {}, 2)
    told = {
        "line": 1,
        "columns": {"nik": 1, "category": 2},
        "category": "",
        "words": {"ANEH": "A1"},
    }
    told = lay(file, told=told)
    assert told.lacking == []
    again = lay(file, former=[told.stored()])
    assert (again.columns, again.words["ANEH"]) == ({"nik": 1, "category": 2}, "A1")


def test_the_newest_word_for_a_category_counts(lay):
    former = [{"head": [], "columns": {}, "words": {"ANEH": code}} for code in ("G3", "A1")]
    assert lay(text(HEAD), former=former).words["ANEH"] == "G3"


def test_a_file_without_anything_like_a_heading_is_refused(lay):
    wide = text(HEAD).decode().encode("utf-16-le")  # without its mark
    for file in (b"", b"\n" * 30, text(ROWS[0]), b"%PDF-1.7;\x00;\x01;\xff", wide):
        with pytest.raises(Incomplete, match="Judul kolom tidak ditemukan di 20 baris pertama"):
            lay(file)


def test_a_row_says_who_what_and_where(read):
    (siti, ucok), bad = read(text(HEAD, *ROWS))
    assert bad == {}
    assert (siti.nik, siti.family, siti.name) == (ROWS[0][1], ROWS[0][3], "SITI CONTOH")
    assert (siti.category, siti.trouble, siti.district) == ("A1", "Nama tidak lazim", "Utara")
    assert (ucok.other_nik, ucok.category, ucok.cells) == (ROWS[1][2], "G3", ROWS[1])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("3", "", "", "", "SITI", "A1", ""), "tidak ada NIK dan tidak ada No. KK"),
        (("", "JUMLAH", "", "", "", "A1", ""), "tidak ada NIK dan tidak ada No. KK"),
        (("3", "1", "", "", "SITI", "", ""), "kategorinya kosong"),
        (("3", "1", "", "", "SITI", "A1"), "6 kolom, seharusnya 7"),
        (("3", "1", "", "", "SITI", "A1", "", "x"), "8 kolom, seharusnya 7"),
        (("3", "6,40101E+15", "", "", "SITI", "A1", ""), "NIK tersimpan sebagai angka"),
        (("3", "1" * 21, "", "", "SITI", "A1", ""), "NIK terlalu panjang"),
        (("3", "1", "", "", "A" * 501, "A1", ""), "isi kolom terlalu panjang"),
        (("3", "1", "", "", "SI\x00TI", "A1", ""), "huruf yang tidak terbaca"),
        (("3", "=A1+1", "", "", "SITI", "A1", ""), "rumus di kolom NIK"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_line(read, line, reason):
    good, bad = read(text(HEAD, ROWS[0], line, ROWS[1]))
    assert ([row.line for row in good], list(bad)) == ([2, 4], [3])
    assert bad[3].startswith(reason)


def test_what_is_no_row_is_passed_over(read):
    numbers = tuple(str(place) for place in range(1, 8))
    (row,), bad = read(text(HEAD, numbers, ("",) * 7, ROWS[0]))
    assert (row.line, bad) == (4, {})


def test_lines_without_end_are_refused_though_they_are_empty(read):
    with pytest.raises(Incomplete, match="lebih dari 200000 baris"):
        read(text(HEAD) + b";\n" * 200_001)


def test_a_word_left_out_is_told_and_an_unknown_one_waits(read):
    words = {"NAMATIDAKLAZIM": list_layout.LEFT_OUT}
    (ucok,), bad = read(text(HEAD, *ROWS), words=words)
    assert (ucok.category, bad) == ("", {2: "kategori Nama tidak lazim tidak dimasukkan"})


def test_one_category_may_be_the_whole_lists(read):
    (row,), _ = read(text(("NIK",), ("6401014101900001",)), category="E1")
    assert (row.category, row.trouble) == ("E1", CATEGORIES["E1"])


def test_a_number_kept_as_text_by_a_trick_is_read(read):
    line = ("1", '"=""6401014101900001"""', "'123", "", "SITI", "A1", "")
    (row,), _ = read(text(HEAD, line))
    assert (row.nik, row.other_nik) == ("6401014101900001", "123")


def test_in_a_workbook_only_what_is_reckoned_or_a_number_is_refused(read):
    lines = [HEAD, (1, *ROWS[0][1:]), ("=1+1", 6401014101900000.0, *ROWS[0][2:])]
    lines += [("=1+1", "=B2", *ROWS[0][2:]), ("=1+1", *ROWS[1][1:])]
    good, bad = read(book(lines))
    assert [row.line for row in good] == [2, 5]
    assert bad[3].startswith("NIK tersimpan sebagai angka")
    assert bad[4] == "rumus di kolom NIK; simpan kolomnya sebagai nilai"


def test_numbers_that_lost_no_digit_are_read_as_they_are(read):
    lines = [(1, nik, *ROWS[0][2:]) for nik in (6401014101900001.0, 6401014101900010.0)]
    good, bad = read(book([HEAD, *lines, (3, 9201014101900001.0, *ROWS[0][2:])]))
    assert [row.nik for row in good] == ["6401014101900001", "6401014101900010"]
    assert bad[4].startswith("NIK tersimpan sebagai angka")  # more than a number holds
    good, bad = read(book([HEAD, lines[1]]))  # as a spreadsheet would have spoilt it
    assert (good, list(bad)) == ([], [2])


def test_a_merged_cell_stands_in_each_of_its_rows(read):
    lines = [HEAD, ROWS[0], (*ROWS[1][:6], "")]
    good, _ = read(book(lines, (1, 6, 2, 6, "Tengah")))
    assert [row.district for row in good] == ["Tengah", "Tengah"]


@pytest.mark.parametrize(
    ("told", "outside"),
    [
        ({"Kab/Kota": "KOTA MOJOKERTO"}, False),
        ({"Kab/Kota": "Mojokerto"}, False),
        ({"Kab/Kota": "KAB. MOJOKERTO"}, True),
        ({"Kab/Kota": "Kota Surabaya"}, True),
        ({"Kode Wilayah": "35.76.01"}, False),
        ({"Kode Wilayah": "3578"}, True),
        ({"No Prop": "35", "No Kab": "76"}, False),
        ({"No Prop": "35", "No Kab": "78"}, True),
        ({"Kode Wilayah": "35.78", "Luar daerah": "tidak"}, False),
        ({"Luar daerah": "Ya"}, True),
        ({"Kode Wilayah": "3576", "Wilayah Pasangan": "3578"}, True),
        ({"Kode Wilayah": "", "Luar daerah": ""}, False),
    ],
)
def test_whether_a_row_is_outside_is_told_by_its_region(read, told, outside):
    # The NIK itself says nothing: it names where a person was registered first.
    (row,), _ = read(text(("NIK", *told), ("9901014101900001", *told.values())), category="A1")
    assert row.outside is outside


@pytest.fixture
def spoiled():
    """spoiled(name, text): a good workbook with one more file in it."""

    def spoiled(name: str, inside: bytes) -> bytes:
        file = BytesIO(book([HEAD, *ROWS]))
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made:
            made.writestr(name, inside)
        return file.getvalue()

    return spoiled


@pytest.mark.parametrize(
    ("name", "inside", "sentence"),
    [
        ("xl/vbaProject.bin", b"x", "memuat makro"),
        ("xl/x.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "DTD atau entitas"),
        ("xl/x.xml", "<!DOCTYPE x><x/>".encode("utf-16"), "DTD atau entitas"),
        ("xl/worksheets/sheet9.xml", b"<row/>" * 100_002, "terlalu besar"),
        ("xl/media/x.bin", b"\0" * 10_000_000, "terlalu besar"),
        ("xl/VBAPROJECT.BIN", b"x", "memuat makro"),
        ("xl/y/z.xml", b'<x:sheetData><x:c r="XFD9">', "terlalu besar"),
        ("xl/worksheets/sheet9.xml", b'<c r="xfd9">', "terlalu besar"),
        ("xl/worksheets/sheet9.xml", b"<x:row >" * 100_002, "terlalu besar"),
        ("xl/worksheets/sheet9.xml", b"<c><f>1+1</f></c>", "memuat rumus"),
        ("xl/worksheets/sheet9.xml", b'<x:c r="A1"><x:f>1+1</x:f></x:c>', "memuat rumus"),
    ],
)
def test_a_workbook_with_a_trap_is_refused(lay, spoiled, name, inside, sentence):
    with pytest.raises(Incomplete, match=sentence):
        lay(spoiled(name, inside))


def test_what_never_closes_is_not_read_over_and_over(lay, spoiled):
    begun = process_time()
    for cell in (b"<c" + b' r="A1"' * 30_000, b"<c " * 30_000):
        with pytest.raises(Incomplete, match="memuat rumus"):
            lay(spoiled("xl/worksheets/sheet9.xml", cell + b"<f>"))
    assert workbook.SHEET.findall(b"<sheet " * 30_000) == []
    assert process_time() - begun < 1


def test_a_long_text_that_many_cells_repeat_is_refused(lay, spoiled, monkeypatch):
    monkeypatch.setattr("office.files.workbook.HELD", 100_000)
    with pytest.raises(Incomplete, match="terlalu besar"):
        lay(spoiled("xl/texts.xml", b"<t>" + b"x" * 20_000))


def test_a_workbook_that_only_reckons_is_refused(lay, monkeypatch):
    monkeypatch.setattr("office.files.workbook.FORMULAS", 1)
    with pytest.raises(Incomplete, match="terlalu banyak rumus"):
        lay(book([HEAD, ("=1+1", "=1+2")]))


@pytest.mark.parametrize("file", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600])
def test_an_old_or_locked_workbook_is_told_how_to_save_it(lay, file):
    with pytest.raises(Incomplete, match="Simpan sebagai XLSX tanpa kata sandi"):
        lay(file)


def test_another_kind_of_archive_is_no_workbook(lay):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("content.xml", "<x/>")
    with pytest.raises(Incomplete, match="bukan XLSX yang utuh"):
        lay(file.getvalue())
