"""From the rows of a ministry letter to lembar: by rule, together, by hand, and only once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ministry_tables import Lembar, LetterFile, ListRow, Row
from models import Case
from office import casework, founding
from office.errors import Incomplete, NotAllowed, Stale
from office.ministry import grouping, inbox, outcomes, placing, progress
from office.ministry.grouping import Rule
from tests.conftest import PASSWORD
from tests.lists import rows

PLAIN = Rule()


@pytest.fixture
def make(anomalies, people, clock):
    """make(letter, Rule()): as Tono presses."""

    def make(letter, rule=PLAIN, to="", by=None, **more):
        return placing.make(anomalies, letter, rule, to, by=by or people.staf, at=clock(), **more)

    return make


@pytest.fixture
def by_hand(anomalies, people, clock):
    def by_hand(letter, ids, about="Pilihan", by=None):
        told = {"by": by or people.staf, "at": clock()}
        return placing.make_one(anomalies, letter, ids, about, "", **told)

    return by_hand


def made() -> list[tuple[str, list[str]]]:
    """Each lembar's name and the NIKs on it, in order."""
    return [
        (one.about, [row.nik for row in one.case.rows.order_by(Row.number)])
        for one in Lembar.select().order_by(Lembar.id)
    ]


def test_a_lembar_has_the_rows_of_one_kecamatan_and_one_category(listed, make):
    letter = listed(
        {"nik": "1", "district": "Kuaro"},
        {"nik": "2", "district": "Batu"},
        {"nik": "3", "district": "Kuaro", "category": "G2"},
        {"nik": "4", "district": "Kuaro"},
        {"nik": "5"},
    )
    assert make(letter) == placing.Portion(lembar=4, rows=5, left=0)
    assert made() == [
        ("Kecamatan tidak tercatat, A2", ["5"]),
        ("Kec. Batu, A2", ["2"]),
        ("Kec. Kuaro, A2", ["1", "4"]),
        ("Kec. Kuaro, G2", ["3"]),
    ]


def test_what_is_shown_before_is_what_is_made(listed, make):
    letter = listed(*rows(5), *rows(3, district="Lain"))
    rule = Rule(("district",), most=2)
    shown = grouping.preview(letter, rule)
    assert shown == [grouping.Heap("Kec. Contoh", 3, 5), grouping.Heap("Kec. Lain", 2, 3)]
    make(letter, rule)
    assert [len(niks) for _, niks in made()] == [2, 2, 1, 2, 1]


def test_a_lembar_answers_the_letter_and_begins_at_its_first_step(listed, make, events):
    letter = listed(*rows(2))
    make(letter)
    case = Case.get()
    assert (inbox.of_case(case), case.step, events(case)) == (letter, "receive", ["case opened"])
    assert {row.listed.file.letter_id for row in case.rows} == {letter.id}


def test_a_family_is_not_parted(listed, make):
    family = {"family": "6401010101100001"}
    letter = listed(
        {"nik": "1", **family}, *rows(2), {"nik": "2", **family}, {"nik": "3", **family}
    )
    make(letter, Rule((), ("family",), most=3))
    assert [niks for _, niks in made()] == [
        ["1", "2", "3"],
        ["0000000000000000", "0000000000000001"],
    ]


def test_a_pair_stands_on_one_lembar_though_its_rows_are_of_two_kecamatan(listed, make):
    letter = listed(
        {"nik": "1", "other_nik": "2", "category": "G2", "district": "Batu"},
        {"nik": "9", "category": "G2", "district": "Kuaro"},
        {"nik": "2", "other_nik": "3", "category": "G2", "district": "Kuaro"},
    )
    make(letter, Rule(together=("pair",)))
    assert made() == [("Kec. Batu, G2", ["1", "2"]), ("Kec. Kuaro, G2", ["9"])]


def test_a_family_too_large_for_a_lembar_is_parted_all_the_same(listed, make):
    make(listed(*rows(5, family="1")), Rule((), ("family",), most=2))
    assert [len(niks) for _, niks in made()] == [2, 2, 1]


