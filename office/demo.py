"""The demo office, made by performing the office's own verbs over a plausible fortnight."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from peewee import fn

from database import one, writing
from models import DeviceKind, Event, Office, Officer
from office import (
    access,
    demo_people,
    demo_register,
    devices,
    founding,
    hours,
    paper_numbers,
    seats,
    slots,
    timetable,
)
from office.demo_days import Days
from office.errors import Refused

CODE = "DEMO"
ZONE = "Asia/Makassar"
BEGINS = time(9, 40)  # when the office is closed, the demo's day stands here
WORKING_DAYS = 10  # of history before today
SEED = 35


def refuse_real_cases() -> None:
    """Raises Refused on a database of any office but the demo's: real cases are no toy.

    In words that every schema knows, for it is asked before that is brought up to date.
    """
    known = one("SELECT 1 FROM sqlite_schema WHERE name = 'office'")
    if known and one("SELECT 1 FROM office WHERE code <> ?", CODE):
        raise Refused(
            "Basis data ini milik kantor sungguhan. `pulih demo` hanya memakai basis data demo; "
            "pakai `pulih serve`, atau isi PULIH_DATA dengan folder lain."
        )


def begins(now: datetime) -> datetime:
    """When the demo's clock starts: now, or 09.40 of a working day while the office is closed.

    Never before the last entry of the audit trail, so that a restart goes on after it.
    """
    office = Office.get_or_none(Office.code == CODE)
    open_hours = timetable.of(office) if office else founding_hours()
    last = Event.select(fn.MAX(Event.at)).scalar() or datetime.min.replace(tzinfo=now.tzinfo)
    if hours.takes_numbers(now, open_hours) and last <= now:
        return now
    day = hours.local_day(now, open_hours)
    while True:
        if hours.opening(day, open_hours):
            start = _at(day, BEGINS)
            if last <= start:
                return start
            if hours.local_day(last, open_hours) == day and hours.takes_numbers(last, open_hours):
                return last
        day += timedelta(days=1)


def founding_hours() -> hours.Hours:
    """The hours of an office that is still to be founded."""
    week = {
        weekday: tuple((_clock(opens), _clock(closes)) for opens, closes in stretches)
        for weekday, stretches in founding.WEEK.items()
    }
    return hours.Hours(zone=ZONE, week=week)


def build(until: datetime, note: Callable[[date], object] = lambda day: None) -> Office:
    """Found the demo office and let it work for a fortnight, up to `until`.

    One transaction: a demo that was interrupted has left nothing. `note` hears of each day done.
    """
    with writing():
        open_hours = founding_hours()
        today = hours.local_day(until, open_hours)
        days = _working_days(today, open_hours)
        office = found(_at(days[0], time(7)))
        demo_register.fill(at=_at(days[0], time(7)), as_of=days[0] - timedelta(days=1))
        demo_register.look_for_anomalies(at=_at(days[0], time(7)))
        work = Days(office, Random(SEED), today)  # noqa: S311  its chance is no secret
        for number, day in enumerate(days):
            work.live_through(day, number, until=until)
            note(day)
        _sit_down(work, at=until)
    return office


def _sit_down(work: Days, *, at: datetime) -> None:
    """Who is at work now sits at their counter, all but the first: it is left to the guest."""
    for hand in demo_people.OFFICERS:
        if hand.counter and hand.counter != 1:
            token = access.sign_in(hand.username, demo_people.PASSWORD, address="", at=at)
            if session := access.session(token, at=at):
                seats.sit_down(session, work.counters[hand.counter], at=at)


def _working_days(today: date, open_hours: hours.Hours) -> list[date]:
    """Today and the working days before it, earliest first."""
    days = [today]
    while len(days) <= WORKING_DAYS:
        before = days[0] - timedelta(days=1)
        while not open_hours.intervals(before):
            before -= timedelta(days=1)
        days.insert(0, before)
    return days


def found(at: datetime) -> Office:
    """The demo's office as it opens for the first time: its people, counters and screens."""
    office = founding.found(
        CODE,
        "Disdukcapil Kabupaten Contoh",
        "Kabupaten Contoh",
        ZONE,
        at=at,
        address="Jl. Contoh No. 0, Contoh",
        comeback_days=5,
        signatory_title="Kepala Dinas Kependudukan dan Pencatatan Sipil",
        signatory_name="Wati Contoh",
    )
    password = demo_people.PASSWORD
    for hand in demo_people.OFFICERS:
        founding.hire(
            office,
            hand.username,
            hand.name,
            hand.roles,
            password=password,
            at=at,
            title=hand.title,
        )
    admin = Officer.get(Officer.username == "ani")
    slots.set_up(office, slots.Rules({"pemulihan-data-error": [30, 2]}), by=admin, at=at)
    paper_numbers.keep({"A": (901, 999)}, by=admin, at=at)
    for number, roles in demo_people.COUNTERS.items():
        founding.add_counter(office, number, roles, at=at)
    for kind, name in ((DeviceKind.KIOSK, "Mesin antrean 1"), (DeviceKind.WALL, "Ruang tunggu")):
        _, code = devices.invite(office, kind, name, by=None, at=at)
        devices.enrol(code, at=at)
    return office


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(ZONE)).astimezone(UTC)


def _clock(minute: int) -> time:
    return time(minute // 60, minute % 60)
