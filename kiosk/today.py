"""What the kiosk says of this day: whether numbers are given, the hours, the break."""

from datetime import date

from flask import current_app, g

import web
from office import doors, hours, procedures, quotas, slots, sop, timetable


def closed() -> str:
    """Why no numbers are given now; "" while they are."""
    told = doors.shut(g.office, web.now())
    return web.say(told) if told else ""


def services() -> dict[str, object]:
    """Those that have numbers left, why others have none, and why none is given at all."""
    full, why = full_services(), closed()
    left = [one for one in procedures.queued() if one not in full]
    if full and not left and not why:
        why = next(iter(full.values()))
    return {"services": left, "full": full if left else {}, "closed": why}


def full_services() -> dict[sop.Procedure, str]:
    """The services whose quota of today is used up, each with what is said of it."""
    at = web.now()
    rooms = [one.service for one in quotas.rooms(g.office, at=at) if one.full]
    return {one: web.say(quotas.full(g.office, one, at)) for one in rooms}


def opening_hours(day: date) -> dict[str, object]:
    """From when to when we are here, the breaks between, and the name of special hours."""
    open_hours = timetable.of(g.office)
    stretches, special = open_hours.intervals(day), open_hours.special_on(day)
    return {
        "open": (stretches[0][0], stretches[-1][1]) if stretches else None,
        "breaks": hours.breaks(day, open_hours),
        "special": special.name if special else "",
    }


def booking() -> str:
    """Where a phone makes an appointment; "" where none are offered."""
    public = current_app.config["PUBLIC_URL"]
    return f"{public}/janji" if public and slots.offered(g.office) else ""


def resting() -> str:
    """What a number given in the break says: it is, until when; "" at other times."""
    told = doors.in_the_break(g.office, web.now())
    return web.say(told) if told else ""
