"""The roster: officers given roles, dismissed and taken back; stand-ins whose days end early."""

from collections.abc import Iterable
from datetime import date, datetime

from database import locked, writing
from models import Case, Delegation, DelegationEnd, Officer, OfficerRole
from office import access, audit, founding, seats, tickets, timetable, transitions
from office.audit import Happened
from office.errors import NotAllowed, NotFound, Refused
from office.texts import clean


def give_roles(
    officer: Officer, roles: Iterable[str], *, title: str, by: Officer, at: datetime
) -> None:
    """Replace an officer's roles and title. Work they began in a role they lost waits again.

    Raises
        NotAllowed  `by` is no admin here, or the office would be left without one
        Incomplete  an unknown role, or an absurdly long title
    """
    roles, title = founding.known(roles), clean(title, founding.LONGEST_NAME)
    with writing():
        officer = _theirs(officer, by, at)
        if "admin" not in roles:
            _refuse_last_admin(officer)
        OfficerRole.delete().where(OfficerRole.officer == officer).execute()
        for role in roles:
            OfficerRole.create(officer=officer, role=role)
        Officer.update(title=title).where(Officer.id == officer.id).execute()
        _put_down(officer, set(access.authorities(officer, on=_today(officer, at))), at)
        _record(officer, "roles", by=by, at=at)


def dismiss(officer: Officer, *, by: Officer, at: datetime) -> None:
    """Disable an officer: out at the next request, their unfinished work waits for others.

    Raises
        NotAllowed  oneself, the last admin, or `by` is no admin here
        Refused     they are out already
    """
    if officer.id == by.id:
        raise NotAllowed("Anda tidak dapat menonaktifkan diri sendiri.")
    with writing():
        officer = _theirs(officer, by, at)
        if not officer.active:
            raise Refused("{name} sudah nonaktif.", name=officer.name)
        _refuse_last_admin(officer)
        Officer.update(active=False).where(Officer.id == officer.id).execute()
        seats.end_sessions(officer, by=by, at=at)
        _put_down(officer, set(), at)
        _record(officer, "out", by=by, at=at)


def take_back(officer: Officer, *, by: Officer, at: datetime) -> None:
    """A dismissed officer may sign in again, with the roles they had."""
    with writing():
        officer = _theirs(officer, by, at)
        if officer.active:
            raise Refused("{name} masih aktif.", name=officer.name)
        Officer.update(active=True).where(Officer.id == officer.id).execute()
        _record(officer, "in", by=by, at=at)


def set_password(officer: Officer, password: str, *, by: Officer, at: datetime) -> None:
    """For whoever forgot theirs; it ends their sessions. Raises Incomplete on a weak one."""
    password_hash = access.hash_password(password)
    with writing():
        officer = _theirs(officer, by, at)
        Officer.update(password_hash=password_hash).where(Officer.id == officer.id).execute()
        seats.end_sessions(officer, by=by, at=at)
        _record(officer, "password", by=by, at=at)


def end_delegation(delegation: Delegation, *, by: Officer, at: datetime) -> None:
    """The absent one is back: from now on the stand-in decides nothing; what they decided stays.

    Raises
        NotAllowed  `by` is no admin here
        NotFound    it has ended already
    """
    with writing():
        delegation = locked(delegation)
        officer = _theirs(delegation.officer, by, at)
        ended = DelegationEnd.get_or_none(DelegationEnd.delegation == delegation)
        if ended or delegation.until < _today(officer, at):
            raise NotFound("Plh. atau Plt. itu sudah berakhir.")
        DelegationEnd.insert(delegation=delegation, officer=by, at=at).execute()
        _put_down(officer, set(access.authorities(officer, on=_today(officer, at))), at)
        detail = f"officer {officer.id} for {delegation.absent_id} as {delegation.role}"
        audit.record(officer.office_id, Happened.DELEGATION_ENDED, at=at, by=by, detail=detail)


def _theirs(officer: Officer, by: Officer, at: datetime) -> Officer:
    """The officer, locked. Raises NotAllowed unless `by` is an admin of the same office."""
    admin = access.authority(by, "admin", on=_today(by, at))
    if admin is None or officer.office_id != by.office_id:
        raise NotAllowed("Hanya admin kantor ini yang mengubah data petugas.")
    return locked(officer)


def _refuse_last_admin(officer: Officer) -> None:
    """An office that nobody could set up any more would need its computer opened."""
    admins = Officer.select().join(OfficerRole).where(OfficerRole.role == "admin", Officer.active)
    here = {admin.id for admin in admins.where(Officer.office == officer.office_id)}
    if here == {officer.id}:
        raise NotAllowed("Kantor harus punya seorang admin. Tetapkan admin lain lebih dulu.")


def _put_down(officer: Officer, roles: set[str], at: datetime) -> None:
    """Cases the officer works on in none of these roles wait for whoever takes them."""
    for case in list(Case.select().where(Case.taken_by == officer)):
        if case.role not in roles:
            tickets.put_down(case, at)
            transitions.change(case, taken_by=None, taken_at=None)


def _record(officer: Officer, what: str, *, by: Officer, at: datetime) -> None:
    detail = f"officer {officer.id} {what}"
    audit.record(officer.office_id, Happened.OFFICER_CHANGED, at=at, by=by, detail=detail)


def _today(officer: Officer, at: datetime) -> date:
    return timetable.today(officer.office, at)
