"""What is asked again and again reads the day, however many days lie behind it."""

import pytest

from database import db
from office import appointments, closing, dossier, housekeeping
from office.printing import print_work, prints

A_JOB, A_PAUSE, AN_APPOINTMENT = (
    f"SELECT * FROM {table} WHERE " for table in ("print_job", "pause", "appointment")
)


@pytest.mark.parametrize(
    ("asked", "values", "index"),
    [
        (closing.OPEN_DAYS, (1, "2024-01-08"), "INDEX ticket_live"),
        (A_JOB + prints.OF_DAY, (1, "2024-01-08"), "INDEX print_job_ticket_id"),
        (A_JOB + prints.LATELY, (), "INTEGER PRIMARY KEY (rowid>?)"),
        (A_PAUSE + housekeeping.FOR_APPLICANT, (0,), "INDEX pause_applicant"),
        (AN_APPOINTMENT + appointments.KNOWN, (1, "2024-01-08"), "INDEX appointment_origin"),
        (A_JOB + print_work.TO_DO, (1,), "INDEX print_job_to_do"),
    ],
)
def test_years_of_numbers_slow_nothing_down(office, asked, values, index):
    rows = db.execute_sql(f"EXPLAIN QUERY PLAN {asked}", values).fetchall()
    assert any(step.endswith(index) or f"{index} " in step for *_, step in rows)


def test_a_lembar_decided_and_returned_reads_no_other_lembars_documents(ladder, decide, people):
    asked = []

    def hears(cursor, statement, values):
        asked.append((statement, values))
        return True

    db.connection().exec_trace = hears
    try:
        case = decide(ladder("kasi_verify"), "no", people.kasi, reason="Baris 2 keliru.")
        dossier.Dossier(case).outputs  # noqa: B018  what its page shows
    finally:
        db.connection().exec_trace = None
    told = [one for one in asked if '"output"' in one[0] and not one[0].startswith("INSERT")]
    plans = [db.execute_sql(f"EXPLAIN QUERY PLAN {one[0]}", one[1]).fetchall() for one in told]
    assert len(plans) > 2
    assert not [step for plan in plans for *_, step in plan if "SCAN output" in step]
