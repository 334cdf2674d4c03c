"""Short codes as typed or scanned at a kiosk: of a number, or of an appointment."""

from datetime import datetime, timedelta
from hashlib import sha256

from database import writing
from models import Appointment, Device, SignInAttempt, Ticket
from office import appointments, board
from office.errors import TooMany

MISSES = 20  # codes nobody has, typed at one kiosk …
MISSES_IN = timedelta(minutes=5)  # … in this long


def look_up(typed: str, *, by: Device, at: datetime) -> Ticket | Appointment | None:
    """What a code typed at a kiosk leads to; None for a code that nobody has.

    Raises TooMany after MISSES such codes within MISSES_IN, for a right one too: nobody may stand
    there and try them all.
    """
    kiosk, since = sha256(f"code\x1f{by.id}".encode()).digest(), at - MISSES_IN
    mine = SignInAttempt.account_hash == kiosk
    with writing():
        if SignInAttempt.select().where(mine, SignInAttempt.at > since).count() >= MISSES:
            raise TooMany(
                "Terlalu banyak kode salah. Tunggu lima menit, atau tanya Petugas Informasi."
            )
        found = board.by_code(by.office, typed) or appointments.by_code(by.office, typed)
        if found is None and typed.strip():
            SignInAttempt.delete().where(mine, SignInAttempt.at <= since).execute()
            SignInAttempt.insert(account_hash=kiosk, at=at).execute()
    return found
