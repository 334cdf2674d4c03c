"""The case page: the sheet, what its step asks for, and every verb of a case."""

from collections.abc import Iterable
from datetime import datetime

from flask import g, request, url_for
from werkzeug.wrappers import Response

import web
from models import Case, Category, Ticket
from office import casework, intake, privacy, procedures, questions, queue, tickets
from office.papers import file_place
from office.register import nik
from staff import bp, casefile, typed
from staff.counter import mine

LARGEST_LINES = 20


@bp.app_template_filter("masked")
def masked(number: str) -> str:
    return privacy.masked(number)


@bp.app_template_filter("when")
def when(at: datetime) -> str:
    """10.41 today; 5/1 10.41 on another day."""
    here = web.local(at)
    return (
        web.clock(at) if here.date() == web.today() else f"{here.day}/{here.month} {web.clock(at)}"
    )


def redraw(case: Case, **more: object) -> str | Response:
    """The case after a verb: its region for htmx, back to its page for a plain form."""
    if not web.asked_by_htmx():
        return web.go(url_for("staff.case", id=case.id))
    return page(web.row(Case, case.id), **more)


def page(case: Case, *, opened: object = None, niks: object = (), **more: object) -> str:
    shown = casefile.casefile(case, **more)
    return web.show("staff/case.html", "staff/_case.html", opened=opened, niks=niks, **shown)


@bp.get("/cases/<int:id>")
def case(id: int) -> str | Response:
    case = web.row(Case, id)
    lines = min(request.args.get("lines", 0, int), LARGEST_LINES)
    if "seen" not in request.args:
        return page(case, lines=lines)
    return web.unchanged(casefile.version(case)) or page(case, lines=lines, landing=False)


@bp.post("/cases/<int:id>/takes")
def take_case(id: int) -> str | Response:
    """Begin work, or take the case over from a colleague."""
    case = casework.take(web.row(Case, id), by=g.officer, at=web.now(), seen=typed.seen())
    return redraw(case)


@bp.post("/cases/<int:id>/decisions")
def decide(id: int) -> str | Response:
    case = web.row(Case, id)
    given = typed.decision(procedures.made_for(case))
    here = g.session.counter
    return redraw(casework.decide(case, by=g.officer, at=web.now(), counter=here, **given))


@bp.post("/cases/<int:id>/pauses")
def pause(id: int) -> str | Response:
    case = casework.pause(web.row(Case, id), by=g.officer, at=web.now(), **typed.pause())
    return redraw(case)


@bp.post("/cases/<int:id>/resumptions")
def resume(id: int) -> str | Response:
    return redraw(casework.resume(web.row(Case, id), by=g.officer, at=web.now(), seen=typed.seen()))


@bp.post("/cases/<int:id>/later-looks")
def look_again(id: int) -> str | Response:
    """Still waiting for the centre: the next day to look again."""
    on = typed.day(request.form.get("again_on", "")) or web.today()
    case = casework.look_again(web.row(Case, id), on, by=g.officer, at=web.now(), seen=typed.seen())
    return redraw(case)


@bp.post("/cases/<int:id>/places")
def put_file(id: int) -> str | Response:
    """Where the papers lie now."""
    case, form = web.row(Case, id), request.form
    place, before = form.get("place", ""), form.get("place_before", "")
    file_place.put(case, place, before=before, by=g.officer, at=web.now())
    return redraw(case)


@bp.post("/cases/<int:id>/withdrawals")
def withdraw_case(id: int) -> str | Response:
    why = request.form.get("withdrawn_for", "")
    case = casework.withdraw(web.row(Case, id), why, by=g.officer, at=web.now(), seen=typed.seen())
    return redraw(case)


@bp.post("/cases/<int:id>/openings")
def open_data(id: int) -> str:
    """Show personal data in full, this once; who and why is written down."""
    case = web.row(Case, id)
    fields, why = request.form.getlist("field"), request.form.get("open_for", "")
    role = casefile.role(case)
    values = privacy.open_case_data(case, fields, why, by=g.officer, role=role, at=web.now())
    opened = [(privacy.FIELDS[field], rows) for field, rows in values.items()]
    said = _said(values)
    if web.asked_by_htmx():
        return web.show("", "staff/_opened.html", case=case, opened=opened, niks=said)
    return page(case, opened=opened, niks=said)


