"""A ministry list brought through the staff area, on its way into the office's tables: `python -m
office.lister` is a process beside the server (office/files/apart.py)."""

import re
from datetime import datetime
from itertools import count

from database import find
from ministry_tables import Letter, LetterFile
from models import Office, Officer
from office import privacy
from office.files import apart
from office.files.apart import Ask, Progress, Word
from office.files.sealed import Sealed
from office.ministry import list_check, list_import, list_layout
from office.ministry.list_check import Check
from office.ministry.list_rows import NUMBERS, Listed, is_told_outside
from office.register import regions
from office.register.importer import report

RUN = re.compile(r"\d(?:[\s.\-]?\d){4,}")  # five digits and more
WORD = re.compile(r"[^\W\d_]{2,}")
SHOWN = ("nik", "other_nik", "family", "name", "category", "trouble", "district", "outside")


def bring(task: Word, ask: Ask, progress: Progress) -> Word:
    """Look at a list, again with what somebody tells of it, and import it at a word: skip,
    officer, at."""
    file = Sealed.of(task)
    row = LetterFile.get_by_id(int(file.path.stem))
    office = Letter.get_by_id(row.letter_id).office
    told = None
    for look in count(1):
        found = list_check.check(file, office, told, progress)
        if before := list_check.brought_before(office, found.digest):
            said = f"Daftar ini sudah dimasukkan: {before.name}, surat {before.letter.reference}."
            return {"done": said, "same": True, **report(())}
        word = ask({"look": look, **about(found, office)})
        if "layout" not in word:
            break
        told = word["layout"]
    by = find(Officer, "id = ?", word["officer"])[0]
    clock = apart.clock_from(datetime.fromisoformat(word["at"]))
    said = list_import.run(row, found, skip=word["skip"], by=by, clock=clock, progress=progress)
    shown = LetterFile.get_by_id(row.id)
    return {"done": said, "same": False, "report": shown.report, "told": shown.told}


def about(found: Check, office: Office) -> Word:
    """What a list holds, for people: no name and no whole number leaves this process."""
    layout = found.layout
    names = {column: name for name, column in layout.columns.items()}
    looks = [name for name in SHOWN if name in layout.columns or name in ("category", "outside")]
    return {
        "rows": found.rows,
        "lacking": found.lacking,
        "line": layout.line,
        "columns": [
            (head, names.get(column, ""), [_samples(row, column) for row in layout.below])
            for column, head in enumerate(layout.head)
        ],
        "category": layout.category,
        "words": [
            (word, shown, many, layout.words.get(word, ""))
            for word, (shown, many) in found.words.items()
        ],
        "outside": found.outside,
        "says_outside": is_told_outside(layout),
        "knows_region": bool(regions.named(office.region).code),
        "there": list(found.there.items()),
        "looks": [list_layout.FIELDS[name].partition(" (")[0] for name in looks],
        "first": [[_hidden(name, row) for name in looks] for row in found.first],
        **report(found.bad),
    }


def _samples(row: tuple[str, ...], column: int) -> str:
    """A cell of a column nobody may have explained yet: enough to know what stands there."""
    cell = row[column] if column < len(row) else ""
    return WORD.sub(lambda word: f"{word[0][0]}•••", _without_numbers(cell))


def _without_numbers(text: str) -> str:
    return RUN.sub(lambda run: privacy.masked(run[0]), text)


def _hidden(name: str, row: Listed) -> str:
    if name == "outside":
        return "ya" if row.outside else "tidak"
    if name == "category":
        return row.category or row.word
    value = getattr(row, name)
    if name in NUMBERS:
        return privacy.masked(value)
    return privacy.masked_name(value) if name == "name" else _without_numbers(value)


if __name__ == "__main__":
    apart.run(bring)
