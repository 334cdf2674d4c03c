"""What a document says of a person; a correction taken back; the list to be entered into SIAK."""

from flask import abort, g, request, url_for
from werkzeug.wrappers import Response

import web
from models import Case, Correction
from office import texts
from office.register import elements, entries, identify, recover
from staff import bp, downloads, policy, typed

SEEN = ("asli diperlihatkan", "fotokopi diterima")
HEAD = (
    *("Waktu", "Jenis", "NIK", "Nama", "Elemen", "Sebelum", "Sesudah", "Dokumen dasar"),
    *("Permohonan", "Perintah", "Petugas", "Alasan"),
)


@bp.post("/cases/<int:id>/statements")
def state_document(id: int) -> Response:
    """Keep what a document says of a person, element by element."""
    case = web.row(Case, id)
    person = typed.number(request.form.get("person", ""))
    said = {
        name: request.form[f"said-{name}"]
        for name in elements.WORDS
        if f"said-{name}" in request.form
    }
    basis = request.form.get("basis", "")
    identify.state(case, person, said, basis, by=g.officer, at=web.now())
    return web.go(url_for("staff.case", id=case.id))


@bp.post("/cases/<int:id>/corrections/<int:correction>/reversals")
def reverse_correction(id: int, correction: int) -> str | Response:
    """Take an applied correction back."""
    case = web.row(Case, id)
    row = Correction.get_or_none(case=case, id=min(correction, typed.LARGEST)) or abort(404)
    why = texts.clean(request.form.get("reversed_for", ""), texts.LONGEST)
    told = request.form.get("done_at", "").strip()
    reference = texts.clean(request.form.get("reference", ""))
    done = recover.Done(reference, typed.moment(told) if told else web.now())
    recover.reverse(row, why, done, by=g.officer, at=web.now(), seen=typed.seen())
    return web.go(url_for("staff.case", id=case.id))


@bp.post("/register/corrections")
def export_corrections() -> Response:
    """The corrections of some days as a spreadsheet, to be entered into SIAK."""
    today, role = web.today(), policy.any_role()
    since, until = (typed.day(request.form.get(name, "")) or today for name in ("since", "until"))
    why = request.form.get("open_for", "")
    found = entries.listed(since, until, why, by=g.officer, role=role, at=web.now())
    return downloads.xlsx(f"perbaikan-{since}-{until}", "Perbaikan", HEAD, map(_cells, found))


def _cells(entry: entries.Entry) -> tuple[str, ...]:
    row, order = entry.correction, entry.order
    seen = [
        words
        for words, told in zip(SEEN, (row.original_seen, row.copy_received), strict=True)
        if told
    ]
    return (
        web.moment(entry.at),
        "Pembatalan" if entry.reversal else "Perbaikan",
        entry.person.nik,
        entry.person.name,
        elements.words(row.element),
        *entry.values,
        ", ".join([row.basis, *seen]),
        row.case.label,
        f"{order.officer.name}, {web.moment(order.at)}",
        (entry.reversal or row.applied).officer.name,
        entry.reversal.reason if entry.reversal else row.despite,
    )
