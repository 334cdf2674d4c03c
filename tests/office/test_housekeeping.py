"""What is tidied without being asked."""

from datetime import timedelta

from models import Case, Draft, Event, Ticket
from office import casework, housekeeping, intake
from office.register import staging
from register_tables import ChangeKind, RegisterChange, Resident


def test_a_day_that_is_over_is_closed(office, draw, clock):
    ticket = draw()
    clock.set(2024, 1, 9, 8, 0)
    housekeeping.run(at=clock())
    assert Ticket.get_by_id(ticket.id).status == "lapsed"
    assert Event.select().order_by(Event.id.desc()).first().name == "day closed"


def test_a_day_that_lasts_is_left_alone(office, draw, clock):
    ticket = draw()
    before = Event.select().count()
    housekeeping.run(at=clock.forward(hours=5))
    assert Ticket.get_by_id(ticket.id).status == "waiting"
    assert Event.select().count() == before


def paused(draw, people, clock) -> Case:
    case = draw().case
    return casework.pause(
        case, "applicant", by=people.sari, at=clock(), seen=case.moves, note="KK belum dibawa."
    )


def test_an_applicant_who_never_comes_back_is_not_waited_for(office, draw, people, clock):
    case = paused(draw, people, clock)
    clock.set(2024, 1, 23, 8, 0)  # the eleventh working day
    housekeeping.run(at=clock())
    assert Case.get_by_id(case.id).end == "expired"


def test_an_applicant_has_all_the_days_the_office_gives(office, draw, people, clock):
    case = paused(draw, people, clock)
    clock.set(2024, 1, 22, 14, 0)  # the tenth working day
    housekeeping.run(at=clock())
    assert Case.get_by_id(case.id).end is None


def test_a_kiosk_that_went_dark_forgets(office, kiosk, clock):
    draft = intake.begin_draft(kiosk, at=clock())
    housekeeping.run(at=clock.forward(minutes=10, seconds=1))
    assert Draft.get_or_none(Draft.key == draft.key) is None


def test_a_kiosk_where_someone_stands_remembers(office, kiosk, clock):
    draft = intake.begin_draft(kiosk, at=clock())
    housekeeping.run(at=clock() + timedelta(minutes=9))
    assert Draft.get_or_none(Draft.key == draft.key)


def test_what_a_broken_off_import_left_is_swept_once_it_is_silent(people, clock):
    change = staging.begin(ChangeKind.IMPORT, by=people.sari, at=clock())
    staging.add(change, [(0, ("1",) * len(staging.ELEMENTS))], at=clock())
    housekeeping.run(at=clock.forward(minutes=1))
    assert Resident.select().count() == 1
    housekeeping.run(at=clock.forward(minutes=2))
    assert (Resident.select().count(), RegisterChange.select().count()) == (0, 0)
