"""Searching the register: one at a time, unseen until it is done, nothing half."""

import subprocess
import sys
import time

import pytest

from linkage_tables import DoublePair, DoubleSearch
from office.errors import NotFound, Refused
from office.files.apart import Stopped
from office.files.beside import HOUSE
from office.inspection import linkage_runs, linkage_stage, linkage_work
from office.inspection.folded import Likely
from office.inspection.linkage_runs import Outcome
from office.register import elements, staging, synthetic
from register_tables import ChangeKind
from tests.office.inspection.linkage.conftest import AGAIN, LEVELS, SITI


def test_an_empty_register_is_not_searched(people, clock, refused):
    with refused(Refused, "masih kosong"):
        linkage_runs.book(by=people.staf, at=clock())


def test_nor_one_that_is_being_imported(enter, people, clock, refused):
    enter(SITI)
    staging.begin(ChangeKind.IMPORT, by=people.admin, at=clock())
    with refused(Refused, "sedang diimpor"):
        linkage_runs.book(by=people.staf, at=clock())


def test_nor_without_the_extra(enter, people, clock, refused, monkeypatch):
    enter(SITI)
    monkeypatch.setattr(linkage_runs, "EXTRA", ("splink", "no_such_engine"))
    with refused(Refused, "belum terpasang"):
        linkage_runs.book(by=people.staf, at=clock())


def test_one_search_at_a_time(enter, people, clock, refused):
    enter(SITI)
    linkage_runs.book(by=people.staf, at=clock())
    with refused(Refused, "Pencarian sedang berjalan"):
        linkage_runs.book(by=people.staf, at=clock())


def test_a_search_given_up_leaves_what_was_shown(pair, people, clock):
    shown = linkage_runs.shown()

    def stop(*_: object) -> None:
        raise Stopped

    row = linkage_runs.book(by=people.staf, at=clock())
    with pytest.raises(Stopped):
        linkage_work.look(linkage_runs.task(row, at=clock()), lambda _: {}, stop)
    assert (linkage_runs.last().outcome, linkage_runs.shown()) == (Outcome.STOPPED, shown)
    assert DoublePair.get() == pair


def test_a_search_that_died_is_swept(pair, people, clock):
    row = linkage_runs.book(by=people.staf, at=clock())
    linkage_stage.write(row, [Likely(pair.one, pair.other, 0.9, LEVELS)], clock())
    linkage_runs.sweep(at=clock.forward(minutes=11))
    assert linkage_runs.last().outcome == Outcome.BROKEN
    assert [one.id for one in DoublePair.select()] == [pair.id]
    with pytest.raises(Refused, match="sudah dibersihkan"):
        linkage_stage.show(row, 2, clock())


def test_a_newer_search_takes_the_place_of_the_former(pair, find, clock):
    new = find((pair.one, pair.other))
    linkage_runs.sweep(at=clock())
    assert [one.search_id for one in DoublePair.select()] == [new.id]


def others(count: int) -> list[dict[str, str]]:
    """Neighbours who have nothing to do with it."""
    heads = {"nik": "NIK", "name": "NAMA_LGKP", "mother": "NAMA_LGKP_IBU", "birth_date": "TGL_LHR"}
    rows = synthetic.people(count, faults=0, seed=3, today=synthetic.TODAY)
    told = [{name: row[head] for name, head in heads.items()} for row, _ in rows]
    return [{**row, "birth_date": elements.day(row["birth_date"])} for row in told]


def wait(until) -> None:
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_process_beside_the_server_finds_them(enter, people, clock):
    ours = tuple(enter(SITI, AGAIN))
    enter(*others(150))
    linkage_runs.begin(by=people.staf, at=clock())
    with pytest.raises(Refused, match="sedang berjalan"):
        linkage_runs.begin(by=people.staf, at=clock())
    wait(lambda: linkage_runs.live() is None)
    assert linkage_runs.last().outcome == Outcome.DONE and linkage_runs.shown().people == 152
    assert [(one.one, one.other) for one in DoublePair.select()] == [ours]


def test_the_server_never_carries_the_engine():
    told = "import sys, app; sys.exit(any(name in sys.modules for name in ('splink', 'duckdb')))"
    assert subprocess.run([sys.executable, "-c", told], cwd=HOUSE).returncode == 0


def test_a_process_that_is_killed_breaks_off(enter, people, clock):
    enter(SITI)
    row = linkage_runs.begin(by=people.staf, at=clock())
    linkage_runs.live().beside.kill()
    wait(lambda: linkage_runs.live() is None)
    assert (linkage_runs.last().outcome, linkage_runs.shown()) == (Outcome.BROKEN, None)
    with pytest.raises(NotFound, match="tidak sedang berjalan"):
        linkage_runs.cancel(row.id)
    linkage_runs.sweep(at=clock())
    assert DoubleSearch.get().ended_at
