"""Whoever sits before a browser: cookies, pages, forms, over the real door of the server."""

import http.client
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from simulation import forms

WAIT = 20  # seconds for an answer; the server is this computer's own
KEPT = 60  # seconds a connection is kept open unused; the server hangs up after two minutes


@dataclass(frozen=True)
class Page:
    """The last answer of a request and the redirects after it; `path` is where it stands."""

    status: int
    text: str
    path: str = ""

    def form(self, ending: str) -> forms.Form | None:
        """The first form that is sent to an address with this ending."""
        return forms.find(self.text, ending)


@dataclass
class Journal:
    """What the server answered, and every answer that nobody should get."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Browser:
    """One browser with its own cookies; htmx is left aside: every form works without."""

    def __init__(self, port: int, journal: Journal, cookies: Mapping[str, str] = {}) -> None:
        self.port, self.journal = port, journal
        self.cookies = dict(cookies)
        self.page = Page(0, "")
        self._net = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
        self._used = 0.0

    def get(self, path: str, *, may: Iterable[int] = ()) -> Page:
        return self._go("GET", path, [], may)

    def press(self, ending: str, *, may: Iterable[int] = (), **given: str | Iterable[str]) -> Page:
        """Fill in and send the form of the page that goes to this ending; redirects are followed.

        may: answers besides 200 that are right here, too: a refusal, said in its sentence.
        """
        form = self.page.form(ending)
        if form is None:
            self._note(f"tidak ada formulir {ending} di {self.page.path}")
            return Page(0, "")
        return self._go("POST", form.action, form.filled(given), may)

    def twin(self) -> "Browser":
        """A second press of the same screen: same cookies, same page, another connection."""
        twin = Browser(self.port, self.journal, self.cookies)
        twin.page = self.page
        return twin

    def close(self) -> None:
        self._net.close()

    def _go(self, method: str, path: str, fields: forms.Pairs, may: Iterable[int]) -> Page:
        began = time.perf_counter()
        page = self._ask(method, path, fields)
        for _ in range(4):
            if page.status not in (302, 303):
                break
            page = self._ask("GET", page.path, [])
        self.journal.seconds.append(time.perf_counter() - began)
        if page.status not in (200, 204, *may):
            self._note(f"{page.status} dari {method} {path.partition('?')[0]}")
        if page.status != 204:
            self.page = page
        return page

    def _ask(self, method: str, path: str, fields: forms.Pairs) -> Page:
        headers = {"Cookie": "; ".join(f"{name}={kept}" for name, kept in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Sec-Fetch-Site"] = "same-origin"
        if time.monotonic() - self._used > KEPT:
            self._net.close()  # the request opens another
        self._used = time.monotonic()
        self._net.request(method, path, urlencode(fields) if fields else None, headers)
        answer = self._net.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {n: kept.value for n, kept in SimpleCookie(value).items()}
        return Page(answer.status, text, answer.getheader("Location") or path)

    def _note(self, sentence: str) -> None:
        self.journal.wrong.append(sentence)
