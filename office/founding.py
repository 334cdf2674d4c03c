"""Setting an office up: the office itself, its hours, counters and officers."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from database import locked, store, writing
from models import (
    Case,
    Counter,
    CounterRole,
    Office,
    Officer,
    OfficerRole,
    Opening,
    Ticket,
)
from office import access, audit, calendar, procedures, serving, sop
from office.audit import Happened
from office.errors import Incomplete
from office.texts import clean

LONGEST_NAME = 100
LONGEST_CUTOFF = 240  # minutes
WEEK = {day: ((480, 720), (780, 900)) for day in range(4)} | {4: ((480, 660), (810, 900))}


def found(
    code: str, name: str, region: str, zone: str, *, at: datetime, **settings: object
) -> Office:
    """A new office, open Monday to Friday 08.00 to 15.00 with its breaks until `open_hours` says
    otherwise; times are minutes of the day.

    Raises Incomplete when the zone is unknown or the code is taken.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # too long a name
        known = "Asia/Jakarta (WIB), Asia/Makassar (WITA), atau Asia/Jayapura (WIT)"
        told = "Zona waktu tidak dikenal: {zone}. Pakai {known}."
        raise Incomplete(told, zone=zone, known=known) from error
    with writing():
        if Office.get_or_none(Office.code == code):
            raise Incomplete("Kode kantor {code} sudah dipakai.", code=code)
        office = Office.create(code=code, name=name, region=region, zone=zone, **settings)
        open_hours(office, WEEK, at=at)
    return office


def open_hours(
    office: Office,
    week: Mapping[int, Iterable[tuple[int, int]]],
    *,
    at: datetime,
    by: Officer | None = None,
    cutoff: int | None = None,
) -> None:
    """Replace the opening hours: weekday (0 = Monday) -> stretches in minutes of the day.

    cutoff: minutes before closing at which the kiosk stops to give numbers; None: as it was.
    Raises Incomplete when a stretch ends before it begins, two of them overlap, or the cut-off is
    no time of a working day.
    """
    week = {day: calendar.in_order(stretches, str(day)) for day, stretches in week.items()}
    if cutoff is not None and not 0 <= cutoff <= LONGEST_CUTOFF:
        raise Incomplete(
            "Isi batas nomor terakhir dengan 0 sampai {most} menit sebelum tutup.",
            field="cutoff",
            most=LONGEST_CUTOFF,
        )
    with writing():
        if cutoff is not None:
            store(office, cutoff=cutoff)
        Opening.delete().where(Opening.office == office).execute()
        for weekday, stretches in week.items():
            for opens, closes in stretches:
                Opening.create(office=office, weekday=weekday, opens=opens, closes=closes)
        calendar.raise_revision(office)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="hours")


def add_counter(
    office: Office,
    number: int,
    roles: Iterable[str],
    services: Iterable[str] = (),
    *,
    at: datetime,
    by: Officer | None = None,
) -> Counter:
    """Raises Incomplete on a number that is taken or none, an unknown role or service."""
    roles, services = known(roles), known_services(services)
    with writing():
        if not 0 < number < 100 or Counter.get_or_none(office=office, number=number):
            raise Incomplete("Nomor loket 1 sampai 99, dan belum dipakai.")
        counter = Counter.create(office=office, number=number, services=services)
        for role in roles:
            CounterRole.create(counter=counter, role=role)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail=f"counter {number}")
    return counter


def serve_at(
    counter: Counter,
    roles: Iterable[str],
    services: Iterable[str] = (),
    *,
    at: datetime,
    by: Officer,
) -> None:
    """Replace the roles and services whose queues a counter serves (no service: all of them); who
    was sent here for another may be called anywhere again. Raises Incomplete on an unknown one.
    """
    roles, services = known(roles), known_services(services)
    with writing():
        of_theirs = Case.select(Case.id).where(Case.sop.in_(services))
        stays = Ticket.role.in_(roles) & (Ticket.case.in_(of_theirs) if services else True)
        Ticket.update(only_at=None).where(Ticket.only_at == counter, ~stays).execute()
        store(locked(counter), services=services)
        CounterRole.delete().where(CounterRole.counter == counter).execute()
        for role in roles:
            CounterRole.create(counter=counter, role=role)
        detail = f"counter {counter.number}"
        audit.record(counter.office_id, Happened.OFFICE_CHANGED, at=at, by=by, detail=detail)


def hire(
    office: Office,
    username: str,
    name: str,
    roles: Iterable[str],
    *,
    password: str,
    at: datetime,
    title: str = "",
    by: Officer | None = None,
) -> Officer:
    """Raises Incomplete on a name that is taken or none, an unknown role, or a weak password."""
    roles, name, title = known(roles), clean(name, LONGEST_NAME), clean(title, LONGEST_NAME)
    if not re.fullmatch(r"[\w.-]{1,40}", username) or not name:
        raise Incomplete("Isi nama, dan nama pengguna tanpa spasi (paling banyak 40 huruf).")
    password_hash = access.hash_password(password)
    with writing():
        if Officer.get_or_none(Officer.username == username):
            raise Incomplete("Nama pengguna {name} sudah dipakai.", name=username)
        officer = Officer.create(
            office=office, username=username, name=name, title=title, password_hash=password_hash
        )
        for role in roles:
            OfficerRole.create(officer=officer, role=role)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail=f"officer {officer.id}")
    return officer


def known(roles: Iterable[str]) -> list[str]:
    """Each role once. Raises Incomplete on one that neither a procedure nor the office has."""
    given = sorted(set(roles))
    if unknown := set(given) - set(roles_there_are()):
        raise Incomplete("Peran itu tidak dikenal: {role}.", role=sorted(unknown)[0][:40])
    return given


def known_services(services: Iterable[str]) -> list[str]:
    """Each once. Raises Incomplete on one for which nobody draws a number."""
    given = sorted(set(services))
    if set(given) - {one.id for one in procedures.queued()}:
        raise Incomplete("Layanan itu tidak dikenal.")
    return given


def unserved(office: Office) -> list[tuple[str, str]]:
    """Queues that no counter calls: the service and the title of the role whose it is."""
    return [
        (one.service, one.roles[role])
        for one in procedures.queued()
        for role in sorted(one.counter_roles)
        if not serving.counters_of(office.id, role, one.id)
    ]


def roles_there_are() -> dict[str, str]:
    """Every role's id and title: the procedures' first, then our own."""
    return {**procedures.all_versions().roles, **access.OWN_ROLES}


def steps_without_second() -> list[tuple[str, sop.Step]]:
    """Approving steps whose role has fewer than two officers: (procedure's title, step) each."""
    return [
        (procedure.title, step)
        for procedure in procedures.live()
        for step in procedure.steps
        if step.approves and access.only_one_of(step.role)
    ]
