"""What the walls tell the hall beside its calls: short plain texts, each for its days and hours."""

import re
from datetime import date, datetime
from typing import Any

from database import find, insert, locked, store, writing
from models import Announcement, Office, Officer
from office import audit, texts, timetable
from office.audit import Happened
from office.errors import Incomplete, Refused
from office.walls import walls

LONGEST = 200  # letters
MOST = 20  # that stand at once: each has its turn within minutes
REMEMBERED = 50  # of those that are over, on the page
DAY = 1440  # minutes
NUMBER = re.compile(r"(\d[\s./-]?){16}")  # as a NIK or a No. KK is written
# 08.00 and 24-12-2026, of which several in a row have sixteen digits, too
HOUR_OR_DAY = re.compile(r"\b([01]?\d|2[0-4])[.:][0-5]\d\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b")


def announce(
    office: Office,
    text: str,
    *,
    since: date,
    until: date | None = None,
    begins: int = 0,
    ends: int = DAY,
    zone: str = "",
    place: int = 1,
    urgent: bool = False,
    by: Officer,
    at: datetime,
) -> Announcement:
    """Tell the hall something from one day to another, each day from one minute to another.

    until: None is until it is taken down. zone: of the walls that tell it; "" is all.

    Raises Incomplete on a text that is none, too long, or holds a NIK; on days and hours that
    never come; on a zone that is none; and when MOST stand already.
    """
    row = {"office": office.id, "urgent": urgent, "zone": zone, "place": place}
    row |= {"since": since, "until": until, "begins": begins, "ends": ends}
    with writing():
        row["text"] = plain(text)
        if until and (until < since or until < timetable.today(office, at)):
            raise Incomplete(
                "Tanggal terakhir harus mulai hari ini, dan tidak sebelum tanggal mulai.",
                field="until",
            )
        if not 0 <= begins < ends <= DAY:
            raise Incomplete("Jam mulai harus sebelum jam selesai.", field="ends")
        if not 1 <= place <= 99 or zone not in ("", *walls.zones(office.id)):
            raise Incomplete(
                "Isi urutan 1 sampai 99, dan pilih zona dari daftarnya.", field="place"
            )
        if len(standing(office, day=timetable.today(office, at))) >= MOST:
            raise Incomplete("Sudah ada {n} pengumuman. Turunkan dulu yang tidak perlu.", n=MOST)
        id = insert(Announcement, **row, officer=by.id, at=at)
        audit.record(office, Happened.ANNOUNCED, at=at, by=by, detail=f"announcement {id}")
    return Announcement.get_by_id(id)


def take_down(announcement: Announcement, *, by: Officer, at: datetime) -> None:
    """Raises Refused when it has been taken down."""
    with writing():
        announcement = locked(announcement)
        if announcement.ended_at:
            raise Refused("Pengumuman itu sudah diturunkan.")
        store(announcement, ended_by=by.id, ended_at=at)
        detail = f"announcement {announcement.id} ended"
        audit.record(announcement.office_id, Happened.ANNOUNCED, at=at, by=by, detail=detail)


def change(
    announcement: Announcement, text: str, *, by: Officer, at: datetime, **told: Any
) -> None:
    """Take it down and tell another in its place. Raises what `take_down` and `announce` do."""
    with writing():
        take_down(announcement, by=by, at=at)
        announce(announcement.office, text, **told, by=by, at=at)


def plain(text: str) -> str:
    """What was typed as one line of letters. Raises Incomplete as `announce` says."""
    text = " ".join(texts.clean(text, LONGEST).split())
    text = "".join(filter(str.isprintable, text))
    if not text:
        raise Incomplete("Isi pengumumannya.", field="text")
    if tells_a_number(text):
        raise Incomplete("Pengumuman tidak boleh memuat NIK atau nomor KK.", field="text")
    return text


def tells_a_number(text: str) -> bool:
    """Whether a NIK or a No. KK stands in it, by its sixteen digits."""
    return bool(NUMBER.search(HOUR_OR_DAY.sub("x", text)))


def standing(office: Office, *, day: date) -> list[Announcement]:
    """Those that are told on `day` or will be later, in their order."""
    stands = "office_id = ? AND ended_at IS NULL AND (until IS NULL OR until >= ?)"
    return find(Announcement, f"{stands} ORDER BY place, id", office.id, day)


def now(office: Office, *, zone: str, day: date, minute: int) -> list[Announcement]:
    """What a wall of that zone tells at a minute of the office's day, in its order."""
    return [
        one
        for one in standing(office, day=day)
        if one.since <= day and one.begins <= minute < one.ends and one.zone in ("", zone)
    ]


def over(office: Office, *, day: date) -> list[Announcement]:
    """Those that were told before, the latest first."""
    gone = "office_id = ? AND (ended_at IS NOT NULL OR until < ?)"
    return find(Announcement, f"{gone} ORDER BY id DESC LIMIT {REMEMBERED}", office.id, day)
