"""Letters to another district or the centre: sent on a day, waited for, answered row by row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from database import db, fetch, find, insert, locked, store, writing
from lembar_tables import Pack, PackRow
from ministry_tables import Lembar, Letter, ListRow, Row
from models import Case, Officer
from office import audit, casework, procedures, timetable, transitions
from office.audit import Happened
from office.errors import Incomplete, Refused
from office.ministry import bulk, escalation
from office.ministry.escalation import CENTRE
from office.ministry.lembar import LARGEST
from office.ministry.results import RESULTS
from office.papers import agenda
from office.texts import clean

ASKED = "id IN (SELECT row_id FROM pack_row WHERE pack_id = ? AND answered_on IS NULL)"


def of_letter(letter: Letter) -> list[Pack]:
    """The newest first."""
    rows = find(Pack, "letter_id = ? ORDER BY id DESC", letter.id)
    fetch(rows, Pack.officer)
    return rows


def counts(letter: Letter) -> dict[int, tuple[int, int]]:
    """Pack -> its rows, and how many of them are answered."""
    counted = db.execute_sql(
        "SELECT pack_id, count(*), count(answered_on) FROM pack_row "
        "JOIN pack ON pack.id = pack_id WHERE letter_id = ? GROUP BY 1",
        (letter.id,),
    )
    return {id: (rows, answered) for id, rows, answered in counted.fetchall()}


def rows(pack: Pack, *, begin: int = 0, most: int = -1) -> list[PackRow]:
    """Each with the row it is about, its category, and the row of the list, if it is of one."""
    found = find(PackRow, "pack_id = ? ORDER BY id LIMIT ? OFFSET ?", pack.id, most, begin)
    fetch(found, PackRow.row)
    about = [one.row for one in found]
    fetch(about, Row.category, Row.listed)
    return found


def send(
    pack: Pack, sent_on: date, how: str, again_on: date | None, *, by: Officer, at: datetime
) -> None:
    """Note that it went out; then its rows wait (`wait`) until that day to look again.

    Raises Refused when it was sent, Incomplete on a day to come or before it was written, on no way
    it was sent, and on a day to look again that is not to come.
    """
    how = clean(how)
    with writing():
        pack = locked(pack)
        escalation.demand_role(pack.letter, by, at)
        if pack.sent_on:
            raise Refused("Surat {label} sudah dicatat terkirim.", label=pack.label)
        if not how:
            raise Incomplete("Tulis bagaimana surat dikirim.", field="how")
        if not timetable.today(pack.office, pack.at) <= sent_on <= timetable.today(by.office, at):
            raise Incomplete("Isi tanggal kirim, sejak surat dibuat.", field="sent_on")
        on = transitions.day_to_look(by.office, again_on, at)
        store(pack, sent_on=sent_on, sent_how=how, look_again_on=on)
        audit.record(pack.office_id, Happened.PACK_SENT, at=at, by=by, detail=f"pack {pack.id}")


def wait(pack: Pack, *, by: Officer, at: datetime) -> list[bulk.Result]:
    """Pause the lembar whose rows all wait; the others' rows go to lembar of their own, and those
    are paused. Each in a transaction of its own: broken off, it is pressed again.

    Raises Refused while the letter has not been sent.
    """
    pack = locked(pack)
    escalation.demand_role(pack.letter, by, at)
    if pack.sent_on is None:
        raise Refused("Surat {label} belum dicatat terkirim.", label=pack.label)
    for some in _portions(_mixed(pack, escalation.roles(by, at))):
        _apart(pack, some, by, at)

    def pause(case: Case, seen: int) -> Case:
        reason = "centre" if pack.addressee == CENTRE else "other_region"
        note, on = f"Surat {pack.label}", pack.look_again_on
        return casework.pause(case, reason, by=by, at=at, seen=seen, note=note, look_again_on=on)

    cases = still_running(pack)
    return bulk.each(((case, case.moves) for case in cases), pause, by=by) if cases else []


def still_running(pack: Pack) -> list[Case]:
    """Lembar with rows that wait for an answer, and which are not paused yet."""
    theirs = f"id IN (SELECT case_id FROM row WHERE {ASKED} AND struck_to_id IS NULL)"  # noqa: S608
    return find(Case, f"{theirs} AND paused_for = '' AND step IS NOT NULL ORDER BY id", pack.id)


def answer(
    pack: Pack, given: Mapping[int, tuple[str, str]], on: date, *, by: Officer, at: datetime
) -> int:
    """Note what they answered of these rows, and go on with every lembar that waits for no more.

    given: id of a pack's row -> what it came to (results.py), and a note. How many were.
    The result of a row itself falls on its lembar, as the procedure says.

    Raises Refused before it was sent, Incomplete on no or an unknown answer, and on a day that is
    still to come or before it was sent.
    """
    with writing():
        pack = locked(pack)
        escalation.demand_role(pack.letter, by, at)
        if pack.sent_on is None:
            raise Refused("Surat {label} belum dicatat terkirim.", label=pack.label)
        if not pack.sent_on <= on <= timetable.today(by.office, at):
            raise Incomplete("Isi tanggal jawaban, sesudah surat dikirim.", field="answered_on")
        open_rows = [one for one in find(PackRow, "pack_id = ? AND answered_on IS NULL", pack.id)]
        told = [one for one in open_rows if one.id in given]
        if not told:
            raise Incomplete("Pilih jawaban paling sedikit satu baris.")
        for one in told:
            what, note = given[one.id]
            if what not in RESULTS:
                raise Incomplete("Jawaban itu tidak dikenal.")
            store(one, answer=what, note=clean(note), answered_on=on, officer=by)
        detail = f"pack {pack.id}: {len(told)} rows"
        audit.record(pack.office_id, Happened.PACK_ANSWERED, at=at, by=by, detail=detail)
    _go_on({one.row.case_id for one in told}, by, at)
    return len(told)


def answers(case: Case) -> dict[int, list[PackRow]]:
    """Row of a lembar -> what others have been asked about it, with the letter to them."""
    asked = find(PackRow, "row_id IN (SELECT id FROM row WHERE case_id = ?)", case.id)
    fetch(asked, PackRow.pack)
    found: dict[int, list[PackRow]] = {}
    for one in asked:
        found.setdefault(one.row_id, []).append(one)
    return found


def listed(pack: Pack) -> Iterator[tuple[str, ...]]:
    """Number, NIK, other NIK, No. KK, name, category, trouble of each row, in full."""
    for n, one in enumerate(rows(pack), start=1):
        row = one.row
        of_list: ListRow | None = row.listed
        family, name = (of_list.family, of_list.name) if of_list else ("", "")
        category = f"{row.category.code} {row.category.label}"
        yield str(n), row.nik, row.other_nik, family, name, category, row.trouble


def _mixed(pack: Pack, roles: Sequence[str]) -> list[Row]:
    """Its rows on running lembar at these roles' steps, with rows nobody else is asked about."""
    others = """EXISTS (SELECT 1 FROM row AS other WHERE other.case_id = row.case_id
        AND other.struck_to_id IS NULL AND other.result = '' AND NOT EXISTS (SELECT 1 FROM pack_row
            JOIN pack ON pack.id = pack_id WHERE row_id = other.id AND answered_on IS NULL
            AND sent_on IS NOT NULL))"""
    marks = ", ".join("?" * len(roles))
    here = f"paused_for = '' AND role IN ({marks})"
    running = f'case_id IN (SELECT id FROM "case" WHERE {here})'  # noqa: S608
    mine = f"{ASKED} AND struck_to_id IS NULL AND {running} AND {others}"
    return find(Row, f"{mine} ORDER BY case_id, number", pack.id, *roles)


