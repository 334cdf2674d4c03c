"""The demo's days: citizens and officers who act, wait and act again on one moved clock."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from database import one
from models import Case, Counter, Device, DeviceKind, Office, Officer, Ticket, TicketStatus
from office import (
    access,
    casework,
    demo_ladder,
    demo_work,
    hours,
    housekeeping,
    intake,
    procedures,
    queue,
    siak,
    timetable,
)
from office.demo_people import (
    ANOMALIES,
    COUNTERS,
    FAULTS,
    OFFICERS,
    POOL,
    PROBLEMS,
    REJECTED_AT,
    person,
)
from office.errors import Refused
from office.ministry import lembar
from office.sheet import Procedure

Life = Iterator[timedelta]  # acts, then says how long until it acts again
RECOVERY, ANOMALY = "pemulihan-data-error", "anomali-data"
VISITORS = (8, 13)  # a day
LETTERS = {  # working day -> the step at which that day's lembar still lies today
    1: "",
    3: "",
    4: "update",
    5: "approve",
    6: "kabid_verify",
    7: "kasi_verify",
    9: "examine",
    10: "receive",
}
FORTY = 9  # working day on which the letter of forty lembar comes in
# What becomes of today's first visitors, so that each thing can be seen; then of everybody
TODAY = ("fixed", "consult", "no_show", "fixed", "incomplete", "fixed", "no_show", "right")
CERTAIN = {(0, 2): "gone", (1, 2): "gone", (8, 4): "other_region"}  # (day, number) -> fate
# What becomes of a visitor's case, and how often.
FATES = {
    "fixed": 36,
    "centre": 26,
    "right": 7,
    "never_entered": 5,
    "incomplete": 10,
    "consult": 4,
    "returned": 4,
    "other_region": 3,
    "no_show": 7,
    "withdrawn": 2,
}


class Days:
    """The office at work. `at` is the moved clock; the agenda holds who acts next."""

    def __init__(self, office: Office, chance: Random, today: date) -> None:
        self.office, self.chance, self.today = office, chance, today
        self.at = datetime.min
        self.hours = timetable.of(office)
        self.officers = {officer.username: officer for officer in Officer.select()}
        self.roles = {hand.username: hand.roles for hand in OFFICERS}
        self.counters = {counter.number: counter for counter in Counter.select()}
        self.kiosk = Device.get(Device.kind == DeviceKind.KIOSK)
        self.fates: dict[int, str] = {}  # case -> what becomes of it
        self.people: dict[int, tuple[str, str]] = {}  # case -> NIK and name
        self.rests: dict[int, str] = {}  # lembar -> the step at which it still lies today
        self.letter: list[int] = []  # the lembar of the letter of forty
        self._agenda: list[tuple[datetime, int, Life]] = []
        self._turn = count()
        self.number = 0  # of the working day

    def live_through(self, day: date, number: int, *, until: datetime) -> None:
        """Everybody comes, works and goes home, on the `number`th day; nothing after `until`."""
        opens, closes = self.hours.intervals(day)[0][0], self.hours.intervals(day)[-1][1]
        today, self.number = day == self.today, number
        self._agenda.clear()
        for moment in self._arrivals(opens, closes, today):
            self._add(self._visit(), moment)
        for hand in OFFICERS:
            officer = self.officers[hand.username]
            if hand.counter and not (today and hand.counter == 1):  # Loket 1 is left to the guest
                self._add(self._desk(self.counters[hand.counter], officer), opens)
            elif not hand.counter and not (today and hand.username == "hasan"):
                self._add(demo_work.desk(self, officer), opens + self.some(10, 20))
        self._add(self._returners(day), opens + self.some(15, 25))
        if not today:  # those who miss their call today are left to the guest
            self._add(self._information(), opens + self.some(35, 45))
        self._add(self._morning(), opens)
        if number in LETTERS:
            self._add(self._letter(day, LETTERS[number]), opens + self.some(5, 20))
        if number == FORTY:
            self._add(demo_ladder.comes(self, day, _sheet(ANOMALY)), opens + timedelta(hours=1))
        if number == FORTY + 1:
            self._add(demo_ladder.goes_on(self), opens + timedelta(minutes=5))
        if day.weekday() == 2 and not today:
            self._add(self._outage(), opens + self.some(90, 120))
        if today:
            self._add(self._stand_in(day), opens)
        self._run(min(until, closes + timedelta(minutes=45)))  # who is served is served to the end

    def some(self, least: float, most: float) -> timedelta:
        """A length of so many minutes."""
        return timedelta(minutes=round(self.chance.uniform(least, most), 2))

    def serving(self) -> bool:
        return hours.is_open(self.at, self.hours)

    def _add(self, life: Life, at: datetime) -> None:
        heappush(self._agenda, (at, next(self._turn), life))

    def _run(self, until: datetime) -> None:
        while self._agenda and self._agenda[0][0] <= until:
            self.at, _, life = heappop(self._agenda)
            if (wait := next(life, None)) is not None:
                self._add(life, self.at + wait)

    def _arrivals(self, opens: datetime, closes: datetime, today: bool) -> list[datetime]:
        """When people come: most of them in the first two hours."""
        span = (closes - opens) / timedelta(minutes=1)
        many, rush = (29, 6.0) if today else (self.chance.randint(*VISITORS), 2.6)
        late = [] if self.chance.random() < 0.5 else [closes - self.some(3, 5)]
        return late + [
            opens + timedelta(minutes=round(span * self.chance.betavariate(1.1, rush), 2))
            for _ in range(many)
        ]

    # --- those who come ---------------------------------------------------------------------------

    def _visit(self) -> Life:
        """A citizen answers the kiosk's questions and takes a number."""
        procedure = _sheet(RECOVERY)
        draft = intake.begin_draft(self.kiosk, at=self.at)
        yield self.some(1, 4)
        if not hours.takes_numbers(self.at, self.hours):
            return
        number_only = self.chance.random() < 0.1
        problem = self.chance.choice(PROBLEMS)
        nik, name = person(next(self._turn) % POOL)
        answers = {
            "whose": self.chance.choice(["self", "self", "family", "authorised"]),
            "issued_here": "yes",
            "rejected_at": self.chance.choice(REJECTED_AT),
            "problem": problem,
            "elements": self.chance.choice(FAULTS[problem])[0],
            "nik": nik,
            "priority": "yes" if self.chance.random() < 0.1 else "no",
        }
        ticket = intake.submit(
            intake.Asked(procedure, {} if number_only else answers, draft.key),
            self.office,
            by=self.kiosk,
            at=self.at,
        )
        fate = self.chance.choices([*FATES], [*FATES.values()])[0]
        if ticket.day == self.today and ticket.number <= len(TODAY):
            fate = TODAY[ticket.number - 1]
        fate = CERTAIN.get((self.number, ticket.number), fate)
        self.fates[ticket.case_id] = fate
        self.people[ticket.case_id] = nik, name

    def _returners(self, day: date) -> Life:
        """Those of earlier days who bring papers, or whose turn never came."""
        before = Case.select().where(Case.office == self.office, Case.opened_at < self.at)
        for case in list(before.where(Case.ended_at.is_null()).order_by(Case.id)):
            last = case.tickets.order_by(Ticket.id.desc()).first()
            forgot = case.paused_for == "applicant" and case.id % 3 == 0
            forgot = forgot or self.fates.get(case.id) == "gone"
            if last is None or forgot or self.chance.random() < 0.7:
                continue
            if case.paused_for == "other_region":
                if case.id % 2 or self.at - case.opened_at < timedelta(days=5):
                    continue  # the other office is slow
                sari = self.officers["sari"]
                casework.resume(case, by=sari, at=self.at, seen=case.moves, note="Sudah dijawab.")
                continue
            try:
                intake.come_back(case, f"demo-{next(self._turn)}", by=self.kiosk, at=self.at)
            except Refused:
                continue  # nobody is needed at a counter
            yield self.some(2, 9)

    def _information(self) -> Life:
        """Petugas Informasi puts those who missed their call back into the queue, if they come."""
        rina, asked = self.officers["rina"], set()
        while True:
            missed = Ticket.select().where(
                Ticket.day == timetable.today(self.office, self.at),
                Ticket.status == TicketStatus.NO_SHOW,
                Ticket.changed_at < self.at - timedelta(minutes=15),
            )
            for ticket in [ticket for ticket in missed if ticket.id not in asked]:
                asked.add(ticket.id)
                if self.chance.random() < 0.5:
                    queue.restore(ticket, by=rina, at=self.at)
                elif self.chance.random() < 0.3:
                    queue.withdraw(ticket, "Pemohon pulang.", by=rina, at=self.at)
            yield self.some(30, 50)

    def _morning(self) -> Life:
        """Yesterday is closed and what waited too long ends, as the running program does it."""
        housekeeping.run(at=self.at)
        yield from ()  # a life, though a short one

    def _letter(self, day: date, rests: str) -> Life:
        """A letter of the ministry comes in and becomes a lembar."""
        rows = []
        for number in range(self.chance.randint(3, 8)):
            category, trouble = self.chance.choice(ANOMALIES)
            nik, _ = person(number)
            rows.append(lembar.NewRow(nik, "", category, trouble, self.chance.random() < 0.1))
        case = lembar.open_lembar(
            _sheet(ANOMALY),
            rows,
            reference=f"470/CONTOH-{day:%d%m}",
            dated=day - timedelta(days=7),
            by=self.officers["tono"],
            at=self.at,
        )
        self.rests[case.id] = rests
        yield from ()

    def _outage(self) -> Life:
        siak.report_down(self.office, by=self.officers["dewi"], at=self.at)
        yield self.some(25, 50)
        siak.report_up(self.office, by=self.officers["dewi"], at=self.at)

    def _stand_in(self, day: date) -> Life:
        """The Kabid is away; a Kasi stands in."""
        access.delegate(
            self.officers["farid"],
            absent=self.officers["hasan"],
            role="kabid",
            kind="Plh.",
            since=day,
            until=day + timedelta(days=6),
            by=self.officers["ani"],
            at=self.at,
        )
        self.roles["farid"] += ("kabid",)
        yield from ()

    # --- those who serve --------------------------------------------------------------------------

    def _desk(self, counter: Counter, officer: Officer) -> Life:
        """An officer at a counter: calls, serves, and does desk work when nobody waits."""
        while True:
            if not self.serving():
                yield self.some(4, 6)
                continue
            if not self._somebody_waits(counter, officer):
                yield from demo_work.spare_time(self, officer)
                continue
            ticket = queue.call_next(counter, by=officer, at=self.at)
            yield self.some(0.3, 1.2)
            if self.fates.get(ticket.case_id) == "no_show":
                yield from self._miss(ticket, counter, officer)
            else:
                ticket = queue.serve(ticket, by=officer, at=self.at, counter=counter)
                yield from demo_work.at_counter(self, ticket, counter, officer)

    def _somebody_waits(self, counter: Counter, officer: Officer) -> bool:
        """Asked plainly, for it is asked often."""
        roles = sorted({*COUNTERS[counter.number]} & {*self.roles[officer.username]})
        waits = f"""SELECT 1 FROM ticket WHERE office_id = ? AND day = ? AND status = 'waiting'
            AND role IN ({",".join("?" * len(roles))})"""  # noqa: S608  only marks
        day = timetable.today(self.office, self.at).isoformat()
        return one(waits, self.office.id, day, *roles) is not None

    def _miss(self, ticket: Ticket, counter: Counter, officer: Officer) -> Life:
        """Called twice, nobody comes; the next time they do."""
        yield timedelta(seconds=31)
        queue.recall(ticket, by=officer, at=self.at, counter=counter)
        yield timedelta(seconds=45)
        queue.skip(ticket, by=officer, at=self.at, counter=counter)
        self.fates[ticket.case_id] = "fixed"
        yield self.some(0.2, 1)


def _sheet(id: str) -> Procedure:
    procedure = procedures.newest(id)
    if procedure is None:
        raise Refused("Kantor demo memerlukan prosedur {id}.", id=id)
    return procedure
