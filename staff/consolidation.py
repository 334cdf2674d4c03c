"""Menunggu pusat: what the centre was asked, by day and by agency; worked in bulk."""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import g, render_template, request
from peewee import ModelSelect
from werkzeug.wrappers import Response

import web
from models import Case
from office import board, consolidation, procedures, sentences, sop
from office.consolidation import MOST, Heap, Wanted
from office.errors import Incomplete, NotFound
from office.ministry import bulk
from staff import bp, downloads, typed

PAGE = 100
GROUPS = {"overdue": "Terlambat", "today": "Cek hari ini", "later": "Nanti", "all": "Semua"}
ASK = "ask"  # the list of those for whom the centre can be asked
LATER = "later"  # the list, and the button "Belum, cek lagi"
HEAD = ("Permohonan", "NIK", "Nama", "Ditolak di", "Menunggu sejak", "Cek ulang")
Results = Sequence[bulk.Result]


@dataclass(frozen=True)
class Line:
    """A case that waits, or could; nothing of the person."""

    case: Case
    agency: str
    since: date
    state: tuple[str, str, str]  # tone, icon, words: when it is to be looked at again
    here: str  # the step at which it stands, where that is no aside

    @property
    def key(self) -> str:
        """The case and its moves as this page shows them."""
        return f"{self.case.id}.{self.case.moves}"


@bp.get("/consolidation", endpoint="consolidation")
def consolidation_page() -> str | Response:
    seen = web.version_of(board.version(g.office.id))
    return web.unchanged(seen) or page(version=seen)


@bp.post("/consolidation/decisions")
def settle_consolidations() -> str:
    """Sudah terbaca, surat, or belum: the same for every chosen case, a result for each."""
    told = {"by": g.officer, "at": web.now()}
    if request.form.get(LATER):
        on = typed.day(request.form.get("again_on", ""))
        return after(consolidation.postpone(_chosen(), on, **told))
    way, how = request.form.get("outcome", ""), request.form.get("how", "")
    if request.form.get("whole") and not request.form.get("sure"):
        return ask_first(way, consolidation.checked(how), len(_chosen()))
    return after(consolidation.settle(_chosen(), way, how, **told))


@bp.post("/consolidation/requests")
def ask_centre() -> str:
    """Ajukan konsolidasi for every chosen case."""
    why, on = request.form.get("how", ""), typed.day(request.form.get("again_on", ""))
    return after(consolidation.ask(_chosen(), why, on, by=g.officer, at=web.now()))


@bp.post("/consolidation/choices")
def find_consolidations() -> str:
    """Those of a pasted list: shown and ticked, to be decided together. Nothing is kept of it."""
    pasted = request.form.get("listed", "")
    cases, missing = consolidation.named(g.officer, pasted, at=web.now())
    if not cases:
        raise Incomplete("Tidak satu pun baris itu menunggu pusat.", field="listed")
    return page(found=cases, missing=missing)


@bp.post("/consolidation/lists")
def export_consolidations() -> Response:
    """The list for the centre, in full: every opening is written down with its reason."""
    at, reason = web.now(), request.form.get("open_for", "")
    rows = consolidation.waiting(g.officer, _wanted(_when() or "all"), at=at)
    cases = list(rows.limit(MOST + 1))
    began = consolidation.since(cases)
    lines = [
        (
            case.label,
            nik,
            name,
            consolidation.words_of(case.agency),
            web.day(web.local(began[case.id]).date()),
            web.day(case.look_again_on),
        )
        for case, nik, name in consolidation.listed(cases, reason, by=g.officer, at=at)
    ]
    return downloads.xlsx(f"menunggu-pusat-{web.today()}", "Menunggu pusat", HEAD, lines)


def ask_first(way: str, how: str, many: int) -> str:
    """What ends stays ended: before a whole list does, its officer is asked."""
    ways = _ways(consolidation.heaps(g.officer, at=web.now()))
    named = [one for one in ways if one.id == way]
    if not named or not many:
        raise Incomplete("Pilih keputusan dan paling sedikit satu permohonan.")
    sure = {"way": named[0], "how": how, "many": many, "given": request.form}
    return web.show("staff/consolidation.html", "staff/_consolidation_sure.html", sure=sure)


def after(results: Results) -> str:
    """The list as it now stands, and what became of each chosen case."""
    refused = [(one.case, web.say(one.refusal)) for one in results if one.refusal]
    return page(done=[one.case for one in results if not one.refusal], refused=refused)


def page(*, version: str = "", found: Sequence[Case] = (), **told: object) -> str:
    """version: what the region that polls has seen; "" after a press: taken now."""
    version = version or web.version_of(board.version(g.office.id))
    shown = _found(found) if found else _shown()
    context = {"version": version, "found": bool(found), **told, **shown}
    if not web.asked_by_htmx():
        return render_template("staff/consolidation.html", **context)
    partial = "_consolidation_after" if request.method == "POST" else "_consolidation"
    return render_template(f"staff/{partial}.html", **context)


