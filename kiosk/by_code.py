"""What a code typed at the kiosk leads to: where its number stands, and what can be said of it."""

from flask import abort, g, redirect, render_template, request, session, url_for
from flask_babel import gettext

import web
from kiosk import bp, printing, screens, today, visit
from models import Appointment, Ticket, TicketStatus
from office import appointments, codes, intake, outings, procedures, sentences, turns
from office.tickets import CODE_LETTERS

CODE_UNKNOWN = "Kode tidak dikenal. Periksa lagi, atau tanya Petugas Informasi."
CODES = {  # screen -> what it asks for, and where that stands
    "code": (
        "Ketik kode di tiket Anda",
        "Delapan huruf dan angka, di bawah nomor antrean.",
    ),
    "appointment": (
        "Ketik kode janji Anda",
        "Atau pindai kodenya dari ponsel Anda.",
    ),
}
TONE_ICONS = {
    "": "hourglass",
    "office": "megaphone",
    "ok": "circle-check",
    "warn": "circle-pause",
    "bad": "octagon-alert",
    "quiet": "corner-up-left",
}


@bp.get("/code")
@bp.get("/appointment", endpoint="appointment")
def code():
    """Where the code of a number or of an appointment is typed or scanned."""
    typed = visit.on_the_form(visit.at_the_kiosk(), screen()).get("answer", "")[:20]
    return render_template("kiosk/code.html", typed=typed, wrong=None, **pad())


@bp.post("/code")
@bp.post("/appointment", endpoint="check_in")
def find():
    """Of a number, its state comes next; of an appointment, its number."""
    typed = visit.pressed(CODE_LETTERS, visit.CODE_LENGTH)
    if typed is not None:
        return render_template("kiosk/code.html", typed=typed, wrong=None, **pad())
    found = codes.look_up(request.form.get("answer", ""), by=g.device, at=web.now())
    if found is None:
        return unknown(), 422
    if isinstance(found, Appointment) and not found.ticket_id:
        ticket = appointments.check_in(found, by=g.device, at=web.now())
        visit.take(ticket)
        printing.ask(ticket)
        return redirect(url_for("kiosk.ticket"), 303)
    visit.begin(ticket=found.ticket_id if isinstance(found, Appointment) else found.id)
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
    if drawn:
        printing.ask(ticket)
    return redirect(url_for("kiosk.ticket" if drawn else "kiosk.state"), 303)


@bp.post("/outings")
def go_out():
    """Saya di luar, or Sudah kembali, by the code of the number."""
    found = looked_up() or abort(screens.from_the_start())
    verb = outings.be_back if request.form.get("back") else outings.go_out
    verb(sentences.newest(found), by=g.device, at=web.now())
    return redirect(url_for("kiosk.state"), 303)


def screen() -> str:
    """code or appointment: the same keys, in other words."""
    return request.path.rpartition("/")[2]


def pad() -> dict[str, object]:
    ask, hint = CODES[screen()]
    keys = {"letters": CODE_LETTERS, "longest": visit.CODE_LENGTH, "idle": 120, "keeps": True}
    return {"ask": gettext(ask), "hint": gettext(hint), **keys}


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
        "resting": today.resting() if ticket.status == TicketStatus.WAITING else "",
        "icon": TONE_ICONS[sentence.tone],
        "returns": sentence.returns,
        "out": ticket.away_since,
        "may_go": outings.may(ticket, at=web.now()),
        "closed": today.closed(),
        "back": url_for("kiosk.code"),
    }
