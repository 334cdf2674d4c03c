"""Whose work a lembar is: given by hand or by rule, who is away, and what lies with whom."""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from database import db, fetch, find, first, insert, locked, one, store, writing
from lembar_tables import DistrictDuty, Leave
from ministry_tables import Lembar, Letter
from models import Case, Office, Officer, OfficerRole
from office import access, audit, sop, timetable, transitions
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused
from office.ministry import progress

DUTY, TURNS, NOBODY = "duty", "turns", ""
WAYS = {
    DUTY: "Petugas kecamatannya; yang lain bergiliran",
    TURNS: "Bergiliran, yang bebannya paling ringan dulu",
    NOBODY: "Belum dibagi",
}


@dataclass(frozen=True)
class Held:
    """An open lembar and how many rows stand on it."""

    lembar: Lembar
    rows: int


class Giver:
    """Says whose the next lembar is: DUTY, TURNS, NOBODY, or the id of one officer."""

    def __init__(self, procedure: sop.Procedure, to: str, *, office: Office, at: datetime) -> None:
        """Raises Incomplete on a way it does not know, or where nobody could be given work."""
        day = timetable.today(office, at)
        self._here = [one.id for one in present(procedure, office, day=day)]
        self._duty = remembered(office) if to == DUTY else {}
        self._load = Tally(loads(office))
        self._one = int(to) if to.isdecimal() else 0
        if to not in WAYS and self._one not in {one.id for one in staff(procedure, office)}:
            raise Incomplete("Pilih siapa yang mengerjakan.", field="to")
        if to in (DUTY, TURNS) and not self._here:
            raise Refused("Semua petugas kegiatan ini sedang tidak bertugas.")
        self._nobody = to == NOBODY

    def next(self, district: str, rows: int) -> int | None:
        """The officer of a lembar of so many rows, who has them from now on."""
        if self._nobody:
            return None
        chosen = self._one or self._duty.get(district, 0)
        if not self._one and chosen not in self._here:
            chosen = min(self._here, key=lambda id: (self._load[id], id))
        self._load[chosen] += rows
        return chosen


def staff(procedure: sop.Procedure, office: Office) -> list[Officer]:
    """Who can be given a lembar: the officers of its first step's role."""
    holders = OfficerRole.select(OfficerRole.officer).where(
        OfficerRole.role == procedure.first.role
    )
    rows = Officer.select().where(
        Officer.office == office.id, Officer.active, Officer.id.in_(holders)
    )
    return list(rows.order_by(Officer.name, Officer.id))


def present(procedure: sop.Procedure, office: Office, *, day: date) -> list[Officer]:
    """Those of them who are not away on that day."""
    gone = away(office, day=day)
    return [one for one in staff(procedure, office) if one.id not in gone]


def away(office: Office, *, day: date) -> dict[int, date]:
    """Officer -> the last day on which they are away: on leave, or somebody stands in for them."""
    rows = db.execute_sql(
        """SELECT officer_id, max(until) FROM (
            SELECT officer_id, until FROM leave
            WHERE since <= :day AND until >= :day AND ended_at IS NULL
            UNION ALL SELECT absent_id, until FROM delegation
            WHERE since <= :day AND until >= :day
            AND id NOT IN (SELECT delegation_id FROM delegation_end))
        JOIN officer ON officer.id = officer_id WHERE office_id = :office GROUP BY officer_id""",
        {"day": day.isoformat(), "office": office.id},
    ).fetchall()
    return {id: date.fromisoformat(until) for id, until in rows}


def loads(office: Office) -> dict[int, int]:
    """Officer -> rows without a result on their open lembar."""
    rows = db.execute_sql(
        f"""SELECT lembar.officer_id, count(*) FROM lembar
        JOIN "case" ON "case".id = lembar.case_id {progress.ROWS}
        WHERE lembar.officer_id IS NOT NULL AND "case".office_id = ? AND "case".ended_at IS NULL
        AND row.result = '' GROUP BY 1""",  # noqa: S608
        (office.id,),
    )
    return dict(rows.fetchall())


def districts(office: Office) -> list[str]:
    """The kecamatan of the letters there is work on, and those that have an officer."""
    named: set[str] = set(remembered(office))
    for letter in progress.open_letters(office):
        rows = db.execute_sql(
            "SELECT DISTINCT district FROM list_row JOIN letter_file ON letter_file.id = file_id "
            "WHERE letter_id = ? AND shown_at IS NOT NULL AND district <> ''",
            (letter.id,),
        )
        named.update(district for (district,) in rows.fetchall())
    return sorted(named)


def lembar_of(letter: Letter, officer: int | None) -> list[Held]:
    """The open lembar of a letter in the order they were made.

    officer: whose; 0: nobody's; None: everybody's.
    """
    whose = {None: "1", 0: "officer_id IS NULL"}.get(officer, "officer_id = ?")
    whose += ' AND EXISTS (SELECT 1 FROM "case" WHERE id = case_id AND step IS NOT NULL)'
    named = [officer] if officer else []
    rows = find(Lembar, f"letter_id = ? AND {whose} ORDER BY case_id", letter.id, *named)
    fetch(rows, Lembar.case, Lembar.officer)
    counted = db.execute_sql(
        f"SELECT lembar.case_id, count(*) {progress.ROWS_OF} GROUP BY 1",
        (letter.id,),
    )
    counts = dict(counted.fetchall())
    return [Held(row, counts.get(row.case_id, 0)) for row in rows]


def sheets(cases: Sequence[int]) -> list[Lembar]:
    """What these cases are as lembar, with letter and officer; requests are none."""
    rows = find(Lembar, f"case_id IN ({', '.join('?' * len(cases))})", *cases)
    fetch(rows, Lembar.letter, Lembar.officer)
    return rows


