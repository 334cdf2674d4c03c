"""Rows that another district or the centre must cure: to whom, sent, waited for, answered."""

from datetime import date

import pytest

from database import store
from lembar_tables import Pack, PackRow
from ministry_tables import Lembar, Row
from models import Case
from office import casework, made
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.ministry import escalation, packs, placing
from office.ministry.grouping import Rule
from office.register import regions

MOJOKERTO, PASER = "3576010101900001", "6401010101900001"
AGAIN = date(2024, 1, 22)


@pytest.fixture
def told(people, clock):
    return lambda by=None: {"by": by or people.staf, "at": clock()}


@pytest.fixture
def lembar(listed, anomalies, people, office, told):
    """lembar({"nik": …}, …): a letter whose rows stand on one lembar, in Kabupaten Paser."""
    store(office, region="Kabupaten Paser")

    def lembar(*rows: dict, most: int = 200):
        letter = listed(*rows)
        placing.make(anomalies, letter, Rule((), most=most), "", **told())
        return letter

    return lembar


@pytest.fixture
def sent(told):
    """sent(pack): on its way since today; its rows wait."""

    def sent(pack: Pack) -> Pack:
        packs.send(pack, date(2024, 1, 8), "Pos", AGAIN, **told())
        packs.wait(pack, **told())
        return Pack.get_by_id(pack.id)

    return sent


def addressees(letter, told) -> dict[str, int]:
    return {heap.addressee: heap.rows for heap in escalation.heaps(letter, **told())}


@pytest.mark.parametrize(
    ("row", "addressee"),
    [
        ({"nik": PASER, "category": "G3"}, "centre"),  # only the centre cures it
        ({"nik": PASER, "category": "R1"}, "centre"),
        ({"nik": MOJOKERTO, "outside": True}, "3576"),
        ({"nik": PASER, "other_nik": MOJOKERTO, "category": "G2"}, "3576"),  # two districts
        ({"nik": PASER, "outside": True}, ""),  # outside, nobody knows where
        ({"nik": PASER, "category": "A2"}, None),  # our own
        ({"nik": MOJOKERTO, "category": "A2"}, None),  # first registered there, lives here
        ({"nik": "12-AB", "outside": True}, ""),
    ],
)
def test_a_row_is_theirs_who_can_cure_it(lembar, told, row, addressee):
    assert addressees(lembar(row), told) == ({} if addressee is None else {addressee: 1})


def test_a_code_that_is_no_longer_given_leads_to_the_region_of_today(lembar, told):
    former = next(code for code, region in regions.REGIONS.items() if region.now)
    now = regions.find(former).now.replace(".", "")
    letter = lembar({"nik": f"{former}010101900001", "outside": True})
    assert list(addressees(letter, told)) == [now]


def test_a_letter_of_ours_has_a_number_and_its_rows(lembar, told, events):
    letter = lembar(*[{"nik": MOJOKERTO, "outside": True}] * 2, {"nik": PASER, "category": "G3"})
    first = escalation.write(letter, "3576", **told())
    second = escalation.write(letter, "centre", **told())
    assert [first.label, second.label] == ["001/ESK/PSR/I/2024", "002/ESK/PSR/I/2024"]
    assert first.content["to"].endswith("Pencatatan Sipil Kota Mojokerto")
    assert packs.counts(letter) == {first.id: (2, 0), second.id: (1, 0)}
    assert addressees(letter, told) == {}
    assert events()[-1] == "pack written"


def test_what_is_asked_of_one_is_not_asked_of_another(lembar, told, refused):
    letter = lembar({"nik": MOJOKERTO, "outside": True})
    escalation.write(letter, "3576", **told())
    with refused(Incomplete, "Pilih paling sedikit satu baris"):
        escalation.write(letter, "3576", **told())
    with refused(Stale, "sudah selesai, dijeda, atau sudah dikirim"):
        escalation.write(letter, "centre", [Row.get().id], **told())


