"""A NIK and a No. KK: the parts come back, and what is odd is advice, whatever was typed."""

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from office.register import nik, regions
from office.register.nik import Kind

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1927, 1, 1), TODAY)  # a century back, less a day: one reading only
CODES = st.sampled_from(sorted(regions.REGIONS))
PAIRS = st.integers(1, 99).map("{:02d}".format)
SERIALS = st.integers(1, 9999).map("{:04d}".format)
DIGITS = st.text("0123456789", min_size=16, max_size=16)


def advice(typed: str, **known) -> list[tuple[str, Kind]]:
    return [(one.id, one.kind) for one in nik.read(typed, on=TODAY, **known).advice]


def of(day: date, sex: str, code: str = "6401") -> str:
    return f"{code}01{day.day + 40 * (sex == 'P'):02d}{day:%m%y}0001"


@given(st.text() | DIGITS, st.dates(), st.none() | st.dates(), st.sampled_from(["", "L", "P"]))
@example("", TODAY, None, "")
@example("٣٥٧٦٠١٤١٠١٩٠٠٠٠١", TODAY, None, "")
@example("6401012902000001", date.min, date.max, "P")
def test_no_text_is_refused_and_no_advice_is_empty(typed, on, born, sex):
    for odd in (nik.read(typed, on=on, born=born, sex=sex), nik.read_family(typed, on=on)):
        assert all(one.id and one.text.strip().endswith(".") for one in odd.advice)
        assert len({one.id for one in odd.advice}) == len(odd.advice)


@given(CODES, PAIRS, DAYS, st.sampled_from("LP"), SERIALS)
def test_the_parts_of_a_formed_nik_come_back(code, district, day, sex, serial):
    assume((day.month, day.day) != (2, 29))
    shift = 40 if sex == "P" else 0
    typed = f"{code}{district}{day.day + shift:02d}{day:%m%y}{serial}"
    read = nik.read(typed, on=TODAY)
    assert (read.digits, read.region) == (typed, regions.REGIONS[code])
    assert (read.district, read.born, read.sex, read.serial) == (district, day, sex, serial)
    assert {one.id for one in read.advice} <= {"former", "same"}


@given(CODES, PAIRS, DAYS, SERIALS)
def test_the_parts_of_a_formed_no_kk_come_back(code, district, day, serial):
    read = nik.read_family(f"{code}{district}{day:%d%m%y}{serial}", on=TODAY)
    assert (read.region, read.district) == (regions.REGIONS[code], district)
    assert (read.recorded, read.serial) == (day, serial)


@given(DIGITS)
def test_sixteen_digits_are_shown_in_four_groups_and_read_the_same_again(digits):
    shown = nik.read(digits, on=TODAY).shown
    assert [len(part) for part in shown.split(" ")] == [4, 2, 6, 4]
    assert nik.read(shown, on=TODAY) == nik.read(digits, on=TODAY)


@given(DIGITS)
def test_advice_never_says_the_number(digits):
    assert not any(digits in one.text for one in nik.read(digits, on=TODAY).advice)


@pytest.mark.parametrize(
    "typed", ["3576 01 410190 0001", "3576-01-410190-0001", "3576014101900001\n"]
)
def test_a_woman_of_mojokerto_however_it_is_written(typed):
    read = nik.read(typed, on=TODAY)
    assert (read.shown, read.region.place) == ("3576 01 410190 0001", "Kota Mojokerto, Jawa Timur")
    assert (read.born, read.sex, read.advice) == (date(1990, 1, 1), "P", ())


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("640101010190000", ["length"]),
        ("640101010190000O", ["letters"]),
        ("6499010101900001", ["region"]),
        ("9901010101900001", ["region"]),
        ("6401013201900001", ["date"]),
        ("6401018101900001", ["date"]),
        ("6401010013900001", ["date"]),
        ("6401012902010001", ["date"]),
        ("6401012312260001", ["future"]),
        ("6401010101900000", ["serial"]),
        ("1111111111111111", ["same"]),
        ("0000000000000000", ["region", "date", "same"]),
    ],
)
def test_what_is_most_likely_a_slip_asks_to_look_again(typed, ids):
    assert advice(typed) == [(id, Kind.CHECK) for id in ids]


def test_someone_who_does_not_know_their_nik_is_not_told_off():
    assert nik.read(" ", on=TODAY).advice == ()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("9101", "Kode lama: 91.01, sekarang 93.01 Kabupaten Merauke, Papua Selatan."),
        ("9271", "Kode lama: 92.71, sekarang 96.71 Kota Sorong, Papua Barat Daya."),
        ("6473", "Kode lama: 64.73, sekarang 65.71 Kota Tarakan, Kalimantan Utara."),
        ("7320", "Kode lama: 73.20, sekarang 76.05 Kabupaten Majene, Sulawesi Barat."),
    ],
)
def test_an_old_code_is_named_as_old_and_stays_lawful(code, sentence):
    (one,) = nik.read(of(date(1990, 1, 1), "L", code), on=TODAY).advice
    assert one == nik.Advice("former", f"{sentence} NIK tetap berlaku.", Kind.LAWFUL)


def test_a_child_of_2015_is_not_made_a_hundred_years_old():
    read = nik.read("6401010101150001", on=TODAY)
    assert read.born == date(2015, 1, 1)
    assert read.century.startswith("Tahun lahir dibaca 2015, bukan 1915:")


def test_a_document_settles_the_century():
    read = nik.read("6401010101150001", on=TODAY, born=date(1915, 1, 1))
    assert (read.born, read.advice) == (date(1915, 1, 1), ())
    assert read.century == "Tahun lahir 1915 menurut dokumen."


def test_a_birth_date_or_sex_that_differs_is_lawful():
    known = {"born": date(1990, 2, 1), "sex": "P"}
    assert advice(of(date(1990, 1, 2), "L"), **known) == [
        ("born", Kind.LAWFUL),
        ("sex", Kind.LAWFUL),
    ]
    assert advice(of(date(1990, 2, 1), "P"), **known) == []


def test_a_no_kk_has_no_women():
    odd = nik.read_family("6401014101900001", on=TODAY)
    assert (odd.recorded, [one.id for one in odd.advice]) == (None, ["date"])
