"""The engine: versions, keys, what lies in the file, and one write at a time in its order."""

import gc
import stat
import threading
import time
from datetime import datetime

import apsw
import pytest

import database
from database import CannotStart, FairLock, db, read_key, refuse_old_engine, writing
from models import Category, NumberSeries, Office, Ticket
from tests.conftest import KEY, NINE

NIK, NAME = b"9999000011112222", b"PENANDANAMA"


# --- the engine and its file ----------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_old_engine_is_refused_with_its_version_and_the_remedy(version):
    found = ".".join(map(str, version))
    with pytest.raises(CannotStart, match=rf"SQLite {found} terlalu lama.*3\.51\.3.*make run"):
        refuse_old_engine(version)


def test_the_engine_here_is_new_enough(office):
    refuse_old_engine(db.server_version)
    assert db.server_version >= (3, 51, 3)


def test_a_wrong_key_is_refused_and_the_file_left_alone(folder):
    before = (folder / "pulih.db").read_bytes()
    with pytest.raises(CannotStart, match=r"Kunci tidak cocok dengan basis data pulih\.db"):
        db.open(folder / "pulih.db", bytes(32))
    assert (folder / "pulih.db").read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    (tmp_path / "pulih.db").write_bytes(b"bukan basis data" * 1000)
    with pytest.raises(CannotStart, match="atau berkas itu rusak"):
        db.open(tmp_path / "pulih.db", KEY)
    assert (tmp_path / "pulih.db").read_bytes() == b"bukan basis data" * 1000


def test_the_right_key_opens_after_a_wrong_one(folder):
    with pytest.raises(CannotStart):
        db.open(folder / "pulih.db", bytes(32))
    db.open(folder / "pulih.db", KEY)
    assert Office.select().count() == 1


def test_nothing_personal_lies_in_any_file_in_clear(folder, draw, clock):
    draw(nik=NIK.decode(), problem="miswritten")
    Office.update(address=NAME.decode()).execute()  # not yet checkpointed: it lies in the WAL
    files = [path for path in folder.iterdir() if path.name.startswith("pulih.db")]
    found = b"".join(path.read_bytes() for path in files)
    assert {"pulih.db", "pulih.db-wal"} <= {path.name for path in files}
    for mark in (NIK, NAME, b"Disdukcapil", b"CREATE TABLE", b"SQLite format 3"):
        assert mark not in found


def pragmas() -> dict[str, object]:
    names = ("journal_mode", "synchronous", "foreign_keys", "temp_store", "mmap_size")
    names += ("recursive_triggers",)
    return {name: db.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in names}


def test_every_threads_connection_is_durable_and_strict(office):
    found = [pragmas()]

    def elsewhere():
        found.append(pragmas())
        db.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2}
    assert found == [wanted | {"mmap_size": 0, "recursive_triggers": 1}] * 2


# --- the key --------------------------------------------------------------------------------------


@pytest.fixture
def no_key(monkeypatch, tmp_path):
    monkeypatch.delenv("PULIH_KEY", raising=False)
    return tmp_path / "secret" / "pulih.key"


def test_a_new_key_is_its_owners_only(no_key):
    key = read_key(no_key, create=True)
    assert len(key) == 32
    assert stat.S_IMODE(no_key.stat().st_mode) == 0o600
    assert read_key(no_key, create=True) == key


def test_a_missing_key_is_not_made_by_itself(no_key):
    with pytest.raises(CannotStart, match=r"Kembalikan berkas kunci, atau isi PULIH_KEY"):
        read_key(no_key, create=False)
    assert not no_key.exists()


def test_a_key_saved_with_notepad_is_read(no_key):
    key = read_key(no_key, create=True)
    no_key.write_text(f"{key.hex()}\r\n", "utf-8-sig")
    assert read_key(no_key, create=False) == key


def test_a_key_saved_as_something_else_is_refused(no_key):
    no_key.parent.mkdir()
    no_key.write_text("00" * 32, "utf-16")
    with pytest.raises(CannotStart, match="bukan 64 angka heksadesimal"):
        read_key(no_key, create=False)


