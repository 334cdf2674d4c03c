"""Numbers on paper for the day the server is down: kept, printed, entered afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import g, render_template, request
from werkzeug.wrappers import Response

import web
from models import Counter, Officer, TicketStatus
from office import afterwards, paper_numbers
from office.afterwards import Line, Result
from staff import admin, bp, policy, typed

ROWS = 12  # of the list at once
OURS = 3  # and empty ones for what a machine had given
STATES = {"waiting": "Masih menunggu", "served": "Sudah dilayani", "left": "Sudah pergi"}
BECAME = {
    TicketStatus.WAITING: "masuk antrean",
    TicketStatus.NO_SHOW: "tercatat tidak hadir",
    TicketStatus.LAPSED: "tercatat; permohonannya berlanjut",
}
FIELDS = ("number", "came", "state", "counter", "officer", "began", "ended", "priority")


@bp.app_template_global("paper_numbers_as_typed")
def as_typed() -> list[tuple[str, str, object, object]]:
    """Each service people queue for: letter, name, first and last number kept; "" for none."""
    kept = paper_numbers.of(g.office)
    ends = {series: (one[0], one[-1]) for series, one in kept.items()}
    services = paper_numbers.services().items()
    return [(series, one.service, *ends.get(series, ("", ""))) for series, one in services]


@bp.post("/admin/paper-numbers")
def keep_numbers() -> Response:
    """Both fields of a service left empty: it keeps none."""
    wanted = {
        series: (admin.number(f"first-{series}"), admin.number(f"last-{series}"))
        for series in paper_numbers.services()
        if admin.typed(f"first-{series}") or admin.typed(f"last-{series}")
    }
    paper_numbers.keep(wanted, by=g.officer, at=web.now())
    return admin.saved("paper-numbers")


@bp.get("/paper-numbers/sheet")
def print_numbers() -> str:
    """The numbers to cut out, and the list on which it is written who came when."""
    kept = paper_numbers.of(g.office)
    chosen = request.args.get("series") or next(iter(kept), "")
    numbers = [f"{chosen}-{number:03d}" for number in kept.get(chosen, ())]
    service = paper_numbers.services().get(chosen)
    return render_template(
        "staff/print_numbers.html",
        office=g.office,
        service=service.service if service else "",
        numbers=numbers,
    )


@bp.get("/paper-numbers", endpoint="paper_numbers")
def list_of_a_day() -> str:
    return page()


@bp.post("/paper-numbers")
def enter_numbers() -> str:
    """Every line by itself; what was refused stands there to be mended."""
    results = afterwards.enter_each(lines(), by=g.officer, at=web.now())
    return page(told=results)


def page(told: list[Result] | None = None) -> str:
    kept, day = paper_numbers.of(g.office), asked_day()
    series = request.values.get("series", "")
    series = series if series in kept else next(iter(kept), "")
    here = {"office": g.office}
    return web.show(
        "staff/paper_numbers.html",
        "staff/_paper_numbers.html",
        day=day,
        today=web.today(),
        first_day=web.today() - afterwards.LATEST,
        series=series,
        services={one: paper_numbers.services()[one].service for one in kept},
        known=list(paper_numbers.entered(g.office, day=day, series=series)),
        rows=list(rows(series, day, told or [])),
        told=[(one.line.label, *say(one)) for one in told or []],
        states=STATES,
        informs="information" in policy.authorities(),
        counters={one.number: f"Loket {one.number}" for one in Counter.select().filter(**here)},
        officers={
            one.id: one.name
            for one in Officer.select().filter(**here, active=True).order_by(Officer.name)
        },
    )


def asked_day() -> date:
    """The day of the list: today, unless another that is not too long ago."""
    today = web.today()
    day = typed.day(request.values.get("day", "")) or today
    return min(max(day, today - afterwards.LATEST + timedelta(days=1)), today)


def rows(series: str, day: date, told: list[Result]) -> Iterator[dict[str, object]]:
    """What was refused, as it was typed, but for what is known by now; then the numbers to come,
    and today empty ones for machines' numbers."""
    known = {one.number for one in paper_numbers.entered(g.office, day=day, series=series)}
    for row, result in zip(sent(), told, strict=False):
        if result.refusal and result.line.number not in known:
            known.add(result.line.number)
            yield {**row, "wrong": web.say(result.refusal)}
    state = "waiting" if day == web.today() else "served"
    free = [number for number in paper_numbers.of(g.office).get(series, ()) if number not in known]
    left = ROWS + OURS - sum(bool(one.refusal) for one in told)
    for number in free[: max(left - OURS, 0)]:
        yield {"number": number, "state": state}
    if day == web.today():
        yield from [{"number": "", "state": "served", "ours": True}] * min(left, OURS)


def lines() -> Iterator[Line]:
    """The lines on which something was typed."""
    day, series = asked_day(), request.form.get("series", "")[:1]
    counters = {one.number: one for one in Counter.select().where(Counter.office == g.office)}
    officers = {one.id: one for one in Officer.select().where(Officer.office == g.office)}
    for row in sent():
        yield Line(
            series,
            _number(row),
            typed.clock(row["came"], day),
            row["state"],
            counters.get(typed.number(row["counter"])),
            officers.get(typed.number(row["officer"])),
            typed.clock(row["began"], day),
            typed.clock(row["ended"], day),
            bool(row["priority"]),
            day,
        )


def sent() -> Iterator[dict[str, str]]:
    """Each line of the form as it was typed; a paper number without an hour is an empty one."""
    kept = paper_numbers.of(g.office).get(request.form.get("series", ""), paper_numbers.NONE)
    for place in range(ROWS + OURS):
        row = {name: request.form.get(f"{name}-{place}", "")[:20] for name in FIELDS}
        hours = any(row[name].strip() for name in ("came", "began", "ended"))
        if hours or (row["number"].strip() and _number(row) not in kept):
            yield row


def _number(row: dict[str, str]) -> int:
    series = request.form.get("series", "")[:1]
    return typed.number(row["number"].upper().strip().removeprefix(series).strip(" -"))


def say(result: Result) -> tuple[str, bool]:
    """What became of a line, and whether it went well."""
    if result.refusal:
        return web.say(result.refusal), False
    if result.line.state == "served" and result.line.counter:
        return f"tercatat selesai di Loket {result.line.counter.number}", True
    return (BECAME[result.ticket.status] if result.ticket else ""), True
