"""Buku agenda, day by day: what came in and what went out. It names no person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import g, render_template, request, url_for

import web
from ministry_tables import Lembar, Letter
from models import Agenda, AgendaKind
from office import procedures
from office.ministry import replies
from office.papers import agenda
from reply_tables import ReplySent
from staff import bp, policy, typed

FIRST_DAY = date(2000, 1, 1)
# kind -> tone, icon, words
KINDS = {
    AgendaKind.REQUEST_IN: ("", "log-in", "Permohonan masuk"),
    AgendaKind.RESULT_OUT: ("ok", "circle-check", "Hasil keluar"),
    AgendaKind.SHEET_IN: ("", "log-in", "Lembar masuk"),
    AgendaKind.SHEET_OUT: ("ok", "circle-check", "Lembar keluar"),
}


REPLY_OUT = ("ok", "circle-check", "Jawaban surat keluar")


@dataclass(frozen=True)
class Line:
    """A line of the book in words."""

    row: Agenda | ReplySent
    kind: tuple[str, str, str]
    name: str  # of the case, or of the reply
    url: str  # where it stands
    about: str


@bp.get("/agenda", endpoint="agenda")
def book() -> str:
    mine = policy.groups(policy.authorities().keys())
    return render_template("staff/agenda.html", opens=policy.may("staff.case", mine), **shown())


@bp.get("/agenda/paper")
def print_agenda() -> str:
    """The book of one day, to be bound; it names no person, so nothing is opened."""
    return render_template("staff/print_agenda.html", office=g.office, **shown())


def shown() -> dict[str, object]:
    """The day that was asked for, or today; no day to come."""
    today = web.today()
    day = typed.day(request.args.get("day", "")) or today
    day = min(max(day, FIRST_DAY), today)
    return {
        "day": day,
        "before": day - timedelta(days=1) if day > FIRST_DAY else None,
        "after": day + timedelta(days=1) if day < today else None,
        "first_day": FIRST_DAY,
        "today": today,
        "lines": sorted(lines(day), key=lambda line: line.row.number),
    }


def lines(day: date) -> Iterator[Line]:
    rows = agenda.of_day(g.office, day)
    sheets = [row.case_id for row in rows if row.kind.startswith("sheet")]
    answered = Lembar.select(Lembar.case, Letter.reference).join(Letter)
    letters = dict(answered.where(Lembar.case.in_(sheets)).tuples())
    for row in rows:
        procedure, letter = procedures.of(row.case), letters.get(row.case_id)
        about = f"Surat Ditjen Dukcapil {letter}" if letter else procedure.service
        url = url_for("staff.case", id=row.case_id)
        kind = KINDS[AgendaKind(row.kind)]
        yield Line(row, kind, row.case.label, url, about or procedure.title)
    for sent in replies.sent_on(g.office.id, day):
        letter = sent.reply.letter
        url = url_for("staff.answer", id=letter.id)
        about = f"Surat Ditjen Dukcapil {letter.reference}"
        yield Line(sent, REPLY_OUT, sent.reply.label, url, about)
