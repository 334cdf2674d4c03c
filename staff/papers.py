"""What is printed of a case: the request, what an applicant takes home, lembar, control sheet."""

from flask import g, render_template

import web
from ministry_tables import Row
from models import Case
from office import access, clocks, made, privacy, procedures
from office.dossier import Dossier
from office.ministry import inbox, signing
from office.papers import file_place, slips
from office.sentences import Sentence
from staff import bp, casefile


@bp.post("/cases/<int:id>/papers/request")
def print_request(id: int) -> str:
    """The request to be signed; it shows the NIK in full, so printing it is written down."""
    case = web.row(Case, id)
    why = "Mencetak permohonan untuk ditandatangani"
    values = _opened(case, ("applicant", "name", "nik"), why)
    return render_template("staff/print_request.html", **_letterhead(case), **_asked(case, values))


def _asked(case: Case, values: dict) -> dict[str, object]:
    owners = [(name, nik) for (name,), (nik,) in zip(values["name"], values["nik"], strict=True)]
    dossier = Dossier(case)
    return {
        "row": dossier.request,
        "ticket": dossier.tickets[-1] if dossier.tickets else None,
        "applicant": next(iter(values["applicant"]), ("", "")),
        "owners": owners or [("", "")],
        "answers": list(casefile.answers_in_words(dossier.procedure, dossier.answers)),
        "papers": dossier.wanted_papers,
    }


@bp.post("/cases/<int:id>/papers/receipt")
def print_receipt(id: int) -> str:
    """Tanda terima berkas: the applicant's name stands on it, so printing it is written down."""
    case = web.row(Case, id)
    slip = slips.receipt(Dossier(case))
    values = _opened(case, ("applicant",), "Mencetak tanda terima berkas")
    return render_template(
        "staff/print_receipt.html",
        **_letterhead(case),
        slip=slip,
        who=access.name_of(slip.decision),
        applicant=next(iter(values["applicant"]), ("",))[0],
        code=slip.ticket.shown_code if slip.ticket else "",
    )


@bp.post("/cases/<int:id>/papers/result")
def print_result(id: int) -> str:
    """Bukti hasil, in the applicant's name; numbers of the owners stay masked."""
    case = web.row(Case, id)
    dossier = Dossier(case)
    slip = slips.result(dossier)
    values = _opened(case, ("applicant",), "Mencetak bukti hasil")
    where = Sentence("{counter}", {"counter": slip.counters or "Petugas Informasi"})
    return render_template(
        "staff/print_result.html",
        **_letterhead(case),
        slip=slip,
        counters=web.say(where),
        applicant=next(iter(values["applicant"]), ("",))[0],
        owners=[privacy.masked(row.nik) for row in dossier.subjects if row.nik],
    )


@bp.post("/cases/<int:id>/papers/lembar")
def print_lembar(id: int) -> str:
    """The lembar with its boxes for paraf and signature; its numbers stand in full."""
    case = web.row(Case, id)
    _opened(case, ("rows",), signing.PRINTING)
    return render_template(
        "staff/print_lembar.html",
        **_letterhead(case),
        letter=inbox.of_case(case),
        rows=case.rows.where(Row.struck_to.is_null()).order_by(Row.number),
        results=made.RESULTS,
        boxes=boxes(Dossier(case)),
        signature=case.signatures.first(),
    )


@bp.get("/cases/<int:id>/papers/sheet")
def print_sheet(id: int) -> str:
    """The procedure's sheet with this case's times beside mutu baku; nobody's data."""
    case = web.row(Case, id)
    dossier, procedure = Dossier(case), procedures.of(case)
    times = clocks.times(case, at=web.now())
    return render_template(
        "staff/print_sheet.html",
        **_letterhead(case),
        sheet=procedure.sheet,
        lines=casefile.sheet_lines(dossier, times),
        times=times,
        performers=procedure.sheet["performers"] or list(procedure.roles.values()),
        records=list(casefile.made_records(dossier)),
        place=file_place.latest(case),
    )


def _opened(case: Case, fields: tuple[str, ...], why: str) -> dict:
    return privacy.open_case_data(
        case, fields, why, by=g.officer, role=casefile.role(case), at=web.now()
    )


def _letterhead(case: Case) -> dict[str, object]:
    return {
        "case": case,
        "office": g.office,
        "procedure": procedures.of(case),
        "day": web.today(),
        "opened_on": web.local(case.opened_at).date(),
    }


def boxes(dossier: Dossier) -> list[dict[str, object]]:
    """A box for every approval of the procedure: whose, which act, and who approved it here."""
    procedure = dossier.procedure
    approvals = [
        (step, way) for step in procedure.steps for way in step.outcomes if way.kind == "approve"
    ]
    return [
        {
            "title": procedure.roles[step.role],
            "act": way.act,
            "who": access.name_of(taken) if (taken := dossier.standing.get(step.id)) else "",
            "at": taken.at if taken else None,
        }
        for step, way in approvals
    ]
