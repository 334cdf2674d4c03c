"""Temuan anomali at a desk: run, looked at masked, set aside, put on a lembar; and by whom."""

import time

import pytest

from anomaly_tables import Finding, FindingWord
from models import Case, Event
from office.inspection import anomaly, anomaly_runs, anomaly_work
from office.register import register
from register_tables import PersonView
from staff import findings
from tests.faces import Visitor
from tests.office.inspection.anomaly.family import HEAD, ORPHAN, WIFE
from tests.strict_html import check

PAGE = "/staff/findings"
RULE = f"{PAGE}/mother-missing"
BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])


@pytest.fixture
def tono(app):
    visitor = Visitor(app).sign_in("staf")
    visitor.get(PAGE)
    return visitor


@pytest.fixture
def register_of_three(people, clock):
    register.enter((HEAD, WIFE, ORPHAN), by=people.admin, at=clock())


@pytest.fixture
def looked(register_of_three, people, clock):
    """A finding, of a run that is shown."""
    run = anomaly_runs.book(by=people.staf, at=clock())
    anomaly_work.look(anomaly_runs.task(run, by=people.staf, at=clock()), dict, lambda *_: None)
    return Finding.get()


def seen(visitor: Visitor, word: str) -> str:
    """The page as soon as it says this."""
    end = time.monotonic() + 20
    while word not in (page := visitor.get(PAGE).text):
        assert time.monotonic() < end, page
        time.sleep(0.02)
    return page


def test_before_the_first_run_the_page_says_what_is_missing(tono, people, clock):
    page = tono.get(PAGE).text
    assert (check(page), "Belum pernah diperiksa" in page) == ([], True)
    assert (
        "Database kependudukan masih kosong" in page
        and "Jalankan" not in page.split("<table")[0].split("Minta admin")[0]
    )
    answer = tono.post(f"{PAGE}/runs")
    assert (answer.status_code, "masih kosong" in answer.text) == (409, True)


