"""The managers' wall: its figures are those of the office, and name nobody."""

from datetime import date

import pytest

from ministry_tables import Row
from models import Case
from office import casework, clocks, figures, made, procedures, queue, worklists
from office.ministry import lembar
from tests.strict_html import check

ROW = lembar.NewRow("0000000000000001", "", "G1", "Satu nomor dipakai dua orang")


@pytest.fixture
def now(office, clock):
    return lambda: figures.now(office, at=clock())


@pytest.fixture
def open_letter(people, clock):
    def open_letter(rows: int, dated: date, reference: str = "400.8/000"):
        procedure = procedures.newest("anomali-data")
        return lembar.open_lembar(
            procedure, [ROW] * rows, reference=reference, dated=dated, by=people.staf, at=clock()
        )

    return open_letter


@pytest.fixture
def finish(decide, people):
    """finish(case): data found right, so that it ends at its fifth step."""

    def finish(case: Case, outcome: str = "right") -> Case:
        case = decide(case, "ordered", people.budi)
        case = decide(case, "noted", people.sari, work=made.Work(text="Data ditemukan."))
        return decide(case, outcome, people.sari, reason="Sudah sesuai akta.")

    return finish


def test_the_page_and_its_region_are_clean_html(wall, draw, open_letter):
    draw()
    open_letter(2, date(2024, 1, 2))
    assert check(wall.get("/display/office").text) == []
    assert check(wall.get("/display/office/figures").text, fragment=True) == []


def test_nothing_is_sent_until_something_changes(wall, seen, draw):
    version = seen("office")
    assert wall.get("/display/office/figures", seen=version).status_code == 204
    draw()
    assert wall.get("/display/office/figures", seen=version).status_code == 200


def test_it_counts_who_waits_and_for_how_long(wall, draw, clock):
    draw()
    clock.forward(minutes=47)
    draw()
    html = wall.get("/display/office").text
    assert '<dd class="big">2 <small>orang</small></dd>' in html
    assert "terlama 47 menit" in html


def test_cases_stand_at_their_steps(now, draw, complete, people):
    draw()
    complete(draw(), people.sari)
    steps = {step.id: tally.all for step, tally in now().sheets[0].steps}
    assert steps == {"direct": 1, "check": 0, "order": 1, "verify": 0, "correct": 0, "apply": 0}


def test_the_tally_follows_the_clock_of_each_case(office, draw, call, clock, people, counters):
    draw()
    ticket = call()
    queue.serve(ticket, by=people.sari, at=clock(), counter=counters[1])
    standings = []
    for minutes in (5, 8, 5):  # of the fifteen of step 1
        tally = worklists.per_step(office, at=clock.forward(minutes=minutes))
        one = tally["pemulihan-data-error", 1, "direct"]
        standings.append((one.ok, one.near, one.late))
    assert standings == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_counting_all_cases_at_once_agrees_with_each_alone(draw, complete, decide, people, clock):
    case = complete(draw(), people.sari)
    clock.forward(minutes=9)
    decide(case, "returned", people.budi, reason="Kurang jelas.")
    complete(draw(), people.sari, counter=2)
    cases = list(Case.select())
    at = clock.forward(minutes=3)
    alone = {case.id: clocks.times(case, at=at) for case in cases}
    assert clocks.all_times(cases, at=at) == alone


def test_counting_asks_the_same_few_questions_for_many_cases(office, draw, clock, asked):
    draw()
    few = asked(lambda: worklists.per_step(office, at=clock()))
    assert few > 2
    for _ in range(10):
        draw()
    assert asked(lambda: worklists.per_step(office, at=clock())) == few


def test_paused_cases_are_counted_by_whom_they_wait_for(now, wall, draw, complete, people, clock):
    case = complete(draw(), people.sari)
    case = Case.get_by_id(case.id)
    casework.pause(case, "network", by=people.budi, at=clock(), seen=case.moves, note="Putus.")
    assert now().paused == {"network": 1}
    assert now().sheets[0].all == 0
    assert "jaringan&nbsp;1" in wall.get("/display/office").text


def test_what_is_to_be_looked_at_again_today(now, draw, complete, people, clock):
    case = Case.get_by_id(complete(draw(), people.sari).id)
    casework.pause(
        case,
        "centre",
        by=people.budi,
        at=clock(),
        seen=case.moves,
        note="Diajukan.",
        look_again_on=date(2024, 1, 9),
    )
    assert now().look_again == 0
    clock.set(2024, 1, 9, 8, 0)
    assert now().look_again == 1


def test_a_matter_settled_in_one_visit_counts_once(now, draw, complete, finish, people, clock):
    finish(complete(draw(), people.sari))
    assert now().done == figures.Done(cases=1, visited=1, once=1)
    clock.set(2024, 1, 9, 9, 0)
    assert now().done == figures.Done(0, 0, 0)


def test_redirected_matters_are_not_settled(now, draw, complete, finish, people):
    finish(complete(draw(), people.sari), "never_entered")
    assert now().done == figures.Done(0, 0, 0)


def test_a_letter_is_due_sixty_days_after_its_date(now, open_letter):
    open_letter(3, date(2023, 12, 1))
    letter = now().letter
    assert (letter.due, letter.days) == (date(2024, 1, 30), 22)
    assert (letter.done, letter.rows) == (0, 3)


def test_a_letter_counts_the_rows_of_all_its_lembar_once_they_have_ended(now, open_letter, clock):
    first = open_letter(3, date(2023, 12, 1))
    open_letter(2, date(2023, 12, 1))
    open_letter(9, date(2023, 12, 20), "400.8/111")
    Row.update(result="fixed").where(Row.case == first).execute()
    assert (now().letter.done, now().letter.rows) == (0, 5)
    ended = {"step": None, "role": None, "end": "done", "ended_at": clock()}
    Case.update(**ended).where(Case.id == first.id).execute()
    assert (now().letter.done, now().letter.rows) == (3, 5)


def test_a_letter_past_its_day_says_so(wall, open_letter):
    open_letter(1, date(2023, 11, 1))
    html = wall.get("/display/office").text
    assert "8 <small>hari lewat</small>" in html


def test_an_office_at_rest_shows_noughts(now):
    figures_now = now()
    assert (figures_now.people, figures_now.open, figures_now.late) == (0, 0, 0)
    assert figures_now.letter is None
