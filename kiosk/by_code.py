"""What a code typed at the kiosk leads to: where its number stands, and what can be said of it."""

from flask import abort, g, redirect, render_template, request, session, url_for
from flask_babel import gettext

import web
from kiosk import bp, screens, today, visit
from models import Ticket
from office import intake, outings, procedures, sentences, turns
from office.tickets import CODE_LETTERS

CODE_UNKNOWN = "Kode tidak dikenal. Periksa lagi, atau tanya Petugas Informasi."
TONE_ICONS = {
    "": "hourglass",
    "office": "megaphone",
    "ok": "circle-check",
    "warn": "circle-pause",
    "bad": "octagon-alert",
    "quiet": "corner-up-left",
}


@bp.get("/code")
def code():
    typed = visit.on_the_form(visit.at_the_kiosk(), "code").get("answer", "")[:20]
    return render_template("kiosk/code.html", typed=typed, wrong=None, **pad())


@bp.post("/code")
def find():
    """Find a number by its short code; the sentence for its state comes next."""
    typed = visit.pressed(CODE_LETTERS, visit.CODE_LENGTH)
    if typed is not None:
        return render_template("kiosk/code.html", typed=typed, wrong=None, **pad())
    found = intake.look_up(request.form.get("answer", ""), by=g.device, at=web.now())
    if found is None:
        return unknown(), 422
    visit.begin(ticket=found.id)
    return redirect(url_for("kiosk.state"), 303)


@bp.get("/state")
def state():
    ticket = looked_up() or abort(screens.from_the_start())
    return render_template("kiosk/state.html", **standing(ticket))


@bp.post("/returns")
def come_back():
    """A number for the same case, without questions; today's own goes on and says so."""
    if visit.ticket():
        return redirect(url_for("kiosk.ticket"), 303)
    former = looked_up() or abort(screens.from_the_start())
    ticket = intake.come_back(former.case, session["kiosk"], by=g.device, at=web.now())
    drawn = ticket.submission == session["kiosk"]
    return redirect(url_for("kiosk.ticket" if drawn else "kiosk.state"), 303)


@bp.post("/outings")
def go_out():
    """Saya di luar, or Sudah kembali, by the code of the number."""
    found = looked_up() or abort(screens.from_the_start())
    verb = outings.be_back if request.form.get("back") else outings.go_out
    verb(sentences.newest(found), by=g.device, at=web.now())
    return redirect(url_for("kiosk.state"), 303)


def pad() -> dict[str, object]:
    return {"letters": CODE_LETTERS, "longest": visit.CODE_LENGTH, "idle": 120, "keeps": True}


def unknown() -> str:
    typed = request.form.get("answer", "")[:20].replace("\x00", "")
    return render_template("kiosk/code.html", typed=typed, wrong=gettext(CODE_UNKNOWN), **pad())


def looked_up() -> Ticket | None:
    """The number whose code was typed in this visit."""
    draft = visit.at_the_kiosk()
    id = draft.answers.get("ticket") if draft else None
    return Ticket.get_or_none(Ticket.id == id, Ticket.office == g.office) if id else None


def standing(ticket: Ticket) -> dict[str, object]:
    ticket = sentences.newest(ticket)
    sentence = sentences.of(ticket, at=web.now())
    return {
        "ticket": ticket,
        "service": procedures.of(ticket.case).service,
        "sentence": web.say(sentence),
        "range": turns.expected(ticket, g.office, at=web.now()),
        "tone": sentence.tone,
        "icon": TONE_ICONS[sentence.tone],
        "returns": sentence.returns,
        "out": ticket.away_since,
        "may_go": outings.may(ticket, at=web.now()),
        "closed": today.closed(),
        "back": url_for("kiosk.code"),
    }
