"""PDFs: readable by everyone, the same each time, and what is told stays text."""

from datetime import UTC, datetime

import pytest

from office.errors import Refused
from office.papers import typeset

MONDAY = datetime(2024, 1, 8, 1, 0, 0, 123456, tzinfo=UTC)
TOLD = {
    "title": "Surat keterangan",
    "number": "001/SK/PSR/I/2024",
    "office": "Disdukcapil Kabupaten Contoh",
    "foot": "Versi 1",
    "letterhead": {"government": "Pemerintah Contoh", "agency": "Dinas Contoh", "lines": []},
    "to": "Pimpinan Bank",
    "heading": "Tercatat",
    "opening": "Dengan ini diterangkan",
    "people": [{"name": "SITI CONTOH", "rows": [["Nama", "SITI CONTOH"]]}],
    "quoted": [],
    "closing": [],
    "signature": {"place": "Contoh", "title": "Kepala", "name": "", "nip": ""},
    "check": {"qr": "", "alt": "", "words": "Tanyakan kepada kami."},
}


def test_a_paper_is_tagged_for_screen_readers_and_set_alike_each_time():
    pdf = typeset.pdf("letter", TOLD, at=MONDAY)
    assert b"/StructTreeRoot" in pdf and b"pdfuaid" in pdf
    assert typeset.pdf("letter", TOLD, at=MONDAY) == pdf


def test_what_is_typed_is_never_obeyed():
    typed = '#panic("x") *tebal* $x$ \\ #read("/etc/passwd") <a> @b [ ] “ ”'
    told = TOLD | {"to": typed, "closing": [typed]}
    assert typeset.pdf("letter", told, at=MONDAY).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["Ḥusnā", "ꦱꦶꦠꦶ", "سيتي", "➡ 12\x07"])
def test_a_name_in_letters_we_do_not_have_is_printed_nevertheless(name):
    pdf = typeset.pdf("letter", TOLD | {"to": name}, at=MONDAY)
    assert pdf.startswith(b"%PDF") and b"/StructTreeRoot" in pdf


def test_a_sheet_that_cannot_be_set_is_refused_in_words(caplog):
    with pytest.raises(Refused, match="PDF belum dapat dibuat"):
        typeset.pdf("letter", {"title": "SITI CONTOH"}, at=MONDAY)
    assert "letter.typ: " in caplog.text and "TypstError" in caplog.text
    assert "SITI" not in caplog.text


def test_an_engine_that_is_gone_is_refused_in_words(monkeypatch, caplog):
    monkeypatch.setattr(typeset.sys, "executable", "/tidak/ada")
    with pytest.raises(Refused, match="PDF belum dapat dibuat"):
        typeset.pdf("letter", TOLD, at=MONDAY)
    assert "FileNotFoundError" in caplog.text
