"""One person's visit: their draft, what they typed, and where it goes next."""

import re
from datetime import timedelta

from flask import abort, g, request, session, url_for
from werkzeug.datastructures import MultiDict

import web
from models import Draft, HelpCall, Ticket
from office import devices, doors, intake, procedures, questions, quotas, sop
from office.errors import Incomplete

LEFT_BEHIND = timedelta(minutes=5)  # a kiosk that went dark forgets
AIDS = ("language", "text", "contrast", "reach")
PAD = "0123456789"
NIK_LENGTH, CODE_LENGTH = 16, 8
UNSENT, MOST_TICKS = re.compile(r"answer$|paper\.[a-z_]{1,40}$"), 30  # of a form not yet sent


def draft() -> Draft | None:
    """The draft of who stands here and asks for something; None when nobody does."""
    here = at_the_kiosk()
    return here if procedure_of(here) else None


def at_the_kiosk() -> Draft | None:
    """The draft of whoever stands here, come with a matter or with a code.

    None when nobody began, or left it behind.
    """
    key = session.get("kiosk")
    since = web.now() - LEFT_BEHIND
    return intake.draft(key, g.device, since=since) if key else None


def ticket() -> Ticket | None:
    """The number this visit was given."""
    key = session.get("kiosk")
    found = Ticket.get_or_none(Ticket.submission == key, Ticket.office == g.office) if key else None
    return found if found and found.issued_at > web.now() - LEFT_BEHIND else None


def enter(procedure: sop.Procedure) -> Draft:
    """Through a procedure's own door. Who only went back to the doors finds their answers again."""
    refuse(procedure)
    here = draft()
    if here and here.procedure == procedure.id and "path" not in here.answers:
        return here
    return begin(procedure.id)


def take_number(procedure: sop.Procedure) -> Draft:
    """Through the door of those who only want a number."""
    refuse(procedure)
    return begin(procedure.id, path="number")


def refuse(procedure: sop.Procedure) -> None:
    """Raises Refused at the door already, when the last press would."""
    doors.refuse_when_closed(g.office, web.now())
    quotas.counted(g.office, procedure, by=g.device, at=web.now())


def begin(procedure: str = "", **answers: object) -> Draft:
    """A fresh visit; whatever was typed here before is forgotten."""
    intake.wipe_left_behind(before=web.now() - LEFT_BEHIND)
    intake.wipe(session.pop("kiosk", ""))
    new = intake.begin_draft(g.device, at=web.now())
    session["kiosk"] = new.key
    return intake.answer(new, at=web.now(), procedure=procedure, **answers)


def take(ticket: Ticket) -> None:
    """A number without questions: it is what this visit was for."""
    intake.wipe(session.get("kiosk", ""))
    session["kiosk"] = ticket.submission


def leave() -> None:
    """Forget this person: their session and every aid they turned on."""
    for name in ("kiosk", "stay", *AIDS):
        session.pop(name, None)
    if "staff" not in session:
        session.clear()


def procedure_of(draft: Draft | None) -> sop.Procedure | None:
    return procedures.newest(draft.procedure) if draft and draft.procedure else None


def asked(draft: Draft) -> list[str]:
    """The questions of this visit, in order."""
    procedure = procedure_of(draft)
    if draft.answers.get("path") == "number":
        return [id for id in procedure.asks if id == "priority"]
    return questions.asked(procedure, draft.answers)


def refuse_unknown(draft: Draft, question: str) -> None:
    if question not in procedure_of(draft).asks:
        abort(404)


def keep(draft: Draft, question: str) -> Incomplete | None:
    """Store the answer of this form and drop those it makes untrue; or say what is wrong with it.

    How often a question went wrong is counted: after twice an officer helps.
    """
    procedure = procedure_of(draft)
    try:
        answer = questions.checked(question, given(draft, question), procedure, draft.answers)
    except Incomplete as refusal:
        failed = draft.answers.get("failed", {})
        intake.answer(draft, at=web.now(), failed={**failed, question: failed.get(question, 0) + 1})
        return refusal
    after = {**draft.answers, question: answer}
    gone = dict.fromkeys(questions.outdated(procedure, after))
    intake.answer(draft, at=web.now(), **{question: answer, **gone, "unsent": None})
    return None


