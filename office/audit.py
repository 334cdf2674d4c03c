"""The audit trail: the words for what happened, one entry in each verb's transaction, the chain."""

import hmac
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from database import db, insert, one
from models import Case, DayStatement, Device, Event, Office, Officer, Ticket


class Happened(StrEnum):
    """What an entry can say; `detail` adds ids and words of the procedure, never a person's."""

    CASE_OPENED = "case opened"
    CASE_TAKEN = "case taken"
    CASE_DECIDED = "case decided"
    CASE_PAUSED = "case paused"
    CASE_RESUMED = "case resumed"
    CASE_AMENDED = "case amended"
    CASE_WITHDRAWN = "case withdrawn"
    CASE_EXPIRED = "case expired"
    ROWS_STRUCK = "rows struck"
    RESULTS_SAVED = "results saved"
    RESULT_CHANGED = "result changed"
    LEMBAR_GIVEN = "lembar given"
    DUTIES_CHANGED = "duties changed"
    LEAVE_NOTED = "leave noted"
    LETTER_BOOKED = "letter booked"
    LETTER_CLOSED = "letter closed"
    PACK_WRITTEN = "pack written"
    PACK_SENT = "pack sent"
    PACK_ANSWERED = "pack answered"
    REPLY_ISSUED = "reply issued"
    REPLY_REVISED = "reply revised"
    REPLY_SIGNED = "reply signed"
    REPLY_SENT = "reply sent"
    LIST_TAKEN = "list taken"
    RESULT_FILE_BROUGHT = "result file brought"
    RESULT_FILE_ENDED = "result file ended"
    LIST_BROUGHT = "list brought"
    LIST_ENDED = "list ended"
    LIST_SHOWN = "list shown"
    LIST_WITHDRAWN = "list withdrawn"
    FILE_PLACED = "file placed"
    SIGNATURE_RECORDED = "signature recorded"
    CORRECTION_REVERSED = "correction reversed"
    DOCUMENT_STATED = "document stated"
    TICKET_ISSUED = "ticket issued"
    TICKET_CALLED = "ticket called"
    TICKET_RECALLED = "ticket recalled"
    TICKET_SERVED = "ticket served"
    TICKET_SKIPPED = "ticket skipped"
    TICKET_HELD = "ticket held"
    TICKET_RESTORED = "ticket restored"
    TICKET_TRANSFERRED = "ticket transferred"
    TICKET_RELEASED = "ticket released"
    TICKET_FINISHED = "ticket finished"
    TICKET_UNDONE = "ticket undone"
    TICKET_WITHDRAWN = "ticket withdrawn"
    TICKET_PRIORITY = "ticket priority"
    TICKET_PRINTED = "ticket printed"
    TICKET_AWAY = "ticket away"
    TICKET_BACK = "ticket back"
    TICKET_ENTERED = "ticket entered"
    TICKET_SETTLED = "ticket settled"
    NUMBER_SOUGHT = "number sought"
    NUMBERS_PASSED = "numbers passed"
    APPOINTMENT_MADE = "appointment made"
    APPOINTMENT_MOVED = "appointment moved"
    APPOINTMENT_CANCELLED = "appointment cancelled"
    APPOINTMENT_KEPT = "appointment kept"
    TICKET_NOT_PRINTED = "ticket not printed"
    TICKET_PRINT_ASKED = "ticket print asked"
    DAY_CLOSED = "day closed"
    PAPER_ISSUED = "paper issued"
    PAPER_REVISED = "paper revised"
    DATA_OPENED = "data opened"
    PERSON_OPENED = "person opened"
    PERSON_IDENTIFIED = "person identified"
    OUTAGE_BEGAN = "outage began"
    OUTAGE_ENDED = "outage ended"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    COUNTER_CHOSEN = "counter chosen"
    COUNTER_PAUSED = "counter paused"
    COUNTER_RESUMED = "counter resumed"
    OFFICER_CHANGED = "officer changed"
    DELEGATION_MADE = "delegation made"
    DELEGATION_ENDED = "delegation ended"
    HELP_ASKED = "help asked"
    HELP_TAKEN = "help taken"
    HELP_HANDED_OVER = "help handed over"
    DEVICE_CHANGED = "device changed"
    ANNOUNCED = "announced"
    SLIDES_CHANGED = "slides changed"
    PRINTER_CHANGED = "printer changed"
    PRINTER_HEARD = "printer heard"
    OFFICE_CHANGED = "office changed"
    REGISTER_CHOSEN = "register chosen"
    DOUBLES_SOUGHT = "doubles sought"
    DOUBLES_SEARCHED = "doubles searched"
    DOUBLE_JUDGED = "double judged"
    REGISTER_FILE_BROUGHT = "register file brought"
    REGISTER_FILE_ENDED = "register file ended"
    REGISTER_IMPORTED = "register imported"
    REGISTER_CORRECTED = "register corrected"
    REGISTER_REVERSED = "register reversed"
    ANOMALY_RUN_BEGUN = "anomaly run begun"
    ANOMALY_RUN_ENDED = "anomaly run ended"
    FINDINGS_SET_ASIDE = "findings set aside"
    FINDINGS_PUT_BACK = "findings put back"


