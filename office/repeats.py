"""One NIK for many numbers of a day: shown to staff, told to nobody else, and refused by nobody."""

from collections import defaultdict
from datetime import date

from database import db
from models import Office

MANY = 2  # numbers one NIK may have on a day without a word; more may be a tout's
# Looked up when a staff page is drawn, so that the kiosk's press pays nothing for it.
USED = """WITH used AS MATERIALIZED (
        SELECT DISTINCT subject.nik, ticket.case_id, ticket.series, ticket.number FROM ticket
        JOIN subject ON subject.case_id = ticket.case_id
        WHERE ticket.office_id = ? AND ticket.day = ? AND subject.nik <> '')
    SELECT nik, case_id, series, number FROM used
    WHERE nik IN (SELECT nik FROM used GROUP BY nik HAVING count(*) > ?) ORDER BY series, number"""


def of_day(office: Office, day: date) -> dict[int, tuple[str, ...]]:
    """Case -> the labels of the day's numbers that share a NIK with it, where they are many."""
    rows = db.execute_sql(USED, (office.id, day.isoformat(), MANY)).fetchall()
    listed: dict[str, list[str]] = defaultdict(list)
    for nik, _, series, number in rows:
        listed[nik].append(f"{series}-{number:03d}")
    labels = {nik: tuple(numbers) for nik, numbers in listed.items()}
    found: dict[int, tuple[str, ...]] = {}
    for nik, case, _, _ in rows:  # of a family, the NIK with the most numbers
        found[case] = max(found.get(case, ()), labels[nik], key=len)
    return found
