"""Two people who may be one: why they were found, what is said of them, what follows from it."""

import apsw
import peewee
import pytest

from linkage_tables import DoublePair, DoubleVerdict
from ministry_tables import Lembar, Row
from models import Case, Event
from office.errors import Incomplete, NotAllowed, NotFound, Stale
from office.inspection import linkage, linkage_runs, linkage_stage
from office.inspection.folded import Likely
from office.ministry import lembar
from office.register import register
from register_tables import PersonView
from tests.office.inspection.linkage.conftest import AGAIN, LEVELS, SITI


def states(search) -> list[int]:
    return list(linkage.counts(search).values())


def test_a_pair_says_why_in_plain_words(pair):
    both = linkage.two(pair.other, pair.one)
    assert both.why == (
        "nama disingkat, tanggal lahir sama, nama ibu beda ejaan, jenis kelamin sama, "
        "tempat lahir sama, NIK berbeda"
    )


def test_it_holds_no_name_and_no_number(pair):
    told = [str(value) for value in pair.__data__.values()]
    assert not {SITI["name"], SITI["nik"], AGAIN["name"], AGAIN["nik"]} & set(told)


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.999, "hampir pasti"), (0.95, "sangat mungkin"), (0.7, "mungkin satu"), (0.5, "meragukan")],
)
def test_how_likely_it_is_stands_there_in_words(probability, words):
    assert linkage.how_likely(probability).startswith(words)


def test_one_person_twice_opens_a_lembar_and_changes_nothing_else(pair, judge, people):
    before = register.now()
    word = judge("same")
    row = Row.get()
    assert (row.case_id, row.nik, row.other_nik) == (word.case_id, SITI["nik"], AGAIN["nik"])
    assert (row.category.code, row.trouble) == ("G2", "Satu orang tercatat dengan dua NIK")
    assert Lembar.get().letter_id is None
    assert (register.now(), Case.get().step) == (before, "receive")
    assert (
        Event.get(Event.name == "double judged").detail == f"person {pair.one} {pair.other}: same"
    )


def test_two_people_with_one_nik_are_a_matter_too(enter, find, people, clock, anomalies):
    one, other = enter(SITI, {**SITI, "name": "RATNA DEWI", "birth_date": "1990-01-02"})
    find((one, other))
    told = {"procedure": anomalies, "seen": 0, "by": people.staf, "at": clock()}
    word = linkage.judge(one, other, "different", "Beda orang tua", **told)
    assert (Row.get().category.code, word.case_id) == ("G1", Case.get().id)


def test_one_person_twice_under_one_nik_stands_on_two_cards(enter, find, people, clock, anomalies):
    one, other = enter(SITI, {**AGAIN, "nik": SITI["nik"]})
    find((one, other))
    told = {"procedure": anomalies, "seen": 0, "by": people.staf, "at": clock()}
    linkage.judge(one, other, "same", "KK lama", **told)
    assert Row.get().category.code == "G4"


def test_two_people_with_two_niks_are_no_matter(pair, judge):
    assert (judge("different").case_id, Case.select().count()) == (None, 0)


def test_what_is_unsure_has_a_list_of_its_own(pair, judge, find):
    assert states(pair.search) == [1, 0, 0]
    word = judge("unsure", "Menunggu akta")
    assert states(pair.search) == [0, 1, 0]
    judge("different", seen=word.id)
    assert states(pair.search) == [0, 0, 1]


def test_two_who_were_told_apart_do_not_come_back(pair, judge, find):
    judge("different")
    assert states(find((pair.one, pair.other))) == [0, 0, 1]


def test_nor_when_they_are_told_apart_while_a_search_writes_them(pair, judge, people, clock):
    row = linkage_runs.book(by=people.staf, at=clock.forward(minutes=1))
    linkage_stage.write(row, [Likely(pair.one, pair.other, 0.98, LEVELS)], clock())
    judge("different")
    linkage_stage.show(row, 2, clock())
    assert states(linkage_runs.shown()) == [0, 0, 1]


def test_they_come_back_once_one_of_them_changed(pair, judge, find, change):
    judge("different")
    change(pair.other, name="SITI AMINAH")
    search = find((pair.one, pair.other))
    assert states(search) == [1, 0, 0]
    (both,) = linkage.pairs(search, linkage.OPEN, most=9)
    two = linkage.two(pair.one, pair.other)
    assert (both.word, two.word.verdict, two.outdated) == (None, "different", True)


def test_a_change_that_does_not_touch_who_they_are_brings_nobody_back(pair, judge, find, change):
    judge("different")
    change(pair.other, address="JL. BARU 5")
    assert states(find((pair.one, pair.other))) == [0, 0, 1]


