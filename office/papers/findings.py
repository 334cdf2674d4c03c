"""What a note finds: of each person of a case, what was said beside what the register holds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from database import find, first
from models import Case, Subject
from office import privacy
from office.register import elements, identify
from office.texts import LONGEST
from register_tables import ChangeKind, RegisterChange

Found = Mapping[str, Any]  # of one person: name, nik, and their lines; kept as JSON


def compared(case: Case, *, on: date) -> list[dict[str, Any]]:
    """Each person of the register the case is about, with every element that was told of."""
    return [
        {
            "person": row.person,
            "name": row.name,
            "nik": row.nik,
            "lines": list(_lines(case, row, on)),
        }
        for row in identify.people(case)
    ]


def owners(case: Case) -> list[list[str]]:
    """Whose data the request is about, as it names them: name and NIK."""
    return [[row.name, row.nik] for row in find(Subject, "case_id = ? ORDER BY id", case.id)]


def differing(found: Sequence[Found]) -> int:
    """How many elements differ, of all of them together."""
    return sum(not line["same"] for one in found for line in one["lines"])


def agreeing(one: Found) -> str:
    """Which elements of a person agree, in one line."""
    if not one["lines"]:
        return "Tidak ada yang disebut untuk dibandingkan."
    alike = [elements.WORDS[line["element"]] for line in one["lines"] if line["same"]]
    return f"Sama: {', '.join(alike)}." if alike else "Tidak ada elemen yang sama persis."


def drawn_on() -> str:
    """The day the latest extract was drawn from SIAK, in ISO; "" where none was imported."""
    newest = first(
        RegisterChange,
        "kind = ? AND shown_at IS NOT NULL AND as_of IS NOT NULL ORDER BY id DESC",
        ChangeKind.IMPORT,
    )
    return newest.as_of.isoformat() if newest else ""


def sentences(case: Case, *, on: date) -> str:
    """A note for the officer to edit, or "" while nobody was chosen; numbers stay masked.

    What differs is told in full as long as there is room for it, else by name.
    """
    found = compared(case, on=on)
    if not found:
        return ""
    few = list(_unfound(case, len(found)))
    numbered = list(enumerate(found, start=1))
    whole = "\n".join([*(line for one in numbered for line in _told(*one)), *few])
    if len(whole) <= LONGEST - 200:  # the officer has something to add
        return whole
    return "\n".join([*(line for one in numbered for line in _told_briefly(*one)), *few])[:LONGEST]


def _lines(case: Case, row: Any, on: date) -> Iterator[dict[str, Any]]:
    for line in identify.beside(case, row, on=on):
        if line.rule:
            yield {
                **{"element": line.element, "said": line.said},
                "source": line.source.removeprefix("menurut ") or "permohonan",
                **{"held": line.held, "rule": line.rule.words, "same": line.rule.same},
                "other": line.rule.id == "other",
            }


def _told(n: int, one: Found) -> Iterator[str]:
    yield f"{_who(n, one)} ada di database kependudukan."
    for line in one["lines"]:
        if not line["same"]:
            yield (
                f"{elements.WORDS[line['element']]}: menurut {line['source']} "
                f"{_value(line['element'], line['said'])}, di database "
                f"{_value(line['element'], line['held'])} ({line['rule']})."
            )
    yield agreeing(one)


def _told_briefly(n: int, one: Found) -> Iterator[str]:
    yield f"{_who(n, one)} ada di database kependudukan."
    unlike = [elements.WORDS[line["element"]] for line in one["lines"] if not line["same"]]
    yield f"Berbeda, lihat tabel: {', '.join(unlike)}." if unlike else agreeing(one)


def _who(n: int, one: Found) -> str:
    """Without a name: the note is read by more people than may open one."""
    number = f"NIK {privacy.masked(one['nik'])}" if one["nik"] else "tanpa NIK"
    return f"Penduduk {n} ({number})"


def _value(element: str, value: str) -> str:
    return privacy.masked_value(element, value) or "kosong"


def _unfound(case: Case, people: int) -> Iterator[str]:
    """Not every owner has a person of the register."""
    named = case.subjects.count()
    if named > people:
        yield f"Dari {named} pemilik data, {people} dipilih dari database kependudukan."
