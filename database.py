"""The engine: connections, the one write transaction, keys, and what differs between engines."""

import hmac
import json
import os
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import apsw
from peewee import AutoField, CharField, ForeignKeyField, IntegerField, JSONField, Model, TextField
from playhouse.apsw_ext import APSWDatabase
from playhouse.migrations import Runner

# Earlier engines can corrupt a WAL database when two connections write and checkpoint at once.
OLDEST_SQLITE = (3, 51, 3)
MIGRATIONS = Path(__file__).parent / "migrations"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = TypeVar("Row", bound=Model)
Convert = Callable[[Any], Any]
Converters = list[Convert]
PLAIN = (AutoField, CharField, IntegerField, TextField)  # the engine gives these as they are


class CannotStart(Exception):
    """The program must not run on this engine, key or schema; the text says what to do."""


class FairLock:
    """A lock that is given in the order it was asked for.

    SQLite's own busy handler lets the luckiest writer through: at 16 clients its p99 is some
    800 ms, against about 25 ms in this queue, at the same throughput.
    """

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def __enter__(self) -> None:
        with self._door:
            if not self._held:
                self._held = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def __exit__(self, *_: object) -> None:
        with self._door:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


class Engine(APSWDatabase):
    """An encrypted SQLite file: one connection a thread, kept open; WAL, synced at every commit."""

    def __init__(self) -> None:
        super().__init__(None, timeout=5)
        self.turn = FairLock()
        self.own_key = ""  # the file's; nobody writes it down

    def open(self, path: Path, key: bytes) -> None:
        """Point the engine at `path`; `key` is the master key, from which the file's own is drawn.
        Raises CannotStart on an engine that is too old and on a key that does not fit the file.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self.reach(path, derive(key, "database").hex(), cache=1000)

    def reach(self, path: Path, own_key: str, *, cache: int = 4000) -> None:
        """The same for another process of ours, which is told the file's own key; it may keep more
        KiB of pages (`cache`) than each of the server's threads: an import writes with them."""
        refuse_old_engine(self.server_version)
        self.own_key = own_key
        self.init(
            str(path),
            pragmas={
                "journal_mode": "wal",
                "synchronous": "full",
                "foreign_keys": 1,
                "recursive_triggers": 1,  # else REPLACE deletes a row and no trigger hears of it
                "temp_store": "memory",
                "cache_size": -cache,
            },
        )
        try:
            self.execute_sql("SELECT count(*) FROM sqlite_schema")
        except Exception as error:
            self.close()
            raise CannotStart(
                f"Kunci tidak cocok dengan basis data {path.name}, atau berkas itu rusak. "
                "Pakai kunci yang menyertai basis data ini; jangan membuat kunci baru."
            ) from error

    def _connect(self) -> apsw.Connection:
        connection = apsw.Connection(self.database)
        # SQLite's own handler soon asks every 100 ms only: it would miss the rests of an import.
        connection.set_busy_handler(lambda asked: threading.Event().wait(0.001) or asked < 4500)
        connection.convert_binding = _bound
        try:
            connection.execute(f"PRAGMA key = 'raw:{self.own_key}'")
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection


db = Engine()


def refuse_old_engine(version: tuple[int, ...]) -> None:
    """Raises CannotStart, naming the version found and the remedy."""
    if version < OLDEST_SQLITE:
        found, wanted = (".".join(map(str, v)) for v in (version, OLDEST_SQLITE))
        raise CannotStart(
            f"SQLite {found} terlalu lama: versi sebelum {wanted} dapat merusak basis data WAL. "
            "Pasang ulang dengan `make run` atau `pip install -r requirements.txt`."
        )


def read_key(file: Path, *, create: bool) -> bytes:
    """The master key, 32 bytes: from PULIH_KEY (64 hexadecimal digits) or else from `file`.

    With `create` a missing file is made, readable by its owner only. Raises CannotStart when
    there is no key or when it is no key.
    """
    text = os.environ.get("PULIH_KEY", "")
    if not text and create and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as new:
            new.write(secrets.token_hex(32).encode())
    try:
        if not text and file.exists():
            text = file.read_text("utf-8-sig").strip()  # Notepad writes the mark
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise CannotStart(
            f"Kunci basis data tidak ada atau bukan 64 angka heksadesimal: {file.name}. "
            "Kembalikan berkas kunci, atau isi PULIH_KEY."
        )
    return key


