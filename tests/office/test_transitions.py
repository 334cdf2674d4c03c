"""What each kind of outcome demands and does: separation of duties, returns, asides, versions."""

import dataclasses
from datetime import date

import pytest

from models import Case, Correction, Decision, Output
from office import access, casework, intake, made, procedures, sop
from office.errors import Incomplete, NotAllowed, Refused

LATER = date(2024, 1, 11)


@pytest.fixture
def standing():
    """standing(case): the steps whose decision the case builds on, in order."""

    def standing(case: Case) -> list[str]:
        rows = Decision.select(Decision.step).where(Decision.case == case, Decision.stands)
        return [step for (step,) in rows.order_by(Decision.id).tuples()]

    return standing


@pytest.fixture
def outputs():
    """outputs(case): the documents it has got."""
    rows = Output.select(Output.document).where(Output.stands)
    return lambda case: {name for (name,) in rows.where(Output.case == case).tuples()}


@pytest.fixture
def stand_in(people, clock):
    """stand_in(kasi, kadis, "kadis"): this week."""

    def stand_in(officer, absent, role: str) -> None:
        week = {"since": date(2024, 1, 8), "until": date(2024, 1, 12)}
        told = {"kind": "Plh.", "by": people.admin, "at": clock()}
        access.delegate(officer, absent=absent, role=role, **week, **told)

    return stand_in


# --- separation of duties -------------------------------------------------------------------------


def test_nobody_orders_what_they_checked_themselves(
    draw, complete, decide, stand_in, refused, people
):
    case = complete(draw(), people.sari)
    stand_in(people.sari, people.budi, "functional")
    with refused(NotAllowed, "Anda memutuskan kegiatan sebelumnya.*tidak boleh memerintahkan"):
        decide(case, "ordered", people.sari)


@pytest.mark.parametrize(
    ("rung", "who", "act"),
    [
        ("kasi_verify", "kasi", "memaraf"),
        ("kabid_verify", "kabid", "memaraf"),
        ("approve", "kadis", "menandatangani"),
    ],
)
def test_nobody_approves_their_own_examination(
    ladder, decide, stand_in, refused, people, rung, who, act
):
    case = ladder(rung)
    stand_in(people.staf, getattr(people, who), who)
    with refused(NotAllowed, f"tidak boleh {act} sendiri"):
        decide(case, "yes", people.staf)


def test_who_initialled_does_not_sign_for_the_absent(ladder, decide, stand_in, refused, people):
    case = ladder("approve")
    stand_in(people.kabid, people.kadis, "kadis")
    with refused(NotAllowed, "tidak boleh menandatangani sendiri"):
        decide(case, "yes", people.kabid)


def test_who_stands_in_signs_as_themselves(ladder, decide, stand_in, people):
    stand_in(people.budi, people.kadis, "kadis")
    decide(ladder("approve"), "yes", people.budi)
    row = Decision.get(Decision.step == "approve")
    assert (row.officer, row.delegation.absent) == (people.budi, people.kadis)


def test_a_voided_decision_binds_nobody(ladder, decide, stand_in, people):
    case = decide(ladder("kasi_verify"), "no", people.kasi, reason="Belum lengkap.")
    stand_in(people.kasi, people.staf, "staff")
    stand_in(people.staf, people.kasi, "kasi")
    case = decide(case, "examined", people.kasi, work=made.Work(text="Diteliti lagi."))
    with pytest.raises(NotAllowed, match="tidak boleh memaraf"):
        decide(case, "yes", people.staf)  # who received it; that still stands
    case = decide(case, "no", people.staf, reason="Coba lagi.")
    case = decide(case, "examined", people.staf, work=made.Work(text="Oleh Staf."))
    assert decide(case, "yes", people.kasi).step == "kabid_verify"


def test_advice_given_aside_leaves_one_free_to_order(
    draw, serve, complete, decide, people, counters, clock
):
    case = serve(draw(), people.sari).case
    decide(case, "directed", people.sari, counter=counters[1])
    decide(case, "consult", people.sari, counter=counters[1], reason="Boleh?")
    case = decide(case, "advised", people.budi, work=made.Work(text="Boleh."))
    assert case.step == "check"
    serve(case.tickets.get(), people.dewi, 3)
    ticks = {paper.id: made.Tick(True) for paper in made.wanted_papers(case)}
    decide(case, "complete", people.dewi, counter=counters[3], work=made.Work(papers=ticks))
    assert decide(case, "ordered", people.budi).step == "verify"


# --- what must be said and shown ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "outcome", "who"),
    [
        ("order", "returned", "budi"),
        ("correct", "never_entered", "dewi"),
        ("correct", "right", "dewi"),
    ],
)
def test_returning_and_closing_need_a_reason(at_step, decide, refused, people, step, outcome, who):
    case = at_step(step).case
    with refused(Incomplete, "Tulis alasan atau catatannya"):
        decide(case, outcome, getattr(people, who), reason="  ")


def test_a_question_to_the_official_is_written(draw, serve, decide, refused, people, counters):
    case = serve(draw(), people.sari).case
    decide(case, "directed", people.sari, counter=counters[1])
    with refused(Incomplete, "Tulis alasan atau catatannya"):
        decide(case, "consult", people.sari, counter=counters[1])


def test_a_reason_is_no_novel(at_step, decide, refused, people):
    case = at_step("order").case
    with refused(Incomplete, "paling banyak 2000 huruf"):
        decide(case, "returned", people.budi, reason="x" * 2001)


