"""Who may act in which role on which day; signing in and out."""

import threading
from datetime import date, timedelta

import pytest

from database import db
from models import Delegation, Officer, Session, SignInAttempt
from office import access, roster, seats
from office.errors import Incomplete, NotAllowed, Refused, TooMany
from tests.conftest import PASSWORD

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def sign_in(office, clock):
    """sign_in("sari"): the token for the browser's cookie."""

    def sign_in(name: str = "sari", password: str = PASSWORD, address: str = HERE) -> str:
        return access.sign_in(name, password, address=address, at=clock())

    return sign_in


@pytest.fixture
def session(sign_in, clock):
    """session(): Sari's, as it stands; None when it is over."""
    token = sign_in()
    return lambda: access.session(token, at=clock())


@pytest.fixture
def fail(sign_in):
    """fail(10): so many wrong passwords."""

    def fail(times: int, name: str = "sari", address: str = HERE) -> None:
        for _ in range(times):
            with pytest.raises(NotAllowed):
                sign_in(name, "salah sekali kata ini", address)

    return fail


def test_who_signs_in_gets_a_session_of_their_own(session, people):
    assert session().officer == people.sari


def test_signing_in_again_gives_a_new_id(sign_in):
    assert sign_in() != sign_in()


def test_only_a_hash_of_the_token_is_stored(sign_in):
    token = sign_in()
    assert token.encode() not in Session.get().token_hash


def test_a_wrong_password_and_an_unknown_name_are_told_alike(sign_in):
    for name, password in (("sari", "salah sekali kata ini"), ("nobody", PASSWORD), ("", "")):
        with pytest.raises(NotAllowed, match=r"^Nama pengguna atau kata sandi salah\.$"):
            sign_in(name, password)
    assert Session.select().count() == 0


def test_the_decoy_is_nobodys_password():
    assert not access._fits("", "")
    assert not access._fits("", PASSWORD)


def test_an_absurd_name_or_password_is_just_wrong(sign_in):
    for name, password in (("x" * 10_000, "y" * 10_000), ("sari\x00", PASSWORD), ("👍", "👍")):
        with pytest.raises(NotAllowed):
            sign_in(name, password)


def test_ten_failures_from_one_address_are_enough(fail, sign_in, clock):
    fail(10)
    with pytest.raises(TooMany, match="Tunggu 15 menit, lalu coba lagi"):
        sign_in()
    clock.forward(minutes=15)
    assert sign_in()


def test_a_throttled_try_is_not_counted_against_anyone(fail, sign_in, refused):
    fail(10)
    with refused(TooMany, "Terlalu sering dicoba"):
        sign_in()


def test_tries_made_at_once_are_counted_like_tries_in_turn(sign_in):
    told: list[type] = []

    def guess():
        try:
            sign_in("sari", "bukan kata sandinya")
        except Refused as refusal:
            told.append(type(refusal))
        db.close()

    many = [threading.Thread(target=guess) for _ in range(14)]
    for thread in many:
        thread.start()
    for thread in many:
        thread.join()
    assert (told.count(NotAllowed), told.count(TooMany)) == (10, 4)


def test_a_right_password_is_no_failure(sign_in):
    assert all(sign_in() for _ in range(11))
    assert SignInAttempt.select().count() == 0


def test_a_stranger_elsewhere_locks_nobody_out(fail, sign_in):
    fail(10, address=ELSEWHERE)
    assert sign_in(address=HERE)


def test_failing_at_one_account_leaves_the_others_open(fail, sign_in):
    fail(10, name="dewi")
    assert sign_in("sari")


def test_failures_are_forgotten_after_a_while(fail, clock):
    fail(2)
    clock.forward(minutes=16)
    fail(1)
    assert SignInAttempt.select().count() == 1


def test_a_session_idles_for_a_quarter_of_an_hour(session, clock):
    clock.forward(minutes=14, seconds=59)
    assert session()
    clock.forward(seconds=1)
    assert session() is None


def test_whoever_does_something_stays_signed_in(session, clock):
    for _ in range(4):
        clock.forward(minutes=14)
        access.touch(session(), at=clock())
    assert session()


def test_touching_writes_at_most_twice_a_minute(session, clock, fresh):
    row = session()
    access.touch(row, at=clock.forward(seconds=29))
    assert fresh(row).seen_at == row.created_at
    access.touch(row, at=clock.forward(seconds=1))
    assert fresh(row).seen_at == clock()


