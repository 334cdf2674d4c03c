"""How an office calls is set within bounds, by which nobody can wait for ever."""

import pytest

from models import Office
from office import calling
from office.errors import Incomplete


@pytest.fixture
def set_up(office, people, clock):
    def set_up(**told: int) -> Office:
        given = {"max_calls": 2, "call_gap": 30, "priority_every": 3, **told}
        calling.set_up(office, **given, by=people.admin, at=clock())
        return Office.get()

    return set_up


def test_an_office_sets_how_it_calls(set_up, events):
    office = set_up(max_calls=3, call_gap=45, priority_every=4)
    assert (office.max_calls, office.call_gap, office.priority_every) == (3, 45, 4)
    assert events()[-1] == "office changed"
    assert "satu dari empat" in calling.share(office).message


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"max_calls": 0}, "Panggilan untuk satu nomor: isi 1 sampai 5."),
        ({"max_calls": 6}, "Panggilan untuk satu nomor: isi 1 sampai 5."),
        ({"call_gap": -1}, "Jarak dua panggilan: isi 0 sampai 300."),
        ({"priority_every": 1}, "Bagian prioritas: isi 2 sampai 10."),
        ({"priority_every": 11}, "Bagian prioritas: isi 2 sampai 10."),
    ],
)
def test_what_makes_no_sense_is_refused(set_up, refused, told, sentence):
    with refused(Incomplete, sentence):
        set_up(**told)
