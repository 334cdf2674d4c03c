"""The population register at a desk: looking for people, opening one, choosing one for a case."""

from datetime import datetime

from flask import g, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

import web
from models import Case
from office import privacy, timetable
from office.dossier import Dossier
from office.register import compare, elements, identify, nik, recover, register, search
from office.register.search import Wanted
from register_tables import Resident
from staff import bp, casefile, findings, person_history, persons, policy, typed


@bp.app_template_filter("initials")
def initials(name: str) -> str:
    return privacy.masked_name(name)


@bp.app_template_filter("shown_element")
def shown_element(value: str, element: str) -> str:
    """A value of the register as people read it."""
    return elements.read_out(element, value)


@bp.app_template_filter("pieces")
def pieces(line: identify.Line) -> tuple[compare.Parts, compare.Parts]:
    """What is said and what is held as people read them, the differing characters apart.

    Of two values that are wholly other no character is marked: it would only be noise.
    """
    said, held = (shown_element(value, line.element) for value in (line.said, line.held))
    if line.rule == compare.OTHER:
        return [(False, said)], [(False, held)]
    return compare.parts(said, held)


@bp.get("/register", endpoint="register")
def register_page() -> str:
    return web.show(
        "staff/register.html",
        case=_case(request.args),
        hits=None,
        asked=Wanted(),
        lists=recover.in_register(),
    )


@bp.post("/register/searches")
def search_register() -> str:
    """Who fits what was typed; from a case with nothing typed: who fits its owners' data."""
    case = _case(request.form)
    asked = _asked()
    if case and not asked:
        hits = [hit for owner in case.subjects for hit in _owner(owner.nik, owner.name)]
    else:
        hits = search.search(asked)
    return web.show(
        "staff/register.html",
        "staff/_register_found.html",
        case=case,
        asked=asked,
        hits=[_masked(hit) for hit in hits],
        most=search.MOST,
        filled=register.now() > 0,
    )


@bp.post("/register/openings")
def open_person() -> str:
    """A person in full, beside what is said of them; who opened them and why is written down."""
    case, on = _case(request.form), _moment(request.form.get("on", ""))
    number, reason = typed.number(request.form.get("person", "")), request.form.get("reason", "")
    role = casefile.role(case) if case else policy.any_role()
    person = identify.open_person(
        number, reason, by=g.officer, role=role, at=web.now(), case=case, change=_change(on)
    )
    return web.show("staff/person.html", **_person(person, case, on), reason=reason)


@bp.post("/cases/<int:id>/people")
def identify_person(id: int) -> Response:
    """This case is about that person; or not, after all."""
    case, person = web.row(Case, id), typed.number(request.form.get("person", ""))
    stands = request.form.get("stands", "") == "1"
    identify.identify(case, person, stands=stands, by=g.officer, at=web.now())
    return web.go(url_for("staff.case", id=case.id))


def _person(person: Resident, case: Case | None, on: datetime | None) -> dict[str, object]:
    said = {
        element: (value, "dokumen")
        for element in elements.WORDS
        if (value := _typed_element(element, request.form.get(f"said-{element}", "")))
    }
    beside = identify.beside(case, person, on=web.today()) if case else []
    stated = {line.element: (line.said, line.source) for line in beside if line.said}
    family = register.family(person.family, at=_change(on))
    mine = bool(case and case.role in policy.authorities())
    return {
        "person": person,
        "case": case,
        "on": web.local(on).strftime("%Y-%m-%dT%H:%M") if on else "",
        "then": on,
        "lines": identify.lines(person, stated | said),
        "words": elements.WORDS,
        "relatives": [one for one in family if one.person != person.person],
        "versions": person_history.versions(person.person),
        "papers": Dossier(case).wanted_papers if case else (),
        "found": [] if on else findings.at_person(person.person),
        "niks": [nik.read(person.nik, on=web.today())],
        "chosen": bool(case and person.person in identify.identified(case)),
        "can_choose": bool(case and mine and identify.can_identify(case)),
    }


def _moment(text: str) -> datetime | None:
    """A moment of the office's clock; a day alone means its end. None: now."""
    day = typed.day(text)
    return timetable.end_of(g.office, day) if day else typed.moment(text)


def _change(on: datetime | None) -> int | None:
    """The change that was shown at a moment; none for now."""
    return register.then(on) if on else None


def _case(given: MultiDict[str, str]) -> Case | None:
    """The case one came from, of this office; none outside one."""
    number = typed.number(given.get("case", ""))
    return web.row(Case, number) if number else None


def _asked() -> Wanted:
    """What was typed into the one field, and into the others below it."""
    whole = search.understand(request.form.get("q", "")[:200])
    day = typed.day(request.form.get("born", ""))
    name = request.form.get("name", "").strip()[:200]
    return Wanted(
        whole.number,
        f"{whole.name} {name}".strip(),
        day.isoformat() if day else whole.born,
        request.form.get("mother", "").strip()[:200],
    )


def _owner(number: str, name: str) -> list[search.Hit]:
    """Who has the NIK an owner gave, or one like it; and by their name, should none of those fit.

    A slip can hit another person's number.
    """
    by_number = search.search(Wanted(number=number)) if number else []
    fitting = [hit for hit in by_number if compare.words(name, hit.person.name) != compare.OTHER]
    wanted = Wanted(name=name)
    if fitting or not wanted:
        return by_number
    there = {hit.person.person for hit in by_number}
    return by_number + [hit for hit in search.search(wanted) if hit.person.person not in there]


def _masked(hit: search.Hit) -> dict[str, object]:
    fits = [(elements.WORDS[element], rule) for element, rule in hit.rules]
    return {"person": hit.person.person, "fits": fits, **persons.hidden(hit.person)}


def _typed_element(element: str, text: str) -> str:
    text = text.strip()[:200]
    return search.understand(text).born or text if element == "birth_date" else text
