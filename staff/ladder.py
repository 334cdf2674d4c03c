"""Periksa lembar: what waits at my rung of the ladder, looked at and decided many at a time."""

import secrets
from collections.abc import Iterable, Iterator

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter, Row
from models import Case, Category, Officer
from office import procedures
from office.errors import Incomplete, NotAllowed, NotFound
from office.ministry import errands, ladder, signing
from office.ministry.errands import Item
from office.ministry.ladder import Rung, Wanted
from office.sentences import Sentence
from staff import bp, policy, typed
from staff.approvals import STATES

SIZES = (50, 100, 250, errands.MOST)  # lembar of a page
SIZE = 100  # more than that and what is each one's own comes only when asked for
SOON = 20  # of a press are done before it is answered; the runner does the others


@bp.app_template_filter("said")
def said(sentence: Sentence) -> str:
    return web.say(sentence)


@bp.get("/ladder", endpoint="ladder")
def ladder_page() -> str:
    rungs = ladder.rungs(g.officer, at=web.now())
    asked = request.args.get("rung", "")
    rung = next((one for one in rungs if one.id == asked), next(iter(rungs), None))
    return render_template(
        "staff/ladder.html",
        rungs=rungs,
        rung=rung,
        unsigned=signing.waiting(g.officer).count(),
        open_errands=[(one, *errands.done_of(one)) for one in errands.open_of(g.officer)],
        sizes=SIZES,
        at=web.now(),
        **(_shown(rung) if rung else {}),
    )


@bp.get("/ladder/cases/<int:id>/rows")
def ladder_rows(id: int) -> str:
    """The rows of one lembar, to be looked at where it stands; masked."""
    case = web.row(Case, id)
    partial, rung = "staff/_ladder_rows.html", None
    if request.args.get("own") and case.step:
        partial, rung = "staff/_ladder_opened.html", ladder.rung_of(case)
    asked = rung.back if rung else request.args.get("strikes")
    return web.show(
        "staff/ladder_rows.html",
        partial,
        case=case,
        rung=rung,
        rows=list(case.rows.order_by(Row.number)),
        categories={row.id: row for row in Category.select()},
        strikes=bool(asked) and web.asked_by_htmx(),
    )


@bp.post("/ladder/presses")
def press_together() -> Response:
    """Every ticked lembar goes on, those with a way back go back, the others stay."""
    form = request.form
    outcome = form.get("outcome", "")
    errand = errands.decide(
        list(_items(outcome)),
        outcome,
        step=form.get("step", ""),
        text=form.get("text", ""),
        key=form.get("key", "") or secrets.token_urlsafe(16),
        by=g.officer,
        at=web.now(),
    )
    return begin(errand)


def begin(errand: errands.Errand) -> Response:
    """The first are done at once, so that a small press is answered with its results."""
    errands.run(errand, at=web.now(), most=SOON)
    return web.go(url_for("staff.errand", id=errand.id))


@bp.get("/errands/<int:id>", endpoint="errand")
def errand_page(id: int) -> str | Response:
    """What became of each lembar of a press; only who pressed sees it."""
    row = web.row(errands.Errand, id)
    if row.officer_id != g.officer.id:
        raise NotFound("Halaman ini tidak ada.")
    done, every = errands.done_of(row)
    version = str(done)
    if row.ended_at is None and (same := web.unchanged(version)):
        return same
    told = errands.results(row) if row.ended_at else errands.Results()
    return web.show(
        "staff/errand.html",
        "staff/_errand.html",
        errand=row,
        label=_label(row),
        numbers=errands.numbers_of(row) if row.verb == "sign" else [],
        done=done,
        every=every,
        version=version,
        told=told,
    )


def _label(errand: errands.Errand) -> str:
    """What was pressed, in the words of its button."""
    ways = {
        (step.id, way.id): f"{way.label}, kegiatan {step.number}"
        for sheet in procedures.all_versions()
        for step in sheet.steps
        for way in step.outcomes
    }
    signed = "Catat tanda tangan basah"
    return signed if errand.verb == "sign" else ways.get((errand.step, errand.outcome), "")


