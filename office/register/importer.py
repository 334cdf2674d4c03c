"""An extract brought through the staff area, on its way into the register: `python -m
office.importer` is a process beside the server (office/files/apart.py)."""

from collections.abc import Sequence
from datetime import date, datetime

from database import find
from models import Officer
from office import privacy
from office.files import apart
from office.files.apart import Ask, Progress, Word
from office.files.sealed import Sealed
from office.register import elements, register_import
from office.register.extracts import Bad
from office.register.staging import ELEMENTS, Values

TOLD = 10_000  # lines of a report
NEEDED = ("family", "sex", "birth_place", "birth_date", "mother", "address")  # missed if not there
LOOKED_AT = ("nik", "family", "name", "sex", "birth_date", "mother", "village", "district")


def bring(task: Word, ask: Ask, progress: Progress) -> Word:
    """Look at a file, and import it at a word: as_of, full, officer, at."""
    found = register_import.check(Sealed.of(task), progress)
    word = ask(about(found))
    result = register_import.run(
        found,
        as_of=date.fromisoformat(word["as_of"]),
        full=word["full"],
        by=find(Officer, "id = ?", word["officer"])[0],
        clock=apart.clock_from(datetime.fromisoformat(word["at"])),
        progress=progress,
    )
    told = register_import.to_look_at(found, result)
    return {"done": result.sentence(full=word["full"]), "same": result.same, **report(told)}


def about(found: register_import.Check) -> Word:
    """What a file holds, for people: no name and no whole number leaves this process."""
    layout = found.layout
    there = dict(layout.mapping)
    columns = [element for element in LOOKED_AT if element in there]
    return {
        "rows": found.rows,
        "mapping": [(head, elements.WORDS[element]) for element, head in layout.mapping],
        "unread": list(layout.unknown),
        "missing": [elements.WORDS[element] for element in NEEDED if element not in there],
        "columns": [elements.WORDS[element] for element in columns],
        "first": [[_hidden(element, row) for element in columns] for row in found.first],
        **report(found.bad),
    }


def report(told: Sequence[Bad]) -> Word:
    """The first lines to look at, and how many there are."""
    return {"report": [(one.line, one.reason) for one in told[:TOLD]], "told": len(told)}


def _hidden(element: str, row: Values) -> str:
    value = row[ELEMENTS.index(element)]
    if element in elements.NUMBERS:
        return privacy.masked(value)
    if element in ("name", "mother"):
        return privacy.masked_name(value)
    if element == "birth_date":
        return privacy.masked_day(value)
    return value


if __name__ == "__main__":
    apart.run(bring)
