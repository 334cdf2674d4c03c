"""Officers: who may act in which role on which day, signing in and out, sessions."""

import secrets
import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from peewee import ModelSelect

from database import find, first, writing
from models import (
    Counter,
    CounterRole,
    Decision,
    Delegation,
    DelegationEnd,
    Office,
    Officer,
    OfficerRole,
    Session,
    SignInAttempt,
)
from office import audit, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, TooMany

# Roles beside those of the procedures; STATES.md "People and matters".
OWN_ROLES = {
    "information": "Petugas Informasi",
    "lead": "Pimpinan",
    "auditor": "Auditor",
    "admin": "Admin",
}
STANDS_IN = """officer_id = ? AND since <= ? AND until >= ?
    AND id NOT IN (SELECT delegation_id FROM delegation_end)"""
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=9)
SHORTEST_PASSWORD = 12
ATTEMPTS = 10  # failed sign-ins of one account from one address …
ATTEMPTS_IN = timedelta(minutes=15)  # … in this long

# 19 MiB and one at a time: the library's default of 64 MiB breaks the memory budget.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Authority:
    """In which role an officer acts, and whose place they take in it (None: their own)."""

    role: str
    delegation: Delegation | None = None


def name_of(decision: Decision) -> str:
    """Who took it: Dewi; or Dewi, Plh. Budi, for whoever acted in another's place."""
    stood_in = decision.delegation
    who = decision.officer.name
    return f"{who}, {stood_in.kind} {stood_in.absent.name}" if stood_in else who


def authorities(officer: Officer, *, on: date) -> dict[str, Authority]:
    """Every role the officer may act in on that day of the office; their own before others'."""
    own = find(OfficerRole, "officer_id = ?", officer.id)
    stands_in = find(Delegation, STANDS_IN, officer.id, on, on)
    found = {row.role: Authority(row.role, row) for row in stands_in}
    return found | {row.role: Authority(row.role) for row in own}


def authority(officer: Officer, role: str, *, on: date) -> Authority | None:
    return authorities(officer, on=on).get(role)


def served_roles(counter: Counter) -> set[str]:
    """The roles whose queues this counter serves."""
    return {row.role for row in find(CounterRole, "counter_id = ?", counter.id)}


def only_one_of(role: str) -> bool:
    """Whether a role has fewer than two active officers, so that nobody could check the other."""
    holders = (
        Officer.select().join(OfficerRole).where(OfficerRole.role == role, Officer.active).count()
    )
    return holders < 2


def taken() -> set[str]:
    """The roles that an active officer has."""
    rows = OfficerRole.select(OfficerRole.role).join(Officer).where(Officer.active).distinct()
    return {role for (role,) in rows.tuples()}


def hash_password(password: str) -> str:
    """Raises Incomplete on one that is too short or the user's most likely guess."""
    if len(password) < SHORTEST_PASSWORD:
        raise Incomplete("Kata sandi paling sedikit {n} huruf.", n=SHORTEST_PASSWORD)
    if len(set(password)) < 4:
        raise Incomplete("Kata sandi terlalu mudah ditebak.")
    with _one_at_a_time:
        return _hasher.hash(password)


def sign_in(username: str, password: str, *, address: str, at: datetime, former: str = "") -> str:
    """A new session for the officer of that name.

    former: the token of a session that ended; if it was theirs, they still sit at its counter.

    Returns the token for the browser's cookie; only its hash is stored. A wrong name and a wrong
    password take as long and are told alike.

    Raises
        TooMany     this account failed too often from this address
        NotAllowed  name and password do not fit, or the officer is no longer active
    """
    attempt = _attempt(sha256(f"{username}\x1f{address}".encode()).digest(), at)
    officer = Officer.get_or_none(Officer.username == username, Officer.active)
    if not _fits(officer.password_hash if officer else "", password):
        raise NotAllowed("Nama pengguna atau kata sandi salah.")
    token = secrets.token_urlsafe(32)
    with writing():
        SignInAttempt.delete().where(SignInAttempt.id == attempt).execute()
        Session.delete().where(Session.created_at < at - LONGEST).execute()
        ended = Session.get_or_none(Session.token_hash == _hash(former), Session.officer == officer)
        Session.delete().where(Session.token_hash == _hash(former)).execute()
        Session.insert(
            token_hash=_hash(token),
            officer=officer,
            counter=ended.counter_id if ended else None,
            created_at=at,
            seen_at=at,
        ).execute()
        audit.record(officer.office_id, Happened.SIGNED_IN, at=at, by=officer)
    return token


