"""What stands above the list of the hall's numbers: the hall at a glance."""

from typing import Any

from flask import g

import web
from office import glance
from staff.bar import title_of
from staff.seats import desks

# status -> tone, icon, word
STATES = {
    "waiting": ("", "hourglass", "Menunggu"),
    "called": ("office", "megaphone", "Dipanggil"),
    "serving": ("office", "users", "Dilayani"),
    "held": ("warn", "circle-pause", "Di ruang tunggu"),
    "no_show": ("quiet", "skip-forward", "Tidak hadir"),
    "done": ("ok", "circle-check", "Selesai"),
    "lapsed": ("quiet", "clock", "Tidak terlayani"),
    "void": ("quiet", "undo-2", "Batal"),
}


def shown() -> dict[str, Any]:
    """What staff/_glance.html needs."""
    at = web.now()
    queues = glance.queues(g.office, at=at)
    return {
        "at": at,
        "states": STATES,
        "queues": queues,
        "titles": {one.role: title_of(one.role) for one in queues},
        "named": glance.services({one.series for one in queues}),
        "counters": desks(),
        "still": glance.still(g.office, at=at),
        "counts": glance.counts(g.office, day=web.today()),
    }
