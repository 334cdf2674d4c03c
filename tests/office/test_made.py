"""A step is not a tick: what each kind of document demands and leaves behind."""

from datetime import timedelta

import pytest

from ministry_tables import Row
from models import Correction, Output, Paper, Subject
from office import intake, made
from office.errors import Incomplete
from tests.office.conftest import CHANGE


@pytest.fixture
def checking(draw, serve, decide, people, counters):
    """checking(problem="miswritten"): a case at its checklist, its person served at counter 1."""

    def checking(**answers):
        case = serve(draw(**answers), people.sari).case
        return decide(case, "directed", people.sari, counter=counters[1])

    return checking


@pytest.fixture
def tick(decide, people, counters):
    """tick(case, family_card=Tick(…)): the checklist as filled in, submitted."""

    def tick(case, **papers: made.Tick):
        work = made.Work(papers=papers)
        return decide(case, "complete", people.sari, counter=counters[1], work=work)

    return tick


@pytest.fixture
def correct(at_step, decide, people):
    """correct(change, …): step 5 with these changes."""

    def correct(*changes: made.Change, case=None):
        case = case or at_step("correct").case
        return decide(case, "wrong", people.dewi, work=made.Work(changes=changes))

    return correct


def change(**different) -> made.Change:
    return made.Change(**{**CHANGE.__dict__, **different})


# --- the checklist --------------------------------------------------------------------------------


def test_a_paper_is_shown_copied_or_waived(checking, tick):
    waived = made.Tick(waived="Anak di bawah 17 tahun.")
    case = tick(checking(), family_card=made.Tick(True, True), identity_card=waived)
    rows = {row.paper: (row.original_seen, row.copy_received, row.waived) for row in Paper.select()}
    assert case.step == "order"
    assert rows == {
        "family_card": (True, True, ""),
        "identity_card": (False, False, "Anak di bawah 17 tahun."),
    }


@pytest.mark.parametrize("tick_", [made.Tick(), made.Tick(waived="  ")])
def test_every_paper_is_accounted_for(checking, tick, refused, tick_):
    case = checking()
    with refused(Incomplete, "KTP-el: centang, atau tulis alasan dikecualikan"):
        tick(case, family_card=made.Tick(True), identity_card=tick_)


def test_papers_follow_from_what_is_wrong(checking, tick, refused):
    case = checking(problem="miswritten", elements=["name"])
    with refused(Incomplete, "Kutipan akta kelahiran, ijazah, atau penetapan pengadilan: centang"):
        tick(case, family_card=made.Tick(True), identity_card=made.Tick(True))


def test_a_paper_the_procedure_does_not_know_is_no_paper(checking, tick, refused):
    case = checking()
    with refused(Incomplete, "Berkas tidak dikenal: sim"):
        tick(case, family_card=made.Tick(True), identity_card=made.Tick(True), sim=made.Tick(True))


def test_papers_ticked_again_replace_the_former(checking, tick, decide, serve, people, clock):
    full = {"family_card": made.Tick(True), "identity_card": made.Tick(True)}
    case = tick(checking(), **full)
    decide(case, "returned", people.budi, reason="KK lama.")
    serve(case.tickets.get(), people.sari)
    tick(case, family_card=made.Tick(copy_received=True), identity_card=made.Tick(True))
    rows = {row.paper: (row.original_seen, row.copy_received) for row in Paper.select()}
    assert rows == {"family_card": (False, True), "identity_card": (True, False)}


def test_a_refused_checklist_leaves_not_one_tick(checking, tick, refused):
    case = checking()
    with refused(Incomplete, "KTP-el"):
        tick(case, family_card=made.Tick(True, True))
    assert Paper.select().count() == 0


# --- the note -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
def test_the_verification_note_is_written(at_step, decide, refused, people, text):
    case = at_step("verify").case
    with refused(Incomplete, "Tulis catatan hasil verifikasi"):
        decide(case, "noted", people.dewi, work=made.Work(text=text))


def test_a_note_is_kept_as_written(at_step, decide, people):
    case = at_step("verify").case
    decide(case, "noted", people.dewi, work=made.Work(text=" Nama sesuai akta 👍, baris\n2. "))
    row = Output.get(Output.document == "verification")
    assert row.text == "Nama sesuai akta 👍, baris\n2."


def test_a_note_is_no_novel(at_step, decide, refused, people):
    case = at_step("verify").case
    with refused(Incomplete, "paling banyak 2000 huruf"):
        decide(case, "noted", people.dewi, work=made.Work(text="x" * 2001))


def test_a_perintah_may_carry_a_sentence(at_step, decide, people):
    decide(at_step("order").case, "ordered", people.budi, work=made.Work(text="Segera."))
    assert Output.get(Output.document == "administration").text == "Segera."


# --- the correction -------------------------------------------------------------------------------


def test_a_correction_names_element_before_after_and_basis(correct, people):
    correct(change(), change(element="birth_place", before="", after="Contoh"))
    rows = [(c.element, c.before, c.after, c.basis, c.applied_id) for c in Correction.select()]
    basis = "Kutipan akta kelahiran"
    assert rows == [
        ("name", "CONTOHH", "CONTOH", basis, None),
        ("birth_place", "", "Contoh", basis, None),
    ]


