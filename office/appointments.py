"""Appointments (janji temu): taken, moved and cancelled by phone; a number only at check-in."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
from zoneinfo import ZoneInfo

from database import by_id, find, first, insert, locked, one, store, writing
from models import Appointment, Device, Office, Officer, Ticket
from office import audit, board, intake, procedures, queue, slots, tickets, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, NotFound, Refused, TooMany
from office.sentences import Sentence

KNOWN = "office_id = ? AND day < ? AND origin IS NOT NULL"
NOT_OFFERED = "Waktu itu tidak tersedia. Pilih waktu lain."
CANCELLED = Sentence("Janji ini sudah dibatalkan.", tone="quiet")
CLOSED = Sentence("Kantor tutup pada waktu janji Anda. Pilih waktu lain.", tone="warn")
GONE_BY = Sentence("Janji ini sudah lewat.", tone="quiet")
EARLY = Sentence("Datanglah pada waktunya. Nomor diambil di mesin antrean, mulai pukul {since}.")
NOW = Sentence("Ambil nomor Anda sekarang: pindai kode ini di mesin antrean.", tone="office")
LATE = Sentence(
    "Waktu janji Anda terlewat. Nomor tetap dapat diambil hari ini; "
    "urutannya seperti yang baru datang.",
    tone="warn",
)
KEPT = Sentence("Janji pukul {slot}: urutan Anda seperti datang pukul {place}.")
MISSED = Sentence("Janji pukul {slot} terlewat: urutan Anda seperti yang baru datang.")


def book(
    office: Office, service: str, slot: datetime, submission: str, *, address: str, at: datetime
) -> Appointment:
    """Take a time. The same submission key gives the same appointment again, moved to the time
    that was pressed: whoever goes back to the form changes their mind.

    address: where it is asked from; only its hash is kept, until the day is over.

    Raises Incomplete for a time that is not offered, Refused when it is full, TooMany when so many
    were taken from there for that day.
    """
    submission = f"janji-{submission}"  # no key of a kiosk or an officer begins so
    with writing():
        if made := first(Appointment, "submission = ?", submission):
            return move(made, slot, at=at) if may_change(made, at=at) else made
        office = locked(office)
        day, origin = timetable.today(office, slot), _origin(address)
        room = _room(office, service, slot, at)
        _refuse_hoarder(office, origin, day)
        row = {
            "office": office,
            "service": service,
            "day": day,
            "slot_at": slot,
            "place": _place(office, service, slot, room),
            "places": room,
            "made_at": at,
            "submission": submission,
            "token_hash": tickets.token_hash(tickets.tracking_token(submission)),
            "code": tickets.new_code(),
            "origin": origin,
        }
        made = Appointment(id=insert(Appointment, **row), **row)
        _record(made, Happened.APPOINTMENT_MADE, at=at)
    return made


def move(appointment: Appointment, slot: datetime, *, at: datetime) -> Appointment:
    """Take another time instead, by the same link and code.

    Raises Refused when it is over or the time is full, Incomplete for a time not offered.
    """
    with writing():
        appointment = locked(appointment)
        _refuse_unless_open(appointment, at)
        if slot == appointment.slot_at:
            return appointment
        office, service = appointment.office, appointment.service
        room = _room(office, service, slot, at)
        place = _place(office, service, slot, room)
        day = timetable.today(office, slot)
        if appointment.origin and day != appointment.day:
            _refuse_hoarder(office, appointment.origin, day)
        store(appointment, day=day, slot_at=slot, place=place, places=room)
        _record(appointment, Happened.APPOINTMENT_MOVED, at=at)
    return appointment


def cancel(appointment: Appointment, *, at: datetime) -> Appointment:
    """Give the time back; said twice, it counts once. Raises Refused once there is a number."""
    with writing():
        appointment = locked(appointment)
        if not appointment.cancelled_at:
            _refuse_unless_open(appointment, at)
            store(appointment, cancelled_at=at, origin=None)
            _record(appointment, Happened.APPOINTMENT_CANCELLED, at=at)
    return appointment


def check_in(appointment: Appointment, *, by: Device | Officer, at: datetime) -> Ticket:
    """Make it a number; a second time the number it has.

    In time it stands in the order as if it had come `ahead` minutes before its slot, and never
    behind who came when it did; late it is a number like any other. Who was called is called.

    Raises NotAllowed when numbers of this service are not the officer's to give, Refused when it
    was cancelled, is not for today, or it is too early.
    """
    with writing():
        appointment = locked(appointment)
        procedure = procedures.newest(appointment.service)
        if procedure is None:
            raise NotFound("Layanan itu tidak ada.")
        today = timetable.today(appointment.office, at)
        if isinstance(by, Officer) and not queue.minds_numbers(by, procedure, on=today):
            raise NotAllowed("Membuat nomor untuk janji ini bukan tugas Anda.")
        if appointment.ticket_id:
            return by_id(Ticket, appointment.ticket_id)
        office = appointment.office
        slot: datetime = appointment.slot_at
        _refuse_check_in(appointment, at)
        in_time = at <= slot + _minutes(slots.of(office).late)
        place = min(at, slot - _minutes(slots.of(office).ahead)) if in_time else None
        asked = intake.Asked(procedure, {}, appointment.submission)
        ticket = intake.submit(asked, office, by=by, at=at, place_at=place)
        store(appointment, ticket=ticket, origin=None)
        kept = "in time" if in_time else "late"
        _record(appointment, Happened.APPOINTMENT_KEPT, at=at, by=by, ticket=ticket, detail=kept)
    return ticket


def told(appointment: Appointment, *, at: datetime) -> Sentence:
    """The sentence for where it stands before it is a number."""
    office = appointment.office
    slot: datetime = appointment.slot_at
    rules, today = slots.of(office), timetable.today(office, at)
    since = slot - _minutes(rules.early)
    if appointment.cancelled_at:
        return CANCELLED
    if appointment.day < today:
        return GONE_BY
    if not slots.still_served(appointment):
        return CLOSED
    if at < since:
        return Sentence(EARLY.message, {"since": _clock(office, since)})
    return NOW if at <= slot + _minutes(rules.late) else LATE


def promised(ticket: Ticket) -> Sentence | None:
    """What the ticket of an appointment says of its place; None for one that had none."""
    appointment = first(Appointment, "ticket_id = ?", ticket.id)
    if appointment is None:
        return None
    slot = _clock(ticket.office, appointment.slot_at)
    if ticket.place_at < ticket.issued_at or ticket.issued_at <= appointment.slot_at:
        return Sentence(
            KEPT.message, {"slot": slot, "place": _clock(ticket.office, ticket.place_at)}
        )
    return Sentence(MISSED.message, {"slot": slot})


def may_change(appointment: Appointment, *, at: datetime) -> bool:
    """Whether it can still be moved or cancelled: no number yet, and its day is not over."""
    over = appointment.cancelled_at or appointment.ticket_id
    return not over and appointment.day >= timetable.today(appointment.office, at)


def token(appointment: Appointment) -> str:
    """Of its link, and later of its ticket's: they share the submission key."""
    return tickets.tracking_token(appointment.submission)


