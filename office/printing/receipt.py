"""Receipts as bytes: what stands on one, set by a process of its own (receipt_setter.py)."""

import base64
import json
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
FONT = HERE.parents[1] / "static" / "fonts" / "atkinson-hyperlegible-next-latin-700.ttf"
LONGEST = 20  # seconds
PLAIN = str.maketrans({"–": "-", "—": "-", "·": "-", "…": "...", "’": "'", "“": '"', "”": '"'})
Lines = Sequence[tuple[str, str]]  # style of office/printing/receipt_setter.py, words


class Unset(Exception):
    """A receipt could not be set."""


class Setter:
    """Started when first asked; one receipt at a time, some 30 ms each."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def set(self, lines: Lines, width: int) -> bytes:
        """Raises Unset; then the next receipt gets a process of its own."""
        told = [(style, words if style == "qr" else plain(words)) for style, words in lines]
        order = json.dumps({"width": width, "lines": told, "font": str(FONT)})
        with self._turn:
            try:
                return self._told(order)
            except (OSError, ValueError) as error:
                self.close()
                raise Unset from error

    def close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            with suppress(OSError), process:
                process.wait()

    def _told(self, order: str) -> bytes:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-P", str(HERE / "receipt_setter.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # of Windows
            )
        patience = threading.Timer(LONGEST, self._process.kill)
        patience.start()
        try:
            self._process.stdin.write(order + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
            answer = self._process.stdout.readline()  # type: ignore[union-attr]
        finally:
            patience.cancel()
        if not answer:
            raise ValueError("the setter has ended")
        return base64.b64decode(answer)


def plain(words: str) -> str:
    """In the letters that every printer has: a name keeps its letters and loses its accents."""
    parts = unicodedata.normalize("NFKD", words.translate(PLAIN))
    kept = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return "".join(letter if " " <= letter <= "~" else "?" for letter in kept)
