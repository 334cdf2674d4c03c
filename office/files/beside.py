"""A process that works beside the server (office/files/apart.py), as the server holds it."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from database import db
from office import audit
from office.files.apart import Word

HOUSE = Path(__file__).parents[2]


class Beside:
    """Works on one task. Its secrets go through its standard input, never over a disk.

    worker: the module it runs.  task: what it is to do; the database and its keys are told besides.
    hear: is called with each of its words; lost: when there will be no more. Both in a thread of
    their own.
    """

    def __init__(
        self,
        worker: str,
        task: Word,
        hear: Callable[[Word], object],
        lost: Callable[[], object],
    ) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", worker],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.say(
            {
                "database": str(Path(db.database).resolve()),
                "key": db.own_key,
                "audit": audit.key().hex(),
                **task,
            }
        )
        self.listener = threading.Thread(target=self._listen, args=(hear, lost), daemon=True)
        self.listener.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def say(self, word: Word) -> None:
        with suppress(OSError, ValueError):  # it has ended; its listener hears of that
            self._process.stdin.write(json.dumps(word) + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]

    def leave(self) -> None:
        """Nothing more will be said: it ends, and leaves nothing half."""
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]

    def kill(self) -> None:
        """It ends at once; what it wrote unseen is swept later (office/register/staging.py)."""
        self._process.kill()

    def _listen(self, hear: Callable[[Word], object], lost: Callable[[], object]) -> None:
        try:
            with self._process:
                for line in self._process.stdout or ():
                    hear(json.loads(line))
            lost()
        finally:
            db.close()  # this thread's connection
