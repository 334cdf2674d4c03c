"""The pages that say whose the lembar are, whose each kecamatan is, and who is away."""

import pytest

from lembar_tables import DistrictDuty, Leave
from ministry_tables import Lembar
from models import Case
from office import access, founding, procedures
from office.ministry import placing
from office.ministry.grouping import Rule
from tests.conftest import PASSWORD
from tests.faces import Visitor
from tests.strict_html import check

BOTH = pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
PAGE = "/staff/inbox/duties"
PLAIN = Rule(most=1)


@pytest.fixture
def nia(office, clock):
    return founding.hire(office, "nia", "Nia", ["staff"], password=PASSWORD, at=clock())


@pytest.fixture
def letter(listed, people, clock):
    """A letter with three lembar, all Tono's."""
    letter = listed(*[{"nik": f"640101010190000{n}", "district": "Kuaro"} for n in range(3)])
    procedure = procedures.newest("anomali-data")
    placing.make(procedure, letter, PLAIN, str(people.staf.id), by=people.staf, at=clock())
    return letter


@pytest.fixture
def ratna(app, nia, letter):
    visitor = Visitor(app).sign_in("kasi")
    visitor.get(PAGE)
    return visitor


def whose() -> list[str]:
    return [one.officer.username for one in Lembar.select().order_by(Lembar.id)]


@BOTH
def test_ticked_lembar_change_hands(ratna, letter, nia, htmx):
    path = f"/staff/inbox/{letter.id}"
    page = ratna.get(f"{path}/lembar").text
    assert (check(page), page.count("Tono</td>")) == ([], 3)
    ids = [case.id for case in Case.select().limit(2)]
    answer = ratna.post(f"{path}/officers", {"case": ids, "to": nia.id}, htmx=htmx)
    assert answer.status_code == (204 if htmx else 303), answer.text
    assert whose() == ["nia", "nia", "staf"]
    assert "Lembar yang berjalan" in ratna.get(f"{path}/lembar", officer=nia.id).text


def test_nothing_ticked_is_refused(ratna, letter, nia):
    answer = ratna.post(f"/staff/inbox/{letter.id}/officers", {"to": nia.id}, htmx=True)
    assert (answer.status_code, "Pilih paling sedikit satu lembar." in answer.text) == (422, True)
    assert whose() == ["staf"] * 3


@BOTH
def test_all_of_an_officer_who_is_away_go_to_those_who_are_here(ratna, people, nia, htmx):
    tono = people.staf.id
    days = {"officer": tono, "since": "2024-01-08", "until": "2024-01-12"}
    ratna.post("/staff/inbox/leaves", days, htmx=htmx)
    page = ratna.get(PAGE).text
    assert check(page) == []
    assert "tidak bertugas sampai Jumat, 12 Januari 2024" in page
    ratna.post(f"{PAGE}/handovers", {"from": tono, "to": "turns"}, htmx=htmx)
    assert whose() == ["nia"] * 3
    ratna.post(f"/staff/inbox/leaves/{Leave.get().id}/ends", htmx=htmx)
    assert "tidak bertugas sampai" not in ratna.get(PAGE).text


def test_a_leave_without_days_is_refused(ratna, people):
    answer = ratna.post("/staff/inbox/leaves", {"officer": people.staf.id, "since": "besok"})
    assert (answer.status_code, Leave.select().count()) == (422, 0)
    assert "Isi hari pertama dan hari terakhir cuti." in answer.text


@BOTH
def test_a_kecamatan_is_given_to_an_officer_and_taken_back(ratna, nia, htmx):
    for given, kept in ((nia.id, [nia]), ("", [])):
        ratna.post(PAGE, {"district": ["Kuaro"], "officer": [given]}, htmx=htmx)
        assert [row.officer for row in DistrictDuty.select()] == kept


def test_pekerjaan_saya_has_the_lembar_that_were_given_to_me(app, letter, nia):
    Lembar.update(officer=nia).where(Lembar.id == 1).execute()
    for username, count in (("nia", 1), ("staf", 2)):
        page = Visitor(app).sign_in(username).get("/staff/worklists", list="mine").text
        assert (check(page), page.count('id="job-')) == ([], count)
        assert "Kec. Kuaro, A2, batas Sabtu, 2 Maret 2024" in page


def test_whoever_stands_in_has_the_absent_ones_lembar(app, letter, people, nia, clock):
    day = clock().date()
    told = {"role": "staff", "kind": "Plh.", "since": day, "until": day, "by": people.admin}
    access.delegate(people.dewi, absent=people.staf, at=clock(), **told)
    page = Visitor(app).sign_in("dewi").get("/staff/worklists", list="mine").text
    assert page.count('id="job-') == 3


@pytest.mark.parametrize(("username", "status"), [("audit", 403), ("budi", 403), ("lead", 303)])
def test_who_divides_work(app, letter, nia, username, status):
    visitor = Visitor(app).sign_in(username)
    visitor.get(PAGE)
    answer = visitor.post(PAGE, {"district": ["Kuaro"], "officer": [nia.id]})
    assert (answer.status_code, DistrictDuty.select().count()) == (status, int(status == 303))


@BOTH
def test_lembar_are_taken_apart_but_for_those_somebody_works_on(app, letter, decide, people, htmx):
    first, *others = Case.select().order_by(Case.id)
    decide(first, "received", people.staf)
    tono = Visitor(app).sign_in("staf")
    path = f"/staff/inbox/{letter.id}"
    tono.get(f"{path}/lembar")
    ids = [case.id for case in (first, *others)]
    told = {"case": ids, "reason": "Aturan keliru."}
    page = tono.post(f"{path}/undoings", told, htmx=htmx).text
    assert check(page, fragment=htmx) == []
    assert f"Lembar {first.label} sudah mulai dikerjakan." in page
    assert "1 lembar" in page
    gone = tono.get(f"/staff/cases/{others[0].id}").text
    assert (check(gone), "Lepas dari lembar: Aturan keliru." in gone) == ([], True)
