"""The end of a day: what was left over goes first tomorrow, and what the day came to is kept."""

from datetime import date, timedelta
from statistics import median

import pytest
from peewee import IntegrityError

from models import Call, DayStatement, Event, NumberSeries, Office, Ticket
from office import (
    afterwards,
    calendar,
    closing,
    doors,
    housekeeping,
    intake,
    paper_numbers,
    queue,
    tallied,
)
from office.errors import NotAllowed, NotFound, Refused

MONDAY = date(2024, 1, 8)


@pytest.fixture
def busy_day(draw, mended, at_step, call, people, counters, clock):
    """Seven numbers: one served to the end, one held, two who did not come, one of them called
    again, one voided, two never called. The tickets, by their fate."""
    served, held = mended(), at_step("order")
    queue.finish(call(served, people.dewi, 3), by=people.dewi, at=clock(), counter=counters[3])
    away, back, voided, waiting, late = (draw() for _ in range(5))
    here = {"by": people.sari, "counter": counters[1]}
    for one in (away, back):
        clock.forward(minutes=10)
        queue.skip(call(one, people.sari), at=clock(), **here)
    queue.restore(back, by=people.sari, at=clock())
    queue.skip(call(back, people.sari), at=clock.forward(minutes=1), **here)
    queue.withdraw(voided, "Pulang.", by=people.rina, at=clock())
    return {"held": held, "absent": away, "void": voided, "lapsed": waiting, "late": late}


@pytest.fixture
def tomorrow(office, clock):
    """tomorrow(): Tuesday at eight, and Monday is closed; Monday's statement."""

    def tomorrow() -> DayStatement:
        closing.close_days(
            office, before=MONDAY + timedelta(1), by=None, at=clock.set(2024, 1, 9, 8)
        )
        return closing.of(office, MONDAY)

    return tomorrow


def counts(statement: DayStatement) -> dict[str, int]:
    (service,) = statement.content["services"]
    return {kind: n for kind, n in service["counts"].items() if n}


def test_every_number_of_the_day_is_told_once(busy_day, tomorrow):
    statement = tomorrow()
    assert counts(statement) == {"served": 1, "absent": 2, "lapsed": 2, "held": 1, "void": 1}
    assert statement.content["void"] == [busy_day["void"].label]
    assert Ticket.select().count() == 7


def test_what_is_stated_agrees_with_the_rows_it_speaks_of(busy_day, tomorrow, office):
    statement = tomorrow()
    (told,) = map(tallied.read, statement.content["services"])
    rows = list(Ticket.select().where(Ticket.day == MONDAY).order_by(Ticket.number))
    assert told.drawn == len(rows) == told.last == NumberSeries.get().last
    status = [row.status for row in rows]
    assert status.count("void") == told.counts["void"]
    assert status.count("done") == told.counts["served"] + told.counts["held"]
    assert status.count("lapsed") == told.counts["absent"] + told.counts["lapsed"]
    waits = [row.first_called_at - row.issued_at for row in rows if row.first_called_at]
    assert (told.wait, told.slow) == (median(waits).seconds, max(waits).seconds)
    moments = [call.at for call in Call.select().where(~Call.undone).order_by(Call.at)]
    assert (told.first_call, told.last_call) == (moments[0], moments[-1])
    assert [told] == tallied.services(office, MONDAY)


def test_what_is_left_over_is_named_and_goes_first(busy_day, tomorrow, draw, kiosk, clock, fresh):
    left = dict(tomorrow().content["left"])
    assert {left[busy_day[kind].label] for kind in ("held", "absent", "lapsed")} == {
        "held",
        "absent",
        "lapsed",
    }
    assert busy_day["void"].label not in left
    draw()
    back = intake.come_back(fresh(busy_day["late"]).case, "again", by=kiosk, at=clock())
    assert back.place_at < Ticket.get(Ticket.day == clock().date(), Ticket.number == 1).place_at


def test_a_statement_is_never_written_again(busy_day, tomorrow):
    statement = tomorrow()
    with pytest.raises(IntegrityError, match="history is kept"):
        DayStatement.update(content={}).where(DayStatement.id == statement.id).execute()
    with pytest.raises(IntegrityError, match="history is kept"):
        statement.delete_instance()


def test_nothing_of_a_person_stands_in_it(draw, tomorrow, people, clock):
    ticket = draw(nik="6401010101900001", problem="miswritten")
    queue.withdraw(ticket, "SITI CONTOH pulang.", by=people.rina, at=clock())
    content = str(tomorrow().content)
    assert "640101" not in content and "SITI" not in content and "miswritten" not in content


def test_a_hole_without_a_reason_is_told(draw, tomorrow, office):
    draw()
    NumberSeries.update(last=3).execute()
    draw()
    assert tomorrow().content["services"][0]["missing"] == [2, 3]


def test_numbers_kept_for_paper_are_no_hole(draw, tomorrow, people, clock):
    paper_numbers.keep({"A": (1, 5)}, by=people.admin, at=clock())
    draw()
    service = tomorrow().content["services"][0]
    assert (service["paper"], service["missing"], service["last"]) == (5, [], 6)


def test_a_quiet_night_closes_each_day_once(draw, office, clock):
    draw()
    for hour in (0, 1, 8):
        housekeeping.run(at=clock.set(2024, 1, 9, hour, 5))
    assert DayStatement.select().count() == 1
    assert Event.select().where(Event.name == "day closed").count() == 1


def test_a_day_without_a_number_needs_no_statement(office, clock):
    housekeeping.run(at=clock.set(2024, 1, 9, 0, 5))
    assert DayStatement.select().count() == 0


