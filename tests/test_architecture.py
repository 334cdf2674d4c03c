"""The house keeps its own rules, and every rule is proven by a fault planted for it."""

import tomllib
from pathlib import Path

import pytest

from tests.house_rules import MAY_IMPORT, faults

ROOT = Path(__file__).parents[1]
NOT_OURS = ("build", "dist", "node_modules")


def house() -> list[str]:
    """Every Python file and template, relative to the house."""
    paths = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
    ours = [p for p in paths if not p.parts[0].startswith(".") and p.parts[0] not in NOT_OURS]
    return sorted(p.as_posix() for p in ours if p.suffix == ".py" or p.parts[0] == "templates")


@pytest.mark.parametrize("name", house())
def test_the_house_keeps_its_rules(name):
    assert faults(name, (ROOT / name).read_text(encoding="utf-8")) == []


def test_every_room_is_listed_for_installation():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {room.replace(".", "/") for room in listed["packages"]}
    files = [Path(name) for name in house() if name.endswith(".py")]
    rooms = {(one.parent if one.parent.name else one.with_suffix("")).as_posix() for one in files}
    ours = {room for room in rooms if not room.startswith("tests")}
    assert ours <= {*listed["py-modules"], *folders}
    for room in folders:
        held = {one for one in (ROOT / room).rglob("*") if one.is_file()}
        kept = {one for one in held if one.suffix in (".py", ".pyc", ".md")}
        for pattern in listed["package-data"].get(room.replace("/", "."), ()):
            kept |= set((ROOT / room).glob(pattern))
        assert held <= kept, room


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 40
PLANTED = [
    ("kiosk/routes.py", "import app", "kiosk may not import app"),
    ("kiosk/routes.py", "from staff.panel import panel", "kiosk may not import staff"),
    ("staff/routes.py", "from display import board", "staff may not import display"),
    ("staff/routes.py", "from database import db", "staff may not import database"),
    ("web.py", "import kiosk", "web may not import kiosk"),
    ("web.py", "from database import db", "web may not import database"),
    ("office/queue.py", "import web", "office may not import web"),
    ("office/queue.py", "def f():\n    from staff import panel", "office may not import staff"),
    ("models.py", "from office import queue", "models may not import office"),
    ("database.py", "from models import Ticket", "database may not import models"),
    ("app.py", "import cli", "app may not import cli"),
    ("bench/kiosk.py", "from app import create_app", "bench may not import app"),
    ("migrations/0001_initial.py", "import models", "migrations may not import models"),
    ("extra.py", "", "extra has no room in the house"),
    ("office/queue.py", "from flask import g", "the office knows no flask"),
    ("office/queue.py", "import flask_babel", "the office knows no flask_babel"),
    ("office/queue.py", "from babel.dates import format_date", "the office knows no babel.dates"),
    ("office/queue.py", "import os\nos.environ['HOME']", "does not read the environment"),
    ("office/queue.py", "from datetime import datetime\nx = datetime.now()", "asks the time"),
    ("office/queue.py", "import datetime\nx = datetime.datetime.utcnow()", "asks the time"),
    ("office/queue.py", "from datetime import date\nx = date.today()", "asks the time"),
    ("models.py", "from datetime import datetime\nx = datetime.now", "asks the time"),
    ("office/queue.py", "import time\nx = time.time()", "asks the time"),
    ("office/queue.py", "from time import time", "asks the time"),
    ("kiosk/routes.py", "from datetime import datetime\nx = datetime.now()", "asks the time"),
    ("staff/routes.py", "from office.queue import writing", "a face imports writing"),
    ("staff/routes.py", "ticket.save()", "a face writes: ticket.save()"),
    ("staff/routes.py", "ticket.delete_instance()", "a face writes"),
    ("staff/routes.py", "Ticket.create(number=1)", "a face writes: Ticket.create()"),
    ("staff/routes.py", "models.Ticket.insert(number=1)", "a face writes"),
    ("staff/routes.py", "Ticket.update(number=1).where(x)", "a face writes: Ticket.update()"),
    ("staff/routes.py", "Ticket.update(number=1).where(x).execute()", "where.execute()"),
    ("web.py", "Session.delete().where(x)", "a face writes: Session.delete()"),
    ("office/utils.py", "", "utils is a grab bag"),
    ("helpers/dates.py", "", "helpers is a grab bag"),
    ("sops/paser.py", "", "sops/ holds procedures"),
    ("office/queue.py", "x = 1\n" * 301, "301 lines, at most 300"),
    ("models.py", "x = 1\n" * 901, "901 lines, at most 900"),
    ("office/queue.py", LONG_FUNCTION, "f has 41 lines, at most 40"),
    ("templates/kiosk/start.html", "<p></p>\n" * 81, "81 lines, at most 80"),
    ("templates/staff/_panel.html", "<p></p>\n" * 41, "41 lines, at most 40"),
    ("templates/a.html", "{{ name | safe }}", "leaves text unescaped"),
    ("templates/a.html", "{% autoescape false %}", "leaves text unescaped"),
    ("templates/a.html", '<p style="color: red">', "is an inline style"),
    ("templates/a.html", "<style>p {}</style>", "is an inline style"),
    ("templates/a.html", "<script>go()</script>", "is an inline script"),
    ("templates/a.html", '<a onclick="go()">', "is an inline handler"),
    ("templates/a.html", '<a\n  onfocus="go()">', "is an inline handler"),
    ("templates/a.html", '<a hx-on:click="go()">', "needs eval"),
    ("templates/a.html", "<a hx-vals='js:{x: 1}'>", "needs eval"),
    ("templates/a.html", '<a hx-trigger="click[ctrlKey]">', "is a trigger filter"),
    ("templates/a.html", '<img src="https://cdn.example/x.png">', "names another host"),
    ("templates/a.html", '<img src="//cdn.example/x.png">', "names another host"),
]
INNOCENT = [
    ("cli.py", "from app import create_app"),
    (
        "tests/test_x.py",
        "from app import create_app\nfrom datetime import datetime\ndatetime.now()",
    ),
    ("app.py", "import kiosk, staff, display, track, web, database"),
    ("web.py", "from datetime import UTC, datetime\nx = datetime.now(UTC)"),
    ("kiosk/routes.py", "import web\nfrom kiosk import screens\nfrom models import Ticket"),
    ("kiosk/routes.py", "headers.update(x)\nqueue.skip(ticket)\nURL.replace('a', 'b')"),
    ("office/queue.py", "from database import writing\nTicket.update(x=1).execute()"),
    ("office/queue.py", "import time\nx = time.monotonic()"),
    ("office/queue.py", 'def f():\n    """\n' + "    why\n" * 50 + '    """\n    return 1'),
    ("migrations/0001_initial.py", "x = 1\n" * 400),
    ("templates/shared/ui.html", "<p></p>\n" * 200),
    ("templates/a.html", '{# never hx-on #}<a href="https://www.lapor.go.id">'),
    ("templates/a.html", '<script src="{{ url }}" defer></script><p class="on">x</p>'),
]


@pytest.mark.parametrize(("name", "source", "fault"), PLANTED)
def test_a_planted_fault_is_found(name, source, fault):
    found = faults(name, source)
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(("name", "source"), INNOCENT)
def test_what_is_allowed_is_left_alone(name, source):
    assert faults(name, source) == []


def test_no_face_may_import_another():
    faces = {"kiosk", "staff", "display", "track"}
    assert [face for face in faces if (faces - {face}) & set(MAY_IMPORT[face])] == []
