"""Someone at the kiosk, and their way through it."""

import pytest

from models import Ticket
from tests.faces import Visitor

ANSWERS = {
    "whose": "self",
    "issued_here": "yes",
    "rejected_at": "bpjs",
    "problem": "nik_missing",
    "papers": {"paper.family_card": "family_card", "paper.identity_card": "identity_card"},
    "nik": "9999990101900001",
    "priority": "no",
}


class Citizen(Visitor):
    """Walks the kiosk as a form without JavaScript does."""

    def enter(self, procedure: str = "pemulihan-data-error"):
        self.get("/kiosk")
        return self.post("/kiosk/doors", procedure=procedure)

    def answer(self, question: str, given=None, **more):
        self.get(f"/kiosk/questions/{question}")
        fields = given if isinstance(given, dict) else {} if given is None else {"answer": given}
        return self.post(f"/kiosk/questions/{question}", fields, **more)

    def answer_all(self, **other):
        """Through the door and every question; other answers by name."""
        self.enter()
        for question, given in {**ANSWERS, **other}.items():
            response = self.answer(question, given)
            assert response.status_code == 303, response.text
        return response

    def submit(self, **fields):
        self.get("/kiosk/check")
        return self.post("/kiosk/tickets", fields)

    def draw(self, **other) -> Ticket:
        self.answer_all(**other)
        assert self.submit().status_code == 303
        return Ticket.select().order_by(Ticket.id.desc()).first()


@pytest.fixture
def citizen(app) -> Citizen:
    return Citizen(app)


@pytest.fixture
def another(app) -> Citizen:
    return Citizen(app)
