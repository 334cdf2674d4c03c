"""Two people of the register who may be one: listed, set side by side, judged.

Nothing in the register changes by a word said here; what must be mended walks procedure B.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from database import db, fetch, find, first, insert, writing
from linkage_tables import DoublePair, DoubleSearch, DoubleVerdict, Verdict
from ministry_tables import Row
from models import Case, Officer
from office import audit, sop, texts
from office.audit import Happened
from office.errors import Incomplete, NotFound, Stale
from office.inspection import linkage_runs
from office.ministry import lembar
from office.ministry.lembar import NewRow
from office.register import compare, elements, identify, register
from office.register.compare import Rule
from register_tables import Resident

OPEN, UNSURE, JUDGED = "open", "unsure", "judged"
WORDS = {
    Verdict.SAME: "Orang yang sama",
    Verdict.DIFFERENT: "Dua orang berbeda",
    Verdict.UNSURE: "Belum dapat dipastikan",
}
HOW_LIKELY = (  # from this probability on, it is said so
    (0.99, "hampir pasti satu orang"),
    (0.9, "sangat mungkin satu orang"),
    (0.7, "mungkin satu orang"),
    (0.0, "meragukan"),
)
TOLD_WHY = ("name", "birth_date", "mother", "sex", "birth_place", "nik")
SLIPS = {*TOLD_WHY, *elements.NUMBERS, *elements.PEOPLE, "address"}  # others differ, or not
NEITHER = Rule(8, "neither", "kosong pada keduanya")
EITHER = Rule(8, "either", "kosong pada salah satu")
ABOUT_TWO = ("G1", "G2", "G3", "G4")  # categories of rows
ON_PAIRS = "UPDATE double_pair SET verdict_id = ? WHERE one = ? AND other = ?"  # unseen ones, too
STATES = {
    OPEN: "verdict_id IS NULL",
    UNSURE: "verdict_id IN (SELECT id FROM double_verdict WHERE verdict = 'unsure')",
    JUDGED: "verdict_id IN (SELECT id FROM double_verdict WHERE verdict <> 'unsure')",
}


@dataclass(frozen=True)
class Line:
    """One element of two people, and by which rule they agree in it."""

    element: str
    one: str
    other: str
    rule: Rule

    @property
    def alike(self) -> bool:
        return self.rule.same


@dataclass(frozen=True)
class Two:
    """Two people as they stand now, and what is known of them together."""

    one: Resident
    other: Resident
    word: DoubleVerdict | None  # the latest about them
    pair: DoublePair | None  # none: no search found them

    @property
    def lines(self) -> list[Line]:
        return [self.line(name) for name in elements.WORDS]

    def line(self, element: str) -> Line:
        one, other = getattr(self.one, element), getattr(self.other, element)
        return Line(element, one, other, _rule(element, one, other))

    @property
    def why(self) -> str:
        """nama beda ejaan, tanggal lahir sama, nama ibu sama, NIK berbeda"""
        told = map(self.line, TOLD_WHY)
        return ", ".join(f"{_lower(line.element)} {_said(line.rule)}" for line in told)

    @property
    def outdated(self) -> bool:
        """Whether the latest word was said of somebody who has changed since."""
        return bool(self.word and self.pair and self.pair.verdict_id is None)

    @property
    def changed(self) -> bool:
        """Whether one of them is not any more who was compared."""
        rows = (self.one.id, self.other.id)
        return bool(self.pair and (self.pair.one_row, self.pair.other_row) != rows)


def counts(search: DoubleSearch) -> dict[str, int]:
    """State -> how many pairs of a search stand in it."""
    return {state: _count(search, condition) for state, condition in STATES.items()}


def pairs(search: DoubleSearch, state: str, *, skip: int = 0, most: int) -> list[Two]:
    """Some pairs in one state, the likeliest first; who has left the register is in none."""
    some = f"search_id = ? AND {STATES[state]} ORDER BY probability DESC, id LIMIT ? OFFSET ?"
    return _two(find(DoublePair, some, search.id, most, skip))


def next_open(search: DoubleSearch, besides: tuple[int, int]) -> Two | None:
    """The likeliest pair nobody has judged, other than these two."""
    others = (two for two in pairs(search, OPEN, most=2) if _key(two) != besides)
    return next(others, None)


def two(one: int, other: int) -> Two:
    """Two people of the register, found by a search or not. Raises NotFound."""
    one, other = min(one, other), max(one, other)
    rows = [register.person(number) if number < 2**63 else None for number in (one, other)]
    if one == other or rows[0] is None or rows[1] is None:
        raise NotFound("Salah satu dari dua orang ini tidak ada di database kependudukan.")
    search = linkage_runs.shown()
    found = "search_id = ? AND one = ? AND other = ?"
    pair = first(DoublePair, found, search.id, one, other) if search else None
    return Two(rows[0], rows[1], _latest(one, other), pair)


def of_rows(rows: Sequence[Row]) -> dict[int, tuple[int, int]]:
    """Row of a lembar about doubles -> its two people, where the register knows both."""
    told = {row.id: (row.nik, row.other_nik) for row in rows if row.category.code in ABOUT_TWO}
    numbers = sorted({number for pair in told.values() for number in pair if number})
    if not numbers:
        return {}
    places = ", ".join("?" * len(numbers))
    statement = (
        f"SELECT nik, person FROM resident WHERE nik IN ({places}) AND {register.VALID} AND "  # noqa: S608
        f"id IN (SELECT resident FROM resident_key WHERE key IN ({places}))"
    )
    bearers: dict[str, set[int]] = defaultdict(set)
    for number, person in db.execute_sql(statement, [*numbers, *numbers]).fetchall():
        bearers[number].add(person)
    found = {id: sorted(bearers[nik] | bearers[other]) for id, (nik, other) in told.items()}
    return {id: (two[0], two[1]) for id, two in found.items() if len(two) == 2}


def open_both(one: int, other: int, reason: str, *, by: Officer, role: str, at: datetime) -> None:
    """Both in full; who and why is written down for each. Raises as identify.open_person."""
    with writing():
        for number in (one, other):
            identify.open_person(number, reason, by=by, role=role, at=at)


def judge(
    one: int,
    other: int,
    verdict: str,
    reason: str,
    *,
    procedure: sop.Procedure,
    seen: int,
    by: Officer,
    at: datetime,
) -> DoubleVerdict:
    """Say whether two are one. One person, or two with one NIK, walk `procedure` on a lembar.

    seen: the id of the latest word about them as the page had it; 0 for none.

    Raises
        Stale       somebody else has judged them meanwhile
        Incomplete  no reason, or no such word
        NotFound    one of them has left the register
        NotAllowed  a lembar is needed, and its first step is not `by`'s
    """
    reason = texts.clean(reason)
    with writing():
        both = two(one, other)
        word = both.word
        if (word.id if word else 0) != seen:
            raise _meanwhile(word)
        if verdict not in set(Verdict):
            raise Incomplete("Pilih: orang yang sama, dua orang berbeda, atau belum pasti.")
        if not reason:
            raise Incomplete("Tulis alasan keputusan ini.", field="reason")
        case = _lembar(both, Verdict(verdict), procedure, by, at)
        rows = {"one_row": both.one.id, "other_row": both.other.id, "case": case}
        people = {"one": both.one.person, "other": both.other.person}
        id = insert(
            DoubleVerdict, verdict=verdict, reason=reason, officer=by, at=at, **people, **rows
        )
        db.execute_sql(ON_PAIRS, (id, both.one.person, both.other.person))
        detail = f"person {both.one.person} {both.other.person}: {verdict}"
        audit.record(by.office_id, Happened.DOUBLE_JUDGED, at=at, by=by, case=case, detail=detail)
        return DoubleVerdict.get_by_id(id)


def lembar_of(both: Two, office: int) -> Case | None:
    """A lembar on its way that is about these two already, the ministry's or our own."""
    one, other = _numbers(both)
    about = "(nik = ? AND other_nik = ?) OR (nik = ? AND other_nik = ?)"
    told = [one, other, other, one]
    if one == other:
        about, told = "nik = ? AND other_nik IN ('', ?)", [one, other]
    rows = find(Row, f"({about}) AND struck_to_id IS NULL ORDER BY id", *told)
    cases = (row.case for row in rows if row.category.code in ABOUT_TWO)
    return next((c for c in cases if c.ended_at is None and c.office_id == office), None)


