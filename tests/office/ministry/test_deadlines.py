"""Days left of a letter, and whom it reminds: right on the last day, in every zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from database import store
from lembar_tables import ReminderRead
from ministry_tables import Lembar
from models import Case
from office import founding, made, timetable
from office.errors import NotAllowed
from office.ministry import deadlines, inbox, placing, replies
from office.ministry.grouping import Rule
from tests.conftest import PASSWORD

PLAIN = Rule()


@pytest.fixture
def days_before(clock):
    """days_before(letter, 7): it is nine o'clock so many days before the letter's deadline."""

    def days_before(letter, days: int) -> None:
        day = letter.due_on - timedelta(days=days)
        clock.set(day.year, day.month, day.day, 9, 0)

    return days_before


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (60, None),
        (31, None),
        (30, 30),
        (15, 30),
        (14, 14),
        (8, 14),
        (7, 7),
        (2, 7),
        (1, 1),
        (0, 0),
        (-1, -1),
        (-40, -40),
    ],
)
def test_it_reminds_thirty_fourteen_seven_and_one_day_before_and_then_daily(days, stage):
    assert deadlines.stage(days) == stage


@pytest.mark.parametrize(
    ("dated", "due"),
    [
        (date(2024, 1, 1), date(2024, 3, 1)),  # across 29 February
        (date(2023, 1, 1), date(2023, 3, 2)),
        (date(2023, 12, 31), date(2024, 2, 29)),
    ],
)
def test_calendar_days_are_counted_in_leap_years_too(listed, dated, due):
    letter = listed(dated=dated)
    assert letter.due_on == due
    assert deadlines.days_left(letter, dated) == 60


@pytest.mark.parametrize(
    ("zone", "hours"), [("Asia/Jakarta", 7), ("Asia/Makassar", 8), ("Asia/Jayapura", 9)]
)
def test_the_last_day_ends_at_the_midnight_of_the_office(listed, office, zone, hours):
    letter = listed()
    store(office, zone=zone)
    day = letter.due_on
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=24 - hours)
    for moment, left in ((-60, 0), (0, -1)):
        today = timetable.today(office, midnight + timedelta(seconds=moment))
        assert deadlines.days_left(letter, today) == left


def told(officer, clock) -> list[tuple[int, int]]:
    return [(one.days, one.left) for one in deadlines.reminders(officer, at=clock())]


def test_staff_are_reminded_of_rows_on_no_lembar(listed, people, clock, days_before):
    letter = listed({"nik": "1"}, {"nik": "2"})
    days_before(letter, 31)
    assert told(people.staf, clock) == []
    days_before(letter, 30)
    assert told(people.staf, clock) == [(30, 2)]
    assert told(people.kasi, clock) == told(people.sari, clock) == []


def test_a_letter_reminds_those_at_whose_step_its_lembar_stand(ladder, people, clock, days_before):
    letter = inbox.of_case(ladder("kasi_verify"))
    days_before(letter, 7)
    assert told(people.kasi, clock) == [(7, 1)]
    assert told(people.staf, clock) == told(people.kabid, clock) == []


def test_it_reminds_whose_lembar_it_is(listed, anomalies, people, clock, days_before, office):
    nia = founding.hire(office, "nia", "Nia", ["staff"], password=PASSWORD, at=clock())
    letter = listed({"nik": "1"})
    placing.make(anomalies, letter, PLAIN, str(nia.id), by=people.staf, at=clock())
    days_before(letter, 14)
    assert (told(nia, clock), told(people.staf, clock)) == ([(14, 1)], [])


def test_what_is_read_comes_again_on_the_next_day_it_reminds(listed, people, clock, days_before):
    letter = listed({"nik": "1"})
    for days, again in ((14, True), (10, False), (7, True), (0, True), (-1, True), (-2, True)):
        days_before(letter, days)
        assert bool(told(people.staf, clock)) is again
        for _ in range(2):
            deadlines.read(letter, by=people.staf, at=clock())
        assert told(people.staf, clock) == []
    assert ReminderRead.select().count() == 5


def test_what_one_has_read_still_stands_for_the_others(listed, people, clock, days_before, office):
    letter = listed({"nik": "1"})
    days_before(letter, 1)
    deadlines.read(letter, by=people.kasi, at=clock())
    assert told(people.staf, clock) == [(1, 1)]


def test_another_office_reads_no_letter_of_ours(listed, neighbours, clock, refused):
    letter = listed({"nik": "1"})
    with refused(NotAllowed, "Surat itu bukan milik kantor ini"):
        deadlines.read(letter, by=neighbours.dina, at=clock())


def test_what_is_done_reminds_who_answers_until_the_answer_was_sent(
    ladder, decide, people, clock, days_before
):
    case = ladder("update")
    letter = inbox.of_case(case)
    rows = {row.id: ("fixed", "") for row in case.rows}
    decide(Case.get(), "updated", people.staf, work=made.Work(rows=rows))
    days_before(letter, -3)
    assert [told(one, clock) for one in (people.staf, people.kasi)] == [[(-3, 0)], []]
    reply, today = replies.issue(letter, by=people.staf, at=clock()), clock().date()
    replies.sign(reply, today, by=people.staf, at=clock())
    replies.send(reply, today, "mail", by=people.staf, at=clock())
    assert told(people.staf, clock) == []


def test_the_next_rung_is_reminded_whoever_the_lembar_was_given_to(
    ladder, people, clock, days_before
):
    case = ladder("kasi_verify")
    store(Lembar.get(Lembar.case == case), officer=people.staf)
    days_before(inbox.of_case(case), 7)
    assert told(people.kasi, clock) == [(7, 1)]
