"""Results as a list: rows taken along to be filled in, and the list brought back."""

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter
from office.errors import NotFound
from office.files import uploads
from office.ministry import given_back, inbox, result_files, result_lists
from office.ministry.result_files import tray
from office.register import extracts
from reply_tables import ResultFile
from staff import bp, downloads, imports, pieces, policy, typed

STAGES = imports.STAGES | {
    uploads.Stage.FOUND: "Periksa, lalu catat",
    uploads.Stage.IMPORTING: "Hasil sedang dicatat",
}
WHOSE = {result_lists.MINE: "Lembar yang saya kerjakan", result_lists.ALL: "Semua lembar"}


@bp.get("/results", endpoint="result_lists")
def result_lists_page() -> str:
    return render_template("staff/results.html", **shown())


@bp.get("/results/state")
def result_state() -> str | Response:
    return web.unchanged(tray.version()) or render_template("staff/_results.html", **shown())


@bp.post("/results/lists")
def take_rows() -> Response:
    """Rows to be filled in, whole numbers and all: the reason is written down."""
    form, told = request.form, {"by": g.officer, "at": web.now()}
    id = typed.number(form.get("letter", ""))
    letter = web.row(Letter, id) if id else None
    rows = result_lists.rows(form.get("which", ""), form.get("whose", ""), letter, **told)
    reason, role = form.get("open_for", ""), policy.any_role()
    content = given_back.work(rows, letter, reason, role=role, **told)
    return downloads.whole(content, downloads.spreadsheet.XLSX, f"hasil-{web.today()}.xlsx")


@bp.post("/results/files")
def bring_results() -> Response:
    """A small list, in one piece."""
    told = {"by": g.officer, "at": web.now()}
    name, whole = pieces.whole()
    id = tray.begin(name, len(whole), **told).row.id
    tray.append(id, 0, whole, **told)
    tray.finish(id, **told)
    return web.go(url_for("staff.result_lists"))


@bp.post("/results/files/begun")
def begin_results() -> Response:
    """One of any size that will come in pieces."""
    name = request.form.get("name", "")
    id = tray.begin(name, pieces.size(), by=g.officer, at=web.now()).row.id
    return pieces.begun(
        pieces=url_for("staff.send_results", id=id), ends=url_for("staff.end_results", id=id)
    )


@bp.post("/results/files/<int:id>/pieces")
def send_results(id: int) -> tuple[str, int]:
    tray.append(ours(id), *pieces.next_one(), by=g.officer, at=web.now())
    return "", 204


@bp.post("/results/files/<int:id>/ends")
def end_results(id: int) -> tuple[str, int]:
    tray.finish(ours(id), by=g.officer, at=web.now())
    return "", 204


@bp.post("/results/files/<int:id>/confirmations")
def confirm_results(id: int) -> str | Response:
    finish, reason = request.form.get("finish") == "1", request.form.get("reason", "")
    told = {"by": g.officer, "at": web.now()}
    result_files.confirm(ours(id), finish=finish, reason=reason, **told)
    return redrawn()


@bp.post("/results/files/<int:id>/cancellations")
def cancel_results(id: int) -> str | Response:
    tray.cancel(ours(id), at=web.now())
    return redrawn()


@bp.get("/results/files/<int:id>/report")
def result_report(id: int) -> Response:
    """Which lines to look at and why; nothing in it tells of a person."""
    upload, row = tray.live(), ResultFile.get_by_id(ours(id))
    live = upload and upload.row.id == id
    told = upload.found.get("report", []) if upload and live else row.report
    return downloads.attached(extracts.report(told), "text/csv", f"laporan-hasil-{id}.csv")


def ours(id: int) -> int:
    """The id of a list that an officer of this office brought."""
    row = ResultFile.get_or_none(ResultFile.id == id) if id < 2**63 else None
    if row is None or row.officer.office_id != g.office.id:
        raise NotFound("Halaman ini tidak ada.")
    return id


def redrawn() -> str | Response:
    if web.asked_by_htmx():
        return render_template("staff/_results.html", **shown())
    return web.go(url_for("staff.result_lists"))


def shown() -> dict[str, object]:
    """What is under way here or elsewhere, or else what came of the last list."""
    version = tray.version()  # before what is shown, so that no change is missed
    upload, row = tray.live(), tray.last()
    elsewhere = bool(upload) and upload.row.officer.office_id != g.office.id
    if elsewhere or (row and row.officer.office_id != g.office.id):
        upload = row = None
    stage, done, whole = upload.progress if upload else ("", 0, 0)
    if upload and upload.stage == uploads.Stage.SENDING:
        done, whole = upload.pieces.received, upload.pieces.size
    return {
        "version": version,
        "upload": upload,
        "elsewhere": elsewhere,
        "file": upload.row if upload else row,
        "outcome": imports.OUTCOMES.get(row.outcome) if row else None,
        "step": STAGES[upload.stage] if upload else "",
        "doing": stage,
        "done": done,
        "percent": done * 100 // whole if whole else None,
        "bad": upload.found.get("report", [])[: imports.SHOWN] if upload else [],
        "letters": {one.id: one.reference for one in inbox.letters(g.office)},
        "which": result_lists.WHICH,
        "whose": WHOSE,
        "most_megabytes": result_files.LARGEST // 1_000_000,
    }