def how_likely(probability: float) -> str:
    return next(words for least, words in HOW_LIKELY if probability >= least)


def _lembar(
    both: Two, verdict: Verdict, procedure: sop.Procedure, by: Officer, at: datetime
) -> Case | None:
    """The lembar that mends it: one that is on its way already, or a new one."""
    category = _category(both, verdict)
    if category is None:
        return None
    if under_way := lembar_of(both, by.office_id):
        return under_way
    row = NewRow(*_numbers(both), *category)
    about = f"{category[0]}, pencarian data ganda"
    return lembar.open_found(procedure, [row], about=about, by=by, at=at)


def _numbers(both: Two) -> tuple[str, str]:
    one, other = ((row.nik or row.family or "-") for row in (both.one, both.other))
    return one[: lembar.NIK_LONGEST], other[: lembar.NIK_LONGEST]


def _category(both: Two, verdict: Verdict) -> tuple[str, str] | None:
    """The category's code and what is wrong; None when nothing is."""
    one_nik = bool(both.one.nik) and both.one.nik == both.other.nik
    if verdict == Verdict.SAME:
        return (
            ("G4", "Satu orang tercatat dua kali dengan satu NIK")
            if one_nik
            else ("G2", "Satu orang tercatat dengan dua NIK")
        )
    if verdict == Verdict.DIFFERENT and one_nik:
        return "G1", "Satu NIK dipakai dua orang"
    return None


