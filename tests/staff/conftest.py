"""Who is signed in; a case brought to a step of each kind, and who sits where to decide it."""

import pytest

from models import Case
from office import made, procedures, queue
from office.ministry import lembar
from tests.faces import Visitor
from tests.staff.desks import WHO, Desk

NAME = made.Change("name", "CONTOH SATV", "CONTOH SATU", "Kutipan akta kelahiran")


@pytest.fixture
def ani(app):
    return Visitor(app).sign_in("admin")


@pytest.fixture
def rina(app):
    return Visitor(app).sign_in("rina")


@pytest.fixture
def sari(app):
    return Visitor(app).sign_in("sari", counter=1)


@pytest.fixture
def called(draw, people, counters, clock):
    """A-001, called to counter 1 by Sari."""
    return queue.call(draw(), counters[1], by=people.sari, at=clock())


@pytest.fixture
def desk(app):
    def desk(username: str, case: Case, counter: int | None = None) -> Desk:
        here = Desk(Visitor(app).sign_in(username, counter), case)
        here.see()
        return here

    return desk


@pytest.fixture
def at(request, desk):
    """at("at_note"): the officer whose step it is, before the case."""

    def at(name: str):
        username, counter = WHO[name]
        return desk(username, request.getfixturevalue(name), counter)

    return at


@pytest.fixture
def at_checklist(draw, people, counters, decide, clock):
    """At the counter, the applicant there."""
    ticket = draw(problem="miswritten", elements=["name"], nik="6401010101900001")
    queue.call(ticket, counters[1], by=people.sari, at=clock())
    queue.serve(ticket, by=people.sari, at=clock(), counter=counters[1])
    return decide(ticket.case, "directed", people.sari, counter=counters[1])


@pytest.fixture
def at_answer(at_checklist, decide, people, counters):
    """Budi was asked for advice."""
    asked = {"counter": counters[1], "reason": "Boleh dengan ijazah?"}
    return decide(at_checklist, "consult", people.sari, **asked)


@pytest.fixture
def at_order(draw, complete, people):
    """Waits for the perintah."""
    ticket = draw(problem="miswritten", elements=["name"], nik="6401010101900001")
    return complete(ticket, people.sari)


@pytest.fixture
def at_note(at_order, decide, people):
    return decide(at_order, "ordered", people.budi)


@pytest.fixture
def at_correction(at_note, decide, people):
    return decide(at_note, "noted", people.dewi, work=made.Work(text="Ejaan berbeda dari akta."))


@pytest.fixture
def at_recovery(at_correction, decide, people):
    return decide(at_correction, "wrong", people.dewi, work=made.Work(changes=(NAME,)))


def lembar_of(staf, reference: str, at) -> Case:
    """A lembar of two rows, one of them of another region."""
    rows = [
        lembar.NewRow("6401010101900001", "6401010101900002", "G2", "Satu orang dua NIK"),
        lembar.NewRow("6401010101900003", "", "A2", "Tanggal lahir 31-02-1985", outside=True),
    ]
    told = {"reference": reference, "dated": at.date(), "by": staf, "at": at}
    return lembar.open_lembar(procedures.newest("anomali-data"), rows, **told)


@pytest.fixture
def new_lembar(people, clock):
    return lembar_of(people.staf, "470/1", clock())


@pytest.fixture
def at_kasi(new_lembar, decide, people):
    received = decide(new_lembar, "received", people.staf)
    return decide(received, "examined", people.staf, work=made.Work(text="Cocok."))


@pytest.fixture
def at_rows(at_kasi, decide, people):
    case = at_kasi
    for who in ("kasi", "kabid", "kadis"):
        case = decide(case, "yes", getattr(people, who))
    return case
