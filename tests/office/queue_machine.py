"""A morning at the office as a machine: buttons pressed in any order, and what always holds."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
)

from models import (
    AT_COUNTER,
    LIVE,
    Call,
    Case,
    Office,
    Ticket,
)
from office import (
    access,
    audit,
    casework,
    intake,
    made,
    outings,
    procedures,
    queue,
    tickets,
)
from office.errors import Refused
from tests.conftest import NINE
from tests.office.conftest import CHANGE, everything
from tests.office.seat_machine import DESKS, NUMBERS, SITTING, SeatMachine

OFFICERS = st.sampled_from(["sari", "joko", "dewi", "budi", "rina"])
RARELY = st.sampled_from([False, False, False, True])  # or the hall is soon empty
WAYS = st.sampled_from(
    [
        *("directed", "complete", "incomplete", "consult", "advised", "ordered", "returned"),
        *("noted", "wrong", "right", "never_entered", "consolidate", "readable", "recovered"),
    ]
)

STEPS_AT_A_COUNTER = {"direct": "siak", "check": "adb"}
HANDED_OVER_BY = {"done": "adb", "explained": "adb", "redirected": "siak"}


def wanted(case: Case) -> str | None:
    """STATES.md once more, in other words: whose queue the case's person belongs in."""
    if case.end:
        return HANDED_OVER_BY.get(case.end)
    return None if case.paused_for else STEPS_AT_A_COUNTER.get(case.step)


