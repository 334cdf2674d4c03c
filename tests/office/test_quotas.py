"""How many numbers a day may have: not one more at the kiosk, and nobody sent for is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from database import db
from models import Office, Quota, Ticket
from office import casework, intake, queue, quotas
from office.errors import Incomplete
from office.quotas import EVERY_DAY, Full

A = "pemulihan-data-error"
NONE_LEFT = "Nomor hari ini sudah habis. Silakan ke Petugas Informasi. Ambil nomor lagi 2024-01-09"


@pytest.fixture
def limited(office, people, clock):
    """limited({-1: 3}): so many a day, by weekday or for all of them; the office as it then is."""

    def limited(days: dict[int, int]) -> Office:
        quotas.set_up(office, {A: days} if days else {}, by=people.admin, at=clock())
        for name, value in Office.get_by_id(office.id).__data__.items():
            setattr(office, name, value)
        return office

    return limited


def test_the_kiosk_gives_so_many_and_not_one_more(limited, draw, refused):
    limited({EVERY_DAY: 2})
    assert [draw().label, draw().label] == ["A-001", "A-002"]
    with refused(Full, NONE_LEFT):
        draw()


def test_fifty_who_press_at_once_get_no_more_than_that(limited, office, kiosk, recovery, clock):
    limited({EVERY_DAY: 20})

    def press(number: int) -> str:
        with db.connection_context():
            try:
                asked = intake.Asked(recovery, {}, f"at once {number}")
                return intake.submit(asked, office, by=kiosk, at=clock()).label
            except Full:
                return ""

    with ThreadPoolExecutor(16) as pool:
        given = [label for label in pool.map(press, range(50)) if label]
    assert sorted(given) == [f"A-{number:03d}" for number in range(1, 21)]
    assert Ticket.select().count() == 20


def test_who_already_has_a_number_gets_it_again(limited, kiosk, office, recovery, clock):
    limited({EVERY_DAY: 1})
    asked = intake.Asked(recovery, {}, "the same press")
    first = intake.submit(asked, office, by=kiosk, at=clock())
    assert intake.submit(asked, office, by=kiosk, at=clock()) == first


def test_staff_give_a_number_beyond_it_and_that_is_kept(limited, draw, recovery, people, clock):
    limited({EVERY_DAY: 1})
    draw()
    ticket = intake.at_the_counter(recovery, by=people.rina, at=clock(), submission="walk-in")
    assert (ticket.label, Ticket.get_by_id(ticket.id).quota) == ("A-002", "beyond")


def test_who_was_sent_for_papers_is_given_a_number_all_the_same(
    limited, draw, kiosk, people, clock, fresh
):
    case = draw().case
    told = {"by": people.sari, "at": clock(), "seen": case.moves, "note": "KK belum dibawa."}
    casework.pause(case, "applicant", **told)
    clock.set(2024, 1, 9, 9, 0)
    limited({EVERY_DAY: 0})
    back = intake.come_back(fresh(case), "with papers", by=kiosk, at=clock())
    assert back.quota == "returns"


def test_those_who_come_back_take_nobodys_place(limited, draw, kiosk, clock, office, recovery):
    left_over = draw()
    clock.set(2024, 1, 9, 9, 0)
    limited({EVERY_DAY: 1})
    intake.come_back(left_over.case, "again", by=kiosk, at=clock())
    assert quotas.room(office, recovery, at=clock()).used == 0
    assert draw().label == "A-002"


def test_a_voided_number_gives_its_place_back(limited, draw, people, clock, office, recovery):
    limited({EVERY_DAY: 1})
    queue.withdraw(draw(), "Pulang.", by=people.rina, at=clock())
    assert not quotas.room(office, recovery, at=clock()).full
    assert draw().label == "A-002"


def test_a_weekday_may_have_a_quota_of_its_own(limited, draw, clock, refused):
    limited({EVERY_DAY: 9, 0: 0})
    with refused(Full, "sudah habis"):
        draw()
    clock.set(2024, 1, 9, 9, 0)
    assert draw().quota == ""


def test_a_full_day_says_the_next_on_which_there_are_numbers(limited, recovery, office, clock):
    limited({EVERY_DAY: 1, 1: 0, 2: 0})  # none on Tuesday and Wednesday
    said = quotas.full(office, recovery, clock())
    assert said.values["opens"] == datetime(2024, 1, 11, 0, 0, tzinfo=UTC)
    limited({EVERY_DAY: 0})
    assert str(quotas.full(office, recovery, clock())) == quotas.NONE_LEFT


def test_without_a_quota_nothing_is_counted(limited, draw, office):
    limited({})
    assert (draw().quota, quotas.rooms(office, at=draw().issued_at)) == ("", [])


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({A: {0: -1}}, "angka 0 sampai 999"),
        ({A: {0: 1000}}, "angka 0 sampai 999"),
        ({"anomali-data": {0: 5}}, "Layanan itu tidak ada"),
    ],
)
def test_a_quota_that_is_none_is_refused(office, people, clock, refused, told, sentence):
    with refused(Incomplete, sentence):
        quotas.set_up(office, told, by=people.admin, at=clock())


def test_quotas_are_replaced_whole(limited):
    limited({EVERY_DAY: 5, 4: 3})
    limited({4: 2})
    assert list(Quota.select(Quota.weekday, Quota.most).tuples()) == [(4, 2)]
