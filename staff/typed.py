"""What an officer typed on the case page, as the rules want it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from flask import g, request
from werkzeug.datastructures import MultiDict

import web
from models import Category
from office import made, questions, sop
from office.errors import Incomplete
from office.register import drafts

Form = MultiDict[str, str]
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)
LARGEST = 2**31  # no id is larger; what is, belongs to nothing


def seen(name: str = "seen") -> int:
    """`case.moves` as the page showed it; a page that does not say is stale."""
    return number(request.form.get(name, ""), otherwise=-1)


def number(text: str, otherwise: int = 0) -> int:
    """A typed id; `otherwise` for anything that is none."""
    text = text.strip()
    plain = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if plain and int(text) < LARGEST else otherwise


def setting(text: str) -> int:
    """A typed number of a setting; -1, which none may be, for what is no number."""
    return number(text, otherwise=-1)


def day(text: str) -> date | None:
    """A typed day, no other than clocks can reckon with; None when left out or no day at all."""
    try:
        return min(max(date.fromisoformat(text.strip()), FIRST_DAY), LAST_DAY)
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A typed moment of the office's own clock; None when it is none."""
    try:
        typed = datetime.fromisoformat(text.strip())
        zone = ZoneInfo(g.office.zone)
        return (typed if typed.tzinfo else typed.replace(tzinfo=zone)).astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        return None


def clock(text: str, on: date) -> datetime | None:
    """A typed hour of that day (09.10, 9:10, 0910) by the office's clock; None when it is none."""
    found = re.fullmatch(r"\s*([01]?[0-9]|2[0-3])[.:]?([0-5][0-9])\s*", text, re.ASCII)
    if found is None:
        return None
    return datetime.combine(on, time(int(found[1]), int(found[2])), ZoneInfo(g.office.zone))


def decision(makes: str) -> dict[str, Any]:
    """What a step's form sends, for casework.decide."""
    return {
        "outcome_id": request.form.get("outcome", ""),
        "seen": seen(),
        "reason": request.form.get("reason", ""),
        "work": work(makes),
        "look_again_on": day(request.form.get("look_again_on", "")),
    }


def pause() -> dict[str, Any]:
    return {
        "reason": request.form.get("why", ""),
        "seen": seen(),
        "note": request.form.get("note", ""),
        "look_again_on": day(request.form.get("pause_until", "")),
    }


def asked(procedure: sop.Procedure, former: dict[str, object]) -> dict[str, Any]:
    """The request as written at the counter, for casework.amend."""
    names = ("applicant_name", "applicant_phone", "relation", "authority_letter", "statement")
    return {
        "seen": seen(),
        "answers": answers(procedure, former),
        "subjects": subjects(),
        "category": category(),
        **{name: request.form.get(name, "") for name in names},
    }


def work(makes: str) -> made.Work:
    """What the step's page asked for, by the kind of document the step makes."""
    form = request.form
    strike = tuple(number(id) for id in form.getlist("strike"))
    return made.Work(text=form.get("text", ""), strike=strike, **PARTS.get(makes, _nothing)(form))


def _nothing(form: Form) -> dict[str, Any]:
    return {}


def _checklist(form: Form) -> dict[str, Any]:
    """Two ticks for each paper, or why it is not asked for."""
    copies, originals = set(form.getlist("copy")), set(form.getlist("original"))
    waived = {
        name.removeprefix("waived-"): text
        for name, text in form.items()
        if name.startswith("waived-") and text.strip()
    }
    return {
        "papers": {
            id: made.Tick(id in originals, id in copies, waived.get(id, ""))
            for id in copies | originals | set(waived)
        }
    }


def _correction(form: Form) -> dict[str, Any]:
    """The lines of a correction; one on which nothing was typed is no line."""
    names = ("element", "before", "after", "basis", "subject", "of", "shown")
    lines = zip_longest(*(form.getlist(name) for name in names), fillvalue="")
    return {
        "changes": tuple(_change(*line) for line in lines if line[1].strip() or line[2].strip())
    }


def _change(
    element: str, before: str, after: str, basis: str, subject: str, of: str, shown: str
) -> drafts.Change:
    """of: the person of the register and the row of theirs the page showed, 12:345."""
    person, _, row = of.partition(":")
    whose = {"person": number(person) or None, "drafted_on": number(row) or None}
    return drafts.Change(
        element, before, after, basis, number(subject) or None, **whose, shown=shown
    )


def _recovery(form: Form) -> dict[str, Any]:
    """An empty time means: just now."""
    typed = form.get("done_at", "").strip()
    return {
        "reference": form.get("reference", ""),
        "done_at": moment(typed) if typed else web.now(),
        "despite": form.get("despite", ""),
    }


def _rows(form: Form) -> dict[str, Any]:
    ids = [name.removeprefix("result-") for name in form if name.startswith("result-")]
    return {
        "rows": {
            number(id): (form.get(f"result-{id}", ""), form.get(f"note-{id}", "")) for id in ids
        }
    }


def results() -> dict[int, tuple[str, str]]:
    """The results as typed row by row, and one for all of those that are named: ticked, still
    empty, or every one."""
    form = request.form
    rows: dict[int, tuple[str, str]] = _rows(form)["rows"]
    ticked, whom = {number(id) for id in form.getlist("chosen")}, form.get("whom", "")
    if form.get("together"):
        same = form.get("same_result", ""), form.get("same_note", "")
        empty = {id for id, (result, _) in rows.items() if not result}
        rows |= dict.fromkeys({"empty": empty, "all": set(rows)}.get(whom, ticked), same)
    return rows


PARTS: dict[str, Callable[[Form], dict[str, Any]]] = {
    "checklist": _checklist,
    "correction": _correction,
    "recovery": _recovery,
    "rows": _rows,
}


def answers(procedure: sop.Procedure, former: dict[str, object]) -> dict[str, object]:
    """The questions answered at the counter; one left open is not kept.

    Which papers were brought stays as it was told at the kiosk: the checklist is the next step's.
    """
    given: dict[str, object] = {}
    for id in procedure.asks:
        asked = questions.QUESTIONS[id]
        chosen = [one for one in request.form.getlist(id) if one]
        if asked.choices and chosen:
            given[id] = questions.checked(id, chosen, procedure, given)
    given.pop("priority", None)
    given |= {id: former[id] for id in ("papers",) if id in former}
    gone = questions.outdated(procedure, given)
    return {id: answer for id, answer in given.items() if id not in gone}


def subjects() -> list[tuple[str, str]]:
    """(NIK, name) of each owner of the data; an empty line is nobody."""
    lines = zip_longest(
        request.form.getlist("nik"), request.form.getlist("subject_name"), fillvalue=""
    )
    return [(nik, name) for nik, name in lines if nik.strip() or name.strip()]


def category() -> int | None:
    """The chosen category's id. Raises Incomplete on one the office does not know."""
    code = request.form.get("category", "")
    row = Category.get_or_none(Category.code == code, Category.active) if code else None
    if code and row is None:
        raise Incomplete("Kategori tidak dikenal.")
    return row.id if row else None
