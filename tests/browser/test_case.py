"""Cases on real pages: both procedures to their end, and what a page keeps while it redraws."""

import re
from pathlib import Path

import pytest

from models import Case, Correction, Officer, Ticket
from office import casework, made, procedures
from office.ministry import lembar
from tests.browser.conftest import PHONE_SCREEN, STAFF_SCREEN, double_ids

AXE = next(Path(__file__).parent.glob("vendor/axe-*.min.js"))
SMALL_SCREEN = {"width": 1280, "height": 720}
pytestmark = pytest.mark.browser


def press(page, name: str, then: str) -> None:
    """Press a button and wait for what the page says afterwards."""
    page.get_by_role("button", name=name).first.click()
    page.get_by_text(re.compile(then)).first.wait_for()


def violations(page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run(document).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
    )
    return [f"{id}: {html[:200]}" for id, html in found]


def is_whole(page) -> None:
    assert double_ids(page) == []
    assert violations(page) == []
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0


@pytest.fixture
def ordered(draw, complete, decide, people):
    """A request that three desk steps of the ADB are left of."""
    ticket = draw(problem="miswritten", elements=["name"], nik="6401010101900001")
    return decide(complete(ticket, people.sari), "ordered", people.budi)


@pytest.fixture
def examined(people, decide, clock):
    """A lembar that waits for the Kasi."""
    rows = [
        lembar.NewRow("6401010101900001", "6401010101900002", "G2", "Satu orang dua NIK"),
        lembar.NewRow("6401010101900003", "", "A2", "Tanggal lahir 31-02-1985"),
    ]
    case = lembar.open_lembar(
        procedures.newest("anomali-data"),
        rows,
        reference="470/1",
        dated=clock().date(),
        by=people.staf,
        at=clock(),
    )
    case = decide(case, "received", people.staf)
    return decide(case, "examined", people.staf, work=made.Work(text="Cocok."))


def test_procedure_a_to_its_end_by_three_officers(sign_in, draw):
    ticket = draw(problem="miswritten", elements=["name"], nik="6401010101900001")
    sari = sign_in("sari", counter=1)
    sari.goto(f"/staff/cases/{ticket.case_id}")
    press(sari, "Panggil ke loket saya", "dipanggil di Loket 1")
    press(sari, "Mulai layani", "dilayani di Loket 1")
    press(sari, "Arahkan ke Petugas ADB", "Keputusan kegiatan 2")
    for box in sari.locator("input[name=copy]").all():
        box.check()
    press(sari, "Berkas lengkap, teruskan", "Keputusan kegiatan 3")
    budi = sign_in("budi", size=PHONE_SCREEN)
    budi.goto("/staff/approvals")
    budi.get_by_label("2024/0001").check()
    press(budi, "Perintahkan pemulihan", "^2024/0001 tersimpan|Tidak ada yang menunggu")
    dewi = sign_in("dewi", counter=3)
    dewi.goto(f"/staff/cases/{ticket.case_id}")
    walk_the_desk(dewi)
    press(dewi, "Panggil ke loket saya", "dipanggil di Loket 3")
    press(dewi, "Mulai layani", "dilayani di Loket 3")
    assert Case.get_by_id(ticket.case_id).end == "done"
    assert Correction.get().reference == "SIAK-1"
    assert Ticket.get_by_id(ticket.id).status == "serving"  # the result is handed over


def walk_the_desk(page) -> None:
    """Three records on one page, each saved with one Enter; focus is in the next one."""
    page.get_by_label("Tulis hasilnya").fill("Ejaan nama berbeda dari akta.")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Keputusan kegiatan 5").wait_for()
    page.wait_for_function("document.activeElement.name === 'before'")
    page.keyboard.type("CONTOH SATV")
    page.get_by_label("Sesudah").fill("CONTOH SATU")
    page.get_by_label("Dokumen dasar").fill("Kutipan akta kelahiran")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Keputusan kegiatan 6").wait_for()
    page.wait_for_function("document.activeElement.name === 'reference'")
    page.keyboard.type("SIAK-1")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Selesai").wait_for()