def test_every_day_that_was_missed_is_stated(draw, office, clock):
    draw()
    clock.set(2024, 1, 10, 9, 0)
    draw()
    clock.set(2024, 1, 20, 9, 0)
    housekeeping.run(at=clock())
    days = [row.day for row in DayStatement.select().order_by(DayStatement.day)]
    assert days == [MONDAY, date(2024, 1, 10)]


# --- by hand --------------------------------------------------------------------------------------


@pytest.fixture
def close(office, people, clock):
    """close(): Rina closes today; whoever asks the office next reads its rules again."""

    def close(by=None) -> DayStatement:
        statement = closing.close_today(office, by=by or people.rina, at=clock())
        office.hours_revision = Office.get_by_id(office.id).hours_revision
        return statement

    return close


def test_the_day_is_closed_by_hand_after_closing_time(close, draw, clock, people, fresh):
    ticket = draw()
    clock.set(2024, 1, 8, 15, 0)
    statement = close()
    assert (statement.day, statement.officer, statement.at) == (MONDAY, people.rina, clock())
    assert fresh(ticket).status == "lapsed"


def test_before_closing_time_it_is_not(close, draw, clock, refused):
    draw()
    for hour in (9, 12, 14):
        clock.set(2024, 1, 8, hour, 30)
        with refused(Refused, "sesudah kantor tutup: 2024-01-08"):
            close()


def test_while_somebody_is_served_it_is_not(close, draw, serve, clock, people, refused):
    serve(draw(), people.sari)
    clock.set(2024, 1, 8, 15, 10)
    with refused(Refused, "A-001 masih di Loket 1"):
        close()


def test_it_is_closed_once(close, clock, refused):
    clock.set(2024, 1, 8, 15, 0)
    close()
    with refused(Refused, "Hari ini sudah ditutup"):
        close()


def test_it_is_the_hall_or_the_head_that_closes(close, clock, people, refused):
    clock.set(2024, 1, 8, 15, 0)
    for by in (people.sari, people.audit):
        with refused(NotAllowed, "bukan tugas Anda"):
            close(by)


def test_a_closed_day_gives_nobody_a_number(close, draw, kiosk, recovery, people, clock, refused):
    ticket = draw()
    clock.set(2024, 1, 8, 15, 0)
    close()
    with refused(doors.Closed, "Hari ini sudah ditutup"):
        intake.at_the_counter(recovery, by=people.rina, at=clock(), submission="walk-in")
    with refused(doors.Closed, "Hari ini sudah ditutup"):
        intake.come_back(ticket.case, "again", by=people.rina, at=clock())


def test_a_closed_day_stays_closed_when_the_clock_jumps_back(close, draw, clock, refused):
    clock.set(2024, 1, 8, 15, 0)
    close()
    for hour in (7, 10):
        clock.set(2024, 1, 8, hour, 0)
        with refused(doors.Closed, "Pelayanan hari ini sudah tutup. Buka lagi 2024-01-09"):
            draw()


def test_hours_that_are_made_longer_open_no_closed_day(close, draw, office, people, clock, refused):
    clock.set(2024, 1, 8, 15, 0)
    close()
    told = {"since": MONDAY, "until": MONDAY, "name": "Lembur", "stretches": [(480, 1200)]}
    calendar.keep_other_hours(office, **told, by=people.admin, at=clock())
    office.hours_revision += 1
    with refused(doors.Closed, "sudah tutup"):
        draw()


def test_the_clock_far_ahead_closes_no_more_than_the_days_there_were(draw, office, clock):
    draw()
    housekeeping.run(at=clock.set(2024, 6, 3, 9, 0))
    clock.set(2024, 1, 9, 9, 0)
    assert Office.get().hours_revision and draw().label == "A-001"


def test_a_number_entered_from_paper_afterwards_is_told_apart(
    tomorrow, draw, people, clock, office
):
    paper_numbers.keep({"A": (50, 60)}, by=people.admin, at=clock())
    came = clock()
    draw()
    last = tomorrow().content["last_ticket"]
    assert tallied.entered_since(office, MONDAY, last) == []
    afterwards.enter(afterwards.Line("A", 50, came, "left"), by=people.rina, at=clock())
    assert tallied.entered_since(office, MONDAY, last) == ["A-050"]


@pytest.mark.parametrize("by_hand", [True, False], ids=["by hand", "at night"])
def test_a_day_wholly_on_paper_is_stated_once_its_list_is_entered(
    by_hand, draw, people, counters, clock, office
):
    """On Tuesday Monday's list is entered line by line; it is stated with Tuesday, whole."""
    paper_numbers.keep({"A": (901, 960)}, by=people.admin, at=clock())
    began, at = clock(), clock.set(2024, 1, 9, 9)
    where = {"counter": counters[1], "officer": people.sari, "began": began, "ended": began}
    for number in (901, 902):
        line = afterwards.Line("A", number, began, "served", **where)
        afterwards.enter(line, by=people.rina, at=at)
        housekeeping.run(at=at)
    draw()
    assert not DayStatement.select().exists()
    if by_hand:
        closing.close_today(office, by=people.rina, at=clock.set(2024, 1, 9, 16))
    else:
        housekeeping.run(at=clock.set(2024, 1, 10, 0, 1))
    (service,) = closing.of(office, MONDAY).content["services"]
    assert (service["counts"]["served"], service["missing"]) == (2, [])
    assert DayStatement.select().count() == 2


def test_a_day_that_was_not_closed_has_no_statement(office):
    with pytest.raises(NotFound, match="belum ditutup"):
        closing.of(office, MONDAY)
