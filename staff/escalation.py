"""What other districts or the centre must cure: whom to ask, our letters to them, their answers."""

from datetime import timedelta

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from lembar_tables import Pack
from ministry_tables import Letter
from office.errors import Incomplete
from office.ministry import escalation, given_back, packs
from office.ministry.results import RESULTS
from office.papers import typeset
from staff import bp, downloads, official, policy, sentences_of_packs, typed

PAGE = 100
HEAD = ("No.", "NIK", "NIK lain", "No. KK", "Nama", "Kategori", "Masalah", "Jawaban", "Keterangan")
WAITS = timedelta(days=14)  # until one looks again, unless the officer says otherwise


@bp.get("/inbox/<int:id>/escalations", endpoint="escalations")
def escalations_page(id: int) -> str:
    letter, told = web.row(Letter, id), {"by": g.officer, "at": web.now()}
    now = max(1, typed.number(request.args.get("page", ""), otherwise=1))
    begin = (now - 1) * PAGE
    rows = escalation.candidates(letter, **told, begin=begin, most=PAGE + 1)
    return render_template(
        "staff/escalations.html",
        letter=letter,
        heaps=escalation.heaps(letter, **told),
        packs=packs.of_letter(letter),
        counts=packs.counts(letter),
        names=escalation.name_of,
        rows=rows[:PAGE],
        more=len(rows) > PAGE,
        page_now=now,
        most=escalation.MOST,
        sends=policy.may("staff.write_pack", policy.groups(policy.authorities().keys())),
        today=web.today(),
    )


@bp.post("/inbox/<int:id>/escalations")
def write_pack(id: int) -> Response:
    """A letter for one addressee: all that is theirs, or the ticked rows."""
    form = request.form
    chosen = [typed.number(text) for text in form.getlist("row")]
    if form.get("by_hand") and not chosen:
        raise Incomplete("Pilih paling sedikit satu baris.")
    by_code = form.get("code", "").replace(".", "").strip()
    addressee = form.get("addressee") or (
        escalation.CENTRE if form.get("where") == escalation.CENTRE else by_code
    )
    told = {"to": form.get("to", ""), "by": g.officer, "at": web.now()}
    pack = escalation.write(web.row(Letter, id), addressee, chosen, **told)
    return web.go(url_for("staff.pack", id=pack.id))


@bp.get("/packs/<int:id>", endpoint="pack")
def pack_page(id: int) -> str:
    pack = web.row(Pack, id)
    count, answered = packs.counts(pack.letter).get(pack.id, (0, 0))
    pages = max(1, -(-count // PAGE))
    now = min(max(1, typed.number(request.args.get("page", ""), otherwise=1)), pages)
    return render_template(
        "staff/pack.html",
        pack=pack,
        name=escalation.name_of(pack.addressee),
        count=count,
        answered=answered,
        rows=packs.rows(pack, begin=(now - 1) * PAGE, most=PAGE),
        running=packs.still_running(pack) if pack.sent_on else [],
        results=RESULTS,
        page_now=now,
        pages=pages,
        today=web.today(),
        again=web.today() + WAITS,
        sends=policy.may("staff.write_pack", policy.groups(policy.authorities().keys())),
    )


@bp.post("/packs/<int:id>/sendings")
def send_pack(id: int) -> str | Response:
    """It went out; its rows wait from now on."""
    pack, form = web.row(Pack, id), request.form
    told = {"by": g.officer, "at": web.now()}
    on = typed.day(form.get("sent_on", ""))
    if on is None:
        raise Incomplete("Isi tanggal kirim, sejak surat dibuat.", field="sent_on")
    packs.send(pack, on, form.get("how", ""), typed.day(form.get("again_on", "")), **told)
    packs.wait(pack, **told)
    return web.go(url_for("staff.pack", id=id))


@bp.post("/packs/<int:id>/waits")
def wait_for_pack(id: int) -> Response:
    """What was broken off, or could not be paused then."""
    packs.wait(web.row(Pack, id), by=g.officer, at=web.now())
    return web.go(url_for("staff.pack", id=id))


@bp.post("/packs/<int:id>/answers")
def answer_pack(id: int) -> Response:
    """What they answered of each row; one answer for all that have none, if so chosen."""
    pack, form = web.row(Pack, id), request.form
    given = {
        one.id: (what, form.get(f"note-{one.id}", ""))
        for one in packs.rows(pack)
        if (what := form.get(f"answer-{one.id}", "") or form.get("all", ""))
        and one.answered_on is None
    }
    on = typed.day(form.get("answered_on", ""))
    if on is None:
        raise Incomplete("Isi tanggal jawaban, sesudah surat dikirim.", field="answered_on")
    packs.answer(pack, given, on, by=g.officer, at=web.now())
    return web.go(url_for("staff.pack", id=id))


@bp.post("/packs/<int:id>/papers")
def print_pack(id: int) -> Response:
    """The letter with its list, numbers in full: taking it is written down."""
    pack = web.row(Pack, id)
    rows = list(packs.listed(pack))
    log(pack, len(rows), f"Mencetak surat {pack.label}")
    told = sentences_of_packs.told(pack, rows)
    return official.pdf(
        typeset.pdf("escalation", told, at=pack.at), f"surat-{pack.number}-{pack.year}"
    )


@bp.post("/packs/<int:id>/lists")
def export_pack(id: int) -> Response:
    """The same list as a spreadsheet, with two empty columns for the answer."""
    pack = web.row(Pack, id)
    rows = [(*row, "", "") for row in packs.listed(pack)]
    log(pack, len(rows), request.form.get("open_for", ""))
    return downloads.xlsx(f"surat-{pack.number}-{pack.year}", "Daftar", HEAD, rows)


def log(pack: Pack, rows: int, reason: str) -> None:
    if not reason.strip():
        raise Incomplete("Tulis untuk apa daftar ini diunduh.", field="open_for")
    told = {"role": policy.any_role(), "by": g.officer, "at": web.now()}
    given_back.log(pack.letter, None, rows, reason, **told)
