"""Corrections as the case page shows them: a draft's lines, what they do, what was done."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import g

import web
from models import Case, Correction
from office import privacy, procedures
from office.dossier import Dossier
from office.register import compare, doubles, elements, identify, recover
from register_tables import Resident
from staff import persons

LARGEST = 20  # lines of a draft
ELEMENTS_OF = {  # what a citizen pointed at -> the elements an officer corrects
    "name": ("name",),
    "birth": ("birth_place", "birth_date"),
    "sex": ("sex",),
    "parents": ("father", "mother"),
    "marital": ("marital",),
    "relation": ("relation",),
    "address": ("address",),
}
SHOWN = {"original": "Asli diperlihatkan", "copy": "Fotokopi diterima", "both": "Asli dan fotokopi"}


@dataclass(frozen=True)
class Line:
    """One line of a draft as the page offers it; `held` is told where the register has it."""

    element: str = ""
    of: str = ""  # person and row, as the form sends them back
    held: str | None = None
    after: str = ""
    basis: str = ""


def side(dossier: Dossier, extra: int) -> dict[str, object]:
    """What the draft's form and the carrying out need; {} at other steps."""
    makes = procedures.made_for(dossier.case)
    if makes == "recovery":
        return _carrying_out(dossier.case)
    if makes != "correction":
        return {}
    people = dossier.people
    offered = list(_offered(dossier)) or [Line(of=_of(people[0]) if people else "")]
    blank = Line(of=offered[0].of)
    return {
        "lines": offered + [blank] * min(extra, LARGEST),
        "extra": extra,
        "owners": _owners(dossier),
        "people": [(_of(row), persons.hidden(row)["name"]) for row in people],
        "elements": elements.WORDS,
        "shown": SHOWN,
        "in_register": recover.in_register(),
        "reveals": bool(people),
    }


def shown(dossier: Dossier) -> list[dict[str, object]]:
    """Before and after of each correction that stands, the changed characters apart."""
    numbers = {subject.id: n for n, subject in enumerate(dossier.subjects, start=1)}
    taken_back = recover.reversals(dossier.case) if dossier.corrections else {}
    # a moment is typed to its minute
    ordered = {row.id: row.at.replace(second=0, microsecond=0) for row in dossier.decisions}
    standing = [row for row in dossier.corrections if row.stands]
    mine = recover.reversible(standing, g.officer, web.now()) - taken_back.keys()
    rows = []
    for row in standing:
        values = [privacy.masked_value(row.element, value) for value in (row.before, row.after)]
        before, after = compare.parts(*values)
        rows.append(
            {
                "row": row,
                "element": elements.words(row.element),
                "owner": numbers.get(row.subject_id) if len(numbers) > 1 else None,
                "before": before,
                "after": after,
                "reversal": taken_back.get(row.id),
                "early": bool(row.done_at and row.ordered and row.done_at < ordered[row.ordered]),
                "may_reverse": row.id in mine,
                "doubles": _doubles(row) if row.id in mine else [],
            }
        )
    return rows


def _offered(dossier: Dossier) -> Iterator[Line]:
    """A line for each thing a document tells otherwise, then for what the request points at."""
    told: set[str] = set()
    for person in dossier.people:
        for element, row in identify.statements(dossier.case, person.person).items():
            held = getattr(person, element)
            told.add(element)
            if not compare.element(element, row.value, held).same:
                said = elements.read_out(element, row.value)
                yield Line(
                    element, _of(person), privacy.masked_value(element, held), said, row.basis
                )
    first = dossier.people[0] if dossier.people else None
    for part in dossier.answers.get("elements") or []:
        asked = ELEMENTS_OF.get(part, ())
        for element in asked if told.isdisjoint(asked) else ():
            held = privacy.masked_value(element, getattr(first, element)) if first else None
            yield Line(element, _of(first) if first else "", held)


def _of(person: Resident) -> str:
    return f"{person.person}:{person.id}"


def _carrying_out(case: Case) -> dict[str, object]:
    """Where it is done, whom it would make double, and who is nobody the request names."""
    here, rows = recover.in_register(), recover.drafted(case)
    found = doubles.of_drafts(rows) if here else []
    strangers = identify.strangers(case, [row.person for row in rows]) if here else []
    told = [persons.hidden(row) for row in strangers]
    return {"in_register": here, "doubles": _told(found), "strangers": told}


def _doubles(row: Correction) -> list[tuple[str, dict[str, str]]]:
    """Whom it would make double to take a correction back."""
    if row.change is None or row.person is None:
        return []
    return _told(doubles.of_change(row.person, {row.element: row.before}))


def _told(found: list[doubles.Double]) -> list[tuple[str, dict[str, str]]]:
    return [(one.words, persons.hidden(one.other)) for one in found]


def _owners(dossier: Dossier) -> list[tuple[int, str]]:
    """(id, words) of each owner of the data, as the correction's line chooses between them."""
    return [
        (row.id, f"Pemilik {n} {privacy.masked(row.nik)}".strip())
        for n, row in enumerate(dossier.subjects, start=1)
    ]
