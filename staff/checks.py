"""Which papers a problem calls for: told in the hall, before a number or without one."""

import secrets

from flask import g, render_template, request, url_for

from office import procedures, questions, sop
from office.errors import NotFound
from staff import bp, number, policy, way_back

SHORT = ("rejected_at", "problem", "elements")  # of a procedure's questions, those asked here


@bp.get("/checks")
def checks() -> str:
    return page({})


@bp.post("/checks")
def check_papers() -> str:
    """It writes nothing: what was chosen stands in no address."""
    return page(answers(service()))


@bp.post("/checks/paper")
def print_check() -> str:
    given = answers(service())
    return render_template(
        "staff/print_lacking.html",
        office=g.office,
        papers=lines(service(), given),
        back=url_for("staff.checks"),
    )


def asked() -> bool:
    """Whether the form of this page sent this."""
    return way_back.came_from().startswith("/staff/checks")


def page(given: dict[str, object]) -> str:
    chosen = service()
    mine = policy.groups(policy.authorities().keys())
    return render_template(
        "staff/checks.html",
        services={one.id: one.service for one in procedures.queued()},
        chosen=chosen,
        asks=[questions.QUESTIONS[id] for id in SHORT if id in chosen.asks],
        given=given,
        papers=lines(chosen, given) if given else [],
        said=given.get("papers") or {},
        informs="information" in mine,
        urgent=request.form.get("priority", ""),
        key=secrets.token_urlsafe(24),
    )


def service() -> sop.Procedure:
    """The service chosen; the first, where none was."""
    wanted = request.values.get("service", "")
    found = procedures.newest(wanted) if wanted else next(iter(procedures.queued()), None)
    if found is None:
        raise NotFound("Layanan itu tidak ada.")
    return found


def answers(procedure: sop.Procedure) -> dict[str, object]:
    """What was chosen on the form; the papers, once they were asked about."""
    given: dict[str, object] = {}
    for id in SHORT:
        chosen = [one for one in request.form.getlist(id) if one]
        if id in questions.asked(procedure, given) and chosen:
            given[id] = questions.checked(id, chosen, procedure, given)
    if given and request.form.get("papers_asked"):
        wanted = {paper.id for paper in questions.papers(procedure, given)}
        ticked = [id for id in request.form.getlist("papers") if id.split(":")[0] in wanted]
        given["papers"] = questions.checked("papers", ticked, procedure, given)
    return given


def lines(procedure: sop.Procedure, given: dict[str, object]) -> list[number.Told]:
    """The papers these answers call for, and what was said of each."""
    return number.of_papers(questions.papers(procedure, given), given.get("papers"))
