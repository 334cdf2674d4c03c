"""The office every test stands in: its people, its counters, and a clock that stands at nine."""

import shutil
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace

import apsw
import pytest
from flask import Flask

import database
from app import Settings, create_app
from models import Case, Counter, Device, DeviceKind, Officer, Ticket
from office import (
    audit,
    casework,
    founding,
    intake,
    made,
    procedures,
    queue,
    quotas,
    sop,
    tickets,
    timetable,
)
from office.guesses import Guesses
from office.register import identify, register
from tests import lists

pytest_plugins = ["tests.appointments", "tests.fake_printers"]
PASSWORD = "kata sandi panjang"
KEY = bytes(range(32))
NINE = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)  # Senin, 8 Januari 2024, 09.00 WITA
ROOMS = [Path(founding.__file__).parent, Path(__file__).parent]  # where verbs are and are tried
PEOPLE = {
    # user name: (name, roles)
    "sari": ("Sari", ["siak", "adb"]),
    "dewi": ("Dewi", ["adb"]),
    "joko": ("Joko", ["siak"]),
    "budi": ("Budi", ["functional"]),
    "rina": ("Rina", ["information"]),
    "staf": ("Tono", ["staff"]),
    "kasi": ("Ratna", ["kasi"]),
    "kabid": ("Hasan", ["kabid"]),
    "kadis": ("Wati", ["kadis"]),
    "lead": ("Lina", ["lead"]),
    "audit": ("Agus", ["auditor"]),
    "admin": ("Ani", ["admin"]),
}


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = NINE

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **length: float) -> datetime:
        self.at += timedelta(**length)
        return self.at

    def set(self, *moment: int) -> datetime:
        """An hour of the office's own clock: set(2024, 1, 9, 8, 0) is 08.00 WITA."""
        self.at = datetime(*moment, tzinfo=UTC) - timedelta(hours=8)  # type: ignore[misc]
        return self.at


@pytest.fixture(autouse=True)
def reads_left_open() -> Iterator[list[str]]:
    """No verb leaves a read open at COMMIT: it would hold an old state of the database, and the
    next write of its connection would be refused. Every commit of every test is looked at."""
    found: list[str] = []  # the verbs that did

    def look(told: dict) -> None:
        connection = told["connection"]
        if told["sql"].startswith("commit") and connection.txn_state() != apsw.SQLITE_TXN_NONE:
            ours = [at for at in traceback.extract_stack() if Path(at.filename).parent in ROOMS]
            found.append(ours[-2].name)  # the last one is `look`

    def watch(connection: apsw.Connection) -> None:
        connection.trace_v2(apsw.SQLITE_TRACE_PROFILE, look)

    apsw.connection_hooks.append(watch)
    yield found
    apsw.connection_hooks.remove(watch)
    assert found == [], "left open at COMMIT"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the office in it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("furnished")
    (folder / "pulih.key").write_text(KEY.hex())
    open_folder(folder)
    office = founding.found(
        "PSR",
        "Disdukcapil Kabupaten Contoh",
        "Kabupaten Contoh",
        "Asia/Makassar",
        at=NINE,
        address="Jl. Contoh No. 0",
    )
    for username, (name, roles) in PEOPLE.items():
        founding.hire(office, username, name, roles, password=PASSWORD, at=NINE)
    for number, roles in ((1, ["siak", "adb"]), (2, ["siak", "adb"]), (3, ["adb"]), (4, ["siak"])):
        founding.add_counter(office, number, roles, at=NINE)
    for kind in DeviceKind:
        Device.create(office=office, kind=kind, name=kind)
    database.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.db.close()
    return folder


@cache
def sheets() -> sop.Procedures:
    return sop.load(Path(__file__).parent.parent / "sops")


def open_folder(folder: Path) -> None:
    database.db.open(folder / "pulih.db", KEY)
    database.migrate()
    audit.use_key(database.derive(KEY, "audit"))
    tickets.use_key(KEY)
    procedures.install(sheets())
    timetable.forget()
    quotas.forget()


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Iterator[Path]:
    """A folder of this test's own with database and key."""
    for name in ("pulih.db", "pulih.key"):
        shutil.copy(furnished / name, tmp_path / name)
    yield tmp_path
    if not database.db.is_closed():
        database.db.close()


@pytest.fixture
def office(folder: Path):
    from models import Office

    open_folder(folder)
    return Office.get()


