"""Killed while it corrects, the register loses nothing it has said and shows no half of a case."""

import subprocess
import sys
from pathlib import Path

import pytest

from database import db
from models import Correction, Office
from office import audit
from office.register import register
from register_tables import ChangeKind, RegisterChange
from tests.conftest import open_folder

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.faults


@pytest.fixture
def said(furnished, folder):
    """What a desk said of seven cases and more, (change, name) each, before it was killed."""
    command = [sys.executable, "-m", "tests.faults.corrector", str(furnished), str(folder)]
    desk = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    told = [desk.stdout.readline() for _ in range(7)]
    desk.kill()
    rest, _ = desk.communicate(timeout=10)
    open_folder(folder)
    lines = [*told, *rest.splitlines(keepends=True)]
    return [tuple(line.strip().split(";")) for line in lines if line.endswith("\n")]


def test_corrections_that_were_said_outlive_a_kill(said):
    for change, name in said:
        person = RegisterChange.get_by_id(change).person
        row = register.person(person, at=int(change))
        assert (row.name, row.mother) == (name, f"{name} TUA")
    corrected = RegisterChange.select().where(RegisterChange.kind == ChangeKind.CORRECTION)
    applied = Correction.select().where(Correction.change.is_null(False))
    assert corrected.count() == applied.count() == register.now() - 1  # no half of a case
    assert applied.count() - 2 * len(said) in (0, 2)  # carried out, but killed before it was said
    assert audit.verify(Office.get())[1] == ""
    assert db.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