_key = b""


def use_key(key: bytes) -> None:
    """The chain's HMAC key, which lies outside the database."""
    global _key
    _key = key


def key() -> bytes:
    """For another process of ours; nobody writes it down."""
    return _key


def record(
    office: Office | int,
    name: Happened,
    *,
    at: datetime,
    by: Officer | Device | None,
    case: Case | int | None = None,
    ticket: Ticket | int | None = None,
    detail: str = "",
) -> int:
    """Write one entry and raise the office's version; the last thing a verb does.

    Returns the new version. Runs inside the caller's transaction.
    """
    office_id = _id(office)
    tail = one("SELECT version, chain_length, chain_head FROM office WHERE id = ?", office_id)
    version, length, head = tail or (0, 0, b"")
    row = {
        "office": office_id,
        "number": length + 1,
        "at": at,
        "name": name,
        "officer": by.id if isinstance(by, Officer) else None,
        "device": by.id if isinstance(by, Device) else None,
        "case": _id(case),
        "ticket": _id(ticket),
        "detail": detail,
    }
    mac = _mac(head, row)
    insert(Event, mac=mac, **row)
    head = _seal(mac)
    one(
        "UPDATE office SET version = ?, chain_length = ?, chain_head = ? WHERE id = ?",
        version + 1,
        length + 1,
        head,
        office_id,
    )
    return version + 1


def latest_of(case: Case) -> int:
    """The number of the case's latest entry."""
    latest = one("SELECT max(number) FROM event WHERE case_id = ?", case.id)
    return latest[0] or 0 if latest else 0


def fingerprint(office: Office) -> tuple[int, str]:
    """How many entries there are and the print of their chain, to stand on paper: nobody can make
    it for a trail that was cut off or put back from an old copy."""
    row = one("SELECT chain_length, chain_head FROM office WHERE id = ?", office.id)
    length, head = row or (0, b"")
    return length, _print(head)


def verify(office: Office) -> tuple[int, str]:
    """Follow the chain from its first entry, past what each closed day stated of it.

    Returns how many entries hold and what is wrong with the next ("" when nothing is).
    """
    with db.atomic():  # the trail and its head as of one moment; nobody waits meanwhile
        head, held, stated = b"", 0, _stated(office)
        try:
            for event in _entries(office):
                if event["number"] != held + 1:
                    return held, f"entri {held + 1} hilang"
                mac = _mac(head, event)
                if not hmac.compare_digest(mac, event["mac"]):
                    return held, f"entri {held + 1} berubah"
                head = _seal(mac)
                held += 1
                if stated.pop(held, told := _print(head)) != told:
                    return held, f"entri sampai {held} bukan yang disebut penutupan hari"
        except (TypeError, ValueError, OverflowError):  # a value that no verb writes
            return held, f"entri {held + 1} berubah"
        now = Office.get_by_id(office.id)
        if (now.chain_length, now.chain_head) != (held, head) or stated:
            return held, f"entri sesudah {held} hilang"
        return held, ""


_COVERED = ("office", "number", "at", "name", "officer", "device", "case", "ticket", "detail")


def _mac(previous: bytes, row: dict[str, Any]) -> bytes:
    stored = {**row, "at": Event.at.db_value(row["at"])}  # the same in every zone
    words = [str(stored[name]) for name in _COVERED]
    text = "\x1f".join(f"{len(word)}:{word}" for word in words)
    return hmac.digest(_key, previous + text.encode(), sha256)


def _seal(mac: bytes) -> bytes:
    """The head after an entry. It stands in no entry, so that nobody finds there to which head a
    trail that was cut off would have to be put back."""
    return hmac.digest(_key, b"head" + mac, sha256)


def _print(head: bytes) -> str:
    return hmac.digest(_key, b"print" + head, sha256)[:8].hex()


def _stated(office: Office) -> dict[int, str]:
    """Number of entries -> their print, as the closed days say."""
    rows = DayStatement.select(DayStatement.content).where(DayStatement.office == office.id)
    return dict(row.content["trail"] for row in rows if "trail" in row.content)


def _entries(office: Office) -> Iterator[dict[str, Any]]:
    query = Event.select().where(Event.office == office.id).order_by(Event.number)
    return query.dicts().iterator()


def _id(row: object) -> int | None:
    return row if row is None or isinstance(row, int) else row.id  # type: ignore[attr-defined]
