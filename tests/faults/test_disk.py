"""A disk that is full or may not be written: nothing is half stored, and work resumes by itself."""

import resource
import signal
from contextlib import contextmanager

import pytest
from peewee import DatabaseError, OperationalError

import database
from database import db
from models import Office, Ticket
from office import audit, intake
from tests.conftest import KEY, open_folder

pytestmark = pytest.mark.faults
BIG = "x" * 2000


@contextmanager
def full_disk(folder):
    """No file may grow any more, as on a full disk."""
    largest = max(path.stat().st_size for path in folder.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def fill(draw) -> int:
    """Draw until the disk is full; how many numbers were given."""
    given = 0
    with pytest.raises(DatabaseError):
        while given < 5000:
            draw(problem=BIG)
            given += 1
    return given


@pytest.fixture
def nearly_full(office, draw):
    """The database may not have many more pages."""
    pages = db.execute_sql("PRAGMA page_count").fetchone()[0]
    db.execute_sql(f"PRAGMA max_page_count = {pages + 12}")


def test_a_full_database_gives_no_number_it_cannot_keep(nearly_full, draw):
    given = fill(draw)
    assert Ticket.select().count() == given
    assert [t.number for t in Ticket.select()] == list(range(1, given + 1))


def test_a_full_database_can_still_be_read(nearly_full, draw, office):
    given = fill(draw)
    assert given > 0
    assert audit.verify(office) == (Office.get().chain_length, "")


def test_writing_resumes_once_there_is_room(nearly_full, draw):
    given = fill(draw)
    db.execute_sql("PRAGMA max_page_count = 1073741823")
    assert draw().number == given + 1


def test_a_full_disk_gives_no_number_it_cannot_keep(folder, draw):
    draw()
    with full_disk(folder):
        given = fill(draw)
        assert Ticket.select().count() == given + 1
    assert draw().number == given + 2


def test_what_a_full_disk_kept_is_there_after_a_restart(folder, draw):
    with full_disk(folder):
        given = fill(draw)
    db.close()
    open_folder(folder)
    assert Ticket.select().count() == given
    assert audit.verify(Office.get())[1] == ""


@pytest.fixture
def read_only(folder, office):
    """The same database as the system lets us read, not write."""
    db.execute_sql("PRAGMA query_only = 1")
    yield
    db.execute_sql("PRAGMA query_only = 0")


def test_a_disk_that_may_not_be_written_gives_no_number(read_only, draw):
    with pytest.raises(OperationalError):
        draw()
    assert Ticket.select().count() == 0


def test_a_disk_that_may_not_be_written_can_be_read(read_only, office):
    assert Office.get().code == "PSR"


def test_writing_resumes_once_it_is_allowed(read_only, draw):
    with pytest.raises(OperationalError):
        draw()
    db.execute_sql("PRAGMA query_only = 0")
    assert draw().label == "A-001"


def test_a_writer_that_meets_a_lock_says_so_and_the_next_one_writes(folder, draw):
    """Another program holds the database: the wait has an end, and our own lock is free again."""
    other = database.Engine()
    draw()
    other.open(folder / "pulih.db", KEY)
    other.execute_sql("BEGIN IMMEDIATE")
    db.execute_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(OperationalError, match=r"locked|busy"):
        draw()
    other.execute_sql("ROLLBACK")
    other.close()
    assert draw().number == 2


def test_a_submission_tried_again_gives_its_number(read_only, recovery, office, kiosk, clock):
    asked = intake.Asked(recovery, {}, "tried twice")
    with pytest.raises(OperationalError):
        intake.submit(asked, office, by=kiosk, at=clock())
    db.execute_sql("PRAGMA query_only = 0")
    assert intake.submit(asked, office, by=kiosk, at=clock()).label == "A-001"
