"""Periksa lembar: what each line says, what is decided together, what stays and why."""

import re

import pytest

from models import Case, Decision, OfficerRole, Output
from office import made
from tests.faces import Visitor
from tests.staff.conftest import lembar_of
from tests.staff.desks import says, written
from tests.strict_html import check


def shown(visitor, rung="kasi_verify", **asked) -> str:
    return visitor.get("/staff/ladder", rung=f"anomali-data.1.{rung}", **asked).text


def press(visitor, outcome, *cases, htmx=False, **fields):
    """Press a button of the page as it was drawn, with these ticked."""
    given = {
        name: re.search(f'name="{name}" value="([^"]*)"', visitor.page)[1]
        for name in ("step", "key", "shown")
    }
    given |= {"case": [case.id for case in cases], "outcome": outcome} | fields
    answer = visitor.post("/staff/ladder/presses", given, htmx=htmx)
    if answer.status_code == 303:
        return visitor.get(answer.headers["Location"])
    return answer


def steps(cases) -> list[str]:
    return [Case.get_by_id(case.id).step for case in cases]


@pytest.fixture
def three(new_lembar, at_kasi, decide, people, clock):
    """Three lembar before the Kasi."""
    cases = [at_kasi]
    for number in (2, 3):
        case = decide(lembar_of(people.staf, f"470/{number}", clock()), "received", people.staf)
        cases.append(decide(case, "examined", people.staf, work=made.Work(text="Cocok.")))
    return cases


@pytest.fixture
def kasi(app, three):
    visitor = Visitor(app).sign_in("kasi")
    shown(visitor)
    return visitor


def test_each_line_says_what_is_decided(kasi):
    assert check(kasi.page) == []
    assert kasi.page.count('name="case"') == 3
    for words in ("470/1", "A2 × 1, G2 × 1", "Cocok.", "1 baris di luar daerah"):
        assert words in kasi.page
    assert "6401010101900001" not in kasi.page


def test_all_that_is_ticked_goes_on_each_with_a_decision_of_its_own(kasi, three, people):
    answer = press(kasi, "yes", *three)
    assert check(answer.text) == []
    assert says(answer, "3 tersimpan")
    assert steps(three) == ["kabid_verify"] * 3
    mine = Decision.select().where(Decision.officer == people.kasi)
    assert {row.case_id for row in mine} == {case.id for case in three}


def test_some_go_back_with_their_reasons_in_the_same_press(kasi, three):
    back = three[1].id
    ways = {f"way-{back}": "no", f"why-{back}": "KK belum dibandingkan."}
    answer = press(kasi, "yes", *three, **ways)
    assert says(answer, "2 tersimpan") and says(answer, "1 dikembalikan")
    assert steps(three) == ["kabid_verify", "examine", "kabid_verify"]


def test_a_single_row_is_struck_in_the_same_press(kasi, three):
    case, row = three[0], three[0].rows.order_by().first()
    told = {f"way-{case.id}": "no", f"why-{case.id}": "Milik kota lain."}
    press(kasi, "yes", three[1], **told, **{f"strike-{case.id}": row.id})
    assert row.get_by_id(row.id).struck_for == "Milik kota lain."
    assert steps(three) == ["examine", "kabid_verify", "kasi_verify"]


def test_a_way_back_wants_its_reason_before_anything_is_written(kasi, three):
    before = written()
    answer = press(kasi, "yes", *three, **{f"way-{three[0].id}": "no"})
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Tulis alasan dikembalikan.")


def test_what_changed_meanwhile_is_left_out_and_told(kasi, three, decide, people):
    decide(three[2], "no", people.kasi, reason="Periksa lagi.")
    answer = press(kasi, "yes", *three)
    assert says(answer, "2 tersimpan")
    assert says(answer, "tidak lagi di kegiatan itu")
    assert steps(three) == ["kabid_verify", "kabid_verify", "examine"]


def test_what_was_not_shown_is_not_decided(kasi, three):
    before = written()
    answer = press(kasi, "yes", *three, shown=f"{three[0].id}.{three[0].moves}")
    assert (answer.status_code, written()) == (403, before)
    assert says(answer, "2 lembar tidak tampil di halaman ini.")


