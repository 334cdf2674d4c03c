"""The printers at work: a thread each, so that a slow one keeps nobody else waiting."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime

from database import db, find
from office.printing import print_work, prints, talk
from office.printing.answers import Health
from office.printing.receipt import Lines, Setter, Unset
from print_tables import Printer, PrintJob, PrintStatus

LOOK_EVERY = 30  # seconds: how is it, while nothing is to be printed
LOOK_AGAIN = 3  # while it is not well
AFTER_A_FAULT = 5  # of ours

Compose = Callable[[PrintJob], Lines]


class Pressroom:
    """Every printer there is, and one thread that hears of new ones and of those taken away."""

    def __init__(
        self,
        compose: Compose,
        clock: Callable[[], datetime],
        patience: talk.Patience = talk.ORDINARY,
        setter: Setter | None = None,
    ) -> None:
        """setter: of somebody else, who ends it."""
        self._told = (compose, clock, patience)
        self._setter = setter or Setter()
        self._lent = setter is not None
        self._presses: dict[int, Press] = {}
        self._over = False
        self._mind = threading.Thread(target=self._keep, name="printers", daemon=True)

    def open(self) -> "Pressroom":
        prints.bells[0].set()
        self._mind.start()
        return self

    def close(self) -> None:
        """At once: what a printer was being told is found as *sent* at the next start."""
        self._over = True
        prints.bells[0].set()
        self._mind.join(1)
        for press in self._presses.values():
            press.end()
        until = time.monotonic() + 1
        for press in self._presses.values():
            press.thread.join(max(0, until - time.monotonic()))
        if not self._lent:
            self._setter.close()

    def _keep(self) -> None:
        while not self._over:
            prints.bells[0].wait()
            prints.bells[0].clear()
            try:
                self._refresh()
            except Exception as error:
                _log(error)
            finally:
                db.close()

    def _refresh(self) -> None:
        there = {one.id: one for one in find(Printer, "retired_at IS NULL")}
        for id in self._presses.keys() - there.keys():
            self._presses.pop(id).end()
        for id in there.keys() - self._presses.keys():
            self._presses[id] = Press(there[id], self._setter, *self._told)


class Press:
    """One printer's thread."""

    def __init__(
        self,
        printer: Printer,
        setter: Setter,
        compose: Compose,
        clock: Callable[[], datetime],
        patience: talk.Patience,
    ) -> None:
        self._printer, self._setter, self._compose = printer, setter, compose
        self._clock, self._patience = clock, patience
        self._bell, self._over = prints.bells[printer.id], threading.Event()
        self.thread = threading.Thread(target=self._run, name=f"printer {printer.id}", daemon=True)
        self.thread.start()

    def end(self) -> None:
        self._over.set()
        self._bell.set()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                print_work.recover(self._printer, at=self._clock())
                self._work()
            except Exception as error:
                _log(error)
                self._over.wait(AFTER_A_FAULT)
            finally:
                db.close()  # this thread's connection

    def _work(self) -> None:
        while not self._over.is_set():
            self._bell.clear()
            self._printer = Printer.get_by_id(self._printer.id)
            if job := print_work.following(self._printer, at=self._clock()):
                self._print(job)
            elif not self._bell.wait(LOOK_AGAIN if self._printer.trouble else LOOK_EVERY):
                self._hear(talk.look(self._printer, self._patience))

    def _hear(self, health: Health) -> None:
        print_work.hear(self._printer, health, at=self._clock())
        self._printer = Printer.get_by_id(self._printer.id)

    def _print(self, job: PrintJob) -> None:
        talked = talk.Conversation(
            self._printer, self._patience, learns=not (job.ticket_id or job.slip)
        )
        try:
            data = self._set(job)
            self._hear(health := talked.ready())
            if health.trouble:
                outcome = talk.Outcome(PrintStatus.FAILED, health.trouble)
            elif not print_work.send(job, at=self._clock()):
                return
            else:
                outcome = talked.tell(data)
        except Unset:
            outcome = talk.Outcome(PrintStatus.FAILED, "unset")
        finally:
            talked.end()
        if outcome.health:
            self._hear(outcome.health)
        print_work.close(job, outcome, at=self._clock())

    def _set(self, job: PrintJob) -> bytes:
        try:
            return self._setter.set(self._compose(job), self._printer.width)
        except Exception as error:  # a mistake of ours: whoever waits is told, and soon
            _log(error)
            raise Unset from error


def _log(error: Exception) -> None:
    """A mistake of ours: its kind, without its data."""
    logging.getLogger("pulih").error("printer: %s", type(error).__name__)
