"""The printers at work, against ones that are not well: nothing is ever wrongly called printed."""

import threading
import time
from contextlib import ExitStack

import pytest

from bench.fake_printer import PLAYS, FakePrinter
from database import db
from office.printing import print_work, prints, talk
from office.printing.answers import Health
from print_tables import Printer, PrintJob
from tests.office.printing.conftest import LINES, QUICK

CAME = {"ok", "near_end", "slow", "twice"}  # of PLAYS: the paper comes out whole
# play -> what the printer is found to be before a byte of the ticket leaves
BEFORE = {"paper_out": "paper", "cover": "cover", "unplugged": "unplugged", "hang": "silent"}
BEFORE |= {"mute": "silent", "chatter": "garbled"}


def ended(job: PrintJob, within: float = 8) -> PrintJob:
    """The job once it is neither queued nor sent."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        job = PrintJob.get_by_id(job.id)
        if job.status not in ("queued", "sent"):
            return job
        time.sleep(0.01)
    raise AssertionError(job.status)


# --- a job ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["number", "paper"])
def test_only_what_came_out_is_called_printed(install, draw, at_work, people, clock, sign):
    with ExitStack() as stack:
        fakes = [stack.enter_context(FakePrinter(plays)) for plays in PLAYS]
        there = [install(fake, device=None) for fake in fakes]
        Printer.update(sign=sign).execute()
        at_work()
        by = {"by": people.rina, "at": clock()}
        jobs = [prints.again(draw(), printer, "", **by) for printer in there for _ in range(2)]
        ends = [ended(job) for job in jobs]
    for fake, *two in zip(fakes, ends[::2], ends[1::2], strict=True):
        statuses = {job.status for job in two}
        assert ("printed" in statuses) == (fake.plays in CAME), fake.plays
        if fake.plays in CAME:
            assert (statuses, len(fake.papers)) == ({"printed"}, 2)
        if fake.plays in BEFORE:
            assert {(job.status, job.told) for job in two} == {("failed", BEFORE[fake.plays])}
            assert b"GRATIS" not in fake.heard
    assert {one.address for one in Printer.select().where(Printer.low)} == {
        fake.address for fake in fakes if fake.plays in ("near_end", "paper_out", "out_midway")
    }


def test_a_printer_that_cannot_answer_is_told_and_believed_nothing(install, asked, at_work):
    with FakePrinter("mute") as fake:
        install(fake, answers=False)
        at_work()
        job = ended(asked())
        assert (job.status, job.told, len(fake.papers)) == ("unknown", "one way", 1)
    assert prints.alarms(job.printer.office, job.ticket.day) == []


def test_a_printer_that_cannot_answer_is_well_again_once_it_is_there(
    install, asked, at_work, clock
):
    with FakePrinter("unplugged") as fake:
        install(fake, answers=False)
        at_work()
        assert ended(asked()).told == "unplugged"
        assert Printer.get().trouble == "unplugged"
        with FakePrinter("mute", port=fake.port):
            assert talk.look(Printer.get(), QUICK).trouble == ""


@pytest.mark.parametrize("counts", [True, False])
def test_a_trial_learns_whether_it_gives_numbers_back(install, at_work, people, clock, counts):
    with FakePrinter(counts=counts) as fake:
        printer = install(fake)
        at_work()
        prints.trial(printer, by=people.admin, at=clock())
        assert ended(PrintJob.get()).status == "printed" and len(fake.papers) == 1
    assert Printer.get().sign == ("number" if counts else "paper")


def test_a_kiosk_prints_each_number_once(install, draw, kiosk, clock):
    with FakePrinter() as fake:
        install(fake)
    ticket = draw()
    for _ in range(2):
        prints.ask(ticket, kiosk, language="id", at=clock())
    assert PrintJob.select().count() == 1


def test_a_kiosk_without_a_printer_asks_nothing(draw, kiosk, clock):
    prints.ask(draw(), kiosk, language="id", at=clock())
    assert PrintJob.select().count() == 0


def test_a_hanging_printer_keeps_no_other_waiting(install, asked, draw, at_work, people, clock):
    with FakePrinter("hang") as stuck, FakePrinter() as fine:
        patient = talk.Patience(connect=3, answer=60, send=60, done=60)
        install(stuck)
        desk = install(fine, device=None)
        room = at_work(patient)
        job = asked()
        other = prints.again(draw(), desk, "", by=people.rina, at=clock())
        assert ended(other).status == "printed"
        began = time.monotonic()
        room.close()
        assert time.monotonic() - began < 2.5
    assert PrintJob.get_by_id(job.id).status == "queued"


def test_printing_waits_for_the_commit(install, asked, at_work):
    with FakePrinter() as fake:
        install(fake)
        at_work()
        with db.atomic("IMMEDIATE"):
            job = asked()
            time.sleep(0.1)
            assert fake.heard == b""
        assert ended(job).status == "printed"


# --- well again, started again --------------------------------------------------------------------


def test_what_failed_a_moment_ago_comes_out_once_the_printer_is_well(install, asked, at_work):
    with FakePrinter("cover") as fake:
        printer = install(fake)
        at_work()
        failed = ended(asked())
        assert failed.told == "cover"
        fake.plays = "ok"
        print_work.hear(Printer.get_by_id(printer.id), Health(), at=failed.at)
        job = ended(prints.of_ticket(failed.ticket))
    assert job.status == "printed" and job.id != failed.id
    assert PrintJob.get_by_id(failed.id).status == "failed"
    assert (job.why, job.officer) == ("", None)


def test_nothing_old_comes_out_of_a_printer_that_is_well_again(install, asked, at_work, clock):
    with FakePrinter("cover") as fake:
        printer = install(fake)
        at_work()
        failed = ended(asked())
        clock.forward(minutes=3)
        print_work.hear(Printer.get_by_id(printer.id), Health(), at=clock())
    assert prints.of_ticket(failed.ticket) == failed


def test_what_may_have_left_before_a_crash_is_unknown(install, asked, at_work, clock):
    with FakePrinter() as fake:
        install(fake)
        sent, queued = asked(), asked()
        assert print_work.send(sent, at=clock())
        at_work()
        assert ended(queued).status == "printed"
        assert (ended(sent).status, ended(sent).told) == ("unknown", "restart")
        assert len(fake.papers) == 1


def test_nobody_waits_for_what_was_asked_long_before_the_start(install, asked, at_work, clock):
    with FakePrinter() as fake:
        install(fake)
        job = asked()
        clock.forward(minutes=5)
        at_work()
        assert (ended(job).status, ended(job).told) == ("failed", "late")
        assert fake.papers == []


def test_two_processes_never_print_one_job(install, asked, clock):
    with FakePrinter() as fake:
        install(fake)
    job = asked()
    assert [print_work.send(job, at=clock()) for _ in range(2)] == [True, False]


def test_a_fault_of_ours_is_told_and_stops_no_printer(install, asked, at_work):
    told = iter([ValueError, *[LINES] * 9])

    def compose(_job):
        lines = next(told)
        if lines is ValueError:
            raise ValueError
        return lines

    with FakePrinter() as fake:
        install(fake)
        at_work(compose=compose)
        assert (ended(asked()).told, ended(asked()).status) == ("unset", "printed")


def test_no_thread_is_left_behind(install, at_work):
    with FakePrinter() as fake:
        install(fake)
        at_work().close()
    assert [one.name for one in threading.enumerate() if one.name.startswith("printer")] == []
