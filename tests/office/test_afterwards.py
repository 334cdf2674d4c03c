"""Numbers of the paper list, entered when the server is back: once, in their place, by line."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from database import db
from models import Call, Event, Office, Stint, Ticket
from office import (
    afterwards,
    audit,
    board,
    clocks,
    intake,
    order,
    paper_numbers,
    queue,
    worklists,
)
from office.afterwards import Line
from office.errors import Incomplete, NotAllowed, Refused
from office.tickets import tracking_token


@pytest.fixture(autouse=True)
def kept(people, clock):
    paper_numbers.keep({"A": (901, 999)}, by=people.admin, at=clock())


@pytest.fixture
def line(clock, counters, people):
    """line(905, 20, "served"): came so many minutes ago; Sari served them at counter 2."""

    def line(number: int, ago: int, state: str = "waiting") -> Line:
        came = clock() - timedelta(minutes=ago)
        if state != "served":
            return Line("A", number, came, state)
        began, ended = came + timedelta(minutes=5), came + timedelta(minutes=15)
        return Line("A", number, came, state, counters[2], people.sari, began, ended)

    return line


@pytest.fixture
def enter(people, clock):
    return lambda line: afterwards.enter(line, by=people.rina, at=clock())


def test_who_came_first_on_paper_goes_first(draw, clock, line, enter, people, counters):
    early = draw()
    clock.forward(minutes=30)
    late = draw()
    paper = enter(line(905, 10))
    waiting = order.Queue(counters[1], people.sari, at=clock()).first(9)
    assert waiting == [early, paper, late]
    assert (paper.label, paper.status, paper.issued_at) == ("A-905", "waiting", paper.place_at)


def test_a_number_given_before_opening_has_the_place_of_the_opening(line, enter, clock):
    ticket = enter(line(905, 90))  # at half past seven
    assert (ticket.place_at, ticket.issued_at) == (
        clock() - timedelta(hours=1),
        clock() - timedelta(minutes=90),
    )


def test_who_was_served_leaves_a_case_that_can_be_decided(line, enter, people, clock, counters):
    ticket = enter(line(905, 40, "served"))
    call, stint = Call.get(), Stint.get()
    assert (ticket.status, call.counter, stint.officer) == ("done", counters[2], people.sari)
    assert clocks.times(ticket.case, at=clock()).worked == {"direct": 10}
    assert ticket.case in list(worklists.left(people.sari, at=clock()))


def test_priority_is_kept_as_petugas_informasi_ticked_it(line, enter, people, clock, refused):
    assert enter(replace(line(905, 10), priority=True)).priority
    assert not enter(line(906, 10)).priority
    with refused(NotAllowed, "Hanya Petugas Informasi"):
        told = replace(line(907, 10), priority=True)
        afterwards.enter(told, by=people.sari, at=clock())


def test_no_wall_shows_or_says_what_happened_on_paper(line, enter, office, clock):
    """Also not one that was dark all the while, and asks for everything since."""
    enter(line(905, 40, "served"))
    day, before = clock().date(), clock() - timedelta(hours=2)
    assert board.to_say(office, day=day, since=before) == []
    assert board.calls(office, day=day, since=0) == []


def test_who_left_may_come_back_today(line, enter, people, clock):
    ticket = enter(line(905, 40, "left"))
    assert ticket.status == "no_show"
    assert queue.restore(ticket, by=people.rina, at=clock()).status == "waiting"


@pytest.mark.parametrize("state", ["waiting", "left"])
def test_yesterdays_list_leaves_over_whoever_was_not_served(line, enter, clock, kiosk, state):
    written = line(905, 40, state)
    clock.forward(days=1)
    old = enter(written)
    assert (old.day, old.status) == (clock().date() - timedelta(days=1), "lapsed")
    new = intake.come_back(old.case, "again", by=kiosk, at=clock())
    assert (new.day, new.place_at) == (clock().date(), old.place_at)


def test_yesterdays_served_are_done_on_their_day(line, enter, clock):
    written = line(905, 40, "served")
    clock.forward(days=1)
    ticket = enter(written)
    assert (ticket.day, ticket.status) == (clock().date() - timedelta(days=1), "done")


def test_the_trail_says_that_it_was_entered_and_by_whom(line, enter, people):
    ticket = enter(line(905, 10))
    event = Event.select().order_by(Event.id.desc()).get()
    assert (event.name, event.officer, event.ticket) == ("ticket entered", people.rina, ticket)


def test_a_paper_number_has_a_code_and_a_phone_page(line, enter, office, clock):
    ticket = enter(line(905, 10))
    assert board.by_code(office, ticket.code) == ticket
    assert board.by_token(tracking_token(ticket.submission), at=clock()) == ticket


def test_the_same_number_of_a_day_is_told_and_never_doubled(line, enter, refused):
    enter(line(905, 10))
    with refused(Refused, "A-905 sudah dicatat"):
        enter(line(905, 20, "served"))


def test_the_same_number_of_another_day_is_another(line, enter, clock):
    enter(line(905, 10))
    clock.forward(days=1)
    enter(line(905, 10))
    assert Ticket.select().count() == 2


def test_a_number_that_nobody_was_given_is_refused(line, enter, refused):
    with refused(Incomplete, "A-001 bukan nomor kertas"):
        enter(line(1, 10))
    with refused(Incomplete, "Z-905 bukan nomor kertas"):
        enter(replace(line(905, 10), series="Z"))


def test_a_machines_number_served_on_paper_is_called_no_more(draw, line, enter, clock, people):
    ticket = draw()
    clock.forward(minutes=40)
    done = enter(replace(line(1, 40, "served"), came=None))
    assert (done, done.status) == (ticket, "done")
    assert (done.first_called_at, done.changed_at) == (
        clock() - timedelta(minutes=35),
        clock() - timedelta(minutes=25),
    )
    assert clocks.times(done.case, at=clock()).worked == {"direct": 10}
    assert done.case in list(worklists.left(people.sari, at=clock()))
    event = Event.select().order_by(Event.id.desc()).get()
    assert (event.name, event.officer, event.detail) == ("ticket settled", people.rina, "served")


def test_a_machines_number_that_went_may_come_back(draw, line, enter, clock, people):
    ticket = draw()
    assert enter(line(1, 0, "left")).status == "no_show"
    assert queue.restore(ticket, by=people.rina, at=clock()).status == "waiting"


def test_a_machines_number_that_does_not_wait_is_left_alone(
    draw, line, enter, refused, counters, people, clock
):
    ticket = draw()
    clock.forward(minutes=40)
    with refused(Refused, "A-001 sudah ada di antrean"):
        enter(line(1, 40))
    with refused(Incomplete, "Periksa jam mulai dan selesai A-001"):
        enter(line(1, 60, "served"))  # before it was drawn
    with refused(Incomplete, "Pilih loket dan petugas"):
        enter(replace(line(1, 40, "served"), counter=None))
    with refused(NotAllowed, "A-001 bukan tugas Anda"):
        afterwards.enter(line(1, 40, "served"), by=people.kasi, at=clock())
    queue.call(ticket, counters[1], by=people.sari, at=clock())
    with refused(Refused, "A-001 masih di Loket 1"):
        enter(line(1, 40, "served"))
    queue.skip(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert enter(line(1, 40, "served")).status == "done"
    with refused(Refused, "A-001 sudah selesai"):
        enter(line(1, 40, "served"))


def test_a_machines_number_whose_case_lies_on_a_desk_is_not_served(
    draw, line, enter, refused, complete, people, clock
):
    complete(draw(), people.sari)
    clock.forward(minutes=40)
    with refused(Refused, "A-001 belum perlu ke loket"):
        enter(line(1, 40, "served"))


def test_a_machines_number_of_a_day_that_is_over_is_decided_from_the_list(
    draw, line, enter, refused, clock
):
    draw()
    clock.forward(minutes=40)
    written = line(1, 40, "served")
    clock.forward(days=1)
    with refused(Refused, "A-001 nomor hari yang sudah lewat"):
        enter(written)


def test_times_that_cannot_be_are_refused(line, enter, refused, clock):
    with refused(Incomplete, "Jam datang A-905 belum tiba"):
        enter(line(905, -1))
    with refused(Incomplete, "paling lama 31 hari"):
        enter(line(905, 32 * 24 * 60))
    with refused(Incomplete, "Kantor tutup pada"):
        enter(line(905, 24 * 60))  # on Sunday
    served = line(905, 40, "served")
    for odd in (
        {"began": None},
        {"ended": None},
        {"began": served.came - timedelta(minutes=1)},
        {"ended": served.came},
        {"ended": clock() + timedelta(minutes=1)},
    ):
        with refused(Incomplete, "Periksa jam mulai dan selesai A-905"):
            enter(replace(served, **odd))


def test_a_line_without_its_hour_is_refused(line, enter, refused):
    with refused(Incomplete, "Isi jam datang A-905"):
        enter(replace(line(905, 10), came=None))


def test_who_was_served_was_served_by_somebody_somewhere(line, enter, refused):
    for lacking in ({"counter": None}, {"officer": None}):
        with refused(Incomplete, "Pilih loket dan petugas"):
            enter(replace(line(905, 40, "served"), **lacking))


def test_a_state_is_one_of_three(line, enter, refused):
    with refused(Incomplete, "Pilih keadaan A-905"):
        enter(line(905, 10, "asleep"))


def test_only_who_minds_numbers_enters_them(line, people, clock, refused):
    with refused(NotAllowed, "A-905 bukan tugas Anda"):
        afterwards.enter(line(905, 10), by=people.kasi, at=clock())


def test_one_bad_line_stops_no_other(line, people, clock):
    lines = [line(905, 10), line(905, 9), line(12, 8), line(906, 30, "served")]
    results = afterwards.enter_each(lines, by=people.rina, at=clock())
    told = [str(one.refusal or one.ticket.label) for one in results]
    assert told == [
        "A-905",
        "A-905 sudah dicatat untuk 2024-01-08.",
        "A-012 bukan nomor kertas kantor ini.",
        "A-906",
    ]


def test_an_empty_list_is_refused(people, clock, refused):
    with refused(Incomplete, "paling sedikit satu nomor"):
        afterwards.enter_each([], by=people.rina, at=clock())


def test_two_officers_and_the_machine_at_once_double_nothing(line, people, clock, draw, office):
    """Rina and Sari enter the same list while the kiosk draws."""
    lines = [line(number, 30) for number in range(901, 921)]

    def work(who: int) -> list:
        with db.connection_context():
            if who == 2:
                return [draw().number for _ in range(20)]
            by = (people.rina, people.sari)[who]
            return afterwards.enter_each(lines, by=by, at=clock())

    with ThreadPoolExecutor(3) as pool:
        rina, sari, drawn = pool.map(work, range(3))
    for one, other in zip(rina, sari, strict=True):
        assert (one.ticket is None) != (other.ticket is None)
    assert drawn == list(range(1, 21))
    assert Ticket.select().count() == 40
    assert audit.verify(Office.get_by_id(office.id))[1] == ""
