"""Invented registers: as many as asked, the same for the same seed, with faults that are listed."""

import csv

import pytest

from office.register import extracts, nik, synthetic


@pytest.fixture
def invented():
    def invented(count: int = 400, faults: float = 0, seed: int = 1):
        return list(synthetic.people(count, faults=faults, seed=seed, today=synthetic.TODAY))

    return invented


def test_there_are_as_many_as_asked(invented):
    assert [len(invented(count)) for count in (1, 2, 401)] == [1, 2, 401]


def test_a_seed_always_invents_the_same(invented):
    assert invented(50, 10, seed=3) == invented(50, 10, seed=3) != invented(50, 10, seed=4)


def test_without_faults_every_nik_is_lawful_and_given_once(invented):
    people = [person for person, _ in invented()]
    assert len({person["NIK"] for person in people}) == len(people)
    for person in people:
        read = nik.read(person["NIK"], on=synthetic.TODAY)
        assert read.sex == person["JENIS_KLMIN"][0]
        assert [note.id for note in read.advice if note.id != "future"] == []


def test_children_bear_their_parents_names(invented):
    people = [person for person, _ in invented()]
    heads = {p["NO_KK"]: p["NAMA_LGKP"] for p in people if p["STAT_HBKEL"] == "KEPALA KELUARGA"}
    wives = {p["NO_KK"]: p["NAMA_LGKP"] for p in people if p["STAT_HBKEL"] == "ISTRI"}
    children = [p for p in people if p["STAT_HBKEL"] == "ANAK" and p["NO_KK"] in wives]
    assert children
    for child in children:
        assert child["NAMA_LGKP_AYAH"] == heads[child["NO_KK"]]
        assert child["NAMA_LGKP_IBU"] == wives[child["NO_KK"]]


def test_every_kind_of_fault_is_planted_and_the_truth_is_told(invented):
    spoilt = [(person, fault) for person, fault in invented(2000, 30) if fault]
    assert {fault.kind for _, fault in spoilt} == set(synthetic.FAULTS)
    assert all(person[fault.column] != fault.true for person, fault in spoilt)
    assert 400 < len(spoilt) < 800


def test_the_file_is_an_extract_that_can_be_imported(tmp_path):
    file, beside = tmp_path / "dkb.csv", tmp_path / "kesalahan.csv"
    synthetic.write(file, beside, 200, faults=10, seed=1)
    layout = extracts.open_file(file)
    assert layout.unknown == ()
    assert not [row for row in extracts.rows(layout) if isinstance(row, extracts.Bad)]
    with beside.open(encoding="utf-8") as listed:
        lines = [int(row["baris"]) for row in csv.DictReader(listed, delimiter=";")]
    assert lines and max(lines) <= 201
