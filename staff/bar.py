"""What stands on every staff page: who I am, where I can go, the switch "SIAK terganggu"."""

from collections.abc import Set

from flask import g, render_template, request
from werkzeug.wrappers import Response

import web
from models import CounterRole
from office import access, board, procedures, siak
from office.errors import Incomplete
from staff import bp, policy, way_back

# endpoint, word, the endpoints that stand under it
PLACES = (
    ("staff.counter", "Loket"),
    ("staff.worklists", "Permohonan"),
    ("staff.approvals", "Persetujuan"),
    ("staff.inbox", "Surat Ditjen"),
    ("staff.ladder", "Periksa lembar"),
    ("staff.register", "Penduduk"),
    ("staff.findings", "Temuan"),
    ("staff.hall", "Ruang tunggu"),
    ("staff.announcements", "Pengumuman"),
    ("staff.agenda", "Buku agenda"),
    ("staff.closings", "Penutupan hari"),
    ("staff.lead", "Papan pimpinan"),
    ("staff.admin", "Pengaturan"),
)
UNDER = {
    "staff.closing": "staff.closings",
    "staff.counters": "staff.counter",
    "staff.case": "staff.worklists",
    **dict.fromkeys(("staff.consolidation", "staff.find_cases"), "staff.worklists"),
    **dict.fromkeys(
        ("staff.paper_numbers", "staff.number", "staff.checks", "staff.lost"), "staff.hall"
    ),
    **dict.fromkeys(
        (
            "staff.letter",
            "staff.new_lembar",
            "staff.answer",
            "staff.grouping",
            "staff.duties",
            "staff.letter_lembar",
            "staff.escalations",
            "staff.pack",
        ),
        "staff.inbox",
    ),
    "staff.result_lists": "staff.inbox",
    **dict.fromkeys(("staff.ladder_rows", "staff.errand", "staff.signing"), "staff.ladder"),
    "staff.finding": "staff.findings",
    **dict.fromkeys(("staff.doubles", "staff.two_people", "staff.open_two"), "staff.findings"),
    "staff.imports": "staff.admin",
    "staff.national_holidays": "staff.admin",
    **dict.fromkeys(("staff.preview_announcement", "staff.slides"), "staff.announcements"),
    **dict.fromkeys(("staff.search_register", "staff.open_person"), "staff.register"),
}


@bp.context_processor
def everywhere() -> dict[str, object]:
    """What staff/base.html needs; nothing for a region redrawn, or for someone not signed in."""
    if "officer" not in g or web.asked_by_htmx():
        return {"me": None}
    mine = policy.groups(policy.authorities().keys())
    here = UNDER.get(request.endpoint or "", request.endpoint)
    away = set() if serves(mine) else {"staff.counter"}
    places = [
        (endpoint, word, endpoint == here)
        for endpoint, word in PLACES
        if policy.may(endpoint, mine) and endpoint not in away
    ]
    return {
        "me": g.officer,
        "my_titles": titles(),
        "my_counter": g.session.counter,
        "places": places,
        **siak_region(),
    }


def serves(mine: Set[str]) -> bool:
    """Whether any counter serves one of these roles."""
    return CounterRole.select().where(CounterRole.role.in_(sorted(mine))).exists()


def titles() -> list[str]:
    """The officer's roles in words; Plh. or Plt. before the one they stand in for."""
    words = []
    for role, authority in policy.authorities().items():
        delegation = authority.delegation
        words.append(f"{delegation.kind} {title_of(role)}" if delegation else title_of(role))
    return words


def title_of(role: str) -> str:
    """A role's title as on its sheet, or our own word for it."""
    return access.OWN_ROLES.get(role) or procedures.all_versions().roles.get(role, role)


def siak_region() -> dict[str, object]:
    mine = policy.groups(policy.authorities().keys())
    return {
        "siak_since": siak.down_since(g.office),
        "siak_version": web.version_of(board.version(g.office.id)),
        "siak_mine": policy.may("staff.set_siak", mine),
    }


@bp.get("/siak", endpoint="siak")
def siak_now() -> str | Response:
    version = web.version_of(board.version(g.office.id))
    return web.unchanged(version) or render_template("staff/_siak.html", **siak_region())


@bp.post("/siak")
def set_siak() -> str | Response:
    """Turn the switch: every clock that needs SIAK stands while it is out of reach."""
    verb = {"down": siak.report_down, "up": siak.report_up}.get(request.form.get("siak", ""))
    if verb is None:
        raise Incomplete("Pilih SIAK terganggu atau pulih.")
    verb(g.office, by=g.officer, at=web.now())
    return render_template("staff/_siak.html", **siak_region()) if request.htmx else back()


@bp.post("/shortcuts")
def set_shortcuts() -> Response:
    access.set_shortcuts(g.officer, request.form.get("on") == "1")
    return back()


def back() -> Response:
    """To the page a plain form stood on."""
    return web.go(way_back.ours(way_back.came_from()) or "/staff")
