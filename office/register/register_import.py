"""A whole extract into the register: checked first, written unseen, shown at once."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice, pairwise

from rapidfuzz.distance import JaroWinkler

from database import db, first, one
from models import Officer
from office.errors import Incomplete, Refused
from office.files import cells
from office.files.workbook import Source
from office.register import corrected, elements, extracts, register, staging
from office.register.extracts import BORN, NAME, NIK, Bad, Layout
from office.register.pace import Pace
from office.register.staging import ELEMENTS, Values
from register_tables import ChangeKind, RegisterChange

MOST_BAD = 200_000  # rows that are told of; a file with more was not read as it was meant
READ = 500  # rows that are looked up at once
FIRST = 5  # rows of a preview
NEAR = 0.85  # two names of one NIK that may be one person's
FAMILY = ELEMENTS.index("family")
LOOKED_UP = (
    f"SELECT id, person, {', '.join(ELEMENTS)} FROM resident "  # noqa: S608
    f"WHERE id IN (SELECT resident FROM resident_key WHERE key IN ({{}})) AND {register.VALID}"
)
Progress = Callable[[str, int, int], object]  # what is done, rows so far, rows in all (0: unknown)
Line = tuple[int, Values]
Held = tuple[int, int, Values]  # id, person, values: as it stands in the register


@dataclass(frozen=True)
class Check:
    """What a file holds, before anything is written."""

    layout: Layout
    digest: str
    rows: int
    bad: tuple[Bad, ...]
    doubled: frozenset[int]  # hashes of NIKs that stand in it more than once
    first: tuple[Values, ...]  # some rows, to be looked at


@dataclass
class Result:
    """What an import did: rows counted by what became of them, and what is to be told."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0
    kept: int = 0  # rows whose correction in Pulih is newer than the file
    overruled: int = 0  # rows whose correction is older, and which SIAK tells otherwise
    bad: int = 0
    same: bool = False  # this very file was imported last
    notes: list[Bad] = field(default_factory=list)  # (line, what), besides what was bad

    @property
    def counts(self) -> dict[str, int]:
        names = ("added", "changed", "ended", "unchanged", "kept", "overruled", "bad")
        return {name: getattr(self, name) for name in names}

    def sentence(self, *, full: bool) -> str:
        """What an officer is told at the end."""
        if self.same:
            return "Berkas ini sudah diimpor; tidak ada yang berubah."
        counts = (self.added, self.changed, self.ended, self.unchanged, self.bad)
        new, changed, ended, same, bad = (f"{count:,}".replace(",", ".") for count in counts)
        said = f"{new} orang baru, {changed} berubah, {ended} tidak ada lagi, {same} tetap; "
        said += f"{bad} baris ditolak."
        if full and self.bad:
            said += " Karena ada baris ditolak, tidak ada yang dianggap tidak ada lagi."
        return said


def check(path: Source, progress: Progress = lambda *_: None) -> Check:
    """Read a file to its end. Raises Incomplete when it is no extract, has no row to import, or
    more bad ones than can be told."""
    layout = extracts.open_file(path)
    hashes, count = array("q"), 0
    some: list[Values] = []
    bad: list[Bad] = []
    for row in extracts.rows(layout):
        if isinstance(row, Bad):
            bad.append(row)
            if len(bad) > MOST_BAD:
                raise Incomplete(
                    "Lebih dari {n} baris tidak dapat diimpor, misalnya baris {line}: {reason}.",
                    n=MOST_BAD,
                    line=bad[0].line,
                    reason=bad[0].reason,
                )
            continue
        count += 1
        if len(some) < FIRST:
            some.append(row[1])
        hashes.append(hash(row[1][NIK]))
        if count % 20_000 == 0:
            progress("Memeriksa", count, 0)
    if not count:
        raise Incomplete("Tidak ada baris yang dapat diimpor dari berkas ini.")
    ordered = sorted(hashes)
    doubled = frozenset(a for a, b in pairwise(ordered) if a == b)
    return Check(layout, cells.digest(path), count, tuple(bad), doubled, tuple(some))


def run(
    found: Check,
    *,
    as_of: date,
    full: bool = False,
    by: Officer | None,
    clock: Callable[[], datetime],
    progress: Progress = lambda *_: None,
) -> Result:
    """Bring the register to what the file says, for those it names; with `full`, for everyone.

    as_of: the day the file was drawn from SIAK. A correction made in Pulih since is kept.
    full: who is not in the file is no longer in the register, unless the file has bad rows.

    Raises Refused when a newer file was imported already, or while another import runs.
    """
    staging.sweep(before=clock() - staging.SILENCE)
    last = first(RegisterChange, "digest <> '' AND shown_at IS NOT NULL ORDER BY id DESC")
    digest = f"{found.digest} {'full' if full else 'part'}"
    if last and last.digest == digest:
        return Result(same=True, unchanged=found.rows, bad=len(found.bad))
    if last and last.as_of and as_of < last.as_of:
        raise Refused("Berkas ini lebih lama dari impor terakhir ({day:%d-%m-%Y}).", day=last.as_of)
    about = {"source": found.layout.grid.path.name, "digest": digest, "as_of": as_of}
    change = staging.begin(ChangeKind.IMPORT, by=by, at=clock(), **about)
    work = _Work(change, found, as_of, clock)
    try:
        work.compare(progress)
        if full and not found.bad:
            work.end_missing(progress)
        work.pace.write_keys(progress)
        if any((work.result.added, work.result.changed, work.result.ended)):
            staging.show(change, work.result.counts, by=by, at=clock())
        else:
            staging.discard(change)
    except BaseException:
        staging.discard(change)
        raise
    return work.result


