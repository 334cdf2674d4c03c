"""A morning with those who wait for the centre: pasted, ticked, ended; the rest waits on."""

from datetime import date

import pytest

from models import Case
from office import made
from tests.browser.conftest import PHONE_SCREEN
from tests.browser.test_case import is_whole

pytestmark = pytest.mark.browser


@pytest.fixture
def two(draw, complete, decide, people, clock):
    """Two requests that wait for the centre and are due today."""
    cases = []
    for number in (1, 2):
        ticket = draw(rejected_at="bpjs", nik=f"640101410190000{number}")
        case = decide(complete(ticket, people.sari), "ordered", people.budi)
        case = decide(case, "noted", people.dewi, work=made.Work(text="Benar di sini."))
        told = {"reason": "Belum terbaca.", "look_again_on": date(2024, 1, 9)}
        cases.append(decide(case, "consolidate", people.dewi, **told))
    clock.set(2024, 1, 9, 9, 0)
    return cases


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_the_answer_of_the_centre_is_pasted_and_worked_at_once(sign_in, two, javascript):
    dewi = sign_in("dewi", javascript=javascript, size=PHONE_SCREEN if javascript else None)
    dewi.goto("/staff/worklists")
    dewi.get_by_role("link", name="Menunggu pusat").click()
    dewi.get_by_role("link", name="Cek hari ini 2").wait_for()
    if javascript:
        is_whole(dewi)
    dewi.get_by_text("Cari dari daftar yang diterima").click()
    dewi.get_by_label("NIK atau nomor permohonan").fill("6401014101900001\n6401014101900009")
    dewi.get_by_role("button", name="Cari dan centang").click()
    dewi.get_by_text("1 baris tidak ada").wait_for()
    dewi.get_by_label("Bagaimana diperiksa").fill("Jawaban pusat tanggal 9 Januari.")
    dewi.get_by_role("button", name="Sudah terbaca di lembaga").click()
    dewi.get_by_text("1 tersimpan").wait_for()
    dewi.get_by_label(two[1].label).check()
    dewi.get_by_role("button", name="Belum, cek lagi").click()
    dewi.get_by_role("link", name="Nanti 1").wait_for()
    if javascript:
        is_whole(dewi)
    ends = [(case.end, case.look_again_on) for case in Case.select().order_by(Case.id)]
    assert ends == [("done", None), (None, date(2024, 1, 12))]