def held_by(officer: Officer, most: int) -> list[Case]:
    """Open lembar of an officer, of whatever letter, in the order they were made."""
    theirs = "id IN (SELECT case_id FROM lembar WHERE officer_id = ?) AND step IS NOT NULL"
    return find(Case, f"{theirs} ORDER BY id LIMIT ?", officer.id, most)


def remembered(office: Office) -> dict[str, int]:
    """Kecamatan -> the officer whose work its lembar are."""
    rows = find(DistrictDuty, "office_id = ? ORDER BY district", office.id)
    return {row.district: row.officer_id for row in rows}


def remember(
    procedure: sop.Procedure, duty: Mapping[str, int | None], *, by: Officer, at: datetime
) -> None:
    """Keep whose each of these kecamatan is from now on; None: nobody's.

    Raises NotAllowed and Incomplete as `give` does.
    """
    with writing():
        _demand(procedure, by, at)
        there = {one.id for one in staff(procedure, by.office)}
        for district, officer in duty.items():
            if officer is not None and officer not in there:
                raise Incomplete("Petugas itu tidak mengerjakan lembar.")
            row = first(DistrictDuty, "office_id = ? AND district = ?", by.office_id, district)
            if row and officer is None:
                row.delete_instance()
            elif row:
                store(row, officer=officer)
            elif officer is not None:
                insert(DistrictDuty, office=by.office_id, district=district, officer=officer)
        audit.record(by.office_id, Happened.DUTIES_CHANGED, at=at, by=by)


def give(
    procedure: sop.Procedure,
    cases: Iterable[Case],
    to: str,
    *,
    by: Officer,
    at: datetime,
) -> int:
    """Give these lembar to one officer, in turn, or to nobody; how many changed hands.

    A colleague's typed text is not lost: a lembar stays as it was but for whose it is.

    Raises
        NotAllowed  dividing the work of this procedure is not `by`'s
        Incomplete  nothing chosen, or an officer who does no such work
    """
    chosen, changed = list(cases), 0
    if not chosen:
        raise Incomplete("Pilih paling sedikit satu lembar.")
    _demand(procedure, by, at)
    giver = Giver(procedure, to, office=by.office, at=at)
    for case in chosen:
        changed += _give(case, giver, by, at)
    return changed


def take_leave(
    procedure: sop.Procedure,
    officer: Officer,
    since: date,
    until: date,
    *,
    by: Officer,
    at: datetime,
) -> Leave:
    """Note that an officer is away. Raises Incomplete on days that are none or are over."""
    with writing():
        _demand(procedure, by, at)
        if officer.office_id != by.office_id:
            raise NotAllowed("Petugas itu bukan dari kantor ini.")
        if until < since or until < timetable.today(by.office, at):
            raise Incomplete("Isi hari pertama dan hari terakhir cuti.", field="until")
        told = {"since": since, "until": until, "noted_by": by.id, "at": at}
        id = insert(Leave, officer=officer.id, **told)
        audit.record(
            by.office_id, Happened.LEAVE_NOTED, at=at, by=by, detail=f"officer {officer.id}"
        )
    return Leave.get_by_id(id)


def come_back(procedure: sop.Procedure, leave: Leave, *, by: Officer, at: datetime) -> None:
    """The officer is back before the last day. Raises Refused when they are already."""
    with writing():
        _demand(procedure, by, at)
        leave = locked(leave)
        if leave.officer.office_id != by.office_id:
            raise NotAllowed("Petugas itu bukan dari kantor ini.")
        if leave.ended_at:
            raise Refused("Cuti itu sudah berakhir.")
        store(leave, ended_at=at)
        detail = f"officer {leave.officer_id} back"
        audit.record(by.office_id, Happened.LEAVE_NOTED, at=at, by=by, detail=detail)


def leaves(office: Office, *, day: date) -> list[Leave]:
    """Who is or will be away, the earliest first."""
    mine = "officer_id IN (SELECT id FROM officer WHERE office_id = ?)"
    return find(
        Leave,
        f"{mine} AND until >= ? AND ended_at IS NULL ORDER BY since",
        office.id,
        day.isoformat(),
    )


def mine(officer: Officer, *, at: datetime) -> list[int]:
    """Whose lembar are my work: mine, and theirs in whose place I am."""
    held = access.authorities(officer, on=timetable.today(officer.office, at)).values()
    return [officer.id, *(one.delegation.absent_id for one in held if one.delegation)]


def _give(case: Case, giver: Giver, by: Officer, at: datetime) -> bool:
    with writing():
        row = first(Lembar, "case_id = ?", case.id)
        case = locked(case)
        if row is None or case.office_id != by.office_id or case.end:
            return False
        officer = giver.next(*_weight(case))
        if officer == row.officer_id:
            return False
        store(row, officer=officer)
        detail = f"officer {officer}" if officer else ""
        transitions.record(case, Happened.LEMBAR_GIVEN, by=by, at=at, detail=detail)
    return True


def _weight(case: Case) -> tuple[str, int]:
    """The kecamatan of its first row, and how many rows have no result yet."""
    found = one(
        "SELECT list_row.district, count(*) FROM row "
        "LEFT JOIN list_row ON list_row.id = row.listed_id "
        "WHERE case_id = ? AND struck_to_id IS NULL AND result = ''",
        case.id,
    )
    district, rows = found or (None, 0)
    return district or "", rows


def _demand(procedure: sop.Procedure, by: Officer, at: datetime) -> None:
    """Raises NotAllowed unless `by` works by this procedure, or leads."""
    held = access.authorities(by, on=timetable.today(by.office, at)).keys()
    if not held & {*procedure.roles, "lead"}:
        raise NotAllowed("Membagi lembar bukan tugas Anda.")
