"""The lists that are brought with a ministry letter (office/files/uploads.py)."""

from collections.abc import Mapping
from datetime import datetime

from ministry_tables import LetterFile
from models import Officer
from office.audit import Happened
from office.errors import Incomplete, Stale
from office.files.apart import Word
from office.files.uploads import Kind, Stage, Tray
from office.ministry import list_check, list_layout

LARGEST = 50_000_000  # bytes: three times what 100,000 rows take


def look_again(
    id: int,
    *,
    line: int,
    columns: Mapping[int, str],
    category: str,
    words: Mapping[str, str],
    look: int,
    at: datetime,
) -> None:
    """Read a list as somebody tells: line of its headings, column -> what it says (of
    list_layout.FIELDS), one category for all rows or "", the list's words -> categories.
    look: the one the page shows.

    Raises NotFound and Stale as `Tray.answer`; Stale when it was looked at again; Incomplete
    when two columns say the same, or a category is unknown.
    """
    _refuse_former(id, look)
    codes = {*list_check.categories(), list_layout.LEFT_OUT}
    told = {name: column for column, name in columns.items() if name in list_layout.FIELDS}
    if len(told) < sum(name in list_layout.FIELDS for name in columns.values()):
        raise Incomplete("Dua kolom tidak boleh berarti sama. Pilih satu.")
    explained = {word: code for word, code in words.items() if code}
    if {category} - {""} - codes or set(explained.values()) - codes:
        raise Incomplete("Kategori tidak dikenal.")
    layout = {"line": line, "columns": told, "category": category, "words": explained}
    tray.answer(id, {"layout": layout}, at=at, stage=Stage.CHECKING)


def confirm(id: int, *, skip: bool, look: int, by: Officer, at: datetime) -> None:
    """Import what was found. skip: see list_import.run; look: the one the page shows.

    Raises NotFound and Stale as `Tray.answer`; Stale when it was looked at again; Incomplete while
    something is to be told.
    """
    if _refuse_former(id, look).get("lacking"):
        raise Incomplete("Lengkapi dahulu keterangan kolom dan kategorinya.")
    tray.answer(id, {"skip": skip, "officer": by.id}, at=at)


def _refuse_former(id: int, look: int) -> Word:
    """What was found at this look."""
    upload = tray.live()
    found = upload.found if upload and upload.row.id == id else {"look": look}
    if found.get("look") != look:
        raise Stale("Daftar ini baru saja dibaca lagi. Periksa lagi halamannya.")
    return found


tray = Tray(
    Kind(
        table=LetterFile,
        folder="lists",
        worker="office.ministry.lister",
        largest=LARGEST,
        wrong_size="Pilih daftar CSV atau XLSX yang berisi, paling besar {n} MB.",
        brought=Happened.LIST_BROUGHT,
        ended=Happened.LIST_ENDED,
    )
)
