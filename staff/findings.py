"""Temuan anomali: going through the register, what each rule found, and what is done with it."""

from collections.abc import Sequence

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from anomaly_tables import AnomalyRun
from office import privacy, procedures
from office.errors import Refused
from office.inspection import anomaly, anomaly_runs
from office.inspection.anomaly import Line, Tally
from office.inspection.anomaly_rules import Rule, Weight
from office.register import elements, nik, register
from register_tables import Resident
from staff import bp, lembar, persons, policy, typed

PAGE = 50
STATES = {
    anomaly.OPEN: "Belum diputuskan",
    anomaly.LEMBAR: "Di lembar",
    anomaly.ASIDE: "Dikesampingkan",
    anomaly.MENDED: "Sudah diperbaiki",
}
WEIGHTS = {
    Weight.WRONG: ("bad", "octagon-alert", "Salah"),
    Weight.LOOK: ("warn", "info", "Perlu dilihat"),
}
# outcome of the last run -> kind of note, icon, sentence
OUTCOMES = {
    anomaly_runs.Outcome.STOPPED: ("", "circle-x", "Pemeriksaan dihentikan sebelum selesai."),
    anomaly_runs.Outcome.BROKEN: ("stop", "octagon-alert", "Pemeriksaan terputus. Ulangi."),
}
LEFT = " Yang ditampilkan masih hasil pemeriksaan sebelumnya."
EMPTY = "kosong"


@bp.get("/findings", endpoint="findings")
def findings_page() -> str:
    return render_template("staff/findings.html", **shown())


@bp.get("/findings/state", endpoint="findings_state")
def findings_state() -> str | Response:
    """The region that follows a run; it draws itself again as long as one is under way."""
    return web.unchanged(anomaly_runs.version()) or render_template(
        "staff/_findings.html", **shown()
    )


@bp.post("/findings/runs")
def begin_run() -> str | Response:
    anomaly_runs.begin(by=g.officer, at=web.now())
    return redrawn()


@bp.post("/findings/runs/<int:id>/cancellations")
def cancel_run(id: int) -> str | Response:
    anomaly_runs.cancel(id)
    return redrawn()


@bp.get("/findings/<rule>", endpoint="finding")
def rule_page(rule: str) -> str:
    return page(anomaly.rule_of(rule))


@bp.post("/findings/<rule>/asides")
def set_aside(rule: str) -> str:
    told = {"by": g.officer, "at": web.now(), "seen": typed.seen()}
    rows = anomaly.set_aside(chosen(rule), request.form.get("reason", ""), **told)
    return page(anomaly.rule_of(rule), done=f"{len(rows)} temuan dikesampingkan.")


@bp.post("/findings/<rule>/returns")
def put_back(rule: str) -> str:
    told = {"by": g.officer, "at": web.now(), "seen": typed.seen()}
    rows = anomaly.put_back(chosen(rule), **told)
    return page(anomaly.rule_of(rule), done=f"{len(rows)} temuan kembali ke daftar.")


@bp.post("/findings/<rule>/lembar")
def open_found(rule: str) -> Response:
    told = {"by": g.officer, "at": web.now(), "seen": typed.seen()}
    case = anomaly.open_lembar(lembar.mine(), chosen(rule), **told)
    return web.go(url_for("staff.case", id=case.id))


def redrawn() -> str | Response:
    if web.asked_by_htmx():
        return render_template("staff/_findings.html", **shown())
    return web.go(url_for("staff.findings"))


def shown() -> dict[str, object]:
    """The run that is under way, what became of the last, and what stands."""
    going, last, run = anomaly_runs.live(), anomaly_runs.last(), anomaly_runs.shown()
    tallied = anomaly.tallies(run) if run else []
    what, done, whole = going.progress if going else ("", 0, 0)
    return {
        "version": anomaly_runs.version(),
        "going": going,
        "doing": what,
        "percent": done * 100 // whole if whole else None,
        "run": run,
        "who": who(going.row if going else run),
        "ended": OUTCOMES.get(last.outcome) if last and not going else None,
        "left": LEFT if run else "",
        "changed": bool(run and run.change != register.now()),
        "siak": register.mode() != register.OWN,
        "filled": register.now() > 0,
        "heavy": heavy(tallied, run.people if run else 0),
        "told": [one for one in tallied if one.found or one.mended],
        "silent": [one.rule for one in tallied if not one.found and not one.mended],
        "weights": WEIGHTS,
        "runs": policy.i_may("staff.begin_run"),
        "reads": policy.i_may("staff.finding"),
    }


def who(run: AnomalyRun | None) -> str:
    return run.officer.name if run else ""


