"""Recovery: what it changes, what it leaves, what it refuses, and how it is taken back."""

from datetime import timedelta

import apsw
import peewee
import pytest

from database import db, writing
from models import Correction, Decision, Output
from office import access, casework, made
from office.errors import Incomplete, NotAllowed, Refused, Stale
from office.register import identify, recover, register, staging
from register_tables import ChangeKind, RegisterChange, Resident
from tests.office.conftest import AKTA, SITI


def shown(person: int) -> tuple[str, str, str]:
    row = register.person(person)
    return row.name, row.birth_date, row.mother


# --- carrying out ---------------------------------------------------------------------------------


def test_a_birth_date_and_a_mothers_name_are_recovered(drafted, decide, people, siti, events):
    case = drafted(siti, birth_date="3-12-1990", mother="Aminah")
    assert shown(siti) == ("SITI CONTOH", "1990-03-12", "MINAH")  # a draft changes nothing
    case = decide(case, "recovered", people.dewi)
    assert (case.end, shown(siti)) == ("done", ("SITI CONTOH", "1990-12-03", "AMINAH"))
    assert events(case)[-3:] == ["register corrected"] * 2 + ["case decided"]


def test_a_correction_tells_order_officer_basis_and_both_values(recovered, siti, clock):
    case = recovered(siti, birth_date="3-12-1990")
    row = Correction.get(case=case)
    ordered = Decision.get_by_id(row.ordered)
    assert (row.before, row.after, row.basis) == ("1990-03-12", "1990-12-03", AKTA)
    assert (ordered.step, ordered.officer.username) == ("order", "budi")
    assert (row.applied.officer.username, row.done_at) == ("dewi", clock())
    change = RegisterChange.get_by_id(row.change)
    assert (change.kind, change.person, change.shown_at) == (ChangeKind.CORRECTION, siti, clock())


def test_each_correction_is_a_change_of_its_own(recovered, siti):
    case = recovered(siti, name="SITI A", mother="AMINAH")
    changes = [row.change for row in Correction.select().where(Correction.case == case)]
    assert [register.person(siti, at=n).mother for n in changes] == ["MINAH", "AMINAH"]


def test_what_was_recovered_is_found_and_its_former_value_told(recovered, siti, clock):
    before = clock()
    clock.forward(minutes=5)
    recovered(siti, nik="9901014312900007")
    assert [row.person for row in register.found("nik", "9901014312900007")] == [siti]
    assert register.found("nik", SITI["nik"]) == []
    assert register.person(siti, at=register.then(before)).nik == SITI["nik"]


def test_it_is_refused_on_a_row_that_changed_since(
    drafted, recovered, decide, people, siti, refused
):
    waiting = drafted(siti, mother="AMINAH")
    recovered(siti, name="SITI BARU")
    with refused(Stale, "berubah sejak perbaikan disusun"):
        decide(waiting, "recovered", people.dewi)


def test_it_is_refused_of_whom_the_case_is_not_about_after_all(
    drafted, decide, people, siti, clock, refused
):
    waiting = drafted(siti, mother="AMINAH")
    identify.identify(waiting, siti, stands=False, by=people.dewi, at=clock())
    with refused(Refused, "tidak lagi dipilih pada permohonan ini"):
        decide(waiting, "recovered", people.dewi)


def test_a_stale_draft_is_drafted_again(drafted, recovered, decide, people, siti):
    waiting = drafted(siti, mother="AMINAH")
    recovered(siti, name="SITI BARU")
    case = decide(waiting, "redraft", people.dewi, reason="Data berubah.")
    change = made.Change("mother", "", "AMINAH", AKTA, person=siti)
    case = decide(case, "wrong", people.dewi, work=made.Work(changes=(change,)))
    decide(case, "recovered", people.dewi)
    assert shown(siti)[::2] == ("SITI BARU", "AMINAH")


def test_it_is_refused_while_an_import_is_written(drafted, decide, people, siti, clock, refused):
    waiting = drafted(siti, mother="AMINAH")
    staging.begin(ChangeKind.IMPORT, by=people.sari, at=clock())
    with refused(Refused, "sedang diimpor"):
        decide(waiting, "recovered", people.dewi)


