"""Whom the model takes for one person, and whom it does not."""

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest

from office.inspection import folded, likeness
from office.register import elements, synthetic_doubles

HEADS = ("NIK", "NO_KK", "NAMA_LGKP", "JENIS_KLMIN", "TMPT_LHR", "TGL_LHR", "NAMA_LGKP_IBU")
HEADS += ("KECAMATAN", "STAT_HBKEL")
FIRST = {
    "nik": "6401011203800011",
    "family": "6401010101100099",
    "name": "MUHAMMAD SOEKARNO DJAJA",
    "sex": "L",
    "birth_place": "PASER",
    "birth_date": "1980-03-12",
    "mother": "SITI FATIMAH",
    "district": "KECAMATAN CONTOH 1",
    "relation": "KEPALA KELUARGA",
}
AGAIN = {**FIRST, "nik": "3576011203800002", "family": "3576010101150001"}
TWICE = {
    "another way of writing": {"name": "MOCH. SUKARNO JAYA", "mother": "ST. PATIMAH"},
    "without the common first name": {"name": "SUKARNO JAYA"},
    "with a title": {"name": "H. MUHAMMAD SUKARNO DJAJA"},
    "abridged": {"name": "M. SUKARNO D."},
    "day and month swapped": {"birth_date": "1980-12-03"},
    "a day that is none": {"birth_date": "12-31-1980"},
    "a digit of the year": {"birth_date": "1986-03-12"},
    "without a mother": {"mother": ""},
    "a letter": {"name": "MUHAMMAD SUKARNO DJAYO"},
}
APART = {
    "father and son": {"birth_date": "2005-08-01", "mother": "RATNA DEWI", "relation": "ANAK"},
    "a neighbour of one name": {"birth_date": "1977-01-30", "mother": "KARTINI"},
    "born on one day": {"name": "YANSEN LUMINTANG", "mother": "DEITJE RUTH"},
}


@pytest.fixture(scope="module")
def world():
    """400 invented people, and everyone above; who was found with whom."""
    rows = [tuple(row[head] for head in HEADS) for row, _ in people()]
    told = [tuple(FIRST.values())]
    names = [*TWICE, *APART]
    told += [tuple({**AGAIN, **values}.values()) for values in (TWICE | APART).values()]
    twins = {**FIRST, "relation": "ANAK", "birth_place": "ENREKANG"}
    told += [
        tuple({**twins, "name": name, "nik": nik}.values())
        for name, nik in (("HASAN BASRI", "6401011203800012"), ("HASIN BASRI", "6401011203800013"))
    ]
    everyone = [(number, *row) for number, row in enumerate([*told, *map(read, rows)])]
    found = {(two.one, two.other): two for two in likeness.pairs(everyone)}
    return SimpleNamespace(found=found, number={name: n for n, name in enumerate(names, start=1)})


def people():
    return synthetic_doubles.people(400, seed=7, today=date(2024, 1, 8))


def read(row):
    nik, family, name, sex, place, born, *rest = row
    return nik, family, name, elements.sex(sex), place, elements.day(born), *rest


@pytest.mark.parametrize("slip", [slip for slip in TWICE if slip != "a day that is none"])
def test_one_person_is_found_in_spite_of(world, slip):
    assert world.found[0, world.number[slip]].probability > likeness.LIKELY


@pytest.mark.parametrize("near", APART)
def test_two_people_stay_two(world, near):
    assert (0, world.number[near]) not in world.found


def test_twins_are_two(world):
    last = max(world.number.values())
    assert (last + 1, last + 2) not in world.found


def test_a_pair_tells_at_which_level_each_comparison_stands(world):
    levels = dict(zip(folded.COMPARED, world.found[0, 1].levels, strict=True))
    assert (levels["name"], levels["birth_date"], levels["sex"]) == (5, 5, 1)


def test_a_day_swapped_until_it_is_none_is_still_that_day():
    row = dict(
        zip(
            folded.COLUMNS,
            folded.row((1, *{**AGAIN, "birth_date": "12-31-1980"}.values())),
            strict=True,
        )
    )
    assert (row["birth_date"], row["broken"]) == ("1980-12-31", True)


def test_the_same_settings_are_understood_where_one_machine_is_not_enough():
    told = json.dumps(likeness.settings().create_settings_dict("spark"))
    functions = set(re.findall(r"\b([a-z_]+)\(", told))
    assert functions == {"contains", "jaro_winkler", "length", "levenshtein"}


@pytest.mark.parametrize(
    "wrong", [{"nik": "12"}, {"nik": ""}, {"name": ""}, {"birth_date": "1980"}]
)
def test_what_is_missing_or_broken_is_nothing(wrong):
    row = dict(zip(folded.COLUMNS, folded.row((1, *{**AGAIN, **wrong}.values())), strict=True))
    (name,) = wrong
    assert row["name_key" if name == "name" else name] is None


def test_a_column_that_is_empty_teaches_nothing_and_breaks_nothing(monkeypatch):
    monkeypatch.setattr(likeness, "LEARNT_FROM", 0)
    rows = [read(tuple(row[head] for head in HEADS)) for row, _ in people()]
    without = [(number, *row[:5], "", "", *row[7:]) for number, row in enumerate(rows)]
    assert len(likeness.pairs(without)) < len(rows)
