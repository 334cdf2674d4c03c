"""Killed in the middle of its work, the office loses nothing it has said."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import database
from models import Case, NumberSeries, Office, Request, Ticket
from office import audit, intake
from tests.conftest import open_folder

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.faults


@pytest.fixture
def killed(folder):
    """killed(25): a kiosk is killed after it said so many numbers; what it said."""

    def killed(after: int) -> list[str]:
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.writer", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = [writer.stdout.readline().strip() for _ in range(after)]
        writer.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        rest = writer.stdout.read()  # what readline took in advance, too; communicate would lose it
        writer.wait(10)
        open_folder(folder)
        return said + rest.split("\n")[: rest.count("\n")]

    return killed


@pytest.mark.parametrize("after", [1, 25, 60])
def test_no_number_that_was_said_is_lost(killed, after):
    said = killed(after)
    assert said[0] == "A-001"
    assert set(said) <= {ticket.label for ticket in Ticket.select()}


def test_a_killed_office_has_no_half_a_submission(killed):
    said = killed(30)
    tickets = Ticket.select().count()
    assert tickets - len(said) in (0, 1)  # stored, but killed before it was said
    assert (Case.select().count(), Request.select().count()) == (tickets, tickets)
    assert NumberSeries.get().last == tickets


def test_the_audit_trail_holds_after_a_kill(killed):
    killed(30)
    assert audit.verify(Office.get())[1] == ""


def test_work_goes_on_after_a_kill(killed, kiosk, recovery, clock):
    said = killed(5)
    asked = intake.Asked(recovery, {}, "after the kill")
    ticket = intake.submit(asked, Office.get(), by=kiosk, at=clock())
    assert ticket.number > len(said) - 1
    assert database.db.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
