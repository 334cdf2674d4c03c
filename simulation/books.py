"""After a day: do the books hold what happened, and did everybody get their turn?

Each rule yields a sentence for every breach of it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from models import (
    LIVE,
    Call,
    Counter,
    DayStatement,
    NumberSeries,
    Office,
    Ticket,
    TicketNote,
    TicketStatus,
)
from office import audit, tallied

Faults = Iterator[str]
Shown = dict[int, tuple[str, int]]  # the office's version -> number and counter


def check(office: Office, day: date, walls: Sequence[Shown]) -> list[str]:
    """Every fault of a day that is over."""
    tickets = list(Ticket.select().where(Ticket.office == office, Ticket.day == day))
    calls = list(Call.select().where(Call.office == office, Call.day == day).order_by(Call.id))
    return [
        *numbers_run_through(office, day, tickets),
        *times_run_forward(tickets),
        *every_call_is_shown(calls, walls),
        *nobody_stands_at_two_counters(tickets, calls),
        *nobody_is_passed_over(office, tickets, calls),
        *the_day_is_closed(office, day),
        *the_trail_holds(office),
    ]


def numbers_run_through(office: Office, day: date, tickets: list[Ticket]) -> Faults:
    """1 to the last one, each once; a number that was voided says why."""
    given: dict[str, list[int]] = defaultdict(list)
    for ticket in tickets:
        given[ticket.series].append(ticket.number)
        if ticket.status == TicketStatus.VOID and not ticket.closed_for:
            yield f"{ticket.label} batal tanpa alasan"
    series = NumberSeries.select().where(NumberSeries.office == office, NumberSeries.day == day)
    last = {row.series: row.last for row in series}
    for letter in given.keys() | last.keys():
        if sorted(given[letter]) != list(range(1, last.get(letter, 0) + 1)):
            yield f"nomor {letter} tidak berurutan: ada yang hilang atau ganda"


def times_run_forward(tickets: list[Ticket]) -> Faults:
    for ticket in tickets:
        moments = (ticket.issued_at, ticket.first_called_at, ticket.served_at, ticket.changed_at)
        if any(later < earlier for earlier, later in pairwise(one for one in moments if one)):
            yield f"waktu {ticket.label} berjalan mundur"


def every_call_is_shown(calls: list[Call], walls: Sequence[Shown]) -> Faults:
    """On every wall; a number called again before the wall looked stands there with its last."""
    for number, shown in enumerate(walls, 1):
        labels: dict[str, int] = {}
        for version, (label, counter) in shown.items():
            labels[label] = max(version, labels.get(label, 0))
            told = next((call for call in calls if call.version == version), None)
            if told is None or (told.ticket.label, told.counter.number) != (label, counter):
                yield f"papan {number} menunjukkan {label} → {counter}, yang tidak dipanggil"
        for call in calls:
            if not call.undone and labels.get(call.ticket.label, 0) < call.version:
                yield f"papan {number} tidak menunjukkan panggilan {call.ticket.label}"


def nobody_stands_at_two_counters(tickets: list[Ticket], calls: list[Call]) -> Faults:
    """A number is first called once: another counter calls it only after it waited again."""
    for one, other in pairwise(sorted(calls, key=lambda call: (call.ticket_id, call.id))):
        near = other.at - one.at < timedelta(seconds=1)
        if one.ticket_id == other.ticket_id and one.counter_id != other.counter_id and near:
            yield f"{one.ticket.label} dipanggil dua loket pada saat yang sama"
    taken = [ticket.counter_id for ticket in tickets if ticket.counter_id]
    if len(taken) != len(set(taken)):
        yield "satu loket melayani dua nomor"


def nobody_is_passed_over(office: Office, tickets: list[Ticket], calls: list[Call]) -> Faults:
    """While somebody waits, those who came later to the same queue and are called before them have
    priority, or are called out of turn for a reason; of the calls at most one in `priority_every`
    is a priority one.

    Only the first wait of a new case is looked at, if its call was not taken back: who comes again
    has an earlier place or another queue.
    """
    noted = TicketNote.select().where(TicketNote.kind == "out of turn")
    reasoned = {note.ticket_id for note in noted}
    first: dict[int, Call] = {}
    for call in calls:
        first.setdefault(call.ticket_id, call)
    stood = {id for id, call in first.items() if not call.undone}
    fresh = [t for t in tickets if t.id in stood and t.case.opened_at == t.issued_at == t.place_at]
    for me in fresh:
        called = first[me.id].version
        passed = [
            other
            for other in fresh
            if other.issued_at > me.issued_at and first[other.id].version < called
            if other.series == me.series and other.id not in reasoned
        ]
        plain = [other for other in passed if not other.priority]
        turns = sum(me.issued_at < call.at and call.version <= called for call in calls)
        if not me.priority and plain:
            yield f"{me.label} didahului {plain[0].label} tanpa sebab"
        if len(passed) > turns // office.priority_every + 1:
            yield f"{me.label} didahului {len(passed)} nomor prioritas dari {turns} panggilan"


def the_day_is_closed(office: Office, day: date) -> Faults:
    """It is stated what the day came to; nobody waits or stands at a counter after midnight."""
    stated = DayStatement.get_or_none(DayStatement.office == office, DayStatement.day == day)
    told = json.loads(json.dumps(tallied.day(office, day)))
    if stated is None:
        yield f"hari {day} tidak ditutup"
    elif {name: stated.content.get(name) for name in told} != told:
        yield f"berita acara {day} tidak cocok dengan nomornya"
    left = Ticket.select().where(
        Ticket.office == office, Ticket.day <= day, Ticket.status.in_(LIVE)
    )
    for ticket in left:
        yield f"{ticket.label} masih {ticket.status} sesudah hari ditutup"
    busy = Ticket.select().join(Counter).where(Ticket.day <= day)
    yield from (f"Loket {ticket.counter.number} masih terisi" for ticket in busy)


def the_trail_holds(office: Office) -> Faults:
    _, fault = audit.verify(office)
    if fault:
        yield f"buku jejak: {fault}"
