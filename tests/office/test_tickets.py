"""Numbers, and how the case moves its ticket: the one place where that happens."""

from datetime import date

import pytest

from models import Ticket
from office import board, casework, closing, founding, intake, made, queue, tickets
from office.errors import Incomplete, NotAllowed, Refused


@pytest.fixture
def states(fresh):
    """states(ticket): its status, whose queue it is in, and the number of its counter."""

    def states(ticket: Ticket) -> tuple[str, str, int | None]:
        ticket = fresh(ticket)
        return ticket.status, ticket.role, ticket.counter and ticket.counter.number

    return states


@pytest.fixture
def to_check(serve, decide, counters):
    """to_check(ticket, joko, 2): served there and directed to the Petugas ADB."""

    def to_check(ticket: Ticket, by, number: int = 1):
        serve(ticket, by, number)
        return decide(ticket.case, "directed", by, counter=counters[number])

    return to_check


def test_numbers_of_a_day_run_from_one(draw):
    assert [draw().label for _ in range(3)] == ["A-001", "A-002", "A-003"]


def test_numbers_begin_again_every_morning(draw, clock):
    draw()
    clock.set(2024, 1, 9, 8, 0)
    assert draw().label == "A-001"


def test_a_number_belongs_to_the_offices_day_not_to_utcs(draw, office, clock):
    week = {day: [(0, 1440)] for day in range(7)}
    founding.open_hours(office, week, at=clock())
    clock.set(2024, 1, 9, 0, 30)  # in UTC still the 8th
    assert draw().day == date(2024, 1, 9)


def test_each_office_counts_for_itself(draw, neighbours, recovery, clock):
    draw()
    asked = intake.at_the_counter(recovery, by=neighbours.dina, at=clock(), submission="theirs")
    assert asked.number == 1


def test_a_tracking_token_is_drawn_again_from_its_submission(draw, clock):
    ticket = draw()
    token = tickets.tracking_token(ticket.submission)
    assert (len(token), board.by_token(token, at=clock())) == (26, ticket)
    assert token.encode() not in ticket.token_hash


def test_a_short_code_uses_letters_nobody_mistakes(draw):
    code = draw().code
    assert len(code) == 8
    assert not set(code) & set("01IO5SBDGMNUVZ")


# --- the case moves the ticket --------------------------------------------------------------------


def test_a_counter_step_of_another_role_waits_there_with_its_place_kept(
    draw, to_check, states, fresh, people, clock
):
    ticket = draw()
    clock.forward(minutes=7)
    to_check(ticket, people.joko, 2)
    assert states(ticket) == ("waiting", "adb", None)
    assert fresh(ticket).place_at == ticket.place_at


def test_one_officer_with_both_roles_goes_on_at_the_same_counter(draw, to_check, states, people):
    ticket = draw()
    to_check(ticket, people.sari, 1)
    assert states(ticket) == ("serving", "adb", 1)


def test_a_counter_without_the_next_role_lets_the_person_go(draw, to_check, states, people):
    ticket = draw()
    to_check(ticket, people.sari, 4)  # Loket 4 serves the Petugas Operator SIAK only
    assert states(ticket) == ("waiting", "adb", None)


def test_a_desk_step_holds_the_person_in_the_hall(at_step, states):
    assert states(at_step("order")) == ("held", "adb", None)


def test_an_aside_holds_the_person_in_the_hall(draw, to_check, decide, states, people, counters):
    ticket = draw()
    to_check(ticket, people.sari)
    decide(ticket.case, "consult", people.sari, counter=counters[1], reason="Boleh dengan ijazah?")
    assert states(ticket)[0] == "held"
    decide(ticket.case, "advised", people.budi, work=made.Work(text="Boleh."))
    assert states(ticket) == ("waiting", "adb", None)


def test_a_pause_holds_the_person_in_the_hall(draw, to_check, verb, states, people):
    ticket = draw()
    to_check(ticket, people.sari)
    verb(casework.pause, ticket.case, "network", note="Jaringan putus.", by=people.sari)
    assert states(ticket) == ("held", "adb", None)


def test_who_completes_the_papers_the_same_day_waits_again_in_their_place(
    draw, to_check, decide, verb, states, fresh, people, counters, kiosk
):
    ticket = draw()
    to_check(ticket, people.sari)
    decide(ticket.case, "incomplete", people.sari, counter=counters[1], reason="KK belum ada.")
    assert states(ticket)[0] == "held"
    verb(casework.resume, ticket.case, by=kiosk)
    assert states(ticket) == ("waiting", "adb", None)
    assert fresh(ticket).place_at == ticket.place_at


def test_an_ended_case_waits_where_the_result_is_handed_over(mended, states):
    assert states(mended()) == ("waiting", "adb", None)


def test_the_result_may_be_handed_over_elsewhere(at_step, decide, states, people):
    ticket = at_step("correct")
    decide(ticket.case, "never_entered", people.dewi, reason="Belum pernah direkam.")
    assert states(ticket) == ("waiting", "siak", None)


def test_a_withdrawn_case_leaves_the_hole_with_its_reason(at_step, verb, fresh, people):
    ticket = at_step("order")
    verb(casework.withdraw, ticket.case, "Diurus di daerah asal.", by=people.budi)
    assert (fresh(ticket).status, fresh(ticket).closed_for) == ("void", "Diurus di daerah asal.")


