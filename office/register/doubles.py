"""Doubles a correction would make: two living people with one NIK, or one person who is two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models import Correction
from office.register import names, register
from register_tables import Resident

DEAD = ("MENINGGAL", "MATI", "WAFAT")


@dataclass(frozen=True)
class Double:
    """Somebody else who would have the same NIK, or be the same person."""

    other: Resident
    words: str


def of_drafts(rows: Iterable[Correction]) -> list[Double]:
    """What the drafts of a case, carried out together, would make double; each other one once."""
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row.person is not None:
            changes[row.person][row.element] = row.after
    return [one for person, values in changes.items() for one in of_change(person, values)]


def of_change(person: int, values: Mapping[str, str]) -> list[Double]:
    """What giving a person these elements would make double that is not double already."""
    held = register.person(person)
    if held is None or _dead(values.get("status", held.status)):
        return []
    return [
        Double(other, words)
        for words, others in (
            ("akan memakai NIK yang sama", _sharing(held, values)),
            ("akan menjadi orang yang sama, dengan NIK lain", _same(held, values)),
        )
        for other in others
        if other.person != person and not _dead(other.status)
    ]


def _sharing(held: Resident, values: Mapping[str, str]) -> list[Resident]:
    number = values.get("nik", held.nik)
    alive_again = "status" in values and _dead(held.status)
    return register.found("nik", number) if number != held.nik or alive_again else []


def _same(held: Resident, values: Mapping[str, str]) -> Iterator[Resident]:
    """Those with the name, birth date and mother that would be: by these one person is known."""
    known_by = ("name", "birth_date", "mother")
    if not set(values) & {*known_by, "status"}:
        return
    would = {element: values.get(element, getattr(held, element)) for element in known_by}
    if not all(would.values()):
        return
    wanted = (names.words(would["name"]), names.words(would["mother"]))
    for other in register.found("birth_date", would["birth_date"]):
        alike = (names.words(other.name), names.words(other.mother)) == wanted
        if alike and other.nik != values.get("nik", held.nik):
            yield other


def _dead(status: str) -> bool:
    return any(word in status.upper() for word in DEAD)
