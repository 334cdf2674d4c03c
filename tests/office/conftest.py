"""What the office's rules are tried with: refusals that leave nothing, and cases on their way."""

from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest

from database import db
from models import Case, Correction, Counter, Event, Office, Session, Ticket
from office import access, founding, made, order, procedures, queue, seats
from office.ministry import lembar
from office.register import recover, register
from tests.conftest import NINE, PASSWORD
from tests.tables import TABLES

CHANGE = made.Change("name", "CONTOHH", "CONTOH", "Kutipan akta kelahiran")
ROW = lembar.NewRow("0000000000000001", "", "G1", "Satu nomor dipakai dua orang")
LETTER = "400.8/000/Dukcapil"
AKTA = "Kutipan akta kelahiran"
SITI = {
    "nik": "9901014101900001",
    "family": "9901010101100001",
    "name": "SITI CONTOH",
    "sex": "P",
    "birth_date": "1990-03-12",
    "mother": "MINAH",
    "status": "HIDUP",
}


def everything() -> dict[str, list[tuple]]:
    """Every row of every table: what a refused verb must leave as it was."""
    names = [table._meta.table_name for table in TABLES]
    return {name: db.execute_sql(f'SELECT * FROM "{name}"').fetchall() for name in names}


@pytest.fixture
def refused(office):
    """with refused(NotAllowed, "tugas"): the kind, the sentence, and not one row changed."""

    @contextmanager
    def refused(kind: type[Exception], sentence: str):
        before = everything()
        with pytest.raises(kind, match=sentence) as caught:
            yield
        assert caught.type is kind
        assert everything() == before

    return refused


@pytest.fixture
def fresh():
    """fresh(row): as it stands now."""
    return lambda row: type(row).get_by_id(row.get_id())


@pytest.fixture
def version(office):
    return lambda: Office.get_by_id(office.id).version


@pytest.fixture
def events(office):
    """events(): the names of what happened, in order; events(case): to that case."""

    def events(case: Case | None = None) -> list[str]:
        rows = Event.select(Event.name).where(Event.office == office).order_by(Event.number)
        return [name for (name,) in (rows.where(Event.case == case) if case else rows).tuples()]

    return events


@pytest.fixture
def call(counters, clock):
    """call(ticket, sari, 1): called to that counter, out of turn, too."""

    def call(ticket: Ticket, by, number: int = 1, reason: str = "Mendesak.") -> Ticket:
        return queue.call(ticket, counters[number], reason, by=by, at=clock())

    return call


@pytest.fixture
def serve(call, counters, clock):
    """serve(ticket, sari, 1): called to that counter and served there."""

    def serve(ticket: Ticket, by, number: int = 1) -> Ticket:
        call(ticket, by, number)
        return queue.serve(ticket, by=by, at=clock(), counter=counters[number])

    return serve


@pytest.fixture
def next_at(counters, clock):
    """next_at(1, sari): the label of whoever would be called there; None for nobody."""

    def next_at(number, by):
        found = order.Queue(counters[number], by, at=clock()).next()
        return found and found.label

    return next_at


@pytest.fixture
def seat(clock):
    """seat(joko, counters[4]): signed in, and sitting there."""

    def seat(officer, counter: Counter) -> Session:
        token = access.sign_in(officer.username, PASSWORD, address="", at=clock())
        session = access.session(token, at=clock())
        seats.sit_down(session, counter, at=clock())
        return session

    return seat


@pytest.fixture
def verb(clock, fresh):
    """verb(casework.take, case, budi): with the case as it stands now."""

    def verb(function, case: Case, *arguments, by, **details) -> Case:
        seen = fresh(case).moves
        return function(case, *arguments, by=by, at=clock(), seen=seen, **details)

    return verb


