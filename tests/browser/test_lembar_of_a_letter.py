"""Rows of a letter in a browser: grouped to the end by one press, given away, sent to others."""

from database import store
from lembar_tables import Pack
from ministry_tables import Lembar
from models import Case
from tests.browser.axe import violations
from tests.browser.conftest import double_ids


def test_one_press_groups_every_row_and_their_work_goes_on(sign_in, listed, office, clock):
    store(office, region="Kabupaten Paser")
    away = {"nik": "3576010101900001", "outside": True}
    letter = listed(*[{"nik": f"64010101019{n:05d}"} for n in range(40)], away)
    path = f"/staff/inbox/{letter.id}"
    page = sign_in("staf")
    page.goto(f"{path}/grouping?kind=order&most=1")
    assert (violations(page), double_ids(page)) == ([], [])
    page.get_by_role("button", name="Buat semua lembar ini").click()
    page.get_by_text("41 lembar dibuat dari 41 baris").wait_for()
    assert Lembar.select().count() == Case.select().count() == 41
    page.goto(path)
    page.get_by_text("Perkiraan selesai: belum cukup data").wait_for()
    page.get_by_role("link", name="Daerah lain dan pusat").click()
    page.get_by_role("button", name="Susun surat", exact=True).click()
    page.get_by_label("Bagaimana dikirim").fill("Pos")
    assert violations(page) == []
    page.get_by_role("button", name="Catat terkirim dan jeda lembarnya").click()
    page.get_by_text("0 dari 1 baris dijawab").wait_for()
    page.get_by_label("Semua yang belum dijawab").select_option("correct")
    page.get_by_role("button", name="Catat jawaban").click()
    page.get_by_text("1 dari 1 baris dijawab").wait_for()
    assert Pack.get().sent_on == clock().date()
    assert Case.select().where(Case.paused_for != "").count() == 0
    page.goto(f"{path}/lembar")
    assert violations(page) == []
    page.get_by_label("Pilih 41 lembar di halaman ini").check()
    page.get_by_label("Alasan membongkar").fill("Aturan keliru.")
    page.get_by_role("button", name="Bongkar yang dicentang").click()
    page.get_by_role("alert").get_by_text("sudah mulai dikerjakan").wait_for()
    assert double_ids(page) == []
    page.goto("/staff/inbox/duties")
    assert violations(page) == []
