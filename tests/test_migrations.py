"""The schema: the migrations make exactly the tables of models.py, whole or not at all."""

import re
import shutil

import pytest
from playhouse.migrations import Runner

import database
from database import CannotStart, db
from ministry_tables import Lembar, Letter, Row
from models import Case, Category, Office, Ticket
from tests.conftest import KEY
from tests.tables import TABLES

HALF = """
def up(migrator, db):
    db.execute_sql("CREATE TABLE half (id INTEGER)")
"""
FIRST_ROWS = (
    "INSERT INTO office (id, code, name, region, address, zone, version, chain_length, chain_head,"
    " hours_revision, cutoff, max_calls, call_gap, priority_every, comeback_days, signatory_title,"
    " signatory_name) VALUES (1, 'PSR', 'Disdukcapil', 'Kabupaten Contoh', '', 'Asia/Makassar',"
    " 0, 0, x'', 0, 0, 2, 30, 3, 10, '', '')",
    'INSERT INTO "case" (id, office_id, sop, sop_version, step, role, paused_for, moves,'
    " arrived_at, opened_at)"
    " VALUES (1, 1, 'pemulihan-data-error', 1, 'direct', 'siak', '', 0, 0, 0)",
    "INSERT INTO ticket (id, office_id, case_id, day, series, number, status, role, priority,"
    " issued_at, place_at, calls, changed_at, closed_for, submission, token_hash)"
    " VALUES (1, 1, 1, '2026-11-20', 'A', 7, 'waiting', 'siak', 0, 0, 0, 0, 0, '', 's', x'00')",
)
THREE_LEMBAR = (
    FIRST_ROWS[0],
    "INSERT INTO officer (id, office_id, name, title, username, password_hash, active)"
    " VALUES (1, 1, 'Tono', '', 'tono', '', 1)",
    *(
        'INSERT INTO "case" (id, office_id, sop, sop_version, step, role, paused_for, moves,'
        f" arrived_at, opened_at) VALUES ({id}, 1, 'anomali-data', 1, 'receive', 'staff', '', 0,"
        " 0, 0)"
        for id in (1, 2, 3)
    ),
    *(
        f"INSERT INTO letter (case_id, reference, dated) VALUES ({id}, '470/1', '2024-01-02')"
        for id in (1, 2)
    ),
    *(
        "INSERT INTO row (case_id, number, nik, other_nik, category_id, trouble, outside, result,"
        f" result_note, struck_for) VALUES ({id}, 1, '1', '', 1, '{word}', 0, '', '', '')"
        for id, word in ((1, "Satu"), (2, "Dua"), (3, "Tiga"))
    ),
)
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


@pytest.fixture
def empty(tmp_path):
    """A new database without a table."""
    db.open(tmp_path / "pulih.db", KEY)
    yield tmp_path / "pulih.db"
    if not db.is_closed():
        db.close()


def schema() -> dict[str, str]:
    """What stands in the database, laid out alike; the migrations' own table left out."""
    rows = db.execute_sql(SCHEMA).fetchall()
    plain = {name: re.sub(r"[\s\"]+|IF NOT EXISTS", "", sql) for _, name, table, sql in rows}
    ours = {table._meta.table_name for table in TABLES}
    return {name: plain[name] for _, name, table, _ in rows if table in ours}


def test_the_migrations_make_the_tables_of_the_models(tmp_path, empty):
    db.create_tables(TABLES)
    wanted = schema()
    db.close()
    db.open(tmp_path / "migrated.db", KEY)
    database.migrate()
    made = {name: sql for name, sql in schema().items() if not sql.startswith("CREATETRIGGER")}
    assert made == wanted


def test_what_must_never_be_rewritten_has_its_triggers(empty):
    database.migrate()
    names = {name for name, sql in schema().items() if sql.startswith("CREATETRIGGER")}
    tables = {"event_is_append_only", "view_is_append_only"}
    first = {f"{table}_{verb}" for table in tables for verb in ("update", "delete")}
    assert first | {"ticket_arrival_is_kept", "decision_is_kept", "case_ends_once"} <= names


def test_each_migration_is_told_and_runs_once(empty):
    told: list[str] = []
    database.migrate(told.append)
    database.migrate(told.append)
    assert told == sorted(path.stem for path in database.MIGRATIONS.glob("*.py"))


@pytest.fixture
def first_release(empty, tmp_path, monkeypatch):
    """A database as 0001 left it, with an office, a case and its number."""
    folder = tmp_path / "first"
    folder.mkdir()
    shutil.copy(database.MIGRATIONS / "0001_initial.py", folder)
    with monkeypatch.context() as then:
        then.setattr(database, "MIGRATIONS", folder)
        database.migrate()
    for statement in FIRST_ROWS:
        db.execute_sql(statement)


def test_an_office_of_the_first_release_is_brought_up_to_date(first_release):
    database.migrate()
    office, case, ticket = Office.get(), Case.get(), Ticket.get()
    assert (office.code, case.step, ticket.label) == ("PSR", "direct", "A-007")
    assert ticket.case == case and case.office == office


def test_lembar_of_one_letter_share_it_from_now_on(empty, tmp_path, monkeypatch):
    former = tmp_path / "former"
    former.mkdir()
    for path in database.MIGRATIONS.glob("*.py"):
        if path.stem < "0028":
            shutil.copy(path, former)
    with monkeypatch.context() as then:
        then.setattr(database, "MIGRATIONS", former)
        database.migrate()
    for statement in THREE_LEMBAR:
        db.execute_sql(statement)
    database.migrate()
    assert [(one.reference, str(one.due_on), one.officer_id) for one in Letter.select()] == [
        ("470/1", "2024-03-02", 1)
    ]
    lembar = [(one.case_id, one.letter_id) for one in Lembar.select().order_by(Lembar.case)]
    assert lembar == [(1, 1), (2, 1), (3, None)]
    assert [row.trouble for row in Row.select()] == ["Satu", "Dua", "Tiga"]


def test_the_catalogue_comes_with_the_first_tables(empty):
    database.migrate()
    assert Category.select().count() == 20
    assert Category.get(Category.code == "G3").cure == "hanya pusat"


def test_a_newer_schema_is_refused_by_name(office):
    db.execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES ('0099_later', '2030-01-01')"
    )
    with pytest.raises(CannotStart, match=r"lebih baru \(0099_later\)\. Pasang versi itu"):
        database.migrate()


@pytest.fixture
def interrupted(empty, tmp_path, monkeypatch):
    """A second migration that broke off after its first statement; its file, to be mended."""
    folder = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    file = folder / "0099_broken.py"
    file.write_text(HALF + "    raise InterruptedError\n")
    with pytest.raises(InterruptedError):
        database.migrate()
    return file


def test_an_interrupted_migration_leaves_what_was(interrupted):
    assert Office.select().count() == 0
    assert not db.table_exists("half")


def test_an_interrupted_migration_is_tried_again(interrupted):
    interrupted.write_text(HALF)
    told: list[str] = []
    database.migrate(told.append)
    assert told == ["0099_broken"]
    assert db.table_exists("half")


def test_every_migration_file_has_a_number_of_its_own(empty):
    names = sorted(path.stem for path in database.MIGRATIONS.glob("*.py"))
    numbers = {match[1] for name in names if (match := re.match(r"(\d{4})_[a-z]", name))}
    assert len(numbers) == len(names)
    assert [row.name for row in Runner(db, str(database.MIGRATIONS)).status()] == names
