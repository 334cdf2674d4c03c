"""Names: what is a word of one, what is only a title, and which spellings sound alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.register import names


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SITI NUR HALIZA", ["siti", "nur", "haliza"]),
        ("  Siti   NURHALIZA ", ["siti", "nurhaliza"]),
        ("NU'MAN", ["numan"]),
        ("MUH.YUSUF", ["muh", "yusuf"]),
        ("Hj. FATIMAH", ["fatimah"]),
        ("José", ["jose"]),
        ("H", ["h"]),
        ("-", []),
    ],
)
def test_a_name_is_read_as_its_words_without_titles(name, words):
    assert names.words(name) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soekarno", "sukarno"),
        ("akhmad", "ahmad"),
        ("muhammad", "muhamad"),
        ("yusuf", "jusuf".replace("j", "y")),
        ("fatimah", "fatima"),
        ("noviyanti", "nopianti".replace("ia", "iya")),
        ("syarif", "sarif"),
        ("dzulkifli", "zulkipli"),
        ("tjahjo", "cahjo"),
    ],
)
def test_spellings_of_one_sound_are_alike(one, other):
    assert names.folded(one) == names.folded(other)


def test_names_of_the_same_words_are_whole_in_any_order():
    assert names.whole("NUR SITI") == names.whole("siti nur")
    assert names.whole("") == ""


def test_short_forms_are_known():
    assert [names.unabridged(word) for word in ("muh", "abd", "budi")] == [
        "muhammad",
        "abdul",
        "budi",
    ]


@given(st.text())
def test_every_text_there_is_has_words(text):
    assert all(word.isascii() and word.isalnum() for word in names.words(text))
    assert names.folded(text) is not None
