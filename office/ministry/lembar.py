"""The Lembar Sinkronisasi Data: rows of a ministry letter that walk the ladder together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from database import find, first, insert, writing
from ministry_tables import Lembar, Letter, Row, WetSignature
from models import Case, Category, Officer
from office import access, procedures, sop, texts, timetable, transitions
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused
from office.inspection import anomaly_words
from office.ministry import inbox, progress
from office.papers import agenda
from office.register import nik

LARGEST = 200  # rows of one lembar
NIK_LONGEST = 20  # broken numbers are what the letters are about


@dataclass(frozen=True)
class NewRow:
    """One row as typed: numbers as they stand in the letter, category by its code."""

    nik: str
    other_nik: str
    category: str
    trouble: str
    outside: bool = False
    listed: int | None = None  # id of the ListRow it is


def open_lembar(
    procedure: sop.Procedure,
    rows: Sequence[NewRow],
    *,
    reference: str,
    dated: date,
    by: Officer,
    at: datetime,
) -> Case:
    """Open a lembar of 1 to 200 rows of the letter `reference`, at the procedure's first step.

    Raises
        NotAllowed  the first step is not `by`'s
        Incomplete  no rows, too many, or one is malformed; the sentence names its number
    """
    with writing():
        _check(procedure, rows, by, at)
        today = timetable.today(by.office, at)
        letter = inbox.book(by.office, reference, dated, today=today, by=by, at=at)
        return _open(procedure, rows, letter, by, at)


def open_found(
    procedure: sop.Procedure, rows: Sequence[NewRow], *, about: str, by: Officer, at: datetime
) -> Case:
    """Open a lembar of what the office found itself: no letter asks for it. Raises as open_lembar.

    about: what its rows have in common, without anybody's name or number.
    """
    with writing():
        _check(procedure, rows, by, at)
        return _open(procedure, rows, None, by, at, about=about)


def strike(
    case: Case, row_ids: Sequence[int], reason: str, *, by: Officer, at: datetime
) -> Case | None:
    """Leave single rows out of a lembar that is returned: they go to a new one with the reason."""
    if not row_ids:
        return None
    mine = case.rows.where(Row.struck_to.is_null())
    chosen = [row for row in mine if row.id in set(row_ids)]
    if len(chosen) != len(set(row_ids)):
        raise Incomplete("Baris itu tidak ada di lembar ini.")
    if len(chosen) == mine.count():
        raise Incomplete("Paling sedikit satu baris tetap di lembar ini.")
    return _move(case, chosen, reason, by, at)


def begin_again(case: Case, reason: str, *, by: Officer, at: datetime) -> Case:
    """All rows of a lembar that has ended go to a new one; what was approved of it is void."""
    transitions.void(case, procedures.of(case).first.id)
    transitions.change(case)
    return _move(case, list(case.rows.where(Row.struck_to.is_null())), reason, by, at)


def _move(case: Case, chosen: Sequence[Row], reason: str, by: Officer, at: datetime) -> Case:
    new = transitions.open_case(procedures.of(case), case.office, at=at)
    for former in find(Lembar, "case_id = ?", case.id):
        given = {"letter": former.letter_id, "officer": former.officer_id, "about": former.about}
        insert(Lembar, case=new.id, **given)
    for number, row in enumerate(chosen, start=1):
        Row.update(struck_to=new, struck_for=reason).where(Row.id == row.id).execute()
        Row.insert(
            case=new,
            number=number,
            nik=row.nik,
            other_nik=row.other_nik,
            category=row.category_id,
            trouble=row.trouble,
            outside=row.outside,
            listed=row.listed_id,
        ).execute()
    anomaly_words.follow(case, new, [row.number for row in chosen], by=by, at=at)
    agenda.come_in(new, by=by, at=at)
    transitions.record(new, Happened.CASE_OPENED, by=by, at=at, detail=f"struck from {case.id}")
    numbers = " ".join(str(row.number) for row in chosen)
    transitions.record(case, Happened.ROWS_STRUCK, by=by, at=at, detail=f"{new.id}: {numbers}")
    return new


def release(case: Case, reason: str) -> None:
    """Rows of a lembar that is withdrawn stand on none: those of a list can be grouped again."""
    Row.update(struck_to=case, struck_for=reason).where(
        Row.case == case, Row.struck_to.is_null()
    ).execute()


def record_signature(
    case: Case, *, signed_on: date, agenda_number: str, by: Officer, at: datetime, seen: int
) -> Case:
    """Note that the lembar was signed on paper; apart from the approval given here.

    Raises
        NotAllowed  `by` has no part in the procedure
        Refused     the lembar is not approved for signature, or its signature is noted already
        Incomplete  no agenda number, or the day is still to come
    """
    number = texts.clean(agenda_number)
    with writing():
        case = transitions.fresh(case, seen)
        refuse_stranger(case, by, at)
        if not approved_to_sign(case):
            raise Refused("Lembar ini belum disetujui untuk ditandatangani.")
        if not number or signed_on > timetable.today(case.office, at):
            raise Incomplete("Isi tanggal tanda tangan basah dan nomor agenda.")
        if WetSignature.get_or_none(WetSignature.case == case):
            raise Refused("Tanda tangan basah sudah dicatat.")
        WetSignature.insert(
            case=case, signed_on=signed_on, agenda_number=number, officer=by
        ).execute()
        transitions.change(case)
        transitions.record(case, Happened.SIGNATURE_RECORDED, by=by, at=at)
    return case


def refuse_stranger(case: Case, by: Officer, at: datetime) -> None:
    """Raises NotAllowed for who has no part in the procedure."""
    mine = access.authorities(by, on=timetable.today(case.office, at))
    if by.office_id != case.office_id or not set(mine) & set(procedures.of(case).roles):
        raise NotAllowed("Mencatat tanda tangan basah bukan tugas Anda.")


def refuse_signed(case: Case) -> None:
    """What was signed on paper is not taken back: it would say something else than the paper."""
    if first(WetSignature, "case_id = ?", case.id):
        raise Refused("{label} sudah ditandatangani basah, tidak kembali.", label=case.label)


def approved_to_sign(case: Case) -> bool:
    """Whether the standing decision to sign was taken here: paper may follow."""
    procedure = procedures.of(case)
    outcomes = (
        procedure.step(decision.step).outcome(decision.outcome)
        for decision in transitions.standing_decisions(case)
    )
    return any(outcome and outcome.act == "tanda tangan" for outcome in outcomes)


def awaits_signature(case: Case) -> bool:
    """Whether the lembar may be signed on paper and nobody has noted that it was."""
    return approved_to_sign(case) and first(WetSignature, "case_id = ?", case.id) is None


def demand_opener(procedure: sop.Procedure, by: Officer, at: datetime) -> None:
    """Raises NotAllowed unless the procedure's first step is `by`'s."""
    if access.authority(by, procedure.first.role, on=timetable.today(by.office, at)) is None:
        raise NotAllowed("Membuka lembar bukan tugas Anda.")


def _check(procedure: sop.Procedure, rows: Sequence[NewRow], by: Officer, at: datetime) -> None:
    demand_opener(procedure, by, at)
    if not 1 <= len(rows) <= LARGEST:
        raise Incomplete("Satu lembar memuat 1 sampai {n} baris.", n=LARGEST)


def _open(
    procedure: sop.Procedure,
    rows: Sequence[NewRow],
    letter: Letter | None,
    by: Officer,
    at: datetime,
    about: str = "",
) -> Case:
    case = transitions.open_case(procedure, by.office, at=at)
    insert(Lembar, case=case.id, letter=letter.id if letter else None, about=about)
    if letter:
        progress.reopen(letter, at=at)
    categories = {row.code: row.id for row in find(Category, "active")}  # once, not once a row
    for number, row in enumerate(rows, start=1):
        _write_row(case, number, row, categories)
    agenda.come_in(case, by=by, at=at)
    transitions.record(case, Happened.CASE_OPENED, by=by, at=at, detail=f"{len(rows)} rows")
    return case


def _write_row(case: Case, number: int, row: NewRow, categories: dict[str, int]) -> None:
    category = categories.get(row.category)
    own, other = _number(row.nik), _number(row.other_nik)
    trouble = texts.clean(row.trouble)
    if category is None or not trouble or not own:
        raise Incomplete("Baris {n}: isi NIK, kategori, dan masalahnya.", n=number)
    insert(
        Row,
        case=case.id,
        number=number,
        nik=own,
        other_nik=other,
        category=category,
        trouble=trouble,
        outside=row.outside,
        listed=row.listed,
    )


def _number(typed: str) -> str:
    """A NIK typed in groups is the same NIK; what is no number stays as it was typed."""
    bare = nik.bare(typed)
    return texts.clean(bare if bare.isdecimal() else typed, NIK_LONGEST)
