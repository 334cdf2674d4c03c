"""Bounded waiting: whatever goes before them, whoever waits is called after so many calls."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Office, Ticket
from office import order, queue
from office.errors import Refused

WEEKS = count(1)
DESKS = {1: "sari", 4: "joko"}
# So that what goes before others happens often: priority, places kept, people sent on, favours.
DEEDS = st.lists(
    st.sampled_from(
        [
            *("arrive", "arrive", "arrive first", "next 1", "next 1", "next 4", "hold", "skip"),
            *("restore", "restore", "send on", "favour 1", "favour 4"),
        ]
    ),
    min_size=20,
    max_size=60,
)


class Hall:
    """The waiting room as an unlucky person sees it: `left` is how many calls may still go by."""

    def __init__(self, draw, people, counters, clock) -> None:
        self.draw, self.clock, self.counters = draw, clock, counters
        self.people = {number: getattr(people, name) for number, name in DESKS.items()}
        self.rina, self.left = people.rina, {}

    def do(self, deed: str) -> None:
        self.clock.forward(seconds=31)
        verb, _, rest = deed.partition(" ")
        getattr(self, verb)(*rest.split())

    def waiting(self) -> list[Ticket]:
        today = Ticket.select().where(Ticket.status == "waiting", Ticket.issued_at > self.began)
        return list(today.order_by(Ticket.changed_at))

    def begin(self) -> None:
        self.began = self.clock()
        self.clock.forward(seconds=1)

    def stands(self, ticket: Ticket) -> None:
        """From here on the bound counts."""
        n = len([one for one in self.waiting() if self.may(one, ticket.only_at_id)])
        self.left[ticket.id] = 2 * n + order.SPARE

    def may(self, ticket: Ticket, counter: int | None) -> bool:
        """Whether it is called there, too (None: at either counter)."""
        return counter is None or ticket.only_at_id in (None, counter)

    def arrive(self, first: str = "") -> None:
        self.stands(self.draw(priority="yes" if first else "no"))

    def next(self, number: str) -> None:
        desk = self.counters[int(number)]
        waited = [one for one in self.waiting() if self.may(one, desk.id)]
        try:
            called = queue.call_next(desk, by=self.people[int(number)], at=self.clock())
        except Refused:
            return
        for one in waited:
            self.left[one.id] -= 1
            assert one.id == called.id or self.left[one.id] > 0, one.label

    def favour(self, number: str) -> None:
        """The latest of them is called out of turn."""
        desk = self.counters[int(number)]
        waited = [one for one in self.waiting() if self.may(one, desk.id)]
        told = {"by": self.people[int(number)], "at": self.clock()}
        if waited and not Ticket.get_or_none(Ticket.counter == desk):
            queue.call(waited[-1], desk, "Mendesak.", **told)

    def leave(self, verb) -> None:
        for number, by in self.people.items():
            desk = self.counters[number]
            if here := Ticket.get_or_none(Ticket.counter == desk):
                verb(here, by=by, at=self.clock(), counter=desk)

    def hold(self) -> None:
        self.leave(queue.hold)

    def skip(self) -> None:
        self.leave(queue.skip)

    def send(self, _on: str) -> None:
        for here in list(Ticket.select().where(Ticket.counter == self.counters[1])):
            told = {"by": self.people[1], "at": self.clock(), "counter": self.counters[1]}
            self.stands(queue.transfer(here, self.counters[4], **told))

    def restore(self) -> None:
        out = Ticket.status.in_(("held", "no_show")), Ticket.issued_at > self.began
        for one in list(Ticket.select().where(*out)):
            self.clock.forward(seconds=1)
            self.stands(queue.restore(one, by=self.rina, at=self.clock()))


@pytest.fixture
def hall(draw, people, counters, clock, seat):
    def open_hall() -> Hall:
        clock.set(2024, 1, 8, 9, 0)
        clock.forward(days=7 * next(WEEKS))  # a day without other tickets
        for number, name in DESKS.items():
            seat(getattr(people, name), counters[number])
        hall = Hall(draw, people, counters, clock)
        hall.begin()
        return hall

    return open_hall


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=DEEDS, every=st.sampled_from([2, 3]))
def test_whatever_is_done_nobody_waits_longer_than_the_bound(hall, deeds, every):
    Office.update(priority_every=every).execute()
    here = hall()
    for deed in ["arrive", "arrive", *deeds]:
        here.do(deed)


# Each would make the one who came second wait for ever; so many go before them instead.
ENDLESS = {
    "held again and again": ["next 1", "hold", "restore"],
    "missed again and again": ["next 1", "skip", "restore"],
    "sent on again and again": ["next 1", "send on", "next 4", "hold", "restore"],
    "priority without end": ["arrive first", "next 1", "hold", "arrive first", "next 4", "hold"],
}


@pytest.mark.parametrize("deeds", ENDLESS.values(), ids=ENDLESS.keys())
@pytest.mark.parametrize("waiting", [2, 6])
def test_what_never_ends_keeps_nobody_waiting(hall, deeds, waiting, fresh):
    Office.update(priority_every=2).execute()
    here = hall()
    for _ in range(waiting):
        here.do("arrive")
    last = here.waiting()[-1]
    for _ in range(2 * waiting + order.SPARE):
        for deed in deeds:
            here.do(deed)
    assert fresh(last).first_called_at


def test_a_call_that_was_undone_costs_nobody_their_standing(
    draw, call, fresh, counters, clock, people
):
    ticket = draw()
    clock.forward(minutes=5)
    call(ticket, people.sari)
    queue.undo(ticket, by=people.sari, at=clock.forward(seconds=5), counter=counters[1])
    assert fresh(ticket).changed_at == ticket.issued_at


def test_the_lane_counts_calls_of_the_later_against_those_of_the_earlier():
    lane = order.Lane([(10 + n, 9) for n in range(order.SPARE)])
    assert lane.overtook(5)
    assert not lane.overtook(9), "they waited as long"
    assert not lane.overtook(12), "some were called before they came"
    assert not order.Lane([(10 + n, 9) for n in range(8)] + [(30, 4)]).overtook(5)