def session(token: str, *, at: datetime) -> Session | None:
    """The session a cookie carries, unless it has ended, idled or its officer was disabled."""
    found = first(
        Session,
        "token_hash = ? AND seen_at > ? AND created_at > ?",
        _hash(token),
        at - IDLE,
        at - LONGEST,
    )
    officer = first(Officer, "id = ? AND active", found.officer_id) if found else None
    if found is None or officer is None:
        return None
    officer.office = first(Office, "id = ?", officer.office_id)
    found.officer = officer
    return found


def whose(token: str) -> Officer | None:
    """Whose session a cookie carries, or carried until it idled away; None once it is gone."""
    found = Session.get_or_none(Session.token_hash == _hash(token)) if token else None
    return found.officer if found else None


def touch(session: Session, *, at: datetime) -> None:
    """A person did something: the idle time starts again. At most one write a half-minute."""
    if at - session.seen_at >= timedelta(seconds=30):
        with writing():
            Session.update(seen_at=at).where(Session.id == session.id).execute()


def set_shortcuts(officer: Officer, on: bool) -> None:
    """Whether single keys do what buttons do: an officer's own choice, at every computer."""
    with writing():
        Officer.update(shortcuts=on).where(Officer.id == officer.id).execute()


def delegate(
    officer: Officer,
    *,
    absent: Officer,
    role: str,
    kind: str,
    since: date,
    until: date,
    by: Officer,
    at: datetime,
) -> Delegation:
    """Let an officer stand in (kind "Plh." or "Plt.") for another's role between two days.

    Raises
        NotAllowed  `by` is no admin
        Incomplete  the absent one has no such role, the days are over or the wrong way round, or
            the officer stands in for them on one of these days already
    """
    with writing():
        today = timetable.today(by.office, at)
        if authority(by, "admin", on=today) is None:
            raise NotAllowed("Hanya admin yang mencatat pelaksana harian.")
        if OfficerRole.get_or_none(OfficerRole.officer == absent, OfficerRole.role == role) is None:
            raise Incomplete("{name} tidak memegang peran itu.", name=absent.name)
        senseless = officer.id == absent.id or kind not in ("Plh.", "Plt.") or not officer.active
        if senseless or until < since or until < today:
            raise Incomplete("Periksa lagi nama, jenis, dan tanggalnya.")
        same = lasting().where(Delegation.officer == officer, Delegation.absent == absent)
        if same.where(
            Delegation.role == role, Delegation.since <= until, Delegation.until >= since
        ).exists():
            raise Incomplete("{name} sudah tercatat pada hari itu.", name=officer.name)
        row = Delegation.create(
            officer=officer, absent=absent, role=role, kind=kind, since=since, until=until
        )
        audit.record(
            by.office_id,
            Happened.DELEGATION_MADE,
            at=at,
            by=by,
            detail=f"officer {officer.id} for {absent.id} as {role}",
        )
    return row


def lasting() -> ModelSelect:
    """The delegations that nobody ended early."""
    ended = DelegationEnd.select(DelegationEnd.delegation)
    return Delegation.select().where(Delegation.id.not_in(ended))


def _attempt(account: bytes, at: datetime) -> int:
    """Write down an attempt before it is tried, as failed until it fits: many at once are counted
    like many in turn. Raises TooMany after ATTEMPTS within ATTEMPTS_IN."""
    since = at - ATTEMPTS_IN
    mine = SignInAttempt.account_hash == account
    with writing():
        if SignInAttempt.select().where(mine, SignInAttempt.at > since).count() >= ATTEMPTS:
            raise TooMany("Terlalu sering dicoba. Tunggu 15 menit, lalu coba lagi.")
        SignInAttempt.delete().where(SignInAttempt.at < since).execute()
        return int(SignInAttempt.insert(account_hash=account, at=at).execute())


def _fits(password_hash: str, password: str) -> bool:
    with _one_at_a_time:
        try:
            return _hasher.verify(password_hash or _decoy(), password) and bool(password_hash)
        except VerificationError:
            return False


@cache
def _decoy() -> str:
    """A hash that nobody's password fits, so that an unknown name takes as long as a known one."""
    return _hasher.hash(secrets.token_urlsafe(32))


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
