"""Data ganda at a desk: searched, listed masked, set side by side, judged; and by whom."""

import re
import time

import pytest

from linkage_tables import DoublePair, DoubleVerdict
from models import Case
from office.inspection import anomaly_runs, anomaly_work, linkage_runs, linkage_stage
from office.inspection.folded import Likely
from office.register import register
from register_tables import PersonView
from tests.faces import Visitor
from tests.office.inspection.linkage.conftest import AGAIN, LEVELS, SITI
from tests.strict_html import check

PAGE = "/staff/doubles"
BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def tono(app):
    visitor = Visitor(app).sign_in("staf")
    visitor.get(PAGE)
    return visitor


@pytest.fixture
def two(people, clock):
    return register.enter((SITI, AGAIN), by=people.admin, at=clock())


@pytest.fixture
def pair(two, people, clock):
    """Siti, who stands there twice, found by a search that is shown."""
    row = linkage_runs.book(by=people.staf, at=clock())
    linkage_stage.write(row, [Likely(*two, 0.98, LEVELS)], clock())
    linkage_stage.show(row, 2, clock())
    return f"{PAGE}/{two[0]}/{two[1]}"


def test_before_the_first_search_the_page_says_what_is_missing(tono):
    page = tono.get(PAGE).text
    assert (check(page), "Belum pernah dicari" in page, "masih kosong" in page) == ([], True, True)
    answer = tono.post(f"{PAGE}/searches")
    assert (answer.status_code, "masih kosong" in answer.text) == (409, True)


def test_without_the_extra_the_page_says_how_to_add_it(tono, two, monkeypatch):
    monkeypatch.setattr(linkage_runs, "EXTRA", ("no_such_engine",))
    page = tono.get(PAGE).text
    assert "-r requirements-linkage.txt" in page and "Cari data ganda" not in page


@BOTH
def test_a_search_runs_beside_and_is_given_up(tono, two, htmx):
    answer = tono.post(f"{PAGE}/searches", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    id = linkage_runs.live().row.id
    page = tono.get(PAGE).text
    assert (check(page), "Pencarian sedang berjalan" in page) == ([], True)
    tono.post(f"{PAGE}/searches/{id}/cancellations", htmx=htmx)
    end = time.monotonic() + 30
    while linkage_runs.live():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert "Pencarian dibatalkan" in tono.get(f"{PAGE}/state").text


def test_the_list_shows_nobody(tono, pair):
    page = tono.get(PAGE).text
    assert (check(page), "S••• A•••" in page, "•••• 0002" in page) == ([], True, True)
    assert "sangat mungkin satu orang" in page and "98 dari 100" in page
    assert "nama ibu beda ejaan" in page
    assert SITI["name"] not in page and SITI["nik"] not in page


def test_two_stand_side_by_side_masked_until_opened_with_a_reason(tono, pair):
    page = tono.get(pair).text
    assert (check(page), "beda ejaan" in page, "SUKARTI" in page) == ([], True, False)
    assert tono.post(f"{pair}/openings", {"reason": " "}).status_code == 422
    assert PersonView.select().count() == 0
    page = tono.post(f"{pair}/openings", {"reason": "Memeriksa ganda"}).text
    assert (check(page), "S<mark>U</mark>KARTI" in page, "6401 01 450482 0002" in page) == (
        [],
        True,
        True,
    )
    assert PersonView.select().count() == 2


@BOTH
def test_the_same_person_opens_a_lembar_and_the_pair_leaves_the_list(tono, pair, htmx):
    tono.get(pair)
    told = {"verdict": "same", "reason": "Akta kelahiran sama", "seen": "0"}
    answer = tono.post(f"{pair}/verdicts", told, htmx=htmx)
    assert answer.status_code == (204 if htmx else 303)
    page = tono.get(pair).text
    assert (check(page), f"Lembar {Case.get().label}" in page) == ([], True)
    assert "Tidak ada pasangan yang menunggu keputusan" in tono.get(PAGE).text
    page = tono.get(f"{PAGE}?state=judged").text
    assert (check(page), "Akta kelahiran sama" in page) == ([], True)


def test_the_second_of_two_officers_is_told(tono, pair):
    told = {"verdict": "different", "reason": "Ibu berbeda", "seen": "0"}
    tono.get(pair)
    tono.post(f"{pair}/verdicts", told)
    answer = tono.post(f"{pair}/verdicts", {**told, "verdict": "same"})
    assert (answer.status_code, "baru saja diputuskan Tono" in answer.text) == (409, True)
    assert DoubleVerdict.get().verdict == "different" and Case.select().count() == 0


def test_a_lembar_whose_word_was_taken_back_is_still_named(tono, pair):
    tono.get(pair)
    for seen, verdict in enumerate(("same", "different")):
        told = {"verdict": verdict, "reason": "Akta kelahiran", "seen": str(seen)}
        tono.post(f"{pair}/verdicts", told)
    page, rest = tono.get(pair).text, "tentang dua orang ini masih berjalan"
    assert (check(page), f"Lembar {Case.get().label}</a> {rest}" in page) == ([], True)


def test_who_only_initials_sees_them_and_does_not_judge(app, pair):
    kasi = Visitor(app).sign_in("kasi")
    page = kasi.get(pair).text
    assert (check(page), "Keputusan" in page) == ([], False)
    answer = kasi.post(f"{pair}/verdicts", {"verdict": "different", "reason": "A", "seen": "0"})
    assert (answer.status_code, DoublePair.get().verdict) == (403, None)


def test_nobody_beside_themselves_nor_who_is_not_there(tono, two):
    for other in (two[0], 999, 2**63, 10**30):
        path = f"{PAGE}/{two[0]}/{other}"
        assert tono.get(path).status_code == 404


def test_a_lembar_about_doubles_leads_to_the_two(tono, pair, desk):
    told = {"verdict": "same", "reason": "Akta sama", "seen": "0"}
    tono.get(pair)
    tono.post(f"{pair}/verdicts", told)
    case = f"/staff/cases/{Case.get().id}"
    page = tono.get(case).text
    assert (check(page), f'href="{pair}">Bandingkan' in page) == ([], True)


def test_an_anomaly_of_two_leads_to_the_two(tono, people, clock):
    register.enter((SITI, {**SITI, "name": "RATNA"}), by=people.admin, at=clock())
    run = anomaly_runs.book(by=people.staf, at=clock())
    anomaly_work.look(anomaly_runs.task(run, by=people.staf, at=clock()), dict, lambda *_: None)
    page = tono.get("/staff/findings/nik-of-two-people").text
    assert check(page) == []
    assert re.search(rf'href="{PAGE}/[12]/[12]">Bandingkan', page)