def test_the_second_of_two_officers_is_told(pair, judge, refused):
    judge("different")
    with refused(Stale, "baru saja diputuskan Tono: Dua orang berbeda"):
        judge("same")


@pytest.mark.parametrize(
    ("verdict", "reason", "sentence"),
    [("same", " ", "Tulis alasan"), ("maybe", "Mirip", "Pilih: orang yang sama")],
)
def test_a_word_needs_its_reason_and_must_be_one(judge, refused, verdict, reason, sentence):
    with refused(Incomplete, sentence):
        judge(verdict, reason)


def test_who_may_not_open_a_lembar_may_not_say_it_is_one(judge, refused, people):
    with refused(NotAllowed, "Membuka lembar bukan tugas Anda"):
        judge("same", by=people.kasi)


def test_a_lembar_of_the_ministry_about_the_two_is_the_one(pair, judge, row):
    row("G2", AGAIN["nik"], SITI["nik"])
    assert (judge("same").case_id, Case.select().count()) == (Case.get().id, 1)


def test_said_again_the_lembar_on_its_way_is_the_one(judge):
    word = judge("same")
    assert judge("same", "Akta sama", seen=word.id).case_id == word.case_id
    assert Case.select().count() == 1


def test_a_word_is_never_changed(judge):
    word = judge("unsure")
    with pytest.raises((apsw.ConstraintError, peewee.IntegrityError), match="history is kept"):
        DoubleVerdict.update(reason="Lain").where(DoubleVerdict.id == word.id).execute()


def test_both_are_opened_with_one_reason_and_written_down(pair, people, clock):
    told = {"by": people.staf, "role": "staff", "at": clock()}
    linkage.open_both(pair.one, pair.other, "Memeriksa ganda", **told)
    seen = [(row.person, row.reason) for row in PersonView.select()]
    assert seen == [(pair.one, "Memeriksa ganda"), (pair.other, "Memeriksa ganda")]


def test_nobody_is_opened_without_a_reason(pair, people, clock, refused):
    with refused(Incomplete, "Tulis alasan membuka data"):
        linkage.open_both(pair.one, pair.other, " ", by=people.staf, role="staff", at=clock())


def test_somebody_beside_themselves_is_no_pair(pair, refused):
    with refused(NotFound, "tidak ada di database kependudukan"):
        linkage.two(pair.one, pair.one)


def test_who_left_the_register_is_in_no_list(enter, find, change, pair):
    find((pair.one, pair.other), (pair.one, 99))
    assert DoublePair.select().where(DoublePair.other == 99).count() == 0


@pytest.fixture
def row(anomalies, people, clock):
    """row("G2", nik, other): a lembar of this row; the two people it leads to, if any."""

    def row(code, nik, other=""):
        told = {"about": "Uji", "by": people.staf, "at": clock()}
        case = lembar.open_found(anomalies, [lembar.NewRow(nik, other, code, "Ganda")], **told)
        return list(linkage.of_rows(list(case.rows)).values())

    return row


def test_a_row_about_doubles_leads_to_both_where_the_register_knows_them(pair, row, enter):
    assert row("G2", SITI["nik"], AGAIN["nik"]) == [(pair.one, pair.other)]
    assert row("A1", SITI["nik"], AGAIN["nik"]) == []
    assert row("G2", SITI["nik"], "9" * 16) == []
    enter({**SITI, "name": "RATNA"})
    assert row("G1", SITI["nik"]) == [(pair.one, pair.other + 1)]
    assert row("G2", SITI["nik"], AGAIN["nik"]) == []


def test_a_name_that_is_a_part_of_the_other_is_the_same_in_part(enter, pair):
    (longer,) = enter({**SITI, "name": "SITI AMINAH LESTARI"})
    assert linkage.two(pair.one, longer).why.startswith("nama sama sebagian, tanggal lahir sama")


def test_more_judged_pairs_are_read_in_as_few_statements(
    enter, find, people, anomalies, clock, asked
):
    one, two, three = enter(SITI, AGAIN, {**AGAIN, "nik": "3576014504820008"})

    def told(*pairs):
        search = find(*pairs)
        said = {"procedure": anomalies, "seen": 0, "by": people.staf, "at": clock()}
        for pair in pairs:
            linkage.judge(*pair, "different", "Lain orang", **said)
        return asked(
            lambda: [both.word.officer.name for both in linkage.pairs(search, "judged", most=9)]
        )

    assert told((one, two)) == told((one, three), (two, three))
