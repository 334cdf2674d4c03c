"""What each screen of the kiosk shows."""

from datetime import timedelta

from flask import (
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

import web
from kiosk import bp, today, visit
from models import DeviceKind, Draft
from office import procedures, qr, questions, sop

ICONS = {
    "whose": {"self": "user", "family": "users", "authorised": "file-text"},
    "issued_here": {"yes": "check", "no": "x", "unknown": "circle-help"},
    "priority": {"yes": "check", "no": "x"},
    "rejected_at": {
        "bpjs": "heart-pulse",
        "bank": "landmark",
        "sim": "smartphone",
        "bansos": "hand-coins",
        "school": "school",
        "cpns": "briefcase-business",
        "passport": "book-user",
        "tax": "receipt-text",
        "election": "vote",
        "printing": "id-card",
        "other": "circle-ellipsis",
        "nowhere": "pen-line",
        "officer": "user-search",
    },
    "problem": {
        "nik_missing": "user-search",
        "miswritten": "pen-line",
        "nik_double": "users",
        "kk_mismatch": "house",
        "dead_or_moved": "circle-x",
        "ktp_unprintable": "id-card",
        "unknown": "circle-help",
    },
}
SLOW = ("papers", "nik")  # these take longer: 120 seconds before we ask
PAPER_COOKIE = "pulih_paper"  # of the device, not of the person: the width of its printer's paper
PAPERS = ("58", "80")  # mm
# no screen stands there
ONLY_SENT = ("/tickets", "/doors", "/returns", "/outings", "/aids", "/wipe")


@bp.context_processor
def every_screen() -> dict[str, object]:
    return {
        "aids": {aid: bool(session.get(aid)) for aid in visit.AIDS},
        "language": web.language(),
        "leaves": away_from_the_doors(),
        "idle": 60,
        "paper_width": request.cookies.get(PAPER_COOKIE, ""),
    }


def away_from_the_doors() -> bool:
    """Whether this screen, left alone, goes back to the doors: someone came or turned an aid on."""
    known = any(session.get(name) for name in ("kiosk", *visit.AIDS))
    return known or request.path != url_for("kiosk.start")


def doors() -> str:
    """The matters, and a door for who took a time by phone."""
    return render_template("kiosk/doors.html", booking=today.booking(), **today.services())


def remember_paper(page: str) -> Response:
    response = make_response(page)
    if request.args.get("paper") in PAPERS:
        response.set_cookie(
            PAPER_COOKIE,
            request.args["paper"],
            max_age=timedelta(days=3650),
            httponly=True,
            samesite="Lax",
            secure=current_app.config["TLS"],
        )
    return response


def chosen() -> sop.Procedure:
    """The procedure of the door that was touched; 404 for one that has none."""
    id = request.form.get("procedure", "")
    return next((one for one in procedures.queued() if one.id == id), None) or abort(404)


def from_the_start() -> Response:
    """Nobody stands here, or they were away too long: back to the doors."""
    return redirect(url_for("kiosk.start"), 303)


def question(draft: Draft, id: str, *, typed: str = "", wrong=None) -> str | Response:
    visit.refuse_unknown(draft, id)
    asked = visit.asked(draft)
    if id not in asked:
        return redirect(visit.next_place(draft), 303)
    procedure, at = visit.procedure_of(draft), asked.index(id)
    shown = questions.QUESTIONS[id]
    failed = draft.answers.get("failed", {}).get(id, 0) + bool(wrong)
    sent = visit.on_the_form(draft, id)
    return render_template(
        f"kiosk/{'choices' if shown.choices and not shown.several else id}.html",
        question=shown,
        ask=gettext(shown.ask).format(region=g.office.region),
        answer=draft.answers.get(id),
        papers=questions.papers(procedure, draft.answers),
        icons=ICONS.get(id, {}),
        step=at + 1,
        steps=len(asked) + 1,
        back=visit.before(asked, id),
        action=url_for("kiosk.submit") if _only_number(draft) else url_for("kiosk.answer", id=id),
        typed=_typed(id, typed, sent),
        sent=sent,
        keeps=shown.several or id in SLOW,
        wrong=wrong and web.say(wrong),
        offer_help=failed >= 2,
        idle=120 if id in SLOW else 60,
    )


def _only_number(draft: Draft) -> bool:
    return draft.answers.get("path") == "number"


def _typed(id: str, typed: str, sent: MultiDict) -> str:
    """What stands in the field: the keys pressed so far, or what was wrong with the answer."""
    if id != "nik" or typed or "key" in sent:
        return typed
    return sent.get("answer", "")[:40].replace("\x00", "")


def lacking(draft: Draft) -> dict[str, object]:
    procedure = visit.procedure_of(draft)
    return {
        "papers": (papers := questions.lacking(procedure, draft.answers)),
        "titles": [paper.title for paper in papers],
        "onward": visit.next_place(draft),
        "back": url_for("kiosk.question", id="papers"),
        "idle": 120,
    }


def check(draft: Draft) -> str | Response:
    """The answers, each with Ubah; on to the first question that is still open."""
    onward = visit.next_place(draft)
    if onward != url_for("kiosk.check"):
        return redirect(onward, 303)
    procedure, asked = visit.procedure_of(draft), visit.asked(draft)
    return render_template(
        "kiosk/check.html",
        rows=[(id, _ask(id), in_words(id, draft.answers[id])) for id in asked if id != "papers"],
        papers=brought(procedure, draft.answers),
        service=procedure.service,
        step=len(asked) + 1,
        back=url_for("kiosk.question", id=asked[-1]) if asked else url_for("kiosk.start"),
    )


def brought(procedure: sop.Procedure, answers) -> list[tuple[sop.Paper, bool | None]]:
    """Each paper these answers call for, and whether it was brought (None: not asked for)."""
    answer = answers.get("papers")
    answer = answer if isinstance(answer, dict) else {}
    return [(paper, answer.get(paper.id, False)) for paper in questions.papers(procedure, answers)]


def in_words(id: str, answer: object) -> str:
    """An answer as the citizen reads it; of a NIK only the last four digits."""
    if id == "nik":
        ends = f" {str(answer)[-4:]}"
        return gettext("Berakhir") + ends if answer else gettext("Dicatat petugas")
    choices = questions.QUESTIONS[id].choices or {}
    given = answer if isinstance(answer, list) else [answer]
    return ", ".join(gettext(words) for one, words in choices.items() if one in given)


def _ask(id: str) -> str:
    return gettext(questions.QUESTIONS[id].ask).format(region=g.office.region)


def info() -> dict[str, object]:
    """What to bring for which trouble, and when we are here."""
    asked = [one for one in procedures.queued() if one.papers]
    booking = today.booking()
    return {
        "procedures": asked,
        "booking": booking,
        "booking_qr": qr.drawn(booking.upper()) if booking else None,
        "today": today.opening_hours(web.today()),
        "closed": today.closed(),
    }


def came_from(path: str = "") -> str:
    """The screen one came from, if it is one of ours that can be opened again."""
    path = path or web.address(request.referrer or "").path
    mine = f"{path}/".startswith(url_for("kiosk.start") + "/") and len(path) < 60
    safe = mine and path.replace("/", "").replace("_", "").isalnum()
    return path if safe and not path.endswith(ONLY_SENT) else url_for("kiosk.start")


def turned_page() -> str:
    """The other half of a long list, where a low panel shows one half at a time."""
    page = request.form.get("page")
    return f"?page={page}" if page in ("1", "2") else ""


def turn(aid: str) -> None:
    """Turn an aid on or off; unknown ones do nothing."""
    if aid == "language":
        session["language"] = "id" if web.language() == "en" else "en"
    elif aid in visit.AIDS:
        session[aid] = not session.get(aid)


def refused(sentence: str, status: int) -> Response:
    """A refusal on this kiosk's own screen; the page everyone gets for a browser that is none."""
    if "device" not in g and web.enrolled(DeviceKind.KIOSK) is None:
        return web.tell(sentence, status)
    return make_response(render_template("kiosk/refused.html", sentence=sentence, idle=30), status)


def wiped() -> Response:
    """Back to the doors, with nothing left in the browser for the next person."""
    response = redirect(url_for("kiosk.start"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def panel() -> Response:
    px = float(g.device.px_per_mm or 4.03)
    response = Response(render_template("kiosk/panel.css", px=px), mimetype="text/css")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
