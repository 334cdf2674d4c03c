"""Which times an office offers for appointments: its setting, and what is still free."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta

from database import EPOCH, db, locked, one, store, writing
from models import Appointment, Office, Officer
from office import audit, board, hours, procedures, quotas, sop, timetable
from office.audit import Happened
from office.errors import Incomplete
from office.expected import LATE

NOTICE = timedelta(minutes=30)  # so soon before it begins a slot is taken no more
LONGEST_LOOK = 60  # days in which to find the working days offered


@dataclass(frozen=True)
class Rules:
    """An office's setting; minutes but where it says otherwise."""

    services: dict[str, list[int]] = field(default_factory=dict)  # id -> [minutes, places] a slot
    days: int = 5  # working days, today's counted
    early: int = 30  # before its slot one may check in
    late: int = LATE  # after its slot it still counts
    ahead: int = 30  # it counts as come before its slot
    share: int = 50  # percent of what the counters can do in a slot, at most
    each: int = 3  # appointments of one day, taken from one address


# setting -> least and most
BOUNDS = {
    "days": (1, 20),
    "early": (0, 240),
    "late": (0, 120),
    "ahead": (0, 120),
    "share": (1, 100),
    "each": (1, 50),
}
MINUTES, PLACES = (5, 240), (1, 50)


def of(office: Office) -> Rules:
    """As the office set it; without a service until it did: then nothing is offered."""
    told = office.appointments
    return Rules(**{name: told[name] for name in Rules.__dataclass_fields__ if name in told})


def set_up(office: Office, rules: Rules, *, by: Officer, at: datetime) -> None:
    """Offer these services from now on; who has an appointment keeps it.

    Raises Incomplete for a service nobody queues for, or a number out of bounds.
    """
    queued = {one.id for one in procedures.queued()}
    if not rules.services.keys() <= queued:
        raise Incomplete("Untuk layanan ini tidak ada nomor antrean.")
    fits = [_within(getattr(rules, name), bounds) for name, bounds in BOUNDS.items()]
    for minutes, places in rules.services.values():
        fits += [_within(minutes, MINUTES), _within(places, PLACES)]
    if not all(fits):
        raise Incomplete("Angka janji temu di luar batasnya. Periksa lagi.")
    with writing():
        store(locked(office), appointments=asdict(rules))
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="appointments")


def offered(office: Office) -> list[sop.Procedure]:
    """The services one can make an appointment for."""
    services = of(office).services
    return [one for one in procedures.queued() if one.id in services]


def places(office: Office, service: str) -> int:
    """How many one slot takes: as set, but no more than its share of what the counters can do in
    it by the sheet's own minutes; one at least."""
    rules, procedure = of(office), procedures.newest(service)
    if service not in rules.services or procedure is None:
        return 0
    minutes, wanted = rules.services[service]
    takes = sum(step.minutes or 0 for step in procedure.steps if step.at_counter and not step.aside)
    able = (
        len(board.counters_of(office.id, procedure.first.role, service))
        * minutes
        / (takes or minutes)
    )
    return min(wanted, max(int(able * rules.share / 100), 1))


def free(office: Office, service: str, *, at: datetime) -> dict[date, dict[datetime, int]]:
    """Each day offered, with how many places each of its slots has left; full ones have 0."""
    found = {day: of_day(office, service, day, at=at) for day in _days(office, service, at)}
    return {day: grid for day, grid in found.items() if grid}


def left(office: Office, service: str, slot: datetime, *, at: datetime) -> int | None:
    """How many places a slot has left; None for a time that is not offered."""
    day = timetable.today(office, slot)
    if day not in _days(office, service, at):
        return None
    return of_day(office, service, day, at=at).get(slot)


def of_day(office: Office, service: str, day: date, *, at: datetime) -> dict[datetime, int]:
    """The slots of a day that are still to come, with how many places each has left."""
    room, whole = places(office, service), _left_of_day(office, service, day)
    grid, taken = _grid(office, day, of(office).services[service][0]), _taken(office, service, day)
    return {
        slot: max(min(room - taken.get(slot, 0), whole), 0) for slot in grid if slot >= at + NOTICE
    }


def still_served(appointment: Appointment) -> bool:
    """Whether officers still serve at its time: a holiday may have been set since."""
    stretches = timetable.of(appointment.office).intervals(appointment.day)
    return any(start <= appointment.slot_at < end for start, end in stretches)


def _days(office: Office, service: str, at: datetime) -> list[date]:
    """The working days offered."""
    first, rules, found = timetable.today(office, at), of(office), []
    for ahead in range(LONGEST_LOOK if service in rules.services else 0):
        day = first + timedelta(days=ahead)
        if timetable.of(office).intervals(day):
            found.append(day)
        if len(found) == rules.days:
            break
    return found


def _left_of_day(office: Office, service: str, day: date) -> int:
    """How many more a day takes: of its quota, if it has one, no more than the share."""
    procedure = procedures.newest(service)
    most = quotas.most_of(office, procedure, day) if procedure else None
    if most is None:
        return PLACES[1]
    theirs = "office_id = ? AND service = ? AND day = ? AND cancelled_at IS NULL"
    taken = one(f"SELECT count(*) FROM appointment WHERE {theirs}", office.id, service, day)  # noqa: S608
    return most * of(office).share // 100 - int(taken[0] if taken else 0)


def _grid(office: Office, day: date, minutes: int) -> list[datetime]:
    """A day's slots: whole ones between opening, break and closing, while numbers are given."""
    open_, length, found = timetable.of(office), timedelta(minutes=minutes), []
    for start, end in open_.intervals(day):
        while start + length <= end:
            found.append(start)
            start += length
    return [slot for slot in found if hours.takes_numbers(slot, open_)]


def _taken(office: Office, service: str, day: date) -> dict[datetime, int]:
    rows = db.execute_sql(
        "SELECT slot_at, count(*) FROM appointment WHERE office_id = ? AND day = ? AND service = ?"
        " AND cancelled_at IS NULL GROUP BY slot_at",
        (office.id, day, service),
    )
    return {EPOCH + timedelta(microseconds=slot): count for slot, count in rows.fetchall()}


def _within(number: int, bounds: tuple[int, int]) -> bool:
    return bounds[0] <= number <= bounds[1]
