"""Surat keterangan to who turned a person away, although the data is right.

It tells what stands in the dinas's own register, never what SIAK or the other agency holds.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from database import first, locked, writing
from models import Case, Decision, Officer, OfficialPaper
from office import audit, procedures, timetable
from office.audit import Happened
from office.errors import Incomplete, Refused
from office.papers import findings, official
from office.papers.official import LETTER, NOTE
from office.register import elements, identify, register
from office.texts import clean

TITLE = "Surat keterangan data kependudukan"
ALWAYS = ("nik", "name")  # of whom a letter speaks
# Whom a letter is addressed to, by where the applicant was turned away; an officer says it better.
ADDRESSEES = {
    "bpjs": "Kepala BPJS Kesehatan",
    "bank": "Pimpinan bank",
    "sim": "Penyelenggara layanan kartu seluler",
    "bansos": "Penyelenggara bantuan sosial",
    "school": "Pimpinan sekolah atau kampus",
    "cpns": "Panitia seleksi CPNS/PPPK",
    "passport": "Kepala Kantor Imigrasi",
    "tax": "Kepala Kantor Pelayanan Pajak",
    "election": "Ketua KPU",
}


def write(
    case: Case, to: str, chosen: Collection[str], *, by: Officer, at: datetime
) -> OfficialPaper:
    """Issue the letter of a case whose data is right.

    to: whom it is addressed to.  chosen: the elements it states, besides ALWAYS.

    Raises
        Refused     the case does not end with a letter, or has been given one
        NotAllowed  handing over its result is not `by`'s
        Incomplete  no addressee, an unknown element, or nobody to speak of
    """
    with writing():
        case = locked(case)
        if former := official.latest(case, LETTER):
            raise Refused("Surat keterangan {label} sudah dibuat.", label=former.label)
        official.demand_role(case, giver(case), by, at)
        paper = official.issue(case, LETTER, _content(case, to, chosen, at), by=by, at=at)
        detail = f"letter {paper.id}"
        audit.record(case.office_id, Happened.PAPER_ISSUED, at=at, by=by, case=case, detail=detail)
    return paper


def revise(
    paper: OfficialPaper,
    to: str,
    chosen: Collection[str],
    reason: str,
    *,
    by: Officer,
    at: datetime,
) -> OfficialPaper:
    """Write a letter anew, under its number, with what the register holds now.

    Raises as official.replaced and `write` do.
    """
    with writing():
        case, former, reason = official.replaced(paper, giver(paper.case), reason, by=by, at=at)
        content = _content(case, to, chosen, at)
        issued = official.issue(case, LETTER, content, by=by, at=at, former=former, reason=reason)
        detail = f"letter {issued.id} version {issued.version}"
        audit.record(case.office_id, Happened.PAPER_REVISED, at=at, by=by, case=case, detail=detail)
    return issued


def giver(case: Case) -> str:
    """The role that gives this case's letter. Raises Refused when there is none to give."""
    ending = procedures.end_of(case)
    if not (ending and ending.letter):
        raise Refused("{label} tidak berakhir dengan surat keterangan.", label=case.label)
    last = first(Decision, "case_id = ? ORDER BY id DESC", case.id)
    return ending.handover or (procedures.of(case).step(last.step).role if last else "")


def demand_person(case: Case, to: str) -> None:
    """Raises Incomplete where a case would end with a letter that has nobody to speak of.

    Where SIAK is the register, a letter may quote the note instead (`_content`).
    """
    ending = procedures.of(case).ends.get(to)
    if ending and ending.letter and _must_name() and not identify.people(case):
        raise Incomplete("Pilih dulu orangnya di database kependudukan. " + WHY)


WHY = "Surat keterangan menyatakan data orang itu."


def _content(case: Case, to: str, chosen: Collection[str], at: datetime) -> dict[str, Any]:
    to = clean(to)
    if not to:
        raise Incomplete("Tulis kepada siapa surat ini ditujukan.", field="to")
    if set(chosen) - set(elements.WORDS):
        raise Incomplete("Elemen tidak dikenal.")
    wanted = [name for name in elements.WORDS if name in {*ALWAYS, *chosen}]
    found = [
        {"person": row.person, "name": row.name, "rows": [[n, getattr(row, n)] for n in wanted]}
        for row in identify.people(case)
    ]
    if not found and _must_name():
        raise Incomplete("Belum ada orang dari database kependudukan yang dipilih. " + WHY)
    notes = [row for row in official.of_case(case) if row.kind == NOTE]
    if not found and not notes:
        raise Refused("Belum ada catatan hasil verifikasi yang dapat dikutip.")
    return official.head(case, timetable.today(case.office, at)) | {
        "title": TITLE,
        "to": to,
        "people": found,
        "owners": findings.owners(case),
        "quotes": [notes[0].label, notes[0].content["text"]] if not found else [],
        "count": len(wanted) * len(found),
    }


def _must_name() -> bool:
    """Where the register is our own, a letter speaks of somebody in it."""
    return register.mode() == register.OWN
