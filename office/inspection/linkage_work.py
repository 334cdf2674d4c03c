"""A search for people who stand in the register twice: `python -m office.inspection.linkage_work`
is a process beside the server (office/files/apart.py) and alone carries the engine."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import duckdb

from database import db, one, writing
from linkage_tables import DoubleSearch
from office.errors import Refused
from office.files import apart
from office.files.apart import Ask, Progress, Word
from office.inspection import folded, likeness, linkage_stage
from office.register import register

READ = 20_000  # rows of the register at a time
STIR = timedelta(seconds=20)  # how often a search that only reckons says that it lives
MEMORY = 16 << 30  # bytes; the engine keeps to its own, lower limit


def look(task: Word, ask: Ask, progress: Progress) -> Word:
    """Compare everyone, write who may be one, show it. task: search, at."""
    search = DoubleSearch.get_by_id(task["search"])
    clock = apart.clock_from(datetime.fromisoformat(task["at"]))

    def tell(what: str, done: int, whole: int) -> None:
        if clock() - search.touched_at > STIR:
            with writing():
                linkage_stage.touch(search, clock())
        progress(what, done, whole)

    try:
        linkage_stage.sweep(before=clock(), besides=search.id, at=clock())
        people = _People(search.change, tell)
        pairs = likeness.pairs(people, tell)
        for low in range(0, len(pairs), linkage_stage.SOME):
            tell("Mencatat pasangan", low, len(pairs))
            linkage_stage.write(search, pairs[low : low + linkage_stage.SOME], clock())
        linkage_stage.show(search, people.count, clock())
    except apart.Stopped as end:
        linkage_stage.discard(search, end.outcome, at=clock())
        raise
    except (duckdb.OutOfMemoryException, MemoryError):
        short = Refused("Memori komputer server tidak cukup untuk database sebesar ini.")
        linkage_stage.discard(search, "refused", at=clock(), said=str(short))
        raise short from None
    linkage_stage.sweep(before=clock() - timedelta(days=1), besides=search.id, at=clock())
    return {"done": True}


class _People:
    """Everyone who stood in the register at a change, read once and counted."""

    def __init__(self, change: int, progress: Progress) -> None:
        self.change, self.progress, self.count = change, progress, 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        (highest,) = one("SELECT max(id) FROM resident") or (0,)
        statement = (
            f"SELECT {', '.join(folded.READ)} FROM resident "  # noqa: S608
            f"WHERE id BETWEEN ? AND ? AND {register.VALID_AT}"
        )
        for low in range(1, (highest or 0) + 1, READ):
            self.progress("Membaca", low, highest)
            told = (low, low + READ - 1, self.change, self.change)
            rows = db.execute_sql(statement, told).fetchall()
            self.count += len(rows)
            yield from rows


if __name__ == "__main__":
    apart.run(look, memory=MEMORY)
