"""The answer to a ministry letter: its recapitulation, numbered and in versions; when it was signed
on paper and sent. What comes after it was sent is answered by a supplement (susulan)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from database import fetch, find, first, insert, one, writing
from ministry_tables import Letter
from models import AgendaSeries, Category, Officer
from office import access, audit, procedures, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.ministry import given_back, outcomes
from office.ministry.outcomes import Count
from office.papers import letterhead, numbers, official
from office.texts import clean
from reply_tables import Reply, ReplySent, ReplySigned

KIND = "reply"
TO = "Direktur Jenderal Kependudukan dan Pencatatan Sipil, Kementerian Dalam Negeri"
TITLE = "Rekapitulasi tindak lanjut data anomali dan ganda"
WAYS = {
    "upload": "Diunggah ke aplikasi pusat",
    "mail": "Surat elektronik",
    "post": "Pos atau kurir",
    "hand": "Diantar langsung",
}
LINES = 40  # numbers of unread lines that a recapitulation names


def issue(letter: Letter, reason: str = "", *, by: Officer, at: datetime) -> Reply:
    """Number the recapitulation as it stands now: the answer; its next version while the last was
    not sent; or a supplement of what came since the last that was.

    Raises
        NotAllowed  the letter, or procedure B, is not `by`'s
        Refused     there is nothing to tell
        Incomplete  a later version without a reason
    """
    reason = clean(reason)
    demand_role(letter, by, at)
    mark, counts = _mark(letter), _counts(letter, at)  # of 62,000 rows: nobody waits meanwhile
    with writing():
        former, since = latest(letter), _since(letter)
        sent = former and sending(former)
        if former and not sent and not reason:
            raise Incomplete("Tulis alasan versi baru.", field="reason")
        if _mark(letter) != mark:
            counts = _counts(letter, at)  # somebody was quicker; seldom
        content = _content(letter, counts, since, at)
        if not content["total"]:
            raise Refused(NOTHING_NEW if since else "Surat ini belum punya baris.")
        row = _numbered(letter, former, bool(sent), at)
        row |= {"content": content, "since": since, "at": at, "officer": by.id}
        id = insert(Reply, **row, reason=reason if former and not sent else "")
        happened = Happened.REPLY_REVISED if former and not sent else Happened.REPLY_ISSUED
        audit.record(letter.office_id, happened, at=at, by=by, detail=f"reply {id}")
    return Reply.get_by_id(id)


def sign(reply: Reply, signed_on: date, *, by: Officer, at: datetime) -> ReplySigned:
    """Note that a recapitulation was signed on paper.

    Raises Stale when it has a later version, Refused when that is noted already, Incomplete on a
    day that is still to come or before it was made.
    """
    with writing():
        demand_role(reply.letter, by, at)
        _refuse_replaced(reply)
        if signature(reply):
            raise Refused("Tanda tangan basah sudah dicatat.")
        if not _made_on(reply) <= signed_on <= timetable.today(by.office, at):
            raise Incomplete("Isi tanggal tanda tangan basah.", field="signed_on")
        insert(ReplySigned, reply=reply.id, signed_on=signed_on, officer=by.id, at=at)
        detail = f"reply {reply.id}"
        audit.record(by.office_id, Happened.REPLY_SIGNED, at=at, by=by, detail=detail)
    return ReplySigned.get(ReplySigned.reply == reply)


def send(
    reply: Reply, sent_on: date, how: str, note: str = "", *, by: Officer, at: datetime
) -> ReplySent:
    """Note that a reply went out, and book it in the buku agenda: the letter is answered.

    how: an id of WAYS.  note: number of the parcel or of the receipt.

    Raises Stale when it has a later version, Refused when it was sent or is not signed yet,
    Incomplete on an unknown way and on a day before the signature or to come.
    """
    note = clean(note)
    with writing():
        demand_role(reply.letter, by, at)
        _refuse_replaced(reply)
        if sending(reply):
            raise Refused("Jawaban {label} sudah dicatat terkirim.", label=reply.label)
        signed, today = signature(reply), timetable.today(by.office, at)
        if signed is None:
            raise Refused("Jawaban {label} belum ditandatangani basah.", label=reply.label)
        if how not in WAYS:
            raise Incomplete("Pilih bagaimana jawaban dikirim.", field="how")
        if not signed.signed_on <= sent_on <= today:
            raise Incomplete("Isi tanggal kirim, sesudah tanda tangan.", field="sent_on")
        told = {"reply": reply.id, "sent_on": sent_on, "how": how, "note": note}
        booked = _booked(by, today)
        insert(ReplySent, office=by.office_id, **told, **booked, officer=by.id, at=at)
        detail = f"reply {reply.id}"
        audit.record(by.office_id, Happened.REPLY_SENT, at=at, by=by, detail=detail)
    return ReplySent.get(ReplySent.reply == reply)


def of_letter(letter: Letter) -> list[Reply]:
    """Every version of the answer and its supplements, the newest first."""
    rows = find(Reply, "letter_id = ? ORDER BY supplement DESC, version DESC", letter.id)
    fetch(rows, Reply.officer)
    return rows


def latest(letter: Letter) -> Reply | None:
    newest = "letter_id = ? ORDER BY supplement DESC, version DESC"
    return first(Reply, newest, letter.id)


def signature(reply: Reply) -> ReplySigned | None:
    return first(ReplySigned, "reply_id = ?", reply.id)


def sending(reply: Reply) -> ReplySent | None:
    return first(ReplySent, "reply_id = ?", reply.id)


def answered(letter: Letter) -> ReplySent | None:
    """How and when the letter was answered; its supplements do not change that."""
    of_this = "reply_id IN (SELECT id FROM reply WHERE letter_id = ? AND supplement = 0)"
    return first(ReplySent, of_this, letter.id)


def fresh(letter: Letter, former: Reply, *, at: datetime) -> int:
    """How many rows got a result, or another, since a reply was made."""
    return sum(one.rows for one in outcomes.counted(letter, at=at, since=former.at))


def sent_on(office: int, day: date) -> list[ReplySent]:
    """What went out and was booked on a day."""
    rows = find(ReplySent, "office_id = ? AND day = ?", office, day)
    fetch(rows, ReplySent.officer, ReplySent.reply)
    return rows


def may(by: Officer, at: datetime) -> bool:
    """Whether answering the ministry is `by`'s: whoever has a part in a procedure with rows."""
    mine = set(access.authorities(by, on=timetable.today(by.office, at)))
    sheets = (one for one in procedures.all_versions() if procedures.walks_with_rows(one))
    return any(mine & set(sheet.roles) for sheet in sheets)


