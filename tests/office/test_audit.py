"""The audit trail: whole, chained, append-only, and without a person's data."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone

import pytest

from database import db, writing
from models import DayStatement, Event, Office, View
from office import audit, casework, closing, made, queue
from office.audit import Happened
from tests.conftest import NINE

NIK, NAME, PHONE = "9999000011112222", "PENANDANAMA", "081299998888"


@pytest.fixture
def told(at_step, decide, people, clock, office):
    """A trail of a case and a recovery; whatever is appended later is told, too."""
    case = at_step("apply").case
    work = made.Work(reference="SIAK-0001", done_at=clock())
    decide(case, "recovered", people.dewi, work=work)
    return office


@pytest.fixture
def tamper(told):
    """tamper("UPDATE event …", 3): as somebody would who has the file and its key."""

    def tamper(statement: str, *values) -> None:
        for verb in ("update", "delete"):
            db.execute_sql(f"DROP TRIGGER IF EXISTS event_is_append_only_{verb}")
        db.execute_sql(statement, values)

    return tamper


def verify() -> tuple[int, str]:
    return audit.verify(Office.get())


def length() -> int:
    return Office.get().chain_length


def test_an_untouched_trail_holds_to_its_end(told):
    assert verify() == (length(), "")
    assert length() == Event.select().count()


def test_an_empty_trail_holds(office):
    empty = Office.create(code="NEW", name="Baru", region="Baru", zone="Asia/Jakarta")
    assert audit.verify(empty) == (0, "")


CHANGES = [(id, 99) for id in ("officer_id", "device_id", "case_id", "ticket_id")]
CHANGES += [("name", "case opened"), ("detail", "x"), ("mac", b"x" * 32), ("mac", "x")]
CHANGES += [("at", 1_700_000_000_000_000), ("at", "x"), ("at", 9_000_000_000_000_000_000)]


@pytest.mark.parametrize(("column", "value"), CHANGES)
def test_a_changed_entry_is_found(tamper, column, value):
    tamper("PRAGMA foreign_keys = 0")
    tamper(f"UPDATE event SET {column} = ? WHERE number = 20", value)
    assert verify() == (19, "entri 20 berubah")


def test_a_removed_entry_is_found(tamper):
    tamper("DELETE FROM event WHERE number = 20")
    assert verify() == (19, "entri 20 hilang")


def test_a_removed_entry_is_found_though_the_rest_was_numbered_anew(tamper):
    tamper("DELETE FROM event WHERE number = 20")
    last = length()
    for number in range(21, last + 1):
        db.execute_sql("UPDATE event SET number = ? WHERE number = ?", (number - 1, number))
    assert verify()[0] == 19


@pytest.mark.parametrize("entries", [1, 5])
def test_a_cut_off_end_is_found(tamper, entries):
    last = length()
    tamper("DELETE FROM event WHERE number > ?", last - entries)
    assert verify() == (last - entries, f"entri sesudah {last - entries} hilang")


@pytest.mark.parametrize("entries", [1, 5])
def test_a_cut_off_end_is_found_though_the_head_was_put_back(tamper, entries):
    kept = length() - entries
    tamper("DELETE FROM event WHERE number > ?", kept)
    (mac,) = db.execute_sql("SELECT mac FROM event WHERE number = ?", (kept,)).fetchone()
    Office.update(chain_length=kept, chain_head=mac).execute()
    assert verify() == (kept, f"entri sesudah {kept} hilang")


def test_a_cut_off_end_is_not_hidden_by_what_is_recorded_next(tamper, clock):
    kept = length() - 3
    tamper("DELETE FROM event WHERE number > ?", kept)
    (mac,) = db.execute_sql("SELECT mac FROM event WHERE number = ?", (kept,)).fetchone()
    Office.update(chain_length=kept, chain_head=mac).execute()
    audit.record(Office.get(), Happened.DATA_OPENED, at=clock(), by=None)
    assert verify() == (kept, f"entri {kept + 1} berubah")


def test_an_entry_put_in_without_the_key_is_found(tamper):
    last = length()
    tamper(
        "INSERT INTO event (office_id, number, at, name, detail, mac) VALUES (1, ?, 0, ?, '', ?)",
        last + 1,
        "ticket issued",
        b"x" * 32,
    )
    assert verify() == (last, f"entri {last + 1} berubah")


def test_two_entries_in_each_others_place_are_found(tamper):
    tamper("UPDATE event SET number = -1 WHERE number = 20")
    db.execute_sql("UPDATE event SET number = 20 WHERE number = 21")
    db.execute_sql("UPDATE event SET number = 21 WHERE number = -1")
    assert verify() == (19, "entri 20 berubah")


def test_a_trail_chained_anew_without_the_key_is_found(tamper):
    audit.use_key(b"not the office's key")
    assert verify() == (0, "entri 1 berubah")


def test_a_head_put_back_is_found(told):
    Office.update(chain_length=Office.chain_length - 1).execute()
    assert verify()[1] != ""


CHANGING = ["UPDATE {} SET id = id", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"]


@pytest.mark.parametrize("statement", CHANGING)
@pytest.mark.parametrize("table", ["event", "view"])
def test_the_database_itself_refuses_to_change_what_was_recorded(
    told, people, clock, statement, table
):
    row = {"office": told, "case": 1, "officer": people.sari, "role": "adb", "fields": []}
    View.create(**row, reason="Mencocokkan.", at=clock())
    with pytest.raises(Exception, match="append-only"):
        db.execute_sql(statement.format(table))


def test_a_number_and_its_time_of_issue_are_never_rewritten(draw):
    ticket = draw()
    for column in ("issued_at", "day", "series", "number"):
        with pytest.raises(Exception, match="never rewritten"):
            db.execute_sql(f"UPDATE ticket SET {column} = 7 WHERE id = ?", (ticket.id,))


def test_each_office_has_a_trail_of_its_own(draw, neighbours):
    draw()
    before = Office.get_by_id(neighbours.office.id)
    draw()
    after = Office.get_by_id(neighbours.office.id)
    assert (after.version, after.chain_head) == (before.version, before.chain_head)
    assert audit.verify(neighbours.office) == (before.chain_length, "")


def test_a_trail_is_followed_while_somebody_writes(told):
    def follow() -> tuple[int, str]:
        try:
            return audit.verify(told)
        finally:
            db.close()  # this thread's connection

    with ThreadPoolExecutor(1) as pool, writing():
        audit.record(told, Happened.SIGNED_OUT, at=NINE, by=None)
        assert pool.submit(follow).result(timeout=2) == (length() - 1, "")


def test_a_moment_of_any_zone_is_chained_as_it_is_kept(office, clock):
    wita = clock().astimezone(timezone(timedelta(hours=8)))
    audit.record(office, Happened.DATA_OPENED, at=wita, by=None)
    assert verify()[1] == ""


def test_a_naive_moment_is_our_own_mistake(office, clock, refused):
    with refused(ValueError, "a moment needs its zone"):
        audit.record(office, Happened.DATA_OPENED, at=clock().replace(tzinfo=None), by=None)


def test_the_trail_holds_ids_and_words_of_the_procedure_only(
    draw, serve, decide, verb, people, counters, clock
):
    """A NIK, a name and a telephone number go through every verb that takes typed words."""
    case = serve(draw(nik=NIK), people.sari).case
    marks = f"{NIK} {NAME} {PHONE}"
    verb(
        casework.amend,
        case,
        by=people.sari,
        answers={},
        subjects=[(NIK, NAME)],
        applicant_name=NAME,
        applicant_phone=PHONE,
        statement=marks,
    )
    decide(case, "directed", people.sari, counter=counters[1], work=made.Work(text=marks))
    decide(case, "incomplete", people.sari, counter=counters[1], reason=marks)
    verb(casework.resume, case, by=people.sari)
    verb(casework.pause, case, "network", note=marks, by=people.sari)
    verb(casework.withdraw, case, marks, by=people.sari)
    other = draw()
    queue.withdraw(other, marks, by=people.rina, at=clock())
    words = " ".join(str(row) for row in db.execute_sql("SELECT * FROM event").fetchall())
    assert not [mark for mark in (NIK, NAME, PHONE) if mark in words]


def test_the_trail_agrees_with_what_each_closed_day_stated(tamper, clock, office, fresh):
    for day in (9, 10):
        closing.close_days(office, before=clock.set(2024, 1, day, 8).date(), by=None, at=clock())
    stated = DayStatement.get().content["trail"]
    assert (verify()[1], stated[0] < fresh(office).chain_length) == ("", True)
    for verb in ("update", "delete"):
        db.execute_sql(f"DROP TRIGGER day_statement_is_append_only_{verb}")
    DayStatement.update(content={"trail": [stated[0], "0" * 16]}).execute()
    assert verify() == (stated[0], f"entri sampai {stated[0]} bukan yang disebut penutupan hari")
    DayStatement.update(content={"trail": [stated[0] + 99, stated[1]]}).execute()
    assert "hilang" in verify()[1]
