"""How a run's findings are written: unseen, in transactions too short for a kiosk to notice, and
shown by one last UPDATE. What stood before and still stands is not written again."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from anomaly_tables import AnomalyRun, Finding
from database import EPOCH, db, find, first, store, writing
from models import Officer
from office import audit
from office.audit import Happened
from office.errors import Refused
from office.inspection.anomaly_scan import Found, Progress
from office.register.pace import FEWEST, LONGEST
from office.register.staging import REST

SOME = 400  # rows of a transaction at most: some 5 ms
ADD = """INSERT INTO finding
    (rule, person, other, fingerprint, district, since, mended, aside, case_id)
    VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)"""
New = tuple[object, ...]


class Stage:
    """One run's findings on their way into the table; a rule at a time."""

    def __init__(self, run: AnomalyRun, clock: Callable[[], datetime]) -> None:
        self.run, self.clock, self.size = run, clock, SOME
        self.counts: dict[str, list[int]] = {}  # rule -> found, new, mended

    def write(self, rule: str, found: Found, districts: Sequence[str], progress: Progress) -> None:
        """Add what is new, end what is gone. Too many are no list: they are only counted."""
        progress("Mencatat temuan", 0, 0)
        stands = "SELECT person, id, fingerprint FROM finding WHERE rule = ? AND until IS NULL"
        standing = {row[0]: row[1:] for row in db.execute_sql(stands, (rule,)).fetchall()}
        words, news = _words(rule), 0
        added: list[New] = []
        changed: list[int] = []
        for person, other, mark, place in found.rows() if found.listed else ():
            held, former = standing.pop(person, (0, 0))
            if held and former == mark:
                continue
            if held:
                changed.append(held)
            news += not held
            said = words.get((person, mark), (False, None))
            added.append((rule, person, other, mark, districts[place], self.run.id, *said))
            if len(added) >= self.size:
                self._write(ADD, added)
                added = []
                progress("Mencatat temuan", 0, 0)
        self._write(ADD, added)
        self._end(changed, mended=False)
        self._end([id for id, _ in standing.values()], mended=found.listed)
        self.counts[rule] = [found.count, news, len(standing) if found.listed else 0]

    def show(self, people: int, *, by: Officer) -> None:
        with writing():
            touch(self.run, self.clock())
            store(self.run, people=people, counts=self.counts)
            _record_end(self.run, "done", by=by, at=self.clock())

    def _end(self, ids: Sequence[int], *, mended: bool) -> None:
        statement = "UPDATE finding SET until = ?, mended = ? WHERE id = ?"
        done = 0
        while some := ids[done : done + self.size]:
            self._write(statement, [(self.run.id, mended, id) for id in some])
            done += len(some)

    def _write(self, statement: str, rows: Sequence[New]) -> None:
        """One transaction and a rest for whoever waits; fewer rows next time if it took long."""
        if not rows:
            return
        began = time.perf_counter()
        with writing():
            touch(self.run, self.clock())
            db.connection().cursor().executemany(statement, rows)
        step = 1.1 if time.perf_counter() - began < LONGEST else 0.7
        self.size = max(FEWEST, min(SOME, int(self.size * step) + 1))
        time.sleep(REST)


def touch(run: AnomalyRun, at: datetime) -> None:
    """Say that the run is alive. Raises Refused when it was given up for dead meanwhile."""
    held = first(AnomalyRun, "id = ? AND ended_at IS NULL", run.id)
    if held is None or held.touched_at != run.touched_at:
        raise Refused("Pemeriksaan ini terputus terlalu lama dan sudah dibersihkan. Ulangi.")
    store(run, touched_at=at)


def sweep(*, before: datetime, besides: int, at: datetime) -> None:
    """Remove what runs wrote that broke off: silent since `before`, and not the run `besides`."""
    silent = "ended_at IS NULL AND touched_at <= ? AND id <> ?"
    for run in find(AnomalyRun, silent, AnomalyRun.touched_at.db_value(before), besides):
        discard(run, "broken", at=at)


def discard(run: AnomalyRun, outcome: str, *, at: datetime) -> None:
    """Give up a run that was not shown, with all it wrote, in short transactions."""
    with writing():
        touch(run, EPOCH)  # should it wake up, it finds itself disowned
    while _sweep_some(run):
        time.sleep(REST)
    with writing():
        _record_end(run, outcome, by=Officer.get_by_id(run.officer_id), at=at)


def _sweep_some(run: AnomalyRun) -> bool:
    """One short transaction; whether there is more."""
    with writing():
        newest = find(Finding, "1 ORDER BY id DESC LIMIT ?", SOME)
        staged = [(row.id,) for row in newest if row.since == run.id]
        ended = [(row.id,) for row in find(Finding, "until = ? LIMIT ?", run.id, SOME)]
        cursor = db.connection().cursor()
        cursor.executemany("DELETE FROM finding WHERE id = ?", staged)
        cursor.executemany("UPDATE finding SET until = NULL, mended = 0 WHERE id = ?", ended)
        return bool(staged or ended)


def _record_end(run: AnomalyRun, outcome: str, *, by: Officer, at: datetime) -> None:
    store(run, ended_at=at, outcome=outcome)
    detail = f"run {run.id} {outcome}"
    audit.record(by.office_id, Happened.ANOMALY_RUN_ENDED, at=at, by=by, detail=detail)


def _words(rule: str) -> dict[tuple[int, int], tuple[bool, int | None]]:
    """(person, fingerprint) -> whether it is set aside, and its latest lembar."""
    statement = (
        "SELECT person, fingerprint, word, case_id FROM finding_word WHERE rule = ? ORDER BY id"
    )
    said: dict[tuple[int, int], tuple[bool, int | None]] = {}
    for person, print_, word, case in db.execute_sql(statement, (rule,)).fetchall():
        aside, former = said.get((person, print_), (False, None))
        aside = aside if word == "lembar" else word == "aside"
        said[person, print_] = (aside, case or former)
    return said
