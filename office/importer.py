"""An import beside the server: a process of its own, which checks a file, waits for the word, and
brings it into the register. `python -m office.importer` is told everything on its standard input,
a line of JSON each, and tells what it does on its output.

While the server works for kiosks it must not count a million rows (docs/adr/0009).
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from database import db, find
from models import Officer
from office import audit, elements, privacy, register_import
from office.errors import Refused
from office.extracts import Bad
from office.sealed import Sealed
from office.staging import ELEMENTS, Values

TOLD = 10_000  # lines of a report
MEMORY = 1 << 30  # bytes: five times what a million rows take; what wants more is no extract
BETWEEN = 0.2  # seconds from one word about the progress to the next
NEEDED = ("family", "sex", "birth_place", "birth_date", "mother", "address")  # missed if not there
LOOKED_AT = ("nik", "family", "name", "sex", "birth_date", "mother", "village", "district")
Told = dict[str, Any]


class Stopped(Exception):
    """The officer does not want it any more, or the server is gone."""


def clock_from(at: datetime) -> Callable[[], datetime]:
    """A clock that stood at `at` just now: the office is told the time."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def main() -> None:
    heard: SimpleQueue[Told] = SimpleQueue()
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(heard, stopped), daemon=True).start()
    try:
        _work(heard, stopped)
        end: Told = {}
    except Refused as refusal:
        end = {"refused": str(refusal)}
    except Stopped:
        end = {"stopped": True}
    except Exception as error:
        end = {"broken": type(error).__name__}
    with suppress(OSError):  # nobody may be left to be told
        tell(end)
    os._exit(0)  # the listener waits for a line that never comes


def _work(heard: SimpleQueue[Told], stopped: threading.Event) -> None:
    task = heard.get()
    if not task:
        raise Stopped
    with suppress(AttributeError, OSError):  # Windows has no such word
        os.nice(5)  # kiosks go first
    bound_memory()
    db.reach(Path(task["database"]), task["key"])
    audit.use_key(bytes.fromhex(task["audit"]))
    sealed = Sealed(Path(task["file"]), bytes.fromhex(task["seal"]), task["size"], task["name"])
    progress = _Progress(stopped)
    found = register_import.check(sealed, progress)
    tell({"found": about(found)})
    word = heard.get()
    if "go" not in word:
        raise Stopped
    full = word["go"]["full"]
    result = register_import.run(
        found,
        as_of=date.fromisoformat(word["go"]["as_of"]),
        full=full,
        by=find(Officer, "id = ?", word["go"]["officer"])[0],
        clock=clock_from(datetime.fromisoformat(word["at"])),
        progress=progress,
    )
    told = register_import.to_look_at(found, result)
    tell({"done": result.sentence(full=full), "same": result.same, **report(told)})


def bound_memory() -> None:
    """A file that lies about its size ends this process, and not the office's computer."""
    with suppress(ImportError, ValueError, OSError):  # Windows knows no such bound
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def about(found: register_import.Check) -> Told:
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


def report(told: Sequence[Bad]) -> Told:
    """The first lines to look at, and how many there are."""
    return {"report": [(one.line, one.reason) for one in told[:TOLD]], "told": len(told)}


def tell(what: Told) -> None:
    print(json.dumps(what), flush=True)


class _Progress:
    """Told to the server now and then; the moment at which to stop."""

    def __init__(self, stopped: threading.Event) -> None:
        self.stopped, self.last, self.stage = stopped, 0.0, ""

    def __call__(self, stage: str, done: int, whole: int) -> None:
        if self.stopped.is_set():
            raise Stopped
        now = time.monotonic()
        if stage != self.stage or now - self.last > BETWEEN:
            self.stage, self.last = stage, now
            tell({"progress": (stage, done, whole)})


def _hidden(element: str, row: Values) -> str:
    value = row[ELEMENTS.index(element)]
    if element in elements.NUMBERS:
        return privacy.masked(value)
    if element in ("name", "mother"):
        return privacy.masked_name(value)
    if element == "birth_date":
        return privacy.masked_day(value)
    return value


def _listen(heard: SimpleQueue[Told], stopped: threading.Event) -> None:
    """Every line is a word; a word to stop, or the end of them, stops what is being done."""
    for line in _lines():
        word = json.loads(line)
        if "stop" in word:
            break
        heard.put(word)
    stopped.set()
    heard.put({})


def _lines() -> Iterator[bytes]:
    rest = b""
    while some := os.read(0, 1 << 16):
        *lines, rest = (rest + some).split(b"\n")
        yield from lines


if __name__ == "__main__":
    main()
