"""The thread that does what was asked at a press, while whoever pressed may go on."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from database import db
from office.ministry import errands

A_FEW = 10  # of one errand, then of the next: a small one does not wait for a large one
REST = 0.002  # seconds between two takings: a kiosk's own turn comes first
AFTER_A_FAULT = 5


class Runner:
    """Hears the bell of office/ministry/errands.py; at its start it goes on with what was left."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._over = clock, threading.Event()
        self._thread = threading.Thread(target=self._run, name="errands", daemon=True)

    def open(self) -> "Runner":
        errands.bell.set()
        self._thread.start()
        return self

    def close(self) -> None:
        """After the lembar at hand; the others are done at the next start."""
        self._over.set()
        errands.bell.set()
        self._thread.join(2)

    def _run(self) -> None:
        while not self._over.is_set():
            errands.bell.wait()
            errands.bell.clear()
            try:
                self._work()
            except Exception as error:  # the disk is full, or a mistake of ours
                logging.getLogger("pulih").error("errands: %s", type(error).__name__)
                if not self._over.wait(AFTER_A_FAULT):
                    errands.bell.set()
            finally:
                db.close()  # this thread's connection

    def _work(self) -> None:
        while todo := errands.under_way():
            for errand in todo:
                if self._over.wait(REST):
                    return
                errands.run(errand, at=self._clock(), most=A_FEW)
