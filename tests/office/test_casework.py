"""A case's verbs: take, decide, pause, resume, amend, withdraw, expire."""

from datetime import date, timedelta

import pytest

from models import Case, Category, Decision, Delegation, Pause, Request, Subject
from office import access, calendar, casework, intake, made, worklists
from office.errors import Incomplete, NotAllowed, Refused, Stale
from tests.conftest import NINE

TOMORROW = date(2024, 1, 9)


@pytest.fixture
def pause(verb, people):
    """pause(case, "network"): by Dewi."""

    def pause(case: Case, reason: str = "network", **details) -> Case:
        told = {"by": people.dewi, "note": "Tidak tersambung sejak pagi."} | details
        return verb(casework.pause, case, reason, **told)

    return pause


@pytest.fixture
def verifying(at_step):
    """A case at step 4, at the desk of the Petugas ADB."""
    return at_step("verify").case


@pytest.fixture
def waiting_for_papers(serve, draw, decide, people, counters):
    """A case whose papers were incomplete today."""
    case = serve(draw(), people.sari).case
    decide(case, "directed", people.sari, counter=counters[1])
    return decide(case, "incomplete", people.sari, counter=counters[1], reason="KK belum ada.")


# --- whose it is ----------------------------------------------------------------------------------


def test_a_step_is_its_roles_to_decide(verifying, decide, refused, people):
    with refused(NotAllowed, "Kegiatan ini tugas Petugas ADB"):
        decide(verifying, "noted", people.budi, work=made.Work(text="Ada."))


def test_nobody_of_another_office_decides(verifying, decide, refused, neighbours):
    with refused(NotAllowed, "Kegiatan ini tugas Petugas ADB"):
        decide(verifying, "noted", neighbours.dina, work=made.Work(text="Ada."))


@pytest.mark.parametrize("verb_of", [casework.take, casework.withdraw, casework.pause])
def test_nobody_of_another_office_touches_a_case(verifying, verb, refused, neighbours, verb_of):
    arguments = {casework.take: (), casework.withdraw: ("Salah.",), casework.pause: ("network",)}
    with refused(NotAllowed, "Kegiatan ini tugas Petugas ADB"):
        verb(verb_of, verifying, *arguments[verb_of], by=neighbours.dina)


def test_another_offices_cases_are_not_on_my_worklist(verifying, neighbours, people, clock):
    assert list(worklists.waiting(people.dewi, at=clock())) == [verifying]
    assert list(worklists.waiting(neighbours.dina, at=clock())) == []


def test_a_way_out_the_step_has_not_is_no_decision(verifying, decide, refused, people):
    with refused(NotAllowed, "Kegiatan ini tidak mempunyai keputusan itu"):
        decide(verifying, "ordered", people.dewi)


def test_a_colleagues_case_is_taken_over_first(verifying, verb, decide, refused, people):
    verb(casework.take, verifying, by=people.sari)
    with refused(Refused, "Sedang dikerjakan Sari. Ambil alih dulu."):
        decide(verifying, "noted", people.dewi, work=made.Work(text="Ada."))
    verb(casework.take, verifying, by=people.dewi)
    assert decide(verifying, "noted", people.dewi, work=made.Work(text="Ada.")).step == "correct"


def test_a_stale_page_changes_nothing(verifying, refused, people, clock, verb):
    seen = verifying.moves
    verb(casework.take, verifying, by=people.sari)
    with refused(Stale, "baru saja diubah. Keputusan Anda belum tersimpan. Periksa lagi."):
        casework.decide(verifying, "noted", by=people.dewi, at=clock(), seen=seen)


def test_two_who_decide_the_same_page_decide_once(verifying, refused, people, clock, fresh):
    case = fresh(verifying)
    work = made.Work(text="Sudah dicek.")
    casework.decide(case, "noted", by=people.dewi, at=clock(), seen=case.moves, work=work)
    with refused(Stale, "baru saja diubah"):
        casework.decide(case, "noted", by=people.sari, at=clock(), seen=case.moves, work=work)


def test_an_ended_case_is_decided_no_more(mended, decide, refused, people):
    case = mended().case
    with refused(Refused, "Permohonan 2024/0001 sudah selesai"):
        decide(case, "recovered", people.dewi)


def test_a_counter_step_is_not_decided_while_its_person_waits(draw, decide, refused, people):
    case = draw().case
    with refused(Refused, "A-001 belum di loket Anda"):
        decide(case, "directed", people.joko)


