"""What is printed of a case."""

import pytest

from models import View
from tests.staff.desks import written
from tests.strict_html import check


def test_the_request_prints_with_its_nik_and_leaves_a_trace(desk, at_checklist):
    mine = desk("sari", at_checklist, 1)
    answer = mine.press("papers/request")
    assert check(answer.text) == []
    assert "6401010101900001" in answer.text
    assert "tanda tangan atau cap jempol" in answer.text
    assert View.get().reason == "Mencetak permohonan untuk ditandatangani"


def test_the_lembar_prints_boxes_for_both_paraf_and_the_signature(desk, at_rows):
    answer = desk("staf", at_rows).press("papers/lembar")
    assert check(answer.text) == []
    for words in ("Paraf Kasi", "Paraf Kabid", "Kadis", "Bukan tanda tangan."):
        assert words in answer.text


def test_papers_tell_the_day_and_not_only_the_hour(desk, at_rows):
    mine = desk("staf", at_rows)
    for paper in (mine.press("papers/lembar"), mine.visitor.get(f"{mine.path}/papers/sheet")):
        assert "Hasan, Senin, 8 Januari 2024, 09.00 WITA" in paper.text


def test_the_control_sheet_holds_mutu_baku_and_nobodys_data(desk, at_order):
    mine = desk("lead", at_order)
    before = written()
    answer = mine.visitor.get(f"{mine.path}/papers/sheet")
    assert (check(answer.text), written()) == ([], before)
    assert "46 menit" in answer.text
    assert "6401010101900001" not in answer.text


def test_the_lembars_control_sheet_is_well_formed(desk, at_kasi):
    mine = desk("kasi", at_kasi)
    answer = mine.visitor.get(f"{mine.path}/papers/sheet")
    assert check(answer.text) == []
    assert "5 jam 30 menit" in answer.text


@pytest.mark.parametrize("paper", ["request", "lembar"])
def test_papers_with_data_are_not_for_lookers_on(desk, at_order, paper):
    mine = desk("audit", at_order)
    before = written()
    assert mine.press(f"papers/{paper}").status_code == 403
    assert written() == before
