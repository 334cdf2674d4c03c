"""The hall's zones and each wall's own settings, as an admin sets them."""

from flask import g, request
from werkzeug.wrappers import Response

import web
from models import Counter, Device, DeviceKind
from office.walls import walls
from staff import admin, bp


@bp.app_template_global("walls_as_set")
def walls_as_set() -> dict[str, object]:
    """What the part of the page on walls shows."""
    ours = Device.select().where(Device.office == g.office, Device.kind == DeviceKind.WALL)
    counters = Counter.select().where(Counter.office == g.office).order_by(Counter.number)
    return {
        "walls": [(one, walls.of(one)) for one in ours.where(Device.revoked_at.is_null())],
        "zones": walls.zones(g.office.id),
        "counters": list(counters),
        "looks": walls.LOOKS,
        "zone_words": zone_words,
    }


def zone_words(now: str, all: str = "Semua loket") -> dict[str, str]:
    """Every zone, as a choice; the one that is chosen now is among them."""
    return {"": all, **{zone: zone for zone in (now, *walls.zones(g.office.id)) if zone}}


@bp.post("/admin/walls/<int:id>")
def set_wall(id: int) -> Response:
    walls.set_up(
        admin.here(Device, id),
        zone=admin.typed("zone"),
        look=admin.typed("look"),
        speaks=request.form.get("speaks") == "1",
        moves=request.form.get("moves") == "1",
        by=g.officer,
        at=web.now(),
    )
    return admin.saved("walls")


@bp.post("/admin/walls/<int:id>/trials")
def try_wall(id: int) -> Response:
    walls.try_voice(admin.here(Device, id), by=g.officer, at=web.now())
    return admin.saved("walls", "Suara dicoba di layar itu.")


@bp.post("/admin/zones")
def set_zones() -> Response:
    named = {
        int(name.removeprefix("zone-")): admin.typed(name)
        for name in request.form
        if name.removeprefix("zone-").isdecimal() and len(name) < 12
    }
    walls.divide(g.office, named, by=g.officer, at=web.now())
    return admin.saved("walls")
