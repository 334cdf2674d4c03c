"""Appointments by phone: which times are free, taking, moving and giving one back."""

import secrets
from datetime import UTC, date, datetime

from flask import abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Appointment, Office
from office import appointments, slots
from office.errors import Incomplete
from track.routes import bp, find, pressed, refuse_pressing

LONGEST_KEY = 100
Days = dict[date, dict[datetime, int]]


@bp.get("/JANJI")
@bp.get("/janji")
def offices() -> str:
    """The services one can make an appointment for; the kiosk's QR has capitals alone."""
    offered = [(office, slots.offered(office)) for office in Office.select()]
    offered = [(office, services) for office, services in offered if services]
    if not (offered and current_app.config["PUBLIC_URL"]):
        abort(404)
    return render_template("track/services.html", offered=offered)


@bp.get("/janji/<code>/<service>")
def times(code: str, service: str) -> Response:
    """The free times of a day; of the first that has any, until another is chosen.

    Back leads to this same form and its key, which moves what was taken with it.
    """
    procedure = _offered(code, service)
    key = secrets.token_urlsafe(24)
    page = render_template("track/book.html", service=procedure.service, key=key, **_free(service))
    return Response(page, mimetype="text/html", headers={"Cache-Control": "private, max-age=0"})


@bp.post("/janji/<code>/<service>/appointments")  # another address: the form stays good for Back
def book(code: str, service: str) -> Response:
    """Take a time; a second press finds the appointment of the first."""
    address = request.remote_addr or ""
    refuse_pressing(address)
    _offered(code, service)
    made = appointments.book(g.office, service, _slot(), _key(), address=address, at=web.now())
    return redirect(url_for("track.ticket", token=appointments.token(made)), 303)


@bp.get("/t/<token>/times")
def other_times(token: str) -> str:
    found = _appointment(find(token))
    return render_template("track/move.html", token=token, found=found, **_free(found.service))


@bp.post("/t/<token>/times")
def move(token: str) -> Response:
    appointments.move(_appointment(pressed(token)), _slot(), at=web.now())
    return redirect(url_for("track.ticket", token=token), 303)


@bp.post("/t/<token>/cancellations")
def cancel(token: str) -> Response:
    appointments.cancel(_appointment(pressed(token)), at=web.now())
    return redirect(url_for("track.ticket", token=token), 303)


def _offered(code: str, service: str) -> slots.sop.Procedure:
    """The service, its office set; 404 where no appointments are made."""
    office = Office.get_or_none(Office.code == code)
    found = [one for one in slots.offered(office) if one.id == service] if office else []
    if not (found and current_app.config["PUBLIC_URL"]):
        abort(404)
    g.office = office
    return found[0]


def _appointment(found: object) -> Appointment:
    """What is no number yet; whoever has one is led to its page."""
    if isinstance(found, Appointment):
        return found
    abort(redirect(url_for("track.ticket", token=(request.view_args or {})["token"]), 303))


def _free(service: str) -> dict[str, object]:
    """The days, and the times of the one that was chosen: the first with a place, else."""
    days: Days = slots.free(g.office, service, at=web.now())
    left = {day: sum(grid.values()) for day, grid in days.items()}
    first = next((day for day in days if left[day]), None)
    chosen = next((day for day in days if day.isoformat() == request.args.get("day")), first)
    return {"days": left, "chosen": chosen, "times": days.get(chosen, {}) if chosen else {}}


def _slot() -> datetime:
    """The time on the pressed button. Raises Incomplete for none."""
    try:
        told = datetime.fromtimestamp(int(request.form.get("slot", "")[:11]), UTC)
    except (ValueError, OverflowError, OSError):
        raise Incomplete(appointments.NOT_OFFERED, field="slot") from None
    return told


def _key() -> str:
    """The submission key the form carries: the same press twice takes one time."""
    given = request.form.get("submission", "")
    if not 16 <= len(given) <= LONGEST_KEY or not given.isascii() or not given.isprintable():
        raise Incomplete("Formulir ini tidak lengkap. Muat ulang halaman, lalu coba lagi.")
    return given