def hold(path: str) -> None:
    """Keep what stands unsent on this screen's form, so that an aid costs nobody an answer."""
    here, question = draft(), path.rpartition("/")[2]
    fields = [pair for pair in request.form.items(multi=True) if UNSENT.match(pair[0])][:MOST_TICKS]
    if path in (url_for("kiosk.code"), url_for("kiosk.appointment")) and any(
        words for _, words in fields
    ):
        here = at_the_kiosk() or begin()
    elif not (here and question in asked(here)):
        return
    if fields:
        kept = [(name, words[:40].replace("\x00", "")) for name, words in fields]
        intake.answer(here, at=web.now(), unsent={"question": question, "fields": kept})


def stay(path: str) -> None:
    """Keep this screen, and what stands on it, for whoever waits here for an officer."""
    if path != url_for("kiosk.help"):
        hold(path)
        session["stay"] = path
    if here := at_the_kiosk():
        intake.answer(here, at=web.now())


def stayed_at() -> str:
    """The screen an officer was called from."""
    return session.get("stay") or url_for("kiosk.start")


def called() -> HelpCall | None:
    """The call for an officer from this kiosk; None when there is none, or it was long answered."""
    call = devices.last_call(g.device, web.today())
    answered = call and call.taken_at and call.taken_at < web.now() - LEFT_BEHIND
    return None if answered else call


def on_the_form(draft: Draft | None, question: str) -> MultiDict:
    """What this screen's form was just sent with, or what an aid interrupted."""
    unsent = (draft and draft.answers.get("unsent")) or {}
    if request.method == "POST" or unsent.get("question") != question:
        return request.form
    return MultiDict([(name, words) for name, words in unsent["fields"]])


def given(draft: Draft, question: str) -> list[str]:
    """What the form answers; a NIK left as it was stays, and a line of papers is not forgotten."""
    answers = request.form.getlist("answer")
    if question == "nik":
        left = request.form.get("skip") or not any(answers)
        kept = "" if request.form.get("skip") else str(draft.answers.get("nik", ""))
        if left and not kept and not request.form.get("skip"):
            raise Incomplete("NIK biasanya 16 angka. Periksa lagi, atau pilih Lewati.")
        return [kept] if left else answers[:1]
    if question == "papers":
        wanted = questions.papers(procedure_of(draft), draft.answers)
        if any(not request.form.get(f"paper.{paper.id}") for paper in wanted):
            raise Incomplete("Pilih Bawa atau Tidak bawa untuk tiap berkas.")
        lines = [request.form[f"paper.{paper.id}"] for paper in wanted]
        return [line for line in lines if line != "no"]
    return answers


def next_place(draft: Draft) -> str:
    """The first question still open, or the check of them all."""
    for id in asked(draft):
        if id not in draft.answers:
            return url_for("kiosk.question", id=id)
    return url_for("kiosk.check")


def before(asked: list[str], question: str) -> str:
    """Where Kembali leads: to the check for who came from there to change an answer."""
    if "change" in request.args:
        return url_for("kiosk.check")
    at = asked.index(question)
    return url_for("kiosk.question", id=asked[at - 1]) if at else url_for("kiosk.start")


def after(draft: Draft, question: str) -> str:
    """Where an answer leads: what is lacking is said before one goes on."""
    draft = Draft.get_by_id(draft.key)
    if question == "papers" and questions.lacking(procedure_of(draft), draft.answers):
        return url_for("kiosk.lacking")
    return next_place(draft)


def asking(draft: Draft) -> intake.Asked | None:
    """What this visit submits; None while a question is open that was not waived (`anyway`).

    Who only wants a number answers its one question with the same press.
    """
    answers = dict(draft.answers)
    procedure = procedure_of(draft)
    if answers.get("path") == "number" and "answer" in request.form:
        answers["priority"] = questions.checked(
            "priority", request.form.getlist("answer"), procedure, answers
        )
    open_ = [id for id in asked(draft) if id not in answers]
    if procedure is None or (open_ and not request.form.get("anyway")):
        return None
    answers = {id: answer for id, answer in answers.items() if id in questions.QUESTIONS}
    return intake.Asked(procedure, answers, draft.key)


def pressed(keys: str, longest: int) -> str | None:
    """What stands in the field after a key of the drawn keyboard; None when none was pressed."""
    key, typed = request.form.get("key", ""), request.form.get("answer", "")
    if not key:
        return None
    kept = "".join(letter for letter in typed.upper() if letter in keys)[:longest]
    if key in ("delete", "clear"):
        return kept[:-1] if key == "delete" else ""
    return (kept + key)[:longest] if len(key) == 1 and key in keys else kept