def test_a_counter_step_is_not_decided_from_another_counter(
    draw, call, decide, refused, people, counters
):
    case = call(draw(), people.sari, 1).case
    with refused(Refused, "A-001 belum di loket Anda"):
        decide(case, "directed", people.joko, counter=counters[2])


def test_my_own_next_desk_step_stays_with_me(verifying, decide, people):
    case = decide(verifying, "noted", people.dewi, work=made.Work(text="Ada."))
    assert (case.step, case.taken_by) == ("correct", people.dewi)


def test_a_decision_says_who_for_whom_and_since_when(verifying, verb, decide, people, clock):
    clock.forward(minutes=5)
    verb(casework.take, verifying, by=people.dewi)
    taken = clock()
    clock.forward(minutes=2)
    decide(verifying, "noted", people.dewi, work=made.Work(text="Ada."))
    row = Decision.get(Decision.step == "verify")
    assert (row.officer, row.delegation) == (people.dewi, None)
    assert (row.arrived_at, row.taken_at, row.at) == (NINE, taken, clock())


# --- pauses ---------------------------------------------------------------------------------------


def test_a_paused_case_is_resumed_before_it_is_decided(verifying, pause, decide, refused, people):
    pause(verifying)
    with refused(Refused, "Sedang dijeda: Gangguan jaringan. Lanjutkan dulu."):
        decide(verifying, "noted", people.dewi, work=made.Work(text="Ada."))


@pytest.mark.parametrize(("reason", "note"), [("holiday", "Libur."), ("network", " ")])
def test_a_pause_has_a_known_reason_and_a_word_about_it(verifying, pause, refused, reason, note):
    with refused(Incomplete, "Pilih sebab jeda dan tulis keterangannya"):
        pause(verifying, reason, note=note)


def test_a_paused_case_is_not_paused_again(verifying, pause, refused):
    pause(verifying)
    with refused(Refused, "Sedang dijeda"):
        pause(verifying, "other_region")


@pytest.mark.parametrize("day", [None, date(2024, 1, 8)])
def test_waiting_for_the_centre_needs_a_later_day_to_look_again(verifying, pause, refused, day):
    with refused(Incomplete, "Pilih tanggal cek ulang sesudah hari ini"):
        pause(verifying, "centre", look_again_on=day)


def test_only_waiting_for_the_centre_has_a_day_to_look_again(verifying, pause):
    assert pause(verifying, "network", look_again_on=TOMORROW).look_again_on is None


def test_on_its_day_a_case_is_to_be_looked_at_again(verifying, pause, people, clock):
    pause(verifying, "centre", look_again_on=TOMORROW)
    assert list(worklists.look_again(people.dewi, at=clock())) == []
    assert list(worklists.look_again(people.dewi, at=clock.set(2024, 1, 9, 8, 0))) == [verifying]


def test_what_still_waits_gets_another_day(verifying, pause, verb, people):
    pause(verifying, "centre", look_again_on=TOMORROW)
    case = verb(casework.look_again, verifying, date(2024, 1, 15), by=people.sari)
    assert case.look_again_on == date(2024, 1, 15)


def test_another_day_to_look_again_lies_ahead(verifying, pause, verb, refused, people):
    pause(verifying, "centre", look_again_on=TOMORROW)
    with refused(Incomplete, "Pilih tanggal cek ulang sesudah hari ini"):
        verb(casework.look_again, verifying, date(2024, 1, 8), by=people.sari)


def test_a_pause_ends_when_the_case_is_resumed(verifying, pause, verb, people, clock):
    pause(verifying)
    at = clock.forward(hours=1)
    assert verb(casework.resume, verifying, by=people.sari).paused_for == ""
    assert [(row.since, row.until) for row in Pause.select()] == [(NINE, at)]


def test_what_runs_is_not_resumed(verifying, verb, refused, people):
    with refused(Refused, "2024/0001 tidak sedang dijeda"):
        verb(casework.resume, verifying, by=people.sari)


def test_a_kiosk_resumes_only_what_waits_for_its_applicant(verifying, pause, verb, refused, kiosk):
    pause(verifying, "other_region")
    with refused(Refused, "2024/0001 tidak menunggu pemohon"):
        verb(casework.resume, verifying, by=kiosk)


def test_a_pause_is_never_shorter_than_nothing(verifying, pause, verb, people, clock):
    pause(verifying)
    clock.forward(hours=-1)
    verb(casework.resume, verifying, by=people.sari)
    assert [(row.since, row.until) for row in Pause.select()] == [(NINE, NINE)]


# --- what is asked, and the end of it -------------------------------------------------------------


