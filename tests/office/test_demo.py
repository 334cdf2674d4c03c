"""The demo office: a possible history, made by verbs and by nothing else."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import database
from ministry_tables import Row
from models import (
    Call,
    Case,
    Correction,
    Counter,
    Decision,
    Delegation,
    Draft,
    Event,
    FilePlace,
    Office,
    Officer,
    OfficerRole,
    Pause,
    Request,
    Subject,
    Ticket,
    View,
)
from office import audit, demo, founding, procedures, serving, timetable
from office.errors import Refused
from office.register import register
from tests.conftest import KEY, open_folder

UNTIL = datetime(2026, 3, 16, 1, 40, tzinfo=UTC)  # Senin, 16 Maret 2026, 09.40 WITA
SUNDAY = datetime(2026, 3, 15, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A demo office, built once for this file."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "pulih.key").write_text(KEY.hex())
    open_folder(folder)
    demo.build(UNTIL)
    database.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.db.close()
    return folder


@pytest.fixture
def today(built, tmp_path) -> Iterator:
    """The demo office's own day, its database open."""
    shutil.copy(built / "pulih.db", tmp_path)
    open_folder(tmp_path)
    yield timetable.today(Office.get(), UNTIL)
    database.db.close()


@pytest.fixture
def empty(tmp_path) -> Iterator:
    open_folder(tmp_path)
    yield
    database.db.close()


def told(*names: str) -> set:
    """(case, moment) of the entries of these names."""
    return set(Event.select(Event.case, Event.at).where(Event.name.in_(names)).tuples())


def test_every_ticket_was_issued_by_a_verb(today):
    entries = Event.select(Event.ticket, Event.at).where(Event.name == "ticket issued").tuples()
    assert set(Ticket.select(Ticket.id, Ticket.issued_at).tuples()) == set(entries)


def test_every_call_was_made_by_a_verb(today):
    names = ("ticket called", "ticket recalled")
    entries = Event.select(Event.ticket, Event.at).where(Event.name.in_(names)).tuples()
    assert sorted(Call.select(Call.ticket, Call.at).tuples()) == sorted(entries)


def test_every_decision_was_taken_by_a_verb(today):
    rows = Decision.select(Decision.case, Decision.at, Decision.officer).tuples()
    names = ("case decided", "case withdrawn")
    entries = Event.select(Event.case, Event.at, Event.officer).where(Event.name.in_(names))
    assert sorted(rows) == sorted(entries.tuples())


def test_every_end_was_brought_about_by_a_verb(today):
    ended = set(Case.select(Case.id, Case.ended_at).where(Case.end.is_null(False)).tuples())
    assert ended <= told("case decided", "case withdrawn", "case expired")


def test_every_case_was_opened_by_a_verb(today):
    opened = set(Case.select(Case.id, Case.opened_at).tuples())
    assert opened <= told("ticket issued", "case opened")


def test_every_pause_began_in_a_verb(today):
    assert set(Pause.select(Pause.case, Pause.since).tuples()) <= told(
        "case decided", "case paused"
    )


def test_every_view_was_written_down(today):
    assert set(View.select(View.case, View.at).tuples()) == told("data opened")


def test_a_ticket_stands_where_its_last_entry_left_it(today):
    stands = {"ticket called": "called", "ticket served": "serving", "ticket skipped": "no_show"}
    for ticket in Ticket.select().where(Ticket.day == today):
        last = Event.select().where(Event.ticket == ticket).order_by(Event.number.desc()).first()
        assert ticket.status == stands.get(last.name, ticket.status)


def test_the_trail_holds_and_time_never_runs_back(today):
    held, fault = audit.verify(Office.get())
    moments = [at for (at,) in Event.select(Event.at).order_by(Event.number).tuples()]
    assert (held, fault) == (len(moments), "")
    assert moments == sorted(moments) and moments[-1] <= UNTIL


def test_it_spans_a_fortnight(today):
    days = {day for (day,) in Ticket.select(Ticket.day).distinct().tuples()}
    assert len(days) == 11 and max(days) == today


def test_cases_came_to_every_kind_of_end(today):
    ends = {end for (end,) in Case.select(Case.end).tuples() if end}
    recovery = procedures.newest("pemulihan-data-error")
    assert ends >= {*recovery.ends, "withdrawn", "expired"}


def test_cases_wait_for_everyone_they_can_wait_for(today):
    paused = {why for (why,) in Case.select(Case.paused_for).tuples() if why}
    assert paused == {"applicant", "centre", "other_region"}
    looks = {day for (day,) in Case.select(Case.look_again_on).tuples() if day}
    assert today in looks and max(looks) > today


def test_papers_lie_on_a_shelf(today):
    assert FilePlace.select().where(FilePlace.place.startswith("Rak 1 / Map 2026/")).exists()