class Queue(SeatMachine):
    """One morning at the office. `statuses` is the model: what each ticket must be."""

    @initialize(deep=st.integers(0, 6))
    def open_the_office(self, deep):
        """Three wait; the first was served and brought some steps on."""
        self.open_anew()
        self.version = self.office.version
        self.checked = 0
        self.statuses: dict[int, str] = {}
        self.issued: dict[int, datetime] = {}
        self.serves = {desk.id: access.served_roles(desk) for desk in self.desks.values()}
        self.sit_down()
        for priority in ("no", "yes", "no"):
            self.draw(priority)
        self.call_one(1, 0)
        self.at_the_counter(1, "serve")
        for _ in range(deep):
            self.decide(0, 0)

    # --- what can be pressed ---

    @rule(priority=st.sampled_from(["yes", "no"]))
    def arrive(self, priority):
        self.draw(priority)

    def draw(self, priority):
        procedure = procedures.newest("pemulihan-data-error")
        asked = intake.Asked(procedure, {"priority": priority}, f"key {len(self.statuses)}")
        ticket = self.press(intake.submit, asked, self.office, by=self.kiosk)
        self.statuses[ticket.id] = "waiting"

    @rule(desk=DESKS)
    def call_next(self, desk):
        busy = self.standing_at(desk)
        out = {one.id for one in Ticket.select().where(Ticket.away_since.is_null(False))}
        ticket = self.press(queue.call_next, self.desks[desk], by=self.sitting(desk))
        if ticket:
            assert not busy and ticket.id not in out
            self.expect(ticket, "call")

    @rule(desk=DESKS, verb=st.sampled_from(["recall", "serve", "serve", "skip", "hold", "finish"]))
    def at_the_counter(self, desk, verb):
        self.move(self.standing_at(desk), verb, counter=self.desks[desk], by=self.sitting(desk))

    @rule(desk=DESKS, to=DESKS)
    def transfer(self, desk, to):
        told = {"to": self.desks[to], "counter": self.desks[desk], "by": self.sitting(desk)}
        self.move(self.standing_at(desk), "transfer", **told)

    @rule(desk=DESKS, number=NUMBERS)
    def call_one(self, desk, number):
        told = {"counter": self.desks[desk], "by": self.sitting(desk), "reason": "Mendesak."}
        self.move(self.ticket(number), "call", **told)

    @rule(number=NUMBERS)
    def undo(self, number):
        ticket = self.ticket(number)
        last = Call.select().where(Call.ticket == ticket).order_by(Call.id.desc()).first()
        if last:
            self.move(ticket, "undo", counter=last.counter, by=self.people["sari"])

    @rule(number=NUMBERS)
    def restore(self, number):
        self.move(self.ticket(number), "restore", by=self.people["rina"])

    @rule(number=NUMBERS)
    def go_out_or_be_back(self, number):
        """Neither moves the ticket."""
        ticket = self.ticket(number)
        if ticket and not ticket.away_since:
            self.press(outings.go_out, ticket, by=None)
        elif ticket and outings.may(ticket, at=self.at):
            self.press(outings.be_back, ticket, by=None)

    @rule(number=NUMBERS, really=RARELY)
    def withdraw(self, number, really):
        if really:
            self.move(self.ticket(number), "withdraw", reason="Pulang.", by=self.people["rina"])

    @rule(number=NUMBERS, way=st.sampled_from([0, 0, 0, 0, 1, 2, 3]))
    def decide(self, number, way):
        """One of the step's own ways out, by whoever holds its role, where the person stands."""
        case, ticket = self.case(number), self.ticket(number)
        if case.step:
            outcomes = procedures.present(case).outcomes
            who = {"siak": "joko", "adb": "dewi", "functional": "budi"}[case.role]
            if ticket.counter and SITTING[ticket.counter.number] == "sari":
                who = "sari"
            self.take_way_out(case, outcomes[way % len(outcomes)].id, who, ticket.counter)

    @rule(number=NUMBERS, way=WAYS, who=OFFICERS, desk=DESKS)
    def decide_anything(self, number, way, who, desk):
        self.take_way_out(self.case(number), way, who, self.desks[desk])

    def take_way_out(self, case, way, who, counter):
        papers = {paper.id: made.Tick(True) for paper in made.wanted_papers(case)}
        work = made.Work("Dicek.", papers, (CHANGE,), "SIAK-1", self.at)
        told = {"work": work, "reason": "Alasan.", "look_again_on": NINE.date() + timedelta(days=2)}
        told |= {"counter": counter, "seen": case.moves, "by": self.people[who]}
        if self.press(casework.decide, case, way, **told):
            self.follow(case)

    @rule(number=NUMBERS, who=OFFICERS, verb=st.sampled_from(["take", "resume", "pause"]))
    def work(self, number, who, verb):
        case = self.case(number)
        words, told = (("network",), {"note": "Putus."}) if verb == "pause" else ((), {})
        told |= {"seen": case.moves, "by": self.people[who]}
        if self.press(getattr(casework, verb), case, *words, **told) and verb != "take":
            self.follow(case)

    @rule(number=NUMBERS, who=OFFICERS, really=RARELY)
    def cancel(self, number, who, really):
        case = self.case(number)
        if really:
            told = {"seen": case.moves, "by": self.people[who]}
            if self.press(casework.withdraw, case, "Pindah.", **told):
                self.follow(case)

    @rule(number=NUMBERS, key=st.integers(0, 3))
    def come_back(self, number, key):
        case = self.case(number)
        submission = f"again {number} {key}"
        if Ticket.get_or_none(Ticket.submission == submission):
            return
        ticket = self.press(intake.come_back, case, submission, by=self.kiosk)
        if ticket:
            self.statuses[ticket.id] = "waiting"

    @rule(seconds=st.sampled_from([1, 5, 11, 31, 600]))
    def time_goes_by(self, seconds):
        self.at += timedelta(seconds=seconds)

    # --- how it is pressed ---

    def press(self, verb, *arguments, **told):
        """The verb's answer, or None when it was refused, with nothing written."""
        before = everything()
        try:
            answer = verb(*arguments, at=self.at, **told)
        except Refused as refusal:
            assert str(refusal)
            assert everything() == before
            assert self.raised() == 0
            return None
        assert self.raised() == 1
        return answer

    def raised(self) -> int:
        before, self.version = self.version, Office.get_by_id(self.office.id).version
        return self.version - before

    def move(self, ticket, verb, **told):
        if ticket and self.press(getattr(queue, verb), ticket, **told):
            self.expect(ticket, verb)

    def expect(self, ticket, verb):
        after = tickets.MOVES[self.statuses[ticket.id], verb]
        now = Ticket.get_by_id(ticket.id)
        waits_in_hall = verb == "restore" and wanted(now.case) is None
        self.statuses[ticket.id] = "held" if waits_in_hall else after

    def follow(self, case):
        """The model's own reading of STATES.md, "The case moves the ticket"."""
        case = Case.get_by_id(case.id)
        for ticket in case.tickets.where(Ticket.status.in_([*LIVE, "done", "void"])):
            before = self.statuses[ticket.id]
            if before not in LIVE:
                continue
            role = wanted(case)
            if case.end == "withdrawn":
                after = {"void"}
            elif before == "no_show":
                after = {"no_show"}
            else:
                after = {"held"} if role is None else {"waiting", "serving"}
            if before not in AT_COUNTER:
                after -= {"serving"}
            assert ticket.status in after
            self.statuses[ticket.id] = ticket.status

    def ticket(self, number):
        """One of the tickets there are."""
        return Ticket.get(Ticket.number == number % len(self.statuses) + 1)

    def case(self, number):
        return self.ticket(number).case

    def sitting(self, desk):
        return self.people[SITTING[desk]]

    def standing_at(self, desk):
        return Ticket.get_or_none(Ticket.counter == self.desks[desk])

    # --- what always holds ---

    @invariant()
    def the_queue_is_whole(self):
        """After each accepted verb; a refused one left every row as it was."""
        if self.checked == self.version:
            return
        self.checked = self.version
        all_tickets = list(Ticket.select(Ticket, Case).join(Case).order_by(Ticket.number))
        live = [ticket for ticket in all_tickets if ticket.status in LIVE]
        self.every_ticket_is_what_the_model_says(all_tickets)
        self.numbers_run_from_one_without_a_hole(all_tickets)
        self.arrival_is_never_rewritten(all_tickets)
        self.nobody_shares_a_counter_or_a_case(live)
        self.who_waits_is_wanted_at_a_counter(live)
        self.who_is_called_was_called_there(live)
        self.nobody_is_at_a_counter_that_is_closed(live)
        assert audit.verify(self.office)[1] == ""

    def every_ticket_is_what_the_model_says(self, all_tickets):
        assert {ticket.id: ticket.status for ticket in all_tickets} == self.statuses

    def numbers_run_from_one_without_a_hole(self, all_tickets):
        assert [t.number for t in all_tickets] == list(range(1, len(all_tickets) + 1))

    def arrival_is_never_rewritten(self, all_tickets):
        for ticket in all_tickets:
            first = self.issued.setdefault(ticket.id, ticket.issued_at)
            assert first == ticket.issued_at <= ticket.changed_at
            assert not (ticket.called_at and not ticket.first_called_at)

    def nobody_shares_a_counter_or_a_case(self, live):
        counters = [ticket.counter_id for ticket in live if ticket.counter_id]
        cases = [ticket.case_id for ticket in live]
        assert (len(set(counters)), len(set(cases))) == (len(counters), len(cases))

    def who_waits_is_wanted_at_a_counter(self, live):
        for ticket in live:
            if ticket.status == "waiting":
                assert wanted(ticket.case) == ticket.role
                assert not ticket.only_at or ticket.role in self.serves[ticket.only_at_id]

    def who_is_called_was_called_there(self, live):
        for ticket in live:
            if ticket.status == "called":
                last = Call.select().where(Call.ticket == ticket).order_by(Call.id.desc()).first()
                assert (last.counter_id, last.undone) == (ticket.counter_id, False)
