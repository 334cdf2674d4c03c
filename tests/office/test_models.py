"""What must never happen is a constraint, not a hope. Direct writes here stand for our mistakes."""

import pytest
from peewee import IntegrityError, TextField

from fields import InstantField
from ministry_tables import Row
from models import Case, Correction, Decision, Delegation, NumberSeries, Outage, Pause, Ticket
from tests.tables import TABLES


def copy_of(row, **changes):
    """Another row like it, with nothing in it that is its own."""
    own = {"id"} | {"submission", "token_hash", "code"} & row.__data__.keys()
    new = {"submission": "x", "token_hash": b"x"} if "submission" in own else {}
    return {name: value for name, value in row.__data__.items() if name not in own} | new | changes


def test_the_printed_label_has_three_digits_and_more(draw):
    ticket = draw()
    assert ticket.label == "A-001"
    ticket.number = 1234
    assert ticket.label == "A-1234"


def test_a_number_is_given_once(draw):
    first, second = draw(), draw()
    with pytest.raises(IntegrityError, match=r"ticket\.number"):
        Ticket.create(**copy_of(second, number=first.number, status="void"))


def test_two_never_stand_at_one_counter(draw, call, people, counters):
    call(draw(), people.sari)
    other = draw()
    with pytest.raises(IntegrityError):
        Ticket.update(status="called", counter=counters[1]).where(Ticket.id == other.id).execute()


def test_a_case_has_one_live_ticket(draw):
    first, second = draw(), draw()
    with pytest.raises(IntegrityError, match=r"ticket\.case_id"):
        Ticket.create(**copy_of(second, case=first.case, number=9))


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "called"},
        {"status": "asleep"},
        {"status": None},
        {"role": None},
    ],
)
def test_a_ticket_is_in_one_of_its_states(draw, changes):
    draw()
    with pytest.raises(IntegrityError):
        Ticket.update(**changes).execute()


@pytest.mark.parametrize(
    "changes",
    [
        {"step": None},
        {"end": "done"},
        {"role": None},
        {"paused_for": "holiday"},
        {"taken_at": 1},
        {"category": 999},
        {"office": 999},
    ],
)
def test_a_case_stands_or_has_ended(draw, changes):
    draw()
    changes = {Case._meta.fields[name]: value for name, value in changes.items()}
    with pytest.raises((IntegrityError, AttributeError)):
        Case.update(changes).execute()


def test_one_decision_of_a_step_stands(at_step):
    case = at_step("order").case
    first = Decision.get(Decision.case == case, Decision.stands)
    with pytest.raises(IntegrityError, match=r"decision\.case_id, decision\.step"):
        Decision.create(**copy_of(first))


def test_a_correction_corrects(at_step, decide, people):
    at_step("apply")
    with pytest.raises(IntegrityError):
        Correction.update(after=Correction.before).execute()


def test_one_pause_is_open_and_none_ends_before_it_began(draw, clock):
    case, at = draw().case, clock()
    Pause.create(case=case, reason="network", since=at)
    with pytest.raises(IntegrityError):
        Pause.create(case=case, reason="centre", since=at)
    with pytest.raises(IntegrityError):
        Pause.update(until=clock.forward(hours=-1)).execute()


def test_one_outage_at_a_time(office, clock):
    Outage.create(office=office, since=clock())
    with pytest.raises(IntegrityError):
        Outage.create(office=office, since=clock())


def test_nobody_stands_in_for_themselves(people, clock):
    day = clock().date()
    told = {"role": "adb", "kind": "Plh.", "since": day, "until": day}
    with pytest.raises(IntegrityError):
        Delegation.create(officer=people.dewi, absent=people.dewi, **told)


def test_a_lembar_has_no_row_201(open_lembar):
    open_lembar(1)
    with pytest.raises(IntegrityError):
        Row.update(number=201).execute()


def test_one_counter_row_for_a_letter_and_day(draw, office):
    draw()
    with pytest.raises(IntegrityError):
        NumberSeries.create(office=office, day=draw().day, series="A")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_table_says_what_one_row_is(table):
    assert table.__doc__
    assert table.__doc__ != Ticket.__mro__[1].__doc__


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_a_moment_ends_in_at_and_a_day_is_no_moment(table):
    """Names say what they hold: `…_at`, `since`, `until` and `at` are moments; never a string."""
    for name, field in table._meta.fields.items():
        if name.endswith("_at") and name not in ("rejected_at", "only_at"):
            assert isinstance(field, InstantField), f"{table.__name__}.{name}"
        assert not (isinstance(field, TextField) and name.endswith("_on"))