def test_the_desk_is_walked_with_javascript_off(sign_in, ordered):
    page = sign_in("dewi", javascript=False)
    page.goto(f"/staff/cases/{ordered.id}")
    page.get_by_label("Tulis hasilnya").fill("Ejaan berbeda.")
    page.get_by_role("button", name="Simpan catatan").click()
    page.get_by_label("Sebelum").fill("CONTOH SATV")
    page.get_by_label("Sesudah").fill("CONTOH SATU")
    page.get_by_label("Dokumen dasar").fill("Akta")
    page.get_by_role("button", name="Ada kesalahan, pulihkan").click()
    page.get_by_label("Nomor rujukan di SIAK").fill("SIAK-1")
    page.get_by_role("button", name="Pemulihan selesai").click()
    assert Case.get_by_id(ordered.id).end == "done"


@pytest.mark.slow
def test_a_lembar_climbs_the_ladder_with_a_no_at_each_rung(sign_in, examined):
    pages = {name: sign_in(name) for name in ("staf", "kasi", "kabid", "kadis")}
    for page in pages.values():
        page.goto(f"/staff/cases/{examined.id}")
    say_no(pages["kasi"], "Kembalikan ke Staf", "Keputusan kegiatan 2")
    note_again(pages["staf"])
    say_yes(pages["kasi"], "Setujui dan paraf", "Keputusan kegiatan 4")
    say_no(pages["kabid"], "Kembalikan ke Kasi", "Keputusan kegiatan 3")
    say_yes(pages["kasi"], "Setujui dan paraf", "Keputusan kegiatan 4")
    say_yes(pages["kabid"], "Setujui dan paraf", "Keputusan kegiatan 5")
    say_no(pages["kadis"], "Kembalikan ke Kabid", "Keputusan kegiatan 4")
    say_yes(pages["kabid"], "Setujui dan paraf", "Keputusan kegiatan 5")
    say_yes(pages["kadis"], "Setujui untuk ditandatangani", "Keputusan kegiatan 6")
    staf = pages["staf"]
    staf.get_by_label("Hasil baris 1").wait_for()
    for number in (1, 2):
        staf.get_by_label(f"Hasil baris {number}").select_option("fixed")
    press(staf, "Update selesai", "Selesai")
    assert Case.get_by_id(examined.id).end == "done"


def say_no(page, name: str, then: str) -> None:
    page.get_by_label("Alasan atau catatan").fill("Periksa lagi baris 2.")
    press(page, name, then)


def say_yes(page, name: str, then: str) -> None:
    page.get_by_role("button", name=name).wait_for()  # the page came along by itself
    press(page, name, then)


def note_again(page) -> None:
    page.get_by_label("Tulis hasilnya").fill("Sudah dicocokkan.")
    press(page, "Ajukan ke Kasi", "Keputusan kegiatan 3")


def test_typed_text_survives_what_others_do(sign_in, ordered, people, clock):
    page = sign_in("dewi")
    page.goto(f"/staff/cases/{ordered.id}")
    page.get_by_text("Jeda…").click()
    page.get_by_label("Tulis hasilnya").fill("Setengah kalimat")
    page.locator("#pause-note").fill("Menunggu")
    case = Case.get_by_id(ordered.id)
    casework.take(case, by=people.dewi, at=clock(), seen=case.moves)
    page.get_by_text("Mulai dikerjakan, Dewi").wait_for()
    assert page.get_by_label("Tulis hasilnya").input_value() == "Setengah kalimat"
    assert page.locator("#pause-note").input_value() == "Menunggu"
    assert page.evaluate("document.activeElement.id") == "pause-note"
    page.get_by_label("Tulis hasilnya").press("Enter")
    page.get_by_role("heading", name="Keputusan kegiatan 5").wait_for()


def test_a_refusal_keeps_the_text_and_says_why(sign_in, ordered):
    page = sign_in("dewi")
    page.goto(f"/staff/cases/{ordered.id}")
    page.locator("summary", has_text="Batalkan permohonan").click()
    page.get_by_label("Tulis hasilnya").fill("Setengah kalimat")
    page.get_by_role("button", name="Batalkan permohonan").click()
    page.get_by_role("alert").get_by_text("Tulis alasan pembatalan.").wait_for()
    assert page.get_by_label("Tulis hasilnya").input_value() == "Setengah kalimat"
    assert double_ids(page) == []


def test_a_stale_page_shows_what_happened(sign_in, ordered, people, decide):
    page = sign_in("dewi")
    page.route("**/staff/cases/*seen=*", lambda route: route.abort())  # its polls do not arrive
    page.goto(f"/staff/cases/{ordered.id}")
    page.get_by_label("Tulis hasilnya").fill("Punya Dewi")
    decide(ordered, "noted", people.sari, work=made.Work(text="Punya Sari"))
    page.get_by_role("button", name="Simpan catatan").click()
    page.get_by_role("alert").get_by_text("Keputusan Anda belum tersimpan").wait_for()
    page.unroute("**/staff/cases/*seen=*")
    page.get_by_role("heading", name="Keputusan kegiatan 5").wait_for()
    assert page.get_by_text("Punya Sari").is_visible()