@pytest.fixture
def people(office) -> SimpleNamespace:
    """people.sari, people.budi …: see PEOPLE."""
    return SimpleNamespace(**{officer.username: officer for officer in Officer.select()})


@pytest.fixture
def counters(office) -> dict[int, Counter]:
    return {counter.number: counter for counter in Counter.select()}


@pytest.fixture
def kiosk(office) -> Device:
    return Device.get(Device.kind == DeviceKind.KIOSK)


@pytest.fixture
def recovery(office) -> sop.Procedure:
    """Procedure A."""
    return procedures.newest("pemulihan-data-error")


@pytest.fixture
def draw(office, kiosk, recovery, clock):
    """Draw a number at the kiosk: draw(problem="miswritten") -> the ticket."""
    count = iter(range(10_000))

    def draw(**answers: object) -> Ticket:
        asked = intake.Asked(recovery, answers, f"submission-{next(count)}")
        return intake.submit(asked, office, by=kiosk, at=clock())

    return draw


@pytest.fixture
def decide(clock):
    """decide(case, "directed", sari, counter=…) with the case as it stands; the case afterwards."""

    def decide(case: Case, outcome: str, by: Officer, **details) -> Case:
        case = Case.get_by_id(case.id)
        return casework.decide(case, outcome, by=by, at=clock(), seen=case.moves, **details)

    return decide


@pytest.fixture
def complete(decide, counters, clock):
    """Walk a ticket's case over the counter: called, served, directed, papers complete."""

    def complete(ticket: Ticket, by: Officer, counter: int = 1) -> Case:
        desk = counters[counter]
        queue.call(ticket, desk, "Mendesak.", by=by, at=clock())
        queue.serve(ticket, by=by, at=clock(), counter=desk)
        case = decide(ticket.case, "directed", by, counter=desk)
        ticks = {paper.id: made.Tick(True, True) for paper in made.wanted_papers(case)}
        return decide(case, "complete", by, counter=desk, work=made.Work(papers=ticks))

    return complete


@pytest.fixture
def to_correct(draw, complete, decide, people, clock):
    """to_correct(siti, …): a case of these persons of the register, its corrections to be drafted
    by Dewi; the office's own register, with Budi's order and Dewi's note.
    """

    def to_correct(*persons: int, **answers: object) -> Case:
        register.choose_mode(register.OWN, by=people.admin, at=clock())
        case = decide(complete(draw(**answers), people.sari), "ordered", people.budi)
        for person in persons:
            identify.identify(case, person, by=people.dewi, at=clock())
        return decide(case, "noted", people.dewi, work=made.Work(text="Sudah dicocokkan."))

    return to_correct


@pytest.fixture
def recovered(to_correct, decide, people):
    """recovered(siti, name="SITI BENAR"): their elements corrected, by the whole procedure."""

    def recovered(person: int, **values: str) -> Case:
        changes = tuple(
            made.Change(element, "", after, "Kutipan akta kelahiran", person=person)
            for element, after in values.items()
        )
        work = made.Work(changes=changes)
        case = decide(to_correct(person), "wrong", people.dewi, work=work)
        return decide(case, "recovered", people.dewi)

    return recovered


@pytest.fixture
def asked():
    """asked(do): how many statements it took."""

    def asked(do) -> int:
        seen: list[str] = []
        connection = database.db.connection()
        connection.set_exec_trace(lambda _cursor, sql, _values: seen.append(sql) or True)
        try:
            do()
        finally:
            connection.set_exec_trace(None)
        return len(seen)

    return asked


@pytest.fixture
def listed(office, people, clock):
    """listed({"nik": "1", "category": "A2", "district": "Contoh"}, …): a letter with that list."""
    return partial(lists.letter_with, people.staf, clock)


@pytest.fixture(scope="session")
def built() -> list[tuple[Flask, dict[str, object]]]:
    """The application and its configuration, once a test has built it."""
    return []


@pytest.fixture
def app(folder: Path, office, clock, built) -> Flask:
    """The real application over this test's database, its clock the test's; a demo, so that
    127.0.0.1 counts as enrolled. Building it anew for every test took a third of all their time."""
    if not built:
        settings = Settings(
            database=folder / "pulih.db",
            key_file=folder / "pulih.key",
            demo=True,
            public_url="https://pulih.example",
        )
        app = create_app(settings)
        built.append((app, dict(app.config)))
    app, config = built[0]
    app.config.clear()
    app.config.update(config, CLOCK=clock, VOICE=folder / "voice")
    app.extensions["guesses"] = Guesses()  # what was guessed in another test
    return app
