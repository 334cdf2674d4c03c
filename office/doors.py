"""The office's door: what people are told while no numbers are given or nobody serves.

One place for these sentences: the kiosk, the ticket, the wall and the phone say the same.
"""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from database import locked
from models import Device, Office, Officer
from office import hours, timetable
from office.errors import Refused
from office.hours import Hours
from office.sentences import Sentence

NEVER = Sentence("Pelayanan sedang tutup. Silakan tanyakan ke Petugas Informasi.")
HOLIDAY = "Hari ini libur: {name}. Buka lagi {opens}."
NO_DAY = "Hari ini kantor tutup. Buka lagi {opens}."
NOT_YET = "Pelayanan belum buka{special}. Buka pukul {opens}."
NO_MORE = "Pelayanan hari ini sudah tutup{special}. Buka lagi {opens}."
LAST_WAS_GIVEN = "Nomor terakhir hari ini sudah diberikan{special}. Ambil nomor lagi {opens}."


class Closed(Refused):
    """The office takes no numbers now; `values` says when it does again."""


@dataclass(frozen=True)
class Rest:
    """Nobody is served: since when today (None: not opened yet), and what is said meanwhile."""

    since: datetime | None
    sentence: Sentence


def refuse_when_closed(office: Office, at: datetime) -> None:
    """Raises Closed unless the office takes numbers now."""
    if told := shut(office, at):
        raise Closed(told.message, **told.values)


def refuse_number(office: Office, *, by: Device | Officer, at: datetime) -> None:
    """Raises Closed at a kiosk unless the office takes numbers now, and for staff, who may give one
    at any hour, once the day was closed for good.
    """
    if isinstance(by, Device):
        refuse_when_closed(office, at)
    elif timetable.today(office, at) in timetable.of(locked(office)).over:
        raise Closed("Hari ini sudah ditutup. Nomor diberikan lagi pada hari kerja berikutnya.")


def shut(office: Office, at: datetime) -> Sentence | None:
    """Why no numbers are given now, and when they are again; None while they are."""
    open_hours = timetable.of(office)
    if hours.takes_numbers(at, open_hours):
        return None
    return _until(at, open_hours)


def rest(office: Office, at: datetime) -> Rest | None:
    """The stretch without service around `at`; None while officers serve."""
    open_hours = timetable.of(office)
    if hours.is_open(at, open_hours):
        return None
    day = hours.local_day(at, open_hours)
    ended = [end for _, end in open_hours.intervals(day) if end <= at]
    later = [start for start, _ in open_hours.intervals(day) if start > at]
    if ended and later:
        words = "Istirahat sampai {until}. Nomor Anda tetap berlaku."
        return Rest(ended[-1], Sentence(words, {"until": _clock(later[0], open_hours)}))
    return Rest(ended[-1] if ended else None, _until(at, open_hours))


def in_the_break(office: Office, at: datetime) -> Sentence | None:
    """What is said to those with a number while officers have their break; else None."""
    found = rest(office, at)
    return found.sentence if found and "until" in found.sentence.values else None


def _until(at: datetime, open_hours: Hours) -> Sentence:
    """Why it is closed, and when numbers are given next."""
    day = hours.local_day(at, open_hours)
    stretches, special = open_hours.intervals(day), open_hours.special_on(day)
    begun = bool(stretches) and at >= stretches[0][0]
    after = max(at, stretches[-1][1]) if begun else at
    opens = hours.next_opening(after, open_hours, without=open_hours.over)
    if opens is None:
        return NEVER
    told: dict[str, object] = {"opens": opens, "special": f" ({special.name})" if special else ""}
    if day in open_hours.closed:
        return Sentence(HOLIDAY, {"opens": opens, "name": open_hours.names[day]})
    if not stretches:
        return Sentence(NO_DAY, {"opens": opens})
    if hours.local_day(opens, open_hours) == day:
        return Sentence(NOT_YET, told | {"opens": _clock(opens, open_hours)})
    if begun and at < stretches[-1][1] and day not in open_hours.over:
        return Sentence(LAST_WAS_GIVEN, told)
    return Sentence(NO_MORE, told)


def _clock(at: datetime, open_hours: Hours) -> time:
    return at.astimezone(ZoneInfo(open_hours.zone)).time()
