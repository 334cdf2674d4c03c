"""The kiosk's pages: find, do, show."""

from datetime import timedelta

from flask import abort, g, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from peewee import DatabaseError
from werkzeug.exceptions import HTTPException

import web
from kiosk import bp, paper, printing, screens, today, visit
from models import DeviceKind
from office import devices, intake
from office.errors import Refused

LOOKS_AGAIN = timedelta(minutes=2)  # while an officer may be getting up


@bp.before_request
def gate():
    web.device(DeviceKind.KIOSK)


@bp.errorhandler(Refused)
def refused(refusal):
    return screens.refused(web.say(refusal), refusal.status)


@bp.errorhandler(HTTPException)
def no_page(error):
    return error.response or screens.refused(*web.sentence_of(error))


@bp.errorhandler(DatabaseError)
def not_kept(error):
    """A full disk or a database that cannot be written: no number was given."""
    web.log(error)
    return screens.refused(
        gettext("Maaf, nomor antrean belum bisa dikeluarkan. Silakan hubungi petugas."), 503
    )


@bp.errorhandler(CSRFError)
def too_old(_error):
    return screens.refused(gettext("Layar ini sudah lama terbuka. Silakan mulai lagi."), 403)


@bp.get("")
def start():
    """The doors. `?paper=58` or `80` says once that this kiosk prints, and how wide."""
    return screens.remember_paper(screens.doors())


@bp.get("/panel.css")
def panel():
    """The glass this kiosk is drawn on: its pixels a millimetre, and where it is too low."""
    return screens.panel()


@bp.post("/doors")
def open_door():
    return redirect(visit.next_place(visit.enter(screens.chosen())), 303)


@bp.get("/services")
def services():
    return render_template("kiosk/services.html", **today.services())


@bp.post("/services")
def take_number():
    return redirect(visit.next_place(visit.take_number(screens.chosen())), 303)


@bp.get("/questions/<id>")
def question(id):
    draft = visit.draft() or abort(screens.from_the_start())
    return screens.question(draft, id)


@bp.post("/questions/<id>")
def answer(id):
    """Keep an answer and go on; a slip is said at the field."""
    draft = visit.draft() or abort(screens.from_the_start())
    visit.refuse_unknown(draft, id)
    typed = visit.pressed(visit.PAD, visit.NIK_LENGTH) if id == "nik" else None
    if typed is not None:
        return screens.question(draft, id, typed=typed)
    if wrong := visit.keep(draft, id):
        return screens.question(draft, id, wrong=wrong), 422
    return redirect(visit.after(draft, id), 303)


@bp.get("/papers")
def lacking():
    draft = visit.draft() or abort(screens.from_the_start())
    return render_template("kiosk/lacking.html", **screens.lacking(draft))


@bp.get("/papers/list")
def papers_list():
    draft = visit.draft() or abort(screens.from_the_start())
    return render_template("kiosk/papers_list.html", **screens.lacking(draft), **printing.slip())


@bp.get("/check")
def check():
    draft = visit.draft() or abort(screens.from_the_start())
    return screens.check(draft)


@bp.post("/tickets")
def submit():
    """Open the case and give its number; a second press finds the number of the first."""
    draft = visit.draft() or abort(redirect(url_for("kiosk.ticket"), 303))
    asking = visit.asking(draft) or abort(redirect(visit.next_place(draft), 303))
    ticket = intake.submit(asking, g.office, by=g.device, at=web.now())
    printing.ask(ticket)
    return redirect(url_for("kiosk.ticket"), 303)


@bp.get("/ticket")
def ticket():
    ticket = visit.ticket() or abort(screens.from_the_start())
    return render_template("kiosk/ticket.html", **paper.ticket(ticket), **printing.state(ticket))


@bp.get("/info")
def info():
    return render_template("kiosk/info.html", **screens.info())


@bp.post("/help")
def call_officer():
    """Call an officer to this screen; nothing that was typed is lost by it."""
    visit.stay(screens.came_from(request.form.get("back", "")))
    devices.ask_for_help(g.device, at=web.now())
    return redirect(url_for("kiosk.help"), 303)


@bp.get("/help", endpoint="help")
def officer_called():
    called, back = visit.called(), visit.stayed_at()
    fresh = called and web.now() - called.asked_at < LOOKS_AGAIN
    waits = fresh and called.officer_id is None
    return render_template("kiosk/help.html", called=called, waits=waits, back=back, idle=180)


@bp.post("/aids")
def aids():
    """Larger letters, more contrast, lower buttons or another language, until the next person."""
    screens.turn(request.form.get("aid", ""))
    back = screens.came_from(request.form.get("back", ""))
    visit.hold(back)
    return redirect(back + screens.turned_page(), 303)


@bp.get("/idle")
def idle():
    """Where a kiosk without JavaScript asks whether someone is still there."""
    return render_template("kiosk/idle.html", back=screens.came_from(), idle=0)


@bp.get("/left")
def left():
    """Nobody was: the browser forgets who stood here; the draft dies by itself."""
    visit.leave()
    return screens.wiped()


@bp.route("/<path:nothing>", methods=["GET", "POST"])
def unknown(nothing):
    """An address of the kiosk that is none is told on the kiosk's own screen."""
    abort(404)


@bp.post("/wipe")
def wipe():
    """Forget everything of this person."""
    intake.wipe(session.get("kiosk", ""))
    visit.leave()
    return screens.wiped()