def test_a_lembar_lies_at_each_rung(today):
    rungs = {step.id for step in procedures.newest("anomali-data").steps}
    assert {case.step for case in Case.select().where(Case.sop == "anomali-data")} >= rungs
    assert Decision.select().join(Case).where(Case.sop == "anomali-data", Decision.kind == "return")


def test_the_hall_is_alive(today):
    here = [ticket.status for ticket in Ticket.select().where(Ticket.day == today)]
    assert here.count("waiting") >= 3
    assert here.count("serving") + here.count("called") >= 1
    assert "no_show" in here
    assert Ticket.select().where(Ticket.status == "lapsed", Ticket.day < today).exists()


def test_one_counter_is_left_to_the_guest(today):
    live = Ticket.select().where(Ticket.counter.is_null(False))
    taken = {ticket.counter.number for ticket in live}
    assert taken and 1 not in taken


def test_nobody_is_called_to_a_counter_that_was_left(today):
    people = {one.counter_id for one in serving.sessions(Office.get(), UNTIL)}
    called = {ticket.counter_id for ticket in Ticket.select().where(Ticket.counter.is_null(False))}
    assert called <= people and len(people) >= 2
    assert 1 not in {Counter.get_by_id(id).number for id in people}


def test_every_role_has_somebody(today):
    roles = {role for (role,) in OfficerRole.select(OfficerRole.role).distinct().tuples()}
    assert roles >= {*procedures.all_versions().roles, "information", "lead", "auditor", "admin"}
    assert OfficerRole.select().where(OfficerRole.role == "functional").count() >= 2
    delegation = Delegation.get()
    assert delegation.kind == "Plh." and delegation.since <= today <= delegation.until


def test_nobody_in_it_could_be_somebody(today):
    assert all("Contoh" in officer.name for officer in Officer.select())
    numbers = [*Subject.select(Subject.nik).tuples(), *Row.select(Row.nik).tuples()]
    assert {nik[:2] for (nik,) in numbers} == {"99"}
    names = {name for (name,) in Request.select(Request.applicant_name).tuples()}
    assert all(name.startswith("Warga ") for name in names if name)
    assert Draft.select().where(Draft.touched_at < UNTIL - timedelta(days=1)).count() == 0


def test_a_real_office_is_no_toy(office):
    before = Event.select().count()
    with pytest.raises(Refused, match="milik kantor sungguhan"):
        demo.refuse_real_cases()
    assert Event.select().count() == before


def test_the_demo_knows_its_own(today):
    demo.refuse_real_cases()


@pytest.mark.parametrize(
    ("now", "starts"),
    [
        ((2026, 3, 17, 10, 15), (2026, 3, 17, 10, 15)),  # Tuesday morning: the real clock
        ((2026, 3, 17, 12, 30), (2026, 3, 17, 12, 30)),  # in the break numbers are given too
        ((2026, 3, 17, 6, 0), (2026, 3, 17, 9, 40)),
        ((2026, 3, 17, 20, 0), (2026, 3, 17, 9, 40)),
        ((2026, 3, 15, 13, 0), (2026, 3, 16, 9, 40)),  # Sunday
    ],
)
def test_the_clock_starts_when_the_office_is_open(empty, now, starts):
    assert demo.begins(wita(*now)) == wita(*starts)


@pytest.mark.parametrize(
    ("now", "last", "starts"),
    [
        ((2026, 3, 15, 13, 5), (2026, 3, 16, 10, 5), (2026, 3, 16, 10, 5)),  # goes on
        ((2026, 3, 15, 22, 0), (2026, 3, 16, 16, 0), (2026, 3, 17, 9, 40)),  # it was closing time
        (
            (2026, 3, 16, 10, 0),
            (2026, 3, 16, 11, 0),
            (2026, 3, 16, 11, 0),
        ),
        ((2026, 3, 18, 10, 0), (2026, 3, 16, 11, 0), (2026, 3, 18, 10, 0)),
    ],
)
def test_a_restart_never_goes_back(empty, now, last, starts):
    founding.found(demo.CODE, "Kantor", "Kab. Contoh", demo.ZONE, at=wita(*last))
    assert demo.begins(wita(*now)) == wita(*starts)


def wita(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC) - timedelta(hours=8)


def test_whoever_came_is_found_in_the_offices_own_register(today):
    niks = {subject.nik for subject in Subject.select() if subject.nik}
    assert all(register.found("nik", nik) for nik in niks)
    assert (register.mode(), len(register.people("1")) > 1500) == ("own", True)


def test_what_was_recovered_stands_in_the_register(today):
    rows = Correction.select().where(Correction.applied.is_null(False))
    held = {getattr(register.person(row.person), row.element) == row.after for row in rows}
    assert (held, register.now() > 1) == ({True}, True)
