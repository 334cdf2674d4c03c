"""An officer before a case, as the tests of the staff face see them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import database
from models import Case, Decision, Event, Office, View
from tests.faces import Visitor

# fixture that brings a case to a step -> who decides it, and at which counter
WHO = {
    "at_checklist": ("sari", 1),
    "at_answer": ("budi", None),
    "at_order": ("budi", None),
    "at_note": ("dewi", None),
    "at_correction": ("dewi", None),
    "at_recovery": ("dewi", None),
    "new_lembar": ("staf", None),
    "at_kasi": ("kasi", None),
    "at_rows": ("staf", None),
}


@dataclass
class Desk:
    """An officer before the page of a case."""

    visitor: Visitor
    case: Case

    @property
    def path(self) -> str:
        return f"/staff/cases/{self.case.id}"

    def fresh(self) -> Case:
        return Case.get_by_id(self.case.id)

    def see(self, **query) -> str:
        answer = self.visitor.get(self.path, **query)
        assert answer.status_code == 200, answer.text
        return answer.text

    def press(self, verb: str, *, seen: int | None = None, htmx: bool = False, **fields):
        """Press a button of the page as drawn just now; `seen` plays an older page."""
        moves = self.fresh().moves if seen is None else seen
        return self.visitor.post(f"{self.path}/{verb}", {"seen": moves, **fields}, htmx=htmx)


def written() -> tuple[int, ...]:
    """What any accepted verb would change."""
    rows = (table.select().count() for table in (Case, Decision, Event, View))
    return (Office.get().version, *rows)


def says(answer, sentence: str) -> bool:
    """Whether a refusal says the sentence, however HTML writes its quotes."""
    return sentence in answer.text.replace("&#39;", "'").replace("&#34;", '"')


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements that are run meanwhile, as they were built."""
    seen: list[str] = []
    run = database.db.execute_sql

    def noted(sql, *arguments, **more):
        seen.append(sql)
        return run(sql, *arguments, **more)

    database.db.execute_sql = noted
    try:
        yield seen
    finally:
        database.db.execute_sql = run
