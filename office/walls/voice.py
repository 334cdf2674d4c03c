"""What the hall says of a call: the names of the recorded words, in their order; pure."""

from functools import cache
from string import ascii_lowercase, digits

CHIME = "chime"
BEFORE = {"id": "nomor-antrean", "en": "queue-number"}  # what is said before the number
THEN = {"id": "silakan-menuju-loket", "en": "please-go-to-counter"}
TENS = {"id": ("puluh",), "en": tuple(map(str, range(20, 100, 10)))}
TEENS = {"id": ("sepuluh", "sebelas", "belas"), "en": tuple(map(str, range(10, 20)))}
END = "-akhir"  # the same word, said as the last of its sentence

Sentence = tuple[str, ...]  # names of clips
TRIAL: Sentence = (CHIME, "id-1", "id-2", f"id-3{END}")  # to hear that a wall speaks


def sentences(label: str, counter: int, *, english: bool = False) -> tuple[Sentence, ...]:
    """A call as it is said: chime and sentence, the sentence again, then perhaps in English.

    The number is read sign by sign, a counter up to 99 as a number and beyond digit by digit.
    """
    indonesian = _sentence("id", label, counter)
    said = ((CHIME, *indonesian), indonesian)
    return (*said, _sentence("en", label, counter)) if english else said


@cache
def clips() -> frozenset[str]:
    """Every clip there is to record: all that `sentences` can ask for."""
    found = {CHIME}
    for language in BEFORE:
        ends = (*digits, *TEENS[language], *TENS[language])
        found |= {f"{language}-{sign}" for sign in (*ascii_lowercase, *digits, *TENS[language])}
        found |= {f"{language}-{BEFORE[language]}", f"{language}-{THEN[language]}"}
        found |= {f"{language}-{word}{END}" for word in ends}
    return frozenset(found)


def _sentence(language: str, label: str, counter: int) -> Sentence:
    signs = [sign for sign in label.lower() if sign != "-"]
    to = _number(language, counter)
    words = (BEFORE[language], *signs[:-1], signs[-1] + END)
    words += (THEN[language], *to[:-1], to[-1] + END)
    return tuple(f"{language}-{word}" for word in words)


def _number(language: str, number: int) -> list[str]:
    tens, ones = divmod(number, 10)
    if number < 10 or number > 99:
        return list(str(number))
    if language == "en":
        return [str(number)] if tens == 1 else [f"{tens}0", *str(ones).strip("0")]
    if tens == 1:
        return [TEENS["id"][ones]] if ones < 2 else [str(ones), "belas"]
    return [str(tens), "puluh", *str(ones).strip("0")]