def demand_role(letter: Letter, by: Officer, at: datetime) -> None:
    if by.office_id != letter.office_id or not may(by, at):
        raise NotAllowed("Menjawab surat Ditjen bukan tugas Anda.")


def _since(letter: Letter) -> datetime | None:
    """After which moment the next reply tells what came; None: it is the answer itself."""
    former = latest(letter)
    if former is None:
        return None
    return former.at if sending(former) else former.since


def _counts(letter: Letter, at: datetime) -> list[Count]:
    return outcomes.counted(letter, at=at, since=_since(letter))


def _mark(letter: Letter) -> tuple[Any, ...] | None:
    """What every result that comes, and every reply, changes."""
    return one(
        """SELECT count(ended_at), max(ended_at), (SELECT max(id) FROM later_result),
        (SELECT max(id) FROM reply_sent), (SELECT max(shown_at) FROM letter_file)
        FROM lembar JOIN "case" ON "case".id = lembar.case_id WHERE letter_id = ?""",
        letter.id,
    )


def _content(
    letter: Letter, counts: list[Count], since: datetime | None, at: datetime
) -> dict[str, Any]:
    former = [one for one in of_letter(letter) if since and sending(one)]
    lists = given_back.lists(letter)
    held = {file.id: _sum(row for row in counts if row.file == file.id) for file in lists}
    return official.head_of(letter.office, timetable.today(letter.office, at)) | {
        "title": TITLE + (" (susulan)" if since else ""),
        "to": TO,
        "letter": [letter.reference, letter.dated.isoformat()],
        "former": [former[-1].label, former[-1].at.isoformat()] if former else [],
        "lists": [
            [file.name, held[file.id], 0 if since else file.told, _unread(file.report, since)]
            for file in lists
            if held[file.id] or not since
        ],
        "typed": _sum(one for one in counts if one.file is None),
        "categories": _by_category(counts),
        "total": _sum(counts),
    }


def _by_category(counts: Iterable[Count]) -> list[list[Any]]:
    """[code, label, {result: rows}] of each category there is."""
    found: dict[int, dict[str, int]] = {}
    for count in counts:
        results = found.setdefault(count.category, {})
        results[count.result] = results.get(count.result, 0) + count.rows
    rows = Category.select().where(Category.id.in_(list(found))).order_by(Category.code)
    return [[row.code, row.label, found[row.id]] for row in rows]


def _unread(report: list, since: datetime | None) -> list[int]:
    return [] if since else [line for line, *_ in report[:LINES]]


def _sum(counts: Iterable[Count]) -> int:
    return sum(one.rows for one in counts)


def _numbered(letter: Letter, former: Reply | None, sent: bool, at: datetime) -> dict[str, Any]:
    """Its number: the former version's, or the next of the year."""
    of = {"office": letter.office_id, "letter": letter.id}
    if former and not sent:
        kept = {name: getattr(former, name) for name in ("supplement", "year", "number", "label")}
        return {**of, **kept, "version": former.version + 1}
    office, supplement = letter.office, former.supplement + 1 if former else 0
    day = timetable.today(office, at)
    number = numbers.following(AgendaSeries, office=office, year=day.year, kind=KIND)
    label = numbers.label(letterhead.pattern(office, KIND), number, code=office.code, day=day)
    given = {"year": day.year, "number": number, "label": label}
    return {**of, **given, "supplement": supplement, "version": 1}


def _booked(by: Officer, day: date) -> dict[str, Any]:
    """The next line of the buku agenda, in the series that it shares."""
    office = by.office
    number = numbers.following(AgendaSeries, office=office, year=day.year, kind="agenda")
    label = numbers.label(office.agenda_pattern, number, code=office.code, day=day)
    return {"year": day.year, "number": number, "label": label, "day": day}


def _refuse_replaced(reply: Reply) -> None:
    newest = latest(reply.letter)
    if newest and newest.id != reply.id:
        raise Stale("Jawaban {label} sudah diganti. Periksa lagi.", label=reply.label)


def _made_on(reply: Reply) -> date:
    return timetable.today(reply.letter.office, reply.at)


NOTHING_NEW = "Belum ada hasil baru sejak jawaban terakhir dikirim."
