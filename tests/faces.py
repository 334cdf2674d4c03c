"""A visitor of any face without a browser: keeps cookies, takes the token from the last page."""

import re
from collections.abc import Mapping

from flask import Flask
from peewee import fn
from werkzeug.test import TestResponse

from models import Case, Event, Ticket
from tests.conftest import PASSWORD

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """Wraps a test client of the application; `page` is what it saw last."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.page = ""
        self.token = ""

    def get(self, path: str, *, htmx: bool = False, **query: object) -> TestResponse:
        headers = {"HX-Request": "true"} if htmx else {}
        return self._look(self.client.get(path, query_string=query or None, headers=headers))

    def post(
        self,
        path: str,
        fields: Mapping[str, object] | None = None,
        *,
        htmx: bool = False,
        came_from: str = "",
        **more: object,
    ) -> TestResponse:
        """Send a form as our own page would: same site, with the token of the page seen last."""
        headers = {"Sec-Fetch-Site": "same-origin"} | ({"HX-Request": "true"} if htmx else {})
        if came_from:
            headers |= {"Referer": f"http://localhost{came_from}"}
        data = {"csrf_token": self.token, **(fields or {}), **more}
        return self._look(self.client.post(path, data=data, headers=headers))

    def sign_in(self, username: str, counter: int | None = None) -> "Visitor":
        """As an officer of the test office; and sit down at a counter."""
        self.get("/staff/sign-in")
        answer = self.post("/staff/sign-in", username=username, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        self.get("/staff/sign-in")  # the token of the new session
        if counter:
            assert self.post("/staff/counter", number=counter).status_code == 303
        return self

    def _look(self, response: TestResponse) -> TestResponse:
        if "text/" in response.headers.get("Content-Type", "text/html"):
            self.page = response.text
        if found := TOKEN.search(self.page):
            self.token = found[1]
        return response


def written() -> list[tuple]:
    """Everything a verb could have changed: tickets, cases, and how long the trail is."""
    tickets = Ticket.select(Ticket.id, Ticket.status, Ticket.counter, Ticket.priority)
    cases = Case.select(Case.id, Case.moves, Case.taken_by)
    trail = Event.select(fn.COUNT(Event.id), fn.MAX(Event.number))
    return [*tickets.tuples(), *cases.tuples(), *trail.tuples()]