@pytest.mark.parametrize("text", ["", "bukan kunci", "00" * 31, "00" * 33, "zz" * 32])
def test_what_is_no_key_is_refused(no_key, text):
    no_key.parent.mkdir()
    no_key.write_text(text)
    with pytest.raises(CannotStart, match=r"bukan 64 angka heksadesimal: pulih\.key"):
        read_key(no_key, create=False)


def test_the_environments_key_comes_first(no_key, monkeypatch):
    monkeypatch.setenv("PULIH_KEY", "ab" * 32)
    assert read_key(no_key, create=True) == bytes.fromhex("ab" * 32)
    assert not no_key.exists()


def test_each_purpose_has_a_key_of_its_own():
    purposes = ("database", "audit", "tracking", "cookies")
    keys = {database.derive(KEY, purpose) for purpose in purposes}
    assert len(keys | {KEY}) == 5


# --- one write at a time --------------------------------------------------------------------------


def test_the_lock_is_given_in_the_order_it_was_asked_for():
    lock, order = FairLock(), []

    def wait(number: int):
        with lock:
            order.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(12)]
    with lock:
        for number, thread in enumerate(threads, start=1):
            thread.start()
            while len(lock._waiting) < number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(12))


def test_the_lock_is_free_again_after_a_refusal():
    lock = FairLock()
    with pytest.raises(RuntimeError), lock:
        raise RuntimeError
    with lock:
        assert lock._held


def test_nested_verbs_share_the_outermost_transaction(office):
    with pytest.raises(RuntimeError), writing():
        with writing():
            Office.update(address="Jl. Lain").execute()
        raise RuntimeError
    assert Office.get().address == "Jl. Contoh No. 0"


def test_no_writer_starts_on_what_another_is_about_to_change(office):
    """Two threads add ten to the same counter; not one is lost."""
    with writing():
        series = NumberSeries.create(office=office, day=NINE.date(), series="Z")

    def add():
        for _ in range(10):
            with writing():
                last = NumberSeries.get_by_id(series.id).last
                NumberSeries.update(last=last + 1).where(NumberSeries.id == series.id).execute()
        db.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert NumberSeries.get_by_id(series.id).last == 20


def test_readers_never_wait_for_a_writer(office):
    seen = []

    def read():
        seen.append(Office.get().address)
        db.close()

    with writing():
        Office.update(address="Jl. Lain").execute()
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(timeout=2)
    assert seen == ["Jl. Contoh No. 0"]


# --- what is stored -------------------------------------------------------------------------------


def test_a_moment_without_a_zone_is_refused(draw):
    with pytest.raises(ValueError, match="changed_at: a moment needs its zone"):
        Ticket.update(changed_at=datetime(2024, 1, 8, 9, 0)).execute()


def test_a_moment_comes_back_to_the_microsecond(draw, clock):
    at = clock.forward(microseconds=123_457)
    ticket = Ticket.get_by_id(draw().id)
    assert (ticket.issued_at, ticket.issued_at.utcoffset().seconds) == (at, 0)


def test_a_row_is_read_again_under_the_lock(office):
    row = Office.get()
    Office.update(address="Jl. Lain").execute()
    assert database.locked(row).address == "Jl. Lain"
    assert row.address == "Jl. Contoh No. 0"


def test_a_row_that_is_gone_cannot_be_locked(office):
    row = Category.create(code="Z1", label="Sementara", cure="-")
    row.delete_instance()
    with pytest.raises(Category.DoesNotExist):
        database.locked(row)


def test_the_fast_way_in_stores_what_the_table_does(office):
    id = database.insert(Category, code="Z2", label="Cepat", cure="-")
    row = Category.get_by_id(id)
    assert (row.code, row.active) == ("Z2", True)


def test_a_read_left_open_at_commit_is_noticed(office, reads_left_open):
    """The check of every test finds what once made the next write of the same thread fail."""
    with writing():
        unread = db.execute_sql("SELECT id FROM category")
        next(unread)
    unread.close()
    assert reads_left_open == ["test_a_read_left_open_at_commit_is_noticed"]
    reads_left_open.clear()


def test_what_was_read_to_its_end_is_freed(office):
    """A served office reads millions of lists; every cursor kept would be memory for ever."""

    def kept() -> int:
        for one in Office.select():
            assert list(Office.select().where(Office.id == one.id))
        gc.collect()
        return sum(isinstance(one, apsw.Cursor) for one in gc.get_objects())

    assert kept() == kept()