def _shown() -> dict[str, object]:
    """One list with the ways to the others."""
    at, heaps = web.now(), consolidation.heaps(g.officer, at=web.now())
    asked = consolidation.askable(g.officer, at=at)
    length = asked.count()
    when = _when() or _earliest(heaps)
    wanted = _wanted(when)
    held = _held(heaps, wanted)
    rows = asked if when == ASK else consolidation.waiting(g.officer, wanted, at=at)
    many = length if when == ASK else sum(heap.count for heap in held)
    pages = max(1, -(-many // PAGE))
    now = min(max(1, typed.number(request.values.get("page", ""), otherwise=1)), pages)
    cases = list(rows.paginate(now, PAGE))
    return {
        **_frame(when, wanted, heaps, length),
        "lines": _lines(cases),
        "length": many,
        "page_now": now,
        "pages": pages,
        "every": _keys(rows) if PAGE < many <= MOST and when != ASK else "",
        "ways": _asking(cases) if when == ASK else _ways(held),
    }


def _found(cases: Sequence[Case]) -> dict[str, object]:
    """Only those that were named, on one page."""
    heaps = consolidation.heaps(g.officer, at=web.now())
    length = consolidation.askable(g.officer, at=web.now()).count()
    told = {"lines": _lines(cases), "length": len(cases), "page_now": 1, "pages": 1, "every": ""}
    return {**_frame("all", Wanted(), heaps, length), **told, "ways": _ways(heaps)}


def _frame(when: str, wanted: Wanted, heaps: Sequence[Heap], askable: int) -> dict[str, object]:
    """The tabs, the days and the agencies, each with how many wait there."""
    of_agency = [heap for heap in heaps if wanted.agency in ("", heap.agency)]
    of_days = _held(heaps, Wanted(wanted.when))
    groups = {
        id: (word, sum(heap.count for heap in _held(of_agency, _of(id))))
        for id, word in GROUPS.items()
    }
    return {
        "when": when,
        "agency": wanted.agency,
        "tab": LATER if isinstance(wanted.when, date) else when,
        "groups": groups | {ASK: ("Dapat diajukan", askable)},
        "days": {LATER: "Semua hari sesudah ini"}
        | _tally(_held(of_agency, _of(LATER)), lambda heap: heap.day, web.day),
        "agencies": _tally(of_days, lambda heap: heap.agency, consolidation.words_of),
        "waiting": sum(heap.count for heap in heaps),
        "most": MOST,
        "tomorrow": web.today() + timedelta(days=1),
        "next_look": sentences.readable_from(g.office, web.now()),
    }


def _when() -> str:
    """The list that was asked for; "" for none of them."""
    when = request.values.get("when", "")
    return when if when in (*GROUPS, ASK) or typed.day(when) else ""


def _of(when: str) -> Wanted:
    """A list as the address names it; a day to come is a list of its own."""
    return Wanted(typed.day(when) or (None if when == "all" else when))


def _wanted(when: str) -> Wanted:
    agency = request.values.get("agency", "")
    return replace(_of(when), agency="" if when == ASK else agency)


def _earliest(heaps: Sequence[Heap]) -> str:
    """The first list with something on it."""
    return next((id for id in GROUPS if _held(heaps, _of(id))), "all")


def _held(heaps: Iterable[Heap], wanted: Wanted) -> list[Heap]:
    return [heap for heap in heaps if wanted.holds(heap.day, heap.agency, web.today())]


def _tally(
    heaps: Iterable[Heap], key: Callable[[Heap], Any], words: Callable[[Any], str]
) -> dict[str, str]:
    """Choices with how many wait behind each; days in their order, agencies by how many."""
    counts: Tally[Any] = Tally()
    for heap in heaps:
        counts[key(heap)] += heap.count
    by_day = all(isinstance(one, date) for one in counts)
    order = sorted(counts) if by_day else [one for one, _ in counts.most_common()]
    return {str(one): f"{words(one)} ({counts[one]})" for one in order}


def _ways(heaps: Iterable[Heap]) -> list[sop.Outcome]:
    """How the waiting can end at the steps at which these wait; the same way once."""
    steps = {(heap.step.id, heap.step.title): heap.step for heap in heaps if heap.step.aside}
    return list({way.id: way for step in steps.values() for way in step.outcomes}.values())


def _asking(cases: Iterable[Case]) -> list[sop.Outcome]:
    ways = [consolidation.asking(procedures.present(case)) for case in cases]
    return list({way.label: way for way in ways if way}.values())


def _lines(cases: Sequence[Case]) -> list[Line]:
    began = consolidation.since(cases)
    return [_line(case, began.get(case.id, case.arrived_at)) for case in cases]


def _line(case: Case, since: datetime) -> Line:
    step, day, today = procedures.present(case), case.look_again_on, web.today()
    state = ("", "hourglass", web.day(day)) if day else ("quiet", "circle", "Belum diajukan")
    if day and day <= today:
        late = ("bad", "octagon-alert", f"Terlambat {(today - day).days} hari")
        state = ("warn", "clock", "Hari ini") if day == today else late
    here = "" if step.aside else f"Kegiatan {step.number}, {step.short}"
    return Line(case, consolidation.words_of(case.agency), web.local(since).date(), state, here)


def _keys(rows: ModelSelect) -> str:
    return " ".join(f"{case.id}.{case.moves}" for case in rows.limit(MOST))


def _chosen() -> list[tuple[Case, int]]:
    """(case, seen) of every ticked row, or of the whole list; one unknown one: none of them."""
    whole = request.form.get("every", "") if request.form.get("whole") else ""
    keys = dict.fromkeys(whole.split() or request.form.getlist("case"))
    if len(keys) > MOST:
        raise Incomplete("Paling banyak {n} permohonan sekaligus.", n=MOST)
    seen = {
        typed.number(key.partition(".")[0]): typed.number(key.partition(".")[2]) for key in keys
    }
    rows = {row.id: row for row in Case.select().filter(id__in=list(seen), office=g.office)}
    if len(rows) < len(keys):
        raise NotFound("Halaman ini tidak ada.")
    return [(rows[id], moves) for id, moves in seen.items()]
