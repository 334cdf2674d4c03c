"""What is asked again and again reads the day, however many days lie behind it."""

import pytest

from database import db
from office import closing, print_work, prints

A_JOB = "SELECT * FROM print_job WHERE "


@pytest.mark.parametrize(
    ("asked", "values", "index"),
    [
        (closing.OPEN_DAYS, (1, "2024-01-08"), "INDEX ticket_live"),
        (A_JOB + prints.OF_DAY, (1, "2024-01-08"), "INDEX print_job_ticket_id"),
        (A_JOB + prints.LATELY, (), "INTEGER PRIMARY KEY (rowid>?)"),
        (A_JOB + print_work.TO_DO, (1,), "INDEX print_job_to_do"),
    ],
)
def test_years_of_numbers_slow_nothing_down(office, asked, values, index):
    rows = db.execute_sql(f"EXPLAIN QUERY PLAN {asked}", values).fetchall()
    assert any(step.endswith(index) or f"{index} " in step for *_, step in rows)
