"""What an applicant takes home: the receipt of papers and the proof of the result."""

from datetime import date

import pytest

from models import Case
from office import casework, made
from office.dossier import Dossier
from office.errors import Refused
from office.papers import slips


@pytest.fixture
def result(office):
    return lambda case: slips.result(Dossier(Case.get_by_id(case.id)))


def test_papers_are_receipted_once_they_are_complete(at_step):
    case = at_step("order", problem="miswritten", elements=["name"]).case
    slip = slips.receipt(Dossier(case))
    assert (slip.number, slip.decision.officer.name) == ("001/PSR/I/2024", "Sari")
    assert [one.id for one, _ in slip.papers] == ["family_card", "identity_card", "birth_proof"]
    assert all(tick.copy_received and tick.original_seen for _, tick in slip.papers)


def test_a_waived_paper_is_told_with_its_reason(draw, serve, decide, people, counters):
    case = serve(draw(problem="miswritten"), people.sari).case
    case = decide(case, "directed", people.sari, counter=counters[1])
    ticks = {paper.id: made.Tick(waived="Terbakar.") for paper in made.wanted_papers(case)}
    work = made.Work(papers=ticks)
    case = decide(case, "complete", people.sari, counter=counters[1], work=work)
    slip = slips.receipt(Dossier(case))
    assert {tick.waived for _, tick in slip.papers} == {"Terbakar."}


def test_papers_that_were_not_looked_through_have_no_receipt(draw, refused):
    dossier = Dossier(draw(problem="miswritten").case)
    with refused(Refused, "belum dinyatakan lengkap"):
        slips.receipt(dossier)
    assert slips.ready(dossier) == set()


def test_papers_sent_back_have_no_receipt_until_complete_again(at_step, decide, people):
    case = decide(at_step("order").case, "returned", people.budi, reason="Periksa lagi.")
    assert slips.ready(Dossier(case)) == set()


def test_a_result_tells_what_was_recorded_and_when_to_try_again(mended, result):
    slip = result(mended().case)
    assert (slip.number, slip.retry_on) == ("002/PSR/I/2024", date(2024, 1, 11))
    assert [(element, row.reference) for element, row in slip.corrected] == [("Nama", "SIAK-0001")]


def test_right_data_is_not_tried_again_but_gets_its_letter(at_step, decide, people, result):
    case = decide(at_step("correct").case, "right", people.dewi, reason="Sudah benar.")
    slip = result(case)
    assert (slip.corrected, slip.retry_on, slip.ending.letter) == ((), None, True)
    assert (slip.way, slip.counters) == ("Data sudah benar", (1, 2, 3))


def test_what_the_centre_made_readable_claims_no_correction(at_step, decide, people, result, verb):
    case = decide(
        *(at_step("correct").case, "consolidate", people.dewi),
        **{"reason": "Benar di dinas.", "look_again_on": date(2024, 1, 9)},
    )
    verb(casework.resume, case, by=people.dewi)
    case = decide(case, "readable", people.dewi, work=made.Work(text="Terbaca di bank."))
    slip = result(case)
    assert (slip.corrected, slip.way) == ((), "Sudah terbaca di lembaga")
    assert slip.retry_on == date(2024, 1, 8)  # it can be read today


def test_who_needs_another_service_is_told_where(at_step, decide, people, result):
    case = decide(at_step("correct").case, "never_entered", people.dewi, reason="Belum ada.")
    slip = result(case)
    assert (slip.ending.state, slip.counters, slip.retry_on) == ("redirected", (1, 2, 4), None)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("bpjs", "BPJS Kesehatan"),
        ("other", "tempat Anda ditolak"),
        ("", "tempat Anda ditolak"),
        ("nowhere", ""),
        ("officer", ""),
    ],
)
def test_the_place_that_turned_them_away_is_named_when_it_was_told(
    at_step, decide, people, result, told, place
):
    case = at_step("correct", rejected_at=told).case
    assert result(decide(case, "right", people.dewi, reason="Benar.")).place == place


def test_an_open_or_withdrawn_request_has_no_result(at_step, verb, people, refused):
    case = at_step("order").case
    with refused(Refused, "belum punya hasil"):
        slips.result(Dossier(case))
    verb(casework.withdraw, case, "Pulang.", by=people.budi)
    with refused(Refused, "belum punya hasil"):
        slips.result(Dossier(Case.get_by_id(case.id)))


def test_a_lembar_has_nobody_to_take_its_result_home(ladder, decide, people, refused):
    case = ladder("update")
    rows = {row.id: ("fixed", "") for row in case.rows}
    case = decide(case, "updated", people.staf, work=made.Work(rows=rows))
    with refused(Refused, "belum punya hasil"):
        slips.result(Dossier(case))