def _portions(mixed: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for begin in range(0, len(mixed), LARGEST):
        yield mixed[begin : begin + LARGEST]


def _apart(pack: Pack, mixed: Sequence[Row], by: Officer, at: datetime) -> None:
    """These rows leave their lembar for one of their own."""
    with writing():
        first = locked(mixed[0].case)
        new = transitions.open_case(procedures.of(first), pack.office, at=at)
        about = f"Menunggu {escalation.name_of(pack.addressee)}, surat {pack.label}"
        insert(Lembar, case=new.id, letter=pack.letter_id, officer=by.id, about=about)
        for number, row in enumerate(mixed, start=1):
            store(row, struck_to=new, struck_for=about)
            kept = ("nik", "other_nik", "category", "trouble", "outside", "listed")
            values = {name: row.__data__[name] for name in kept}
            id = insert(Row, case=new.id, number=number, **values)
            db.execute_sql(
                "UPDATE pack_row SET row_id = ? WHERE pack_id = ? AND row_id = ?",
                (id, pack.id, row.id),
            )
        agenda.come_in(new, by=by, at=at)
        transitions.record(new, Happened.CASE_OPENED, by=by, at=at, detail=f"{len(mixed)} rows")
        for case_id in sorted({row.case_id for row in mixed}):
            former = locked(Case(id=case_id))
            transitions.change(former)
            gone = " ".join(str(row.number) for row in mixed if row.case_id == case_id)
            told = f"{new.id}: {gone}"
            transitions.record(former, Happened.ROWS_STRUCK, by=by, at=at, detail=told)


def _go_on(cases: set[int], by: Officer, at: datetime) -> None:
    """Lembar that waited and of which everything is answered; what is `by`'s to resume is."""
    for id in sorted(cases):
        waits = find(
            PackRow,
            "answered_on IS NULL AND row_id IN (SELECT id FROM row WHERE case_id = ? "
            "AND struck_to_id IS NULL) LIMIT 1",
            id,
        )
        case = Case.get_by_id(id)
        if not waits and case.paused_for in ("centre", "other_region"):
            bulk.each(
                [(case, case.moves)],
                lambda one, seen: casework.resume(one, by=by, at=at, seen=seen),
                by=by,
            )
