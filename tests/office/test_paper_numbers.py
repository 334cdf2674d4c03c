"""Numbers kept for paper: the machine leaves them out, and nobody's number is doubled."""

import pytest

from models import Event, NumberSeries, Office, Ticket
from office import afterwards, paper_numbers
from office.afterwards import Line
from office.errors import Incomplete, NotAllowed, Refused


@pytest.fixture
def keep(people, clock):
    """keep(A=(901, 999)): as the admin does it."""
    return lambda **ranges: paper_numbers.keep(ranges, by=people.admin, at=clock())


@pytest.fixture
def entered(people, clock):
    """entered(905): that number came at nine, waits, and is entered by Rina."""
    return lambda number: afterwards.enter(
        Line("A", number, clock(), "waiting"), by=people.rina, at=clock()
    )


def test_an_office_keeps_no_numbers_until_it_says_so(office, draw):
    assert paper_numbers.of(office) == {}
    assert [draw().label for _ in range(3)] == ["A-001", "A-002", "A-003"]


def test_the_machine_leaves_out_what_is_kept_and_says_so(keep, draw):
    keep(A=(3, 5))
    assert [draw().number for _ in range(5)] == [1, 2, 6, 7, 8]
    assert [event.detail for event in Event.select() if event.name == "numbers passed"] == ["A 3-5"]


def test_numbers_may_be_kept_from_the_first_one_on(keep, draw, clock):
    keep(A=(1, 50))
    old = draw()
    clock.forward(days=1)
    assert (old.number, draw().number) == (51, 51)
    assert Ticket.get_by_id(old.id).status == "lapsed"  # the day before was closed


def test_a_machine_that_read_the_setting_before_it_changed_keeps_to_it(keep, draw, office):
    office.paper_numbers = {}  # as a kiosk's request holds it that began before
    keep(A=(1, 2))
    assert draw().number == 3


def test_every_day_the_same_numbers_are_kept(keep, draw, clock):
    keep(A=(2, 3))
    today = [draw().number for _ in range(2)]
    clock.forward(days=1)
    assert [draw().number for _ in range(2)] == today == [1, 4]


def test_a_range_is_given_up(keep, draw):
    keep(A=(2, 3))
    keep()
    assert [draw().number for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("wanted", [(0, 9), (9, 8), (901, 1000), (-1, 5)])
def test_what_is_no_range_is_refused(keep, refused, wanted):
    with refused(Incomplete, "paling besar 999"):
        keep(A=wanted)


def test_a_letter_without_a_service_keeps_no_numbers(keep, refused):
    with refused(Incomplete, "nomor pertama dan terakhir"):
        keep(Z=(901, 999))


def test_numbers_the_day_has_reached_are_not_kept(keep, draw, refused):
    for _ in range(3):
        draw()
    with refused(Refused, "sudah sampai A-003"):
        keep(A=(3, 9))
    keep(A=(4, 9))


def test_numbers_that_were_entered_today_stay_kept(keep, entered, refused):
    keep(A=(901, 999))
    entered(905)
    with refused(Refused, "A-905 sudah dicatat hari ini"):
        keep(A=(910, 999))
    with refused(Refused, "A-905 sudah dicatat hari ini"):
        keep()
    keep(A=(905, 950))


def test_only_an_admin_keeps_numbers(people, clock, refused):
    with refused(NotAllowed, "Hanya admin"):
        paper_numbers.keep({"A": (901, 999)}, by=people.rina, at=clock())


def test_numbers_of_a_day_have_no_other_holes_than_those_kept(keep, draw, entered):
    keep(A=(3, 9))
    for _ in range(4):
        draw()
    entered(7)
    draw()
    given = {number for (number,) in Ticket.select(Ticket.number).tuples()}
    kept = set(paper_numbers.of(Office.get())["A"])
    assert set(range(1, NumberSeries.get().last + 1)) - given == kept - {7}