def test_who_did_not_come_stays_away_while_the_case_goes_on(
    draw, call, decide, states, people, clock, counters
):
    ticket = draw()
    queue.skip(call(ticket, people.sari), by=people.sari, at=clock(), counter=counters[1])
    decide(ticket.case, "directed", people.joko)
    assert states(ticket) == ("no_show", "adb", None)


def test_a_visit_is_not_over_while_the_case_stands_at_a_counter(
    draw, serve, refused, people, clock, counters
):
    ticket = serve(draw(), people.sari)
    with refused(Refused, "Putuskan dulu kegiatan 1 permohonan A-001"):
        queue.finish(ticket, by=people.sari, at=clock(), counter=counters[1])


def test_serving_begins_the_work_and_leaving_ends_it(draw, serve, people, clock, counters, fresh):
    ticket = serve(draw(), people.sari)
    assert fresh(ticket.case).taken_by == people.sari
    queue.hold(ticket, by=people.sari, at=clock(), counter=counters[1])
    assert fresh(ticket.case).taken_by is None


def test_a_ticket_is_withdrawn_with_a_reason(draw, refused, people, clock):
    ticket = draw()
    with refused(Incomplete, "Tulis alasan pembatalan nomor"):
        queue.withdraw(ticket, "  ", by=people.rina, at=clock())


@pytest.mark.parametrize("who", ["lead", "audit", "admin", "kadis", "dina"])
def test_numbers_are_minded_by_who_meets_their_people(
    serve, draw, refused, people, neighbours, clock, counters, who
):
    ticket, at = serve(draw(), people.sari), clock()
    queue.hold(ticket, by=people.sari, at=at, counter=counters[1])
    by = neighbours.dina if who == "dina" else getattr(people, who)
    with refused(NotAllowed, "Nomor A-001 bukan tugas Anda."):
        queue.restore(ticket, by=by, at=at)
    with refused(NotAllowed, "Nomor A-001 bukan tugas Anda."):
        queue.withdraw(ticket, "Pulang.", by=by, at=at)


# --- the end of a day -----------------------------------------------------------------------------


@pytest.fixture
def next_morning(clock, office):
    """next_morning(): the day before is closed. Returns how many were left over."""

    def next_morning() -> int:
        at = clock.set(2024, 1, 9, 8, 0)
        return closing.close_days(office, before=date(2024, 1, 9), by=None, at=at)

    return next_morning


def test_who_was_held_is_done_and_the_others_lapse(
    draw, at_step, call, serve, next_morning, states, people, clock, counters
):
    held, waiting, called, served, away = at_step("order"), draw(), draw(), draw(), draw()
    queue.skip(call(away, people.sari), by=people.sari, at=clock(), counter=counters[1])
    call(called, people.sari, 1)
    serve(served, people.joko, 2)
    assert next_morning() == 5
    assert [states(one)[0] for one in (held, waiting, called, served, away)] == [
        "done",
        *["lapsed"] * 4,
    ]


def test_closing_a_day_twice_changes_nothing_more(draw, next_morning, version):
    draw()
    next_morning()
    before = version()
    assert (next_morning(), version()) == (0, before)


def test_a_closed_day_stays_closed_when_the_clock_jumps_back(
    draw, call, next_morning, refused, people, clock
):
    ticket = draw()
    next_morning()
    clock.set(2024, 1, 8, 10, 0)
    with refused(Refused, "A-001 sudah berubah"):
        call(ticket, people.sari)


def test_the_first_number_of_a_day_closes_the_days_before(draw, states, clock, events):
    left_over = draw()
    clock.set(2024, 1, 9, 8, 0)
    draw()
    assert states(left_over)[0] == "lapsed"
    assert "day closed" in events()


def test_a_counter_that_was_never_cleared_is_free_in_the_morning(draw, serve, people, clock):
    serve(draw(), people.sari)
    clock.set(2024, 1, 9, 8, 0)
    assert serve(draw(), people.sari).status == "serving"


def test_a_code_lives_as_long_as_its_case(
    draw, mended, next_morning, fresh, counters, people, clock
):
    open_one, handed_over = draw(), mended()
    ticket = queue.call(handed_over, counters[3], by=people.dewi, at=clock())
    queue.finish(ticket, by=people.dewi, at=clock(), counter=counters[3])
    next_morning()
    assert fresh(open_one).code == open_one.code
    assert fresh(handed_over).code is None


def test_who_did_not_stay_for_the_result_fetches_it_with_the_code(
    mended, next_morning, fresh, office, kiosk, clock
):
    gone = mended()
    next_morning()
    found = board.by_code(office, gone.code)
    assert intake.come_back(found.case, "result", by=kiosk, at=clock()).role == "adb"
    clock.set(2024, 1, 16, 8, 0)
    closing.close_days(office, before=date(2024, 1, 16), by=None, at=clock())
    assert fresh(gone).code is None


def test_a_days_cases_live_on(draw, next_morning, fresh):
    ticket = draw()
    next_morning()
    assert (fresh(ticket.case).step, fresh(ticket.case).end) == ("direct", None)
