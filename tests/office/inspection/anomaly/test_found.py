"""What the rules found: listed, set aside for good, put on a lembar, mended, kept."""

import apsw
import peewee
import pytest

from anomaly_tables import AnomalyRun, Finding, FindingWord
from database import db
from models import Case
from office import casework, made, procedures
from office.errors import Incomplete, NotAllowed, Stale
from office.inspection import anomaly, anomaly_runs
from office.ministry import lembar
from office.register import register
from tests.office.inspection.anomaly.family import (
    CHILD,
    HEAD,
    NO_MOTHER,
    NO_SEX,
    ORPHAN,
    WIFE,
    listed,
    only,
    tally,
)


def test_a_run_counts_and_lists_what_it_found(enter, run):
    enter(HEAD, WIFE, ORPHAN)
    shown = run()
    counts = {id: count for id, count in shown.counts.items() if count[0]}
    assert (shown.people, counts) == (3, {NO_MOTHER: [1, 1, 0]})
    (line,) = anomaly.lines(listed(shown, NO_MOTHER))
    assert (line.one.name, line.other, line.case) == ("M. UCOK", None, None)
    assert anomaly.districts(shown, NO_MOTHER, anomaly.OPEN) == {"": 1}
    assert anomaly.districts(shown, NO_MOTHER, anomaly.ASIDE) == {}


def test_two_under_one_nik_are_told_from_one_who_stands_twice(enter, run):
    twin = {**CHILD, "name": "SITI LAIN", "birth_date": "2011-02-01", "family": HEAD["nik"]}
    again = {**CHILD, "name": "M UCOK", "family": WIFE["nik"]}
    enter(HEAD, WIFE, CHILD, twin, again)
    shown = run()
    two = only(shown, "nik-of-two-people")
    twice = only(shown, "person-on-two-cards")
    names = [register.person(n).name for n in (two.person, two.other, twice.person)]
    assert names == ["SITI LAIN", "M. UCOK", "M UCOK"]


def test_father_and_son_of_one_name_are_two(enter, run):
    enter(HEAD, WIFE, {**CHILD, "name": HEAD["name"], "nik": HEAD["nik"]})
    assert register.person(only(run(), "nik-of-two-people").person).birth_date == "2010-01-01"


def test_what_still_stands_is_not_written_again(found, run):
    shown = run()
    assert (only(shown, NO_MOTHER).id, tally(shown, NO_MOTHER).new) == (found.id, 0)


def test_what_was_set_aside_does_not_come_back(found, run, said, people):
    anomaly.set_aside([found.id], "Ibunya tidak diketahui", **said())
    shown = run()
    (line,) = anomaly.lines(listed(shown, NO_MOTHER, anomaly.ASIDE))
    assert (line.said.reason, line.said.officer_id) == ("Ibunya tidak diketahui", people.staf.id)
    assert (tally(shown, NO_MOTHER).open, tally(shown, NO_MOTHER).aside) == (0, 1)


def test_it_comes_back_once_what_it_rests_on_changed(found, run, said, change):
    anomaly.set_aside([found.id], "Ibunya tidak diketahui", **said())
    change(found.person, occupation="PETANI")
    assert listed(run(), NO_MOTHER) == []
    change(found.person, address="JL. LAIN")
    back = only(run(), NO_MOTHER)
    assert back.id != found.id and not back.mended


def test_a_card_set_aside_does_not_come_back_for_a_new_version(enter, run, said, change):
    enter(HEAD, WIFE, {**CHILD, "relation": HEAD["relation"]})
    heads = only(run(), "many-heads")
    anomaly.set_aside([heads.id], "Sedang diurus", **said())
    change(heads.person, occupation="PETANI")
    assert only(run(), "many-heads", anomaly.ASIDE).id == heads.id


def test_it_stays_aside_when_the_data_are_again_what_they_were(found, run, said, change):
    anomaly.set_aside([found.id], "Ibunya tidak diketahui", **said())
    change(found.person, mother="IBU CONTOH")
    run()
    change(found.person, mother="")
    assert only(run(), NO_MOTHER, anomaly.ASIDE).person == found.person


def test_what_was_mended_is_told_so(found, run, change):
    change(found.person, mother="IBU CONTOH")
    shown = run()
    assert (tally(shown, NO_MOTHER).mended, listed(shown, NO_MOTHER)) == (1, [])
    assert only(shown, NO_MOTHER, anomaly.MENDED).id == found.id
    assert tally(run(), NO_MOTHER).mended == 0


def test_what_was_set_aside_can_be_put_back(found, said, events):
    anomaly.set_aside([found.id], "Keliru", **said())
    anomaly.put_back([found.id], **said())
    shown = anomaly_runs.shown()
    assert only(shown, NO_MOTHER).id == found.id
    assert events()[-2:] == ["findings set aside", "findings put back"]


def open_lembar(ids, said) -> Case:
    return anomaly.open_lembar(procedures.newest("anomali-data"), ids, **said)


