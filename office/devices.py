"""Kiosks and walls: invited, enrolled by the browser that types the code, helped by an officer."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from database import fetch, find, first, insert, locked, store, writing
from models import Device, DeviceKind, HelpCall, Office, Officer
from office import access, audit, doors, hours, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, NotFound, Refused
from office.tickets import as_code, new_code

CODE_LASTS = timedelta(hours=1)
THERE = timedelta(minutes=15)  # so long who went to a kiosk may hand it to another
PANELS = {  # pixels a millimetre -> the glass of a kiosk; the first is a new one's
    "4.03": "21,5 inci, 1920 × 1080",
    "5.9": "10,1 inci, 1280 × 800",
    "3.36": "15 inci, 1024 × 768",
    "3.95": "15,6 inci, 1366 × 768",
    "5.56": "15,6 inci, 1920 × 1080",
    "3.4": "19 inci, 1280 × 1024",
    "3.61": "24 inci, 1920 × 1080",
    "3.21": "27 inci, 1920 × 1080",
    "2.71": "32 inci, 1920 × 1080",
}
ONLY_WATCH = {"lead", "auditor", "admin"}


def invite(
    office: Office, kind: DeviceKind, name: str, *, by: Officer | None, at: datetime
) -> tuple[Device, str]:
    """A device and the code that enrols it, once and within the hour. Only the hash is stored."""
    code = new_code(10)
    with writing():
        device = Device.create(
            office=office, kind=kind, name=name, code_hash=_hash(code), code_until=at + CODE_LASTS
        )
        audit.record(office, Happened.DEVICE_CHANGED, at=at, by=by, detail=f"invited {device.id}")
    return device, code


def enrol(code: str, *, at: datetime) -> tuple[Device, str]:
    """The device a code belongs to, and the token for its cookie.

    Raises NotAllowed for an unknown, used or expired code; they are told alike.
    """
    token = secrets.token_urlsafe(32)
    with writing():
        device = Device.get_or_none(
            Device.code_hash == _hash(as_code(code)),
            Device.code_until > at,
            Device.revoked_at.is_null(),
            Device.code_until > at,
            Device.revoked_at.is_null(),
        )
        if device is None:
            raise NotAllowed("Kode tidak dikenal atau sudah tidak berlaku.")
        Device.update(code_hash=None, code_until=None, token_hash=_hash(token)).where(
            Device.id == device.id
        ).execute()
        audit.record(device.office_id, Happened.DEVICE_CHANGED, at=at, by=device, detail="enrolled")
    return device, token


def revoke(device: Device, *, by: Officer | None, at: datetime) -> None:
    with writing():
        Device.update(revoked_at=at, token_hash=None).where(Device.id == device.id).execute()
        audit.record(
            device.office_id, Happened.DEVICE_CHANGED, at=at, by=by, detail=f"revoked {device.id}"
        )


def set_panel(device: Device, panel: str, *, by: Officer, at: datetime) -> None:
    """How large a kiosk's glass is: what a finger presses is measured in millimetres.

    Raises NotFound for what is no kiosk, Incomplete for a glass that is none of PANELS.
    """
    with writing():
        device = locked(device)
        if device.kind != DeviceKind.KIOSK:
            raise NotFound("Mesin antrean itu tidak ada.")
        if panel not in PANELS:
            raise Incomplete("Pilih ukuran layar dari daftarnya.")
        store(device, px_per_mm=panel)
        detail = f"panel {device.id} {panel}"
        audit.record(device.office_id, Happened.DEVICE_CHANGED, at=at, by=by, detail=detail)


def ask_for_help(device: Device, *, at: datetime) -> HelpCall:
    """Call an officer to this kiosk. While nobody has gone there, every further press is the same
    call; wiping the screen does not end it, since who called may still stand there.

    Raises doors.Closed after closing and on closed days: nobody is there to come.
    """
    with writing():
        day = timetable.today(device.office, at)
        former = last_call(device, day)
        if former and former.officer_id is None:
            return former
        closes = hours.closing_of(day, timetable.of(device.office))
        if closes is None or at >= closes:
            doors.refuse_when_closed(device.office, at)
        row = {"office": device.office_id, "device": device.id, "day": day, "asked_at": at}
        call = HelpCall(id=insert(HelpCall, **row), **row)
        audit.record(device.office_id, Happened.HELP_ASKED, at=at, by=device)
    return call


def come(call: HelpCall, *, by: Officer, at: datetime) -> HelpCall:
    """Go to the kiosk that called; said twice, it is said once.

    Raises
        NotAllowed  `by` only watches, or belongs to another office
        Refused     someone else has gone, or the call is not of today
    """
    with writing():
        call = locked(call)
        today = timetable.today(call.office, at)
        roles = access.authorities(by, on=today).keys() - ONLY_WATCH
        if by.office_id != call.office_id or not roles:
            raise NotAllowed("Panggilan dari mesin antrean bukan tugas Anda.")
        if call.officer_id == by.id:
            return call
        if call.officer:
            name, kiosk = call.officer.name, call.device.name
            raise Refused("{name} sudah datang ke {kiosk}.", name=name, kiosk=kiosk)
        if call.day != today:
            raise Refused("Panggilan itu bukan dari hari ini.")
        store(call, officer=by, taken_at=at)
        detail = f"device {call.device_id}"
        audit.record(call.office_id, Happened.HELP_TAKEN, at=at, by=by, detail=detail)
    return call


def hand_over(call: HelpCall, *, by: Officer, at: datetime) -> HelpCall:
    """Who went there cannot stay: the kiosk calls again, since when it first did, for another.

    Raises Refused when `by` has not gone there today. If the kiosk has called again meanwhile,
    that call is enough.
    """
    with writing():
        call = locked(call)
        if call.officer_id != by.id or call.day != timetable.today(call.office, at):
            raise Refused("Panggilan itu tidak sedang Anda tangani.")
        last = last_call(call.device, call.day)
        if last and last.officer_id is None:
            return last
        row = {"office": call.office_id, "device": call.device_id, "day": call.day}
        again = HelpCall.create(**row, asked_at=call.asked_at)
        detail = f"device {call.device_id}"
        audit.record(call.office_id, Happened.HELP_HANDED_OVER, at=at, by=by, detail=detail)
    return again


def gone_to_help(officer: Officer, *, at: datetime) -> list[HelpCall]:
    """The kiosks this officer went to a short while ago, but for those that called again since."""
    latest = "id IN (SELECT max(id) FROM help_call GROUP BY device_id)"
    mine = f"office_id = ? AND officer_id = ? AND taken_at > ? AND {latest} ORDER BY id DESC"
    calls = find(HelpCall, mine, officer.office_id, officer.id, at - THERE)
    fetch(calls, HelpCall.device)
    return calls


def waiting_for_help(office: Office, day: date) -> list[HelpCall]:
    """The calls of that day to which nobody has gone, the longest wait first."""
    waits = "office_id = ? AND day = ? AND officer_id IS NULL ORDER BY id"
    calls = find(HelpCall, waits, office.id, day)
    fetch(calls, HelpCall.device)
    return calls


def last_call(device: Device, day: date) -> HelpCall | None:
    """The kiosk's latest call for an officer on that day."""
    return first(HelpCall, "device_id = ? AND day = ? ORDER BY id DESC", device.id, day)


def by_token(token: str, kind: DeviceKind) -> Device | None:
    """The enrolled device of that kind whose cookie this is."""
    return _with_office(
        first(Device, "token_hash = ? AND kind = ? AND revoked_at IS NULL", _hash(token), kind)
    )


def of_the_demo(kind: DeviceKind) -> Device | None:
    """In the demo this computer counts as enrolled: as the first device of that kind."""
    return _with_office(first(Device, "kind = ? AND revoked_at IS NULL ORDER BY id", kind))


def _with_office(device: Device | None) -> Device | None:
    if device:
        device.office = first(Office, "id = ?", device.office_id)
    return device


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
