"""Intake: what was asked becomes a case and its ticket, once, whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest

from database import db
from models import Case, Draft, NumberSeries, Request, Subject, Ticket
from office import audit, casework, founding, intake, issuing, queue
from office.doors import Closed
from office.errors import Incomplete, NotAllowed, NotFound, Refused
from office.intake import Asked
from tests.office.conftest import everything

NIK = "0000000000000001"
NEXT = datetime(2024, 1, 9, 0, 0, tzinfo=UTC)  # Selasa, 08.00 WITA


@pytest.fixture
def submit(recovery, office, kiosk, clock):
    """submit("key", problem="miswritten"): at the kiosk."""

    def submit(submission: str, by=None, **answers) -> Ticket:
        asked = Asked(recovery, answers, submission)
        return intake.submit(asked, office, by=by or kiosk, at=clock())

    return submit


@pytest.fixture
def at_once():
    """at_once(16, function): called from that many threads with 0, 1, 2 …; the results."""

    def one(function, number):
        with db.connection_context():
            return function(number)

    def at_once(threads: int, function) -> list:
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(lambda number: one(function, number), range(threads)))

    return at_once


def test_a_submission_opens_a_case_and_gives_its_number(submit, events):
    ticket = submit("one", rejected_at="bank", problem="kk_mismatch", nik=NIK)
    case, request = ticket.case, Request.get()
    assert (ticket.label, ticket.role, case.step) == ("A-001", "siak", "direct")
    assert (request.rejected_at, case.category.code) == ("bank", "E4")
    assert Subject.get().nik == NIK
    assert events(case) == ["ticket issued"]


def test_neither_nik_nor_priority_is_kept_among_the_answers(submit):
    submit("one", problem="nik_missing", nik=NIK, priority="yes")
    assert Request.get().answers == {"problem": "nik_missing"}
    assert Ticket.get().priority


def test_a_number_only_opens_an_empty_case(submit):
    ticket = submit("one")
    assert (Request.get().answers, ticket.case.category) == ({}, None)
    assert Subject.select().count() == 0


def test_the_same_submission_gives_the_same_number(submit):
    first = submit("one", nik=NIK)
    before = everything()
    assert submit("one", nik=NIK) == first
    assert everything() == before


def test_the_same_number_is_given_again_after_closing(submit, clock):
    first = submit("one")
    clock.set(2024, 1, 8, 20, 0)
    assert submit("one") == first


def test_sixteen_that_submit_the_same_at_once_get_one_number(submit, at_once):
    given = at_once(16, lambda _: submit("double tap", nik=NIK).id)
    assert len(set(given)) == 1
    assert (Ticket.select().count(), Case.select().count()) == (1, 1)
    assert NumberSeries.get().last == 1


def test_numbers_have_no_holes_when_eight_submit_at_once(submit, at_once, office):
    given = at_once(8, lambda thread: [submit(f"{thread}-{n}").number for n in range(5)])
    assert sorted(number for numbers in given for number in numbers) == list(range(1, 41))
    assert audit.verify(office)[1] == ""


@pytest.mark.parametrize(
    ("moment", "opens", "sentence"),
    [
        ((2024, 1, 8, 7, 59), time(8, 0), "Pelayanan belum buka. Buka pukul"),
        ((2024, 1, 8, 15, 0), NEXT, "Pelayanan hari ini sudah tutup. Buka lagi"),
        ((2024, 1, 7, 10, 0), NEXT - timedelta(days=1), "Hari ini kantor tutup. Buka lagi"),
    ],
)
def test_a_closed_office_gives_no_number_and_says_when_it_opens(
    submit, refused, clock, moment, opens, sentence
):
    clock.set(*moment)
    with refused(Closed, sentence):
        submit("late")
    with pytest.raises(Closed) as caught:
        submit("late")
    assert caught.value.values["opens"] == opens


def test_an_office_that_never_opens_says_whom_to_ask(submit, refused, office, clock):
    founding.open_hours(office, {}, at=clock())
    with refused(Closed, "Pelayanan sedang tutup. Silakan tanyakan ke Petugas Informasi."):
        submit("never")


def test_staff_give_numbers_after_closing_too(recovery, people, clock):
    clock.set(2024, 1, 8, 16, 0)
    ticket = intake.at_the_counter(recovery, by=people.rina, at=clock(), submission="walk-in")
    assert (ticket.label, Request.get().answers) == ("A-001", {})


@pytest.mark.parametrize("who", ["lead", "audit", "admin", "kadis"])
def test_who_meets_nobody_makes_no_requests(recovery, refused, people, clock, who):
    with refused(NotAllowed, "Membuat permohonan bukan tugas Anda"):
        by = getattr(people, who)
        intake.at_the_counter(recovery, by=by, at=clock(), submission="walk-in")


def test_nobody_queues_for_a_procedure_without_a_letter(refused, anomalies, office, kiosk, clock):
    with refused(Incomplete, "Untuk layanan ini tidak ada nomor antrean"):
        intake.submit(Asked(anomalies, {}, "one"), office, by=kiosk, at=clock())


@pytest.mark.parametrize("where", ["issue", "record"])
def test_nothing_is_half_stored_when_something_breaks(submit, refused, monkeypatch, where):
    """Broken on purpose: the ticket's own step, and the very last one, the audit entry."""

    def broken(*_, **__):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(issuing if where == "issue" else audit, where, broken)
    with refused(RuntimeError, "broken on purpose"):
        submit("one", problem="miswritten", nik=NIK)


