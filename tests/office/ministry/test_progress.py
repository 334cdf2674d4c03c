"""How far a letter is: every row counted once, its pace, and when it is closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from ministry_tables import LetterFile, Row
from models import Case
from office import casework, figures, made, procedures
from office.ministry import inbox, lembar, placing, progress
from office.ministry.grouping import Rule
from tests.office.conftest import ROW

PLAIN = Rule(most=2)


@pytest.fixture
def group(anomalies, people, clock):
    """group(letter, 1): so many lembar of two rows."""

    def group(letter, lembar: int = 99) -> list[Case]:
        told = {"by": people.staf, "at": clock(), "most": lembar}
        placing.make(anomalies, letter, PLAIN, "", **told)
        return list(Case.select().order_by(Case.id))

    return group


@pytest.fixture
def finish(decide, people):
    """finish(case): up the whole ladder, every row mended."""

    def finish(case: Case) -> Case:
        for way, by in (
            ("received", "staf"),
            ("examined", "staf"),
            ("yes", "kasi"),
            ("yes", "kabid"),
        ):
            case = decide(case, way, getattr(people, by), work=made.Work(text="Diteliti."))
        case = decide(case, "yes", people.kadis)
        rows = {row.id: ("fixed", "") for row in case.rows.where(Row.struck_to.is_null())}
        return decide(case, "updated", people.staf, work=made.Work(rows=rows))

    return finish


def rows(count: int) -> list[dict]:
    return [{"nik": f"{n:016d}"} for n in range(count)]


def test_every_row_is_counted_once(listed, group, finish, decide, people, clock):
    letter = listed(*rows(7))
    first, second = group(letter, 2)
    finish(first)
    decide(second, "received", people.staf)
    how = progress.of(letter, at=clock())
    (place,) = how.places
    assert (how.done, how.unplaced, how.unsettled, how.rows) == (2, 3, 0, 7)
    assert (place.step.id, place.role, place.lembar, place.rows) == ("examine", "Staff", 1, 2)


def test_rows_add_up_while_lembar_are_being_made(anomalies, listed, people, clock):
    letter = listed(*rows(120))
    told = {"by": people.staf, "at": clock(), "most": 60}
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(placing.make, anomalies, letter, PLAIN, "", **told)
        seen = set()
        while not making.done():
            seen |= {progress.of(letter, at=clock()).rows, progress.counts(letter)[0]}
    assert seen == {120}
    assert progress.of(letter, at=clock()).unplaced == 0


def test_who_waits_for_others_is_told_apart(listed, group, verb, people, clock):
    first, second = group(listed(*rows(4)))
    told = {"note": "Surat ke pusat.", "look_again_on": date(2024, 1, 9)}
    verb(casework.pause, second, "centre", by=people.staf, **told)
    clock.set(2024, 1, 9, 8, 0)
    how = progress.of(inbox.of_case(first), at=clock())
    assert [(place.paused_for, place.due) for place in how.places] == [("", 0), ("centre", 1)]
    assert how.waiting == 2


def test_struck_rows_count_on_their_new_lembar(listed, group, decide, people, clock):
    letter = listed(*rows(2))
    (case,) = group(letter)
    decide(case, "received", people.staf)
    case = decide(case, "examined", people.staf, work=made.Work(text="Diteliti."))
    gone = case.rows.where(Row.number == 2).get()
    decide(case, "no", people.kasi, reason="Lain.", work=made.Work(strike=(gone.id,)))
    how = progress.of(letter, at=clock())
    assert (how.rows, sorted(place.rows for place in how.places)) == (2, [1, 1])


def test_nothing_is_foretold_before_three_days_of_work(listed, group, finish, clock):
    letter = listed(*rows(8))
    first, *_ = group(letter)
    finish(first)
    clock.set(2024, 1, 10, 9, 0)
    pace = progress.of(letter, at=clock()).pace
    assert (pace.days, pace.rows, pace.ends_on) == (2, 2, None)


def test_the_end_is_foretold_at_the_pace_of_the_last_working_days(listed, group, finish, clock):
    letter = listed(*rows(10))
    first, second, *_ = group(letter)
    finish(first)
    clock.set(2024, 1, 9, 9, 0)
    finish(second)
    clock.set(2024, 1, 11, 9, 0)  # Thursday, after three days with four rows
    pace = progress.of(letter, at=clock()).pace
    assert (pace.days, pace.rows) == (3, 4)
    assert pace.ends_on == date(2024, 1, 17)  # six rows: five working days, Thursday the first


def test_without_any_result_no_end_is_foretold(listed, group, clock):
    letter = listed(*rows(2))
    group(letter)
    clock.set(2024, 1, 22, 9, 0)
    pace = progress.of(letter, at=clock()).pace
    assert (pace.days, pace.rows, pace.ends_on) == (10, 0, None)


# --- closed ---------------------------------------------------------------------------------------


def test_a_letter_is_closed_with_its_last_result(listed, group, finish, events):
    letter = listed(*rows(3))
    first, second = group(letter)
    finish(first)
    assert progress.closed_on(letter) is None
    last = finish(second)
    assert progress.closed_on(letter) is not None
    assert "letter closed" in events(last)
    assert progress.open_letters(letter.office) == []


def test_rows_on_no_lembar_keep_a_letter_open(listed, group, finish):
    letter = listed(*rows(4))
    (case,) = group(letter, 1)
    finish(case)
    assert progress.closed_on(letter) is None
    assert progress.open_letters(letter.office) == [letter]


def test_another_lembar_opens_a_letter_again(open_lembar, finish, people, clock):
    letter = inbox.of_case(finish(open_lembar()))
    assert progress.closed_on(letter)
    again = open_lembar()
    assert progress.closed_on(letter) is None
    finish(again)
    assert progress.closed_on(letter)


def test_another_list_opens_a_letter_again(listed, group, finish, people, clock):
    letter = listed(*rows(2))
    finish(*group(letter))
    clock.forward(hours=1)
    told = {"officer": people.staf, "name": "susulan.csv", "begun_at": clock(), "rows": 1}
    LetterFile.create(letter=letter, shown_at=clock(), **told)
    assert progress.closed_on(letter) is None
    assert progress.open_letters(letter.office) == [letter]


def test_a_letter_without_its_list_is_open(listed):
    letter = listed()
    LetterFile.update(shown_at=None).execute()
    assert progress.open_letters(letter.office) == [letter]


def test_the_wall_counts_rows_that_stand_on_no_lembar(listed, group, finish, office):
    letter = listed(*rows(5))
    first, *_ = group(letter, 1)
    finish(first)
    told = figures.next_letter(office, day=date(2024, 1, 8))
    assert (told.rows, told.done, told.due) == (5, 2, letter.due_on)


def test_typed_rows_count_too(anomalies, listed, people, clock):
    letter = listed(*rows(2))
    told = {"reference": letter.reference, "dated": letter.dated, "by": people.staf}
    lembar.open_lembar(procedures.newest(anomalies.id), [ROW], at=clock(), **told)
    assert progress.counts(letter) == (3, 0)
