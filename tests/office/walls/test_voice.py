"""What the hall says: every number at every counter, in words there is a recording of."""

from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as some

from office.walls import voice

CLIPS = Path(__file__).parents[3] / "static" / "voice"
SERIES, NUMBERS = some.sampled_from(ascii_uppercase), some.integers(1, 99_999)
COUNTERS = some.integers(1, 99)


def test_a_number_is_read_sign_by_sign_and_twice_after_a_chime():
    said = ["nomor-antrean", "a", "0", "1", "2-akhir", "silakan-menuju-loket", "2-akhir"]
    sentence = tuple(f"id-{word}" for word in said)
    assert voice.sentences("A-012", 2) == (("chime", *sentence), sentence)


def test_where_the_office_wants_it_english_follows():
    said = ["queue-number", "a", "0", "1", "2-akhir", "please-go-to-counter", "20", "1-akhir"]
    *_, last = voice.sentences("A-012", 21, english=True)
    assert last == tuple(f"en-{word}" for word in said)


@pytest.mark.parametrize(
    ("counter", "words"),
    [
        (9, "9-akhir"),
        (10, "sepuluh-akhir"),
        (11, "sebelas-akhir"),
        (12, "2 belas-akhir"),
        (20, "2 puluh-akhir"),
        (99, "9 puluh 9-akhir"),
        (104, "1 0 4-akhir"),
    ],
)
def test_a_counter_is_named_as_one_says_it(counter, words):
    _, last = voice.sentences("B-001", counter)
    after = last[last.index("id-silakan-menuju-loket") + 1 :]
    assert after == tuple(f"id-{word}" for word in words.split())


@given(SERIES, NUMBERS, COUNTERS, some.booleans())
def test_every_number_and_counter_has_its_clips(series, number, counter, english):
    said = voice.sentences(f"{series}-{number:03d}", counter, english=english)
    assert {name for sentence in said for name in sentence} <= voice.clips()


def test_every_clip_is_recorded_and_none_lies_there_unasked():
    lying = {path.stem for path in CLIPS.glob("*.mp3")}
    assert lying == voice.clips()


def test_no_clip_is_recorded_that_nothing_says():
    every = [
        voice.sentences(f"{letter}-{n}", 1 + n % 99, english=True)
        for letter in ascii_uppercase
        for n in range(10, 110)
    ]
    assert {name for said in every for one in said for name in one} == voice.clips()


def test_all_the_clips_are_smaller_than_a_photograph():
    assert sum(path.stat().st_size for path in CLIPS.glob("*.mp3")) < 400_000
