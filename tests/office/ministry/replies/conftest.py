"""A ministry letter and lembar that answer it."""

import pytest

from models import Case
from office import made, timetable
from office.ministry import inbox
from tests.office.ministry.replies.lists import UP, standing


@pytest.fixture
def letter(office, people, clock):
    return inbox.take_in("400.8/1", timetable.today(office, clock()), by=people.staf, at=clock())


@pytest.fixture
def settle(decide, people):
    """settle(case, "fixed"): the lembar walks up and ends, every row with that result."""

    def settle(case: Case, result: str = "fixed", note: str = "Dicek.") -> Case:
        for outcome, who in UP:
            case = decide(case, outcome, getattr(people, who), work=made.Work(text="Dicek."))
        given = {row.id: (result, note) for row in standing(case)}
        return decide(case, "updated", people.staf, work=made.Work(rows=given))

    return settle
