"""The simulated office's house: its folder, its people and the server, with a clock to be moved."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import waitress
from peewee import fn

from app import HERE, Settings, create_app, open_database
from database import db
from models import DeviceKind, Event, Office
from office import board, demo, demo_people, devices, housekeeping, procedures, sop
from simulation.browser import Browser, Journal
from simulation.clock import Clock

FIRST = datetime(2024, 1, 8, 7, tzinfo=ZoneInfo(demo.ZONE))  # a Monday, the door is unlocked


class House:
    """`pulih serve` within this process, so that its clock can be moved.

    Raises Refused on a database of any office but the demo's.
    """

    def __init__(self, folder: Path, *, port: int, speed: float, server: dict[str, object]) -> None:
        settings = Settings(
            database=folder / "pulih.db",
            key_file=folder / "pulih.key",
            sops=HERE / "sops",
            demo=True,
            new=True,
        )
        procedures.install(sop.load(settings.sops))
        open_database(settings, demo.refuse_real_cases)
        begins = _next_morning()
        self.office = Office.select().first() or demo.found(begins)
        self.zone = ZoneInfo(self.office.zone)
        self.clock = Clock(begins, speed)
        self.app = create_app(replace(settings, clock=self.clock))
        self.app.config["DEMO_PASSWORD"] = demo_people.PASSWORD
        self._server = waitress.create_server(self.app, host="127.0.0.1", port=port, **server)
        self.port: int = self._server.effective_port  # type: ignore[attr-defined]
        self.url = f"http://localhost:{self.port}"
        self.journal = Journal()
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def browser(self) -> Browser:
        return Browser(self.port, self.journal)

    def screen(self, kind: DeviceKind, name: str) -> Browser:
        """A kiosk or a wall that has typed its code."""
        _, code = devices.invite(self.office, kind, name, by=None, at=self.clock())
        browser = self.browser()
        browser.get("/device")
        browser.press("/device", code=code)
        return browser

    def version(self) -> int:
        """Of the office: as long as it stays, every screen would show what it shows."""
        return board.version(self.office.id)

    def keep(self) -> None:
        """What the served office does by itself once a minute."""
        housekeeping.run(at=self.clock())

    def close(self) -> None:
        for channel in list(self._server.active_channels.values()):
            channel.handle_close()
        self._server.close()
        self._server.task_dispatcher.shutdown()
        self._thread.join(timeout=5)
        db.close()


def _next_morning() -> datetime:
    """The first morning after whatever has happened here."""
    last = Event.select(fn.MAX(Event.at)).scalar()
    if last is None:
        return FIRST
    zone = ZoneInfo(Office.get().zone)
    morning = datetime.combine(last.astimezone(zone), FIRST.time(), zone)
    return morning if morning >= last else morning + timedelta(days=1)
