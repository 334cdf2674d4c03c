"""The lists of results that are brought through the staff area (office/files/uploads.py)."""

from datetime import datetime

from models import Officer
from office import procedures
from office.audit import Happened
from office.files.uploads import Kind, Outcome, Tray
from office.texts import LONGEST, clean
from reply_tables import ResultFile

LARGEST = 50_000_000  # bytes


def confirm(id: int, *, finish: bool, reason: str, by: Officer, at: datetime) -> None:
    """Take what was found. finish and reason: see result_importer.take.

    Raises NotFound and Stale as `Tray.answer`.
    """
    word = {"finish": finish, "reason": clean(reason, LONGEST), "officer": by.id}
    tray.answer(id, word, at=at)


tray = Tray(
    Kind(
        table=ResultFile,
        folder="results",
        worker="office.ministry.result_importer",
        largest=LARGEST,
        wrong_size="Pilih daftar XLSX atau CSV yang berisi, paling besar {n} MB.",
        brought=Happened.RESULT_FILE_BROUGHT,
        ended=Happened.RESULT_FILE_ENDED,
        also=lambda: {"procedures": procedures.all_versions().folder},
        said={
            Outcome.STOPPED: "Dibatalkan. Tidak ada hasil yang dicatat.",
            Outcome.BROKEN: "Terputus. Lembar yang sudah disimpan tetap tersimpan; kirim lagi "
            "daftar yang sama, tidak ada yang dicatat dua kali.",
        },
    )
)