@BOTH
def test_a_run_is_begun_followed_and_told(tono, register_of_three, htmx):
    answer = tono.post(f"{PAGE}/runs", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    if htmx:
        assert check(answer.text, fragment=True) == []
        assert "sedang berjalan" in answer.text
    again = tono.post(f"{PAGE}/runs")
    assert (again.status_code, "Pemeriksaan sedang berjalan" in again.text) == (409, True)
    page = seen(tono, "Diperiksa Senin, 8 Januari 2024")
    assert check(page) == []
    assert "Nama ibu kosong" in page and "aturan tanpa temuan" in page
    assert "berkas terakhir yang diimpor dari SIAK" in page
    state = anomaly_runs.version()
    assert tono.get(f"{PAGE}/state", htmx=True, seen=state).status_code == 204


def test_a_run_is_given_up_from_the_page(tono, register_of_three):
    tono.post(f"{PAGE}/runs")
    answer = tono.post(f"{PAGE}/runs/1/cancellations")
    assert answer.status_code in (303, 404)  # it may be faster than we are
    while anomaly_runs.live():
        time.sleep(0.02)
    assert tono.post(f"{PAGE}/runs/1/cancellations").status_code == 404


def test_the_people_of_a_rule_are_masked(tono, looked):
    page = tono.get(RULE).text
    assert check(page) == []
    assert all(word in page for word in ("M••• U•••", "•••• 0003", "Nama ibu: ", "kosong"))
    assert not [word for word in ("UCOK", ORPHAN["nik"], ORPHAN["family"]) if word in page]
    assert PersonView.select().count() == 0


def test_what_is_odd_about_a_nik_is_told_without_it(tono, people, clock):
    register.enter(({**HEAD, "nik": "640101120380000"},), by=people.admin, at=clock())
    run = anomaly_runs.book(by=people.staf, at=clock())
    anomaly_work.look(anomaly_runs.task(run, by=people.staf, at=clock()), dict, lambda *_: None)
    page = tono.get(f"{PAGE}/nik-malformed").text
    assert "NIK memuat 16 angka; di sini 15." in page and "640101120380000" not in page


def test_opening_one_of_them_is_written_down(tono, looked):
    tono.get(RULE)
    answer = tono.post(
        "/staff/register/openings", person=looked.person, reason="Temuan anomali: Nama ibu kosong"
    )
    assert "M. UCOK" in answer.text and "Wajib ada di KK" in answer.text
    assert check(answer.text) == []
    assert PersonView.get().reason == "Temuan anomali: Nama ibu kosong"


@BOTH
def test_one_is_set_aside_and_put_back(tono, looked, htmx):
    tono.get(RULE)
    told = {"finding": looked.id, "seen": 1}
    answer = tono.post(f"{RULE}/asides", told | {"reason": "Ibunya tidak dikenal"}, htmx=htmx)
    assert (answer.status_code, "1 temuan dikesampingkan." in answer.text) == (200, True)
    assert check(answer.text, fragment=htmx) == []
    page = tono.get(RULE, state="aside").text
    assert ("Ibunya tidak dikenal" in page, check(page)) == (True, [])
    answer = tono.post(f"{RULE}/returns", told | {"state": "aside"}, htmx=htmx)
    assert "1 temuan kembali ke daftar." in answer.text
    assert [row.word for row in FindingWord.select()] == ["aside", "back"]


def test_the_ticked_become_a_lembar(tono, looked):
    tono.get(RULE)
    answer = tono.post(f"{RULE}/lembar", finding=looked.id, seen=1)
    case = Case.get()
    assert answer.headers["Location"] == f"/staff/cases/{case.id}"
    assert tono.get(f"/staff/cases/{case.id}").status_code == 200
    page = tono.get(RULE, state="lembar").text
    assert (f"Lembar {case.label}" in page, check(page)) == (True, [])


def test_all_of_a_list_can_be_chosen(tono, looked):
    tono.get(RULE)
    tono.post(f"{RULE}/lembar", whole="1", state="open", district="", seen=1)
    assert Case.get().rows.count() == 1


REFUSALS = {
    "nothing chosen": ("asides", {"reason": "Benar", "seen": 1}, 422, "Pilih 1 sampai 200 temuan"),
    "no reason": ("asides", {"finding": 1, "seen": 1}, 422, "Tulis alasan"),
    "old page": ("lembar", {"finding": 1, "seen": 7}, 409, "Pemeriksaan baru sudah selesai"),
    "unknown": ("lembar", {"finding": 77, "seen": 1}, 409, "diputuskan orang lain"),
    "absurd": ("asides", {"finding": 10**30, "reason": "x", "seen": 1}, 409, "diputuskan"),
}


@pytest.mark.parametrize("name", REFUSALS)
@BOTH
def test_a_refusal_is_said_and_nothing_is_written(tono, looked, name, htmx):
    verb, fields, status, words = REFUSALS[name]
    before = Event.select().count()
    answer = tono.post(f"{RULE}/{verb}", fields, htmx=htmx, came_from=RULE)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    assert (Event.select().count(), FindingWord.select().count()) == (before, 0)


def test_a_rule_there_is_not_is_not_there(tono, looked):
    assert tono.get(f"{PAGE}/none").status_code == 404


@pytest.mark.parametrize("asked", [{"page": 10**30}, {"state": "?"}, {"district": "TIDAK ADA"}])
def test_an_absurd_address_is_an_empty_list_or_the_first(tono, looked, asked):
    assert tono.get(RULE, **asked).status_code == 200


@pytest.mark.parametrize(
    ("found", "people", "told"), [(101, 200, True), (100, 200, False), (60, 99, False)]
)
def test_a_rule_that_fits_most_people_tells_of_the_file(found, people, told):
    tally = anomaly.Tally(anomaly.rule_of("mother-missing"), found)
    assert bool(findings.heavy([tally], people)) == told


# user name -> the pages they may open: all of it, one rule
MAY = {"kasi": (200, 200), "admin": (200, 200), "lead": (200, 403), "rina": (403, 403)}


@pytest.mark.parametrize("username", MAY)
def test_who_looks_at_what(app, looked, username):
    visitor = Visitor(app).sign_in(username)
    assert (visitor.get(PAGE).status_code, visitor.get(RULE).status_code) == MAY[username]
    answer = visitor.post(f"{RULE}/lembar", finding=looked.id, seen=1)
    assert (answer.status_code, Case.select().count()) == (403, 0)
    if username == "admin":
        assert "Kesampingkan" not in visitor.get(RULE).text
