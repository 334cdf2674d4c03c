"""The index of names goes with the rows it tells of, in the same transaction."""

import pytest

from database import db
from office.register import name_index, register, staging
from register_tables import ChangeKind, NameWord

SITI = {"nik": "9901014101900001", "name": "Hj. SITI CONTOH", "mother": "AMINAH"}


@pytest.fixture
def siti(people, clock):
    (siti,) = register.enter([SITI], by=people.sari, at=clock())
    return siti


def holding(words: str) -> list[int]:
    found = db.execute_sql("SELECT rowid FROM resident_name WHERE resident_name MATCH ?", (words,))
    return [id for (id,) in found.fetchall()]


def test_who_is_entered_is_found_by_each_word(siti):
    assert holding("contoh AND siti") == [siti]
    assert holding(name_index.OF_MOTHER + "aminah") == [siti]
    assert holding(f'"{name_index.WHOLE}contohsiti"') == [siti]


def test_a_mothers_name_is_not_taken_for_the_persons_own(siti):
    assert holding("aminah") == []


def test_every_word_is_known_by_its_sound(siti):
    words = {row.word: (row.folded, row.backwards) for row in NameWord.select()}
    assert words == {
        "siti": ("siti", "itis"),
        "contoh": ("conto", "otnoc"),
        "aminah": ("amina", "anima"),
    }


def test_a_broken_off_import_leaves_no_name_behind(siti, people, clock):
    change = staging.begin(ChangeKind.IMPORT, by=people.sari, at=clock())
    values = tuple({"name": "LAIN"}.get(name, "") for name in staging.ELEMENTS)
    staging.add(change, [(0, values)], at=clock())
    staging.discard(change)
    assert (holding("lain"), holding("siti")) == ([], [siti])
