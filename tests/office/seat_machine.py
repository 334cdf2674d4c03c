"""The seats as a part of the machine: who sits where, closed for a while, left and put back."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from models import Session
from office import seats, serving
from tests.office.machine import OfficeMachine

SITTING = {1: "sari", 2: "joko", 3: "dewi", 4: "joko"}
NUMBERS = st.integers(1, 12)
DESKS = st.sampled_from(sorted(SITTING))


class SeatMachine(OfficeMachine):
    """What the queue's machine does beside it; it tells how its tickets stand."""

    def sit_down(self):
        for number, username in SITTING.items():
            Session.create(
                token_hash=username.encode() + bytes([number]),
                officer=self.people[username],
                counter=self.desks[number],
                created_at=self.at,
                seen_at=self.at,
            )

    @rule(desk=DESKS, verb=st.sampled_from(["pause", "resume", "resume"]))
    def close_for_a_while(self, desk, verb):
        told = {"reason": "break"} if verb == "pause" else {}
        self.press(getattr(seats, verb), self.desks[desk], by=self.sitting(desk), **told)

    @rule(number=NUMBERS)
    def release(self, number):
        ticket = self.ticket(number)
        if self.press(seats.release, ticket, by=self.people["rina"]):
            self.expect(ticket, "release")

    def nobody_is_at_a_counter_that_is_closed(self, live):
        for ticket in live:
            assert not (ticket.counter and serving.is_paused(ticket.counter, self.at))
