"""What the hall is told beside its calls: for its days and hours, in its order, and kept."""

from datetime import date, timedelta

import pytest

from models import Announcement, Event
from office.errors import Incomplete, Refused
from office.walls import announcements, walls

NOON = 12 * 60


@pytest.fixture
def today(clock):
    return clock().date()


@pytest.fixture
def announce(office, people, clock, today):
    """announce("Bawa KK asli.", until=…): as Rina does it, from today until it is taken down."""

    def announce(text: str = "Bawa KK asli.", **told) -> Announcement:
        named = {"since": today, **told}
        return announcements.announce(office, text, **named, by=people.rina, at=clock())

    return announce


@pytest.fixture
def told(office, today):
    """told(zone="", day=…, minute=…): the texts a wall tells."""

    def told(zone: str = "", day: date = today, minute: int = NOON) -> list[str]:
        now = announcements.now(office, zone=zone, day=day, minute=minute)
        return [one.text for one in now]

    return told


@pytest.mark.parametrize("text", ["08.00-12.00 13.00-15.00", "24-12-2026 25-12-2026"])
def test_hours_and_days_are_no_nik(announce, told, text):
    announce(f"Buka {text}")
    assert told() == [f"Buka {text}"]


def test_a_text_is_told_from_its_first_day_to_its_last(announce, told, today):
    day = timedelta(days=1)
    announce(since=today + day, until=today + 2 * day)
    days = {n: told(day=today + n * day) for n in range(4)}
    assert days == {0: [], 1: ["Bawa KK asli."], 2: ["Bawa KK asli."], 3: []}


def test_each_day_it_is_told_from_its_hour_to_its_hour(announce, told):
    announce(begins=480, ends=NOON)
    assert [told(minute=at) for at in (479, 480, NOON - 1, NOON)] == [
        [],
        ["Bawa KK asli."],
        ["Bawa KK asli."],
        [],
    ]


def test_texts_are_told_in_their_order_and_to_their_zone(announce, told, office, people, clock):
    walls.divide(office, {1: "Lantai 1", 2: "Lantai 2"}, by=people.admin, at=clock())
    announce("Kedua.", place=2)
    announce("Pertama.", place=1)
    announce("Hanya di atas.", place=3, zone="Lantai 2")
    assert told() == ["Pertama.", "Kedua."]
    assert told(zone="Lantai 2") == ["Pertama.", "Kedua.", "Hanya di atas."]


def test_what_was_typed_becomes_one_plain_line(announce):
    assert announce(" <b>Bawa</b>\n\tKK \u202easli. ").text == "<b>Bawa</b> KK asli."


def test_a_changed_text_stands_instead_and_the_former_is_kept(
    announce, told, office, people, clock, today
):
    first = announce()
    later = {"since": today, "urgent": True, "by": people.lead, "at": clock.forward(minutes=5)}
    announcements.change(first, "Bawa KK dan KTP-el.", **later)
    assert told() == ["Bawa KK dan KTP-el."]
    (gone,) = announcements.over(office, day=today)
    assert (gone.text, gone.officer_id) == ("Bawa KK asli.", people.rina.id)
    assert (gone.ended_by_id, gone.ended_at) == (people.lead.id, clock())


def test_the_trail_and_the_walls_hear_of_it(announce, version):
    before = version()
    one = announce("Loket 3 pindah ke lantai 2.")
    assert version() > before
    assert Event.select().order_by(Event.id.desc()).first().detail == f"announcement {one.id}"


def test_it_is_taken_down_once(announce, told, people, clock, refused):
    one = announce()
    announcements.take_down(one, by=people.lead, at=clock())
    assert told() == []
    with refused(Refused, "sudah diturunkan"):
        announcements.take_down(one, by=people.rina, at=clock())
    with refused(Refused, "sudah diturunkan"):
        announcements.change(one, "Lagi.", since=clock().date(), by=people.rina, at=clock())


@pytest.mark.parametrize(
    ("text", "told", "sentence"),
    [
        (" \n ", {}, "Isi pengumumannya"),
        ("x" * 201, {}, "paling banyak 200"),
        ("NIK 6401 0101 0190 0001 harap ke loket", {}, "tidak boleh memuat NIK"),
        ("NIK 0000/01/010190/0001, 08.00", {}, "tidak boleh memuat NIK"),
        ("Ya.", {"until": date(2024, 1, 7)}, "Tanggal terakhir"),
        ("Ya.", {"since": date(2024, 1, 10), "until": date(2024, 1, 9)}, "Tanggal terakhir"),
        ("Ya.", {"begins": NOON, "ends": NOON}, "Jam mulai harus sebelum"),
        ("Ya.", {"ends": 1441}, "Jam mulai harus sebelum"),
        ("Ya.", {"place": 0}, "Isi urutan 1 sampai 99"),
        ("Ya.", {"zone": "Lantai 9"}, "pilih zona"),
    ],
)
def test_what_can_not_be_told_is_refused(announce, refused, text, told, sentence):
    with refused(Incomplete, sentence):
        announce(text, **told)


def test_there_are_never_so_many_that_one_waits_for_long(announce, refused):
    for _ in range(announcements.MOST):
        announce()
    with refused(Incomplete, "Sudah ada 20 pengumuman"):
        announce()
