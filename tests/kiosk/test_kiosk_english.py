"""English, one touch away: every word of the kiosk has its other half."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from office import access, procedures, questions, sentences
from tests.strict_html import check

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "translations" / "en" / "LC_MESSAGES"
PLACES = re.compile(r"\{\w+\}|%\(\w+\)s")


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with (CATALOGUE / "messages.po").open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file, locale="en") if entry.id}


def words_of(template: Path) -> set[str]:
    with template.open("rb") as file:
        found = [found[2] for found in babel_extract(file, ("_",), [], {})]
    return {words if isinstance(words, str) else words[0] for words in found if words}


SHOWN = [path for face in ("kiosk", "track") for path in (ROOT / "templates" / face).glob("*.html")]
SHARED = [ROOT / "templates" / "shared" / name for name in ("expected.html", "refused.html")]


@pytest.mark.parametrize("path", sorted(SHOWN) + SHARED, ids=lambda path: path.name)
def test_every_word_of_a_screen_and_of_a_phone_is_translated(english, path):
    assert words_of(path) - set(english) == set()


def test_every_question_and_answer_is_translated(english):
    asked = questions.QUESTIONS.values()
    words = {word for one in asked for word in (one.ask, one.hint, *(one.choices or {}).values())}
    assert words - {""} - set(english) == set()


def test_every_sentence_of_a_state_is_translated(english):
    kinds = [value for value in vars(sentences).values() if isinstance(value, dict)]
    told = [one for kind in kinds for one in kind.values()] + list(vars(sentences).values())
    ids = {one.message for one in told if isinstance(one, sentences.Sentence)}
    assert ids - set(english) == set()


def test_every_word_of_the_queued_procedures_is_translated(english, recovery):
    plain = {step.plain for step in recovery.steps} | {end.plain for end in recovery.ends.values()}
    plain |= {end.plain for end in procedures.EVERYWHERE.values()}
    words = {recovery.door, recovery.service, *(paper.title for paper in recovery.papers.values())}
    stages = {step.short for step in recovery.steps} | {end.label for end in recovery.ends.values()}
    titles = {*recovery.roles.values(), *access.OWN_ROLES.values()}  # who opened the file
    assert (words | plain | stages | titles) - {""} - set(english) == set()


def test_a_translation_keeps_the_places_for_values(english):
    wrong = [
        id for id, words in english.items() if {*PLACES.findall(id)} ^ {*PLACES.findall(words)}
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(english):
    with (CATALOGUE / "messages.mo").open("rb") as file:
        assert {entry.id: entry.string for entry in read_mo(file) if entry.id} == english


def test_english_keeps_the_place_and_the_answers(citizen):
    citizen.answer_all()
    citizen.get("/kiosk/check")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk/check")
    page = citizen.get("/kiosk/check").text
    assert check(page) == [] and '<html lang="en"' in page
    assert "Is this right?" in page and "Where was the data refused?" in page


def test_a_refusal_is_told_in_english(citizen, clock):
    citizen.get("/kiosk")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk")
    clock.set(2024, 1, 8, 16, 0)
    words = "We are closed for today. Open again Tuesday, 9 January 2024, 08.00 WITA."
    assert words in citizen.get("/kiosk").text


def test_the_next_person_reads_indonesian_again(citizen):
    citizen.get("/kiosk")
    citizen.post("/kiosk/aids", aid="language", back="/kiosk")
    citizen.get("/kiosk")
    citizen.post("/kiosk/wipe")
    assert "Apa keperluan Anda?" in citizen.get("/kiosk").text
