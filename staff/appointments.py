"""Appointments as staff see them: who is expected and who came; what the admin offers."""

from flask import current_app, g, render_template, url_for
from werkzeug.wrappers import Response

import web
from models import Appointment, Office
from office import appointments, procedures, slots, sop
from staff import admin, bp, policy, typed
from staff.counter import version

# setting -> label
SETTINGS = {
    "days": "Hari kerja yang dapat dipilih, hari ini termasuk",
    "early": "Nomor dapat diambil sejak … menit sebelum jamnya",
    "late": "Masih dihitung tepat sampai … menit sesudah jamnya",
    "ahead": "Dihitung seperti datang … menit sebelum jamnya",
    "share": "Bagian kemampuan loket dan kuota, paling banyak … persen",
    "each": "Janji sehari dari satu alamat internet, paling banyak",
}


@bp.get("/appointments", endpoint="appointments")
def of_today() -> str | Response:
    """The region of the hall that lists them."""
    return web.unchanged(version()) or render_template("staff/_appointments.html")


@bp.post("/appointments/<int:id>/arrivals")
def arrive(id: int) -> str | Response:
    """Someone came to the desk instead of the kiosk: they have their number."""
    ticket = appointments.check_in(web.row(Appointment, id), by=g.officer, at=web.now())
    if not web.asked_by_htmx():
        return web.go(url_for("staff.hall", q=ticket.label))
    return render_template("staff/_appointments_after.html", ticket=ticket)


@bp.app_template_global("appointments_today")
def appointments_today() -> dict[str, object]:
    """Each of today's with whether it can be a number now; nothing where none are offered."""
    at, mine = web.now(), policy.groups(policy.authorities().keys())
    rows = appointments.of_day(g.office, at=at)
    ready = (appointments.NOW.message, appointments.LATE.message)
    lines = [(row, appointments.told(row, at=at).message) for row in rows]
    return {
        "shown": bool(rows or slots.offered(g.office)),
        "lines": [(row, told in ready, told == appointments.LATE.message) for row, told in lines],
        "came": sum(row.ticket_id is not None for row in rows),
        "services": {one.id: one.service for one in procedures.queued()},
        "version": version(),
        "may": policy.may("staff.arrive", mine),
    }


@bp.app_template_global("appointments_as_typed")
def appointments_as_typed(office: Office) -> dict[str, object]:
    """Each service with its minutes and places ("" where it is not offered), and the rest."""
    told = slots.of(office)
    lines: list[tuple[sop.Procedure, object, object, int]] = [
        (one, *told.services.get(one.id, ("", "")), slots.places(office, one.id))
        for one in procedures.queued()
    ]
    settings = [
        (name, words, getattr(told, name), *slots.BOUNDS[name]) for name, words in SETTINGS.items()
    ]
    return {"lines": lines, "settings": settings, "address": current_app.config["PUBLIC_URL"]}


@bp.post("/admin/appointments")
def set_appointments() -> Response:
    services = {}
    for one in procedures.queued():
        minutes, places = (admin.typed(f"{name}-{one.id}") for name in ("minutes", "places"))
        if minutes or places:
            services[one.id] = [typed.setting(minutes), typed.setting(places)]
    told = {name: typed.setting(admin.typed(name)) for name in SETTINGS}
    slots.set_up(g.office, slots.Rules(services, **told), by=g.officer, at=web.now())
    return admin.saved("appointments")
