"""Setting up: officers and who stands in for whom, counters, devices."""

from datetime import date
from typing import Any

from flask import g, make_response, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

import web
from models import (
    Counter,
    CounterRole,
    Delegation,
    Device,
    DeviceKind,
    Office,
    Officer,
    OfficerRole,
)
from office import access, devices, founding, procedures, roster
from office.errors import Incomplete
from office.papers import agenda, numbers
from office.register import register
from staff import bp

# part of the settings, as its section is called -> its word, its partial
SETTINGS = {
    "officers": ("Petugas", "officers"),
    "delegations": ("Pelaksana", "delegations"),
    "counters": ("Loket", "counters"),
    "calling": ("Panggilan", "calling"),
    "hours": ("Jam buka", "hours"),
    "holidays": ("Hari libur", "holidays"),
    "special": ("Jam khusus", "special"),
    "quota": ("Kuota", "quota"),
    "appointments": ("Janji", "appointments"),
    "paper-numbers": ("Nomor kertas", "paper_numbers"),
    "voice": ("Suara", "voice"),
    "walls": ("Layar", "walls"),
    "devices": ("Perangkat", "devices"),
    "printers": ("Printer", "printers"),
    "papers": ("Surat", "papers"),
    "register": ("Database kependudukan", "register"),
}
DEVICES = {DeviceKind.KIOSK: "Mesin antrean", DeviceKind.WALL: "Layar"}


@bp.get("/admin", endpoint="admin")
def admin() -> str:
    return page()


@bp.post("/admin/officers")
def hire() -> Response:
    roles = request.form.getlist("roles")
    named = (typed("username"), typed("name"), roles)
    password = request.form.get("password", "")[:200]
    founding.hire(g.office, *named, password=password, title=typed("title"), at=web.now(), by=me())
    return saved("officers")


@bp.post("/admin/officers/<int:id>/dismissals")
def dismiss(id: int) -> Response:
    roster.dismiss(officer(id), by=me(), at=web.now())
    return saved("officers")


@bp.post("/admin/officers/<int:id>/readmissions")
def take_back(id: int) -> Response:
    roster.take_back(officer(id), by=me(), at=web.now())
    return saved("officers")


@bp.post("/admin/officers/<int:id>/roles")
def give_roles(id: int) -> Response:
    roles, title = request.form.getlist("roles"), typed("title")
    roster.give_roles(officer(id), roles, title=title, by=me(), at=web.now())
    return saved("officers")


@bp.post("/admin/officers/<int:id>/passwords")
def set_password(id: int) -> Response:
    password = request.form.get("password", "")[:200]
    roster.set_password(officer(id), password, by=me(), at=web.now())
    return saved("officers")


@bp.post("/admin/delegations")
def delegate() -> Response:
    access.delegate(
        officer(number("officer")),
        absent=officer(number("absent")),
        role=typed("role"),
        kind=typed("kind"),
        since=day("since"),
        until=day("until"),
        by=me(),
        at=web.now(),
    )
    return saved("delegations")


@bp.post("/admin/delegations/<int:id>/ends")
def end_delegation(id: int) -> Response:
    ours = {one.id: one for one in delegations()}
    roster.end_delegation(ours.get(id) or web.found(None), by=me(), at=web.now())
    return saved("delegations")


@bp.post("/admin/counters")
def add_counter() -> Response:
    roles = request.form.getlist("roles")
    founding.add_counter(g.office, number("number"), roles, services(), at=web.now(), by=me())
    return saved("counters")


@bp.post("/admin/counters/<int:id>/roles")
def set_counter_roles(id: int) -> Response:
    roles = request.form.getlist("roles")
    founding.serve_at(here(Counter, id), roles, services(), at=web.now(), by=me())
    return saved("counters")


@bp.post("/admin/papers")
def set_papers() -> Response:
    days = number("retry_days") if _digits(typed("retry_days")) else -1
    counter = number("print_at") if typed("print_at") else None
    told = {"retry_days": days, "print_counter": counter}
    agenda.set_papers(g.office, pattern=typed("pattern"), **told, by=me(), at=web.now())
    return saved("papers")


@bp.post("/admin/register")
def set_register() -> Response:
    register.choose_mode(typed("register"), by=me(), at=web.now())
    return saved("register")