def test_nobody_is_signed_in_for_more_than_nine_hours(session, clock):
    for _ in range(53):
        access.touch(session(), at=clock.forward(minutes=10))
    clock.forward(minutes=10)
    assert session() is None


def test_signing_out_ends_the_session(session, clock):
    seats.sign_out(session(), at=clock())
    assert session() is None


def test_a_dismissed_officer_is_out_at_once(session, sign_in, people, clock):
    roster.dismiss(people.sari, by=people.admin, at=clock())
    assert session() is None
    with pytest.raises(NotAllowed):
        sign_in()


def test_an_unknown_token_is_no_session(office, clock):
    assert access.session("", at=clock()) is None
    assert access.session("x" * 10_000, at=clock()) is None


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("pendek", "paling sedikit 12 huruf"), ("aaaaaaaaaaaaaaaa", "terlalu mudah ditebak")],
)
def test_a_weak_password_is_refused(password, sentence):
    with pytest.raises(Incomplete, match=sentence):
        access.hash_password(password)


# --- where one sits -------------------------------------------------------------------------------


def test_one_sits_where_ones_roles_are_served(session, counters, clock):
    seats.sit_down(session(), counters[1], at=clock())
    assert session().counter == counters[1]
    seats.sit_down(session(), None, at=clock())
    assert session().counter is None


def test_one_does_not_sit_where_ones_roles_are_not_served(sign_in, refused, counters, clock):
    row = access.session(sign_in("dewi"), at=clock())
    with refused(NotAllowed, "Loket 4 tidak melayani peran Anda"):
        seats.sit_down(row, counters[4], at=clock())


def test_one_does_not_sit_in_another_office(session, refused, neighbours, clock):
    row = session()
    with refused(NotAllowed, "Loket 1 tidak melayani peran Anda"):
        seats.sit_down(row, neighbours.counter, at=clock())


# --- standing in ----------------------------------------------------------------------------------

FIRST, LAST = date(2024, 1, 8), date(2024, 1, 10)


@pytest.fixture
def delegate(people, clock):
    """delegate(): Budi stands in for Dewi as Petugas ADB from the 8th to the 10th."""

    def delegate(**different) -> Delegation:
        told = {"absent": people.dewi, "role": "adb", "kind": "Plh.", "since": FIRST, "until": LAST}
        told |= {"by": people.admin, "at": clock()} | different
        return access.delegate(told.pop("officer", people.budi), **told)

    return delegate


@pytest.mark.parametrize(("day", "stands_in"), [(7, False), (8, True), (10, True), (11, False)])
def test_both_days_of_a_delegation_are_included(delegate, people, day, stands_in):
    delegate()
    found = access.authority(people.budi, "adb", on=date(2024, 1, day))
    assert (found is not None) == stands_in


def test_a_stand_in_acts_under_the_delegation(delegate, people):
    row = delegate()
    assert access.authority(people.budi, "adb", on=FIRST).delegation == row


def test_ones_own_role_comes_before_a_stand_ins(delegate, people):
    delegate(officer=people.sari)
    assert access.authority(people.sari, "adb", on=FIRST).delegation is None


def test_only_an_admin_notes_a_stand_in(delegate, refused, people):
    with refused(NotAllowed, "Hanya admin yang mencatat pelaksana harian"):
        delegate(by=people.lead)


def test_nobody_stands_in_for_a_role_the_absent_has_not(delegate, refused):
    with refused(Incomplete, "Dewi tidak memegang peran itu"):
        delegate(role="kadis")


def test_a_delegation_that_makes_no_sense_is_refused(delegate, refused, people):
    for different in (
        {"until": FIRST - timedelta(days=1)},
        {"officer": people.dewi},
        {"kind": "Pj."},
    ):
        with refused(Incomplete, "Periksa lagi nama, jenis, dan tanggalnya"):
            delegate(**different)


def test_set_up_warns_of_a_role_with_nobody_to_check_it(people, clock):
    assert access.only_one_of("functional")
    assert not access.only_one_of("adb")
    roster.dismiss(people.dewi, by=people.admin, at=clock())
    assert access.only_one_of("adb")
    assert Officer.get(Officer.username == "dewi").active is False
