"""Days played over the real pages, and the books that are checked after them."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import database
from cli import main
from models import Call, Office, Ticket, TicketNote
from office import demo, founding, queue
from simulation import books
from simulation.house import FIRST
from tests.conftest import KEY, open_folder

DAY = date(2024, 1, 8)
HOURS = {0: ((480, 530), (540, 600))}  # a Monday of two hours with its break


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory) -> Iterator[Path]:
    """The demo's office before its first day, which is a short one."""
    folder = tmp_path_factory.mktemp("simulated")
    (folder / "pulih.key").write_text(KEY.hex())
    open_folder(folder)
    founding.open_hours(demo.found(FIRST), HOURS, at=FIRST - timedelta(days=1))
    database.db.close()
    yield folder
    if not database.db.is_closed():
        database.db.close()


@pytest.fixture(scope="module")
def played(demo_folder) -> Path:
    """The folder after a day was played."""
    told = ["--data", str(demo_folder), "--people", "3", "--kind", "rush", "--seed", "2"]
    assert main(["simulate", *told]) == 0
    return demo_folder


@pytest.fixture
def folder_of_day(played, tmp_path) -> Iterator[Path]:
    """This test's own copy of it."""
    shutil.copytree(played, tmp_path / "day")
    yield tmp_path / "day"
    if not database.db.is_closed():
        database.db.close()


@pytest.fixture
def day(folder_of_day) -> None:
    open_folder(folder_of_day)


def test_a_day_is_played_over_the_real_pages_and_its_books_hold(day):
    assert books.check(Office.get(), DAY, shown()) == []
    assert Ticket.select().count() >= 3 and Call.select().count() >= 3
    assert {ticket.day for ticket in Ticket.select()} == {DAY}


# what somebody does to the books -> what is said of it
PLANTED = {
    "UPDATE ticket SET number = 99 WHERE number = 2": "nomor A tidak berurutan",
    "UPDATE number_series SET last = last + 1": "nomor A tidak berurutan",
    "UPDATE ticket SET status = 'void', closed_for = '' WHERE number = 1": "batal tanpa alasan",
    "UPDATE ticket SET served_at = issued_at - 1 WHERE number = 1": "berjalan mundur",
    "UPDATE ticket SET status = 'waiting' WHERE number = 1": "masih waiting sesudah hari ditutup",
    "UPDATE ticket SET counter_id = 1, status = 'serving' WHERE number = 1": "Loket 1 masih terisi",
    "DELETE FROM day_statement": "hari 2024-01-08 tidak ditutup",
    "UPDATE ticket SET status = 'void', closed_for = 'x' WHERE number = 1": "berita acara",
    "UPDATE event SET detail = 'x' WHERE number = 30": "entri 30 berubah",
}


@pytest.mark.parametrize(("statement", "fault"), PLANTED.items())
def test_a_fault_planted_in_the_books_is_found(day, statement, fault):
    without_triggers()
    walls = shown()
    database.db.execute_sql(statement)
    said = books.check(Office.get(), DAY, walls)
    assert any(fault in one for one in said), said


def test_a_wall_that_misses_a_call_or_invents_one_is_found(day):
    one, other = (dict(wall) for wall in shown())
    version, (label, counter) = one.popitem()
    assert list(books.every_call_is_shown(calls(), [other, one])) == [
        f"papan 2 tidak menunjukkan panggilan {label}"
    ]
    other[version] = (label, counter + 1)
    found = list(books.every_call_is_shown(calls(), [other]))
    assert found == [f"papan 1 menunjukkan {label} → {counter + 1}, yang tidak dipanggil"]


def test_who_is_passed_over_without_a_reason_is_found(draw, counters, people, office, clock):
    first = draw()
    clock.forward(minutes=1)
    second = draw()
    queue.call(second, counters[1], "Ibu hamil", by=people.sari, at=clock.forward(minutes=1))
    queue.call(first, counters[2], by=people.joko, at=clock.forward(minutes=1))
    rows, made = [Ticket.get_by_id(one.id) for one in (first, second)], list(Call.select())
    assert list(books.nobody_is_passed_over(office, rows, made)) == []
    without_triggers()
    TicketNote.update(kind="held").where(TicketNote.ticket == second).execute()
    found = list(books.nobody_is_passed_over(office, rows, made))
    assert found == ["A-001 didahului A-002 tanpa sebab"]


def test_one_who_stands_at_two_counters_is_found(draw, counters, people, clock):
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    twice = [Call.get(), Call.get()]
    twice[1].counter = counters[2]
    found = list(books.nobody_stands_at_two_counters([ticket], twice))
    assert found == ["A-001 dipanggil dua loket pada saat yang sama"]


def test_a_broken_trail_ends_the_command_with_one(day, folder_of_day, capsys):
    without_triggers()
    database.db.execute_sql("UPDATE event SET detail = 'x' WHERE number = 30")
    founding.open_hours(Office.get(), {1: ((480, 482),)}, at=FIRST + timedelta(days=1))
    database.db.close()
    assert main(["simulate", "--data", str(folder_of_day), "--people", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "  SALAH: buku jejak: entri 30 berubah" in lines
    assert json.loads(lines[-1])["faults"] == ["buku jejak: entri 30 berubah"]


def test_a_real_office_is_no_place_to_play(office, folder, capsys, monkeypatch):
    database.db.close()
    monkeypatch.setattr(database, "migrate", lambda: pytest.fail("its tables are not ours"))
    assert main(["simulate", "--data", str(folder)]) == 1
    assert "milik kantor sungguhan" in capsys.readouterr().err
    monkeypatch.undo()
    open_folder(folder)
    assert Ticket.select().count() == 0 and Office.get().code == "PSR"


def test_no_real_office_is_called_like_the_one_to_play_with(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PULIH_DATA", str(tmp_path / "new"))
    named = ["--name", "Kantor", "--region", "Contoh", "--zone", "Asia/Makassar"]
    assert main(["init", "--code", "demo", "--register", "siak", *named]) == 1
    assert "Kode demo milik kantor contoh" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def without_triggers() -> None:
    """As somebody could who has the file and its key."""
    database.db.execute_sql("PRAGMA foreign_keys = 0")
    names = database.db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in names.fetchall():
        database.db.execute_sql(f"DROP TRIGGER {name}")


def calls() -> list[Call]:
    return list(Call.select().where(Call.day == DAY).order_by(Call.id))


def shown() -> list[books.Shown]:
    """Two walls that have shown every call."""
    stood = [call for call in calls() if not call.undone]
    return [{call.version: (call.ticket.label, call.counter.number) for call in stood}] * 2
