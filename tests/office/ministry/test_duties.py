"""Whose work a lembar is: by kecamatan, in turn, by hand; and who is away."""

from datetime import timedelta

import pytest

from ministry_tables import Lembar
from models import Case
from office import casework, founding
from office.errors import Incomplete, NotAllowed, Refused
from office.ministry import duties, placing
from office.ministry.grouping import Rule
from tests.conftest import PASSWORD
from tests.lists import rows

PLAIN = Rule()


@pytest.fixture
def make(anomalies, people, clock):
    """make(letter, Rule(most=1), to=duties.TURNS): as Tono presses."""

    def make(letter, rule=PLAIN, to=""):
        return placing.make(anomalies, letter, rule, to, by=people.staf, at=clock())

    return make


@pytest.fixture
def nia(office, clock):
    """A second staf."""
    return founding.hire(office, "nia", "Nia", ["staff"], password=PASSWORD, at=clock())


def held() -> dict[str, int]:
    """Lembar by whose they are."""
    counts: dict[str, int] = {}
    for one in Lembar.select():
        name = one.officer.username if one.officer else ""
        counts[name] = counts.get(name, 0) + 1
    return counts


def test_lembar_go_round_by_how_much_each_has(listed, make, nia, people):
    make(listed(*rows(3)), to=str(people.staf.id))
    make(listed(*rows(8)), Rule(most=2), to=duties.TURNS)
    assert held() == {"staf": 2, "nia": 3}


def test_a_kecamatan_stays_with_its_officer(listed, make, nia, people, anomalies, clock):
    duties.remember(anomalies, {"Contoh": nia.id}, by=people.staf, at=clock())
    make(listed(*rows(4)), Rule(most=1), to=duties.DUTY)
    assert held() == {"nia": 4}


@pytest.mark.parametrize("first", [0, -3])
def test_who_is_away_is_given_none(listed, make, nia, people, anomalies, clock, first):
    duties.remember(anomalies, {"Contoh": nia.id}, by=people.staf, at=clock())
    today = clock().date()
    since = today + timedelta(days=first)
    duties.take_leave(anomalies, nia, since, today, by=people.kasi, at=clock())
    make(listed(*rows(2)), Rule(most=1), to=duties.DUTY)
    assert held() == {"staf": 2}


def test_who_came_back_is_given_some_again(anomalies, listed, make, nia, people, clock):
    today = clock().date()
    leave = duties.take_leave(anomalies, nia, today, today, by=people.kasi, at=clock())
    duties.come_back(anomalies, leave, by=people.kasi, at=clock())
    make(listed(*rows(2)), Rule(most=1), to=duties.TURNS)
    assert held() == {"staf": 1, "nia": 1}


def test_a_lembar_changes_hands(listed, make, nia, people, anomalies, clock, events):
    make(listed(*rows(1)))
    case = Case.get()
    told = {"by": people.kasi, "at": clock()}
    assert duties.give(anomalies, [case], str(nia.id), **told) == 1
    assert duties.give(anomalies, [case], str(nia.id), **told) == 0
    assert (held(), events(case)[-1]) == ({"nia": 1}, "lembar given")
    assert Case.get().moves == case.moves


def test_dividing_work_is_for_those_who_do_it_or_lead(
    listed, make, people, anomalies, clock, refused
):
    make(listed(*rows(1)))
    with refused(NotAllowed, "Membagi lembar bukan tugas Anda"):
        duties.give(anomalies, [Case.get()], duties.TURNS, by=people.sari, at=clock())
    with refused(NotAllowed, "Membagi lembar bukan tugas Anda"):
        duties.remember(anomalies, {"Contoh": people.staf.id}, by=people.sari, at=clock())


def test_work_goes_to_who_does_it(listed, make, people, anomalies, clock, refused):
    letter = listed(*rows(1))
    with refused(Incomplete, "Pilih siapa yang mengerjakan"):
        make(letter, to=str(people.sari.id))
    with refused(Incomplete, "Petugas itu tidak mengerjakan lembar"):
        duties.remember(anomalies, {"Contoh": people.sari.id}, by=people.staf, at=clock())


def test_nobody_is_given_work_while_all_are_away(anomalies, listed, make, people, clock, refused):
    letter, today = listed(*rows(1)), clock().date()
    duties.take_leave(anomalies, people.staf, today, today, by=people.kasi, at=clock())
    with refused(Refused, "Semua petugas kegiatan ini sedang tidak bertugas"):
        make(letter, to=duties.TURNS)


def test_a_leave_has_days_to_come(anomalies, people, clock, refused):
    today = clock().date()
    for since, until in ((1, 0), (-2, -1)):
        days = (today + timedelta(days=since), today + timedelta(days=until))
        with refused(Incomplete, "Isi hari pertama dan hari terakhir cuti"):
            duties.take_leave(anomalies, people.staf, *days, by=people.kasi, at=clock())


def test_a_leave_ends_once(anomalies, people, clock, refused):
    leave = duties.take_leave(
        anomalies, people.staf, clock().date(), clock().date(), by=people.kasi, at=clock()
    )
    duties.come_back(anomalies, leave, by=people.kasi, at=clock())
    with refused(Refused, "Cuti itu sudah berakhir"):
        duties.come_back(anomalies, leave, by=people.kasi, at=clock())


def test_who_came_back_is_not_told_as_away(anomalies, people, clock, office):
    days = (clock().date(), clock().date() + timedelta(days=3))
    leave = duties.take_leave(anomalies, people.staf, *days, by=people.kasi, at=clock())
    assert duties.leaves(office, day=days[0]) == [leave]
    duties.come_back(anomalies, leave, by=people.kasi, at=clock())
    assert duties.leaves(office, day=days[0]) == []


def test_what_has_ended_changes_no_hands(listed, make, nia, people, anomalies, clock, verb):
    make(listed(*rows(1)), to=str(people.staf.id))
    case = verb(casework.withdraw, Case.get(), "Surat ditarik.", by=people.staf)
    assert duties.give(anomalies, [case], str(nia.id), by=people.staf, at=clock()) == 0
    assert Lembar.get().officer_id == people.staf.id


def test_what_somebody_took_up_is_not_taken_apart(listed, make, verb, people, clock):
    make(listed(*rows(1)))
    case = verb(casework.take, Case.get(), by=people.staf)
    (result,) = placing.undo([case], "Keliru.", by=people.staf, at=clock())
    assert "sudah mulai dikerjakan" in str(result.refusal)