def heavy(tallied: Sequence[Tally], people: int) -> set[str]:
    """Rules that fit more than half of everyone: most likely a column the file did not have."""
    return {one.rule.id for one in tallied if not one.listed or one.found * 2 > people > 99}


def page(rule: Rule, done: str = "") -> str:
    """One rule's findings in one state, of one kecamatan or of all."""
    run = anomaly_runs.shown()
    if run is None:
        raise Refused("Pemeriksaan belum pernah selesai. Jalankan dahulu.")
    tally = next(one for one in anomaly.tallies(run) if one.rule == rule)
    state = request.values.get("state", "")
    state = state if state in STATES else anomaly.OPEN
    district = request.values.get("district", "") or None
    now = max(1, typed.number(request.values.get("page", ""), otherwise=1))
    told = {"district": district, "skip": (now - 1) * PAGE, "most": PAGE + 1}
    rows = anomaly.findings(run, rule.id, state, **told)
    return web.show(
        "staff/finding.html",
        "staff/_finding.html",
        rule=rule,
        weight=WEIGHTS[rule.weight],
        tally=tally,
        run=run,
        state=state,
        states={id: (word, tally.of(id)) for id, word in STATES.items()},
        district=district or "",
        districts=_districts(run, rule.id, state, district),
        lines=[line_of(one, rule, run) for one in anomaly.lines(rows[:PAGE])],
        page_now=now,
        more=len(rows) > PAGE,
        heavy=rule.id in heavy([tally], run.people),
        done=done,
        decides=policy.i_may("staff.set_aside"),
        opens=policy.i_may("staff.open_found"),
        reads=policy.i_may("staff.open_person"),
    )


def at_person(number: int) -> list[dict[str, object]]:
    """For the page of somebody opened: the rules that fit them, and what was decided."""
    return [
        {
            "rule": anomaly.RULES[line.finding.rule],
            "weight": WEIGHTS[anomaly.RULES[line.finding.rule].weight],
            "case": line.case,
            "said": line.said,
        }
        for line in anomaly.lines(anomaly.of_person(number))
    ]


def _districts(run: AnomalyRun, rule: str, state: str, chosen: str | None) -> dict[str, str]:
    """The kecamatan with findings in this state; the chosen one even when it has none left."""
    counts = {chosen: 0} if chosen else {}
    counts |= anomaly.districts(run, rule, state)
    return {name: f"{name} ({n})" for name, n in sorted(counts.items()) if name}


def line_of(line: Line, rule: Rule, run: AnomalyRun) -> dict[str, object]:
    """A finding as the page may show it: nothing by which a stranger would know the person."""
    return {
        "finding": line.finding,
        "one": persons.hidden(line.one) if line.one else None,
        "other": persons.hidden(line.other) if line.other else None,
        "rests": rests(line.one, rule) if line.one else [],
        "others": rests(line.other, rule) if line.other else [],
        "case": line.case,
        "case_end": end.label if line.case and (end := procedures.end_of(line.case)) else "",
        "said": line.said,
        "by": line.said.officer.name if line.said else "",
        "changed": bool(line.one and line.one.since > run.change),
    }


def rests(one: Resident, rule: Rule) -> list[tuple[str, str]]:
    """What the rule judges a person by, veiled: (element in words, value).

    Name and NIK stand beside it already; of a NIK is told what is odd, never the number itself.
    """
    others = [name for name in rule.rests if name not in ("nik", "name")]
    told = [(elements.WORDS[name], veiled(name, getattr(one, name))) for name in others]
    number = nik.read(one.nik, on=web.today()).advice if "nik" in rule.rests else ()
    return told + [("NIK", advice.text) for advice in number if advice.kind == nik.Kind.CHECK]


def veiled(element: str, value: str) -> str:
    if not value:
        return EMPTY
    if element in elements.NUMBERS:
        return privacy.masked(value)
    if element in elements.PEOPLE:
        return privacy.masked_name(value)
    if element == "birth_date":
        return privacy.masked_day(value)
    if element == "address":
        return f"{value.split()[0]} •••" if value.split() else EMPTY
    return elements.read_out(element, value)


def chosen(rule: str) -> list[int]:
    """The ticked findings; with `whole`, the first of the list that one lembar holds."""
    run = anomaly_runs.shown()
    if request.form.get("whole") and run:
        district = request.form.get("district", "") or None
        state = request.form.get("state", anomaly.OPEN)
        state = state if state in STATES else anomaly.OPEN
        rows = anomaly.findings(run, rule, state, district=district, most=anomaly.LARGEST)
        return [row.id for row in rows]
    return [typed.number(id) for id in request.form.getlist("finding")]