def _meanwhile(word: DoubleVerdict | None) -> Stale:
    if word is None:
        return Stale("Pasangan ini berubah. Keputusan Anda belum tersimpan. Periksa lagi.")
    return Stale(
        "Pasangan ini baru saja diputuskan {who}: {word}. Keputusan Anda belum tersimpan. "
        "Periksa lagi.",
        who=word.officer.name,
        word=WORDS[Verdict(word.verdict)],
    )


def _two(rows: Sequence[DoublePair]) -> list[Two]:
    fetch(rows, DoublePair.verdict)
    fetch([row.verdict for row in rows if row.verdict], DoubleVerdict.officer, DoubleVerdict.case)
    numbers = {number for row in rows for number in (row.one, row.other)}
    among = f"person IN ({', '.join('?' * len(numbers))})"
    people = {row.person: row for row in register.people(among, *numbers)} if numbers else {}
    return [
        Two(people[row.one], people[row.other], row.verdict, row)
        for row in rows
        if row.one in people and row.other in people
    ]


def _latest(one: int, other: int) -> DoubleVerdict | None:
    return first(DoubleVerdict, "one = ? AND other = ? ORDER BY id DESC", one, other)


def _key(both: Two) -> tuple[int, int]:
    return both.one.person, both.other.person


def _count(search: DoubleSearch, condition: str) -> int:
    statement = f"SELECT count(*) FROM double_pair WHERE search_id = ? AND {condition}"  # noqa: S608
    (count,) = db.execute_sql(statement, (search.id,)).fetchall()[0]
    return int(count)


def _rule(name: str, one: str, other: str) -> Rule:
    if not (one.strip() or other.strip()):
        return NEITHER
    if not (one.strip() and other.strip()):
        return EITHER
    rule = compare.element(name, one, other)
    return rule if rule.same or name in SLIPS else compare.OTHER


def _said(rule: Rule) -> str:
    return "sama sebagian" if rule == compare.PART else rule.words


def _lower(element: str) -> str:
    words = elements.WORDS[element]
    return words if words.isupper() else words[0].lower() + words[1:]
