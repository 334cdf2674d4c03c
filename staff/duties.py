"""Pembagian kerja: whose the lembar are, whose each kecamatan is, and who is away."""

from collections.abc import Sequence

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from lembar_tables import Leave
from ministry_tables import Lembar, Letter
from models import Case, Officer
from office import procedures, sop
from office.errors import Incomplete, NotFound
from office.ministry import duties, placing
from staff import bp, policy, typed

PAGE = 200  # lembar of a page, given at one press


@bp.get("/inbox/duties", endpoint="duties")
def duties_page() -> str:
    loads = duties.loads(g.office)
    people = duties.staff(procedure(), g.office)
    return render_template(
        "staff/duties.html",
        people=[(one, loads.get(one.id, 0)) for one in people],
        away=duties.away(g.office, day=web.today()),
        leaves=duties.leaves(g.office, day=web.today()),
        districts=duties.districts(g.office),
        remembered=duties.remembered(g.office),
        names={one.id: one.name for one in people},
        today=web.today(),
        divides=divides(),
        most=PAGE,
    )


@bp.post("/inbox/duties")
def set_duties() -> Response:
    """Whose each kecamatan is from now on."""
    named = zip(request.form.getlist("district"), request.form.getlist("officer"), strict=False)
    duty = {district: typed.number(officer) or None for district, officer in named}
    duties.remember(procedure(), duty, by=g.officer, at=web.now())
    return back()


@bp.post("/inbox/duties/handovers")
def hand_over_all() -> Response:
    """The open lembar of one officer go to another, or in turn to those who are here."""
    whose = officer(request.form.get("from", ""))
    cases = duties.held_by(whose, PAGE)
    duties.give(procedure(), cases, request.form.get("to", ""), by=g.officer, at=web.now())
    return back()


@bp.post("/inbox/leaves")
def take_leave() -> Response:
    whose = officer(request.form.get("officer", ""))
    days = [typed.day(request.form.get(name, "")) for name in ("since", "until")]
    if None in days:
        raise Incomplete("Isi hari pertama dan hari terakhir cuti.", field="until")
    duties.take_leave(procedure(), whose, *days, by=g.officer, at=web.now())
    return back()


@bp.post("/inbox/leaves/<int:id>/ends")
def end_leave(id: int) -> Response:
    leave = Leave.get_by_id(id) if id < 2**63 else None
    if leave is None or leave.officer.office_id != g.office.id:
        raise NotFound("Halaman ini tidak ada.")
    duties.come_back(procedure(), leave, by=g.officer, at=web.now())
    return back()


@bp.get("/inbox/<int:id>/lembar")
def letter_lembar(id: int) -> str:
    """The open lembar of a letter, to be given to somebody."""
    return held_page(web.row(Letter, id))


def held_page(letter: Letter, refused: Sequence[str] = ()) -> str:
    whose = request.args.get("officer", request.form.get("whose", ""))
    held = duties.lembar_of(letter, typed.number(whose) if whose else None)
    pages = max(1, -(-len(held) // PAGE))
    now = min(max(1, typed.number(request.args.get("page", ""), otherwise=1)), pages)
    people = duties.staff(procedure(), g.office)
    return web.show(
        "staff/letter_lembar.html",
        "staff/_letter_lembar.html",
        letter=letter,
        refused=refused,
        undoes=policy.may("staff.undo_lembar", policy.groups(policy.authorities().keys())),
        whose=whose,
        held=held[(now - 1) * PAGE : now * PAGE],
        length=len(held),
        steps=_steps(held),
        whom={"0": "Belum dibagi"} | {str(one.id): one.name for one in people},
        ways=duties.WAYS | {str(one.id): one.name for one in people},
        divides=divides(),
        page_now=now,
        pages=pages,
    )


@bp.post("/inbox/<int:id>/officers")
def give_lembar(id: int) -> Response:
    """The ticked lembar change hands."""
    cases = chosen(web.row(Letter, id))
    duties.give(procedure(), cases, request.form.get("to", ""), by=g.officer, at=web.now())
    return web.go(url_for("staff.letter_lembar", id=id, officer=request.form.get("whose", "")))


@bp.post("/inbox/<int:id>/undoings")
def undo_lembar(id: int) -> str:
    """The ticked lembar are taken apart, but for those somebody works on."""
    letter, reason = web.row(Letter, id), request.form.get("reason", "")
    results = placing.undo(chosen(letter), reason, by=g.officer, at=web.now())
    return held_page(letter, [web.say(one.refusal) for one in results if one.refusal])


def chosen(letter: Letter) -> list[Case]:
    ids = [typed.number(text) for text in request.form.getlist("case")[:PAGE]]
    mine = Lembar.select(Lembar.case).where(Lembar.letter == letter)
    return list(Case.select().where(Case.id.in_(ids), Case.id.in_(mine)).order_by(Case.id))


def procedure() -> sop.Procedure:
    """The procedure whose cases have rows."""
    found = [one for one in procedures.live() if procedures.walks_with_rows(one)]
    if not found:
        raise NotFound("Halaman ini tidak ada.")
    return found[0]


def divides() -> bool:
    return policy.may("staff.give_lembar", policy.groups(policy.authorities().keys()))


def officer(text: str) -> Officer:
    return web.row(Officer, typed.number(text))


def back() -> Response:
    return web.go(url_for("staff.duties"))


def _steps(held: list[duties.Held]) -> dict[int, str]:
    """Where each lembar stands, in words."""
    steps = {one.lembar.case_id: procedures.present(one.lembar.case) for one in held}
    return {id: f"{step.number} {step.short}" for id, step in steps.items()}
