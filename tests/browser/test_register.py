"""An officer finds whom a request is about, compares and chooses, with and without JavaScript."""

import pytest

from office.register import register
from tests.browser.conftest import PHONE_SCREEN, STAFF_SCREEN
from tests.browser.test_case import is_whole

pytestmark = pytest.mark.browser
SITI = {
    "nik": "6401014101900002",
    "name": "SITI NUR HALIZA",
    "birth_date": "1990-05-03",
    "mother": "FATIMAH REKAAN",
}


@pytest.fixture
def case(draw, complete, decide, people, clock):
    """A request whose NIK has a slip, at the step that looks it up."""
    register.enter([SITI], by=people.sari, at=clock())
    ticket = draw(problem="miswritten", elements=["name"], nik="6401014101900001")
    return decide(complete(ticket, people.sari), "ordered", people.budi)


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_the_owner_of_a_request_is_found_compared_and_chosen(sign_in, case, javascript):
    dewi = sign_in("dewi", javascript=javascript)
    dewi.goto(f"/staff/cases/{case.id}")
    dewi.get_by_role("button", name="Cari pemilik data ini").click()
    dewi.get_by_text("NIK: beda satu angka").wait_for()
    dewi.get_by_role("button", name="Buka baris 1").click()
    dewi.get_by_text("SITI NUR HALIZA").wait_for()
    dewi.get_by_label("Nama menurut dokumen").fill("SITI NURHALIZA")
    dewi.get_by_role("button", name="Bandingkan").click()
    dewi.get_by_text("sama, beda spasi").wait_for()
    dewi.get_by_role("button", name="Ini orang yang dimaksud").click()
    dewi.get_by_text("S••• N••• H•••").wait_for()
    assert dewi.url.endswith(f"/staff/cases/{case.id}")
    assert "HALIZA" not in dewi.content()


@pytest.mark.parametrize("size", [STAFF_SCREEN, PHONE_SCREEN], ids=["desk", "phone"])
def test_looking_for_people_reads_well_to_everyone(sign_in, case, size):
    dewi = sign_in("dewi", size=size)
    dewi.goto("/staff/register")
    is_whole(dewi)
    dewi.get_by_label("NIK, No. KK, nama, atau tanggal lahir").fill("haliza sitti 3-5-1990")
    dewi.get_by_role("button", name="Cari", exact=True).click()
    dewi.get_by_text("Tanggal lahir: sama").wait_for()
    is_whole(dewi)
    dewi.get_by_role("button", name="Buka baris 1").click()
    dewi.get_by_label("Alasan membuka").fill("Surat 470")  # asked for before anything is sent
    dewi.get_by_role("button", name="Buka baris 1").click()
    dewi.get_by_text("FATIMAH REKAAN").wait_for()
    is_whole(dewi)