def to_look_at(found: Check, result: Result) -> list[Bad]:
    """What was bad and what else is to be told of a file, by line."""
    return sorted([*found.bad, *result.notes], key=lambda note: note.line)


class _Work:
    """One import on its way: what of the file is the register's already, and what is not."""

    def __init__(
        self, change: RegisterChange, found: Check, as_of: date, clock: Callable[[], datetime]
    ) -> None:
        self.found, self.result = found, Result(bad=len(found.bad))
        self.pace = Pace(change, clock)
        self.corrections = corrected.elements(as_of)
        self.untold = {n for n, column in enumerate(found.layout.columns) if column < 0}
        (self.highest,) = one("SELECT max(id) FROM resident") or (0,)
        self.highest = self.highest or 0
        self.seen = bytearray(self.highest + 1)

    def compare(self, progress: Progress) -> None:
        """Go through the file once; rows that share a NIK wait for one another."""
        waiting: dict[str, list[Line]] = defaultdict(list)
        lines: list[Line] = []
        for count, row in enumerate(_good(self.found.layout), start=1):
            values = row[1]
            if self.highest and (not values[NIK] or hash(values[NIK]) in self.found.doubled):
                waiting[values[NIK] or values[FAMILY]].append(row)
            else:
                lines.append(row)
            if len(lines) == READ:
                self._take({row[1][NIK]: [row] for row in lines} if self.highest else {"": lines})
                lines = []
                progress("Mengimpor", count, self.found.rows)
        self._take({row[1][NIK]: [row] for row in lines} if self.highest else {"": lines})
        groups = iter(waiting.items())
        while some := dict(islice(groups, READ)):
            self._take(some)
        self.pace.flush()

    def end_missing(self, progress: Progress) -> None:
        """Whom a full file does not name is no longer in the register."""
        for low in range(1, self.highest + 1, 4 * READ):
            span = "id BETWEEN ? AND ?"
            rows = db.execute_sql(
                f"SELECT id FROM resident WHERE {span} AND {register.VALID}",  # noqa: S608
                (low, low + 4 * READ - 1),
            ).fetchall()
            gone = [id for (id,) in rows if not self.seen[id]]
            self.pace.end(gone)
            self.result.ended += len(gone)
            progress("Mencari yang tidak ada lagi", low, self.highest)
        self.pace.flush()

    def _take(self, groups: dict[str, list[Line]]) -> None:
        """Match rows with who stands in the register under the same number."""
        held = self._held([key for key in groups if key]) if self.highest else {}
        for key, lines in groups.items():
            for (line, values), match in _matched(lines, held.get(key, [])):
                if match is None:
                    self.result.added += 1
                    self.pace.add(0, values)
                    continue
                id, person, now = match
                self.seen[id] = 1
                self._renew(line, values, id, person, now)

    def _renew(self, line: int, values: Values, id: int, person: int, now: Values) -> None:
        """Write a new version when the file tells something else, but for what is corrected.

        A column the file does not have tells nothing: what the register holds of it stays.
        """
        if self.untold:
            values = tuple(now[n] if n in self.untold else one for n, one in enumerate(values))
        mended = self.corrections.get(person, {})
        told = {n for n in mended if values[n] != now[n]}
        kept = {n for n in told if mended[n]}
        merged = tuple(now[n] if n in kept else value for n, value in enumerate(values))
        for what, which in (("kept", kept), ("overruled", told - kept)):
            if which:
                setattr(self.result, what, getattr(self.result, what) + 1)
                words = ", ".join(elements.WORDS[ELEMENTS[n]] for n in sorted(which))
                self.result.notes.append(Bad(line, f"{NOTES[what]}: {words}"))
        if merged == now:
            self.result.unchanged += 1
            return
        self.result.changed += 1
        self.pace.end([id])
        self.pace.add(person, merged)

    def _held(self, keys: Sequence[str]) -> dict[str, list[Held]]:
        """Who stands in the register under these NIKs, or without one under these No. KK."""
        statement = LOOKED_UP.format(", ".join("?" * len(keys)))
        found: dict[str, list[Held]] = defaultdict(list)
        for id, person, *values in db.execute_sql(statement, keys).fetchall():
            found[values[NIK] or values[FAMILY]].append((id, person, tuple(values)))
        return found


NOTES = {
    "kept": "perbaikan di Pulih lebih baru, masih menunggu SIAK",
    "overruled": "perbaikan di Pulih lebih lama dari berkas, diganti menurut SIAK",
}


def _matched(lines: Sequence[Line], held: Sequence[Held]) -> Iterator[tuple[Line, Held | None]]:
    """Each row of one number with whom it tells of: alone on both sides, or else the nearest."""
    if not held:
        yield from ((line, None) for line in lines)
        return
    if len(lines) == len(held) == 1:
        yield lines[0], held[0]
        return
    left = {h[0]: h for h in held}
    alike = {(h[2][NAME], h[2][BORN]): h for h in held}
    open_: list[Line] = []
    for line in lines:
        match = alike.pop((line[1][NAME], line[1][BORN]), None)
        if match is None:
            open_.append(line)
            continue
        del left[match[0]]
        yield line, match
    for line in open_:
        best = max(left.values(), key=lambda h: _near(line[1], h[2]), default=None)
        if best is None or _near(line[1], best[2]) < NEAR:
            yield line, None
            continue
        del left[best[0]]
        yield line, best


def _near(one_: Values, other: Values) -> float:
    """1 and more for the same name; the day of birth decides between two alike."""
    return JaroWinkler.similarity(one_[NAME], other[NAME]) + (one_[BORN] == other[BORN]) / 2


def _good(layout: Layout) -> Iterable[Line]:
    return (row for row in extracts.rows(layout) if not isinstance(row, Bad))