# --- coming back ----------------------------------------------------------------------------------


def test_coming_back_needs_something_to_come_for(at_step, refused, kiosk, clock):
    case = at_step("order").case
    clock.set(2024, 1, 9, 9, 0)
    with refused(Refused, "Belum perlu ke loket"):
        intake.come_back(case, "again", by=kiosk, at=clock())


def test_a_cancelled_case_gives_no_more_numbers(at_step, verb, refused, people, kiosk, clock):
    case = verb(casework.withdraw, at_step("order").case, "Pindah.", by=people.budi)
    with refused(Refused, "Belum perlu ke loket"):
        intake.come_back(case, "again", by=kiosk, at=clock())


def test_coming_back_twice_with_one_key_gives_one_number(mended, kiosk, people, clock, counters):
    ticket = mended()
    queue.call_next(counters[3], by=people.dewi, at=clock())
    queue.finish(ticket, by=people.dewi, at=clock(), counter=counters[3])
    first = intake.come_back(ticket.case, "again", by=kiosk, at=clock())
    assert intake.come_back(ticket.case, "again", by=kiosk, at=clock()) == first
    assert first.label == "A-002"


@pytest.fixture
def sent_for_papers(serve, draw, decide, people, counters) -> Ticket:
    """The papers were incomplete; the number waits in the hall."""
    ticket = serve(draw(), people.sari)
    decide(ticket.case, "directed", people.sari, counter=counters[1])
    decide(ticket.case, "incomplete", people.sari, counter=counters[1], reason="KK belum ada.")
    return Ticket.get_by_id(ticket.id)


def test_who_brings_papers_on_the_same_day_keeps_their_number(sent_for_papers, kiosk, clock, fresh):
    clock.forward(minutes=30)
    back = intake.come_back(sent_for_papers.case, "with papers", by=kiosk, at=clock())
    assert (back, back.status, back.place_at) == (sent_for_papers, "waiting", back.issued_at)
    assert (fresh(back.case).paused_for, Ticket.select().count()) == ("", 1)


def test_a_number_that_waits_already_needs_no_other(sent_for_papers, kiosk, clock, refused):
    case = sent_for_papers.case
    intake.come_back(case, "with papers", by=kiosk, at=clock())
    with refused(Refused, "Nomor A-001 masih berlaku"):
        intake.come_back(case, "and again", by=kiosk, at=clock())


def test_a_closed_office_gives_no_second_number_either(mended, refused, kiosk, clock):
    case = mended().case
    clock.set(2024, 1, 8, 15, 30)
    with refused(Closed, "Pelayanan hari ini sudah tutup"):
        intake.come_back(case, "again", by=kiosk, at=clock())


# --- the answers of a kiosk -----------------------------------------------------------------------


@pytest.fixture
def draft(kiosk, clock):
    return intake.begin_draft(kiosk, at=clock())


def test_answers_are_kept_and_taken_away(draft, clock):
    intake.answer(draft, at=clock(), procedure="pemulihan-data-error", whose="self", nik=NIK)
    kept = intake.answer(draft, at=clock(), nik=None)
    assert (kept.answers, kept.procedure) == ({"whose": "self"}, "pemulihan-data-error")


def test_nobody_can_guess_a_draft(kiosk, clock):
    keys = {intake.begin_draft(kiosk, at=clock()).key for _ in range(20)}
    assert len(keys) == 20
    assert min(map(len, keys)) >= 32


def test_submitting_forgets_the_draft(draft, submit):
    submit(draft.key)
    assert Draft.select().count() == 0


def test_a_wiped_draft_is_gone_and_may_be_wiped_again(draft):
    intake.wipe(draft.key)
    intake.wipe(draft.key)
    assert Draft.select().count() == 0


def test_a_wiped_draft_takes_no_more_answers(draft, refused, clock):
    intake.wipe(draft.key)
    with refused(NotFound, "sudah dihapus. Mulai dari awal"):
        intake.answer(draft, at=clock(), whose="self")


def test_what_a_dark_kiosk_left_behind_is_forgotten(draft, kiosk, clock):
    clock.forward(minutes=10)
    kept = intake.begin_draft(kiosk, at=clock())
    assert intake.wipe_left_behind(before=clock() - timedelta(minutes=5)) == 1
    assert [row.key for row in Draft.select()] == [kept.key]
