"""Names as people write them: their words, and what different spellings of one name share. Pure."""

import re
import unicodedata

JOINED = re.compile(r"['`\u2018\u2019\u02bb\u02bc]")  # NU'MAN is one word
BETWEEN = re.compile(r"[^a-z0-9]+")
TITLES = frozenset(("h", "hj", "dr", "drs", "dra", "ir", "kh", "alm", "almh", "rr", "tn", "ny"))
SHORT = dict.fromkeys(("m", "muh", "moh", "moch", "much", "mohd", "muhd"), "muhammad")
SHORT |= {"abd": "abdul", "st": "siti", "sitti": "siti", "ad": "ade", "nr": "nur"}
# Sounds that were and are written in several ways; the order matters.
SOUNDS = (
    *(("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("dz", "z")),
    *(("kh", "h"), ("ch", "h"), ("sy", "s"), ("sh", "s"), ("ph", "f"), ("dh", "d"), ("th", "t")),
    *(("v", "f"), ("p", "f"), ("y", "i"), ("q", "k"), ("x", "ks"), ("z", "s")),
)
DOUBLED = re.compile(r"(.)\1+")


def words(name: str) -> list[str]:
    """The words of a name in small letters without marks; titles go unless nothing else is left."""
    found = BETWEEN.sub(" ", _plain(name)).split()
    return [word for word in found if word not in TITLES] or found


def whole(name: str) -> str:
    """The same for two names of the same words in any order; "" for no name."""
    return "".join(sorted(words(name)))


def folded(word: str) -> str:
    """The same for two spellings of one sound: Soekarno and Sukarno, Akhmad and Ahmad."""
    for written, sound in SOUNDS:
        word = word.replace(written, sound)
    word = DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("h") else word


def unabridged(word: str) -> str:
    """What a word is short for; itself when it is short for nothing."""
    return SHORT.get(word, word)


def _plain(name: str) -> str:
    name = JOINED.sub("", name).lower()
    if name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
