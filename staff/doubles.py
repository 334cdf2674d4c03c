"""Data ganda: searching the register, the pairs found, two people side by side, what is said."""

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from linkage_tables import DoubleSearch, DoubleVerdict, Verdict
from office.inspection import linkage, linkage_runs
from office.inspection.linkage import Line, Two
from office.register import compare, elements, register
from staff import bp, findings, lembar, persons, policy, typed

PAGE = 50
STATES = {
    linkage.OPEN: "Belum diputuskan",
    linkage.UNSURE: "Belum dapat dipastikan",
    linkage.JUDGED: "Sudah diputuskan",
}
# outcome of the last search -> kind of note, icon, sentence
OUTCOMES = {
    linkage_runs.Outcome.STOPPED: ("", "circle-x", "Pencarian dibatalkan."),
    linkage_runs.Outcome.REFUSED: ("stop", "octagon-alert", ""),
    linkage_runs.Outcome.BROKEN: ("stop", "octagon-alert", "Pencarian terputus. Ulangi."),
}
# verdict -> icon of its button
ICONS = {Verdict.SAME: "users", Verdict.DIFFERENT: "copy-x", Verdict.UNSURE: "circle-help"}
Piece = tuple[str, compare.Parts, compare.Parts, Line]


@bp.get("/doubles", endpoint="doubles")
def doubles_page() -> str:
    return render_template("staff/doubles.html", **searched(), **listed())


@bp.get("/doubles/state")
def doubles_state() -> str | Response:
    """The region that follows a search; it draws itself again as long as one is under way."""
    return web.unchanged(linkage_runs.version()) or render_template(
        "staff/_doubles.html", **searched(), **listed()
    )


@bp.post("/doubles/searches")
def begin_search() -> str | Response:
    linkage_runs.begin(by=g.officer, at=web.now())
    return redrawn()


@bp.post("/doubles/searches/<int:id>/cancellations")
def cancel_search(id: int) -> str | Response:
    linkage_runs.cancel(id)
    return redrawn()


@bp.get("/doubles/<int:person>/<int:other>")
def two_people(person: int, other: int) -> str:
    return page(linkage.two(person, other))


@bp.post("/doubles/<int:person>/<int:other>/openings")
def open_two(person: int, other: int) -> str:
    """Both in full; who opened them and why is written down."""
    both, reason = linkage.two(person, other), request.form.get("reason", "")
    told = {"by": g.officer, "role": policy.any_role(), "at": web.now()}
    linkage.open_both(both.one.person, both.other.person, reason, **told)
    return page(both, opened=True)


@bp.post("/doubles/<int:person>/<int:other>/verdicts")
def judge_two(person: int, other: int) -> Response:
    linkage.judge(
        person,
        other,
        request.form.get("verdict", ""),
        request.form.get("reason", ""),
        procedure=lembar.mine(),
        seen=typed.seen(),
        by=g.officer,
        at=web.now(),
    )
    return web.go(url_for("staff.two_people", person=person, other=other))


def redrawn() -> str | Response:
    if web.asked_by_htmx():
        return render_template("staff/_doubles.html", **searched(), **listed())
    return web.go(url_for("staff.doubles"))


def searched() -> dict[str, object]:
    """The search that is under way, and what became of the last."""
    going, last, run = linkage_runs.live(), linkage_runs.last(), linkage_runs.shown()
    what, done, whole = going.progress if going else ("", 0, 0)
    return {
        "version": linkage_runs.version(),
        "going": going,
        "doing": what,
        "percent": done * 100 // whole if whole else None,
        "run": run,
        "who": who(going.row if going else run),
        "ended": OUTCOMES.get(last.outcome) if last and not going else None,
        "said": last.said if last else "",
        "left": findings.LEFT if run else "",
        "changed": bool(run and run.change != register.now()),
        "filled": register.now() > 0,
        "installed": linkage_runs.installed(),
        "searches": policy.i_may("staff.begin_search"),
    }


def who(run: DoubleSearch | DoubleVerdict | None) -> str:
    return run.officer.name if run else ""


def listed() -> dict[str, object]:
    """The pairs in one state, the likeliest first."""
    run, state = linkage_runs.shown(), request.args.get("state", "")
    state = state if state in STATES else linkage.OPEN
    now = max(1, typed.number(request.args.get("page", ""), otherwise=1))
    rows = linkage.pairs(run, state, skip=(now - 1) * PAGE, most=PAGE + 1) if run else []
    counts = linkage.counts(run) if run else dict.fromkeys(STATES, 0)
    return {
        "state": state,
        "states": {id: (word, counts[id]) for id, word in STATES.items()},
        "pairs": [pair_of(both) for both in rows[:PAGE]],
        "page_now": now,
        "more": len(rows) > PAGE,
        "reads": policy.i_may("staff.two_people"),
    }


def pair_of(both: Two) -> dict[str, object]:
    """A pair as a list may show it: nothing by which a stranger would know either."""
    chance = both.pair.probability if both.pair else None
    return {
        "both": both,
        "one": persons.hidden(both.one),
        "other": persons.hidden(both.other),
        "likely": linkage.how_likely(chance) if chance is not None else "",
        "of_hundred": min(99, int(chance * 100)) if chance is not None else None,
        "word": linkage.WORDS[Verdict(both.word.verdict)] if both.word else "",
        "by": who(both.word),
    }


def page(both: Two, *, opened: bool = False) -> str:
    run = linkage_runs.shown()
    key = (both.one.person, both.other.person)
    case = linkage.lembar_of(both, g.officer.office_id)
    return web.show(
        "staff/two_people.html",
        **pair_of(both),
        lines=[shown(line, opened=opened) for line in both.lines],
        opened=opened,
        seen=both.word.id if both.word else 0,
        under_way=case if case and not (both.word and both.word.case_id == case.id) else None,
        verdicts={verdict: (linkage.WORDS[verdict], ICONS[verdict]) for verdict in Verdict},
        judges=policy.i_may("staff.judge_two"),
        next=linkage.next_open(run, besides=key) if run else None,
    )


def shown(line: Line, *, opened: bool) -> Piece:
    """An element and its two values, veiled, or in full with the differing characters apart."""
    if opened:
        one, other = (elements.read_out(line.element, text) for text in (line.one, line.other))
        wholly = line.rule in (compare.SAME, compare.OTHER, linkage.EITHER, linkage.NEITHER)
        parts = ([(False, one)], [(False, other)]) if wholly else compare.parts(one, other)
    else:
        one, other = (findings.veiled(line.element, text) for text in (line.one, line.other))
        parts = ([(False, one)], [(False, other)])
    return elements.WORDS[line.element], *parts, line
