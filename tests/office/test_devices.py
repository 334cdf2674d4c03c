"""Kiosks and walls: invited once, enrolled once, gone when revoked; an officer comes if called."""

import pytest

from models import Device, DeviceKind, Office
from office import devices, doors, hours, timetable
from office.errors import NotAllowed, Refused

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


CALLED = ("help asked", "help taken")


def calls(events) -> list[str]:
    return [name for name in events() if name in CALLED]


def test_a_kiosk_calls_for_an_officer(office, kiosk, version, events, clock):
    before = version()
    call = devices.ask_for_help(kiosk, at=clock())
    assert devices.waiting_for_help(office, clock().date()) == [call]
    assert (call.asked_at, calls(events), version()) == (clock(), ["help asked"], before + 1)


def test_pressing_twice_is_one_call(office, kiosk, events, clock):
    first = devices.ask_for_help(kiosk, at=clock())
    again = devices.ask_for_help(kiosk, at=clock.forward(minutes=1))
    assert (again, again.asked_at, calls(events)) == (first, first.asked_at, ["help asked"])


def test_whoever_says_it_first_goes(office, kiosk, people, version, events, clock):
    call = devices.ask_for_help(kiosk, at=clock())
    before = version()
    went = devices.come(call, by=people.rina, at=clock.forward(minutes=1))
    assert (went.officer, went.taken_at) == (people.rina, clock())
    assert devices.waiting_for_help(office, clock().date()) == []
    assert (calls(events), version()) == (["help asked", "help taken"], before + 1)


def test_who_comes_second_is_told_who_went(kiosk, people, refused, clock):
    call = devices.ask_for_help(kiosk, at=clock())
    devices.come(call, by=people.rina, at=clock())
    with refused(Refused, "Rina sudah datang ke kiosk"):
        devices.come(call, by=people.sari, at=clock())


def test_saying_it_twice_is_saying_it_once(kiosk, people, events, clock):
    call = devices.ask_for_help(kiosk, at=clock())
    devices.come(call, by=people.rina, at=clock())
    devices.come(call, by=people.rina, at=clock.forward(minutes=1))
    assert calls(events) == ["help asked", "help taken"]


def test_who_went_hands_the_call_to_another(office, kiosk, people, events, clock):
    call = devices.come(devices.ask_for_help(kiosk, at=clock()), by=people.rina, at=clock())
    assert devices.gone_to_help(people.rina, at=clock()) == [call]
    again = devices.hand_over(call, by=people.rina, at=clock.forward(minutes=2))
    assert devices.waiting_for_help(office, clock().date()) == [again]
    assert again.asked_at == call.asked_at
    assert devices.gone_to_help(people.rina, at=clock()) == []
    assert events()[-1] == "help handed over"
    assert devices.come(again, by=people.sari, at=clock()).officer == people.sari


def test_a_kiosk_that_called_again_meanwhile_calls_once(office, kiosk, people, clock):
    call = devices.come(devices.ask_for_help(kiosk, at=clock()), by=people.rina, at=clock())
    again = devices.ask_for_help(kiosk, at=clock())
    assert devices.hand_over(call, by=people.rina, at=clock()) == again
    assert devices.waiting_for_help(office, clock().date()) == [again]


def test_nobody_hands_over_where_another_went(kiosk, people, refused, clock):
    call = devices.come(devices.ask_for_help(kiosk, at=clock()), by=people.rina, at=clock())
    with refused(Refused, "tidak sedang Anda tangani"):
        devices.hand_over(call, by=people.sari, at=clock())
    clock.forward(days=1)
    with refused(Refused, "tidak sedang Anda tangani"):
        devices.hand_over(call, by=people.rina, at=clock())


def test_who_was_helped_may_call_again(office, kiosk, people, clock):
    first = devices.ask_for_help(kiosk, at=clock())
    devices.come(first, by=people.rina, at=clock())
    again = devices.ask_for_help(kiosk, at=clock.forward(minutes=5))
    assert devices.waiting_for_help(office, clock().date()) == [again] != [first]


def test_a_call_left_over_from_yesterday_is_gone(office, kiosk, people, refused, clock):
    old = devices.ask_for_help(kiosk, at=clock())
    today = clock.set(2024, 1, 9, 8, 30)
    assert devices.waiting_for_help(office, today.date()) == []
    with refused(Refused, "bukan dari hari ini"):
        devices.come(old, by=people.rina, at=today)
    assert devices.ask_for_help(kiosk, at=today) != old


@pytest.mark.parametrize("username", ["lead", "audit", "admin"])
def test_who_only_watches_is_not_sent(kiosk, people, refused, clock, username):
    call = devices.ask_for_help(kiosk, at=clock())
    with refused(NotAllowed, "bukan tugas Anda"):
        devices.come(call, by=getattr(people, username), at=clock())


def test_after_closing_nobody_is_called(kiosk, refused, clock):
    clock.set(2024, 1, 8, 18, 0)
    with refused(doors.Closed, "Pelayanan hari ini sudah tutup"):
        devices.ask_for_help(kiosk, at=clock())


def test_before_closing_an_officer_comes_though_numbers_are_out(office, kiosk, people, clock):
    Office.update(cutoff=60, hours_revision=9).execute()
    kiosk = Device.get_by_id(kiosk.id)
    clock.set(2024, 1, 8, 14, 30)
    assert not hours.takes_numbers(clock(), timetable.of(kiosk.office))
    assert devices.ask_for_help(kiosk, at=clock()).day == clock().date()