@pytest.fixture
def at_step(draw, complete, decide, people):
    """at_step("correct"): a ticket whose case Sari, Budi and Dewi brought to that desk step."""
    done = (
        ("order", "ordered", people.budi, {}),
        ("verify", "noted", people.dewi, {"work": made.Work(text="Sudah dicocokkan.")}),
        ("correct", "wrong", people.dewi, {"work": made.Work(changes=(CHANGE,))}),
    )

    def at_step(goal: str, **answers) -> Ticket:
        ticket = draw(**answers)
        case = complete(ticket, people.sari)
        for _, outcome, by, details in done:
            if case.step == goal:
                break
            case = decide(case, outcome, by, **details)
        assert case.step == goal
        return Ticket.get_by_id(ticket.id)

    return at_step


@pytest.fixture
def mended(at_step, decide, people, clock):
    """mended(): a ticket whose case is done; the result waits to be handed over."""

    def mended() -> Ticket:
        ticket = at_step("apply")
        work = made.Work(reference="SIAK-0001", done_at=clock())
        decide(ticket.case, "recovered", people.dewi, work=work)
        return Ticket.get_by_id(ticket.id)

    return mended


@pytest.fixture
def siti(people, clock):
    return register.enter([SITI], by=people.sari, at=clock())[0]


@pytest.fixture
def drafted(to_correct, decide, people):
    """drafted(siti, birth_date="3-12-1990"): a case whose drafts wait to be carried out."""

    def drafted(person: int, **values: str):
        changes = tuple(
            made.Change(element, "", after, AKTA, person=person)
            for element, after in values.items()
        )
        work = made.Work(changes=changes)
        return decide(to_correct(person), "wrong", people.dewi, work=work)

    return drafted


@pytest.fixture
def undo(people, clock, fresh):
    """undo(case, "name"): Budi takes that correction of the case back."""

    def undo(case, element, by=None, reason="Akta itu palsu.", **done):
        row = Correction.get(case=case, element=element)
        told = recover.Done(**done)
        by, seen = by or people.budi, fresh(case).moves
        return recover.reverse(row, reason, told, by=by, at=clock(), seen=seen)

    return undo


@pytest.fixture
def anomalies(office):
    """Procedure B."""
    return procedures.newest("anomali-data")


@pytest.fixture
def open_lembar(anomalies, people, clock):
    """open_lembar(3): a lembar of that many rows, by Tono."""

    def open_lembar(count: int = 1, **details) -> Case:
        told = {"reference": LETTER, "dated": date(2024, 1, 2), "by": people.staf} | details
        return lembar.open_lembar(anomalies, [ROW] * count, at=clock(), **told)

    return open_lembar


@pytest.fixture
def ladder(open_lembar, decide, people):
    """ladder("approve", 3): a lembar of three rows that came up to that rung."""
    rungs = (
        ("received", people.staf, {}),
        ("examined", people.staf, {"work": made.Work(text="Sudah diteliti.")}),
        ("yes", people.kasi, {}),
        ("yes", people.kabid, {}),
        ("yes", people.kadis, {}),
    )

    def ladder(goal: str, count: int = 1) -> Case:
        case = open_lembar(count)
        for outcome, by, details in rungs:
            if case.step == goal:
                break
            case = decide(case, outcome, by, **details)
        assert case.step == goal
        return case

    return ladder


@pytest.fixture
def neighbours(office):
    """Another office of the dinas: its counter and its officers Dina (both roles) and Nina."""
    other = founding.found(
        "BPP", "Disdukcapil Cabang Contoh", "Kabupaten Contoh", "Asia/Makassar", at=NINE
    )
    hire = founding.hire
    dina = hire(other, "dina", "Dina", ["siak", "adb", "functional"], password=PASSWORD, at=NINE)
    nina = hire(other, "nina", "Nina", ["information"], password=PASSWORD, at=NINE)
    counter = founding.add_counter(other, 1, ["siak", "adb"], at=NINE)
    return SimpleNamespace(office=other, dina=dina, nina=nina, counter=counter)
