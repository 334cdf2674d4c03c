"""What is asked at one press: done one by one, each once, whatever happens meanwhile."""

from time import monotonic, sleep

import pytest

from errand_tables import Errand, ErrandCase
from models import Case, Decision, Officer
from office import access, made
from office.errors import Incomplete, NotFound
from office.ministry import errands
from office.ministry.runner import Runner


@pytest.fixture
def three(ladder):
    """Three lembar before the Kasi."""
    return [ladder("kasi_verify") for _ in range(3)]


@pytest.fixture
def ask(people, clock):
    """ask(cases): the Kasi presses "Setujui dan paraf" for these, as they stand now."""

    def ask(cases, outcome="yes", key="k", by=None, **own) -> Errand:
        items = [errands.Item(case.id, Case.get_by_id(case.id).moves, **own) for case in cases]
        told = {"step": "kasi_verify", "key": key, "by": by or people.kasi, "at": clock()}
        return errands.decide(items, outcome, **told)

    return ask


def steps(cases) -> list[str]:
    return [Case.get_by_id(case.id).step for case in cases]


def told(errand) -> list[str]:
    return [
        sentence.message.format(**sentence.values)
        for _, sentence in errands.results(errand).refused
    ]


def test_to_ask_decides_nothing_yet(ask, three):
    errand = ask(three)
    assert steps(three) == ["kasi_verify"] * 3
    assert errands.done_of(errand) == (0, 3)


def test_a_server_that_stopped_goes_on_where_it_was(ask, three, clock, people):
    errands.run(ask(three), at=clock(), most=2)
    assert steps(three) == ["kabid_verify", "kabid_verify", "kasi_verify"]
    (left,) = errands.open_of(people.kasi)
    clock.forward(minutes=5)
    assert errands.run(left, at=clock())
    assert steps(three) == ["kabid_verify"] * 3
    assert errands.under_way() == []


def test_nothing_is_done_twice(ask, three, clock, people):
    errand = ask(three)
    assert errands.run(errand, at=clock()) and errands.run(errand, at=clock())
    assert Decision.select().where(Decision.officer == people.kasi).count() == 3


def test_one_press_is_asked_once(ask, three, clock):
    errands.run(ask(three), at=clock())
    assert ask(three) == Errand.get()
    assert ErrandCase.select().count() == 3


def test_each_is_in_the_trail_as_if_decided_alone(ask, three, clock, events):
    errands.run(ask(three), at=clock())
    assert [events(case)[-1] for case in three] == ["case decided"] * 3


def test_what_moved_meanwhile_stays_and_is_told(ask, three, clock, decide, people):
    errand = ask(three)
    decide(three[0], "no", people.kasi, reason="Periksa lagi.")
    decide(three[0], "examined", people.staf, work=made.Work(text="Sudah."))
    errands.run(errand, at=clock())
    assert steps(three) == ["kasi_verify", "kabid_verify", "kabid_verify"]
    assert told(errand) == [
        "Lembar ini baru saja diubah. Keputusan Anda belum tersimpan. Periksa lagi."
    ]


def test_what_is_refused_leaves_nothing(ask, three, clock, events):
    errand = ask(three, outcome="no")  # without a reason
    before = events()
    errands.run(errand, at=clock())
    assert (events(), told(errand)) == (before, ["Tulis alasan atau catatannya."] * 3)


def test_who_stands_in_decides_in_their_name(ask, three, clock, people):
    day = clock().date()
    stands_in = {"role": "kasi", "kind": "Plh.", "since": day, "until": day}
    access.delegate(people.budi, absent=people.kasi, **stands_in, by=people.admin, at=clock())
    errands.run(ask(three, by=people.budi), at=clock())
    rows = list(Decision.select().where(Decision.officer == people.budi))
    assert [row.delegation.absent for row in rows] == [people.kasi] * 3


def test_who_was_dismissed_meanwhile_decides_nothing(ask, three, clock, people):
    errand = ask(three)
    Officer.update(active=False).where(Officer.id == people.kasi.id).execute()
    errands.run(Errand.get(), at=clock())
    assert steps(three) == ["kasi_verify"] * 3
    assert told(errand) == ["Ratna tidak lagi bertugas."] * 3


def test_nothing_and_too_much_is_no_press(ask, three, refused):
    with refused(Incomplete, "Pilih paling sedikit satu lembar"):
        ask([])
    with refused(Incomplete, "Paling banyak 1000 sekaligus"):
        ask([three[0]] * (errands.MOST + 1))


def test_lembar_of_another_office_are_not_to_be_found(ask, three, neighbours, refused):
    with refused(NotFound, "Halaman ini tidak ada"):
        ask(three, by=neighbours.dina)


def test_the_runner_goes_on_with_what_was_left(ask, three, clock):
    errands.run(ask(three), at=clock(), most=1)
    runner = Runner(clock).open()
    until = monotonic() + 5
    while errands.under_way() and monotonic() < until:
        sleep(0.01)
    runner.close()
    assert steps(three) == ["kabid_verify"] * 3


def test_after_a_press_nobody_is_at_work_on_what_it_decided(open_lembar, people, clock):
    case = open_lembar()
    items, told = [errands.Item(case.id, case.moves)], {"by": people.staf, "at": clock()}
    errands.run(errands.decide(items, "received", step="receive", key="k", **told), at=clock())
    case = Case.get_by_id(case.id)
    assert (case.step, case.taken_by_id, case.taken_at) == ("examine", None, None)