def test_rows_are_chosen_by_hand(lembar, told):
    letter = lembar({"nik": PASER}, {"nik": PASER})
    pack = escalation.write(letter, "3576", [Row.get().id], to="Kepala Dinas Contoh", **told())
    assert (pack.content["to"], packs.counts(letter)) == ("Kepala Dinas Contoh", {pack.id: (1, 0)})


@pytest.mark.parametrize("addressee", ["", "0000"])
def test_a_letter_needs_somebody_to_go_to(lembar, told, refused, addressee):
    letter = lembar({"nik": PASER, "outside": True})
    with refused(Incomplete, "Pilih daerah atau pusat yang dituju"):
        escalation.write(letter, addressee, [Row.get().id], **told())


def test_only_whose_work_it_is_sends_rows_away(lembar, told, refused, people):
    letter = lembar({"nik": MOJOKERTO, "outside": True})
    assert escalation.heaps(letter, **told(people.kasi)) == []  # it waits for the staff
    with refused(NotAllowed, "bukan tugas Anda"):
        escalation.write(letter, "3576", **told(people.sari))


# --- sent -----------------------------------------------------------------------------------------


def test_a_lembar_whose_rows_all_wait_is_paused(lembar, told, sent):
    letter = lembar({"nik": MOJOKERTO, "outside": True})
    pack = sent(escalation.write(letter, "3576", **told()))
    case = Case.get()
    assert (case.paused_for, case.look_again_on) == ("other_region", AGAIN)
    assert (pack.sent_on, pack.sent_how) == (date(2024, 1, 8), "Pos")


def test_the_centre_is_waited_for_as_the_centre(lembar, told, sent):
    letter = lembar({"nik": PASER, "category": "G3"})
    sent(escalation.write(letter, "centre", **told()))
    assert Case.get().paused_for == "centre"


def test_rows_leave_a_lembar_that_has_other_work(lembar, told, sent):
    letter = lembar({"nik": PASER}, {"nik": MOJOKERTO, "outside": True}, {"nik": PASER}, most=2)
    pack = sent(escalation.write(letter, "3576", **told()))
    first, second, apart = Case.select().order_by(Case.id)
    assert [case.paused_for for case in (first, second, apart)] == ["", "", "other_region"]
    (gone,) = first.rows.where(Row.struck_to == apart)
    assert gone.struck_for == f"Menunggu Kota Mojokerto, surat {pack.label}"
    assert PackRow.get().row.case == apart
    assert Lembar.get(Lembar.case == apart).letter == letter


def test_broken_off_it_is_pressed_again(lembar, told):
    letter = lembar({"nik": MOJOKERTO, "outside": True})
    pack = escalation.write(letter, "3576", **told())
    packs.send(pack, date(2024, 1, 8), "Pos", AGAIN, **told())
    assert len(packs.still_running(pack)) == 1
    for _ in range(2):
        packs.wait(pack, **told())
        assert (packs.still_running(pack), Case.select().count()) == ([], 1)


@pytest.mark.parametrize(
    ("on", "how", "again", "sentence"),
    [
        (date(2024, 1, 9), "Pos", AGAIN, "Isi tanggal kirim"),
        (date(2024, 1, 7), "Pos", AGAIN, "Isi tanggal kirim"),
        (date(2024, 1, 8), " ", AGAIN, "Tulis bagaimana surat dikirim"),
        (date(2024, 1, 8), "Pos", None, "Pilih tanggal cek ulang sesudah hari ini"),
        (date(2024, 1, 8), "Pos", date(2024, 1, 8), "Pilih tanggal cek ulang sesudah hari ini"),
    ],
)
def test_a_sending_says_when_how_and_until_when_one_waits(
    lembar, told, refused, on, how, again, sentence
):
    pack = escalation.write(lembar({"nik": MOJOKERTO, "outside": True}), "3576", **told())
    with refused(Incomplete, sentence):
        packs.send(pack, on, how, again, **told())


