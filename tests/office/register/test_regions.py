"""The regions: every one of them, and the former codes beside what they are now."""

import pytest

from office.register import regions

PRESENT = {code for code in regions.NAMES if len(code) == 4}


def test_there_are_38_provinces_and_514_regencies_and_cities():
    assert len(regions.NAMES) - len(PRESENT) == 38
    assert len(PRESENT) == 514


def test_every_regency_lies_in_a_province_and_is_a_kabupaten_or_a_kota():
    for code in PRESENT:
        region = regions.find(code)
        assert region.province and region.name.split(" ")[0] in ("Kabupaten", "Kota")
        assert (region.now, (region.name[:4] == "Kota")) == ("", code[2] >= "7")


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("6401", "Kabupaten Paser, Kalimantan Timur"),
        ("3576", "Kota Mojokerto, Jawa Timur"),
        ("9601", "Kabupaten Sorong, Papua Barat Daya"),
        ("9501", "Kabupaten Jayawijaya, Papua Pegunungan"),
    ],
)
def test_a_code_is_read_as_the_place_it_names(code, place):
    assert regions.find(code).place == place


def test_a_former_code_is_no_present_one_and_leads_to_one():
    assert len(regions.FORMER) == 35
    assert not regions.FORMER.keys() & PRESENT
    assert set(regions.FORMER.values()) <= PRESENT


def test_the_papua_provinces_and_kaltara_are_wholly_new_codes():
    new = {code for code in PRESENT if code[:2] in ("65", "93", "94", "95", "96")}
    assert new == {now for now in regions.FORMER.values() if now[:2] != "76"}


def test_of_an_unknown_code_the_province_is_still_told():
    assert regions.find("3599") == regions.Region("35.99", province="Jawa Timur")
    assert regions.find("9999") == regions.Region("99.99")
