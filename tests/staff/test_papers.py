"""What is printed of a case."""

import pytest

from models import Office, View
from office import made
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


def test_the_receipt_lists_the_papers_and_leaves_a_trace(desk, at_order, people):
    mine = desk("dewi", at_order)
    answer = mine.press("papers/receipt")
    assert check(answer.text) == []
    for words in ("001/PSR/I/2024", "Kartu Keluarga (KK) terbaru", "Sari", "KTP-el"):
        assert words in answer.text
    assert "6401010101900001" not in answer.text
    told = View.get()
    assert (told.reason, told.fields) == ("Mencetak tanda terima berkas", ["applicant"])


def test_the_proof_of_result_claims_nothing_of_siak(desk, at_recovery, decide, people, clock):
    work = made.Work(reference="SIAK-0001", done_at=clock())
    case = decide(at_recovery, "recovered", people.dewi, work=work)
    answer = desk("dewi", case).press("papers/result")
    assert check(answer.text) == []
    for words in (
        "Perbaikan di SIAK dicatat",
        "mulai <strong>Kamis, 11 Januari 2024</strong>",
        "002/PSR/I/2024",
        "•••• 0001",
        "Tanyakan kepada Petugas Informasi",
    ):
        assert words in answer.text
    assert "CONTOH SATU" not in answer.text and "oleh sistem" not in answer.text
    assert View.select().order_by(-View.id).get().reason == "Mencetak bukti hasil"


def test_the_proof_names_the_counter_that_prints(desk, at_recovery, decide, people, clock):
    Office.update(print_counter=4).execute()
    work = made.Work(reference="SIAK-0001", done_at=clock())
    case = decide(at_recovery, "recovered", people.dewi, work=work)
    assert "<strong>Loket 4</strong>" in desk("dewi", case).press("papers/result").text


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("right", "Ambil surat keterangan di Loket 1, 2 atau 3"),
        ("never_entered", "Perlu layanan lain: Loket 1, 2 atau 4."),
    ],
)
def test_other_ends_have_their_own_words(desk, at_correction, decide, people, outcome, words):
    case = decide(at_correction, outcome, people.dewi, reason="Sudah dilihat.")
    answer = desk("dewi", case).press("papers/result")
    assert check(answer.text) == []
    assert words in answer.text and "Coba lagi" not in answer.text


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [("receipt", "belum dinyatakan lengkap"), ("result", "belum punya hasil")],
)
def test_what_is_not_there_yet_is_not_printed(desk, at_checklist, paper, sentence):
    mine = desk("sari", at_checklist, 1)
    assert f"papers/{paper}" not in mine.see()
    before = written()
    answer = mine.press(f"papers/{paper}")
    assert (answer.status_code, sentence in answer.text, written()) == (409, True, before)


def test_the_case_page_offers_what_can_be_printed(desk, at_correction, decide, people):
    page = desk("dewi", at_correction).see()
    assert "papers/receipt" in page and "papers/result" not in page
    case = decide(at_correction, "right", people.dewi, reason="Sudah dilihat.")
    page = desk("dewi", case).see()
    assert check(page) == [] and "papers/result" in page


@pytest.mark.parametrize("paper", ["request", "receipt", "result", "lembar"])
def test_papers_with_data_are_not_for_lookers_on(desk, at_order, paper):
    mine = desk("audit", at_order)
    before = written()
    assert mine.press(f"papers/{paper}").status_code == 403
    assert written() == before
