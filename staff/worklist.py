"""Lists of work: what waits for my roles, who is not here, what is to be looked at again."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import g, request, url_for
from peewee import ModelSelect
from werkzeug.wrappers import Response

import web
from ministry_tables import Lembar
from models import LIVE, Case, Officer, Pause, Ticket
from office import board, casework, clocks, consolidation, intake, procedures, worklists
from office.ministry import duties
from office.papers import file_place
from office.transitions import PAUSES
from staff import bp, letter_work, typed

PAGE = 50
# the lists, as the address names them: word, what it selects
LISTS = {
    "work": ("Menunggu dikerjakan", worklists.desk),
    "mine": ("Pekerjaan saya", worklists.mine),
    "hall": ("Semua yang menunggu", worklists.waiting),
    "absent": ("Pemohon tidak di tempat", worklists.left),
    "again": ("Cek ulang hari ini", worklists.look_again),
    "paused": ("Tertunda", worklists.paused),
}


@dataclass(frozen=True)
class Job:
    """A case as a row of a list: nothing of the person."""

    case: Case
    ticket: Ticket | None  # today's live one
    service: str
    step: str
    minutes: int | None  # mutu baku
    worked: float
    waited: float
    citizen: timedelta
    standing: str  # ok, near, late
    absent: bool
    mine: bool
    taken: str  # by whom
    paused_for: str
    paused_since: date | None
    key: str  # of the number that can be given
    lembar: Lembar | None  # of which letter it is, and what its rows have in common


@bp.get("/worklists", endpoint="worklists")
def worklists_page() -> str | Response:
    chosen = request.args.get("list", "work")
    seen = version()
    return web.unchanged(seen) or web.show(
        "staff/worklists.html",
        "staff/_worklist.html",
        **shown(chosen),
        version=seen,
        reminders=[] if web.asked_by_htmx() else letter_work.reminders(),
    )


@bp.post("/worklists/cases/<int:id>/takings")
def take_from_list(id: int) -> Response:
    """Kerjakan: the case is mine and opens."""
    case = casework.take(web.row(Case, id), by=g.officer, at=web.now(), seen=typed.seen())
    return web.go(url_for("staff.case", id=case.id))


@bp.post("/worklists/cases/<int:id>/tickets")
def new_number(id: int) -> Response:
    """A new number for someone whose case lives on, left over from yesterday or missed."""
    from staff.tickets import key

    ticket = intake.come_back(
        web.row(Case, id), f"staff-{g.officer.id}-{key()}", by=g.officer, at=web.now()
    )
    return web.go(url_for("staff.hall", q=ticket.label))


@bp.post("/cases/searches")
def find_cases() -> str:
    """By its number, or by where its papers lie; nothing typed stands in an address."""
    cases = file_place.find_cases(g.officer, request.form.get("q", ""))
    lines = [(case, procedures.of(case), _stands(case)) for case in cases]
    return web.show("staff/cases_found.html", lines=lines, q=request.form.get("q", "").strip())


def version() -> str:
    return web.version_of(board.version(g.office.id))


def shown(chosen: str) -> dict[str, object]:
    """One list and how long each of them is."""
    chosen = chosen if chosen in LISTS else "work"
    at = web.now()
    lists = {name: select(g.officer, at=at) for name, (_, select) in LISTS.items()}
    lengths = {name: rows.count() for name, rows in lists.items()}
    pages = max(1, -(-lengths[chosen] // PAGE))
    page = min(max(1, typed.number(request.args.get("page", ""), otherwise=1)), pages)
    return {
        "chosen": chosen,
        "lists": {name: (word, lengths[name]) for name, (word, _) in LISTS.items()},
        "jobs": jobs(lists[chosen].paginate(page, PAGE)),
        "concerns_centre": consolidation.concerns(g.officer, at=at),
        "page_now": page,
        "pages": pages,
    }


def first_of_desk(count: int) -> dict[str, object]:
    rows: ModelSelect = worklists.desk(g.officer, at=web.now())
    return {"jobs": jobs(rows.limit(count)), "jobs_in_all": rows.count()}


def jobs(rows: Iterable[Case]) -> list[Job]:
    """Cases as rows; the number of queries does not grow with them."""
    at, cases = web.now(), list(rows)
    for case in cases:
        case.office = g.office  # one office, not one query a case
    ids = [case.id for case in cases]
    live = Ticket.select().where(
        Ticket.case.in_(ids), Ticket.day == web.today(), Ticket.status.in_(LIVE)
    )
    here = {ticket.case_id: ticket for ticket in live}
    stood = {row.case_id: row.since for row in _open_pauses(ids)}
    names = {row.id: row.name for row in Officer.select().where(Officer.office == g.office)}
    times = clocks.all_times(cases, at=at)
    away = worklists.absent(cases, day=web.today())
    sheets = {row.case_id: row for row in duties.sheets(ids)}
    return [
        _job(case, here, stood, names, times[case.id], case.id in away, sheets.get(case.id))
        for case in cases
    ]


def _job(
    case: Case,
    here: dict[int, Ticket],
    stood: dict[int, object],
    names: dict[int, str],
    times: clocks.Times,
    absent: bool,
    lembar: Lembar | None,
) -> Job:
    step = procedures.present(case)
    worked, waited = (spent.get(step.id, 0) for spent in (times.worked, times.waited))
    since = stood.get(case.id)
    return Job(
        case=case,
        ticket=here.get(case.id),
        service=procedures.of(case).title,
        step=f"{step.number} {step.short}" if step.number else step.short,
        minutes=step.minutes,
        worked=worked,
        waited=waited,
        citizen=web.now() - case.opened_at,
        standing=clocks.standing(case, step, worked, at=web.now()),
        absent=absent and not case.paused_for,
        mine=case.taken_by_id == g.officer.id,
        taken=names.get(case.taken_by_id, ""),
        paused_for=PAUSES.get(case.paused_for, ""),
        paused_since=web.local(since).date() if since else None,
        key=secrets.token_urlsafe(24),
        lembar=lembar,
    )


def _stands(case: Case) -> str:
    """Where a case is, in words: its end, why it is paused, or its step."""
    ending = procedures.end_of(case)
    return ending.label if ending else PAUSES.get(case.paused_for) or procedures.present(case).short


def _open_pauses(ids: list[int]) -> ModelSelect:
    return Pause.select().where(Pause.case.in_(ids), Pause.until.is_null())