@pytest.mark.parametrize(
    ("different", "sentence"),
    [
        ({"element": "shoe_size"}, "Pilih elemen yang diperbaiki"),
        ({"after": "CONTOHH"}, "Nilai sebelum dan sesudah sama"),
        ({"after": " CONTOHH\x00 "}, "Nilai sebelum dan sesudah sama"),
        ({"after": " "}, "Isi nilai sesudah dan dokumen dasarnya"),
        ({"basis": ""}, "Isi nilai sesudah dan dokumen dasarnya"),
        ({"after": "x" * 201}, "paling banyak 200 huruf"),
        ({"before": "x" * 201}, "paling banyak 200 huruf"),
        ({"subject": 999}, "Pemilik data tidak dikenal"),
    ],
)
def test_a_malformed_correction_is_refused(at_step, correct, refused, different, sentence):
    case = at_step("correct").case
    with refused(Incomplete, sentence):
        correct(change(), change(**different), case=case)


def test_there_is_something_to_correct(at_step, correct, refused):
    case = at_step("correct").case
    with refused(Incomplete, "Tulis elemen yang diperbaiki, sebelum dan sesudahnya"):
        correct(case=case)


def test_a_correction_may_be_one_persons_of_several(at_step, correct):
    case = at_step("correct", nik="0000000000000001").case
    subject = Subject.get(Subject.case == case)
    correct(change(subject=subject.id), case=case)
    assert Correction.get().subject == subject


def test_nobody_elses_data_is_corrected_in_this_case(at_step, correct, draw, refused):
    case = at_step("correct").case
    other = Subject.get(Subject.case == draw(nik="0000000000000002").case)
    with refused(Incomplete, "Pemilik data tidak dikenal"):
        correct(change(subject=other.id), case=case)


# --- the recovery ---------------------------------------------------------------------------------


@pytest.fixture
def recover(decide, people, clock):
    """recover(case, reference="SIAK-1"): step 6."""

    def recover(case, reference="SIAK-0001", done_at=None, **details):
        work = made.Work(reference=reference, done_at=done_at or clock(), **details)
        return decide(case, "recovered", people.dewi, work=work)

    return recover


def test_a_recovery_records_what_was_done_in_siak(at_step, recover, clock):
    case = recover(at_step("apply").case)
    row = Correction.get()
    assert (row.reference, row.done_at, row.applied.step) == ("SIAK-0001", clock(), "apply")
    assert case.end == "done"


def test_a_recovery_needs_its_reference(at_step, recover, refused):
    case = at_step("apply").case
    with refused(Incomplete, "Isi waktu dan nomor rujukan perbaikan di SIAK"):
        recover(case, reference=" ")


def test_a_recovery_needs_its_time(at_step, decide, refused, people):
    case = at_step("apply").case
    with refused(Incomplete, "Isi waktu dan nomor rujukan perbaikan di SIAK"):
        decide(case, "recovered", people.dewi, work=made.Work(reference="SIAK-0001"))


def test_a_recovery_has_happened(at_step, recover, refused, clock):
    case = at_step("apply").case
    with refused(Incomplete, "Waktu perbaikan di SIAK belum terjadi"):
        recover(case, done_at=clock() + timedelta(seconds=1))


def test_nothing_is_recovered_that_was_not_drafted(at_step, recover, refused):
    """Only tampering brings a case there: the drafted correction is taken away."""
    case = at_step("apply").case
    Correction.update(stands=False).execute()
    with refused(Incomplete, "Belum ada perbaikan yang disiapkan"):
        recover(case)


# --- rows -----------------------------------------------------------------------------------------


@pytest.fixture
def update(decide, people):
    """update(case, fixed, correct): the last step of a lembar, a result for each row in order."""

    def update(case, *results: str):
        ids = [row.id for row in case.rows.order_by(Row.number)]
        given = {id: (result, "Dicek.") for id, result in zip(ids, results, strict=False)}
        return decide(case, "updated", people.staf, work=made.Work(rows=given))

    return update


def test_every_row_has_its_own_result(ladder, update):
    case = update(ladder("update", 3), "fixed", "other_region", "centre")
    assert [row.result for row in case.rows] == ["fixed", "other_region", "centre"]
    assert case.end == "done"


@pytest.mark.parametrize("results", [("fixed",), ("fixed", ""), ("fixed", "perhaps")])
def test_a_row_without_a_result_is_named(ladder, update, refused, results):
    case = ladder("update", 2)
    with refused(Incomplete, "Baris 2: pilih hasilnya"):
        update(case, *results)


def test_a_long_note_at_a_row_is_refused(ladder, decide, refused, people):
    case = ladder("update")
    rows = {case.rows.get().id: ("fixed", "x" * 201)}
    with refused(Incomplete, "paling banyak 200 huruf"):
        decide(case, "updated", people.staf, work=made.Work(rows=rows))


def test_the_signed_request_of_a_number_only_may_be_empty(recovery, people, clock):
    ticket = intake.at_the_counter(recovery, by=people.joko, at=clock(), submission="empty")
    assert [paper.id for paper in made.wanted_papers(ticket.case)] == [
        "family_card",
        "identity_card",
    ]


@pytest.fixture
def asked(checking, decide, people, counters):
    """A case at the consultation, where Budi is asked."""
    return decide(checking(), "consult", people.sari, counter=counters[1], reason="Boleh?")


@pytest.mark.parametrize("text", ["", "   "])
def test_a_consultation_is_not_answered_with_nothing(asked, decide, refused, people, text):
    with refused(Incomplete, "Tulis jawabannya"):
        decide(asked, "advised", people.budi, work=made.Work(text=text))


def test_what_comes_back_from_the_centre_says_how_that_was_checked(
    at_step, decide, refused, people, clock
):
    told = {"reason": "BPJS", "look_again_on": clock().date() + timedelta(days=2)}
    case = decide(at_step("correct").case, "consolidate", people.dewi, **told)
    with refused(Incomplete, "Tulis bagaimana hal itu diperiksa"):
        decide(case, "readable", people.dewi)
    assert decide(case, "readable", people.dewi, work=made.Work("Ditelepon.")).end == "done"
