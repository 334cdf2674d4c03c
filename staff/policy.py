"""Who may open what: one line for every page of the staff face. What has no line is closed."""

from collections.abc import Set

from flask import g

import web
from office import access, closing, procedures
from office.errors import NotAllowed

OPEN = frozenset({"nobody signed in"})
ANYONE = frozenset({"any officer"})
WORK = "work"  # any role of a procedure in force
WORKERS = frozenset({WORK})
FRONT = frozenset({WORK, "information"})  # who meets people
WATCHERS = FRONT | {"lead", "auditor"}
READERS = WORKERS | {"lead", "auditor"}  # who looks at what came in
ADMIN = frozenset({"admin"})
TELLERS = frozenset({"information", "lead"}) | ADMIN  # who tells the hall something
AUDIT = frozenset({"auditor"})
CLOSERS = frozenset(closing.CLOSERS)  # of a day
APPROVERS = frozenset({"approves"})  # whose step has a perintah, or approves other requests
RUNGS = frozenset({"has a rung"})  # whose step is one of a procedure with rows
TOLD = RUNGS | ADMIN | {"lead", "auditor"}  # how much is wrong in the register
CLERKS = frozenset({"opens a lembar"})  # whose step is the first of a procedure with rows
DIVIDERS = RUNGS | {"lead"}  # who may say whose a lembar is

