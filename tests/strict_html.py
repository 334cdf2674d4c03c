"""A strict reader of our own HTML: `check` lists every fault of one response body."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

import html5lib

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
VOID |= {"track", "wbr"}
# Attributes that name another element of the page by its id.
POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "form", "list")
# A partial that starts with one of these can only be read inside that parent.
PARENT_OF = {"tr": "tbody", "td": "tr", "th": "tr", "option": "select", "optgroup": "select"}
PARENT_OF |= dict.fromkeys(("thead", "tbody", "tfoot", "caption", "colgroup"), "table")

Attributes = dict[str, str]
PHONES = ("/t/", "/janji")  # their links are the secret: a phone may keep no cookies


def check(html: str, *, fragment: bool = False) -> list[str]:
    """Every fault of `html`, in the order of reading; empty when it is right.

    fragment: a partial, as htmx gets it. It needs no doctype, language or title, and its
        aria attributes may point at the page around it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    faults = _grammar(html, fragment) + reader.faults + reader.left_open()
    faults += _ids(reader, fragment)
    return faults if fragment else faults + _page(reader)


def _grammar(html: str, fragment: bool) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    if fragment:
        first = re.search(r"<([a-z][a-z0-9]*)", html)
        parser.parseFragment(html, container=PARENT_OF.get(first[1] if first else "", "div"))
    else:
        parser.parse(html)
    return [f"line {line}: {code} {data or ''}".rstrip() for (line, _), code, data in parser.errors]


def _ids(reader: "_Reader", fragment: bool) -> list[str]:
    twice = [(name, count) for name, count in reader.ids.items() if count > 1]
    faults = [f"id={name!r} stands {count} times" for name, count in twice]
    for line, attribute, name in reader.pointers:
        if name not in reader.ids and not (fragment and attribute != "for"):
            faults.append(f"line {line}: {attribute}={name!r} points at no id")
    return faults


def _page(reader: "_Reader") -> list[str]:
    faults = []
    if not reader.language:
        faults.append("<html> has no lang")
    if not reader.title.strip():
        faults.append("the page has no <title>")
    return faults


@dataclass
class _Form:
    line: int
    posts: bool
    has_token: bool = False


@dataclass
class _Reader(HTMLParser):
    faults: list[str] = field(default_factory=list)
    ids: Counter = field(default_factory=Counter)
    pointers: list[tuple[int, str, str]] = field(default_factory=list)
    language: str = ""
    title: str = ""
    _open: list[tuple[str, int]] = field(default_factory=list)
    _form: _Form | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def left_open(self) -> list[str]:
        return [f"line {line}: <{tag}> is never closed" for tag, line in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._read(tag, attrs)
        if tag not in VOID:
            self._open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._read(tag, attrs)
        if tag not in VOID and "svg" not in [*self._open_tags(), tag]:
            self._fault(f"<{tag}/> does not close itself")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._close_form()
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
            return
        self._fault(f"</{tag}> closes nothing that is open here")
        while tag in self._open_tags() and self._open.pop()[0] != tag:
            pass  # what was left open inside is forgiven: it has been named

    def handle_data(self, data: str) -> None:
        if self._open_tags()[-2:] == ["head", "title"]:
            self.title += data

    def _open_tags(self) -> list[str]:
        return [tag for tag, _ in self._open]

    def _read(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name, count in Counter(name for name, _ in attrs).items():
            if count > 1:
                self._fault(f"<{tag}> says {name} {count} times")
        self._inline(tag, values)
        self._names(tag, values)
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "form":
            posts = values.get("method", "").lower() == "post"
            by_phone = values.get("action", "").startswith(PHONES)
            self._form = _Form(self.getpos()[0], posts and not by_phone)
        if tag == "input" and values.get("name") == "csrf_token" and self._form:
            self._form.has_token = bool(values.get("value"))

    def _names(self, tag: str, values: Attributes) -> None:
        if "id" in values:
            self.ids[values["id"]] += 1
            if not values["id"] or re.search(r"\s", values["id"]):
                self._fault(f"<{tag}> has the id {values['id']!r}")
        pointing = ["for"] if tag in ("label", "output") else []
        for attribute in [*pointing, *POINTERS]:
            for name in values.get(attribute, "").split():
                self.pointers.append((self.getpos()[0], attribute, name))

    def _inline(self, tag: str, values: Attributes) -> None:
        """What the content policy refuses to run, draw or fetch."""
        if tag == "style" or "style" in values:
            self._fault(f"<{tag}> carries an inline style")
        if tag == "script" and "src" not in values and values.get("type") != "application/json":
            self._fault("<script> is inline")
        for name, value in values.items():
            if re.match(r"on[a-z]|hx-on", name) or re.match(r"\s*(javascript|js):", value, re.I):
                self._fault(f"<{tag}> runs {name}")
        fetched = values.get("src", "") + (values.get("href", "") if tag in ("link", "use") else "")
        if re.match(r"(https?:)?//", fetched):
            self._fault(f"<{tag}> fetches from another host: {fetched}")

    def _close_form(self) -> None:
        if self._form and self._form.posts and not self._form.has_token:
            self.faults.append(f"line {self._form.line}: <form method=post> has no csrf_token")
        self._form = None

    def _fault(self, sentence: str) -> None:
        self.faults.append(f"line {self.getpos()[0]}: {sentence}")
