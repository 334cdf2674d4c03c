"""What is missing: htmx is told which field a refusal asks for, a plain form its sentence."""

import json

import pytest

from tests.staff.desks import says, written

MISSING = [
    ("at_checklist", "decisions", {"outcome": "complete"}, "family_card"),
    ("at_checklist", "decisions", {"outcome": "incomplete"}, "reason"),
    ("at_answer", "decisions", {"outcome": "advised", "text": "  "}, "text"),
    ("at_note", "decisions", {"outcome": "noted"}, "text"),
    ("at_note", "pauses", {"why": "network"}, "note"),
    ("at_note", "pauses", {"note": "Putus"}, "why"),
    ("at_note", "pauses", {"why": "centre", "note": "Diajukan"}, "again_on"),
    ("at_note", "withdrawals", {}, "withdrawn_for"),
    ("at_note", "openings", {"field": "nik"}, "reason"),
    ("at_correction", "decisions", {"outcome": "wrong"}, "before"),
    ("at_correction", "decisions", {"outcome": "consolidate"}, "reason"),
    ("at_correction", "decisions", {"outcome": "consolidate", "reason": "BPJS"}, "again_on"),
    ("at_recovery", "decisions", {"outcome": "recovered"}, "reference"),
    ("at_rows", "decisions", {"outcome": "updated", "result-1": "fixed"}, "result-2"),
]


@pytest.mark.parametrize(("step", "verb", "fields", "field"), MISSING)
def test_a_refusal_names_the_field_it_asks_for(at, step, verb, fields, field):
    mine, before = at(step), written()
    answer = mine.press(verb, htmx=True, **fields)
    assert (answer.status_code, written()) == (422, before)
    assert json.loads(answer.headers["HX-Trigger"]) == {"refused": {"field": field}}


def test_a_plain_form_is_told_the_same_sentence(at):
    mine, before = at("at_note"), written()
    answer = mine.press("decisions", outcome="noted")
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Tulis catatan hasil verifikasi.")
