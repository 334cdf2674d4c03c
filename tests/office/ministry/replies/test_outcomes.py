"""What became of each row of a letter: every row stands once, whatever happened to its lembar."""

from collections import Counter
from random import Random

import pytest

from ministry_tables import ListRow, Row
from models import Case
from office import casework, made
from office.ministry import outcomes, results
from office.ministry.results import RESULTS
from tests.office.ministry.replies.lists import CSV, UP, XLSX, bring_list, group, listed, standing

LISTED = Row.listed.is_null(False)


def tally(counts) -> dict[str, int]:
    found = Counter()
    for one in counts:
        found[one.result] += one.rows
    return dict(found)


def test_a_row_without_a_lembar_and_one_on_its_way_are_told(
    letter, anomalies, people, clock, settle
):
    told = {"by": people.staf, "at": clock()}
    file = bring_list(letter, 5, **told)
    rows = listed(file)
    settle(group(anomalies, rows[:2], letter=letter, **told), "correct", "")
    group(anomalies, rows[2:4], letter=letter, **told)
    counts = outcomes.counted(letter, at=clock())
    assert tally(counts) == {"correct": 2, "open": 2, "unplaced": 1}


def test_a_result_counts_once_its_lembar_has_ended(letter, anomalies, people, clock, verb, decide):
    told = {"by": people.staf, "at": clock()}
    case = group(anomalies, listed(bring_list(letter, 1, **told)), letter=letter, **told)
    for outcome, who in UP:
        decide(case, outcome, getattr(people, who), work=made.Work(text="Dicek."))
    given = {case.rows.get().id: ("fixed", "")}
    verb(results.note, case, given, by=people.staf)
    assert tally(outcomes.counted(letter, at=clock())) == {"open": 1}


def test_what_was_told_then_can_be_told_again(letter, anomalies, people, clock, settle):
    told = {"by": people.staf, "at": clock()}
    file = bring_list(letter, 2, **told)
    case = settle(group(anomalies, listed(file), letter=letter, **told))
    then, row = clock(), Row.get(case=case, number=1)
    clock.forward(days=3)
    seen = Case.get_by_id(case.id).moves
    results.change(row, "centre", "Ganda", "Jawab.", by=people.staf, at=clock(), seen=seen)
    assert tally(outcomes.counted(letter, at=then)) == {"fixed": 2}
    assert tally(outcomes.counted(letter, at=clock())) == {"fixed": 1, "centre": 1}
    assert tally(outcomes.counted(letter, at=clock(), since=then)) == {"centre": 1}
    assert [told for _, *told in outcomes.of_list(file, at=then)] == [["fixed", "Dicek."]] * 2


def test_rows_typed_by_hand_are_told_apart(letter, anomalies, open_lembar, people, clock, settle):
    told = {"reference": letter.reference, "dated": letter.dated}
    settle(open_lembar(2, **told))
    (one,) = outcomes.counted(letter, at=clock())
    assert (one.file, one.rows, one.result) == (None, 2, "fixed")
    assert len(list(outcomes.typed(letter, at=clock()))) == 2


@pytest.mark.parametrize("seed", range(4))
def test_every_row_stands_once_whatever_was_done(
    seed, letter, anomalies, open_lembar, people, clock, decide, settle
):
    """Two lists and typed rows; lembar opened, returned with rows struck, withdrawn, ended, and
    results changed after: at each step the answer holds every row once."""
    chance, told = Random(seed), {"by": people.staf, "at": clock()}
    files = {
        bring_list(letter, 9, CSV, **told): 9,
        bring_list(letter, 4, XLSX, **told): 4,
    }
    open_lembar(3, reference=letter.reference, dated=letter.dated)

    for _ in range(20):
        clock.forward(minutes=1)
        _do_something(chance, letter, anomalies, people, clock, decide, settle)
        counts = outcomes.counted(letter, at=clock())
        for file, many in files.items():
            held = list(outcomes.of_list(file, at=clock()))
            assert [cells[0] for cells, *_ in held] == [str(n + 1) for n in range(many)]
            mine = tally(one for one in counts if one.file == file.id)
            assert Counter(result for _, result, _ in held) == mine
        typed = Row.select().where(~LISTED, Row.struck_to.is_null()).count()
        assert sum(one.rows for one in counts) == 9 + 4 + typed  # none of a lembar taken back
    assert len(tally(counts)) > 1


def _do_something(chance, letter, anomalies, people, clock, decide, settle) -> None:
    told = {"by": people.staf, "at": clock()}
    free = ListRow.select().where(ListRow.id.not_in(Row.select(Row.listed).where(LISTED)))
    new = list(Case.select().where(Case.step == "receive"))
    ended = list(Case.select().where(Case.end == "done"))
    what = chance.choice(["group", "strike", "withdraw", "settle", "change"])
    if what == "group" and free:
        rows = chance.sample(list(free), chance.randint(1, min(4, len(free))))
        group(anomalies, rows, letter=letter, **told)
    elif what == "strike" and new:
        case = chance.choice(new)
        for outcome, who in UP[:2]:
            decide(case, outcome, getattr(people, who), work=made.Work(text="Dicek."))
        struck = made.Work(strike=tuple(row.id for row in standing(case)[1:]))
        decide(case, "no", people.kasi, reason="Keliru.", work=struck)
    elif what == "withdraw" and new:
        case = chance.choice(new)
        casework.withdraw(case, "Dicabut.", seen=case.moves, **told)
    elif what == "settle" and new:
        settle(chance.choice(new), chance.choice([*RESULTS]))
    elif what == "change" and ended:
        row = chance.choice(standing(chance.choice(ended)))
        other = "correct" if row.result == "fixed" else "fixed"
        results.change(row, other, "", "Baru.", seen=row.case.moves, **told)