def by_token(token: str, *, at: datetime) -> Appointment | None:
    """The appointment of a link, for as long after its day as a ticket's link lasts."""
    found = first(Appointment, "token_hash = ?", tickets.token_hash(token))
    return found if found and found.slot_at > at - board.LINK_LASTS else None


def by_code(office: Office, typed: str) -> Appointment | None:
    """As typed or scanned."""
    return first(Appointment, "code = ? AND office_id = ?", tickets.as_code(typed), office.id)


def of_day(office: Office, *, at: datetime) -> list[Appointment]:
    """Who is expected today, and who has come, in the order of their times."""
    today = "office_id = ? AND day = ? AND cancelled_at IS NULL ORDER BY slot_at, place"
    return find(Appointment, today, office.id, timetable.today(office, at))


def forget_origins(office: Office, *, at: datetime) -> None:
    """Where those of days gone by were taken from is nobody's business any more."""
    told = (office.id, timetable.today(office, at))
    if first(Appointment, KNOWN, *told):
        with writing():
            one(f"UPDATE appointment SET origin = NULL WHERE {KNOWN}", *told)  # noqa: S608


def _refuse_unless_open(appointment: Appointment, at: datetime) -> None:
    if not may_change(appointment, at=at):
        raise Refused("Janji ini tidak dapat diubah lagi.")


def _refuse_check_in(appointment: Appointment, at: datetime) -> None:
    office = appointment.office
    slot: datetime = appointment.slot_at
    today = timetable.today(office, at)
    since = slot - _minutes(slots.of(office).early)
    if appointment.cancelled_at:
        raise Refused("Janji itu sudah dibatalkan. Ambil nomor biasa.")
    if appointment.day < today:
        raise Refused("Janji itu sudah lewat ({slot}). Ambil nomor biasa.", slot=slot)
    if appointment.day > today:
        raise Refused("Janji Anda {slot}. Datanglah pada hari itu.", slot=slot)
    if at < since:
        soon = _clock(office, since)
        raise Refused("Terlalu awal. Nomor dapat diambil mulai pukul {since}.", since=soon)


def _room(office: Office, service: str, slot: datetime, at: datetime) -> int:
    """How many the slot takes. Raises Incomplete for a time that is not offered, Refused for a
    full one."""
    left = slots.left(office, service, slot, at=at)
    if left is None:
        raise Incomplete(NOT_OFFERED, field="slot")
    if left == 0:
        raise Refused("Waktu itu baru saja penuh. Pilih waktu lain.")
    return slots.places(office, service)


def _place(office: Office, service: str, slot: datetime, room: int) -> int:
    """The first free place of a slot that has one."""
    here = "office_id = ? AND service = ? AND slot_at = ? AND cancelled_at IS NULL"
    taken = {row.place for row in find(Appointment, here, office.id, service, slot)}
    return min(set(range(1, room + 1)) - taken)


def _origin(address: str) -> bytes:
    """Hashed with our key. Of IPv6 the network counts: one phone has any number of addresses."""
    try:
        known = ip_address(address)
        network = str(ip_network((known, 64), strict=False)) if known.version == 6 else address
    except ValueError:
        network = ""
    return sha256(tickets.tracking_token(f"address-{network}").encode()).digest()


def _refuse_hoarder(office: Office, origin: bytes, day: date) -> None:
    """Raises TooMany when so many of that day's were taken from there."""
    there = "SELECT count(*) FROM appointment WHERE office_id = ? AND day = ? AND origin = ?"
    count = one(there, office.id, day, origin)
    if count and count[0] >= slots.of(office).each:
        raise TooMany(
            "Dari jaringan ini sudah banyak janji untuk hari itu. "
            "Pilih hari lain, atau ambil nomor di mesin antrean."
        )


def _clock(office: Office, at: datetime) -> time:
    return at.astimezone(ZoneInfo(office.zone)).time()


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def _record(
    appointment: Appointment,
    name: Happened,
    *,
    at: datetime,
    by: Device | Officer | None = None,
    ticket: Ticket | None = None,
    detail: str = "",
) -> None:
    told = f"{appointment.id} {detail}".strip()
    case = ticket.case_id if ticket else None
    audit.record(appointment.office_id, name, at=at, by=by, case=case, ticket=ticket, detail=told)
