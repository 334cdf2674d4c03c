"""The forms of a page, as a browser would send them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

Pairs = list[tuple[str, str]]
FORM = re.compile(r'<form\b[^>]*\baction="([^"]*)"[^>]*>')
CHOSEN = ("checkbox", "radio", "submit", "button")


@dataclass
class Form:
    """What a form sends as it stands, and what its boxes, rings and buttons offer beside that."""

    action: str
    sends: Pairs = field(default_factory=list)
    offers: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, given: dict[str, str | Iterable[str]]) -> Pairs:
        """With these answers for the names the form has; others are left out."""
        asks = {name for name, _ in self.sends} | self.offers.keys()
        pairs = [(name, value) for name, value in self.sends if name not in given]
        for name in given.keys() & asks:
            answers = given[name]
            each = [answers] if isinstance(answers, str) else answers
            pairs += [(name, answer) for answer in each]
        return pairs


def find(page: str, ending: str) -> Form | None:
    """The first form of a page that is sent to an address with this ending."""
    for begin in FORM.finditer(page):
        if unescape(begin[1]).endswith(ending):
            reader = _Reader(unescape(begin[1]))
            reader.feed(page[begin.end() : page.index("</form>", begin.end())])
            return reader.form
    return None


class _Reader(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.form = Form(action)
        self._writing: str | None = None  # the textarea whose words come

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        name, value = found.get("name", ""), found.get("value", "")
        if not name or "disabled" in found:
            return
        if tag == "textarea":
            self._writing = name
            self.form.sends.append((name, ""))
        elif tag == "select":
            self.form.sends.append((name, ""))
        elif tag == "button" or (tag == "input" and found.get("type") in CHOSEN):
            self.form.offers.setdefault(name, []).append(value)
            if "checked" in found:
                self.form.sends.append((name, value))
        elif tag == "input":
            self.form.sends.append((name, value))

    def handle_data(self, words: str) -> None:
        if self._writing:
            self.form.sends[-1] = (self._writing, words.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._writing = None