def test_a_letter_is_sent_once_and_waited_for_only_then(lembar, told, sent, refused):
    pack = escalation.write(lembar({"nik": MOJOKERTO, "outside": True}), "3576", **told())
    with refused(Refused, "belum dicatat terkirim"):
        packs.wait(pack, **told())
    sent(pack)
    with refused(Refused, "sudah dicatat terkirim"):
        packs.send(pack, date(2024, 1, 8), "Pos", AGAIN, **told())


# --- answered -------------------------------------------------------------------------------------


def test_a_lembar_goes_on_once_all_of_it_is_answered(lembar, told, sent):
    letter = lembar(*[{"nik": MOJOKERTO, "outside": True}] * 2)
    pack = sent(escalation.write(letter, "3576", **told()))
    first, second = packs.rows(pack)
    day = date(2024, 1, 8)
    packs.answer(pack, {first.id: ("fixed", "Sudah di sana")}, day, **told())
    assert Case.get().paused_for == "other_region"
    packs.answer(pack, {first.id: ("correct", ""), second.id: ("correct", "")}, day, **told())
    case = Case.get()
    assert (case.paused_for, packs.counts(letter)) == ("", {pack.id: (2, 2)})
    told_of = packs.answers(case)[first.row_id]
    assert [(one.answer, one.note) for one in told_of] == [("fixed", "Sudah di sana")]
    assert {row.result for row in case.rows} == {""}  # the result itself falls on the lembar


def test_what_was_answered_can_be_asked_again(lembar, told, sent):
    letter = lembar({"nik": MOJOKERTO, "outside": True})
    pack = sent(escalation.write(letter, "3576", **told()))
    (one,) = packs.rows(pack)
    packs.answer(pack, {one.id: ("unclear", "")}, date(2024, 1, 8), **told())
    assert escalation.write(letter, "centre", [one.row_id], **told()).addressee == "centre"


@pytest.mark.parametrize(
    ("given", "on", "sentence"),
    [
        ({}, date(2024, 1, 8), "Pilih jawaban paling sedikit satu baris"),
        ({1: ("yes", "")}, date(2024, 1, 8), "Jawaban itu tidak dikenal"),
        ({1: ("fixed", "")}, date(2024, 1, 9), "Isi tanggal jawaban"),
        ({1: ("fixed", "")}, date(2024, 1, 7), "Isi tanggal jawaban"),
    ],
)
def test_an_answer_is_one_we_know_of_a_day_that_was(
    lembar, told, sent, refused, given, on, sentence
):
    pack = sent(escalation.write(lembar({"nik": MOJOKERTO, "outside": True}), "3576", **told()))
    with refused(Incomplete, sentence):
        packs.answer(pack, given, on, **told())


def test_nothing_is_answered_before_it_was_sent(lembar, told, refused):
    pack = escalation.write(lembar({"nik": MOJOKERTO, "outside": True}), "3576", **told())
    with refused(Refused, "belum dicatat terkirim"):
        packs.answer(pack, {1: ("fixed", "")}, date(2024, 1, 8), **told())


def test_a_lembar_at_the_kasi_is_left_where_it_is(lembar, told, decide, people):
    letter = lembar({"nik": MOJOKERTO, "outside": True}, {"nik": PASER})
    pack = escalation.write(letter, "3576", **told())
    case = decide(Case.get(), "received", people.staf)
    decide(case, "examined", people.staf, work=made.Work(text="Diteliti."))
    packs.send(pack, date(2024, 1, 8), "Pos", AGAIN, **told())
    (result,) = packs.wait(pack, **told())
    assert "tugas Kasi" in str(result.refusal)
    assert Case.select().count() == 1


def test_rows_of_a_paused_lembar_are_not_offered(lembar, told, verb, people):
    letter = lembar({"nik": MOJOKERTO, "outside": True})
    verb(casework.pause, Case.get(), "network", note="SIAK putus.", by=people.staf)
    assert (addressees(letter, told), escalation.candidates(letter, **told())) == ({}, [])
