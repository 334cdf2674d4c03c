"""What the waiting room's wall shows: numbers and counters, the hours, whether SIAK works."""

from datetime import UTC, date, datetime, timedelta

from flask import g

import web
from display import night
from office import board, calling, doors, quotas, siak, timetable
from office.sentences import Sentence
from office.walls import announcements, loudness, slides, voice, walls

BRIGHT = timedelta(seconds=8)  # how long a call is a new one to a wall without JavaScript
SKEW = timedelta(seconds=5)  # between the clocks of two servers, at most
TOLD = timedelta(minutes=10)  # so long the voice is told of a call: who speaks when follows from it
LATELY = timedelta(minutes=2)  # a wall that was dark for longer does not call old numbers again


def picture(seen: str = "") -> dict[str, object]:
    """Everything on the wall; a call newer than `seen` is marked as new."""
    at, since = web.now(), _version(seen)
    day = timetable.today(g.office, at)
    wall = walls.of(g.device)
    told = {"day": day, "zone": wall.zone}
    calls = board.calls(g.office, **told, since=g.office.version if since is None else since)
    counters = tuple(walls.zones(g.office.id).get(wall.zone, ())) if wall.zone else ()
    fresh = {
        call.version
        for call in calls
        if (at - call.at < BRIGHT if since is None else call.version > since)
        and at - call.at < LATELY
    }
    resting = doors.rest(g.office, at)
    # a call made since the counters stopped stands above the sentence
    says = resting and (not calls or resting.since is None or calls[0].at < resting.since)
    return {
        "calls": calls,
        "fresh": fresh,
        "big": None if says or not calls else calls[0],
        "says": web.say(resting.sentence if resting else empty(counters)),
        **tells(wall, day, at),
        "slides": slides.shown(g.office, wall.zone),
        "wall": wall,
        "counters": counters,
        "priority": web.say(calling.share(g.office)),
        "resting": resting,
        "full": [] if resting else full(at),
        "night": night.until(at, calls[0].at if calls else None),
        "outage": siak.down_since(g.office),
        "today": day,
        "said": said(wall, day, at),
        "volume": loudness.of(g.office).at(_minute(at)) if wall.speaks else 0,
    }


def full(at: datetime) -> list[str]:
    """For who comes in now: the services that have no number left today."""
    rooms = quotas.rooms(g.office, at=at)
    return [
        f"{one.service.service}: {web.say(Sentence(quotas.NONE_LEFT))}" for one in rooms if one.full
    ]


def empty(counters: tuple[int, ...]) -> Sentence:
    """Nobody was called yet: to the counters of this wall's zone, where it has one."""
    if counters:
        return Sentence("Belum ada panggilan ke {counters}.", {"counters": counters})
    return Sentence("Belum ada panggilan.")


def tells(wall: walls.Wall, day: date, at: datetime) -> dict[str, object]:
    """What is told beside the calls: while an important text stands, the others wait."""
    now = announcements.now(g.office, zone=wall.zone, day=day, minute=_minute(at))
    urgent = [one for one in now if one.urgent]
    return {"tells": urgent or now, "urgent": bool(urgent)}


def said(wall: walls.Wall, day: date, at: datetime) -> list[dict[str, object]]:
    """The calls of the last minutes in the words the voice says, oldest first; and what this wall
    alone was told to say, to be tried.

    Not those of a time to come: the clock was set back, and every later call would wait for them.
    """
    english = loudness.of(g.office).english
    calls = board.to_say(g.office, day=day, since=at - TOLD, zone=wall.zone)
    tried = {"version": f"try-{wall.tried}", "at": datetime.fromtimestamp(wall.tried / 1000, UTC)}
    trial = [{**tried, "words": [voice.TRIAL]}] if at - tried["at"] < LATELY else []
    told = [
        {
            "version": call.version,
            "at": call.at,
            "words": voice.sentences(call.label, call.counter, english=english),
            "undone": undone,
        }
        for call, undone in calls
        if call.at < at + SKEW
    ]
    return sorted(told + trial, key=lambda row: row["at"])


def _minute(at: datetime) -> int:
    """Of the office's day."""
    local = web.local(at)
    return local.hour * 60 + local.minute


def _version(seen: str) -> int | None:
    """The office's version in what a wall has seen; None when it says nothing that can be one."""
    number = seen.partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None
