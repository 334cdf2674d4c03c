"""What the anomaly rules found in the register: counted, listed, set aside, put on a lembar.

A finding stands for a person by number. What an officer said of it holds for as long as what it
rests on stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from anomaly_tables import AnomalyRun, Finding, FindingWord
from database import EPOCH, db, fetch, find, first, writing
from models import Case, Officer
from office import audit, sop, texts
from office.audit import Happened
from office.errors import Incomplete, NotFound, Stale
from office.inspection import anomaly_runs, anomaly_scan
from office.inspection.anomaly_rules import Rule
from office.inspection.anomaly_words import Key, say
from office.ministry import lembar
from office.ministry.lembar import LARGEST, NewRow
from office.register import register
from register_tables import RegisterChange, Resident

OPEN, ASIDE, LEMBAR, MENDED = "open", "aside", "lembar", "mended"
STANDS = "since <= :run AND (until IS NULL OR until > :run)"
# Its latest lembar is on its way, or ended after the register that was looked at was shown; or it
# found the data right, and they are still the same.
ON_LEMBAR = """case_id IS NOT NULL AND (
    EXISTS (SELECT 1 FROM "case" WHERE "case".id = finding.case_id
        AND ("case".ended_at IS NULL OR "case".ended_at >= :shown))
    OR EXISTS (SELECT 1 FROM row JOIN resident ON resident.person = finding.person
        AND row.nik = resident.nik AND resident.since <= (SELECT current FROM register)
        AND (resident.until IS NULL OR resident.until > (SELECT current FROM register))
        WHERE row.case_id = finding.case_id AND row.result = 'correct'))"""
CONDITIONS = {
    OPEN: f"{STANDS} AND NOT aside AND NOT ({ON_LEMBAR})",
    ASIDE: f"{STANDS} AND aside",
    LEMBAR: f"{STANDS} AND NOT aside AND {ON_LEMBAR}",
    MENDED: "until = :run AND mended",
}
RULES = {rule.id: rule for rule in anomaly_scan.rules()}


@dataclass(frozen=True)
class Tally:
    """One rule in the run that is shown: how many it found, and what was decided of them."""

    rule: Rule
    found: int = 0
    new: int = 0
    mended: int = 0
    aside: int = 0
    lembar: int = 0

    @property
    def open(self) -> int:
        return self.found - self.aside - self.lembar

    @property
    def listed(self) -> bool:
        return self.found <= anomaly_scan.MOST

    def of(self, state: str) -> int:
        return int(getattr(self, state))


@dataclass(frozen=True)
class Line:
    """A finding, and those it is about as they stand now; None who left the register."""

    finding: Finding
    one: Resident | None
    other: Resident | None
    case: Case | None  # its latest lembar, ended or not
    said: FindingWord | None  # why it is aside


def rule_of(id: str) -> Rule:
    """Raises NotFound on one there is not."""
    if id not in RULES:
        raise NotFound("Aturan ini tidak ada.")
    return RULES[id]


def tallies(run: AnomalyRun) -> list[Tally]:
    """Every rule, the wrong before the odd in each category."""
    counts = run.counts
    tallied = {id: Tally(rule, *counts.get(id, (0, 0, 0))) for id, rule in RULES.items()}
    statement = f"""SELECT rule, sum(aside), sum(NOT aside AND {ON_LEMBAR}) FROM finding
        WHERE (aside OR case_id IS NOT NULL) AND {STANDS} GROUP BY rule"""  # noqa: S608
    for rule, aside, on_lembar in db.execute_sql(statement, _of(run)).fetchall():
        if rule in tallied:
            tallied[rule] = replace(tallied[rule], aside=aside, lembar=on_lembar)
    return list(tallied.values())


def districts(run: AnomalyRun, rule: str, state: str) -> dict[str, int]:
    """Kecamatan -> how many findings of a rule it has in one state."""
    statement = f"""SELECT district, count(*) FROM finding
        WHERE rule = :rule AND {CONDITIONS[state]}
        GROUP BY district ORDER BY district"""  # noqa: S608
    return dict(db.execute_sql(statement, {**_of(run), "rule": rule}).fetchall())


def findings(
    run: AnomalyRun, rule: str, state: str, *, district: str | None = None, skip: int = 0, most: int
) -> list[Finding]:
    """Some findings of a rule in one state, of one kecamatan or of all; by person."""
    told: dict[str, Any] = {**_of(run), "rule": rule, "most": most, "skip": skip}
    where = f"rule = :rule AND {CONDITIONS[state]}"
    if district is not None:
        where, told = f"{where} AND district = :district", {**told, "district": district}
    statement = f"SELECT id FROM finding WHERE {where} ORDER BY person LIMIT :most OFFSET :skip"  # noqa: S608
    return _read([id for (id,) in db.execute_sql(statement, told).fetchall()])


def of_person(number: int) -> list[Finding]:
    """What the run that is shown found at somebody, whatever was decided of it."""
    run = anomaly_runs.shown()
    if run is None:
        return []
    of_theirs = f"rule IN ({', '.join('?' * len(RULES))}) AND person = ?"
    stands = "since <= ? AND (until IS NULL OR until > ?) ORDER BY id"
    return find(Finding, f"{of_theirs} AND {stands}", *RULES, number, run.id, run.id)


def lines(rows: Sequence[Finding]) -> list[Line]:
    """The findings with those they are about; the number of queries does not grow with them."""
    numbers = {number for row in rows for number in (row.person, row.other) if number}
    among = f"person IN ({', '.join('?' * len(numbers))})"
    people = {one.person: one for one in register.people(among, *numbers)} if numbers else {}
    ids = {row.case_id for row in rows if row.case_id}
    listed = find(Case, f"id IN ({', '.join('?' * len(ids))})", *ids)
    cases = {case.id: case for case in listed}
    said = _why_aside(rows)
    return [
        Line(
            row,
            people.get(row.person),
            people.get(row.other),
            cases.get(row.case_id),
            said.get((row.rule, row.person, row.fingerprint)) if row.aside else None,
        )
        for row in rows
    ]


def set_aside(
    ids: Sequence[int], reason: str, *, by: Officer, at: datetime, seen: int
) -> list[Finding]:
    """Take findings off the list, with a reason: they do not come back while nothing changes.

    seen: the run the page showed.

    Raises
        Incomplete  no reason, or none chosen, or too many
        Stale       another run is shown by now, or one of them does not stand open any more
    """
    reason = texts.clean(reason)
    with writing():
        if not reason:
            raise Incomplete("Tulis alasan mengesampingkan.", field="reason")
        rows = _chosen(ids, OPEN, seen)
        say(_keys(rows), "aside", by=by, at=at, reason=reason)
        _record(rows, Happened.FINDINGS_SET_ASIDE, by=by, at=at)
    return rows


def put_back(ids: Sequence[int], *, by: Officer, at: datetime, seen: int) -> list[Finding]:
    """Onto the list again, what was set aside. Raises as `set_aside`."""
    with writing():
        rows = _chosen(ids, ASIDE, seen)
        say(_keys(rows), "back", by=by, at=at)
        _record(rows, Happened.FINDINGS_PUT_BACK, by=by, at=at)
    return rows


def open_lembar(
    procedure: sop.Procedure, ids: Sequence[int], *, by: Officer, at: datetime, seen: int
) -> Case:
    """A lembar of these findings of one rule. Raises as `set_aside` and as `lembar.open_found`."""
    with writing():
        rows = _chosen(ids, OPEN, seen)
        rule = rule_of(rows[0].rule)
        where = {row.district for row in rows}
        about = f"{rule.title}, {where.pop()}" if len(where) == 1 else rule.title
        new = [_row(line, rule) for line in lines(rows)]
        case = lembar.open_found(procedure, new, about=about[: texts.SHORT], by=by, at=at)
        say(_keys(rows), "lembar", by=by, at=at, case=case)
    return case


def _row(line: Line, rule: Rule) -> NewRow:
    """As the lembar holds it. Who has no NIK is found by the family card."""
    one, other = line.one, line.other
    if one is None:
        raise Stale("Orang pada temuan ini tidak ada lagi di database. Jalankan pemeriksaan lagi.")
    nik = one.nik or one.family or "-"
    return NewRow(_short(nik), _short(other.nik if other else ""), rule.category, rule.title)


def _short(number: str) -> str:
    return number[: lembar.NIK_LONGEST]


def _chosen(ids: Sequence[int], state: str, seen: int) -> list[Finding]:
    """The findings, if every one of them stands in this state in the run that is shown."""
    run = anomaly_runs.shown()
    if run is None or run.id != seen:
        raise Stale("Pemeriksaan baru sudah selesai, jadi daftarnya berubah. Periksa lagi.")
    chosen = sorted(set(ids))
    if not 1 <= len(chosen) <= LARGEST:
        raise Incomplete("Pilih 1 sampai {n} temuan.", n=LARGEST)
    places = ", ".join(f":id{n}" for n in range(len(chosen)))
    told = {**_of(run), **{f"id{n}": id for n, id in enumerate(chosen)}}
    statement = f"SELECT id FROM finding WHERE id IN ({places}) AND {CONDITIONS[state]}"  # noqa: S608
    if len(db.execute_sql(statement, told).fetchall()) < len(chosen):
        raise Stale("Salah satu temuan ini baru saja diputuskan orang lain. Periksa lagi.")
    rows = _read(chosen)
    if len({row.rule for row in rows}) > 1:
        raise Incomplete("Pilih temuan dari satu aturan.")
    return rows


def _read(ids: Sequence[int]) -> list[Finding]:
    among = f"id IN ({', '.join('?' * len(ids))}) ORDER BY person"
    return find(Finding, among, *ids)


def _of(run: AnomalyRun) -> dict[str, Any]:
    """The run, and since when the register it looked at was shown."""
    change = first(RegisterChange, "id = ?", run.change)
    shown = RegisterChange.shown_at.db_value(change.shown_at if change else EPOCH)
    return {"run": run.id, "shown": shown}


def _keys(rows: Sequence[Finding]) -> list[Key]:
    return [(row.rule, row.person, row.fingerprint) for row in rows]


def _record(rows: Sequence[Finding], name: Happened, *, by: Officer, at: datetime) -> None:
    detail = f"{rows[0].rule}: {' '.join(str(row.person) for row in rows)}"
    audit.record(by.office_id, name, at=at, by=by, detail=detail)


def _why_aside(rows: Sequence[Finding]) -> dict[tuple[str, int, int], FindingWord]:
    """The latest word by which each was set aside."""
    asides = [row for row in rows if row.aside]
    rules, people = ({getattr(row, name) for row in asides} for name in ("rule", "person"))
    among = " AND ".join(
        f"{name} IN ({', '.join('?' * len(those))})"
        for name, those in (("rule", rules), ("person", people))
    )
    words = find(FindingWord, f"{among} AND word = 'aside' ORDER BY id", *rules, *people)
    fetch(words, FindingWord.officer)
    return {(word.rule, word.person, word.fingerprint): word for word in words}
