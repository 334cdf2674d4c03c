"""The rules of a day, set by an admin: hours, holidays, special hours, quotas."""

from collections.abc import Iterable, Iterator

from flask import g, render_template, request
from werkzeug.wrappers import Response

import web
from models import Holiday, Office, Opening, SpecialHours
from office import calendar, founding, national, procedures, quotas, sop
from staff import admin, bp, typed

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
STRETCHES = 3  # of a day: two breaks at most
KINDS = {"stretches": "Setiap hari", "friday": "Hari Jumat"}  # of special hours


@bp.app_template_global("hours_as_typed")
def hours_as_typed(office: Office) -> dict[str, object]:
    """What the form of the week shows: each day's stretches as HH.MM, filled up with empty ones."""
    week: list[list[tuple[str, str]]] = [[] for _ in WEEKDAYS]
    for row in Opening.select().where(Opening.office == office).order_by(Opening.opens):
        week[row.weekday].append((admin.clock(row.opens), admin.clock(row.closes)))
    filled = [[*day, *[("", "")] * (STRETCHES - len(day))] for day in week]
    return {"days": list(zip(WEEKDAYS, filled, strict=True)), "cutoff": office.cutoff}


@bp.app_template_global("days_unlike")
def days_unlike(office: Office) -> dict[str, object]:
    """Holidays and special hours of today and later, and the years nobody entered yet."""
    today = web.today()
    later = Holiday.select().where(Holiday.office == office, Holiday.day >= today)
    special = SpecialHours.select().where(
        SpecialHours.office == office, SpecialHours.until >= today
    )
    return {
        "holidays": later.order_by(Holiday.day),
        "special": special.order_by(SpecialHours.since),
        "missing": calendar.missing(office, at=web.now()),
        "kinds": KINDS,
        "places": range(STRETCHES),
        "today": today,
    }


@bp.app_template_global("stretches_in_words")
def stretches_in_words(stretches: Iterable[tuple[int, int]]) -> str:
    """08.00–12.00, 12.30–15.00"""
    return ", ".join(f"{admin.clock(opens)}–{admin.clock(closes)}" for opens, closes in stretches)


@bp.app_template_global("quota_days")
def quota_days() -> dict[int, str]:
    """The columns of the quota's form."""
    return {quotas.EVERY_DAY: "setiap hari", **dict(enumerate(WEEKDAYS))}


@bp.app_template_global("quota_as_typed")
def quota_as_typed(office: Office) -> list[tuple[sop.Procedure, dict[int, object]]]:
    """Each service people queue for, and how many numbers by weekday; "" for no quota."""
    told = quotas.of(office)
    return [
        (one, {day: told.get(one.id, {}).get(day, "") for day in quota_days()})
        for one in procedures.queued()
    ]


@bp.app_template_global("rooms_today")
def rooms_today(office: Office) -> list[quotas.Room]:
    return quotas.rooms(office, at=web.now())


@bp.post("/admin/quota")
def set_quota() -> Response:
    told: dict[str, dict[int, int]] = {}
    for service in procedures.queued():
        for day in quota_days():
            if most := admin.typed(f"most-{service.id}-{day}"):
                told.setdefault(service.id, {})[day] = typed.setting(most)
    quotas.set_up(g.office, told, by=g.officer, at=web.now())
    return admin.saved("quota")


@bp.post("/admin/hours")
def set_hours() -> Response:
    week = {weekday: list(stretches(weekday)) for weekday in range(len(WEEKDAYS))}
    cutoff = typed.setting(admin.typed("cutoff"))
    founding.open_hours(g.office, week, at=web.now(), by=g.officer, cutoff=cutoff)
    return admin.saved("hours")


@bp.post("/admin/holidays")
def close_on() -> Response:
    day, name = admin.day("day"), admin.typed("name")
    calendar.close_on(g.office, day, name, at=web.now(), by=g.officer)
    return admin.saved("holidays")


@bp.post("/admin/holidays/removals")
def open_on() -> Response:
    calendar.open_on(g.office, admin.day("day"), at=web.now(), by=g.officer)
    return admin.saved("holidays")


@bp.get("/admin/holidays/national")
def national_holidays() -> str:
    """What is not on the list yet, to be ticked."""
    return render_template(
        "staff/holidays.html", proposed=national.proposed(g.office, at=web.now())
    )


@bp.post("/admin/holidays/national")
def add_national() -> Response:
    """Add what was ticked; a day that is no national holiday is none here."""
    ticked = set(request.form.getlist("days"))
    found = national.proposed(g.office, at=web.now())
    days = {one.day.day: one.day.name for one in found if one.day.day.isoformat() in ticked}
    calendar.close_on_all(g.office, days, at=web.now(), by=g.officer)
    return admin.saved("holidays")


@bp.post("/admin/special-hours")
def keep_other_hours() -> Response:
    since = admin.day("since")
    calendar.keep_other_hours(
        g.office,
        since=since,
        until=admin.day("until") if admin.typed("until") else since,
        name=admin.typed("name"),
        stretches=list(stretches("stretches")),
        friday=list(stretches("friday")),
        by=g.officer,
        at=web.now(),
    )
    return admin.saved("special")


@bp.post("/admin/special-hours/<int:id>/removals")
def keep_usual_hours(id: int) -> Response:
    calendar.keep_usual_hours(web.row(SpecialHours, id), by=g.officer, at=web.now())
    return admin.saved("special")


def stretches(of: object) -> Iterator[tuple[int, int]]:
    """What was typed for one day; a stretch without both times is none."""
    for place in range(STRETCHES):
        ends = [admin.typed(f"{end}-{of}-{place}") for end in ("opens", "closes")]
        if any(ends):
            yield admin.minute(ends[0]), admin.minute(ends[1])
