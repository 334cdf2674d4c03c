"""A begins at 15.55, no one comes back, and no case is ever stranded."""

import pytest

from models import Stint, Ticket
from office import board, founding, intake, made, queue, worklists
from office.errors import Refused


@pytest.fixture
def evening(office, clock, draw, serve, decide, counters, people):
    """Open until 16.00; at 15.55 a case is opened and directed, then everyone goes home."""
    founding.open_hours(office, {day: [(480, 960)] for day in range(5)}, at=clock())
    clock.set(2024, 1, 8, 15, 55)
    ticket = draw(problem="kk_mismatch")
    serve(ticket, people.joko, 4)
    decide(ticket.case, "directed", people.joko, counter=counters[4])
    clock.set(2024, 1, 9, 8, 0)
    return ticket


@pytest.fixture
def held(mended, call, people, counters, clock):
    """Called for the result, sent back to the hall, and still there when the office closes."""
    ticket = call(mended(), people.dewi, 3)
    queue.hold(ticket, by=people.dewi, at=clock(), counter=counters[3])
    clock.set(2024, 1, 9, 8, 0)
    return Ticket.get_by_id(ticket.id)


@pytest.fixture
def decided(evening, decide, people, clock):
    """Next morning the whole case is finished with nobody at the counter."""
    case = evening.case
    ticks = {paper.id: made.Tick(True) for paper in made.wanted_papers(case)}
    decide(case, "complete", people.dewi, work=made.Work(papers=ticks))
    decide(case, "ordered", people.budi)
    decide(case, "noted", people.dewi, work=made.Work(text="Nomor KK lama."))
    change = made.Change("family", "0000000000000001", "0000000000000002", "KK terbaru")
    decide(case, "wrong", people.dewi, work=made.Work(changes=(change,)))
    return decide(
        case, "recovered", people.dewi, work=made.Work(reference="SIAK-0001", done_at=clock())
    )


def test_next_morning_the_case_is_found_as_not_present(evening, people, clock):
    found = list(worklists.waiting(people.dewi, at=clock()))
    assert found == [evening.case]
    assert worklists.absent(found, day=clock().date()) == {evening.case_id}


def test_the_phone_says_lapsed_though_nobody_closed_the_day(evening, clock):
    assert board.stands(Ticket.get_by_id(evening.id), at=clock()) == "lapsed"


def test_the_case_is_finished_without_its_applicant(decided):
    assert (decided.step, decided.end) == (None, "done")


def test_the_result_is_handed_over_with_a_new_one(decided, kiosk, people, counters, clock, fresh):
    ticket = intake.come_back(decided, "next morning", by=kiosk, at=clock())
    assert (ticket.label, ticket.role) == ("A-001", "adb")
    queue.call_next(counters[3], by=people.dewi, at=clock())
    queue.finish(ticket, by=people.dewi, at=clock(), counter=counters[3])
    assert fresh(ticket).status == "done"


def test_who_was_left_over_goes_first(evening, draw, kiosk, people, counters, clock):
    for _ in range(3):
        draw()
    clock.forward(minutes=30)
    ticket = intake.come_back(evening.case, "again", by=kiosk, at=clock())
    assert ticket.place_at == evening.place_at
    assert queue.call_next(counters[3], by=people.dewi, at=clock()) == ticket


def test_who_was_held_when_the_office_closed_goes_first_too(held, kiosk, clock):
    ticket = intake.come_back(held.case, "again", by=kiosk, at=clock())
    assert ticket.place_at == held.place_at


def test_who_was_done_with_waits_like_everyone(mended, call, kiosk, people, counters, clock):
    ticket = call(mended(), people.dewi, 3)
    queue.finish(ticket, by=people.dewi, at=clock(), counter=counters[3])
    clock.set(2024, 1, 9, 8, 0)
    assert intake.come_back(ticket.case, "again", by=kiosk, at=clock()).place_at == clock()


def test_nobody_works_through_the_night(draw, serve, kiosk, people, clock, fresh):
    case = serve(draw(), people.sari).case
    clock.set(2024, 1, 9, 10, 0)
    draw()
    assert fresh(case).taken_by is None
    (stint,) = Stint.select().where(Stint.case == case)
    assert stint.until == clock.set(2024, 1, 9, 0, 0)


def test_staff_give_who_comes_in_the_morning_their_new_number(evening, people, clock):
    ticket = intake.come_back(evening.case, "at the desk", by=people.rina, at=clock())
    assert (ticket.label, ticket.role, ticket.case) == ("A-001", "adb", evening.case)


def test_one_person_has_one_number_at_a_time(evening, refused, kiosk, clock):
    intake.come_back(evening.case, "again", by=kiosk, at=clock())
    with refused(Refused, "Nomor A-001 masih berlaku"):
        intake.come_back(evening.case, "and again", by=kiosk, at=clock())


def test_once_present_the_case_is_no_longer_found_as_absent(evening, kiosk, clock):
    intake.come_back(evening.case, "again", by=kiosk, at=clock())
    assert worklists.absent([evening.case], day=clock().date()) == set()