def test_what_is_asked_is_written_down_at_the_counter(draw, serve, verb, people, fresh):
    case = serve(draw(), people.sari).case
    e4 = Category.get(Category.code == "E4")
    told = {"applicant_name": " Contoh Pemohon ", "applicant_phone": "0811-0000-0000"}
    asked = {"answers": {"rejected_at": "bank"}, "subjects": [("0000000000000001", "Contoh")]}
    verb(casework.amend, case, by=people.sari, category=e4.id, **asked, **told)
    request = Request.get(Request.case == case)
    assert (request.applicant_name, request.applicant_phone) == ("Contoh Pemohon", "081100000000")
    assert (request.rejected_at, fresh(case).category) == ("bank", e4)
    assert Subject.get(Subject.case == case).nik == "0000000000000001"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"applicant_phone": "bukan nomor"}, "Nomor telepon 8 sampai 15 angka"),
        ({"applicant_name": "x" * 201}, "paling banyak 200 huruf"),
        ({"statement": "x" * 2001}, "paling banyak 2000 huruf"),
        ({"subjects": [("123", "Contoh")]}, "NIK biasanya 16 angka"),
        ({"category": 999}, "Kategori tidak dikenal"),
    ],
)
def test_what_is_malformed_is_not_written_down(draw, serve, verb, refused, people, told, sentence):
    case = serve(draw(), people.sari).case
    with refused(Incomplete, sentence):
        verb(casework.amend, case, by=people.sari, **{"answers": {}, "subjects": []} | told)


def test_what_is_asked_is_not_changed_at_a_desk(verifying, verb, refused, people):
    with refused(Refused, "Permohonan hanya diubah di loket"):
        verb(casework.amend, verifying, by=people.dewi, answers={}, subjects=[])


@pytest.mark.parametrize("step", ["order", "verify", "correct", "apply"])
def test_a_case_is_withdrawn_at_any_step(at_step, verb, people, step):
    case = at_step(step).case
    by = people.budi if step == "order" else people.dewi
    case = verb(casework.withdraw, case, "Pemohon pindah.", by=by)
    assert (case.step, case.end) == (None, "withdrawn")


def test_a_case_is_withdrawn_with_a_reason(verifying, verb, refused, people):
    with refused(Incomplete, "Tulis alasan pembatalan"):
        verb(casework.withdraw, verifying, " ", by=people.dewi)


def test_withdrawing_ends_the_pause_too(verifying, pause, verb, people):
    pause(verifying)
    assert verb(casework.withdraw, verifying, "Pindah.", by=people.dewi).paused_for == ""
    assert Pause.select().where(Pause.until.is_null()).count() == 0


def test_who_does_not_return_in_ten_working_days_may_ask_again(waiting_for_papers, fresh, clock):
    case = fresh(waiting_for_papers)
    clock.set(2024, 1, 23, 8, 0)  # the day after the tenth
    assert casework.expire(case, at=clock(), seen=case.moves).end == "expired"


def test_holidays_give_who_must_return_more_time(waiting_for_papers, refused, fresh, office, clock):
    calendar.close_on(office, date(2024, 1, 15), "Libur", at=clock())
    case, at = fresh(waiting_for_papers), clock.set(2024, 1, 23, 8, 0)
    with refused(Refused, "Pemohon masih punya waktu sampai 2024-01-23"):
        casework.expire(case, at=at, seen=case.moves)


def test_nothing_expires_that_does_not_wait_for_its_applicant(verifying, refused, fresh, clock):
    case, at = fresh(verifying), clock.set(2024, 3, 1, 8, 0)
    with refused(Refused, "2024/0001 tidak menunggu pemohon"):
        casework.expire(case, at=at, seen=case.moves)


def test_who_comes_back_with_papers_goes_on(waiting_for_papers, kiosk, clock, fresh):
    clock.set(2024, 1, 10, 8, 0)
    ticket = intake.come_back(waiting_for_papers, "with papers", by=kiosk, at=clock())
    assert (ticket.role, fresh(waiting_for_papers).paused_for) == ("adb", "")
    assert ticket.place_at == clock()


def test_nobody_stands_in_after_the_last_day(verifying, decide, refused, people, clock):
    days = {"since": date(2024, 1, 1), "until": date(2024, 1, 7)}
    told = {"role": "adb", "kind": "Plt.", "by": people.admin, "at": clock() - timedelta(days=3)}
    access.delegate(people.budi, absent=people.dewi, **days, **told)
    assert Delegation.select().count() == 1
    with refused(NotAllowed, "Kegiatan ini tugas Petugas ADB"):
        decide(verifying, "noted", people.budi, work=made.Work(text="Ada."))
