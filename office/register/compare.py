"""What is said beside what the register holds: by which named rule they agree or differ. Pure.

No score: an officer reads why two values are near, and decides.
"""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from rapidfuzz.distance import OSA

from office.register import names, nik

NAMES = frozenset(("name", "father", "mother"))
NUMBERS = frozenset(("nik", "family"))
Parts = list[tuple[bool, str]]  # (changed, text)


@dataclass(frozen=True, order=True)
class Rule:
    """How two values of an element stand to one another; `distance` only puts rules in order."""

    distance: int
    id: str
    words: str

    @property
    def same(self) -> bool:
        return self.distance == 0


SAME = Rule(0, "same", "sama")
WRITTEN = Rule(1, "written", "sama, beda tanda baca atau huruf besar")
ORDER = Rule(2, "order", "kata sama, urutan berbeda")
SPACES = Rule(2, "spaces", "sama, beda spasi")
SOUND = Rule(3, "sound", "beda ejaan")
SHORT = Rule(3, "short", "disingkat")
LETTER = Rule(4, "letter", "satu huruf berbeda")
SWAPPED = Rule(4, "swapped", "dua huruf tertukar")
PART = Rule(5, "part", "sebagian nama sama")
LETTERS = Rule(6, "letters", "beberapa huruf berbeda")
OTHER = Rule(9, "other", "berbeda")
DIGIT = Rule(4, "digit", "beda satu angka")
DIGITS_SWAPPED = Rule(4, "digits", "dua angka tertukar")
DIGIT_LOST = Rule(4, "digit_lost", "kurang atau lebih satu angka")
DAY_MONTH = Rule(2, "day_month", "tanggal dan bulan tertukar")
YEAR = Rule(4, "year", "tahun berbeda")
DAY = Rule(4, "day", "hari atau bulan berbeda")
NO_DAY = Rule(7, "no_day", "di register bukan tanggal kalender")
EMPTY = Rule(8, "empty", "kosong di register")
UNSAID = Rule(8, "unsaid", "tidak disebut")


def element(name: str, said: str, held: str) -> Rule:
    """By which rule the two values of one element agree or differ; anything may stand in them."""
    said, held = said.strip(), held.strip()
    if said == held:
        return SAME
    if not held:
        return EMPTY
    if not said:
        return UNSAID
    if name in NUMBERS:
        return number(said, held)
    if name == "birth_date":
        return day(said, held)
    if name == "sex":  # L and P, of which one letter tells everything
        return OTHER
    return words(said, held)


def words(said: str, held: str) -> Rule:
    """Two names, or any two texts."""
    ours, theirs = names.words(said), names.words(held)
    if said == held:
        return SAME
    if ours == theirs:
        return WRITTEN if ours else OTHER
    if sorted(ours) == sorted(theirs):
        return ORDER
    if "".join(ours) == "".join(theirs):
        return SPACES
    if len(ours) == len(theirs) and ours and theirs:
        return _alike(ours, theirs)
    if _within(ours, theirs) or _within(theirs, ours):
        return PART
    return OTHER


def number(said: str, held: str) -> Rule:
    """Two NIKs or No. KK, however they were typed."""
    said, held = nik.bare(said), nik.bare(held)
    if said == held:
        return SAME
    if len(said) == len(held):
        if _substituted(said, held):
            return DIGIT
        return DIGITS_SWAPPED if OSA.distance(said, held) == 1 else OTHER
    return DIGIT_LOST if OSA.distance(said, held, score_cutoff=1) == 1 else OTHER


def day(said: str, held: str) -> Rule:
    """Two days in ISO; what the register holds may be none."""
    if said == held:
        return SAME
    ours, theirs = _day(said), _day(held)
    if theirs is None:
        return NO_DAY
    if ours is None:
        return OTHER
    if (ours.year, ours.month, ours.day) == (theirs.year, theirs.day, theirs.month):
        return DAY_MONTH
    if OSA.distance(said, held) == 1:
        return DIGIT if _substituted(said, held) else DIGITS_SWAPPED
    if (ours.month, ours.day) == (theirs.month, theirs.day):
        return YEAR
    return DAY if ours.year == theirs.year else OTHER


def parts(before: str, after: str) -> tuple[Parts, Parts]:
    """Each value cut where it differs from the other; nothing is lost between the pieces."""
    left: Parts = []
    right: Parts = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for side, text in ((left, before[a:b]), (right, after[c:d])):
            if text:
                side.append((kind != "equal", text))
    return left, right


def _alike(ours: list[str], theirs: list[str]) -> Rule:
    """Names of as many words: the worst of the rules their words pair by, in their best order."""
    left = list(theirs)
    worst, faults = SAME, 0
    for word in ours:
        rule, best = min((_word(word, other), other) for other in left)
        left.remove(best)
        worst, faults = max(worst, rule), faults + (rule in (LETTER, SWAPPED))
    return LETTERS if faults > 1 and worst in (LETTER, SWAPPED) else worst


def _word(said: str, held: str) -> Rule:
    if said == held:
        return SAME
    if names.unabridged(said) == names.unabridged(held):
        return SHORT
    if min(len(said), len(held)) == 1 and said[0] == held[0]:
        return SHORT
    if names.folded(said) == names.folded(held):
        return SOUND
    far = min(OSA.distance(said, held), OSA.distance(names.folded(said), names.folded(held)))
    if far == 1:
        return SWAPPED if sorted(said) == sorted(held) else LETTER
    return LETTERS if far == 2 and min(len(said), len(held)) > 5 else OTHER


def _within(few: list[str], many: list[str]) -> bool:
    """Whether every word of one name has its like in the other."""
    left = list(many)
    for word in few:
        like = next((other for other in left if _word(word, other).distance <= LETTER.distance), "")
        if not like:
            return False
        left.remove(like)
    return bool(few)


def _substituted(said: str, held: str) -> bool:
    return len(said) == len(held) and sum(a != b for a, b in zip(said, held, strict=True)) == 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
