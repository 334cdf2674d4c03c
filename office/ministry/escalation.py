"""Rows that another district or the centre must cure: who that is, and our letter to each of them.

office/ministry/packs.py says what becomes of such a letter: sent, waited for, answered.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database import db, fetch, find, insert, writing
from lembar_tables import Pack, PackRow
from ministry_tables import Letter, Row
from models import AgendaSeries, Category, Officer
from office import access, audit, procedures, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Stale
from office.papers import letterhead, numbers, official
from office.register import regions
from office.texts import clean

KIND = "escalation"
CENTRE = "centre"
UNKNOWN = ""  # outside, and neither number says where: an officer does
MOST = 1000  # rows of one letter
TITLE = "Permintaan tindak lanjut data anomali dan ganda"
TO_CENTRE = "Direktur Jenderal Kependudukan dan Pencatatan Sipil, Kementerian Dalam Negeri"
TO_REGION = "Kepala Dinas Kependudukan dan Pencatatan Sipil {name}"
# Open rows of a letter at a step of ours, which nobody has been asked about.
WAITING = """FROM lembar JOIN "case" ON "case".id = lembar.case_id AND "case".paused_for = ''
    JOIN row ON row.case_id = lembar.case_id AND row.struck_to_id IS NULL AND row.result = ''
    WHERE lembar.letter_id = ? AND "case".role IN ({roles}) AND NOT EXISTS (
        SELECT 1 FROM pack_row WHERE row_id = row.id AND answered_on IS NULL)"""


@dataclass(frozen=True)
class Heap:
    """Rows for one addressee, as their own numbers and category say."""

    addressee: str
    name: str
    rows: int


def heaps(letter: Letter, *, by: Officer, at: datetime) -> list[Heap]:
    """For each addressee the rows that wait to be sent there, most first."""
    found: dict[str, int] = {}
    for told, count in _told(letter, by, at, "count(*)", "GROUP BY 1"):
        addressee = _present(told)
        found[addressee] = found.get(addressee, 0) + count
    listed = [Heap(one, name_of(one), rows) for one, rows in found.items()]
    return sorted(listed, key=lambda heap: (-heap.rows, heap.name))


def candidates(
    letter: Letter, *, by: Officer, at: datetime, begin: int = 0, most: int = 100
) -> list[Row]:
    """Every row that can still be sent somewhere, in the order of its lembar; with category."""
    sql, values = _waiting(letter, by, at)
    ids = db.execute_sql(
        f"SELECT row.id {sql} ORDER BY row.case_id, row.number LIMIT ? OFFSET ?",
        (*values, most, begin),
    ).fetchall()
    rows = find(Row, f"id IN ({_marks(ids)}) ORDER BY case_id, number", *(id for (id,) in ids))
    fetch(rows, Row.category, Row.case)
    return rows


def write(
    letter: Letter,
    addressee: str,
    chosen: Collection[int] = (),
    *,
    to: str = "",
    by: Officer,
    at: datetime,
) -> Pack:
    """Number a letter to an addressee about these rows, or about all that are theirs.

    addressee: CENTRE, or the four digits of a region.  to: how it is addressed, where the officer
    knows better.

    Raises
        NotAllowed  none of the procedure's steps is `by`'s
        Incomplete  nobody to address, or no rows
        Stale       one of the rows is no longer ours to send
    """
    to = clean(to) or address(addressee)
    with writing():
        if not to:
            raise Incomplete("Pilih daerah atau pusat yang dituju.", field="addressee")
        ids = _theirs(letter, addressee, chosen, by, at)
        if not ids:
            raise Incomplete("Pilih paling sedikit satu baris.")
        office, day = letter.office, timetable.today(letter.office, at)
        number = numbers.following(AgendaSeries, office=office, year=day.year, kind=KIND)
        label = numbers.label(letterhead.pattern(office, KIND), number, code=office.code, day=day)
        about = {"title": TITLE, "to": to, "letter": [letter.reference, letter.dated.isoformat()]}
        row: dict[str, Any] = {"office": office, "letter": letter, "addressee": addressee}
        row |= {"year": day.year, "number": number, "label": label, "officer": by, "at": at}
        id = insert(Pack, **row, content=official.head_of(office, day) | about)
        for row_id in ids:
            insert(PackRow, pack=id, row=row_id)
        detail = f"pack {id}: {len(ids)} rows"
        audit.record(office, Happened.PACK_WRITTEN, at=at, by=by, detail=detail)
    return Pack.get_by_id(id)


def address(addressee: str) -> str:
    """How a letter to them begins; "" of a region nobody knows."""
    if addressee == CENTRE:
        return TO_CENTRE
    name = regions.find(addressee).name if addressee else ""
    return TO_REGION.format(name=name) if name else ""


def name_of(addressee: str) -> str:
    """Kota Mojokerto; for lists."""
    if addressee == CENTRE:
        return "Pusat"
    region = regions.find(addressee) if addressee else None
    if region is None:
        return "Daerah belum diketahui"
    return region.name or f"Kode {region.code}"


def demand_role(letter: Letter, by: Officer, at: datetime) -> None:
    """Raises NotAllowed unless the letter and a step of a procedure with rows are `by`'s."""
    if by.office_id != letter.office_id or not roles(by, at):
        raise NotAllowed("Mengirim baris ke daerah lain atau pusat bukan tugas Anda.")


