"""Looking for people: slips, the order of words and other spellings are forgiven, and named."""

import pytest

from office.errors import Incomplete
from office.register import register, search, staging
from office.register.search import Wanted, understand
from register_tables import ChangeKind

SITI = {
    "nik": "9901014305900001",
    "family": "9901010101100001",
    "name": "SITI NUR HALIZA",
    "birth_date": "1990-05-03",
    "mother": "FATIMAH CONTOH",
}
AHMAD = {
    "nik": "9901010101850002",
    "family": "9901010101100001",
    "name": "MUHAMMAD AHMAD CONTOH",
    "birth_date": "1985-12-11",
    "mother": "SULASTRI",
}


@pytest.fixture(autouse=True)
def siti(people, clock):
    return register.enter([SITI, AHMAD], by=people.sari, at=clock())[0]


def told(**wanted: str) -> list[tuple[str, list[str]]]:
    return [
        (hit.person.name.split()[0], [rule.id for _, rule in hit.rules])
        for hit in search.search(Wanted(**wanted))
    ]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("9901 0143-0590.0001", Wanted(number="9901014305900001")),
        ("3-5-1990", Wanted(born="1990-05-03")),
        ("1990-05-03", Wanted(born="1990-05-03")),
        ("siti  nur 03/05/1990", Wanted(name="siti nur", born="1990-05-03")),
        ("siti 9901014305900001", Wanted(number="9901014305900001", name="siti")),
        ("31-02-1990", Wanted(number="31021990")),
        ("siti 12", Wanted(name="siti 12")),
        ("", Wanted()),
    ],
)
def test_one_field_understands_what_was_typed(typed, wanted):
    assert understand(typed) == wanted


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        ("9901014305900001", [("SITI", ["same"])]),
        ("9901014305900002", [("SITI", ["digit"])]),
        ("9901014305900010", [("SITI", ["digits"])]),
        ("990101430590001", [("SITI", ["digit_lost"])]),
        ("99010143059000011", [("SITI", ["digit_lost"])]),
        ("9901019999999999", []),
        ("1", []),
    ],
)
def test_a_nik_is_found_in_spite_of_one_slip(number, rules):
    assert told(number=number) == rules


def test_a_family_card_leads_to_all_its_people():
    hits = search.search(Wanted(number=SITI["family"]))
    assert [hit.person.name.split()[0] for hit in hits] == ["SITI", "MUHAMMAD"]
    assert {element for hit in hits for element, _ in hit.rules} == {"family"}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("SITI NUR HALIZA", "same"),
        ("haliza nur siti", "order"),
        ("siti nurhaliza", "spaces"),
        ("siti nur halisa", "sound"),
        ("siti nur halixza", "letter"),
        ("siti nur hailza", "swapped"),
        ("sifi nur haliza", "letter"),
        ("siti haliza", "part"),
        ("siti nur haliza wati", "part"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name, rule):
    assert told(name=name) == [("SITI", [rule])]


@pytest.mark.parametrize("name", ["muh ahmad contoh", "mohamad akhmad tjontoh", "ahmad muhammad"])
def test_a_name_with_many_spellings_is_found_by_each(name):
    assert [who for who, _ in told(name=name)] == ["MUHAMMAD"]


def test_nobody_is_found_by_another_name():
    assert told(name="wayan rekaan") == []


def test_a_day_of_birth_is_found_turned_about_too():
    assert told(born="1990-05-03") == [("SITI", ["same"])]
    assert told(born="1990-03-05") == [("SITI", ["day_month"])]


def test_a_mothers_name_finds_her_child_and_not_herself():
    assert told(mother="fatima contoh") == [("SITI", ["sound"])]
    assert told(name="fatimah") == []


def test_what_is_known_together_narrows_and_says_what_differs():
    assert told(name="siti", born="1990-05-04", mother="fatimah") == [
        ("SITI", ["part", "digit", "part"])
    ]
    assert told(name="siti", mother="sulastri") == []


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(name=" - "), Wanted(mother="…")])
def test_nothing_asked_is_refused(wanted, refused):
    with refused(Incomplete, "Ketik NIK"):
        search.search(wanted)


@pytest.mark.parametrize(
    "junk", ['siti" OR 1', "NOT siti", "siti*", "a AND", "(", "\x00", "😀 siti"]
)
def test_odd_text_is_only_words(junk):
    assert all(who == "SITI" for who, _ in told(name=f"{junk} siti"))


def test_at_most_fifty_are_told_the_nearest_first(people, clock):
    many = [{"name": f"SITI CONTOH {n}", "nik": f"{n:016d}"} for n in range(60)]
    register.enter([*many, {"name": "CONTOH SITI"}], by=people.sari, at=clock())
    hits = search.search(Wanted(name="siti contoh"))
    assert len(hits) == search.MOST
    assert hits[0].person.name == "CONTOH SITI"


def test_people_are_found_as_they_stand_now(siti, people, clock):
    change = staging.begin(ChangeKind.IMPORT, by=people.budi, at=clock())
    values = tuple({**SITI, "name": "WAYAN BARU"}.get(name, "") for name in staging.ELEMENTS)
    staging.end(change, [register.person(siti).id], at=clock())
    staging.add(change, [(siti, values)], at=clock())
    assert told(name="wayan") == []
    staging.show(change, {}, by=people.budi, at=clock())
    assert told(name="siti nur haliza") == []
    assert [who for who, _ in told(name="wayan")] == ["WAYAN"]
