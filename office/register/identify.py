"""Whom a case is about: opening a person of the register, choosing them, setting them beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from database import find, first, insert, locked, writing
from models import Case, Officer, Subject
from office import audit, privacy, procedures, texts, transitions
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, NotFound, Refused
from office.register import compare, elements, nik, register
from office.register.compare import Rule
from register_tables import Identification, PersonView, Resident, Statement

APPLICANT, BY_NUMBER = "pemohon", "menurut NIK itu"
VERIFIES = ("note", "correction", "recovery")  # kinds of document made of what the register holds


@dataclass(frozen=True)
class Line:
    """One element: what is said of it, what the register holds, and by which rule they agree."""

    element: str
    said: str
    held: str
    source: str  # who says so; "" when nobody does
    rule: Rule | None  # none: nothing is said

    @property
    def documented(self) -> bool:
        """Whether a document says so, rather than the applicant or their number."""
        return self.source not in ("", APPLICANT, BY_NUMBER)


def open_person(
    number: int,
    reason: str,
    *,
    by: Officer,
    role: str,
    at: datetime,
    case: Case | None = None,
    change: int | None = None,
) -> Resident:
    """A person in full, as they stand now or stood at a change; who and why is written down.

    case: the open case it is for; then the reason is its step, and none need be given.

    Raises
        Incomplete  no reason outside a case
        NotAllowed  the case is another office's
        NotFound    nobody of that number stood there
    """
    with writing():
        if case is not None:
            reason = reason_of(locked(case), by)
        reason = texts.clean(reason, texts.SHORT)
        if not reason:
            raise Incomplete("Tulis alasan membuka data.", field="reason")
        row = register.person(number, at=change)
        if row is None:
            raise NotFound("Orang itu tidak ada di database kependudukan pada saat itu.")
        if not _noted(number, reason, by, at):
            told = {"office": by.office_id, "officer": by, "case": case, "person": number}
            insert(PersonView, role=role, reason=reason, at=at, **told)
            _tell(case, Happened.PERSON_OPENED, f"person {number}", by=by, at=at)
        if case is not None:  # its owners' data are shown beside the person
            privacy.note_view(case, ("name", "nik"), reason, by=by, role=role, at=at)
    return row


def reason_of(case: Case, by: Officer) -> str:
    """Why a person is opened from a case: its step and its number."""
    if case.office_id != by.office_id:
        raise NotAllowed("Permohonan itu bukan milik kantor ini.")
    step = procedures.step_of(case)
    matter = f"{procedures.matter(case)} {case.label}"
    return f"Kegiatan {step.number}, {matter}" if step and step.number else f"Membaca {matter}"


def identify(case: Case, person: int, *, stands: bool = True, by: Officer, at: datetime) -> None:
    """Say that a case is about this person of the register, or with stands=False not after all.

    Said twice is said once. Raises
        Refused     the case has ended, or its step does not verify
        NotAllowed  the step is not `by`'s
        NotFound    nobody of that number stands in the register
    """
    with writing():
        case = _verifying(case, by, at)
        if register.person(person) is None:
            raise NotFound("Orang itu tidak ada di database kependudukan pada saat itu.")
        if (person in identified(case)) == stands:
            return
        insert(Identification, case=case, person=person, stands=stands, officer=by, at=at)
        detail = f"person {person}" if stands else f"not person {person}"
        _tell(case, Happened.PERSON_IDENTIFIED, detail, by=by, at=at)


def state(
    case: Case,
    person: int,
    said: Mapping[str, str],
    basis: str,
    *,
    by: Officer,
    at: datetime,
) -> None:
    """Write down what a document says of somebody the case is about: element -> value.

    What stands so already is not written again; an empty value takes the former back. Raises as
    `identify` does, and Incomplete without the document or on an element there is none.
    """
    basis = texts.clean(basis)
    values = {element: _read(element, texts.clean(value)) for element, value in said.items()}
    with writing():
        case = _verifying(case, by, at)
        if person not in identified(case):
            raise Refused("Pilih dulu orang yang dimaksud permohonan ini.")
        if set(values) - set(elements.WORDS):
            raise Incomplete("Elemen tidak dikenal.")
        former = statements(case, person)
        new = {
            element: value
            for element, value in values.items()
            if value != (former[element].value if element in former else "")
        }
        if any(new.values()) and not basis:
            raise Incomplete("Tulis dokumen yang menyebutnya.", field="basis")
        for element, value in new.items():
            told = {"case": case, "person": person, "officer": by, "at": at}
            insert(Statement, element=element, value=value, basis=basis, **told)
        if new:
            detail = f"person {person}: {' '.join(sorted(new))}"
            _tell(case, Happened.DOCUMENT_STATED, detail, by=by, at=at)


def statements(case: Case, person: int) -> dict[str, Statement]:
    """Element -> what a document says of it, for those that were written down."""
    rows = find(Statement, "case_id = ? AND person = ? ORDER BY id", case.id, person)
    latest = {row.element: row for row in rows}
    return {element: row for element, row in latest.items() if row.value}


def can_identify(case: Case) -> bool:
    return procedures.made_for(case) in VERIFIES


def identified(case: Case) -> list[int]:
    """The persons a case is about, in the order they were chosen."""
    found: dict[int, bool] = {}
    for row in find(Identification, "case_id = ? ORDER BY id", case.id):
        found.pop(row.person, None)
        if row.stands:
            found[row.person] = True
    return list(found)


def people(case: Case) -> list[Resident]:
    """Those persons as they stand in the register now; who has left it is none of them."""
    return [row for number in identified(case) if (row := register.person(number))]


def strangers(case: Case, numbers: Iterable[int | None]) -> list[Resident]:
    """Those of whom neither NIK nor name is like that of any owner the request names."""
    owners = [_plain(row) for row in find(Subject, "case_id = ?", case.id) if row.nik or row.name]
    rows = [row for n in dict.fromkeys(numbers) if n and (row := register.person(n))]
    return [row for row in rows if owners and not any(_alike(row, said) for said in owners)]


def beside(case: Case, person: Resident, *, on: date) -> list[Line]:
    """What the request says of the owner it fits best, element by element, beside the register."""
    owners = find(Subject, "case_id = ? ORDER BY id", case.id)
    nearest = min(owners, key=lambda owner: _far(owner, person), default=None)
    said = stated(nearest, on=on) if nearest else {}
    written = statements(case, person.person)
    return lines(person, said | {name: (row.value, row.basis) for name, row in written.items()})


def lines(person: Resident, said: Mapping[str, tuple[str, str]]) -> list[Line]:
    """Every element of a person. said: element -> (value, who says so)."""
    return list(_lines(person, said))


def stated(owner: Subject, *, on: date) -> dict[str, tuple[str, str]]:
    """What is said of an owner of data, and what the NIK they give says for itself."""
    number = nik.read(owner.nik, on=on)
    said = {
        "nik": (owner.nik, APPLICANT),
        "name": (owner.name, APPLICANT),
        "birth_date": (number.born.isoformat() if number.born else "", BY_NUMBER),
        "sex": (number.sex, BY_NUMBER),
    }
    return {element: told for element, told in said.items() if told[0]}


def _lines(person: Resident, said: Mapping[str, tuple[str, str]]) -> Iterator[Line]:
    for element in elements.WORDS:
        held = getattr(person, element)
        value, source = said.get(element, ("", ""))
        rule = compare.element(element, value, held) if value else None
        yield Line(element, value, held, source, rule)


def _far(owner: Subject, person: Resident) -> int:
    return sum(line.rule.distance for line in lines(person, _plain(owner)) if line.rule)


def _alike(person: Resident, said: Mapping[str, tuple[str, str]]) -> bool:
    near = compare.LETTERS.distance
    return any(line.rule.distance <= near for line in lines(person, said) if line.rule)


def _plain(owner: Subject) -> dict[str, tuple[str, str]]:
    return {"nik": (owner.nik, ""), "name": (owner.name, "")}


def _verifying(case: Case, by: Officer, at: datetime) -> Case:
    """The case, locked, at a step of `by` that looks into the register."""
    case = locked(case)
    step = procedures.step_of(case)
    if step is None or procedures.made_for(case) not in VERIFIES:
        raise Refused("Penduduk dipilih pada kegiatan yang memeriksa datanya.")
    transitions.authority(case, step, by, at)
    return case


def _read(element: str, value: str) -> str:
    if element in elements.NUMBERS:
        return nik.bare(value)
    readers = {"birth_date": elements.day, "sex": elements.sex}
    return readers.get(element, str)(value)


def _noted(person: int, reason: str, by: Officer, at: datetime) -> bool:
    """Whether this officer was written down for this within the hour."""
    of_theirs = "person = ? AND officer_id = ? AND reason = ? ORDER BY id DESC"
    last = first(PersonView, of_theirs, person, by.id, reason)
    return bool(last and privacy.is_recent(last, at))


def _tell(case: Case | None, name: Happened, detail: str, *, by: Officer, at: datetime) -> None:
    audit.record(by.office_id, name, at=at, by=by, case=case, detail=detail)
