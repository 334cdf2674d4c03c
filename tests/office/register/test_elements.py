"""How a value of the register is read, and to what it may be corrected."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.errors import Incomplete
from office.register import elements

TODAY = date(2024, 1, 8)


@pytest.mark.parametrize(
    "element, typed, held",
    [
        ("nik", "3576 01 410190 0001", "3576014101900001"),
        ("birth_date", "3-5-1990", "1990-05-03"),
        ("birth_date", "29/02/2000", "2000-02-29"),
        ("sex", "perempuan", "P"),
        ("marital", "cerai  hidup", "CERAI HIDUP"),
        ("name", " Nur'aini ", "Nur'aini"),
        ("name", "Suharto", "Suharto"),
        ("name", "dr. Siti-A/N, S.H. (alm)", "dr. Siti-A/N, S.H. (alm)"),
        ("rt", "007", "007"),
        ("immigration", "KITAP 2C21", "KITAP 2C21"),
    ],
)
def test_what_fits_is_kept_as_the_register_holds_it(element, typed, held):
    assert elements.fitting(element, typed, on=TODAY) == held


@pytest.mark.parametrize(
    "element, typed, sentence",
    [
        ("nik", "35760141019000", "NIK harus 16 angka"),
        ("family", "tidak ada", "Nomor KK harus 16 angka"),
        ("birth_date", "30-02-1990", "bukan tanggal kalender"),
        ("birth_date", "09-01-2024", "belum terjadi"),
        ("birth_date", "01-01-1850", "bukan tanggal kalender"),
        ("birth_date", "20240101", "bukan tanggal kalender"),
        ("sex", "X", "X tidak dikenal sebagai Jenis kelamin"),
        ("religion", "JEDI", "JEDI tidak dikenal sebagai Agama"),
        ("name", "S1TI", "tidak dikenal sebagai Nama"),
        ("name", "<b>SITI</b>", "tidak dikenal sebagai Nama"),
        ("father", "=SITI", "tidak dikenal sebagai Nama ayah"),
        ("mother", "---", "tidak dikenal sebagai Nama ibu"),
        ("rt", "00A", "RT paling banyak tiga angka"),
        ("address", "...", "tidak dikenal sebagai Alamat"),
    ],
)
def test_what_fits_no_such_element_is_refused(element, typed, sentence):
    with pytest.raises(Incomplete, match=sentence):
        elements.fitting(element, typed, on=TODAY)


@given(st.sampled_from(sorted(elements.WORDS)), st.text(max_size=40))
def test_whatever_is_typed_is_taken_as_it_fits_or_refused(element, typed):
    try:
        held = elements.fitting(element, typed, on=TODAY)
    except Incomplete:
        return
    assert elements.fitting(element, held, on=TODAY) == held
    assert elements.read_out(element, held)


def test_former_drafts_keep_their_words():
    assert (elements.words("parents"), elements.words("x")) == ("Nama orang tua", "")
