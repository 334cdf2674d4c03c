"""What an office did stays as it was. Direct writes here stand for our mistakes."""

import pytest
from peewee import IntegrityError

from database import db
from models import Case
from office import access, casework, devices, queue, siak
from office.ministry import errands, lembar
from office.papers import file_place
from office.printing import print_work, printers, prints
from office.walls import announcements, slides

KEPT = ["case", "request", "decision", "output", "correction", "row", "letter", "wet_signature"]
KEPT += ["pause", "stint", "outage", "number_series", "ticket", "call", "help_call"]
KEPT += ["agenda", "agenda_series", "file_place", "print_job"]
KEPT += ["announcement", "slide", "errand", "errand_case"]
REWRITTEN = [
    ("announcement", "text = 'Lain.'"),
    ("slide", "file = 'x.jpg'"),
    ("errand", "officer_id = officer_id + 1"),
    ("errand_case", "seen = seen + 1"),
    ("case", "sop_version = 2"),
    ("case", "opened_at = 0"),
    ("decision", "officer_id = officer_id + 1"),
    ("decision", "outcome = 'no'"),
    ("decision", "at = at + 1"),
    ("output", "decision_id = 1"),
    ("correction", "element = 'address'"),
    ("pause", "since = 0"),
    ("stint", "until = until + 1"),
    ("ticket", "submission = 'x'"),
    ("ticket", "token_hash = x'00'"),
    ("call", "counter_id = 2"),
    ("help_call", "asked_at = 0"),
    ("print_job", "ticket_id = NULL"),
    ("print_job", "why = 'Basah'"),
    ("file_place", "place = 'Rak 4'"),
    ("agenda", "label = '000'"),
    ("agenda", "number = number + 1"),
    ("agenda_series", "last = last - 1"),
    ("agenda_series", "last = last + 2"),
]


ONCE = [
    ("announcement", "ended_at = ended_at + 1", "ended_at IS NOT NULL"),
    ("slide", "ended_by_id = NULL, ended_at = NULL", "ended_at IS NOT NULL"),
    ("errand", "ended_at = NULL", "ended_at IS NOT NULL"),
    ("errand_case", "done_at = done_at + 1", "done_at IS NOT NULL"),
    ("case", "\"end\" = 'withdrawn'", '"end" IS NOT NULL'),
    ("case", "moves = moves - 1", "1"),
    ("decision", "stands = 1", "NOT stands"),
    ("output", "stands = 1", "NOT stands"),
    ("correction", "applied_id = 1, done_at = 0", "applied_id IS NOT NULL"),
    ("pause", "until = until + 1", "until IS NOT NULL"),
    ("number_series", "last = last - 1", "1"),
    ("ticket", "status = 'waiting'", "status = 'void'"),
    ("ticket", "status = 'done'", "status = 'lapsed'"),
    ("help_call", "officer_id = NULL, taken_at = NULL", "officer_id IS NOT NULL"),
    ("print_job", "status = 'queued'", "status = 'unknown'"),
    ("print_job", "status = 'printed'", "status = 'unknown'"),
    ("print_job", "dealt_by_id = NULL, dealt_at = NULL", "dealt_at IS NOT NULL"),
]


@pytest.fixture
def history(mended, ladder, draw, decide, verb, people, kiosk, clock):
    """Something of everything an office does, so that each rule has a row to keep."""
    day = clock().date()
    siak.report_down(people.sari.office, by=people.sari, at=clock())
    told = {"role": "adb", "kind": "Plh.", "since": day, "until": day}
    access.delegate(people.joko, absent=people.dewi, **told, by=people.admin, at=clock())
    signed = {"signed_on": day, "agenda_number": "1"}
    case = verb(lembar.record_signature, ladder("update"), **signed, by=people.staf)
    verb(casework.take, case, by=people.staf)
    clock.forward(minutes=5)
    verb(casework.pause, case, "network", note="Jaringan putus.", by=people.staf)
    verb(casework.resume, case, by=people.staf)
    decide(ladder("approve"), "no", people.kadis, reason="Periksa lagi.")
    before = ladder("kasi_verify")
    one = errands.Item(before.id, Case.get_by_id(before.id).moves)
    told = {"step": "kasi_verify", "key": "k", "by": people.kasi, "at": clock()}
    errands.run(errands.decide([one], "yes", **told), at=clock())
    file_place.put(mended().case, "Rak 3", before="", by=people.dewi, at=clock())
    devices.come(devices.ask_for_help(kiosk, at=clock()), by=people.rina, at=clock())
    told = {"name": "Printer", "width": 80, "device": kiosk, "answers": True}
    to = {"by": people.admin, "at": clock()}
    printers.install(people.admin.office, "network", "127.0.0.1", **told, **to)
    prints.ask(draw(), kiosk, language="id", at=clock())
    printer = prints.of_device(kiosk)
    print_work.send(print_work.following(printer, at=clock()), at=clock())
    print_work.recover(printer, at=clock())
    prints.settle(printer, by=people.rina, at=clock())
    queue.withdraw(draw(), "Pulang.", by=people.rina, at=clock())
    tell_the_hall(people.rina, at=clock())
    draw()
    clock.forward(days=1)
    draw()


def tell_the_hall(rina, *, at) -> None:
    told = {"by": rina, "at": at}
    one = announcements.announce(rina.office, "Bawa KK asli.", since=at.date(), **told)
    announcements.take_down(one, **told)
    video = b"\x1a\x45\xdf\xa3 webm V_VP9"
    key = slides.begin(rina.office, len(video), title="x", zone="", place=1, seconds=9, **told)
    slides.append(key, 0, video, **told)
    slides.take_down(slides.finish(key, **told), **told)


def refuse(statement: str) -> None:
    """The row is there, and the database does not let go of it."""
    before = db.execute_sql("SELECT total_changes()").fetchone()
    with pytest.raises(IntegrityError, match=r"history is kept: \w+"):
        db.execute_sql(statement)
    assert db.execute_sql("SELECT total_changes()").fetchone() == before


@pytest.mark.parametrize("table", KEPT)
def test_what_an_office_did_is_not_removed(history, table):
    db.execute_sql("PRAGMA foreign_keys = 0")
    refuse(f'DELETE FROM "{table}"')
    refuse(f'REPLACE INTO "{table}" SELECT * FROM "{table}"')


@pytest.mark.parametrize(("table", "change"), REWRITTEN)
def test_what_was_written_once_is_not_written_again(history, table, change):
    refuse(f'UPDATE "{table}" SET {change}')


@pytest.mark.parametrize(("table", "change", "where"), ONCE)
def test_what_is_over_does_not_begin_again(history, table, change, where):
    refuse(f'UPDATE "{table}" SET {change} WHERE {where}')


def test_what_people_typed_can_be_taken_out_when_its_time_is_over(history):
    for table, column in (("decision", "reason"), ("output", "text"), ("correction", "after")):
        db.execute_sql(f"UPDATE {table} SET {column} = '-'")
    assert {after for (after,) in db.execute_sql("SELECT after FROM correction")} == {"-"}