def test_each_output_is_the_next_steps_way_in(at_step, decide, outputs, people, clock):
    case = at_step("apply").case
    made_so_far = {"submitted", "requirements", "administration", "verification", "supported"}
    assert outputs(case) == made_so_far
    work = made.Work(reference="SIAK-0001", done_at=clock())
    assert outputs(decide(case, "recovered", people.dewi, work=work)) == {*made_so_far, "recovered"}


# --- the way back ---------------------------------------------------------------------------------


def test_a_return_voids_its_target_and_what_came_later(
    at_step, decide, standing, outputs, people, fresh
):
    case = at_step("order").case
    assert standing(case) == ["direct", "check"]
    decide(case, "returned", people.budi, reason="Akta belum jelas.")
    assert (standing(case), outputs(case)) == (["direct"], {"submitted"})
    assert fresh(case).step == "check"


@pytest.mark.parametrize(
    ("rung", "outcome", "who", "target", "kept"),
    [
        ("kasi_verify", "no", "kasi", "examine", ["receive"]),
        ("kabid_verify", "no", "kabid", "kasi_verify", ["receive", "examine"]),
        ("kabid_verify", "no_staff", "kabid", "examine", ["receive"]),
        ("approve", "no", "kadis", "kabid_verify", ["receive", "examine", "kasi_verify"]),
    ],
)
def test_tidak_goes_down_the_ladder(
    ladder, decide, standing, people, rung, outcome, who, target, kept
):
    case = decide(ladder(rung), outcome, getattr(people, who), reason="Baris 1 keliru.")
    assert (case.step, standing(case)) == (target, kept)


def test_a_returned_step_is_decided_anew(ladder, decide, standing, people):
    case = decide(ladder("approve"), "no", people.kadis, reason="Tanggal keliru.")
    case = decide(case, "yes", people.kabid)
    assert standing(case) == ["receive", "examine", "kasi_verify", "kabid_verify"]


def test_every_decision_is_kept_even_when_it_no_longer_stands(ladder, decide, people):
    case = decide(ladder("kasi_verify"), "no", people.kasi, reason="Keliru.")
    decide(case, "examined", people.staf, work=made.Work(text="Lagi."))
    steps = [row.step for row in case.decisions.order_by(Decision.id)]
    assert steps == ["receive", "examine", "kasi_verify", "examine"]


# --- konsolidasi ----------------------------------------------------------------------------------


@pytest.fixture
def at_centre(at_step, decide, people):
    """A case that waits for the centre at its aside."""
    case = at_step("correct").case
    return decide(
        case, "consolidate", people.dewi, reason="BPJS belum membaca.", look_again_on=LATER
    )


def test_consolidation_is_not_yet_solved(at_centre, outputs):
    assert (at_centre.step, at_centre.paused_for, at_centre.end) == ("centre", "centre", None)
    assert at_centre.look_again_on == LATER
    assert "supported" not in outputs(at_centre)


@pytest.mark.parametrize("outcome", ["wrong", "right", "recovered", "advised", "done"])
def test_consolidation_has_two_ways_out_only(at_centre, decide, refused, people, outcome):
    with refused(NotAllowed, "tidak mempunyai keputusan itu"):
        decide(at_centre, outcome, people.dewi, reason="Coba.")


def test_consolidation_ends_when_the_agency_reads_it(at_centre, decide, people):
    assert decide(at_centre, "readable", people.dewi, work=made.Work("Ditelepon.")).end == "done"


def test_consolidation_ends_with_the_letter(at_centre, decide, people):
    assert decide(at_centre, "letter", people.dewi, reason="Diberi surat.").end == "explained"


def test_consolidation_needs_a_day_to_look_again(at_step, decide, refused, people):
    case = at_step("correct").case
    with refused(Incomplete, "Isi tanggal cek ulang"):
        decide(case, "consolidate", people.dewi, reason="BPJS.")


def test_the_day_to_look_again_is_not_today(at_step, decide, refused, people, clock):
    case = at_step("correct").case
    today = clock().date()
    with refused(Incomplete, "tanggal cek ulang sesudah hari ini"):
        decide(case, "consolidate", people.dewi, reason="BPJS.", look_again_on=today)


def test_who_waits_for_the_centre_is_not_paused_twice(at_centre, verb, refused, people):
    with refused(Refused, "Sedang dijeda: Menunggu pusat"):
        verb(casework.pause, at_centre, "network", by=people.dewi, note="SIAK putus.")


@pytest.mark.parametrize(("outcome", "state"), [("never_entered", "redirected"), ("right", "done")])
def test_only_a_recovery_is_a_recovery(at_step, decide, people, outcome, state):
    case = decide(at_step("correct").case, outcome, people.dewi, reason="Sudah dicek.")
    assert procedures.end_of(case).state == state
    assert Correction.select().count() == 0


# --- versions -------------------------------------------------------------------------------------


@pytest.fixture
def second_version(recovery):
    """From here on a new version of procedure A is in force: its step 3 takes 50 minutes."""
    steps = tuple(
        dataclasses.replace(step, minutes=50) if step.id == "order" else step
        for step in recovery.steps
    )
    newer = dataclasses.replace(recovery, version=2, steps=steps)
    before = procedures.all_versions()
    yield lambda: procedures.install(sop.Procedures([*before, newer]))
    procedures.install(before)


def test_a_case_keeps_the_version_it_began_under(at_step, second_version, decide, people):
    case = at_step("order").case
    second_version()
    assert procedures.present(case).minutes == 5
    assert decide(case, "ordered", people.budi).sop_version == 1


def test_a_new_case_begins_under_the_new_version(second_version, people, clock):
    second_version()
    newest = procedures.newest("pemulihan-data-error")
    ticket = intake.at_the_counter(newest, by=people.joko, at=clock(), submission="new")
    assert ticket.case.sop_version == 2
