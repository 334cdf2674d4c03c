"""Kiosks and walls: invited with a one-time code, enrolled by the browser that types it."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from database import first, writing
from models import Device, DeviceKind, Office, Officer
from office import audit
from office.audit import Happened
from office.errors import NotAllowed
from office.tickets import CODE_LETTERS

CODE_LASTS = timedelta(hours=1)


def invite(
    office: Office, kind: DeviceKind, name: str, *, by: Officer | None, at: datetime
) -> tuple[Device, str]:
    """A device and the code that enrols it, once and within the hour. Only the hash is stored."""
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
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
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    token = secrets.token_urlsafe(32)
    with writing():
        device = Device.get_or_none(
            Device.code_hash == _hash(typed), Device.code_until > at, Device.revoked_at.is_null()
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
