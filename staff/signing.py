"""Tanda tangan basah: lembar approved to be signed are printed, and what became of the paper."""

import secrets

from flask import g, render_template, request
from werkzeug.wrappers import Response

import web
from ministry_tables import Row
from models import Case
from office import privacy, procedures
from office.dossier import Dossier
from office.errors import Incomplete, NotFound
from office.ministry import bulk, errands, inbox, ladder, signing
from office.ministry.results import RESULTS
from office.papers import official, typeset
from staff import bp, casefile, papers, typed
from staff.ladder import SIZES, begin, size_asked
from staff.official import pdf

MOST_ROWS = 5000  # of one print: some 200 pages, set in seconds


@bp.get("/signing", endpoint="signing")
def signing_page() -> str:
    return page()


@bp.post("/signing/prints")
def print_many() -> Response:
    """One PDF of every chosen lembar, numbers in full; each opening is written down."""
    cases = [case for case, _ in _chosen()]
    signing.refuse_unless_waiting(cases)
    rows = Row.select().where(Row.case.in_(cases), Row.struck_to.is_null()).count()
    if rows > MOST_ROWS:
        raise Incomplete("Paling banyak {n} baris sekali cetak; pilih lebih sedikit.", n=MOST_ROWS)
    at = web.now()
    for case in cases:
        told = {"by": g.officer, "role": casefile.role(case), "at": at}
        privacy.open_case_data(case, ("rows",), signing.PRINTING, **told)
    told = {
        **official.head_of(g.office, web.today()),
        "title": "Lembar sinkronisasi data",
        "foot": f"dicetak {web.day(web.today())}",
        "lembar": [_sheet(case) for case in cases],
    }
    return pdf(typeset.pdf("lembar", told, at=at), f"lembar-{web.today()}")


@bp.post("/signing/signatures")
def sign_many() -> Response:
    """One day for all that are ticked; agenda numbers that run, or one for all."""
    chosen, number = _chosen(), request.form.get("agenda_number", "").strip()
    on = typed.day(request.form.get("signed_on", ""))
    if on is None or on > web.today():
        raise Incomplete("Isi tanggal tanda tangan basah dan nomor agenda.", field="signed_on")
    if not number:
        raise Incomplete("Isi tanggal tanda tangan basah dan nomor agenda.", field="agenda_number")
    one = request.form.get("numbers") == "one"
    numbers = [number] * len(chosen) if one else signing.running(number, len(chosen))
    items = [
        errands.Item(case.id, seen, text=text)
        for (case, seen), text in zip(chosen, numbers, strict=True)
    ]
    key = request.form.get("key", "") or secrets.token_urlsafe(16)
    return begin(errands.sign(items, on, key=key, by=g.officer, at=web.now()))


@bp.post("/signing/returns")
def give_back_many() -> str:
    """The paper came back unsigned: each goes on, or begins again, with the reason."""
    reason, at = request.form.get("reason", ""), web.now()
    if not reason.strip():
        raise Incomplete("Tulis alasan atau catatannya.", field="reason")

    def give_back(case: Case, seen: int) -> Case:
        return signing.give_back(case, seen, reason, by=g.officer, at=at)

    chosen = _chosen()
    results = bulk.each(chosen, give_back, by=g.officer)
    told = [(case, one) for (case, _), one in zip(chosen, results, strict=True)]
    return page(told=told)


def page(told: list[tuple[Case, bulk.Result]] | None = None) -> str:
    letters = signing.letters(g.officer)
    letter = typed.number(request.values.get("letter", ""))
    rows = signing.waiting(g.officer, letter)
    count = rows.count()
    size = size_asked()
    pages = max(1, -(-count // size))
    now = min(max(1, typed.number(request.values.get("page", ""), otherwise=1)), pages)
    cases = list(rows.paginate(now, size))
    return render_template(
        "staff/signing.html",
        lines=ladder.lines(cases, g.officer, at=web.now()),
        printed=signing.printed(cases),
        count=count,
        pages=pages,
        page_now=now,
        size=size,
        sizes=SIZES,
        letter=letter,
        letters={str(id): f"{words} ({many})" for id, (words, many) in letters.items()},
        told=told or [],
        key=secrets.token_urlsafe(16),
        ticked=bool(request.args.get("ticked")),
        today=web.today(),
    )


def _chosen() -> list[tuple[Case, int]]:
    """(case, seen) of every ticked lembar; one that is not this office's: none of them."""
    seen = {
        typed.number(key.partition(".")[0]): typed.number(key.partition(".")[2], otherwise=-1)
        for key in request.form.getlist("case")[: errands.MOST]
    }
    rows = {row.id: row for row in Case.select().filter(id__in=list(seen), office=g.office)}
    if len(rows) < len(seen):
        raise NotFound("Halaman ini tidak ada.")
    if not rows:
        raise Incomplete("Pilih paling sedikit satu lembar.")
    return [(rows[id], moves) for id, moves in seen.items()]


def _sheet(case: Case) -> dict[str, object]:
    """What templates/pdf/lembar.typ sets of one lembar."""
    dossier, letter = Dossier(case), inbox.of_case(case)
    said = "Disetujui di aplikasi: {}, {}"
    boxes = [
        box | {"said": said.format(box["who"], web.moment(box["at"])) if box["at"] else ""}
        for box in papers.boxes(dossier)
    ]
    office = official.head_of(g.office, web.today())["letterhead"]
    signature = dossier.signature
    day = web.day(signature.signed_on) if signature else "………………………"
    signer = {"name": office["name"], "nip": office["nip"], "place": f"{office['city']}, {day}"}
    facts = {
        "Prosedur": procedures.of(case).title,
        "Surat Ditjen Dukcapil": f"{letter.reference}, {web.day(letter.dated)}" if letter else "–",
        "Nomor agenda": signature.agenda_number if signature else "………………………",
    }
    return {
        "label": case.label,
        "facts": list(facts.items()),
        "rows": [_row(row) for row in dossier.rows if row.struck_to_id is None],
        "parafs": [_box(box) for box in boxes if box["act"] == "paraf"],
        "signs": [
            _box(box) | signer | {"title": office["title"] or box["title"]}
            for box in boxes
            if box["act"] == "tanda tangan"
        ],
    }


def _box(box: dict[str, object]) -> dict[str, object]:
    return {"title": box["title"], "said": box["said"]}


def _row(row: Row) -> list[str]:
    outside = " (di luar daerah)" if row.outside else ""
    result = RESULTS.get(row.result, "")
    return [
        str(row.number),
        f"{row.nik}\n{row.other_nik}" if row.other_nik else row.nik,
        f"{row.category.code} {row.category.label}{outside}",
        row.trouble,
        f"{result}: {row.result_note}" if row.result_note else result,
    ]
