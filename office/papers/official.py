"""Papers that leave the house: their numbers, their versions, and how anybody checks one.

Each has one number for good; whatever changes it later is its next version, and every version
stays. office/papers/notes.py and office/papers/letters.py say what stands in them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from database import fetch, find, first, insert, locked, writing
from models import AgendaKind, AgendaSeries, Case, Office, Officer, OfficialPaper
from office import access, privacy, tickets, timetable
from office.errors import Incomplete, NotAllowed, Stale
from office.papers import agenda, findings, letterhead, numbers
from office.texts import clean
from register_tables import PersonView

NOTE, LETTER = "note", "letter"
NAMES = {NOTE: "catatan", LETTER: "surat keterangan"}
CODE = 10  # letters of the short code


@dataclass(frozen=True)
class Checked:
    """What whoever holds a paper may know of it, and nothing of whom it is about."""

    paper: OfficialPaper
    versions: int

    @property
    def count(self) -> int:
        """How many elements differ, in a note; how many are stated, in a letter."""
        return int(self.paper.content["count"])


def head(case: Case, on: date) -> dict[str, Any]:
    """What every paper of a case begins with; kept, so that it can be drawn again as it was."""
    line = agenda.of_case(case, AgendaKind.REQUEST_IN, AgendaKind.SHEET_IN)
    about = {"case": case.label, "agenda": line.label if line else ""}
    return head_of(case.office, on) | about


def head_of(office: Office, on: date) -> dict[str, Any]:
    """What is the same on every paper of that day."""
    head = asdict(letterhead.of(office))
    register = {"on": on.isoformat(), "drawn_on": findings.drawn_on()}
    return {"letterhead": head, "office": office.name, **register}


def issue(
    case: Case,
    kind: str,
    content: Mapping[str, Any],
    *,
    by: Officer,
    at: datetime,
    document: str = "",
    former: OfficialPaper | None = None,
    reason: str = "",
) -> OfficialPaper:
    """Number a paper, or give it the number of its `former` version; within a verb's transaction.

    document: id in the procedure of what a note is.
    """
    row: dict[str, Any] = {"office": case.office_id, "case": case, "kind": kind}
    if former:
        kept = ("document", "year", "number", "label")
        row |= {name: getattr(former, name) for name in kept} | {"version": former.version + 1}
    else:
        office = case.office
        day = timetable.today(office, at)
        number = numbers.following(AgendaSeries, office=office, year=day.year, kind=kind)
        label = numbers.label(letterhead.pattern(office, kind), number, code=office.code, day=day)
        row |= {"document": document, "year": day.year, "number": number, "label": label}
        row |= {"version": 1}
    row |= {"content": content, "officer": by, "at": at, "reason": reason}
    paper = OfficialPaper(**row)
    secret = token(paper)
    hashes = {"token_hash": tickets.token_hash(secret), "code_hash": _hash(_code(secret))}
    paper.id = insert(OfficialPaper, **row, **hashes)
    return paper


def replaced(
    paper: OfficialPaper, role: str, reason: str, *, by: Officer, at: datetime
) -> tuple[Case, OfficialPaper, str]:
    """Its case, itself and the reason, if `by` may make the next version now.

    Raises
        NotAllowed  making it is not `by`'s
        Stale       there is a later version
        Incomplete  no reason
    """
    case = locked(paper.case)
    demand_role(case, role, by, at)
    former = latest(case, paper.kind, paper.document) or paper
    if former.version != paper.version:
        raise Stale(
            "{label} sudah diganti versi {n}. Periksa lagi.", label=paper.label, n=former.version
        )
    reason = clean(reason)
    if not reason:
        raise Incomplete("Tulis alasan perubahan.", field="reason")
    return case, former, reason


def demand_role(case: Case, role: str, by: Officer, at: datetime) -> None:
    """Raises NotAllowed unless the paper is `by`'s to make."""
    day = timetable.today(case.office, at)
    if case.office_id != by.office_id or access.authority(by, role, on=day) is None:
        raise NotAllowed("Surat ini bukan tugas Anda.")


def open_paper(paper: OfficialPaper, *, by: Officer, role: str, at: datetime) -> dict[str, Any]:
    """What a version says, its numbers in full; who opened it is written down."""
    reason = f"Membuka {NAMES[paper.kind]} nomor {paper.label} versi {paper.version}"
    with writing():
        privacy.open_case_data(paper.case, ("name", "nik"), reason, by=by, role=role, at=at)
        whom = {"office": paper.office_id, "officer": by, "case": paper.case, "role": role}
        for one in paper.content["people"]:
            insert(PersonView, person=one["person"], reason=reason, at=at, **whom)
    return dict(paper.content)


def of_case(case: Case) -> list[OfficialPaper]:
    """Every version of a case's papers: its notes, then its letter, the newest of each first."""
    rows = find(OfficialPaper, "case_id = ? ORDER BY kind DESC, document, version DESC", case.id)
    fetch(rows, OfficialPaper.officer)
    for row in rows:
        row.case = case
    return rows


def latest(case: Case, kind: str, document: str = "") -> OfficialPaper | None:
    of_this = "case_id = ? AND kind = ? AND document = ? ORDER BY version DESC"
    return first(OfficialPaper, of_this, case.id, kind, document)


def by_token(token: str) -> Checked | None:
    """The paper whose QR this is."""
    return _checked("token_hash", tickets.token_hash(token))


def by_code(code: str) -> Checked | None:
    """The paper whose short code this is, with or without its hyphen."""
    return _checked("code_hash", _hash(code))


def token(paper: OfficialPaper) -> str:
    """128 bits, 26 letters; drawn again whenever the paper is."""
    place = (paper.office_id, paper.kind, paper.year, paper.number, paper.version)
    return tickets.tracking_token("/".join(("paper", *map(str, place))))


def code(paper: OfficialPaper) -> str:
    """W8L4E-9AFXK, for who has no camera; it follows from the token, the token not from it."""
    letters = _code(token(paper))
    return f"{letters[: CODE // 2]}-{letters[CODE // 2 :]}"


def _code(secret: str) -> str:
    letters, left = "", int.from_bytes(sha256(f"code {secret}".encode()).digest())
    for _ in range(CODE):
        left, place = divmod(left, len(tickets.CODE_LETTERS))
        letters += tickets.CODE_LETTERS[place]
    return letters


def _hash(code: str) -> bytes:
    return sha256("".join(filter(str.isalnum, code)).upper().encode()).digest()


def _checked(column: str, value: bytes) -> Checked | None:
    paper = first(OfficialPaper, f"{column} = ?", value)
    if paper is None:
        return None
    newest = latest(paper.case, paper.kind, paper.document) or paper
    return Checked(paper, newest.version)