def test_it_is_refused_twice(recovered, people, siti, refused, fresh, clock):
    case = recovered(siti, mother="AMINAH")
    with refused(Refused, "sudah selesai"):
        seen = fresh(case).moves
        casework.decide(case, "recovered", by=people.dewi, at=clock(), seen=seen)
    decision = Decision.get(case=case, step="apply")
    with refused(Incomplete, "Belum ada perbaikan yang disiapkan"):
        recover.carry_out(case, decision, recover.Done())


def test_it_is_refused_without_the_order(drafted, decide, people, siti, refused):
    waiting = drafted(siti, mother="AMINAH")
    Decision.update(stands=False).where(
        Decision.case == waiting, Decision.step == "order"
    ).execute()
    with refused(Refused, "Belum ada perintah pemulihan"):
        decide(waiting, "recovered", people.dewi)


def test_it_is_refused_without_the_note(drafted, decide, people, siti, refused):
    waiting = drafted(siti, mother="AMINAH")
    Output.update(stands=False).where(Output.document == "verification").execute()
    with refused(Refused, "Belum ada catatan hasil verifikasi"):
        decide(waiting, "recovered", people.dewi)


def test_who_gave_the_order_does_not_carry_it_out(
    drafted, decide, people, siti, refused, verb, clock
):
    waiting = drafted(siti, mother="AMINAH")
    told = {"role": "adb", "kind": "Plh.", "since": clock().date(), "until": clock().date()}
    access.delegate(people.budi, absent=people.dewi, **told, by=people.admin, at=clock())
    verb(casework.take, waiting, by=people.budi)
    with refused(NotAllowed, "Anda yang memerintahkan"):
        decide(waiting, "recovered", people.budi)


def test_a_draft_from_before_the_register_was_ours_is_drafted_again(
    at_step, decide, people, clock, refused
):
    case = at_step("apply").case
    register.choose_mode(register.OWN, by=people.admin, at=clock())
    with refused(Refused, "Nama: perbaikan ini belum menunjuk orang"):
        decide(case, "recovered", people.dewi)


# --- doubles --------------------------------------------------------------------------------------


@pytest.fixture
def twin(people, clock):
    """Somebody with Siti's name and mother, born as her papers say, with a NIK of their own."""
    told = {**SITI, "nik": "9901014312900009", "birth_date": "1990-12-03"}
    return register.enter([told], by=people.sari, at=clock())[0]


@pytest.mark.parametrize(
    "element, after", [("nik", "9901014312900009"), ("birth_date", "3-12-1990")]
)
def test_a_recovery_that_makes_a_double_needs_a_reason(
    drafted, decide, people, siti, twin, refused, element, after
):
    waiting = drafted(siti, **{element: after})
    with refused(Incomplete, "membuat data ganda. Tulis alasan"):
        decide(waiting, "recovered", people.dewi)
    work = made.Work(despite="Kembar; sudah dicek biometriknya.")
    decide(waiting, "recovered", people.dewi, work=work)
    assert Correction.get(case=waiting).despite == "Kembar; sudah dicek biometriknya."


def test_the_dead_are_nobodys_double(drafted, decide, people, siti, twin, recovered):
    recovered(twin, status="MENINGGAL")
    case = decide(drafted(siti, birth_date="3-12-1990"), "recovered", people.dewi)
    assert case.end == "done"


# --- SIAK -----------------------------------------------------------------------------------------


def test_under_siak_it_is_noted_and_no_row_changes(drafted, decide, people, siti, clock):
    waiting = drafted(siti, mother="AMINAH")
    register.choose_mode(register.SIAK, by=people.admin, at=clock())
    before = Resident.select().count()
    work = made.Work(reference="SIAK-7", done_at=clock())
    decide(waiting, "recovered", people.dewi, work=work)
    row = Correction.get(case=waiting)
    assert (row.reference, row.change, row.ordered is None) == ("SIAK-7", None, False)
    assert (shown(siti)[2], Resident.select().count()) == ("MINAH", before)