def test_a_press_that_comes_twice_is_one(kasi, three):
    page = kasi.page
    press(kasi, "yes", *three)
    before, kasi.page = written(), page
    answer = press(kasi, "yes", *three)
    assert says(answer, "3 tersimpan")
    assert written() == before


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_nothing_ticked_is_refused(kasi, htmx):
    before = written()
    answer = press(kasi, "yes", htmx=htmx)
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Pilih paling sedikit satu lembar.")


def test_who_examined_it_is_refused_lembar_by_lembar(app, three, people):
    OfficerRole.create(officer=people.staf, role="kasi")
    staf = Visitor(app).sign_in("staf")
    assert "tidak boleh memaraf sendiri" in shown(staf)
    assert f'value="{three[0].id}" disabled' in staf.page
    before = Decision.select().count()
    answer = press(staf, "yes", *three)
    assert answer.text.count("tidak boleh memaraf sendiri") == 3
    assert Decision.select().count() == before


def test_why_it_came_back_stands_on_its_line(app, kasi, three, decide, people):
    decide(three[0], "yes", people.kasi)
    decide(three[0], "no", people.kabid, reason="Kurang akta.")
    assert "Kurang akta." in shown(kasi)
    assert "Hasan" in kasi.page


def test_a_list_is_narrowed(kasi, three):
    letter = re.search(r'<option value="(\d+)">470/2', kasi.page)[1]
    assert shown(kasi, letter=letter).count('name="case"') == 1
    assert shown(kasi, odd=1).count('name="case"') == 3
    assert "Tidak ada lembar dengan pilihan itu." in shown(kasi, district="Tidak Ada")


def test_rows_are_looked_at_where_they_stand(kasi, three):
    answer = kasi.get(f"/staff/ladder/cases/{three[0].id}/rows", htmx=True, strikes=1)
    assert check(answer.text, fragment=True) == []
    assert answer.text.count(f'name="strike-{three[0].id}"') == 2
    assert "6401010101900001" not in answer.text
    assert check(kasi.get(f"/staff/ladder/cases/{three[0].id}/rows").text) == []


def test_on_a_long_page_each_is_unfolded_when_asked(kasi, three):
    assert check(shown(kasi, size=1000)) == []
    assert "why-" not in kasi.page
    answer = kasi.get(f"/staff/ladder/cases/{three[0].id}/rows", htmx=True, own=1)
    assert check(answer.text, fragment=True) == []
    assert f'name="why-{three[0].id}"' in answer.text and "strike-" in answer.text


@pytest.fixture
def staf(app, new_lembar, people, clock):
    lembar_of(people.staf, "470/2", clock())
    return Visitor(app).sign_in("staf")


def test_staff_receive_and_examine_many_with_one_note_that_each_may_change(staf):
    cases = list(Case.select().order_by(Case.id))
    shown(staf, "receive")
    press(staf, "received", *cases)
    shown(staf, "examine")
    press(staf, "examined", *cases, text="Sesuai KK.", **{f"text-{cases[1].id}": "Kurang akta."})
    assert steps(cases) == ["kasi_verify"] * 2
    notes = [row.text for row in Output.select().where(Output.document == "synchronised")]
    assert notes == ["Sesuai KK.", "Kurang akta."]


def test_an_examination_wants_its_note(staf):
    cases = list(Case.select())
    shown(staf, "receive")
    press(staf, "received", *cases)
    shown(staf, "examine")
    before = written()
    answer = press(staf, "examined", *cases, text=" ")
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, "Tulis catatan hasil verifikasi.")


def test_only_those_on_the_ladder_have_the_page(app, three):
    assert Visitor(app).sign_in("dewi").get("/staff/ladder").status_code == 403


def test_an_empty_ladder_says_so(app, office):
    answer = Visitor(app).sign_in("kadis").get("/staff/ladder")
    assert "Tidak ada lembar yang menunggu Anda." in answer.text
    assert check(answer.text) == []


def test_results_are_shown_to_who_pressed(app, kasi, three):
    answer = press(kasi, "yes", *three)
    path = answer.request.path
    assert Visitor(app).sign_in("kabid").get(path).status_code == 404