def derive(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that none can be told from another."""
    return hmac.digest(key, f"pulih/{purpose}".encode(), sha256)


@contextmanager
def writing() -> Iterator[None]:
    """The one write transaction. Nested verbs share the outermost.

    The turn is taken before BEGIN IMMEDIATE, so writers wait in the order they came.
    """
    if db.in_transaction():
        yield
        return
    with db.turn, db.atomic("IMMEDIATE"):
        yield


def one(statement: str, *values: Any) -> tuple[Any, ...] | None:
    """The first row of a statement with `?` for each value, or None.

    For the few statements every submission runs: building SQL costs more than running it.
    """
    return next(iter(db.execute_sql(statement, values).fetchall()), None)  # none stays open


def insert(table: type[Model], **values: Any) -> int:
    """Insert one row, defaults included, and return its id; the SQL is built once a table."""
    row = {**table._meta.get_default_dict(), **values}
    statement, converters = _insertion(table, tuple(row))  # type: ignore[arg-type]
    stored = [convert(value) for convert, value in zip(converters, row.values(), strict=True)]
    return db.last_insert_id(db.execute_sql(statement, stored))


def store(row: Model, **values: Any) -> None:
    """Change these values of a row, in its table and in the object at hand; SQL is built once."""
    statement, converters = _storing(type(row), tuple(values))  # type: ignore[arg-type]
    stored = [convert(value) for convert, value in zip(converters, values.values(), strict=True)]
    db.execute_sql(statement, [*stored, row.get_id()])
    for name, value in values.items():
        setattr(row, name, value)


@cache
def _insertion(table: type[Model], names: tuple[str, ...]) -> tuple[str, Converters]:
    columns, places, converters = _columns(table, names)
    listed = ", ".join(columns)
    statement = f'INSERT INTO "{table._meta.table_name}" ({listed}) VALUES ({", ".join(places)})'  # noqa: S608
    return statement, converters


@cache
def _storing(table: type[Model], names: tuple[str, ...]) -> tuple[str, Converters]:
    columns, places, converters = _columns(table, names)
    pairs = ", ".join(f"{column} = {place}" for column, place in zip(columns, places, strict=True))
    return f'UPDATE "{table._meta.table_name}" SET {pairs} WHERE id = ?', converters  # noqa: S608


def _columns(table: type[Model], names: tuple[str, ...]) -> tuple[list[str], list[str], Converters]:
    """Of these fields: their columns, the place of each value, and how it is stored."""
    fields = [table._meta.fields[name] for name in names]
    return (
        [f'"{field.column_name}"' for field in fields],
        ["json(?)" if isinstance(field, JSONField) else "?" for field in fields],
        [json.dumps if isinstance(field, JSONField) else field.db_value for field in fields],
    )


def find(table: type[Row], condition: str, *values: Any) -> list[Row]:
    """The rows that meet a condition, written in SQL with `?` for each value."""
    columns, names, converted = _reading(table)  # type: ignore[arg-type]
    rows = []
    for stored in db.execute_sql(f"SELECT {columns} WHERE {condition}", values).fetchall():
        row = table(__no_default__=True)
        row.__data__ = data = dict(zip(names, stored, strict=True))
        for name, convert in converted:
            data[name] = convert(data[name])
        row._dirty.clear()
        rows.append(row)
    return rows


def first(table: type[Row], condition: str, *values: Any) -> Row | None:
    """The first row that meets a condition; or None."""
    return next(iter(find(table, f"{condition} LIMIT 1", *values)), None)


@cache
def _reading(table: type[Model]) -> tuple[str, list[str], list[tuple[str, Convert]]]:
    """What is selected, the names of its fields, and those whose values must be converted."""
    fields = table._meta.sorted_fields
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    converted = [
        (field.name, field.python_value)
        for field in fields
        if type(field) not in PLAIN and not isinstance(field, ForeignKeyField)
    ]
    return f'{columns} FROM "{table._meta.table_name}"', [field.name for field in fields], converted


def by_id(table: type[Row], id: Any) -> Row:
    """Raises DoesNotExist when there is none."""
    found = first(table, f'"{table._meta.primary_key.column_name}" = ?', id)
    if found is None:
        raise table.DoesNotExist
    return found


def fetch(rows: Sequence[Model], *links: Any) -> None:
    """Read what these rows point at by each of `links`, foreign keys: one query a link."""
    for link in links:
        ids = sorted({id for row in rows if (id := row.__data__[link.name]) is not None})
        among = f"id IN ({', '.join('?' * len(ids))})"
        met = {other.get_id(): other for other in find(link.rel_model, among, *ids)} if ids else {}
        for row in rows:
            row.__rel__[link.name] = met.get(row.__data__[link.name])


def locked(row: Row) -> Row:
    """The row as it stands inside this transaction; the caller's own is only a pointer.

    Raises DoesNotExist when it is gone.
    """
    return by_id(type(row), row.get_id())


def _bound(_cursor: apsw.Cursor, _number: int, value: object) -> int | str:
    """What SQLite is given for a value it does not know: moments and days as their fields do."""
    if isinstance(value, datetime) and value.tzinfo:
        return (value - EPOCH) // timedelta(microseconds=1)
    return value.isoformat() if isinstance(value, date) else str(value)


def migrate(note: Callable[[str], Any] = lambda name: None) -> None:
    """Bring the schema up to this program's. Raises CannotStart on a newer schema."""
    runner = Runner(db, str(MIGRATIONS))
    newer = [row.name for row in runner.status() if row.path is None]
    if newer:
        raise CannotStart(
            f"Basis data ini dibuat oleh Pulih yang lebih baru ({newer[-1]}). Pasang versi itu."
        )
    for name in runner.up():
        note(name)