def test_ticks_of_the_list_survive_what_others_do(sign_in, draw, complete, people, clock):
    for _ in range(2):
        complete(draw(problem="unknown"), people.sari)
    page = sign_in("budi")
    page.goto("/staff/approvals")
    page.get_by_label("2024/0001").check()
    complete(draw(problem="unknown"), people.sari)
    page.get_by_label("2024/0003").wait_for()
    assert page.get_by_label("2024/0001").is_checked()
    assert not page.get_by_label("2024/0003").is_checked()


def test_personal_data_is_shown_once(sign_in, ordered):
    page = sign_in("dewi")
    page.goto(f"/staff/cases/{ordered.id}")
    page.get_by_text("Buka NIK penuh").click()
    page.get_by_label("Alasan membuka").fill("Mencocokkan akta")
    press(page, "Buka dan catat", "6401010101900001")
    page.wait_for_timeout(2500)  # the region behind it redraws, the answer stays
    assert page.get_by_text("6401010101900001").is_visible()
    is_whole(page)
    page.get_by_role("link", name="Tutup").click()
    assert page.get_by_text("6401010101900001").count() == 0


@pytest.mark.parametrize("size", [STAFF_SCREEN, SMALL_SCREEN, PHONE_SCREEN])
def test_every_page_of_a_case_is_whole_at_every_size(sign_in, ordered, examined, size):
    dewi = sign_in("dewi", size=size)
    dewi.goto(f"/staff/cases/{ordered.id}")
    is_whole(dewi)
    staf = sign_in("staf", size=size)
    staf.goto("/staff/lembar/new")
    is_whole(staf)
    kasi = sign_in("kasi", size=size)
    kasi.goto("/staff/ladder")
    kasi.get_by_text("Kembalikan, lihat baris").click()
    kasi.get_by_role("link", name="Lihat 2 baris").click()
    kasi.get_by_label("Keluarkan baris 1").wait_for()
    is_whole(kasi)
    kasi.goto(f"/staff/cases/{examined.id}")
    is_whole(kasi)


@pytest.mark.parametrize("outcome", ["noted", "wrong", "recovered", None])
def test_every_kind_of_step_reads_well_to_everyone(sign_in, ordered, decide, outcome):
    dewi = Officer.get(Officer.username == "dewi")
    works = {
        "noted": made.Work(text="Ejaan berbeda."),
        "wrong": made.Work(changes=(made.Change("name", "SATV", "SATU", "Akta"),)),
        "recovered": made.Work(reference="SIAK-1", done_at=ordered.opened_at),
    }
    for id in list(works)[: list(works).index(outcome) + 1] if outcome else []:
        decide(ordered, id, dewi, work=works[id])
    page = sign_in("dewi")
    page.goto(f"/staff/cases/{ordered.id}")
    is_whole(page)


def test_the_counters_own_pages_read_well(sign_in, draw):
    ticket = draw(problem="miswritten", elements=["name"], nik="6401010101900001")
    page = sign_in("sari", counter=1)
    page.goto(f"/staff/cases/{ticket.case_id}")
    is_whole(page)
    press(page, "Panggil ke loket saya", "dipanggil di Loket 1")
    press(page, "Arahkan ke Petugas ADB", "Keputusan kegiatan 2")
    is_whole(page)
    page.get_by_role("button", name="Catat permohonan").click()
    page.get_by_label("Nama pemohon").fill("Siti Contoh")
    is_whole(page)
    page.get_by_role("button", name="Simpan permohonan").click()
    page.get_by_text("S••• C•••").wait_for()
    page.goto(f"/staff/cases/{ticket.case_id}/papers/sheet")
    assert violations(page) == []


def test_more_rows_stand_under_those_already_typed(sign_in, office):
    page = sign_in("staf")
    page.goto("/staff/lembar/new")
    page.get_by_label("NIK baris 1", exact=True).fill("6401010101900001")
    page.get_by_role("button", name="Tambah baris").click()
    page.get_by_label("NIK baris 6", exact=True).wait_for()
    assert page.get_by_label("NIK baris 1", exact=True).input_value() == "6401010101900001"
    assert double_ids(page) == []