def test_only_the_chosen_kecamatan_is_grouped(listed, make):
    letter = listed(*rows(2), *rows(3, district="Lain"))
    assert make(letter, Rule(only=(("district", "Lain"),))).left == 0
    assert progress.unplaced(letter) == 2
    assert [name for name, _ in made()] == ["Kec. Lain, A2"]


def test_a_press_makes_a_portion_and_the_next_goes_on(listed, make):
    letter = listed(*rows(5))
    rule = Rule(most=2)
    assert make(letter, rule, most=2).left == 1
    assert make(letter, rule, most=2) == placing.Portion(1, 1, 0)
    assert [len(niks) for _, niks in made()] == [2, 2, 1]


def test_pressed_once_more_nothing_is_made_twice(listed, make, refused):
    letter = listed(*rows(2))
    make(letter)
    with refused(Incomplete, "Tidak ada baris yang belum masuk lembar"):
        make(letter)


def test_a_row_placed_meanwhile_is_left_out(listed, by_hand, anomalies, people, clock):
    letter = listed(*rows(3))
    (planned,) = grouping.plan(letter, PLAIN)
    by_hand(letter, [ListRow.get().id])
    told = {"by": people.staf, "at": clock()}
    placing.place(anomalies, letter, planned, None, **told)
    assert [len(niks) for _, niks in made()] == [1, 2]
    assert placing.place(anomalies, letter, planned, None, **told) is None


def test_a_list_that_is_not_shown_yet_is_not_grouped(listed, make, refused):
    letter = listed(*rows(2))
    LetterFile.update(shown_at=None).execute()
    with refused(Incomplete, "Tidak ada baris yang belum masuk lembar"):
        make(letter)


@pytest.mark.parametrize("most", [0, 201])
def test_no_lembar_is_larger_than_two_hundred(listed, make, refused, most):
    letter = listed(*rows(1))
    with refused(Incomplete, "Satu lembar memuat 1 sampai 200 baris"):
        make(letter, Rule(most=most))


def test_a_rule_nobody_knows_is_refused(listed, make, refused):
    letter = listed(*rows(1))
    with refused(Incomplete, "Aturan itu tidak dikenal"):
        make(letter, Rule(by=("name",)))


def test_only_staff_make_lembar(listed, make, by_hand, refused, people):
    letter = listed(*rows(1))
    for attempt in (
        lambda: make(letter, by=people.kasi),
        lambda: by_hand(letter, [1], by=people.sari),
    ):
        with refused(NotAllowed, "Membuka lembar bukan tugas Anda"):
            attempt()


def test_another_office_groups_none_of_our_rows(listed, make, by_hand, refused, neighbours, clock):
    letter = listed(*rows(1))
    mira = founding.hire(
        neighbours.office, "mira", "Mira", ["staff"], password=PASSWORD, at=clock()
    )
    for attempt in (lambda: make(letter, by=mira), lambda: by_hand(letter, [1], by=mira)):
        with refused(NotAllowed, "Surat itu bukan milik kantor ini"):
            attempt()


# --- by hand --------------------------------------------------------------------------------------


def test_rows_are_chosen_by_hand(listed, by_hand):
    letter = listed(*rows(3))
    ids = [row.id for row in ListRow.select()]
    case = by_hand(letter, [ids[2], ids[0], ids[2]])
    assert [row.listed_id for row in case.rows.order_by(Row.number)] == [ids[0], ids[2]]
    assert progress.unplaced(letter) == 1


def test_a_row_is_not_chosen_twice(listed, by_hand, refused):
    letter = listed(*rows(2))
    ids = [row.id for row in ListRow.select()]
    by_hand(letter, ids[:1])
    with refused(Stale, "sudah ada di lembar lain"):
        by_hand(letter, ids)


def test_a_row_of_another_letter_is_not_chosen(listed, by_hand, refused):
    letter, other = listed(*rows(1)), listed(*rows(1))
    strange = ListRow.select().join(LetterFile).where(LetterFile.letter == other).get()
    with refused(Stale, "sudah ada di lembar lain"):
        by_hand(letter, [strange.id])


