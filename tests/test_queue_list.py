"""The list of queue cases names tests that exist."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
LIST = TESTS.parent / "docs" / "queue-cases.md"


def test_every_case_of_the_list_is_held_by_a_test_that_exists():
    rows = [line for line in LIST.read_text(encoding="utf-8").splitlines() if "| `" in line]
    assert len(rows) >= 35
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    texts = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    there = {name for text in texts for name in re.findall(r"^def test_(\w+)\(", text, re.M)}
    assert named - there == set()
