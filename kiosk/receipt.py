"""The ticket as a receipt printer's lines, read from the page that a browser would print."""

import re
from html.parser import HTMLParser

from flask import Flask, g, render_template
from flask_babel import force_locale

import web
from kiosk import paper
from office.printing.pressroom import Compose
from office.printing.receipt import Lines
from print_tables import PrintJob

# Of templates/kiosk/_paper.html: what each class and element is on the receipt.
BY_CLASS = {"center": "centre", "when": "centre", "service": "big", "number": "number"}
BY_CLASS |= {"code": "value"}
BY_TAG = {"p": "text", "h2": "bold", "li": "text", "dt": "text", "dd": "value"}
RULED = {"rule", "wait"}  # under a line
TICKS = {"square-check": "[v] ", "square": "[ ] "}


def composer(app: Flask) -> Compose:
    """What a print job's paper says, for the printers' threads: no request is on its way there."""

    def compose(job: PrintJob) -> Lines:
        with app.test_request_context(), force_locale(job.language):
            g.office = job.printer.office
            if job.slip:
                return lines(render_template("kiosk/_slip.html", titles=job.slip))
            if job.ticket is None:
                told = {"printer": job.printer, "at": web.now()}
                return lines(render_template("kiosk/_trial.html", **told))
            told = paper.ticket(job.ticket)
            return lines(render_template("kiosk/_paper.html", again=bool(job.why), **told), told)

    return compose


def lines(page: str, told: dict[str, object] | None = None) -> Lines:
    """A paper's page, line by line; `told` knows the address of its QR."""
    reader = _Reader(str((told or {}).get("url") or ""))
    reader.feed(page)
    return [*reader.lines, ("cut", "")]


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.lines: list[tuple[str, str]] = []
        self._url, self._style, self._words = url, "", ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        classes = set((told.get("class") or "").split())
        if classes & RULED:
            self.lines.append(("rule", ""))
        if "slip" in classes:
            self.lines.append(("tear", ""))
        if tag == "svg" and "qr" in classes:
            self.lines.append(("qr", self._url))
        if tag == "use":
            self._words += TICKS.get((told.get("href") or "").rpartition("#")[2], "")
        if tag == "b" and self._style == "centre":
            self._style = "bold"
        if tag in BY_TAG:
            styles = [BY_CLASS[name] for name in classes if name in BY_CLASS]
            self._style, self._words = (styles or [BY_TAG[tag]])[0], ""

    def handle_data(self, data: str) -> None:
        self._words += data

    def handle_endtag(self, tag: str) -> None:
        words = re.sub(r"\s+", " ", self._words).strip()
        if tag in BY_TAG and words:
            self.lines.append((self._style, words))
        if tag in BY_TAG:
            self._words = ""