# endpoint -> who may: role ids, WORK, or one of the two words above
WHO: dict[str, frozenset[str]] = {
    "staff.sign_in": OPEN,
    "staff.enter": OPEN,
    "staff.sign_out": ANYONE,
    "staff.home": ANYONE,
    "staff.siak": ANYONE,
    "staff.set_shortcuts": ANYONE,
    "staff.set_siak": WATCHERS - {"auditor"} | ADMIN,
    # the counter
    **dict.fromkeys(("staff.counters", "staff.sit_down"), FRONT),
    **dict.fromkeys(("staff.counter", "staff.call_panel", "staff.queue", "staff.desk"), FRONT),
    "staff.call_next": FRONT,
    **dict.fromkeys(("staff.call", "staff.recall", "staff.serve", "staff.skip"), FRONT),
    **dict.fromkeys(("staff.hold", "staff.transfer", "staff.finish", "staff.undo"), FRONT),
    "staff.make_request": FRONT,
    **dict.fromkeys(("staff.pause_counter", "staff.resume_counter", "staff.release"), FRONT),
    # the hall
    "staff.hall": WATCHERS,
    **dict.fromkeys(("staff.restore", "staff.withdraw"), FRONT),
    **dict.fromkeys(("staff.come", "staff.hand_over"), FRONT),
    "staff.set_priority": frozenset({"information"}),
    "staff.lead": frozenset({"lead"}),
    # Petugas Informasi: one number, its papers, numbers on paper
    **dict.fromkeys(("staff.number", "staff.be_back", "staff.print_lacking"), FRONT),
    "staff.print_number": FRONT,
    **dict.fromkeys(("staff.lost", "staff.find_by_nik"), frozenset({"information"})),
    **dict.fromkeys(("staff.checks", "staff.check_papers", "staff.print_check"), FRONT),
    **dict.fromkeys(("staff.paper_numbers", "staff.enter_numbers"), FRONT),
    "staff.print_numbers": FRONT | ADMIN,
    "staff.keep_numbers": ADMIN,
    # appointments
    "staff.appointments": WATCHERS,
    "staff.arrive": FRONT,
    "staff.set_appointments": ADMIN,
    # lists of work
    "staff.worklists": WORKERS,
    "staff.take_from_list": WORKERS,
    "staff.new_number": FRONT,
    # what waits for the centre
    **dict.fromkeys(("staff.consolidation", "staff.settle_consolidations"), WORKERS),
    **dict.fromkeys(("staff.ask_centre", "staff.find_consolidations"), WORKERS),
    "staff.export_consolidations": WORKERS,
    # a case, and what is printed of it
    "staff.case": WATCHERS,
    **dict.fromkeys(("staff.take_case", "staff.decide", "staff.pause", "staff.resume"), WORKERS),
    **dict.fromkeys(("staff.look_again", "staff.withdraw_case", "staff.open_data"), WORKERS),
    **dict.fromkeys(("staff.open_request", "staff.amend", "staff.record_signature"), WORKERS),
    "staff.read_niks": WORKERS,
    **dict.fromkeys(("staff.put_file", "staff.find_cases"), WORKERS),
    **dict.fromkeys(("staff.call_case", "staff.serve_case", "staff.finish_case"), WORKERS),
    "staff.issue_again": FRONT,
    **dict.fromkeys(("staff.print_request", "staff.print_lembar"), WORKERS),
    **dict.fromkeys(("staff.print_receipt", "staff.print_result"), WORKERS),
    "staff.print_sheet": WATCHERS,
    **dict.fromkeys(("staff.open_official", "staff.new_letter", "staff.write_letter"), WORKERS),
    **dict.fromkeys(("staff.new_version", "staff.revise_official"), WORKERS),
    **dict.fromkeys(("staff.agenda", "staff.print_agenda"), WATCHERS),
    # the population register
    **dict.fromkeys(("staff.register", "staff.search_register", "staff.open_person"), WORKERS),
    **dict.fromkeys(("staff.identify_person", "staff.state_document"), WORKERS),
    "staff.reverse_correction": APPROVERS,
    "staff.export_corrections": WORKERS,
    # what the anomaly rules find in it: how much, and at whom
    **dict.fromkeys(("staff.findings", "staff.findings_state"), TOLD),
    **dict.fromkeys(("staff.begin_run", "staff.cancel_run"), CLERKS | ADMIN),
    "staff.finding": RUNGS | ADMIN,
    **dict.fromkeys(("staff.set_aside", "staff.put_back"), RUNGS),
    "staff.open_found": CLERKS,
    # who may stand in it twice
    **dict.fromkeys(("staff.doubles", "staff.doubles_state"), TOLD),
    **dict.fromkeys(("staff.begin_search", "staff.cancel_search"), CLERKS | ADMIN),
    **dict.fromkeys(("staff.two_people", "staff.open_two"), RUNGS),
    "staff.judge_two": CLERKS,
    # an import changes everyone at once: only who sets the office up does it
    **dict.fromkeys(("staff.imports", "staff.import_state", "staff.import_report"), ADMIN),
    **dict.fromkeys(("staff.bring_file", "staff.begin_file", "staff.send_piece"), ADMIN),
    **dict.fromkeys(("staff.end_file", "staff.confirm_import", "staff.cancel_import"), ADMIN),
    # lists that are decided together, and lembar
    **dict.fromkeys(("staff.approvals", "staff.approve"), APPROVERS),
    **dict.fromkeys(("staff.ladder", "staff.ladder_rows", "staff.press_together"), RUNGS),
    **dict.fromkeys(("staff.errand", "staff.signing", "staff.print_many"), RUNGS),
    **dict.fromkeys(("staff.sign_many", "staff.give_back_many"), RUNGS),
    **dict.fromkeys(("staff.new_lembar", "staff.more_rows", "staff.open_lembar"), CLERKS),
    # the ministry's letters and their lists
    **dict.fromkeys(("staff.inbox", "staff.letter", "staff.list_state"), READERS),
    "staff.list_report": READERS,
    **dict.fromkeys(("staff.book_letter", "staff.bring_list", "staff.begin_list"), CLERKS),
    **dict.fromkeys(("staff.send_list", "staff.end_list", "staff.explain_list"), CLERKS),
    **dict.fromkeys(("staff.confirm_list", "staff.cancel_list", "staff.withdraw_list"), CLERKS),
    # results of rows, and what is answered to the ministry
    **dict.fromkeys(("staff.save_results", "staff.change_result"), WORKERS),
    **dict.fromkeys(("staff.answer", "staff.reply_paper"), READERS),
    **dict.fromkeys(("staff.issue_reply", "staff.sign_reply", "staff.send_reply"), RUNGS),
    **dict.fromkeys(("staff.place_results", "staff.take_list"), RUNGS),
    **dict.fromkeys(("staff.result_lists", "staff.result_state", "staff.take_rows"), RUNGS),
    **dict.fromkeys(("staff.bring_results", "staff.begin_results"), RUNGS),
    **dict.fromkeys(("staff.send_results", "staff.end_results"), RUNGS),
    **dict.fromkeys(("staff.confirm_results", "staff.cancel_results"), RUNGS),
    "staff.result_report": RUNGS,
    # rows become lembar; whose they are
    **dict.fromkeys(("staff.grouping", "staff.make_lembar", "staff.make_chosen"), CLERKS),
    "staff.undo_lembar": CLERKS,
    "staff.read_reminder": RUNGS,
    **dict.fromkeys(("staff.duties", "staff.letter_lembar"), READERS),
    **dict.fromkeys(("staff.set_duties", "staff.hand_over_all", "staff.give_lembar"), DIVIDERS),
    **dict.fromkeys(("staff.take_leave", "staff.end_leave"), DIVIDERS),
    # what other districts or the centre must cure
    **dict.fromkeys(("staff.escalations", "staff.pack"), READERS),
    **dict.fromkeys(("staff.write_pack", "staff.send_pack", "staff.wait_for_pack"), RUNGS),
    **dict.fromkeys(("staff.answer_pack", "staff.print_pack", "staff.export_pack"), RUNGS),
    # the rules of the day
    **dict.fromkeys(("staff.set_hours", "staff.close_on", "staff.open_on"), ADMIN),
    **dict.fromkeys(("staff.national_holidays", "staff.add_national"), ADMIN),
    **dict.fromkeys(("staff.keep_other_hours", "staff.keep_usual_hours"), ADMIN),
    "staff.set_quota": ADMIN,
    **dict.fromkeys(("staff.closings", "staff.closing", "staff.print_closing"), CLOSERS | AUDIT),
    "staff.close_today": CLOSERS,
    # setting up
    **dict.fromkeys(("staff.admin", "staff.hire", "staff.dismiss", "staff.delegate"), ADMIN),
    **dict.fromkeys(("staff.take_back", "staff.give_roles", "staff.set_password"), ADMIN),
    "staff.end_delegation": ADMIN,
    **dict.fromkeys(("staff.add_counter", "staff.set_counter_roles"), ADMIN),
    **dict.fromkeys(("staff.set_papers", "staff.set_register"), ADMIN),
    **dict.fromkeys(("staff.set_letterhead", "staff.preview_letter"), ADMIN),
    **dict.fromkeys(("staff.invite", "staff.revoke", "staff.set_panel"), ADMIN),
    "staff.set_voice": ADMIN,
    "staff.set_calling": ADMIN,
    # the walls
    **dict.fromkeys(("staff.announcements", "staff.announce", "staff.take_down"), TELLERS),
    **dict.fromkeys(("staff.change_announcement", "staff.preview_announcement"), TELLERS),
    **dict.fromkeys(("staff.slides", "staff.slide_picture", "staff.change_slide"), TELLERS),
    **dict.fromkeys(("staff.bring_slide", "staff.begin_slide", "staff.send_slide"), TELLERS),
    **dict.fromkeys(("staff.end_slide", "staff.take_slide_down"), TELLERS),
    **dict.fromkeys(("staff.set_wall", "staff.try_wall", "staff.set_zones"), ADMIN),
    # receipt printers
    **dict.fromkeys(("staff.install_printer", "staff.remove_printer", "staff.try_printer"), ADMIN),
    **dict.fromkeys(("staff.print_ticket", "staff.settle_printer"), FRONT),
}


