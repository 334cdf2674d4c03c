"""A register as a machine: corrections, reversals, extracts and power cuts in any order."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

import database
from models import Case, Correction, Decision, Office, Request, Reversal
from office import audit, casework, intake, made, procedures, queue
from office.errors import Refused
from office.register import identify, recover, register, register_import, staging
from register_tables import ChangeKind, RegisterChange
from tests.office.conftest import SITI
from tests.office.machine import OfficeMachine

PEOPLE = ("9901014101900001", "9901014202910002")
VALUES = {
    "name": ("SITI CONTOH", "SITI BARU", "SITTI", "SITI C. ALI", "SITY"),
    "birth_date": ("1990-03-12", "1990-12-03", "1991-01-01", "1990-03-21"),
    "mother": ("MINAH", "AMINAH", "SITI AMINAH", "MINA"),
    "nik": (*PEOPLE, "9901014303930003", "9901014404940004"),
}
WHICH = st.integers(0, 5)
OFFICERS = st.sampled_from(["dewi", "dewi", "budi", "sari"])
CUT = st.sampled_from([False, False, False, True])  # the power fails before it is told


class PowerCut(Exception):
    """The transaction is never committed, and the program starts again."""


@st.composite
def told(draw):
    """One element and a value of it."""
    element = draw(st.sampled_from(sorted(VALUES)))
    return element, draw(st.sampled_from(VALUES[element]))


class Recovery(OfficeMachine):
    """Some days at one desk. `snapshots` is the model: change -> person -> their elements."""

    @initialize()
    def open_the_office(self):
        self.open_anew()
        self.snapshots, self.cases, self.files = {}, [], 0
        register.choose_mode(register.OWN, by=self.people["admin"], at=self.at)
        entries = [{**SITI, "nik": nik} for nik in PEOPLE]
        self.persons = register.enter(entries, by=None, at=self.at)
        self.learn()
        for person in range(4):
            self.a_request_is_verified(person)

    def press(self, verb, *arguments, cut=False, **details):
        """Any verb may be refused, or be cut off before its transaction ends."""
        self.at += timedelta(seconds=1)
        try:
            with database.writing():
                done = verb(*arguments, at=self.at, **details)
                if cut:
                    raise PowerCut
            return done
        except Refused:
            return None
        except PowerCut:
            self.open_again()
            return None

    def decide(self, case, outcome, by, cut=False, **details):
        seen = Case.get_by_id(case.id).moves
        told = {"by": self.people[by], "seen": seen} | details
        return self.press(casework.decide, case, outcome, cut=cut, **told)

    # --- what can happen ---

    @rule(person=WHICH, one=told(), other=told(), cut=CUT)
    def a_request_comes_through(self, person, one, other, cut):
        self.a_request_is_verified(person)
        self.a_draft_is_written(len(self.cases) - 1, one, other)
        self.a_draft_is_carried_out(len(self.cases) - 1, "dewi", cut, "Kembar.")

    def a_request_is_verified(self, person):
        """Sari at the counter, Budi's order, Dewi's note."""
        asked = intake.Asked(procedures.newest("pemulihan-data-error"), {}, f"{self.at}")
        ticket = self.press(intake.submit, asked, Office.get(), by=self.kiosk)
        told = {"counter": self.desks[1], "by": self.people["sari"]}
        self.press(queue.call, ticket, reason="Diminta.", **told)
        self.press(queue.serve, ticket, **told)
        case = ticket.case
        self.decide(case, "directed", "sari", counter=self.desks[1])
        ticks = {paper.id: made.Tick(True, True) for paper in made.wanted_papers(case)}
        work = made.Work(papers=ticks)
        self.decide(case, "complete", "sari", counter=self.desks[1], work=work)
        self.decide(case, "ordered", "budi")
        whom = self.persons[person % len(self.persons)]
        self.press(identify.identify, case, whom, by=self.people["dewi"])
        self.decide(case, "noted", "dewi", work=made.Work(text="Sudah dicocokkan."))
        self.cases.append((case, whom))

    @rule(number=WHICH, one=told(), other=told())
    def a_draft_is_written(self, number, one, other):
        case, whom = self.case(number, "correct")
        changes = [
            made.Change(element, "", to, "Akta", person=whom) for element, to in {one, other}
        ]
        if case:
            self.decide(case, "wrong", "dewi", work=made.Work(changes=tuple(changes)))

    @rule(number=WHICH, by=OFFICERS, cut=CUT, despite=st.sampled_from(["", "Kembar."]))
    def a_draft_is_carried_out(self, number, by, cut, despite):
        case, _ = self.case(number, "apply")
        if case:
            self.decide(case, "recovered", by, cut=cut, work=made.Work(despite=despite))

    @rule(number=WHICH)
    def a_draft_is_given_up(self, number):
        case, _ = self.case(number, "apply")
        if case:
            self.decide(case, "redraft", "dewi", reason="Data berubah.")

    @rule(number=WHICH, by=st.sampled_from(["budi", "budi", "dewi"]), cut=CUT)
    def a_correction_is_taken_back(self, number, by, cut):
        applied = Correction.select().where(Correction.change.is_null(False))
        rows = list(applied.order_by(Correction.id.desc()).limit(4))
        if rows:
            row = rows[number % len(rows)]
            told = {"by": self.people[by], "seen": Case.get_by_id(row.case_id).moves}
            self.press(recover.reverse, row, "Akta palsu.", recover.Done(), cut=cut, **told)

    @rule(person=WHICH, one=told())
    def an_extract_comes(self, person, one):
        held = register.person(self.persons[person % len(self.persons)])
        element, value = one
        row = {name: getattr(held, name) for name in ("nik", "name", "birth_date", "mother")}
        row |= {element: value} if element != "nik" else {}
        self.files += 1
        file = self.folder / f"dkb-{self.files}.csv"
        file.write_text(f"NIK;NAMA;TGL_LHR;NAMA IBU\n{';'.join(row.values())}\n")
        found = register_import.check(file)
        day = self.at.date() + timedelta(days=self.files % 2)
        try:
            register_import.run(found, as_of=day, by=None, clock=lambda: self.at)
        except Refused:  # an older file than the last, or another import was broken off
            return

    @rule(person=WHICH, swept=st.booleans())
    def an_import_breaks_off(self, person, swept):
        change = self.press(staging.begin, ChangeKind.IMPORT, by=None)
        if change:
            held = register.person(self.persons[person % len(self.persons)])
            values = tuple("LAIN" for _ in staging.ELEMENTS)
            staging.end(change, [held.id], at=self.at)
            staging.add(change, [(held.person, values), (0, values)], at=self.at)
            self.open_again()
        if swept:
            self.at += 2 * staging.SILENCE
            staging.sweep(before=self.at - staging.SILENCE)

    # --- what always holds ---

    @invariant()
    def every_past_value_can_be_told(self):
        if not hasattr(self, "persons"):
            return
        self.learn()
        for number, snapshot in self.snapshots.items():
            for person, values in snapshot.items():
                assert self.values(person, number) == values, (number, person)

    @invariant()
    def nothing_came_about_without_request_order_and_two_officers(self):
        if not hasattr(self, "persons"):
            return
        for change in RegisterChange.select().where(RegisterChange.shown_at.is_null(False)):
            if change.kind != ChangeKind.IMPORT:
                self.look_behind(change)
        assert audit.verify(Office.get())[1] == ""

    def look_behind(self, change):
        reversal = Reversal.get_or_none(Reversal.change == change.id)
        row = reversal.correction if reversal else Correction.get(Correction.change == change.id)
        order, applied = Decision.get_by_id(row.ordered), row.applied
        assert Request.get(Request.case == row.case) and row.basis
        assert (order.kind, order.case_id, applied.case_id) == ("approve", row.case_id, row.case_id)
        assert order.officer_id != applied.officer_id and order.at <= applied.at
        assert reversal is None or (reversal.officer_id != applied.officer_id and reversal.reason)
        before, after = self.snapshots[change.id - 1], self.snapshots[change.id]
        now, then = (row.before, row.after) if reversal else (row.after, row.before)
        expected = before[row.person] | {row.element: now}
        assert before[row.person][row.element] == then
        assert after == before | {row.person: expected}

    def learn(self):
        """What stands at each change that is new; it is asked once and must hold for ever."""
        for number in range(len(self.snapshots) + 1, register.now() + 1):
            self.snapshots[number] = {one: self.values(one, number) for one in self.persons}

    def values(self, person, number):
        row = register.person(person, at=number)
        return {name: getattr(row, name) for name in staging.ELEMENTS}

    def case(self, number, step):
        """One of the cases that stand at that step, and whom it is about."""
        there = [(case, whom) for case, whom in self.cases if Case.get_by_id(case.id).step == step]
        return there[number % len(there)] if there else (None, None)
