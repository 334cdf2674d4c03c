"""The answer to a ministry letter: how far it is, its recapitulation and lists, how it was sent."""

from dataclasses import dataclass
from datetime import date

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter, LetterFile
from models import Category
from office.errors import NotFound
from office.ministry import given_back, outcomes, replies
from reply_tables import Reply, ReplySent, ReplySigned
from staff import bp, downloads, papers_of_replies, policy, typed

NOW = "now"  # as of which moment a list is: this one, or a reply's
MEDIA = {"csv": "text/csv", "xlsx": downloads.spreadsheet.XLSX}


@dataclass(frozen=True)
class Version:
    """A version of a reply, and what became of it."""

    reply: Reply
    signed: ReplySigned | None
    sent: ReplySent | None

    @property
    def how(self) -> str:
        return replies.WAYS[self.sent.how] if self.sent else ""


@dataclass(frozen=True)
class Sum:
    """A line of the recapitulation: rows by result, and how many there are."""

    name: str
    rows: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


@bp.get("/inbox/<int:id>/answer", endpoint="answer")
def answer_page(id: int) -> str:
    letter = web.row(Letter, id)
    lists = given_back.lists(letter)
    return render_template("staff/reply.html", lists=[_list(one) for one in lists], **shown(letter))


@bp.post("/inbox/<int:id>/replies")
def issue_reply(id: int) -> Response:
    letter = web.row(Letter, id)
    replies.issue(letter, request.form.get("reason", ""), by=g.officer, at=web.now())
    return back(letter)


@bp.get("/replies/<int:id>/paper")
def reply_paper(id: int) -> Response:
    """The recapitulation as a PDF; it counts rows and names nobody."""
    return papers_of_replies.pdf(web.row(Reply, id))


@bp.post("/replies/<int:id>/signatures")
def sign_reply(id: int) -> Response:
    reply = web.row(Reply, id)
    replies.sign(reply, _day("signed_on"), by=g.officer, at=web.now())
    return back(reply.letter)


@bp.post("/replies/<int:id>/sendings")
def send_reply(id: int) -> Response:
    reply, form = web.row(Reply, id), request.form
    how, note = form.get("how", ""), form.get("note", "")
    replies.send(reply, _day("sent_on"), how, note, by=g.officer, at=web.now())
    return back(reply.letter)


@bp.post("/inbox/<int:id>/answer/columns")
def place_results(id: int) -> Response:
    """Which columns of a list hold the results."""
    letter = web.row(Letter, id)
    chosen = [request.form.get(name, "") for name in ("result", "note")]
    result, note = (int(one) if one.isdecimal() and len(one) < 5 else None for one in chosen)
    given_back.place(_file(letter), result, note, by=g.officer)
    return back(letter)


@bp.post("/inbox/<int:id>/answer/lists")
def take_list(id: int) -> Response:
    """A list as of now or of a reply, whole numbers and all: the reason is written down."""
    letter, at = web.row(Letter, id), web.now()
    reply = _reply(letter)
    moments = {"until": reply.at if reply else at, "since": reply.since if reply else None}
    file = _file(letter) if request.form.get("file") else None
    counts = outcomes.counted(letter, at=moments["until"], since=moments["since"])
    rows = sum(one.rows for one in counts if one.file == (file.id if file else None))
    told = {"rows": rows, "role": policy.any_role(), "by": g.officer, "at": at}
    content = given_back.take(letter, file, request.form.get("open_for", ""), **moments, **told)
    ending = given_back.ending(file)
    name = f"jawaban-{letter.id}-{file.id if file else 'tambahan'}-{web.today()}.{ending}"
    return downloads.whole(content, MEDIA[ending], name)


@bp.app_template_global("answer_to")
def shown(letter: Letter) -> dict[str, object]:
    """How far the answer is, for its page and for the letter's."""
    at = web.now()
    counts = outcomes.counted(letter, at=at)
    versions = [_version(one) for one in replies.of_letter(letter)]
    newest = versions[0] if versions else None
    lines, total = _sums(counts)
    return {
        "letter": letter,
        "today": web.today(),
        "lines": lines,
        "total": total,
        "columns": [id for id in outcomes.WORDS if total.rows.get(id)],
        "words": outcomes.WORDS,
        "settled": sum(one.rows for one in counts if one.settled),
        "typed_rows": sum(one.rows for one in counts if one.file is None),
        "versions": versions,
        "newest": newest,
        "sent": replies.answered(letter),
        "fresh": replies.fresh(letter, newest.reply, at=at) if newest else 0,
        "answers": replies.may(g.officer, at),
        "ways": replies.WAYS,
    }


def _sums(counts: list[outcomes.Count]) -> tuple[list[Sum], Sum]:
    """A line a category, in the order of the catalogue, and all of them together."""
    rows, whole = {}, {}
    for one in counts:
        of_kind = rows.setdefault(one.category, {})
        of_kind[one.result] = of_kind.get(one.result, 0) + one.rows
        whole[one.result] = whole.get(one.result, 0) + one.rows
    kinds = Category.select().where(Category.id.in_(list(rows))).order_by(Category.code)
    return [Sum(f"{one.code} {one.label}", rows[one.id]) for one in kinds], Sum("Jumlah", whole)


def _version(reply: Reply) -> Version:
    return Version(reply, replies.signature(reply), replies.sending(reply))


def _list(file: LetterFile) -> dict[str, object]:
    """A list, with the columns its results go to."""
    result, note = given_back.places(file)
    heads = {
        place: head or f"Kolom {place + 1}" for place, head in enumerate(given_back.headings(file))
    }
    return {"file": file, "heads": heads, "result": result, "note": note}


def _file(letter: Letter) -> LetterFile:
    id = typed.number(request.form.get("file", ""))
    found = [one for one in given_back.lists(letter) if one.id == id]
    if not found:
        raise NotFound("Halaman ini tidak ada.")
    return found[0]


def _reply(letter: Letter) -> Reply | None:
    """The reply as of which a list is wanted; None: as of now."""
    of = request.form.get("of", NOW)
    found = [one for one in replies.of_letter(letter) if str(one.id) == of]
    if of != NOW and not found:
        raise NotFound("Halaman ini tidak ada.")
    return found[0] if found else None


def _day(name: str) -> date:
    return typed.day(request.form.get(name, "")) or date.max  # no day: still to come


def back(letter: Letter) -> Response:
    return web.go(url_for("staff.answer", id=letter.id))
