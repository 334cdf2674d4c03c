"""What each way out of a step demands before it is taken."""

from datetime import date
from typing import NoReturn

from models import AT_COUNTER, Case, Counter, Officer, Ticket, TicketStatus
from office import sop
from office.errors import Incomplete, NotAllowed, Refused
from office.ministry import lembar
from office.papers import letters
from office.transitions import PAUSES, decided_before, missing

SEPARATE = "Anda memutuskan kegiatan sebelumnya, jadi tidak boleh {act} sendiri."
TAKEN = "Sedang dikerjakan {name}. Ambil alih dulu."
FORBIDDEN_ACTS = {
    "paraf": "memaraf",
    "tanda tangan": "menandatangani",
    "perintah": "memerintahkan",
}


def forbidden(act: str) -> str:
    """What somebody may not do to their own work, as a verb."""
    return FORBIDDEN_ACTS.get(act, "menyetujuinya")


def way_out(case: Case, step: sop.Step, outcome_id: str, by: Officer) -> sop.Outcome:
    """The step's outcome of that id, if the case may move now and is not a colleague's."""
    outcome = step.outcome(outcome_id)
    if outcome is None:
        raise NotAllowed("Kegiatan ini tidak mempunyai keputusan itu.")
    refuse_if_paused(case, step)
    refuse_if_taken(case, by)
    return outcome


def refuse_if_taken(case: Case, by: Officer) -> None:
    if case.taken_by_id not in (None, by.id):
        raise Refused(TAKEN, name=case.taken_by.name)


def refuse_if_paused(case: Case, step: sop.Step) -> None:
    """A paused case is resumed first; what waits at an aside is decided as it waits."""
    if case.paused_for and not step.aside:
        refuse_paused(case)


def refuse_paused(case: Case) -> NoReturn:
    raise Refused("Sedang dijeda: {why}. Lanjutkan dulu.", why=PAUSES[case.paused_for])


def refuse_if_elsewhere(step: sop.Step, ticket: Ticket | None, counter: Counter | None) -> None:
    """A counter step is decided with the person at my counter, or with nobody there at all."""
    if not step.at_counter or ticket is None or ticket.status == TicketStatus.NO_SHOW:
        return
    if counter is None or ticket.counter_id != counter.id or ticket.status not in AT_COUNTER:
        raise Refused("{label} belum di loket Anda.", label=ticket.label)


def demand(
    case: Case,
    step: sop.Step,
    outcome: sop.Outcome,
    by: Officer,
    reason: str,
    look_again_on: date | None,
) -> None:
    """What each kind of outcome asks for; the documents are `made`'s.

    Raises NotAllowed under separation of duties, Incomplete when something is missing.
    """
    if (outcome.pause or outcome.kind in ("return", "close", "refer")) and not reason:
        raise Incomplete("Tulis alasan atau catatannya.", field="reason")
    if outcome.kind == "return":
        lembar.refuse_signed(case)
    if outcome.kind == "approve" and decided_before(case, step, by):
        raise NotAllowed(SEPARATE, act=forbidden(outcome.act))
    if lacking := missing(case, step):
        raise Incomplete("Kelengkapan belum ada: {title}.", title=lacking[0].title)
    if outcome.pause == "centre" and look_again_on is None:
        raise Incomplete("Isi tanggal cek ulang.", field="again_on")
    letters.demand_person(case, outcome.to)
