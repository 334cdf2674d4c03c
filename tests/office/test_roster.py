"""Officers given roles, dismissed and taken back; stand-ins whose days end early."""

from datetime import date, timedelta

import pytest

from models import Case, Decision, Delegation, DelegationEnd, Session
from office import access, casework, roster
from office.errors import Incomplete, NotAllowed, NotFound, Refused
from tests.conftest import PASSWORD

TODAY = date(2024, 1, 8)


@pytest.fixture
def told(people, clock):
    """Who does it and when."""
    return lambda **more: {"by": people.admin, "at": clock(), **more}


@pytest.fixture
def stand_in(people, told):
    """stand_in(): Ratna, a Kasi, stands in for Hasan from yesterday on."""

    def stand_in(since: date = TODAY - timedelta(days=1)) -> Delegation:
        days = {"since": since, "until": TODAY + timedelta(days=5)}
        return access.delegate(
            people.kasi, absent=people.kabid, role="kabid", kind="Plh.", **days, **told()
        )

    return stand_in


def test_roles_are_replaced_and_the_change_is_on_record(people, told, events, fresh):
    roster.give_roles(people.joko, ["information"], title="Petugas depan", **told())
    assert access.authorities(people.joko, on=TODAY).keys() == {"information"}
    assert fresh(people.joko).title == "Petugas depan"
    assert events()[-1] == "officer changed"


def test_work_begun_in_a_lost_role_waits_for_others(at_step, verb, people, told, fresh):
    case = verb(casework.take, at_step("verify").case, by=people.dewi)
    roster.give_roles(people.dewi, ["siak"], title="", **told())
    assert fresh(case).taken_by is None
    assert verb(casework.take, case, by=people.sari).taken_by == people.sari


def test_work_begun_in_a_kept_role_stays(at_step, verb, people, told, fresh):
    case = verb(casework.take, at_step("verify").case, by=people.dewi)
    roster.give_roles(people.dewi, ["adb", "siak"], title="", **told())
    assert fresh(case).taken_by == people.dewi


def test_the_work_of_someone_dismissed_waits_for_others(at_step, verb, people, told):
    verb(casework.take, at_step("verify").case, by=people.dewi)
    roster.dismiss(people.dewi, **told())
    assert Case.select().where(Case.taken_by.is_null(False)).count() == 0


def test_the_office_keeps_an_admin(people, told, refused):
    with refused(NotAllowed, "Kantor harus punya seorang admin"):
        roster.give_roles(people.admin, ["adb"], title="", **told())


def test_nobody_dismisses_themselves(people, told, refused):
    with refused(NotAllowed, "tidak dapat menonaktifkan diri sendiri"):
        roster.dismiss(people.admin, **told())


def test_a_stand_in_does_not_dismiss_the_only_admin(people, told, refused):
    days = {"since": TODAY, "until": TODAY}
    access.delegate(people.lead, absent=people.admin, role="admin", kind="Plt.", **days, **told())
    with refused(NotAllowed, "Kantor harus punya seorang admin"):
        roster.dismiss(people.admin, **told(by=people.lead))


def test_with_a_second_admin_the_first_may_go(people, told):
    roster.give_roles(people.lead, ["admin"], title="", **told())
    roster.give_roles(people.admin, ["lead"], title="", **told())
    assert access.authorities(people.admin, on=TODAY).keys() == {"lead"}


def test_only_an_admin_of_the_office_changes_its_officers(people, neighbours, told, refused):
    with refused(NotAllowed, "Hanya admin kantor ini"):
        roster.give_roles(people.lead, ["admin"], title="", **told(by=people.lead))
    with refused(NotAllowed, "Hanya admin kantor ini"):
        roster.dismiss(neighbours.nina, **told())


def test_someone_taken_back_signs_in_again(people, told, clock, refused):
    roster.dismiss(people.joko, **told())
    with refused(Refused, "Joko sudah nonaktif"):
        roster.dismiss(people.joko, **told())
    roster.take_back(people.joko, **told())
    assert access.sign_in("joko", PASSWORD, address="1", at=clock())
    with refused(Refused, "Joko masih aktif"):
        roster.take_back(people.joko, **told())


def test_a_new_password_ends_the_sessions_and_is_the_only_one(people, told, clock):
    access.sign_in("joko", PASSWORD, address="1", at=clock())
    roster.set_password(people.joko, "sandi baru yang panjang", **told())
    assert Session.select().where(Session.officer == people.joko).count() == 0
    with pytest.raises(NotAllowed, match="salah"):
        access.sign_in("joko", PASSWORD, address="1", at=clock())
    assert access.sign_in("joko", "sandi baru yang panjang", address="1", at=clock())


def test_a_weak_new_password_is_refused(people, told, refused):
    with refused(Incomplete, "paling sedikit 12 huruf"):
        roster.set_password(people.joko, "pendek", **told())


def test_a_stand_in_who_is_ended_decides_nothing_more(stand_in, people, told, events):
    row = stand_in()
    roster.end_delegation(row, **told())
    assert "kabid" not in access.authorities(people.kasi, on=TODAY)
    assert DelegationEnd.get().delegation == row
    assert events()[-1] == "delegation ended"


def test_what_a_stand_in_decided_stays(stand_in, ladder, decide, people, told, fresh):
    row, case = stand_in(), ladder("kasi_verify")
    roster.give_roles(people.lead, ["kasi"], title="", **told())
    decide(decide(case, "yes", people.lead), "yes", people.kasi)
    roster.end_delegation(row, **told())
    assert Decision.get(Decision.delegation == row).stands
    assert fresh(row).until == TODAY + timedelta(days=5)


def test_work_begun_in_anothers_place_waits_for_them(stand_in, ladder, verb, people, told, fresh):
    row, case = stand_in(), ladder("kabid_verify")
    verb(casework.take, case, by=people.kasi)
    roster.end_delegation(row, **told())
    assert fresh(case).taken_by is None


@pytest.mark.parametrize("since", [TODAY, TODAY + timedelta(days=2)])
def test_a_stand_in_ends_once_and_may_be_noted_anew(stand_in, told, refused, since):
    row = stand_in(since)
    roster.end_delegation(row, **told())
    with refused(NotFound, "sudah berakhir"):
        roster.end_delegation(row, **told())
    assert stand_in(since) != row


def test_a_stand_in_whose_days_are_over_is_not_ended_again(stand_in, told, clock, refused):
    row = stand_in()
    clock.set(2024, 1, 20, 9, 0)
    with refused(NotFound, "sudah berakhir"):
        roster.end_delegation(row, **told())