def _shown(rung: Rung) -> dict[str, object]:
    """One page of a rung, as it was asked to be narrowed."""
    wanted, size = _asked()
    rows = ladder.waiting(g.officer, rung, wanted, at=web.now())
    odd = _odd(rows) if wanted.odd else None
    count = rows.count() if odd is None else len(odd)
    pages = max(1, -(-count // size))
    page = min(max(1, typed.number(request.args.get("page", ""), otherwise=1)), pages)
    start = (page - 1) * size
    shown = _lines(rows.limit(size).offset(start)) if odd is None else odd[start : start + size]
    return {
        "lines": shown,
        "count": count,
        "page_now": page,
        "pages": pages,
        "size": size,
        "slim": size > SIZE,
        "wanted": wanted,
        "here": _address(rung, wanted, size),
        "choices": _choices(rung),
        "ticked": bool(request.args.get("ticked")),
        "key": secrets.token_urlsafe(16),
        "standings": STATES,
        "acting": policy.authorities()[rung.step.role].delegation,
    }


def _asked() -> tuple[Wanted, int]:
    asked = request.args
    number = {name: typed.number(asked.get(name, "")) for name in ("letter", "category", "officer")}
    wanted = Wanted(**number, district=asked.get("district", "")[:100], odd=bool(asked.get("odd")))
    return wanted, size_asked()


def size_asked() -> int:
    """How many lembar a page shows."""
    size = typed.number(request.values.get("size", ""))
    return size if size in SIZES else SIZE


def _lines(cases: Iterable[Case]) -> list[ladder.Line]:
    return ladder.lines(list(cases), g.officer, at=web.now())


def _odd(cases: Iterable[Case]) -> list[ladder.Line]:
    """What is odd is known once each was read."""
    return [line for line in _lines(cases) if line.odd]


def _address(rung: Rung, wanted: Wanted, size: int) -> dict[str, object]:
    """What an address says of this list; what is not narrowed is not said."""
    return {
        "rung": rung.id,
        "letter": wanted.letter or None,
        "district": wanted.district or None,
        "category": wanted.category or None,
        "officer": wanted.officer or None,
        "odd": 1 if wanted.odd else None,
        "size": size if size != SIZE else None,
    }


def _choices(rung: Rung) -> dict[str, dict[str, str]]:
    """By what it can be narrowed: words, and how many lembar stand behind each."""
    found = ladder.choices(g.officer, rung, at=web.now())
    letters = {row.id: row.reference for row in Letter.select().filter(id__in=[*found["letter"]])}
    officers = {row.id: row.name for row in Officer.select().filter(id__in=[*found["officer"]])}
    categories = {row.id: f"{row.code} {row.label}" for row in Category.select()}
    words = {"letter": letters, "officer": officers, "category": categories}
    return {
        name: {
            str(value): f"{words.get(name, {}).get(value, value)} ({count})"
            for value, count in counts.items()
        }
        for name, counts in found.items()
    }


def _items(outcome: str) -> Iterator[Item]:
    """What is pressed for each lembar that was shown; what was not shown is not decided."""
    form = request.form
    ticked = set(form.getlist("case")) if outcome else set()
    shown = dict(key.split(".", 1) for key in form.get("shown", "").split() if "." in key)
    if strangers := ticked - set(shown):
        raise NotAllowed("{n} lembar tidak tampil di halaman ini.", n=len(strangers))
    for id, moves in shown.items():
        way, why = form.get(f"way-{id}", ""), form.get(f"why-{id}", "").strip()
        if way and not why:
            raise Incomplete("Tulis alasan dikembalikan.", field=f"why-{id}")
        if not way and id not in ticked:
            continue
        text = form.get(f"text-{id}", "").strip()
        if "text" in form and not (way or text or form["text"].strip()):
            raise Incomplete("Tulis catatan hasil verifikasi.", field="text")
        strike = tuple(map(typed.number, form.getlist(f"strike-{id}"))) if way else ()
        yield Item(typed.number(id), typed.number(moves, otherwise=-1), way, text, why, strike)
