"""The lists that come with a letter: sent, looked at, explained where need be, imported, taken
back."""

from flask import g, render_template, request, url_for
from werkzeug.wrappers import Response

import web
from ministry_tables import Letter, LetterFile, Withdrawal
from office.files import uploads
from office.ministry import inbox, list_check, list_files, list_import, list_layout
from office.ministry.list_files import tray
from staff import bp, downloads, imports, pieces, policy, typed

LEAVE_OUT = "Jangan dimasukkan"


@bp.get("/inbox/<int:id>/state")
def list_state(id: int) -> str | Response:
    """Once nothing is under way, the whole page: the letter has new rows."""
    told = shown(web.row(Letter, id))
    if told["upload"] is None:
        return web.go(url_for("staff.letter", id=id))
    return web.unchanged(tray.version()) or render_template("staff/_list.html", **told)


@bp.post("/inbox/<int:id>/lists")
def bring_list(id: int) -> Response:
    """A small one, in one piece."""
    letter, told = web.row(Letter, id), {"by": g.officer, "at": web.now()}
    name, whole = pieces.whole()
    file = tray.begin(name, len(whole), letter=letter.id, **told).row
    tray.append(file.id, 0, whole, **told)
    tray.finish(file.id, **told)
    return web.go(url_for("staff.letter", id=letter.id))


@bp.post("/inbox/<int:id>/lists/begun")
def begin_list(id: int) -> Response:
    """One of any size that will come in pieces."""
    letter, name = web.row(Letter, id), request.form.get("name", "")
    file = tray.begin(name, pieces.size(), letter=letter.id, by=g.officer, at=web.now()).row
    return pieces.begun(
        pieces=url_for("staff.send_list", id=file.id), ends=url_for("staff.end_list", id=file.id)
    )


@bp.post("/lists/<int:id>/pieces")
def send_list(id: int) -> tuple[str, int]:
    tray.append(ours(id).id, *pieces.next_one(), by=g.officer, at=web.now())
    return "", 204


@bp.post("/lists/<int:id>/ends")
def end_list(id: int) -> tuple[str, int]:
    tray.finish(ours(id).id, by=g.officer, at=web.now())
    return "", 204


@bp.post("/lists/<int:id>/readings")
def explain_list(id: int) -> str | Response:
    """What its columns and words say."""
    file, form = ours(id), request.form
    columns = {typed.number(name[7:]): said for name, said in form.items() if name[:7] == "column-"}
    words = {name[5:]: code for name, code in form.items() if name[:5] == "word-"}
    told = {"line": typed.number(form.get("line", "")), "category": form.get("category", "")}
    told |= {"columns": columns, "words": words, "look": typed.seen("look")}
    list_files.look_again(file.id, **told, at=web.now())
    return redrawn(file)


@bp.post("/lists/<int:id>/confirmations")
def confirm_list(id: int) -> str | Response:
    file, skip = ours(id), request.form.get("skip") == "1"
    told = {"look": typed.seen("look"), "by": g.officer, "at": web.now()}
    list_files.confirm(file.id, skip=skip, **told)
    return redrawn(file)


@bp.post("/lists/<int:id>/cancellations")
def cancel_list(id: int) -> str | Response:
    file = ours(id)
    tray.cancel(file.id, at=web.now())
    return redrawn(file)


@bp.post("/lists/<int:id>/withdrawals")
def withdraw_list(id: int) -> Response:
    """The whole page again: the letter has fewer rows."""
    file = ours(id)
    list_import.withdraw(file, request.form.get("reason", ""), by=g.officer, at=web.now())
    return web.go(url_for("staff.letter", id=file.letter_id))


@bp.get("/lists/<int:id>/report")
def list_report(id: int) -> Response:
    """Which lines could not be read and why; nothing in it tells of a person."""
    file, upload = ours(id), tray.live()
    live = upload and upload.row.id == file.id
    report = upload.found.get("report", []) if upload and live else file.report
    lines = [(str(line), reason) for line, reason in report]
    return downloads.xlsx(f"laporan-daftar-{id}", "Laporan", ("Baris", "Keterangan"), lines)


def ours(id: int) -> LetterFile:
    """A list of this office's letters; others answer as if they were not there."""
    file = LetterFile.get_by_id(id if id < 2**63 else None)
    web.found(file.letter)
    return file


def redrawn(file: LetterFile) -> str | Response:
    if web.asked_by_htmx():
        return render_template("staff/_list.html", **shown(file.letter))
    return web.go(url_for("staff.letter", id=file.letter_id))


def shown(letter: Letter) -> dict[str, object]:
    """A letter, the list of its that is under way, and those that came."""
    version, live = tray.version(), tray.live()  # in this order: no change is missed
    upload = live if live and live.row.letter_id == letter.id else None
    mine = policy.groups(policy.authorities().keys())
    return {
        "letter": letter,
        "version": version,
        "upload": upload,
        "elsewhere": bool(live) and upload is None,
        "lists": [] if upload else inbox.lists(letter),
        "withdrawn": {one.file_id: one for one in Withdrawal.select()},
        "outcomes": imports.OUTCOMES,
        "broken": uploads.Outcome.BROKEN,
        "broken_off": uploads.SAID[uploads.Outcome.BROKEN],
        "brings": policy.may("staff.bring_list", mine),
        "most_megabytes": list_files.LARGEST // 1_000_000,
        **(under_way(upload) if upload else {}),
    }


def under_way(upload: uploads.Upload) -> dict[str, object]:
    """How far it is, and what was found in it."""
    doing, done, whole = upload.progress
    if upload.stage == uploads.Stage.SENDING:
        done, whole = upload.pieces.received, upload.pieces.size
    labels = {code: f"{code} {label}" for code, label in list_check.categories().items()}
    return {
        "step": imports.STAGES[upload.stage],
        "who": imports.who(upload.row),
        "doing": doing,
        "done": done,
        "percent": done * 100 // whole if whole else None,
        "bad": upload.found.get("report", [])[: imports.SHOWN],
        "fields": list_layout.FIELDS,
        "categories": labels,
        "meanings": {**labels, list_layout.LEFT_OUT: LEAVE_OUT},
    }
