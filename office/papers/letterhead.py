"""The head of an office's papers, who signs them, and how their numbers look: its settings."""

from dataclasses import dataclass
from datetime import datetime

from database import locked, store, writing
from models import Office, Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete
from office.papers import numbers
from office.texts import clean

LINES = 3  # of telephone, e-mail and web, below the address
# What a paper's number looks like until the office says otherwise.
PATTERNS = {
    "note": "{nomor}/CHV/{kode}/{bulan}/{tahun}",
    "letter": "{nomor}/SK/{kode}/{bulan}/{tahun}",
    "reply": "{nomor}/JWB/{kode}/{bulan}/{tahun}",
    "escalation": "{nomor}/ESK/{kode}/{bulan}/{tahun}",
}
TYPED = ("government", "agency", "contact", "city", "nip")  # kept in Office.papers
OF_OFFICE = ("address", "signatory_title", "signatory_name")  # columns of their own


@dataclass(frozen=True)
class Letterhead:
    """The head of a paper and who signs it; "" where the office has not said who."""

    government: str
    agency: str
    lines: tuple[str, ...]
    city: str
    title: str
    name: str
    nip: str


def of(office: Office) -> Letterhead:
    """As the office set it; what it left empty is told by its name and region."""
    told = office.papers
    lines = (office.address, *told.get("contact", "").splitlines())
    return Letterhead(
        government=told.get("government") or f"Pemerintah {office.region}",
        agency=told.get("agency") or office.name,
        lines=tuple(line for line in lines if line),
        city=told.get("city") or office.region,
        title=office.signatory_title,
        name=office.signatory_name,
        nip=told.get("nip", ""),
    )


def pattern(office: Office, kind: str) -> str:
    """How numbers of this office's notes, letters or replies look."""
    return office.papers.get(kind) or PATTERNS[kind]


def set_up(office: Office, *, by: Officer, at: datetime, **typed: str) -> None:
    """Set the head of papers, the signatory and the patterns of numbers, all at once.

    typed: TYPED, OF_OFFICE and PATTERNS. What was issued before keeps the head it was issued with.
    Raises Incomplete on a pattern that numbers.check_pattern refuses and on too many lines.
    """
    kept = {name: clean(typed.get(name, "")) for name in TYPED}
    columns = {name: clean(typed.get(name, "")) for name in OF_OFFICE}
    lines = [clean(line) for line in kept["contact"].splitlines()]
    patterns = {kind: clean(typed.get(kind, ""), numbers.LONGEST_PATTERN) for kind in PATTERNS}
    with writing():
        office = locked(office)
        if len([line for line in lines if line]) > LINES:
            raise Incomplete("Kontak paling banyak {n} baris.", field="contact", n=LINES)
        for kind, wanted in patterns.items():
            numbers.check_pattern(wanted, f"pattern-{kind}")
        kept["contact"] = "\n".join(line for line in lines if line)
        store(office, papers={**kept, **patterns}, **columns)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="letterhead")
