"""The ladder in a browser: looked at, initialled together, signed on paper."""

from playwright.sync_api import expect

from models import Case
from tests.browser.test_case import examined, is_whole, press  # noqa: F401


def test_many_are_initialled_one_goes_back_and_paper_follows(sign_in, examined, decide, people):  # noqa: F811
    kasi = sign_in("kasi")
    kasi.goto("/staff/ladder")
    kasi.get_by_label("Pilih 1 lembar di halaman ini").check()
    kasi.get_by_label("2024/0001", exact=True).press("Enter")  # signs nothing
    kasi.get_by_text("Kembalikan, lihat baris").click()
    kasi.get_by_label("Lembar ini").select_option("no")
    kasi.get_by_role("button", name="Setujui dan paraf").click()
    kasi.get_by_role("alert").get_by_text("Tulis alasan dikembalikan.").wait_for()
    expect(kasi.get_by_label("Alasan dikembalikan")).to_be_focused()
    kasi.get_by_label("Lembar ini").select_option("")
    press(kasi, "Setujui dan paraf", "1 tersimpan")
    is_whole(kasi)
    case = decide(Case.get_by_id(examined.id), "yes", people.kabid)
    decide(case, "yes", people.kadis)
    kasi.goto("/staff/signing")
    is_whole(kasi)
    kasi.get_by_label("2024/0001", exact=True).check()
    kasi.get_by_label("Nomor agenda").fill("7")
    kasi.get_by_label("Nomor agenda").press("Enter")  # prints nothing
    press(kasi, "Catat tanda tangan basah", "1 tersimpan")


def test_what_was_ticked_falls_on_no_other_lembar_after_going_back(sign_in, examined):  # noqa: F811
    kasi = sign_in("kasi")
    kasi.goto("/staff/ladder")
    kasi.get_by_label("2024/0001", exact=True).check()
    kasi.goto("/staff/signing")
    kasi.go_back()
    expect(kasi.get_by_label("2024/0001", exact=True)).not_to_be_checked()