def roles(by: Officer, at: datetime) -> list[str]:
    """The roles of `by` that have a step of a procedure with rows."""
    mine = set(access.authorities(by, on=timetable.today(by.office, at)))
    sheets = [sheet for sheet in procedures.all_versions() if procedures.walks_with_rows(sheet)]
    return sorted(mine & {role for sheet in sheets for role in sheet.roles})


def _theirs(
    letter: Letter, addressee: str, chosen: Collection[int], by: Officer, at: datetime
) -> list[int]:
    demand_role(letter, by, at)
    if not chosen:
        found = _told(letter, by, at, "row.id", "ORDER BY row.case_id, row.number")
        return [id for told, id in found if _present(told) == addressee][:MOST]
    ids = list(dict.fromkeys(chosen))[:MOST]
    sql, values = _waiting(letter, by, at)
    there = db.execute_sql(
        f"SELECT row.id {sql} AND row.id IN ({_marks(ids)})",
        (*values, *ids),
    ).fetchall()
    if len(there) < len(ids):
        raise Stale("Salah satu baris itu sudah selesai, dijeda, atau sudah dikirim. Periksa lagi.")
    return ids


def _told(letter: Letter, by: Officer, at: datetime, what: str, end: str) -> list[tuple]:
    """(addressee, what) of the rows that others must cure, as their category and numbers say."""
    own = regions.named(letter.office.region).code.replace(".", "")
    central, abroad = _cures()
    sql, values = _waiting(letter, by, at)
    outside = "substr({0}, 1, 4) <> ? AND {0} GLOB '[0-9][0-9][0-9][0-9]*'"
    here, there = (outside.format(column) for column in ("row.nik", "row.other_nik"))
    asked = (
        f"SELECT CASE WHEN row.category_id IN ({_marks(central)}) THEN 'centre' "
        f"WHEN {here} THEN substr(row.nik, 1, 4) "
        f"WHEN {there} THEN substr(row.other_nik, 1, 4) ELSE '' END, {what} {sql} "
        f"AND (row.outside OR row.category_id IN ({_marks(central)}) "
        f"OR (row.category_id IN ({_marks(abroad)}) AND ? <> '' AND ({here} OR {there}))) {end}"
    )
    told = (*central, own, own, *values, *central, *abroad, own, own, own)
    return db.execute_sql(asked, told).fetchall()


def _cures() -> tuple[list[int], list[int]]:
    """The categories that the centre alone cures, and those that two districts cure together; as
    the catalogue's own words say, which an office may edit."""
    rows = list(Category.select())
    central = [row.id for row in rows if "pusat" in row.cure and "dinas" not in row.cure]
    abroad = [row.id for row in rows if "daerah" in row.cure]
    return central, abroad


def _waiting(letter: Letter, by: Officer, at: datetime) -> tuple[str, Sequence[Any]]:
    mine = roles(by, at) if by.office_id == letter.office_id else []
    return WAITING.format(roles=_marks(mine)), (letter.id, *mine)


def _present(told: str) -> str:
    """The region of today for a code that is no longer given."""
    if told in ("", CENTRE):
        return told
    now = regions.find(told).now
    return now.replace(".", "") if now else told


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
