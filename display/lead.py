"""What the managers' wall shows: figures and their standing, no case and no person."""

from flask import g

import web
from display import night
from office import figures, procedures, siak, timetable
from office.walls import walls

PAUSES = {
    "applicant": "pemohon",
    "centre": "pusat",
    "other_region": "daerah lain",
    "network": "jaringan",
}


def picture() -> dict[str, object]:
    at = web.now()
    return {
        "figures": figures.now(g.office, at=at),
        "services": {one.prefix: one.service for one in procedures.queued()},
        "pauses": PAUSES,
        "outage": siak.down_since(g.office),
        "wall": walls.of(g.device),
        "night": night.until(at),
        "today": timetable.today(g.office, at),
    }
