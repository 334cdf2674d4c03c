"""Searching the register for people who stand in it twice (office/inspection/rounds.py,
office/inspection/linkage_work.py)."""

from datetime import datetime, timedelta
from importlib.util import find_spec

from linkage_tables import DoubleSearch
from office.audit import Happened
from office.errors import Refused
from office.files.apart import Word
from office.inspection import linkage_stage, rounds
from office.inspection.rounds import Kind, Rounds

SILENCE = timedelta(minutes=10)  # of a million people one step takes minutes on a slow computer
EXTRA = ("splink", "duckdb", "pyarrow")
Outcome = rounds.Outcome


def installed() -> bool:
    """Whether the extra `linkage` is there; nothing of it is imported here."""
    return all(find_spec(name) for name in EXTRA)


def task(search: DoubleSearch, *, at: datetime) -> Word:
    """What office/inspection/linkage_work.py is told to do."""
    return {"search": search.id, "at": at.isoformat()}


def _refuse_uninstalled() -> None:
    if not installed():
        raise Refused("Pencarian data ganda belum terpasang di server ini.")


searches = Rounds(
    Kind(
        table=DoubleSearch,
        worker="office.inspection.linkage_work",
        task=lambda search, by, at: task(search, at=at),
        begun=Happened.DOUBLES_SOUGHT,
        noun="search",
        silence=SILENCE,
        sweep=linkage_stage.sweep,
        going_on="Pencarian sedang berjalan. Tunggu sampai selesai, atau batalkan.",
        importing="Database kependudukan sedang diimpor. Cari setelah impor selesai.",
        empty="Database kependudukan masih kosong. Impor dahulu, lalu cari.",
        over="Pencarian ini tidak sedang berjalan.",
        refuse=_refuse_uninstalled,
    )
)
live, version, last, shown = searches.live, searches.version, searches.last, searches.shown
begin, book, cancel, sweep = searches.begin, searches.book, searches.cancel, searches.sweep
