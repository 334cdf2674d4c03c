"""More than two numbers of a day for one NIK: noticed for staff, refused for nobody."""

from database import db
from models import Event, Office
from office import queue, repeats

NIK, OTHER = "6401010101900001", "6401010101900002"


def labels(office, clock) -> list[tuple[str, ...]]:
    return sorted(set(repeats.of_day(office, clock().date()).values()))


def test_three_numbers_of_one_nik_are_noticed_with_their_labels(office, draw, clock):
    draw(nik=NIK)
    draw(nik=OTHER)
    draw(nik=NIK)
    assert labels(office, clock) == []
    last = draw(nik=NIK)
    assert labels(office, clock) == [("A-001", "A-003", "A-004")]
    assert last.case_id in repeats.of_day(office, clock().date())


def test_numbers_without_a_nik_share_none(office, draw, clock):
    for _ in range(4):
        draw()
    assert labels(office, clock) == []


def test_a_number_that_was_voided_was_drawn_all_the_same(office, draw, people, clock):
    for _ in range(3):
        queue.withdraw(draw(nik=NIK), "Pulang.", by=people.rina, at=clock())
    assert labels(office, clock) == [("A-001", "A-002", "A-003")]


def test_each_day_begins_anew_and_each_office_has_its_own(office, draw, clock):
    for _ in range(3):
        draw(nik=NIK)
    other = Office.create(code="B", name="B", region="B", zone="Asia/Makassar")
    assert repeats.of_day(other, clock().date()) == {}
    clock.set(2024, 1, 9, 9, 0)
    draw(nik=NIK)
    assert labels(office, clock) == []


def test_neither_trail_nor_refusal_knows_of_it(draw):
    for _ in range(4):
        draw(nik=NIK)
    assert not [row for row in Event.select() if NIK in row.detail]


def test_it_costs_little_on_a_long_day(office, draw, clock):
    for number in range(25):
        draw(nik=f"64010101019{number % 10:05d}")
    rows = db.execute_sql(
        f"EXPLAIN QUERY PLAN {repeats.USED}", (office.id, "2024-01-08", 2)
    ).fetchall()
    assert len(repeats.of_day(office, clock().date())) == 15
    assert not [plan for *_, plan in rows if plan.startswith(("SCAN ticket", "SCAN subject"))]


def test_of_hundreds_each_is_told_of_once(office, draw, clock):
    for _ in range(40):
        draw(nik=NIK)
    found = repeats.of_day(office, clock().date())
    assert len(found) == 40
    assert len({id(one) for one in found.values()}) == 1
