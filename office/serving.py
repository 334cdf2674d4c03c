"""What a counter serves, and whether it does now: its pause, and who sits there."""

from collections import defaultdict
from datetime import datetime

from database import fetch, find
from models import Counter, CounterRole, Office, Officer, Session, Ticket
from office import access, procedures, timetable


def serves(counter: Counter, role: str, service: str) -> bool:
    """Whether a counter serves this role's queue for this service (a procedure's id)."""
    return role in access.served_roles(counter) and service in services(counter)


def services(counter: Counter) -> set[str]:
    """Those it was restricted to; every one there is, unless it was."""
    return set(counter.services) or {one.id for one in procedures.all_versions()}


def counters_of(office_id: int, role: str, service: str) -> list[Counter]:
    """The counters that serve it, in the order of their numbers."""
    of_role = "office_id = ? AND id IN (SELECT counter_id FROM counter_role WHERE role = ?)"
    every = find(Counter, f"{of_role} ORDER BY number", office_id, role)
    return [one for one in every if service in services(one)]


def counters_for(ticket: Ticket) -> list[Counter]:
    return counters_of(ticket.office_id, ticket.role, ticket.case.sop)


def rivals(office_id: int, role: str, service: str) -> set[str]:
    """The services whose people wait for the same counters in this role."""
    return {service}.union(*(services(one) for one in counters_of(office_id, role, service)))


def is_paused(counter: Counter, at: datetime) -> bool:
    """Whether it is closed for a while. A pause that was forgotten ends with its day."""
    since, today = counter.paused_at, timetable.today
    return bool(since) and today(counter.office, since) == today(counter.office, at)


def staffed(office: Office, at: datetime) -> set[int]:
    """The counters that call now: somebody sits there, and they are not closed for a while."""
    sitting = {one.counter_id for one in sessions(office, at)}
    open_ = find(Counter, "office_id = ?", office.id)
    return {one.id for one in open_ if one.id in sitting and not is_paused(one, at)}


def roles_of(office: Office) -> dict[int, set[str]]:
    """The roles whose queues each counter of an office serves, by its id."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    theirs = "counter_id IN (SELECT id FROM counter WHERE office_id = ?)"
    for row in find(CounterRole, theirs, office.id):
        found[row.counter_id].add(row.role)
    return found


def sitting(office: Office, at: datetime) -> dict[int, list[Officer]]:
    """Who sits at each counter, by its id."""
    here, found = sessions(office, at), defaultdict(list)
    fetch(here, Session.officer)
    for one in here:
        found[one.counter_id].append(one.officer)
    return found


def sessions(office: Office, at: datetime) -> list[Session]:
    """Of whoever sits at one of the office's counters, its page not locked."""
    return find(
        Session,
        "counter_id IN (SELECT id FROM counter WHERE office_id = ?) AND seen_at > ? "
        "AND created_at > ? AND officer_id IN (SELECT id FROM officer WHERE active)",
        office.id,
        at - access.IDLE,
        at - access.LONGEST,
    )
