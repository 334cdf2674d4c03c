"""Who may open what: one line for every page of the staff face. What has no line is closed."""

from collections.abc import Set
from datetime import date

from models import Officer
from office import access, procedures
from office.errors import NotAllowed

OPEN = frozenset({"nobody signed in"})
ANYONE = frozenset({"any officer"})
WORK = "work"  # any role of a procedure in force
WORKERS = frozenset({WORK})
FRONT = frozenset({WORK, "information"})  # who meets people
WATCHERS = FRONT | {"lead", "auditor"}
ADMIN = frozenset({"admin"})

# endpoint -> who may: role ids, WORK, or one of the two words above
WHO: dict[str, frozenset[str]] = {
    "staff.sign_in": OPEN,
    "staff.enter": OPEN,
    "staff.sign_out": ANYONE,
    "staff.home": ANYONE,
    "staff.siak": ANYONE,
    "staff.set_siak": WATCHERS - {"auditor"} | ADMIN,
}


def is_open(endpoint: str | None) -> bool:
    """Whether a page needs nobody signed in: only the door itself."""
    return WHO.get(endpoint or "") == OPEN


def groups(officer: Officer, *, day: date) -> Set[str]:
    """The roles an officer acts in that day, and the words the table uses for many of them."""
    roles = set(access.authorities(officer, on=day))
    in_force = {role for procedure in procedures.live() for role in procedure.roles}
    return roles | ANYONE | (WORKERS if roles & in_force else frozenset())


def may(endpoint: str, mine: Set[str]) -> bool:
    return bool(WHO.get(endpoint, frozenset()) & mine)


def refuse_stranger(endpoint: str | None, officer: Officer, *, day: date) -> None:
    """Raises NotAllowed unless the table gives this page to one of the officer's roles."""
    if not may(endpoint or "", groups(officer, day=day)):
        raise NotAllowed("Halaman ini bukan untuk peran Anda.")
