"""A process that works beside the server (office/files/beside.py), as it sees itself. It is told
everything on its standard input, a line of JSON each, and tells what it does on its output.

While the server works for kiosks it must not count a million rows (docs/adr/0009).
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from database import db
from office import audit
from office.errors import Refused

MEMORY = 1 << 30  # bytes: five times what a million rows take; what wants more is no list
BETWEEN = 0.2  # seconds from one word about the progress to the next
Word = dict[str, Any]
Progress = Callable[[str, int, int], object]  # what is done, how much, of how much (0: unknown)
Ask = Callable[[Word], Word]  # tells what was found and waits for what somebody says to it
# Works on a task; the word it ends with: of a file, done (a sentence), same, report and told.
Errand = Callable[[Word, Ask, Progress], Word]


class Stopped(Exception):
    """The officer does not want it any more (stopped), or the server is gone (broken)."""

    def __init__(self, outcome: str = "stopped") -> None:
        super().__init__(outcome)
        self.outcome = outcome


class _End(threading.Event):
    """Set when there is nothing more to be heard; nobody asked for it unless it is said."""

    outcome = "broken"


def clock_from(at: datetime) -> Callable[[], datetime]:
    """A clock that stood at `at` just now: the office is told the time."""
    began = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - began)


def run(errand: Errand, *, memory: int = MEMORY) -> None:
    """The whole life of the process, which takes no more than `memory` bytes."""
    heard: SimpleQueue[Word] = SimpleQueue()
    stopped = _End()
    threading.Thread(target=_listen, args=(heard, stopped), daemon=True).start()
    try:
        end = _work(errand, heard, stopped, memory)
    except Refused as refusal:
        end = {"refused": str(refusal)}
    except Stopped:
        end = {"stopped": True}
    except Exception as error:
        end = {"broken": type(error).__name__}
    with suppress(OSError):  # nobody may be left to be told
        _tell(end)
    os._exit(0)  # the listener waits for a line that never comes


def _work(errand: Errand, heard: SimpleQueue[Word], stopped: _End, memory: int) -> Word:
    def next_word() -> Word:
        word = heard.get()
        if not word:
            raise Stopped(stopped.outcome)
        return word

    def ask(found: Word) -> Word:
        _tell({"found": found})
        return next_word()

    task = next_word()
    with suppress(AttributeError, OSError):  # Windows has no such word
        os.nice(5)  # kiosks go first
    bound_memory(memory)
    db.reach(Path(task["database"]), task["key"])
    audit.use_key(bytes.fromhex(task["audit"]))
    return errand(task, ask, _Progress(stopped))


def bound_memory(most: int = MEMORY) -> None:
    """A file that lies about its size ends this process, and not the office's computer."""
    with suppress(ImportError, ValueError, OSError):  # Windows knows no such bound
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


class _Progress:
    """Told to the server now and then; the moment at which to stop."""

    def __init__(self, stopped: _End) -> None:
        self.stopped, self.last, self.stage = stopped, 0.0, ""

    def __call__(self, stage: str, done: int, whole: int) -> None:
        if self.stopped.is_set():
            raise Stopped(self.stopped.outcome)
        now = time.monotonic()
        if stage != self.stage or now - self.last > BETWEEN:
            self.stage, self.last = stage, now
            _tell({"progress": (stage, done, whole)})


def _tell(what: Word) -> None:
    print(json.dumps(what), flush=True)


def _listen(heard: SimpleQueue[Word], stopped: _End) -> None:
    """Every line is a word; a word to stop, or the end of them, stops what is being done."""
    for line in _lines():
        word = json.loads(line)
        if "stop" in word:
            stopped.outcome = "stopped"
            break
        heard.put(word)
    stopped.set()
    heard.put({})


def _lines() -> Iterator[bytes]:
    rest = b""
    while some := os.read(0, 1 << 16):
        *lines, rest = (rest + some).split(b"\n")
        yield from lines
