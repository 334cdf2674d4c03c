"""Where the papers of a case lie: told by its officers, kept as history, found again."""

import pytest

from models import FilePlace
from office.errors import Incomplete, NotAllowed, Stale
from office.papers import file_place

SHELF = "Rak 3 / Map 2024-014"


@pytest.fixture
def case(at_step):
    return at_step("order").case


@pytest.fixture
def put(case, people, clock):
    """put("Rak 3", before=""): by Dewi unless somebody else does it."""

    def put(place: str, *, before: str = "", by=None) -> None:
        file_place.put(case, place, before=before, by=by or people.dewi, at=clock())

    return put


def test_the_latest_place_counts_and_the_former_ones_are_kept(case, put, people, events):
    put(f"  {SHELF}\n")
    put("Lemari B", before=SHELF, by=people.budi)
    rows = [(row.place, row.officer.name) for row in file_place.history(case)]
    assert rows == [("Lemari B", "Budi"), (SHELF, "Dewi")]
    assert file_place.latest(case) == "Lemari B"
    assert events(case)[-2:] == ["file placed"] * 2


def test_the_second_press_writes_nothing(put):
    put(SHELF)
    put(SHELF)
    assert FilePlace.select().count() == 1


def test_who_did_not_see_the_papers_move_is_told_where_they_are(put, refused):
    put(SHELF)
    with refused(Stale, "baru saja dipindahkan ke Rak 3"):
        put("Lemari B")


@pytest.mark.parametrize("place", ["", " \n", "\x00"])
def test_a_place_is_a_word(put, refused, place):
    with refused(Incomplete, "Tulis tempat berkas"):
        put(place)


def test_only_the_roles_of_the_procedure_put_papers_away(put, people, neighbours, refused):
    for by in (people.staf, people.rina, neighbours.dina):
        with refused(NotAllowed, "dicatat oleh pelaksana prosedurnya"):
            put(SHELF, by=by)


def test_papers_are_put_away_after_the_end_too(mended, people, clock):
    case = mended().case
    file_place.put(case, "Arsip 2024", before="", by=people.dewi, at=clock())
    assert file_place.latest(case) == "Arsip 2024"


def test_a_case_is_found_by_its_number_and_by_where_its_papers_lie_now(case, put, draw, people):
    other = draw().case
    put("Rak 3")
    put(SHELF, before="Rak 3")
    for typed, found in {
        "map 2024": [case],
        case.label: [case],
        other.label: [other],
        "2019/0001": [],
        "%": [],
        "Lemari": [],
    }.items():
        assert file_place.find_cases(people.dewi, typed) == found, typed


def test_another_offices_papers_are_not_found(case, put, neighbours):
    put(SHELF)
    for typed in (case.label, "Rak"):
        assert file_place.find_cases(neighbours.dina, typed) == []


def test_nothing_typed_is_refused(people, refused):
    with refused(Incomplete, "Tulis nomor permohonan atau tempat berkas"):
        file_place.find_cases(people.dewi, " ")
