"""A job told to a printer: its health, the bytes, its sign that it is done, its health again.

Nothing is ever taken for printed without that sign; what cannot be told is unknown.
"""

import secrets
import string
import time
from dataclasses import dataclass

from office.printing import answers, wires
from office.printing.answers import Amiss, Health
from print_tables import Printer, PrintStatus

LETTERS = string.ascii_uppercase + string.digits


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds; a test waits less."""

    connect: float = 3
    answer: float = 1.5
    echo: float = 0.03  # for the same answer again, which some printers give
    send: float = 10
    done: float = 12


ORDINARY = Patience()


@dataclass(frozen=True)
class Outcome:
    """How a job ended: `told` says why it did not print (answers.TROUBLES, MISHAPS)."""

    status: PrintStatus
    told: str = ""
    health: Health | None = None  # afterwards; None: it did not say
    counts: bool = False  # it gave our number back: this printer can


class Line:
    """An open line, and what is asked over it."""

    def __init__(self, wire: wires.Wire, patience: Patience) -> None:
        self._wire, self._patience = wire, patience

    def send(self, data: bytes) -> None:
        self._wire.send(data, self._patience.send)

    def ask(self, question: bytes, within: float = 0) -> int:
        """The one byte it answers. Raises Amiss when it is silent or says several things."""
        until = time.monotonic() + self._patience.answer
        while self._wire.hear(0.001):  # what it still had to say of something else
            if time.monotonic() > until:
                raise Amiss("garbled")
        self._wire.send(question, self._patience.send)
        heard = self._wire.hear(within or self._patience.answer)
        if not heard:
            raise Amiss("silent")
        heard += self._wire.hear(self._patience.echo)
        if len(set(heard)) > 1:
            raise Amiss("garbled")
        return heard[0]

    def health(self) -> Health:
        return answers.health(*(self.ask(question) for question in answers.HEALTH))

    def gives_back(self, number: bytes) -> bool:
        """Whether it answers this number before time is up."""
        wanted, heard = answers.told_number(number), b""
        until = time.monotonic() + self._patience.done
        self._wire.send(answers.ask_number(number), self._patience.send)
        while wanted not in heard and (left := until - time.monotonic()) > 0:
            heard = heard[-len(wanted) :] + self._wire.hear(left)
        return wanted in heard


def look(printer: Printer, patience: Patience) -> Health:
    """Ask a printer how it is, and print nothing."""
    talked = Conversation(printer, patience)
    try:
        return talked.ready()
    finally:
        talked.end()


class Conversation:
    """One job. `ready` tells whether the printer can take it; then, and only then, `tell` it."""

    def __init__(self, printer: Printer, patience: Patience, *, learns: bool = False) -> None:
        self._printer, self._patience = printer, patience
        self._learns = learns  # whether it may be asked what it may not know

    def ready(self) -> Health:
        """Connect, and ask for its health; a printer that cannot answer is not asked."""
        try:
            self._wire = wires.reach(self._printer, self._patience.connect)
        except OSError:
            return Health("unplugged")
        self._line = Line(self._wire, self._patience)
        try:
            if self._printer.sign == "none":
                return Health()
            self._line.send(answers.NO_REPORTS)
            return self._line.health()
        except Amiss as amiss:
            return Health(amiss.trouble)
        except OSError:
            return Health("unplugged")

    def tell(self, data: bytes) -> Outcome:
        """Send the bytes, and wait for its sign that they stand on paper."""
        try:
            self._line.send(data)
            return self._heard()
        except Amiss as amiss:
            return Outcome(PrintStatus.UNKNOWN, amiss.trouble, Health(amiss.trouble))
        except OSError:
            return Outcome(PrintStatus.UNKNOWN, "cut off", Health("unplugged"))

    def end(self) -> None:
        if wire := getattr(self, "_wire", None):
            wire.close()

    def _heard(self) -> Outcome:
        if self._printer.sign == "none" and not self._learns:
            return Outcome(PrintStatus.UNKNOWN, "one way")
        counts = self._printer.sign == "number" or self._learns
        counts = counts and self._line.gives_back(_number())
        signed = counts or (self._printer.sign != "number" and self._comes_to_it())
        after = self._line.health()
        if not signed or after.trouble:
            return Outcome(PrintStatus.UNKNOWN, after.trouble or "unsigned", after)
        return Outcome(PrintStatus.PRINTED, "", after, counts)

    def _comes_to_it(self) -> bool:
        """Whether it has come to the end of the job, and still has paper there."""
        try:
            return answers.has_paper(self._line.ask(answers.PAPER, self._patience.done))
        except Amiss:
            return False


def _number() -> bytes:
    return "".join(secrets.choice(LETTERS) for _ in range(4)).encode()
