"""What the kiosk says of this day: whether numbers are given, the hours, the break."""

from datetime import date

from flask import g

import web
from office import doors, hours, timetable


def closed() -> str:
    """Why no numbers are given now; "" while they are."""
    told = doors.shut(g.office, web.now())
    return web.say(told) if told else ""


def opening_hours(day: date) -> dict[str, object]:
    """From when to when we are here, the breaks between, and the name of special hours."""
    open_hours = timetable.of(g.office)
    stretches, special = open_hours.intervals(day), open_hours.special_on(day)
    return {
        "open": (stretches[0][0], stretches[-1][1]) if stretches else None,
        "breaks": hours.breaks(day, open_hours),
        "special": special.name if special else "",
    }


def resting() -> str:
    """What a number given in the break says: it is, until when; "" at other times."""
    told = doors.in_the_break(g.office, web.now())
    return web.say(told) if told else ""
