"""The extracts that are brought to the register (office/files/uploads.py)."""

from datetime import date, datetime

from database import first
from models import Officer
from office.audit import Happened
from office.errors import Incomplete
from office.files.uploads import Kind, Tray
from office.register import staging
from register_tables import RegisterChange, RegisterFile

LARGEST = 1_000_000_000  # bytes: some 4 million people


def confirm(id: int, as_of: date, *, full: bool, by: Officer, at: datetime, today: date) -> None:
    """Import what was found. as_of and full: see register_import.run.

    Raises NotFound and Stale as `Tray.answer`; Incomplete when as_of is a day to come.
    """
    if as_of > today:
        raise Incomplete("Tanggal data ditarik tidak boleh sesudah hari ini.", field="as_of")
    tray.answer(id, {"as_of": as_of.isoformat(), "full": full, "officer": by.id}, at=at)


def _imported_elsewhere(at: datetime) -> bool:
    """By `pulih register import`, and not broken off."""
    alive = RegisterChange.touched_at.db_value(at - staging.SILENCE)
    return first(RegisterChange, "shown_at IS NULL AND touched_at > ?", alive) is not None


tray = Tray(
    Kind(
        table=RegisterFile,
        folder="uploads",
        worker="office.register.importer",
        largest=LARGEST,
        wrong_size="Pilih berkas CSV atau XLSX yang berisi, paling besar {n} MB. Yang lebih besar "
        "diimpor di komputer server: pulih register import.",
        brought=Happened.REGISTER_FILE_BROUGHT,
        ended=Happened.REGISTER_FILE_ENDED,
        busy=_imported_elsewhere,
    )
)
