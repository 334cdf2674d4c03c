"""How an office calls: how often, how long apart, and how many of the calls are for priority."""

from datetime import datetime

from database import locked, store, writing
from models import Office, Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete
from office.sentences import Sentence

FIRST = "Nomor prioritas dapat dipanggil lebih dulu (satu dari {n})."
IN_WORDS = {
    every: Sentence(f"Nomor prioritas dapat dipanggil lebih dulu (satu dari {word}).")
    for every, word in ((2, "dua"), (3, "tiga"), (4, "empat"))
}
CALLS, GAP, SHARE = (1, 5), (0, 300), (2, 10)  # the least and the most; of GAP in seconds


def share(office: Office) -> Sentence:
    """How often a priority number goes first, as wall and ticket say it."""
    every = office.priority_every
    return IN_WORDS.get(every, Sentence(FIRST, {"n": every}))


def set_up(
    office: Office, *, max_calls: int, call_gap: int, priority_every: int, by: Officer, at: datetime
) -> None:
    """Set all three. Every call for priority would leave the others waiting for ever: at most
    every second one is.

    Raises Incomplete on a number that is out of bounds.
    """
    for value, (least, most), field, what in (
        (max_calls, CALLS, "max_calls", "Panggilan untuk satu nomor"),
        (call_gap, GAP, "call_gap", "Jarak dua panggilan"),
        (priority_every, SHARE, "priority_every", "Bagian prioritas"),
    ):
        if not least <= value <= most:
            told = {"what": what, "least": least, "most": most}
            raise Incomplete("{what}: isi {least} sampai {most}.", field=field, **told)
    with writing():
        office = locked(office)
        store(office, max_calls=max_calls, call_gap=call_gap, priority_every=priority_every)
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="calling")
