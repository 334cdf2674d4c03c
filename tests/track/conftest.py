"""A phone with the link of a ticket."""

import pytest

from models import Ticket
from office import tickets
from tests.faces import Visitor


@pytest.fixture
def phone(app):
    """phone(ticket): the page as its owner sees it now."""
    visitor = Visitor(app)

    def phone(ticket: Ticket, **query: object) -> str:
        return visitor.get(link(ticket), **query).text

    return phone


def link(ticket: Ticket) -> str:
    return f"/t/{tickets.tracking_token(ticket.submission)}"
