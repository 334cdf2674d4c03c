"""Tanda tangan basah: many are printed, noted as signed or as given back from one page."""

import re

import pytest

from ministry_tables import WetSignature
from models import Case, View
from tests.faces import Visitor
from tests.staff.conftest import lembar_of
from tests.staff.desks import says, written
from tests.strict_html import check


@pytest.fixture
def staf(app, at_rows):
    visitor = Visitor(app).sign_in("staf")
    visitor.get("/staff/signing")
    return visitor


def send(visitor, what: str, **fields):
    """Tick every lembar of the page and press."""
    keys = re.findall(r'name="case" value="([^"]+)"', visitor.page)
    answer = visitor.post(f"/staff/signing/{what}", {"case": keys, **fields})
    return visitor.get(answer.headers["Location"]) if answer.status_code == 303 else answer


def test_the_page_lists_what_waits_for_paper(staf, at_rows):
    assert check(staf.page) == []
    assert at_rows.label in staf.page and "470/1" in staf.page
    assert "6401010101900001" not in staf.page
    assert "Tanda tangan basah" in staf.get("/staff/ladder").text


def test_many_are_printed_as_one_pdf_and_each_opening_is_written_down(staf, at_rows):
    answer = send(staf, "prints")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert [(row.case, row.fields) for row in View.select()] == [(at_rows, ["rows"])]
    assert "Belum" not in staf.get("/staff/signing").text


def test_what_nobody_approved_is_not_printed_to_be_signed(staf, people, clock):
    other = lembar_of(people.staf, "470/2", clock())
    answer = staf.post("/staff/signing/prints", {"case": f"{other.id}.0"})
    assert (answer.status_code, View.select().count()) == (409, 0)
    assert "tidak menunggu tanda tangan basah" in answer.text


def test_a_day_and_a_number_are_noted_for_all_that_are_ticked(staf, at_rows):
    answer = send(staf, "signatures", signed_on="2024-01-08", agenda_number="7")
    assert says(answer, "1 tersimpan") and '<span class="num">7</span>' in answer.text
    assert (WetSignature.get().case, WetSignature.get().agenda_number) == (at_rows, "7")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"signed_on": "2024-01-09", "agenda_number": "7"}, "Isi tanggal tanda tangan basah"),
        ({"signed_on": "2024-01-08"}, "Isi tanggal tanda tangan basah"),
        ({"signed_on": "2024-01-08", "agenda_number": "B"}, "harus memuat angka"),
    ],
)
def test_what_is_missing_is_said_before_anything_is_written(staf, fields, sentence):
    before = written()
    answer = send(staf, "signatures", **fields)
    assert (answer.status_code, written()) == (422, before)
    assert says(answer, sentence)


def test_what_came_back_unsigned_is_examined_again(staf, at_rows):
    answer = send(staf, "returns", reason="Salah cetak.")
    assert check(answer.text) == [] and says(answer, "diteliti lagi")
    assert Case.get_by_id(at_rows.id).step == "examine"
    before = written()
    staf.get("/staff/signing")
    assert says(staf.post("/staff/signing/returns", {"case": f"{at_rows.id}.0"}), "Tulis alasan")
    assert written() == before


@pytest.mark.parametrize("keys", [[], ["999.1"], ["x"]])
def test_nothing_ticked_and_what_is_not_there_is_refused(staf, keys):
    before = written()
    for what in ("prints", "returns"):
        answer = staf.post(f"/staff/signing/{what}", {"case": keys, "reason": "Salah."})
        assert answer.status_code in (404, 422)
    assert written() == before
