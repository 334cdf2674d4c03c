"""Drafts: on whom, on which row and by which document; what fits no element never becomes one."""

import pytest

from models import Correction, Subject
from office import made
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.register import identify, register
from register_tables import Statement

SITI = {"nik": "9901014101900001", "name": "SITI CONTOH", "birth_date": "1990-03-12"}
KK = "Kartu Keluarga (KK) terbaru"


@pytest.fixture
def siti(people, clock):
    return register.enter([SITI], by=people.sari, at=clock())[0]


@pytest.fixture
def draft(decide, people):
    """draft(case, ("name", "SITI A"), person=siti): step 5."""

    def draft(case, *values: tuple[str, str], **told):
        basis = told.pop("basis", KK)
        changes = tuple(made.Change(name, "typed", after, basis, **told) for name, after in values)
        return decide(case, "wrong", people.dewi, work=made.Work(changes=changes))

    return draft


def test_a_draft_is_made_on_the_row_as_it_stands(to_correct, draft, siti):
    draft(to_correct(siti), ("name", "Siti Baru"), person=siti)
    row = Correction.get()
    assert (row.before, row.after) == ("SITI CONTOH", "SITI BARU")  # as its register writes
    assert (row.person, row.drafted_on) == (siti, register.person(siti).id)


@pytest.mark.parametrize(
    "told, ticks",
    [
        ({"basis": KK}, (True, True)),  # as the checklist has it
        ({"basis": "Ijazah SD"}, (False, False)),
        ({"basis": "Ijazah SD", "shown": "original"}, (True, False)),
        ({"basis": KK, "shown": "copy"}, (False, True)),
    ],
)
def test_how_the_document_was_seen_is_kept(to_correct, draft, siti, told, ticks):
    draft(to_correct(siti), ("name", "SITI BARU"), person=siti, **told)
    row = Correction.get()
    assert (row.original_seen, row.copy_received) == ticks


def test_whom_the_case_is_not_about_is_not_corrected(
    to_correct, draft, siti, people, clock, refused
):
    other = register.enter([{"name": "LAIN"}], by=people.sari, at=clock())[0]
    case = to_correct(siti)
    with refused(Incomplete, "Pilih dulu orangnya"):
        draft(case, ("name", "SITI BARU"), person=other)
    with refused(Incomplete, "Pilih dulu orangnya"):
        draft(case, ("name", "SITI BARU"))


def test_a_page_drawn_before_the_row_changed_is_stale(to_correct, draft, siti, refused):
    case = to_correct(siti)
    with refused(Stale, "baru saja berubah. Periksa lagi"):
        draft(case, ("name", "SITI BARU"), person=siti, drafted_on=999)


@pytest.mark.parametrize(
    "values, sentence",
    [
        ((("birth_date", "31-02-1990"),), "bukan tanggal kalender"),
        ((("name", "SITI CONTOH"),), "sebelum dan sesudah sama"),
        ((("name", "siti contoh"),), "sebelum dan sesudah sama"),
        ((("shoe size", "38"),), "Pilih elemen"),
        ((("name", "A"), ("name", "B")), "Nama disusun dua kali"),
        ((("name", ""),), "Isi nilai sesudah"),
        ((), "Tulis elemen yang diperbaiki"),
    ],
)
def test_what_cannot_be_a_correction_is_refused(to_correct, draft, siti, refused, values, sentence):
    case = to_correct(siti)
    with refused(Incomplete, sentence):
        draft(case, *values, person=siti)


def test_one_element_of_a_person_is_drafted_once_whosever_it_is_said_to_be(
    to_correct, decide, people, siti, refused
):
    case = to_correct(siti)
    owners = (None, Subject.create(case=case, nik="", name="SITI CONTOH").id)
    changes = (made.Change("mother", "", "AMINAH", KK, n, person=siti) for n in owners)
    with refused(Incomplete, "Nama ibu disusun dua kali"):
        decide(case, "wrong", people.dewi, work=made.Work(changes=tuple(changes)))


# --- what documents say ---------------------------------------------------------------------------


@pytest.fixture
def say(people, clock):
    def say(case, person, basis="Akta", by=None, **said):
        identify.state(case, person, said, basis, by=by or people.dewi, at=clock())

    return say


def test_what_a_document_says_stands_beside_the_register(to_correct, say, siti, clock):
    case = to_correct(siti)
    say(case, siti, birth_date="3-12-1990", name="SITI CONTOH")
    lines = {
        line.element: line
        for line in identify.beside(case, register.person(siti), on=clock().date())
    }
    born = lines["birth_date"]
    assert (born.said, born.source, born.documented) == ("1990-12-03", "Akta", True)
    assert (born.rule.id, lines["name"].rule.id) == ("day_month", "same")


def test_the_latest_word_counts_and_an_empty_one_takes_it_back(to_correct, say, siti):
    case = to_correct(siti)
    for mother in ("MINAH", "AMINAH", "AMINAH"):
        say(case, siti, mother=mother)
    assert (identify.statements(case, siti)["mother"].value, Statement.select().count()) == (
        "AMINAH",
        2,
    )
    say(case, siti, basis="", mother="")
    assert identify.statements(case, siti) == {}


def test_what_documents_say_is_refused(to_correct, at_step, say, siti, people, refused):
    case, ordering = to_correct(siti), at_step("order").case
    with refused(Incomplete, "Tulis dokumen yang menyebutnya"):
        say(case, siti, basis=" ", mother="AMINAH")
    with refused(Incomplete, "Elemen tidak dikenal"):
        say(case, siti, shoe="38")
    with refused(Refused, "Pilih dulu orang"):
        say(case, siti + 1, mother="AMINAH")
    with refused(NotAllowed, "tugas Petugas ADB"):
        say(case, siti, by=people.budi, mother="AMINAH")
    with refused(Refused, "kegiatan yang memeriksa datanya"):
        say(ordering, siti, mother="AMINAH")
