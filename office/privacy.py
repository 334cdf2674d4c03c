"""Personal data: how it is masked, and that whoever opens it in full is written down."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from database import find, first, insert, writing
from ministry_tables import Row
from models import Case, Officer, Request, Subject, View
from office import audit, texts
from office.audit import Happened
from office.errors import Incomplete, NotAllowed
from office.register import elements, nik
from register_tables import PersonView

SITTING = timedelta(hours=1)  # in which the same opening is written down once
SHOWN = 4  # last characters of a number that stay readable
FIELDS = {
    "nik": "NIK pemilik data",
    "name": "Nama pemilik data",
    "applicant": "Nama dan telepon pemohon",
    "rows": "NIK pada baris lembar",
    "corrections": "Nilai sebelum dan sesudah",
}


def masked(number: str) -> str:
    """A number with only its last four characters; "" stays ""."""
    return f"•••• {number[-SHOWN:]}" if number else ""


def masked_name(name: str) -> str:
    """Siti Contoh -> S••• C•••: enough to know a person by who stands at the counter."""
    return " ".join(f"{word[0]}•••" for word in name.split())


def masked_day(day: str) -> str:
    """1990-05-03 -> ••-••-1990; what does not begin with a year shows nothing."""
    return f"••-••-{day[:4]}" if day[:4].isdigit() else "••"


def masked_value(element: str, value: str) -> str:
    """A value of the register as pages show it: numbers masked, the rest as people read it."""
    if element in elements.NUMBERS and len(bare := nik.bare(value)) > SHOWN:
        return masked(bare)
    return elements.read_out(element, value)


def open_case_data(
    case: Case, fields: Collection[str], reason: str, *, by: Officer, role: str, at: datetime
) -> dict[str, list[tuple[str, ...]]]:
    """Open personal data of a case in full, once, and write down that it was.

    fields: ids of FIELDS. What comes back, for each field: its values, a tuple for each person,
    row or correction.

    Raises
        NotAllowed  the case is another office's
        Incomplete  no reason, or an unknown field; then nothing is shown
    """
    reason = texts.clean(reason)
    with writing():
        if case.office_id != by.office_id:
            raise NotAllowed("Permohonan itu bukan milik kantor ini.")
        if not reason:
            raise Incomplete("Tulis alasan membuka data.", field="reason")
        if not fields or set(fields) - set(FIELDS):
            raise Incomplete("Pilih data yang dibuka.")
        values = {field: READERS[field](case) for field in sorted(fields)}
        _log(case, sorted(fields), reason, by=by, role=role, at=at)
        audit.record(
            case.office_id,
            Happened.DATA_OPENED,
            at=at,
            by=by,
            case=case,
            detail=" ".join(sorted(fields)),
        )
    return values


def note_view(
    case: Case, fields: Collection[str], reason: str, *, by: Officer, role: str, at: datetime
) -> None:
    """Write down that an officer was served what the case's own step needs to show.

    One entry for a sitting: the same officer, reason and fields on the same case within the hour.
    """
    fields = sorted(fields)
    if _noted(case, fields, reason, by, at):
        return  # without waiting for the turn to write
    with writing():
        if not _noted(case, fields, reason, by, at):
            _log(case, fields, reason, by=by, role=role, at=at)


def _noted(case: Case, fields: list[str], reason: str, by: Officer, at: datetime) -> bool:
    """Whether this officer was written down for this within the hour."""
    of_theirs = "case_id = ? AND officer_id = ? AND reason = ? ORDER BY id DESC"
    last = first(View, of_theirs, case.id, by.id, reason)
    return bool(last and last.fields == fields and is_recent(last, at))


def is_recent(view: View | PersonView, at: datetime) -> bool:
    """Whether it is of the same sitting: what is opened again then is not written down again."""
    return at - view.at <= SITTING


def _log(
    case: Case, fields: list[str], reason: str, *, by: Officer, role: str, at: datetime
) -> None:
    insert(
        View,
        office=case.office_id,
        case=case,
        officer=by,
        role=role,
        fields=fields,
        reason=reason,
        at=at,
    )


def _subjects(field: str) -> Callable[[Case], list[tuple[str, ...]]]:
    def read(case: Case) -> list[tuple[str, ...]]:
        rows = find(Subject, "case_id = ? ORDER BY id", case.id)
        return [(getattr(row, field),) for row in rows]

    return read


def _applicant(case: Case) -> list[tuple[str, ...]]:
    rows = Request.select(Request.applicant_name, Request.applicant_phone)
    return list(rows.where(Request.case == case).tuples())


def _rows(case: Case) -> list[tuple[str, ...]]:
    return list(case.rows.select(Row.nik, Row.other_nik).order_by(Row.number).tuples())


def _corrections(case: Case) -> list[tuple[str, ...]]:
    return [(row.before, row.after) for row in case.corrections]


READERS: dict[str, Callable[[Case], list[tuple[str, ...]]]] = {
    "nik": _subjects("nik"),
    "name": _subjects("name"),
    "applicant": _applicant,
    "rows": _rows,
    "corrections": _corrections,
}
