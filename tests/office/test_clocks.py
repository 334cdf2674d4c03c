"""Three times: dikerjakan, menunggu giliran, waktu warga."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from models import Case
from office import casework, clocks, made, procedures, queue, siak, sop, worklists
from tests.conftest import NINE


@pytest.fixture
def times(clock):
    """times(case): (worked, waited) per step in office minutes."""

    def times(case: Case) -> tuple[dict, dict]:
        found = clocks.times(Case.get_by_id(case.id), at=clock())
        return found.worked, found.waited

    return times


def test_waiting_is_from_arrival_to_the_beginning_of_work(draw, serve, times, people, clock):
    ticket = draw()
    clock.forward(minutes=12)
    serve(ticket, people.sari)
    clock.forward(minutes=4)
    assert times(ticket.case) == ({"direct": 4}, {"direct": 12})


def test_each_step_has_its_own_times(draw, serve, decide, times, people, counters, clock):
    case = serve(draw(), people.sari).case
    clock.forward(minutes=10)
    decide(case, "directed", people.sari, counter=counters[1])
    clock.forward(minutes=7)
    worked, _ = times(case)
    assert worked["direct"] == 10


def test_nights_and_breaks_do_not_count(at_step, verb, times, people, clock):
    case = at_step("verify").case
    clock.set(2024, 1, 8, 14, 30)
    verb(casework.take, case, by=people.dewi)
    clock.set(2024, 1, 9, 8, 10)
    worked, waited = times(case)
    assert worked["verify"] == 30 + 10
    assert waited["verify"] == 180 + 90  # nine to noon, one to half past two


def test_pauses_do_not_count(at_step, verb, times, people, clock):
    case = at_step("verify").case
    verb(casework.pause, case, "other_region", note="Surat dikirim.", by=people.dewi)
    clock.forward(minutes=60)
    verb(casework.resume, case, by=people.dewi)
    clock.forward(minutes=3)
    assert times(case)[1]["verify"] == 3


@pytest.mark.parametrize(("step", "counts"), [("order", 30), ("verify", 0), ("apply", 0)])
def test_an_outage_stops_the_clocks_that_need_siak(
    at_step, times, people, office, clock, step, counts
):
    case = at_step(step).case
    siak.report_down(office, by=people.lead, at=clock())
    clock.forward(minutes=30)
    siak.report_up(office, by=people.lead, at=clock())
    worked, waited = times(case)
    assert worked.get(step, 0) + waited.get(step, 0) == counts


def test_a_pause_within_an_outage_counts_once(at_step, verb, times, people, office, clock):
    case = at_step("verify").case
    siak.report_down(office, by=people.lead, at=clock())
    verb(casework.pause, case, "network", note="Putus.", by=people.dewi)
    clock.forward(minutes=30)
    siak.report_up(office, by=people.lead, at=clock())
    clock.forward(minutes=10)
    verb(casework.resume, case, by=people.dewi)
    clock.forward(minutes=2)
    assert times(case)[1]["verify"] == 2


def test_advice_counts_on_the_step_that_asked_for_it(
    draw, serve, decide, verb, times, people, counters, clock
):
    case = serve(draw(), people.sari).case
    decide(case, "directed", people.sari, counter=counters[1])
    decide(case, "consult", people.sari, counter=counters[1], reason="Boleh?")
    verb(casework.take, case, by=people.budi)
    clock.forward(minutes=6)
    decide(case, "advised", people.budi, work=made.Work(text="Boleh."))
    worked, waited = times(case)
    assert worked["check"] == 6
    assert "advise" not in {**worked, **waited}


def test_the_citizens_time_is_by_the_clock_on_the_wall(mended, clock, fresh):
    case = fresh(mended().case)
    ended = case.ended_at
    clock.set(2024, 1, 9, 9, 0)
    assert clocks.times(case, at=clock()).citizen == ended - case.opened_at


def test_no_time_is_negative_when_the_clock_was_put_back(at_step, times, people, clock, fresh):
    case = at_step("verify").case
    clock.forward(hours=-1)
    worked, waited = times(case)
    assert min(*worked.values(), *waited.values()) == 0
    assert clocks.times(fresh(case), at=clock()).citizen == timedelta()


@pytest.mark.parametrize(
    ("minutes", "standing"), [(0, "ok"), (3.7, "ok"), (3.75, "near"), (5, "near"), (5.1, "late")]
)
def test_work_stands_against_mutu_baku(recovery, minutes, standing):
    step = recovery.step("order")
    assert clocks.standing(Case(step="order"), step, minutes, at=NINE) == standing


def test_an_aside_without_minutes_is_never_late(recovery):
    step = recovery.step("advise")
    assert clocks.standing(Case(step="advise"), step, 10_000, at=NINE) == "ok"


@pytest.mark.parametrize(
    ("moment", "standing"),
    [((2024, 1, 9, 14, 0), "ok"), ((2024, 1, 10, 9, 0), "near"), ((2024, 1, 10, 15, 1), "late")],
)
def test_a_step_timed_in_days_is_due_when_the_last_of_them_closes(
    draw, recovery, clock, moment, standing
):
    case = draw().case  # Monday; two working days
    step = replace(recovery.step("direct"), minutes=None, days=2)
    assert clocks.standing(case, step, 0, at=clock.set(*moment)) == standing


def test_the_wall_tells_how_each_step_stands(at_step, verb, people, office, clock):
    case = at_step("verify").case
    verb(casework.take, case, by=people.dewi)
    clock.forward(minutes=9)
    tally = worklists.per_step(office, at=clock())[case.sop, 1, "verify"]
    assert (tally.ok, tally.near, tally.late) == (0, 0, 1)


def test_the_wall_counts_as_each_case_alone_would(
    draw, serve, complete, decide, times, people, office, clock, counters
):
    held = serve(draw(), people.sari)
    clock.forward(minutes=16)  # of the fifteen of step 1
    queue.hold(held, by=people.sari, at=clock(), counter=counters[1])
    decide(complete(draw(), people.sari), "returned", people.budi, reason="Kurang jelas.")
    draw(), draw()

    def alone(case):
        worked = times(case)[0].get(case.step, 0)
        return case.step, clocks.standing(case, procedures.present(case), worked, at=clock())

    told = worklists.per_step(office, at=clock())
    stands = {("direct", "late"): 1, ("direct", "ok"): 2, ("check", "ok"): 1}
    assert Counter(map(alone, Case.select())) == stands
    assert {step: (one.ok, one.late) for (_, _, step), one in told.items()} == {
        "direct": (2, 1),
        "check": (1, 0),
    }


def test_a_step_timed_in_days_stands_on_the_wall_by_its_day(draw, recovery, office, clock):
    steps = (replace(recovery.steps[0], minutes=None, days=2), *recovery.steps[1:])
    before = procedures.all_versions()
    procedures.install(sop.Procedures([replace(recovery, steps=steps)]))
    try:
        draw()
        tally = worklists.per_step(office, at=clock.set(2024, 1, 10, 9, 0))
    finally:
        procedures.install(before)
    assert [(one.ok, one.near) for one in tally.values()] == [(0, 1)]


def test_work_put_down_undecided_stays_work(draw, serve, times, people, clock, counters):
    ticket = serve(draw(), people.sari)
    clock.forward(minutes=4)
    queue.hold(ticket, by=people.sari, at=clock(), counter=counters[1])
    clock.forward(minutes=5)
    worked, waited = times(ticket.case)
    assert (worked["direct"], waited["direct"]) == (4, 5)


def test_work_before_a_pause_or_a_colleague_counts_too(at_step, verb, times, people, clock):
    case = at_step("verify").case
    verb(casework.take, case, by=people.dewi)
    clock.forward(minutes=2)
    verb(casework.take, case, by=people.sari)
    clock.forward(minutes=3)
    verb(casework.pause, case, "network", note="Putus.", by=people.sari)
    clock.forward(minutes=30)
    verb(casework.resume, case, by=people.sari)
    clock.forward(minutes=7)
    worked, waited = times(case)
    assert (worked["verify"], waited["verify"]) == (5, 7)