@bp.post("/cases/<int:id>/request")
def open_request(id: int) -> str:
    """The request to write on, filled with what is known: opening it is written down."""
    case = web.row(Case, id)
    why, role = "Mencatat permohonan di loket", casefile.role(case)
    fields = ("applicant", "name", "nik")
    values = privacy.open_case_data(case, fields, why, by=g.officer, role=role, at=web.now())
    return web.show("staff/case_amend.html", **_request_form(case, values))


def _request_form(case: Case, values: dict) -> dict[str, object]:
    procedure, row = procedures.of(case), case.requests.first()
    owners = [(nik, name) for (nik,), (name,) in zip(values["nik"], values["name"], strict=True)]
    applicant = next(iter(values["applicant"]), ("", ""))
    return {
        "case": Case.get_by_id(case.id),
        "row": row,
        "applicant": {"name": applicant[0], "phone": applicant[1]},
        "owners": owners + [("", "")] * 2,
        "niks": readings(nik for nik, _ in owners),
        "questions": [
            questions.QUESTIONS[id]
            for id in procedure.asks
            if questions.QUESTIONS[id].choices and id != "priority"
        ],
        "given": row.answers if row else {},
        "categories": Category.select().where(Category.active).order_by(Category.code),
        "region": g.office.region,
    }


@bp.post("/nik-readings")
def read_niks() -> str:
    """What the typed NIKs say, beside the form they are typed in; nothing is kept or refused."""
    typed_in = request.form.getlist("nik")[:LARGEST_LINES]
    return web.show("staff/_nik_advice.html", niks=readings(typed_in))


def readings(numbers: Iterable[str]) -> list[nik.Nik]:
    return [nik.read(number, on=web.today()) for number in numbers if number]


def _said(opened: dict[str, list[tuple[str, ...]]]) -> list[nik.Nik]:
    """Of the owners' NIKs everything, of the many rows of a lembar only what is odd."""
    owners = readings(number for (number,) in opened.get("nik", []))
    rows = readings(number for row in opened.get("rows", []) for number in row)
    return owners + [one for one in rows if one.advice]


@bp.post("/cases/<int:id>/amendments")
def amend(id: int) -> Response:
    case = web.row(Case, id)
    former = case.requests.first()
    given = typed.asked(procedures.of(case), former.answers if former else {})
    casework.amend(case, by=g.officer, at=web.now(), **given)
    return web.go(url_for("staff.case", id=case.id))


@bp.post("/cases/<int:id>/tickets")
def issue_again(id: int) -> str | Response:
    """A number of today for a case whose applicant is not in the hall. Pressed twice: one."""
    case = web.row(Case, id)
    submission = f"staff-{case.id}-{typed.number(request.form.get('issued', ''))}"
    intake.come_back(case, submission, by=g.officer, at=web.now())
    return redraw(case)


@bp.post("/cases/<int:id>/calls")
def call_case(id: int) -> str | Response:
    """Call this case's number to my counter."""
    case = web.row(Case, id)
    reason = request.form.get("reason", "")
    queue.call(_ticket(case), mine(), reason, by=g.officer, at=web.now())
    return redraw(case)


@bp.post("/cases/<int:id>/services")
def serve_case(id: int) -> str | Response:
    """The person has come to my counter."""
    case = web.row(Case, id)
    queue.serve(_ticket(case), by=g.officer, at=web.now(), counter=mine())
    return redraw(case)


@bp.post("/cases/<int:id>/finishes")
def finish_case(id: int) -> Response:
    """The visit is over: back to the counter, where the next is called and this taken back."""
    queue.finish(_ticket(web.row(Case, id)), by=g.officer, at=web.now(), counter=mine())
    return web.go(url_for("staff.counter"))


def _ticket(case: Case) -> Ticket:
    return web.found(tickets.live_of(case, day=web.today()))
