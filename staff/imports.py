"""Bringing an extract into the population register: send it, look at what it holds, import it."""

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from models import Officer
from office.errors import Incomplete, NotFound
from office.files import uploads, workbook
from office.register import extracts, register_files
from office.register.register_files import tray
from register_tables import RegisterFile
from staff import bp, downloads, pieces, typed

SHOWN = 20  # bad lines on the page; the report has more
STAGES = {
    uploads.Stage.SENDING: "Berkas sedang dikirim",
    uploads.Stage.CHECKING: "Berkas sedang diperiksa",
    uploads.Stage.FOUND: "Periksa, lalu impor",
    uploads.Stage.IMPORTING: "Sedang diimpor",
    uploads.Stage.STOPPING: "Sedang dibatalkan",
}
# outcome -> kind of note, icon
OUTCOMES = {
    uploads.Outcome.IMPORTED: ("good", "circle-check"),
    uploads.Outcome.SAME: ("good", "circle-check"),
    uploads.Outcome.REFUSED: ("stop", "octagon-alert"),
    uploads.Outcome.STOPPED: ("", "circle-x"),
    uploads.Outcome.BROKEN: ("stop", "octagon-alert"),
}


@bp.get("/register/imports", endpoint="imports")
def imports_page() -> str:
    return render_template("staff/import.html", **shown())


@bp.get("/register/imports/state")
def import_state() -> str | Response:
    return web.unchanged(tray.version()) or render_template("staff/_import.html", **shown())


@bp.post("/register/imports")
def bring_file() -> Response:
    """A small file, in one piece."""
    told = {"by": g.officer, "at": web.now()}
    name, whole = pieces.whole()
    id = tray.begin(name, len(whole), **told).row.id
    tray.append(id, 0, whole, **told)
    tray.finish(id, **told)
    return web.go(url_for("staff.imports"))


@bp.post("/register/imports/begun")
def begin_file() -> Response:
    """A file of any size that will come in pieces."""
    name = request.form.get("name", "")
    id = tray.begin(name, pieces.size(), by=g.officer, at=web.now()).row.id
    return pieces.begun(
        pieces=url_for("staff.send_piece", id=id), ends=url_for("staff.end_file", id=id)
    )


@bp.post("/register/imports/<int:id>/pieces")
def send_piece(id: int) -> tuple[str, int]:
    tray.append(id, *pieces.next_one(), by=g.officer, at=web.now())
    return "", 204


@bp.post("/register/imports/<int:id>/ends")
def end_file(id: int) -> tuple[str, int]:
    tray.finish(id, by=g.officer, at=web.now())
    return "", 204


@bp.post("/register/imports/<int:id>/confirmations")
def confirm_import(id: int) -> str | Response:
    as_of, full = typed.day(request.form.get("as_of", "")), request.form.get("full") == "1"
    if as_of is None:
        raise Incomplete("Isi tanggal data ditarik.", field="as_of")
    register_files.confirm(id, as_of, full=full, by=g.officer, at=web.now(), today=web.today())
    return redrawn()


@bp.post("/register/imports/<int:id>/cancellations")
def cancel_import(id: int) -> str | Response:
    tray.cancel(id, at=web.now())
    return redrawn()


@bp.get("/register/imports/<int:id>/report")
def import_report(id: int) -> Response:
    """Which lines to look at and why; nothing in it tells of a person."""
    upload = tray.live()
    if upload and upload.row.id == id:
        told = upload.found.get("report", [])
    else:
        told = found(id).report
    return downloads.attached(extracts.report(told), "text/csv", f"laporan-impor-{id}.csv")


def redrawn() -> str | Response:
    if web.asked_by_htmx():
        return render_template("staff/_import.html", **shown())
    return web.go(url_for("staff.imports"))


def shown() -> dict[str, object]:
    """What is under way, or else what came of the last file."""
    version = tray.version()  # before what is shown, so that no change is missed
    upload, row = tray.live(), tray.last()
    stage, done, whole = upload.progress if upload else ("", 0, 0)
    if upload and upload.stage == uploads.Stage.SENDING:
        done, whole = upload.pieces.received, upload.pieces.size
    return {
        "version": version,
        "upload": upload,
        "file": upload.row if upload else row,
        "who": who(upload.row if upload else row),
        "outcome": OUTCOMES.get(row.outcome) if row else None,
        "step": STAGES[upload.stage] if upload else "",
        "doing": stage,
        "done": done,
        "whole": whole,
        "percent": done * 100 // whole if whole else None,
        "bad": upload.found.get("report", [])[:SHOWN] if upload else [],
        "today": web.today(),
        "most_gigabytes": register_files.LARGEST // 1_000_000_000,
        "most_rows": workbook.ROWS,
    }


def who(row: RegisterFile | None) -> str:
    return Officer.get_by_id(row.officer_id).name if row else ""


def found(id: int) -> RegisterFile:
    row = RegisterFile.get_or_none(RegisterFile.id == id) if id < 2**63 else None
    if row is None:
        raise NotFound("Halaman ini tidak ada.")
    return row