def test_nothing_chosen_is_no_lembar(listed, by_hand, refused):
    letter = listed(*rows(1))
    with refused(Incomplete, "Satu lembar memuat 1 sampai 200 baris"):
        by_hand(letter, [])


def test_a_struck_row_stays_on_its_new_lembar(listed, make, decide, people):
    from office import made as work

    letter = listed(*rows(2))
    make(letter)
    case = Case.get()
    decide(case, "received", people.staf)
    decide(case, "examined", people.staf, work=work.Work(text="Diteliti."))
    gone = case.rows.where(Row.number == 2).get()
    decide(case, "no", people.kasi, reason="Lain.", work=work.Work(strike=(gone.id,)))
    assert progress.unplaced(letter) == 0
    assert Lembar.select().count() == 2


# --- whatever the list, the rule and the breaks ---------------------------------------------------

SOME = st.sampled_from(["", "1", "2", "3"])
ROW = st.fixed_dictionaries(
    {"nik": SOME, "other_nik": SOME, "family": SOME, "district": st.sampled_from(["", "A", "B"])}
)
RULE = st.builds(
    Rule,
    by=st.sampled_from([(), ("district",), ("category",), ("district", "category")]),
    together=st.sampled_from([(), ("family",), ("pair",), ("family", "pair")]),
    most=st.integers(1, 5),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(ROW, min_size=1, max_size=12), rule=RULE, portion=st.integers(1, 3))
def test_every_row_stands_on_one_lembar_whatever_the_rule(listed, make, rows, rule, portion):
    letter = listed(*rows)
    while make(letter, rule, most=portion).left:
        pass
    there = [
        row.listed_id
        for row in Row.select()
        .join(Lembar, on=Lembar.case == Row.case)
        .where(Lembar.letter == letter)
    ]
    assert sorted(there) == [
        row.id for row in ListRow.select().join(LetterFile).where(LetterFile.letter == letter)
    ]
    ours = Lembar.select().where(Lembar.letter == letter)
    assert all(one.case.rows.count() <= rule.most for one in ours)


# --- taken apart ----------------------------------------------------------------------------------


def test_lembar_of_a_wrong_rule_are_taken_apart_and_grouped_anew(listed, make, people, clock):
    letter = listed(*rows(4))
    make(letter, Rule(most=2))
    told = {"by": people.staf, "at": clock()}
    results = placing.undo(list(Case.select()), "Aturan keliru.", **told)
    assert [one.refusal for one in results] == [None, None]
    assert progress.unplaced(letter) == 4
    assert make(letter) == placing.Portion(1, 4, 0)
    assert progress.counts(letter) == (4, 0)


def test_what_somebody_works_on_is_not_taken_apart(listed, make, decide, people, clock):
    letter = listed(*rows(2))
    make(letter, Rule(most=1))
    first, second = Case.select().order_by(Case.id)
    decide(first, "received", people.staf)
    told = {"by": people.staf, "at": clock()}
    results = placing.undo([first, second], "Aturan keliru.", **told)
    assert [str(one.refusal or "") for one in results] == [
        f"Lembar {first.label} sudah mulai dikerjakan.",
        "",
    ]
    assert progress.unplaced(letter) == 1


def test_taking_apart_needs_a_reason(listed, make, people, clock, refused):
    make(listed(*rows(1)))
    with refused(Incomplete, "Tulis mengapa lembar dibongkar"):
        placing.undo(list(Case.select()), " ", by=people.staf, at=clock())


def test_a_lembar_that_was_cancelled_lets_its_rows_go(listed, make, verb, people, events):
    letter = listed(*rows(2))
    make(letter)
    case = verb(casework.withdraw, Case.get(), "Surat ditarik.", by=people.staf)
    assert (progress.unplaced(letter), case.end) == (2, "withdrawn")
    assert {row.struck_for for row in case.rows} == {"Surat ditarik."}
    assert sum(one.rows for one in outcomes.counted(letter, at=case.ended_at)) == 2
