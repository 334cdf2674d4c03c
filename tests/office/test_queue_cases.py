"""What docs/queue-cases.md names and no other test holds: many at once, restarts, odd clocks."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from database import db
from models import Event, NumberSeries, Ticket, TicketStatus
from office import access, audit, closing, founding, intake, order, queue, roster, seats
from office.errors import Refused
from office.hours import Hours
from tests.conftest import NINE, PASSWORD, open_folder


def together(count: int, act) -> list:
    """act(0), act(1) …, all begun in the same moment; a refusal is its own result."""
    gate = Barrier(count)

    def one(number: int) -> object:
        with db.connection_context():
            gate.wait()
            try:
                return act(number)
            except Refused as refusal:
                return refusal

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_fifty_who_press_in_one_moment_get_fifty_numbers(office, kiosk, recovery, clock):
    def press(number: int) -> int:
        asked = intake.Asked(recovery, {}, f"moment {number}")
        return intake.submit(asked, office, by=kiosk, at=clock()).number

    assert sorted(together(50, press)) == list(range(1, 51))
    assert NumberSeries.get().last == Ticket.select().count() == 50
    assert audit.verify(office)[1] == ""


@pytest.fixture
def crew(office, clock) -> list:
    """Eight officers, each at a counter of their own: [(officer, counter), …]."""
    roles = ["siak", "adb"]
    return [
        (
            founding.hire(office, f"p{n}", f"Petugas {n}", roles, password=PASSWORD, at=clock()),
            founding.add_counter(office, 10 + n, roles, at=clock()),
        )
        for n in range(8)
    ]


@pytest.mark.parametrize("waiting", [8, 3])
def test_eight_officers_who_call_in_one_moment_call_eight_people(crew, draw, clock, waiting):
    for _ in range(waiting):
        draw()

    def press(number: int) -> str:
        officer, counter = crew[number]
        return queue.call_next(counter, by=officer, at=clock()).label

    answers = together(8, press)
    called = [one for one in answers if isinstance(one, str)]
    assert sorted(called) == [f"A-{number:03d}" for number in range(1, waiting + 1)]
    told = [str(one) for one in answers if isinstance(one, Refused)]
    assert len(told) == 8 - waiting and all("Tidak ada antrean untuk Loket" in one for one in told)


def test_two_presses_of_one_button_call_one_person(draw, counters, people, clock):
    draw(), draw()
    press = lambda _: queue.call_next(counters[1], by=people.sari, at=clock()).label  # noqa: E731
    answers = together(2, press)
    assert answers.count("A-001") == 1
    assert "A-001 masih di loket Anda." in str(next(a for a in answers if a != "A-001"))


def test_a_restart_keeps_the_queue_as_it_stood(folder, draw, counters, people, clock):
    first, second, third = draw(), draw(), draw()
    queue.call(first, counters[1], by=people.sari, at=clock())
    queue.skip(first, by=people.sari, at=clock(), counter=counters[1])
    queue.call(second, counters[1], by=people.sari, at=clock())
    stood = list(Ticket.select().order_by(Ticket.id).tuples())
    db.close()
    open_folder(folder)
    assert list(Ticket.select().order_by(Ticket.id).tuples()) == stood
    assert draw().label == "A-004"
    clock.forward(seconds=31)
    assert queue.recall(second, by=people.sari, at=clock(), counter=counters[1]).calls == 2
    queue.skip(second, by=people.sari, at=clock(), counter=counters[1])
    assert queue.call_next(counters[1], by=people.sari, at=clock()).label == third.label


def test_who_comes_after_the_clock_was_set_back_waits_behind_the_others(
    draw, counters, people, clock
):
    came = [draw().label for _ in range(2)]
    clock.forward(hours=-1)
    came += [draw().label for _ in range(2)]
    clock.forward(minutes=1)
    came.append(draw().label)
    waiting = order.Queue(counters[1], people.sari, at=clock()).first(9)
    assert [ticket.label for ticket in waiting] == came


def test_a_call_stands_though_the_clock_was_set_back(draw, counters, people, clock):
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    clock.forward(hours=-1)
    served = queue.serve(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert served.status == TicketStatus.SERVING


def test_an_officer_disabled_in_the_middle_of_a_call_leaves_nobody_behind(
    draw, counters, people, clock, refused
):
    token = access.sign_in("sari", PASSWORD, address="", at=clock())
    seats.sit_down(access.session(token, at=clock()), counters[1], at=clock())
    ticket = queue.call(draw(), counters[1], by=people.sari, at=clock())
    roster.dismiss(people.sari, by=people.admin, at=clock())
    assert access.session(token, at=clock()) is None
    with refused(Refused, "A-001 tidak sedang di Loket 1."):
        queue.serve(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert queue.call_next(counters[2], by=people.joko, at=clock()).label == "A-001"


def test_numbers_go_on_after_999(draw, office, counters, people, clock):
    draw()
    NumberSeries.update(last=998).execute()
    assert [draw().label for _ in range(3)] == ["A-999", "A-1000", "A-1001"]
    labels = [ticket.label for ticket in order.Queue(counters[1], people.sari, at=clock()).first(9)]
    assert labels == ["A-001", "A-999", "A-1000", "A-1001"]


def test_each_letter_counts_for_itself(draw, office, recovery, kiosk, clock):
    second = replace(recovery, id="cetak", prefix="C")
    drawn = [draw().label]
    for key in ("one", "two"):
        asked = intake.Asked(second, {}, key)
        drawn.append(intake.submit(asked, office, by=kiosk, at=clock()).label)
    assert [*drawn, draw().label] == ["A-001", "C-001", "C-002", "A-002"]


def test_a_day_on_which_nobody_came_is_closed_without_a_word(office, draw, clock):
    draw()
    clock.set(2024, 1, 9, 8, 0)
    closing.close_days(office, before=clock().date(), by=None, at=clock())
    before = Event.select().count()
    for day in (10, 11, 12):  # Tuesday to Thursday nobody came
        clock.set(2024, 1, day, 0, 1)
        assert closing.close_days(office, before=date(2024, 1, day), by=None, at=clock()) == 0
    assert Event.select().count() == before
    clock.set(2024, 1, 12, 8, 0)
    assert draw().label == "A-001"


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)]
)
def test_no_zone_of_indonesia_loses_or_doubles_an_hour(zone, offset):
    hours = Hours(zone=zone, week={day: () for day in range(7)})
    for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(366)):
        midnight = hours._moment(day, NINE.time().replace(hour=0))
        assert midnight.hour == 24 - offset
