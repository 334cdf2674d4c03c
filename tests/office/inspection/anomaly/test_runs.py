"""Going through the register: one at a time, unseen until it is done, nothing half."""

import time

import pytest

from anomaly_tables import AnomalyRun, Finding
from office.errors import NotFound, Refused
from office.files.apart import Stopped
from office.inspection import anomaly_runs, anomaly_stage
from office.inspection.anomaly_runs import Outcome
from office.register import staging
from register_tables import ChangeKind
from tests.office.inspection.anomaly.family import (
    HEAD,
    NO_MOTHER,
    NO_SEX,
    ORPHAN,
    WIFE,
    listed,
    only,
)


def test_an_empty_register_is_not_gone_through(people, clock, refused):
    with refused(Refused, "masih kosong"):
        anomaly_runs.book(by=people.staf, at=clock())


def test_nor_one_that_is_being_imported(found, people, clock, refused):
    staging.begin(ChangeKind.IMPORT, by=people.admin, at=clock())
    with refused(Refused, "sedang diimpor"):
        anomaly_runs.book(by=people.staf, at=clock())


def test_one_run_at_a_time_unless_it_fell_silent(found, people, clock, refused, run):
    anomaly_runs.book(by=people.staf, at=clock())
    with refused(Refused, "Pemeriksaan sedang berjalan"):
        anomaly_runs.book(by=people.staf, at=clock())
    assert anomaly_runs.last().outcome == Outcome.BROKEN
    clock.forward(minutes=3)
    assert only(run(), NO_MOTHER).id == found.id
    assert [row.outcome for row in AnomalyRun.select()] == ["done", "broken", "done"]


def test_what_is_imported_meanwhile_waits_for_the_next_run(found, run, change):
    told = []

    def bring(*_: object) -> None:
        if not told:
            told.append(change(found.person, mother="IBU CONTOH"))

    assert only(run(bring), NO_MOTHER).id == found.id
    assert listed(run(), NO_MOTHER) == []


def test_a_run_given_up_leaves_what_was_shown(found, run, change):
    change(found.person, mother="IBU CONTOH", sex="")
    before = anomaly_runs.shown()

    def stop(*_: object) -> None:
        if Finding.select().where(Finding.since > before.id).exists():
            raise Stopped

    with pytest.raises(Stopped):
        run(stop)
    assert anomaly_runs.last().outcome == Outcome.STOPPED
    assert (anomaly_runs.shown(), [row.id for row in Finding.select()]) == (before, [found.id])


def test_a_run_that_died_is_swept(found, people, clock, change, run):
    change(found.person, sex="")
    row = anomaly_runs.book(by=people.staf, at=clock.forward(minutes=1))
    stage = anomaly_stage.Stage(row, clock)
    stage._write(anomaly_stage.ADD, [(NO_SEX, found.person, 0, 1, "", row.id, False, None)])
    stage._end([found.id], mended=True)
    shown = anomaly_runs.shown()
    assert (listed(shown, NO_SEX), only(shown, NO_MOTHER).id) == ([], found.id)
    anomaly_runs.sweep(at=clock.forward(minutes=1))
    assert anomaly_runs.last().outcome == Outcome.BROKEN and Finding.select().count() == 2
    anomaly_runs.sweep(at=clock.forward(minutes=2))
    assert [(one.id, one.until, one.mended) for one in Finding.select()] == [
        (found.id, None, False)
    ]
    with pytest.raises(Refused, match="sudah dibersihkan"):
        stage.show(3, by=people.staf)


def wait(until) -> None:
    end = time.monotonic() + 20
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_process_beside_the_server_goes_through_it(enter, people, clock):
    enter(HEAD, WIFE, ORPHAN)
    row = anomaly_runs.begin(by=people.staf, at=clock())
    with pytest.raises(Refused, match="sedang berjalan"):
        anomaly_runs.begin(by=people.staf, at=clock())
    wait(lambda: anomaly_runs.live() is None)
    assert only(anomaly_runs.shown(), NO_MOTHER).since == row.id
    with pytest.raises(NotFound, match="tidak sedang berjalan"):
        anomaly_runs.cancel(row.id)


def test_a_process_that_is_killed_breaks_off(enter, people, clock):
    enter(HEAD, WIFE, ORPHAN)
    anomaly_runs.begin(by=people.staf, at=clock())
    anomaly_runs.live().beside.kill()
    wait(lambda: anomaly_runs.live() is None)
    assert (anomaly_runs.last().outcome, anomaly_runs.shown()) == (Outcome.BROKEN, None)
    anomaly_runs.sweep(at=clock())
    assert anomaly_runs.book(by=people.staf, at=clock()).id == 2


@pytest.mark.parametrize(
    ("word", "outcome"), [({}, Outcome.BROKEN), ({"stop": True}, Outcome.STOPPED)]
)
def test_who_gave_up_a_run_is_told_from_a_server_that_went(enter, people, clock, word, outcome):
    enter(HEAD, WIFE, ORPHAN)
    anomaly_runs.begin(by=people.staf, at=clock())
    beside = anomaly_runs.live().beside
    beside.say(word)
    beside.leave()
    wait(lambda: anomaly_runs.live() is None)
    assert (anomaly_runs.last().outcome, anomaly_runs.shown()) == (outcome, None)
