"""Kiosks and walls: invited once, enrolled once, gone when revoked."""

import pytest

from models import Device, DeviceKind
from office import devices
from office.errors import NotAllowed

UNKNOWN = "Kode tidak dikenal atau sudah tidak berlaku"


@pytest.fixture
def code(office, people, clock):
    """The code of a new kiosk."""
    _, code = devices.invite(office, DeviceKind.KIOSK, "Pintu masuk", by=people.admin, at=clock())
    return code


def test_a_code_enrols_a_device(code, clock):
    device, token = devices.enrol(f" {code[:5].lower()}-{code[5:]} ", at=clock())
    assert devices.by_token(token, DeviceKind.KIOSK) == device
    assert device.name == "Pintu masuk"


def test_neither_code_nor_token_is_stored(code, clock):
    _, token = devices.enrol(code, at=clock())
    stored = b" ".join(row.token_hash or b"" for row in Device.select())
    assert token.encode() not in stored
    assert code.encode() not in stored


def test_a_code_enrols_once(code, refused, clock):
    devices.enrol(code, at=clock())
    with refused(NotAllowed, UNKNOWN):
        devices.enrol(code, at=clock())


def test_a_code_lasts_an_hour(code, refused, clock):
    clock.forward(hours=1)
    with refused(NotAllowed, UNKNOWN):
        devices.enrol(code, at=clock())


@pytest.mark.parametrize("typed", ["", "XXXXXXXXXX", "x" * 100_000, "\x00", "👍"])
def test_an_unknown_code_is_told_alike(code, refused, clock, typed):
    with refused(NotAllowed, UNKNOWN):
        devices.enrol(typed, at=clock())


def test_a_kiosks_cookie_opens_no_wall(code, clock):
    _, token = devices.enrol(code, at=clock())
    assert devices.by_token(token, DeviceKind.WALL) is None


def test_a_revoked_device_is_out_at_once(code, people, clock):
    device, token = devices.enrol(code, at=clock())
    devices.revoke(device, by=people.admin, at=clock())
    assert devices.by_token(token, DeviceKind.KIOSK) is None


def test_a_revoked_invitation_enrols_nothing(office, refused, people, clock):
    device, code = devices.invite(office, DeviceKind.WALL, "Aula", by=people.admin, at=clock())
    devices.revoke(device, by=people.admin, at=clock())
    with refused(NotAllowed, UNKNOWN):
        devices.enrol(code, at=clock())


def test_each_change_of_a_device_is_in_the_audit_trail(code, events, clock):
    devices.enrol(code, at=clock())
    assert events()[-2:] == ["device changed", "device changed"]