def test_findings_become_a_lembar_and_show_it(found, said, run):
    case = open_lembar([found.id], said())
    (row,) = case.rows
    assert (row.nik, row.category.code, row.trouble) == (CHILD["nik"], "A4", "Nama ibu kosong")
    for shown in (anomaly_runs.shown(), run()):
        (line,) = anomaly.lines(listed(shown, NO_MOTHER, anomaly.LEMBAR))
        assert line.case == case
        assert (tally(shown, NO_MOTHER).open, tally(shown, NO_MOTHER).lembar) == (0, 1)


def test_a_finding_that_outlived_its_lembar_is_open_again(found, said, run, change, clock):
    case, told = open_lembar([found.id], said()), said()
    casework.withdraw(case, "Keliru", **told | {"seen": case.moves})
    assert only(anomaly_runs.shown(), NO_MOTHER, anomaly.LEMBAR)
    change(found.person, occupation="PETANI")
    (line,) = anomaly.lines(listed(run(), NO_MOTHER))
    assert line.case == case


def test_what_a_lembar_found_right_does_not_come_back(found, said, run, change, decide, people):
    case = open_lembar([found.id], said())
    rungs = [("received", people.staf), ("examined", people.staf)]
    rungs += [("yes", who) for who in (people.kasi, people.kabid, people.kadis)]
    for outcome, by in rungs:
        case = decide(case, outcome, by, work=made.Work(text="Sudah diteliti."))
    results = {row.id: ("correct", "Anak seorang ibu") for row in case.rows}
    assert decide(case, "updated", people.staf, work=made.Work(rows=results)).end == "done"
    change(found.person, occupation="PETANI")
    assert only(run(), NO_MOTHER, anomaly.LEMBAR).id == found.id
    change(found.person, address="JL. LAIN")
    assert only(run(), NO_MOTHER).id != found.id


def test_a_finding_goes_along_with_its_row(enter, run, said, people, clock):
    enter(HEAD, WIFE, {**ORPHAN, "nik": "6401010101110007", "birth_date": "2011-01-01"}, ORPHAN)
    first, second = listed(run(), NO_MOTHER)
    case = open_lembar([first.id, second.id], said())
    (_, row) = case.rows
    new = lembar.strike(case, [row.id], "Orang lain", by=people.kasi, at=clock())
    lines = anomaly.lines(listed(anomaly_runs.shown(), NO_MOTHER, anomaly.LEMBAR))
    assert [(line.finding.id, line.case) for line in lines] == [(first.id, case), (second.id, new)]


def test_who_has_no_nik_is_found_by_the_card(enter, run, said):
    enter(HEAD, WIFE, {**CHILD, "nik": ""})
    case = open_lembar([only(run(), "nik-malformed").id], said())
    assert [row.nik for row in case.rows] == [CHILD["family"]]


def test_nothing_is_set_aside_without_a_reason_or_twice(found, said, refused, people):
    with refused(Incomplete, "Tulis alasan"):
        anomaly.set_aside([found.id], "  ", **said())
    with refused(Incomplete, "Pilih 1 sampai 200 temuan"):
        anomaly.set_aside([], "Benar", **said())
    with refused(Stale, "diputuskan orang lain"):
        anomaly.put_back([found.id], **said())
    open_lembar([found.id], said())
    with refused(Stale, "diputuskan orang lain"):
        anomaly.set_aside([found.id], "Benar", **said())


def test_a_page_of_a_former_run_decides_nothing(found, said, run, refused):
    before = said()
    run()
    with refused(Stale, "Pemeriksaan baru sudah selesai"):
        anomaly.set_aside([found.id], "Benar", **before)


def test_only_who_begins_lembar_opens_one(found, said, refused, people):
    with refused(NotAllowed, "Membuka lembar bukan tugas Anda"):
        open_lembar([found.id], said() | {"by": people.kasi})


def test_findings_of_two_rules_make_no_lembar(enter, run, said, refused):
    enter(HEAD, WIFE, {**ORPHAN, "sex": ""})
    shown = run()
    ids = [only(shown, rule).id for rule in (NO_MOTHER, NO_SEX)]
    with refused(Incomplete, "dari satu aturan"):
        open_lembar(ids, said())


def test_too_many_findings_are_counted_and_not_listed(found, run, monkeypatch, said):
    anomaly.set_aside([found.id], "Benar", **said())
    with monkeypatch.context() as small:
        small.setattr("office.inspection.anomaly_scan.MOST", 0)
        shown = run()
        assert (shown.counts[NO_MOTHER], tally(shown, NO_MOTHER).listed) == ([1, 0, 0], False)
    shown = run()
    assert only(shown, NO_MOTHER, anomaly.ASIDE).person == found.person


@pytest.mark.parametrize("table", [AnomalyRun, Finding, FindingWord])
def test_what_was_found_and_said_is_kept(found, said, table):
    anomaly.set_aside([found.id], "Benar", **said())
    name = table._meta.table_name
    for statement in (f"DELETE FROM {name}", f"UPDATE {name} SET id = id, rule = rule"):
        if "rule" in table._meta.columns or statement.startswith("DELETE"):
            with pytest.raises((apsw.ConstraintError, peewee.IntegrityError), match="history"):
                db.execute_sql(statement)
