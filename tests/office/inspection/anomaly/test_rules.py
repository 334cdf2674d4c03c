"""The anomaly rules: each fits what it is for, and nothing of an ordinary family."""

from datetime import date

import pytest

from office.inspection import anomaly_scan
from office.inspection.anomaly_rules import Weight, fingerprint
from office.inspection.anomaly_scan import COLUMNS, Scan
from tests.office.inspection.anomaly.family import CHILD, HEAD, WIFE

ON = date(2024, 1, 8)
# rule -> whom of the family it is shown by, and what is changed of them
SHOWN_BY = {
    "name-missing": (CHILD, {"name": "BAYI NY SITI"}),
    "name-with-signs": (CHILD, {"name": "UC0K"}),
    "name-of-initials": (CHILD, {"name": "M. U"}),
    "birth-date-missing": (CHILD, {"birth_date": "-"}),
    "birth-date-impossible": (CHILD, {"birth_date": "31-02-2010"}),
    "birth-date-to-come": (CHILD, {"birth_date": "2042-01-01"}),
    "older-than-120": (HEAD, {"birth_date": "1880-03-12"}),
    "very-old": (HEAD, {"birth_date": "1921-03-12"}),
    "sex-missing": (CHILD, {"sex": "?"}),
    "sex-unlike-nik": (CHILD, {"sex": "P"}),
    "sex-unlike-relation": (WIFE, {"sex": "L"}),
    "mother-missing": (HEAD, {"mother": "-"}),
    "father-missing": (HEAD, {"father": ""}),
    "parents-alike": (HEAD, {"father": "NENEK CONTOH"}),
    "own-mother": (HEAD, {"name": "NENEK CONTOH"}),
    "address-missing": (HEAD, {"address": ""}),
    "address-no-dwelling": (HEAD, {"address": "Pasar Lama lantai 2"}),
    "relation-unknown": (CHILD, {"relation": "4"}),
    "wed-too-young": (CHILD, {"marital": "KAWIN"}),
    "spouse-not-married": (WIFE, {"marital": "BELUM KAWIN"}),
    "head-too-young": (HEAD, {"birth_date": "2009-03-12"}),
    "nik-malformed": (CHILD, {"nik": "640101010110000"}),
    "nik-unlawful": (CHILD, {"nik": "6401013502100003"}),
    "nik-unlike-birth-date": (CHILD, {"birth_date": "2010-01-02"}),
    "card-malformed": (CHILD, {"family": "12"}),
    "head-missing": (HEAD, {"relation": "FAMILI LAIN"}),
    "many-heads": (CHILD, {"relation": "KEPALA KELUARGA"}),
    "dead-head": (HEAD, {"status": "MENINGGAL"}),
    "married-to-dead": (WIFE, {"status": "MENINGGAL"}),
    "couple-of-one-sex": (HEAD, {"sex": "P"}),
    "many-spouses": (CHILD, {"relation": "ISTRI"}),
    "child-near-parent": (CHILD, {"birth_date": "1979-01-01"}),
    "parent-very-young": (CHILD, {"birth_date": "1994-05-01"}),
    "mother-very-old": (WIFE, {"birth_date": "1950-04-05"}),
    "ages-turned-about": (CHILD, {"relation": "CUCU", "birth_date": "1979-01-01"}),
}


def judged(*people: dict[str, str]) -> dict[str, int]:
    """Rule -> how many of these people it fits, each numbered as they come."""
    scan = Scan(1, ON)
    for number, one in enumerate(people, start=1):
        columns = [one.get(name, "") for name in COLUMNS.split(", ")[1:]]
        scan.take((number, *columns, "KECAMATAN CONTOH", one.get("status", "")))
    scan.go_through_cards(lambda *_: None)
    return {rule: found.count for rule, found in scan.found.items() if found.count}


def family_with(who: dict[str, str], changes: dict[str, str]) -> list[dict[str, str]]:
    return [one | changes if one is who else one for one in (HEAD, WIFE, CHILD)]


def test_an_ordinary_family_is_nobodys_anomaly():
    assert judged(HEAD, WIFE, CHILD) == {}


@pytest.mark.parametrize("rule", SHOWN_BY)
def test_each_rule_fits_what_it_is_for(rule):
    assert judged(*family_with(*SHOWN_BY[rule])).get(rule) == 1


def test_a_card_with_too_many_is_told_once():
    children = [{**CHILD, "nik": f"64010101011000{n}"} for n in range(10, 21)]
    assert judged(HEAD, WIFE, *children) == {"many-members": 1}


def test_every_rule_is_tried_and_has_its_words():
    tried = {*SHOWN_BY, "many-members", "nik-of-two-people", "person-on-two-cards"}
    rules = anomaly_scan.rules()
    assert {rule.id for rule in rules} == tried
    assert all(rule.title and rule.why.endswith(".") and rule.source for rule in rules)
    assert {rule.weight for rule in rules} == set(Weight)


@pytest.mark.parametrize("name", ["SUKARNO", "O'NEIL", "I WAYAN D'ARTA", "ST. HAJAR", "H. ALI"])
def test_old_names_are_lawful(name):
    assert judged({**HEAD, "name": name}) == {}


def test_names_of_one_word_may_be_alike():
    assert judged({**HEAD, "name": "NUR", "father": "NUR", "mother": "NUR"}) == {}


@pytest.mark.parametrize("status", ["MENINGGAL", "PINDAH"])
def test_who_is_gone_is_judged_no_more(status):
    assert judged({**CHILD, "status": status, "name": "", "sex": "", "nik": "1"}) == {}


def test_a_child_of_an_orphanage_may_have_no_parents_on_record():
    panti = {**HEAD, "mother": "", "father": "", "address": "PANTI ASUHAN CONTOH"}
    assert judged(panti) == {}


def test_a_stepmother_may_be_young():
    assert judged(HEAD, {**WIFE, "birth_date": "1999-04-05", "nik": "6401014504990002",
                         "name": "IBU TIRI"}, CHILD) == {}  # fmt: skip


def test_a_wedding_at_nineteen_is_lawful_and_a_day_before_is_looked_at():
    young = {**CHILD, "marital": "KAWIN", "relation": "MENANTU"}
    born = {"nik": "6401010801050003", "birth_date": "2005-01-08"}
    assert judged(HEAD, WIFE, {**young, **born}) == {}
    born = {"nik": "6401010901050003", "birth_date": "2005-01-09"}
    assert judged(HEAD, WIFE, {**young, **born}) == {"wed-too-young": 1}


def test_a_fingerprint_is_of_what_a_finding_rests_on():
    assert fingerprint(("L", 1)) == fingerprint(("L", 1)) != fingerprint(("L", 2))
    assert fingerprint(("AB", "C")) != fingerprint(("A", "BC"))