def authorities() -> dict[str, access.Authority]:
    """Every role the officer may act in today, and in whose place; read once a request."""
    if "authorities" not in g:
        g.authorities = access.authorities(g.officer, on=web.today())
    return g.authorities


def any_role() -> str:
    """In which role the officer looks at what is no case's."""
    return next(iter(sorted(authorities())), "")


def is_open(endpoint: str | None) -> bool:
    """Whether a page needs nobody signed in: only the door itself."""
    return WHO.get(endpoint or "") == OPEN


def groups(roles: Set[str]) -> Set[str]:
    """The roles an officer acts in, and the words the table uses for many of them."""
    works = bool(roles & procedures.all_versions().roles.keys())
    return roles | ANYONE | (WORKERS if works else frozenset()) | _kinds_of_work(roles)


def _kinds_of_work(roles: Set[str]) -> Set[str]:
    """The words for what the steps of these roles are like, read from the procedures."""
    every = list(procedures.all_versions())
    with_rows = [one for one in every if procedures.walks_with_rows(one)]
    approving = {
        step.role for one in every if one not in with_rows for step in one.steps if step.approves
    }
    rungs = {step.role for one in with_rows for step in one.steps}
    opening = {one.first.role for one in with_rows}
    kinds = ((APPROVERS, approving), (RUNGS, rungs), (CLERKS, opening))
    return frozenset().union(*(word for word, these in kinds if roles & these))


def may(endpoint: str, mine: Set[str]) -> bool:
    return bool(WHO.get(endpoint, frozenset()) & mine)


def i_may(endpoint: str) -> bool:
    """Whether the officer at the page may open this one today."""
    return may(endpoint, groups(authorities().keys()))


def refuse_stranger(endpoint: str | None, roles: Set[str]) -> None:
    """Raises NotAllowed unless the table gives this page to one of the officer's roles."""
    if not may(endpoint or "", groups(roles)):
        raise NotAllowed("Halaman ini bukan untuk peran Anda.")
