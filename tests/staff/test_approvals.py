"""The list of approvals: what each row says, what is decided together, what stays locked."""

import pytest

from models import Case, OfficerRole
from tests.faces import Visitor
from tests.staff.desks import says, written
from tests.strict_html import check


def send(visitor, outcome, *cases, htmx=False, step="order", **fields):
    seen = {f"seen-{case.id}": Case.get_by_id(case.id).moves for case in cases}
    chosen = {"case": [case.id for case in cases], "step": step, "outcome": outcome}
    return visitor.post("/staff/approvals", {**seen, **chosen, **fields}, htmx=htmx)


@pytest.fixture
def three(draw, complete, people):
    """Three requests that wait for the perintah."""
    return [complete(draw(problem="miswritten", elements=["name"]), people.sari) for _ in range(3)]


@pytest.fixture
def budi(app, three):
    visitor = Visitor(app).sign_in("budi")
    visitor.get("/staff/approvals")
    return visitor


def test_each_row_says_what_is_approved(budi):
    assert check(budi.page) == []
    assert "Ada data yang salah tulis" in budi.page
    assert "Kutipan akta kelahiran" in budi.page
    assert budi.page.count('name="case"') == 3


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_all_ticked_cases_are_decided_at_once(budi, three, htmx):
    answer = send(budi, "ordered", *three, htmx=htmx)
    assert answer.status_code == 200
    assert check(answer.text, fragment=htmx) == []
    assert {Case.get_by_id(case.id).step for case in three} == {"verify"}


def test_one_stale_case_stops_no_other(budi, three):
    answer = send(budi, "ordered", *three, **{f"seen-{three[1].id}": 0})
    steps = [Case.get_by_id(case.id).step for case in three]
    assert steps == ["verify", "order", "verify"]
    assert says(answer, "Permohonan ini baru saja diubah")


def test_a_return_wants_its_reason_row_by_row(budi, three):
    before = written()
    answer = send(budi, "returned", *three)
    assert says(answer, "Tulis alasan atau catatannya.")
    assert written() == before


def test_a_return_with_a_reason_goes_back(budi, three):
    send(budi, "returned", three[0], reason="Akta kurang")
    assert Case.get_by_id(three[0].id).step == "check"


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_nothing_ticked_is_refused(budi, htmx):
    before = written()
    answer = send(budi, "ordered", htmx=htmx)
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Pilih paling sedikit satu baris.")


@pytest.mark.parametrize("id", ["999", "x", "9" * 30, ""])
def test_unknown_cases_are_not_found_and_nothing_is_decided(budi, three, id):
    before = written()
    answer = send(budi, "ordered", three[0], case=[id])
    assert (answer.status_code, written()) == (404, before)


def test_what_i_checked_myself_is_locked_and_says_why(app, at_order, people):
    OfficerRole.create(officer=people.sari, role="functional")
    sari = Visitor(app).sign_in("sari")
    page = sari.get("/staff/approvals").text
    assert "tidak boleh memerintahkan sendiri" in page
    assert f'value="{at_order.id}" disabled' in page
    before = written()
    answer = send(sari, "ordered", at_order)
    assert says(answer, "tidak boleh memerintahkan sendiri")
    assert written() == before


def test_a_case_that_moved_on_is_not_decided_at_its_next_step(budi, at_note):
    answer = send(budi, "noted", at_note)
    assert says(answer, "tidak lagi di kegiatan itu")


def test_only_those_who_approve_have_the_list(app, three):
    dewi = Visitor(app).sign_in("dewi")
    assert dewi.get("/staff/approvals").status_code == 403


def test_an_empty_list_says_so(app, office):
    budi = Visitor(app).sign_in("budi")
    answer = budi.get("/staff/approvals")
    assert "Tidak ada yang menunggu persetujuan Anda." in answer.text
    assert check(answer.text) == []


def test_the_list_is_drawn_again_only_after_a_change(budi, three):
    seen = budi.page.split("approvals?seen=")[1].split('"')[0]
    assert budi.get("/staff/approvals", htmx=True, seen=seen).status_code == 204
    send(budi, "ordered", three[0])
    assert budi.get("/staff/approvals", htmx=True, seen=seen).status_code == 200


def test_more_of_them_are_read_in_as_few_statements(budi, draw, complete, people, asked):
    before = asked(lambda: budi.get("/staff/approvals"))
    complete(draw(problem="miswritten", elements=["name"]), people.sari)
    assert asked(lambda: budi.get("/staff/approvals")) == before