@pytest.mark.parametrize(
    "reference, ago, sentence",
    [
        ("", 0, "nomor rujukan"),
        ("SIAK-7", None, "Isi waktu"),
        ("SIAK-7", -1, "belum terjadi"),
    ],
)
def test_under_siak_its_reference_and_time_are_needed(
    at_step, decide, people, clock, refused, reference, ago, sentence
):
    case = at_step("apply").case
    done_at = None if ago is None else clock() - timedelta(minutes=ago)
    with refused(Incomplete, sentence):
        work = made.Work(reference=reference, done_at=done_at)
        decide(case, "recovered", people.dewi, work=work)


# --- what the database refuses --------------------------------------------------------------------


BEGIN = (
    "INSERT INTO register_change (id, kind, shown_at, begun_at, touched_at, source, digest, counts)"
    " SELECT current + {}, '{}', {}, 0, 0, '', '', '{{}}' FROM register"
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE correction SET change = NULL",
        "UPDATE correction SET person = 9",
        "UPDATE correction SET applied_id = NULL, done_at = NULL",
        "DELETE FROM correction",
        "UPDATE reversal SET reason = 'lain'",
        "DELETE FROM reversal",
        "INSERT INTO register_change (id, kind, begun_at, touched_at, source, digest, counts) "
        "VALUES (99, 'correction', 0, 0, '', '', '{}'); UPDATE register SET current = 99",
        "UPDATE register SET current = 99",
        f"{BEGIN.format(1, 'correction', 'NULL')}; {BEGIN.format(2, 'import', 0)}; "
        "UPDATE register SET current = current + 2",
        f"{BEGIN.format(1, 'import', 'NULL')}; UPDATE register SET current = current + 1",
        "UPDATE correction SET stands = 0",
        "UPDATE correction SET done_at = done_at + 1",
    ],
)
def test_the_database_keeps_what_was_recovered(recovered, undo, siti, statement):
    undo(recovered(siti, mother="AMINAH"), "mother")
    refusal = pytest.raises((apsw.ConstraintError, peewee.IntegrityError), match="history is kept")
    with refusal, db.atomic():
        for one in statement.split("; "):
            db.execute_sql(one)


@pytest.mark.parametrize(
    "others, whose",
    [
        ({"mother": "MINA"}, []),
        ({"mother": "AMINAH", "status": "X"}, []),
        ({"mother": "AMINAH"}, [0]),
    ],
    ids=["another value", "another element", "another person"],
)
def test_the_database_shows_only_the_element_that_was_ordered(
    drafted, siti, people, clock, refused, others, whose
):
    drafted(siti, mother="AMINAH")
    told = {"by": people.dewi, "at": clock()}
    with refused(peewee.IntegrityError, "register_shows_what_was_written_down"), writing():
        change = staging.begin(ChangeKind.CORRECTION, person=siti, **told)
        done = {"applied": Decision.get(step="correct"), "ordered": Decision.get(step="order").id}
        Correction.update(**done, done_at=clock(), change=change.id).execute()
        held = register.person(siti)
        staging.end(change, [held.id], at=clock())
        values = tuple(others.get(name, getattr(held, name)) for name in staging.ELEMENTS)
        staging.add(change, [(person, values) for person in [siti, *whose]], at=clock())
        staging.show(change, {}, **told)


@pytest.mark.parametrize("ordered", ["NULL", "(SELECT id FROM decision WHERE step = 'apply')"])
def test_the_database_wants_an_order_by_another(drafted, siti, people, decide, ordered):
    waiting = drafted(siti, mother="AMINAH")
    own = "(SELECT max(id) FROM decision)"
    with pytest.raises((apsw.ConstraintError, peewee.IntegrityError), match="an_order_and_two"):
        db.execute_sql(
            f"UPDATE correction SET ordered = {ordered}, applied_id = {own}, done_at = 0"
        )
    assert Correction.get(case=waiting).applied is None
