"""Another office of the same dinas: what is theirs is to us as if it were not there."""

import re
from datetime import timedelta

import pytest

from database import db, writing
from lembar_tables import Leave, Pack
from ministry_tables import LetterFile
from models import (
    Appointment,
    Delegation,
    Device,
    DeviceKind,
    Office,
    Officer,
    SignInAttempt,
    Slide,
    Table,
)
from office import calendar, devices, founding, intake
from office.ministry import errands, inbox
from office.papers import official
from office.printing import printers
from office.walls import announcements
from reply_tables import Reply, ResultFile
from tests.conftest import NINE, PASSWORD
from tests.faces import Visitor
from tests.tables import TABLES

OURS = ("sari", "budi", "rina", "staf", "lead", "admin")
OWN = {"session", SignInAttempt._meta.table_name}  # of who asks
FORM = {"seen": "0", "reason": "Coba.", "number": "1", "outcome": "directed", "role": "adb"}
FORM |= {"field": "nik", "open_for": "Coba.", "why": "network", "note": "Coba.", "text": "Coba."}
# into and through the register, which belongs to the dinas and not to an office
OF_ALL = {"imports", "runs", "searches"}


@pytest.fixture
def theirs(app, recovery):
    """The id of each kind of thing the other office has: by the word before it in an address."""
    office = founding.found("LAIN", "Disdukcapil Lain", "Lain", "Asia/Makassar", at=NINE)
    officers = [
        founding.hire(office, name, name.title(), ["siak", "adb"], password=PASSWORD, at=NINE)
        for name in ("dina", "nina")
    ]
    day = NINE.date()
    stands_in = Delegation.create(
        **{"officer": officers[0], "absent": officers[1], "role": "adb", "kind": "Plh."},
        **{"since": day, "until": day + timedelta(days=9)},
    )
    ticket = intake.submit(intake.Asked(recovery, {}, "lain"), office, by=officers[0], at=NINE)
    device = Device.create(office=office, kind=DeviceKind.KIOSK, name="Anjungan")
    counter = founding.add_counter(office, 1, ["siak", "adb"], at=NINE)
    found = {"tickets": ticket, "cases": ticket.case, "counters": counter, "devices": device}
    found |= {"officers": officers[0], "delegations": stands_in}
    kept = {"since": day, "until": day, "name": "Lain", "stretches": [(480, 600)]}
    found |= {"hours": calendar.keep_other_hours(office, **kept, by=officers[0], at=NINE)}
    with writing():
        told = {"document": "verification", "by": officers[0], "at": NINE}
        found |= {"official": official.issue(ticket.case, "note", {"people": []}, **told)}
    told = {"name": "Printer", "width": 80, "device": device, "answers": True}
    by = {"by": officers[0], "at": NINE}
    found |= {"printers": printers.install(office, "network", "127.0.0.1", **told, **by)}
    found |= {"help": devices.ask_for_help(device, at=NINE)}
    found |= {"walls": Device.create(office=office, kind=DeviceKind.WALL, name="Papan")}
    found |= {"announcements": announcements.announce(office, "Lain.", since=day, **by)}
    film = {"file": "lain.jpg", "title": "Lain", "place": 1, "seconds": 10, "size": 1, "at": NINE}
    found |= {"slides": Slide.create(office=office, officer=officers[0], **film)}
    taken = {"service": recovery.id, "slot_at": NINE, "place": 1, "places": 1, "made_at": NINE}
    keys = {"submission": "janji-lain", "token_hash": b"lain", "code": "LAINLAIN"}
    found |= {"appointments": Appointment.create(office=office, day=day, **taken, **keys)}
    item = errands.Item(ticket.case_id, 0)
    found |= {"errands": errands.decide([item], "directed", step="direct", key="k", **by)}
    found |= their_letter(office, officers)
    return {word: row.id for word, row in found.items()}


def their_letter(office: Office, officers: list[Officer]) -> dict[str, Table]:
    """A letter, its list, its answer and results, and one of those who work on it away."""
    day, numbered = NINE.date(), {"version": 1, "year": 2024, "number": 1, "label": "1"}
    sent = {"addressee": "centre", "year": 2024, "number": 1, "label": "1"}
    letter = inbox.take_in("470/LAIN", day, by=officers[0], at=NINE)
    of = {"officer": officers[0], "letter": letter}
    away = {"since": day, "until": day, "noted_by": officers[0], "at": NINE}
    return {
        "inbox": letter,
        "lists": LetterFile.create(**of, name="lain.csv", begun_at=NINE),
        "replies": Reply.create(**of, office=office, **numbered, content={}, at=NINE),
        "files": ResultFile.create(officer=officers[0], name="hasil.xlsx", begun_at=NINE),
        "packs": Pack.create(**of, office=office, **sent, content={}, at=NINE),
        "leaves": Leave.create(officer=officers[1], **away),
    }


def everything() -> dict[str, list[tuple]]:
    names = {table._meta.table_name for table in TABLES} - OWN
    return {name: db.execute_sql(f'SELECT * FROM "{name}"').fetchall() for name in names}


def addresses(app, theirs):
    """(method, address) of every page about one thing, which is the other office's here."""
    for rule in app.url_map.iter_rules():
        found = re.search(r"(\w+)/<int:id>", rule.rule)
        if found and found[1] not in OF_ALL:
            assert found[1] in theirs, f"{rule.rule}: what does the other office have of these?"
            address = rule.rule.replace("<int:id>", str(theirs[found[1]]))
            yield "GET" if "GET" in rule.methods else "POST", address


@pytest.mark.parametrize("username", OURS)
def test_no_page_shows_or_changes_what_is_another_offices(app, theirs, username):
    visitor = Visitor(app).sign_in(username, counter=1 if username in ("sari", "rina") else None)
    before, told = everything(), {}
    for method, address in addresses(app, theirs):
        ask = visitor.get if method == "GET" else visitor.post
        answer = ask(address, **FORM) if method == "GET" else ask(address, FORM)
        told[address] = answer.status_code
    assert {address for address, status in told.items() if status not in (403, 404)} == set()
    assert 404 in told.values() or username == "lead"
    assert everything() == before


@pytest.mark.parametrize("word", ["tickets", "cases"])
def test_what_is_theirs_and_what_is_not_there_are_told_alike(app, theirs, word):
    visitor = Visitor(app).sign_in("sari", counter=1)
    verb = {"tickets": "recalls", "cases": "takes"}[word]
    answers = {
        visitor.post(f"/staff/{word}/{id}/{verb}", seen=0, came_from="/staff/counter").text
        for id in (theirs[word], 999999, 2**31, 2**70)
    }
    assert len(answers) == 1
    assert "Halaman ini tidak ada." in answers.pop()