@bp.post("/admin/devices")
def invite() -> str:
    """The code is shown on this one page and nowhere again."""
    kind = typed("kind")
    if kind not in DEVICES or not typed("name"):
        raise Incomplete("Pilih jenis perangkat dan isi namanya.")
    _, code = devices.invite(g.office, DeviceKind(kind), typed("name"), by=me(), at=web.now())
    return page(code=code)


@bp.post("/admin/devices/<int:id>/revocations")
def revoke(id: int) -> Response:
    devices.revoke(here(Device, id), by=me(), at=web.now())
    return saved("devices")


@bp.post("/admin/devices/<int:id>/panels")
def set_panel(id: int) -> Response:
    devices.set_panel(here(Device, id), typed("panel"), by=me(), at=web.now())
    return saved("devices")


def saved(part: str, told: str = "") -> Response:
    """The settings again, with what is typed elsewhere on their page; told: what was done."""
    if request.headers.get("HX-Target", "").endswith("#settings"):
        g.office = Office.get_by_id(g.office.id)  # as it was just written
        return make_response(page(told=told or f"Tersimpan: {SETTINGS[part][0]}."))
    return web.go(url_for("staff.admin", saved=part, _anchor="saved"))


def page(code: str = "", told: str = "") -> str:
    """The page of settings; code: the one-time code of a device just invited."""
    ours = {"office": g.office}
    people = list(Officer.select().filter(**ours).order_by(Officer.active.desc(), Officer.name))
    machines = Device.select().filter(**ours).where(Device.revoked_at.is_null())
    return web.show(
        "staff/admin.html",
        "staff/_settings.html",
        settings=SETTINGS,
        told=told,
        people=people,
        names={one.id: one.name for one in people if one.active},
        roles=founding.roles_there_are(),
        held=by_row(OfficerRole, "officer_id"),
        counters=Counter.select().filter(**ours).order_by(Counter.number),
        served=by_row(CounterRole, "counter_id"),
        delegations=delegations(),
        machines=machines.order_by(Device.kind, Device.name),
        panels=devices.PANELS,
        kinds=DEVICES,
        code=f"{code[:5]} {code[5:]}" if code else "",
        alone=founding.steps_without_second(),
        taken=access.taken(),
        unserved=founding.unserved(g.office),
        queued={one.id: one.service for one in procedures.queued()},
        today=web.today(),
        registers=register.MODES,
        mode=register.mode(),
        office=g.office,
        example=numbers.label(g.office.agenda_pattern, 1, code=g.office.code, day=web.today()),
    )


def by_row(table: type, key: str) -> dict[int, list[str]]:
    """Roles by the officer or counter that has them."""
    found: dict[int, list[str]] = {}
    for row in table.select():
        found.setdefault(getattr(row, key), []).append(row.role)
    return found


def delegations() -> list[Delegation]:
    """Those of this office that have not ended, the next first."""
    rows = access.lasting().join(Officer, on=Delegation.officer)
    return list(
        rows.where(Officer.office == g.office, Delegation.until >= web.today()).order_by(
            Delegation.since
        )
    )


def minute(text: str) -> int:
    """08.00 or 08:00 as a minute of the day; 24.00 is its end."""
    hours, _, minutes = text.replace(".", ":").partition(":")
    right = _digits(hours) and _digits(minutes) and len(minutes) == 2  # 7.3 is not 07.03
    if not right or int(hours) > 24 or int(minutes) > 59:
        raise Incomplete("Tulis jam seperti 08.00.")
    return int(hours) * 60 + int(minutes)


def services() -> list[str]:
    return request.form.getlist("services")


def officer(id: int) -> Officer:
    return here(Officer, id)


def here(table: type, id: int) -> Any:
    """Of this office; another's is told as one that does not exist."""
    return web.row(table, id)


def me() -> Officer:
    return g.officer


def typed(name: str) -> str:
    return request.form.get(name, "").replace("\x00", "").strip()[:200]


def number(name: str) -> int:
    """A number as typed; 0, which nothing has, for anything else."""
    return int(typed(name)) if _digits(typed(name)) else 0


def day(name: str) -> date:
    try:
        return date.fromisoformat(typed(name))
    except ValueError as error:
        raise Incomplete(gettext("Isi tanggalnya.")) from error


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def clock(minutes: int) -> str:
    """08.00, of a minute of the day."""
    return f"{minutes // 60:02d}.{minutes % 60:02d}"
