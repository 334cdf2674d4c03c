"""A bench's own folder and office: made by the office's verbs before the server opens it."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import database
from models import Case, Counter, Device, DeviceKind, Office, Officer, Ticket
from office import (
    audit,
    casework,
    devices,
    founding,
    intake,
    made,
    procedures,
    queue,
    sop,
    tickets,
    timetable,
)

ROOT = Path(__file__).parents[1]
PASSWORD = "kata sandi bangku uji"  # noqa: S105  of an office that lives for a minute
OFFICERS = 8
KIOSKS = 32
ALWAYS = {weekday: ((0, 1440),) for weekday in range(7)}  # a bench runs at any hour


@dataclass
class Scene:
    """Where the data lie, and what a browser needs to be let in."""

    folder: Path
    office: Office
    kiosks: list[str] = field(default_factory=list)  # the cookies of enrolled kiosks
    wall: str = ""  # the cookie of the wall

    @property
    def environment(self) -> dict[str, str]:
        return {"PULIH_DATA": str(self.folder)}


@contextmanager
def furnished(kiosks: int = KIOSKS) -> Iterator[Scene]:
    """An office with 8 officers at 8 counters, kiosks and a wall; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pulih-bench-") as name:
        open_folder(Path(name))
        office = founding.found(
            "BENCH", "Disdukcapil Bangku Uji", "Kabupaten Uji", "Asia/Makassar", at=now()
        )
        founding.open_hours(office, ALWAYS, at=now())
        for number in range(1, OFFICERS + 1):
            founding.add_counter(office, number, ["siak", "adb"], at=now())
            _hire(office, f"petugas{number}", ["siak", "adb"])
        _hire(office, "pejabat", ["functional"])
        scene = Scene(Path(name), office)
        scene.kiosks = [_enrol(office, DeviceKind.KIOSK) for _ in range(kiosks)]
        scene.wall = _enrol(office, DeviceKind.WALL)
        try:
            yield scene
        finally:
            database.db.close()


def open_folder(folder: Path) -> None:
    """What the server does with its folder, in this process too."""
    key = database.read_key(folder / "pulih.key", create=True)
    database.db.open(folder / "pulih.db", key)
    database.migrate()
    audit.use_key(database.derive(key, "audit"))
    tickets.use_key(key)
    procedures.install(sop.load(ROOT / "sops"))
    timetable.forget()


def now() -> datetime:
    return datetime.now(UTC)


def draw(scene: Scene, count: int, *, at: datetime | None = None) -> list[Ticket]:
    """So many people take a number at the first kiosk."""
    kiosk = Device.get(Device.kind == DeviceKind.KIOSK)
    procedure = procedures.queued()[0]
    drawn = []
    with database.writing():
        for number in range(count):
            nik = f"99010101019{number:05d}"
            answers = {"whose": "self", "problem": "nik_missing", "nik": nik}
            asked = intake.Asked(procedure, answers, secrets.token_urlsafe(24))
            drawn.append(intake.submit(asked, scene.office, by=kiosk, at=at or now()))
    return drawn


def bring_to_desk(ticket: Ticket, *, at: datetime | None = None) -> Case:
    """Walk a case over the counter and past the order: what is left is desk work."""
    at = at or now()
    sari, budi = (Officer.get(Officer.username == username) for username in ("petugas1", "pejabat"))
    counter = Counter.get(Counter.number == 1)
    queue.call(ticket, counter, "Mendesak.", by=sari, at=at)
    queue.serve(ticket, by=sari, at=at, counter=counter)
    case = _decide(ticket.case, "directed", sari, at, counter=counter)
    ticks = {paper.id: made.Tick(True, True) for paper in made.wanted_papers(case)}
    work = made.Work(papers=ticks)
    case = _decide(case, "complete", sari, at, counter=counter, work=work)
    return _decide(case, "ordered", budi, at)


def ask_the_centre(case: Case, on: date, *, at: datetime) -> Case:
    """From the desk: the data is right here, but not there; looked at again on that day."""
    sari = Officer.get(Officer.username == "petugas1")
    case = _decide(case, "noted", sari, at, work=made.Work(text="Data sudah benar di sini."))
    return _decide(case, "consolidate", sari, at, reason="Belum terbaca.", look_again_on=on)


def _decide(case: Case, outcome: str, by: Officer, at: datetime, **details: object) -> Case:
    case = Case.get_by_id(case.id)
    return casework.decide(case, outcome, by=by, at=at, seen=case.moves, **details)


def _hire(office: Office, username: str, roles: list[str]) -> None:
    founding.hire(office, username, username, roles, password=PASSWORD, at=now())


def _enrol(office: Office, kind: DeviceKind) -> str:
    _, code = devices.invite(office, kind, str(kind), by=None, at=now())
    return devices.enrol(code, at=now())[1]
