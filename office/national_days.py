"""Names Indonesia's holidays of some years, in a process of its own: the package takes 20 MB."""

import json
import sys
from datetime import date

from holidays.constants import GOVERNMENT, PUBLIC
from holidays.countries.indonesia import Indonesia


def main() -> None:
    years = [int(year) for year in sys.argv[1:]]
    json.dump([told for year in years for told in of(year)], sys.stdout)


def of(year: int) -> list[tuple[str, str, bool]]:
    """(2026-03-19, "Hari Suci Nyepi", whether it is a cuti bersama), in order."""
    found: dict[tuple[date, str], bool] = {}
    for category in (PUBLIC, GOVERNMENT):
        days = Indonesia(years=year, categories=(category,), language="id")
        for day in days:
            found.setdefault((day, days[day]), category == GOVERNMENT)
    return [(day.isoformat(), name, joint) for (day, name), joint in sorted(found.items())]


if __name__ == "__main__":
    main()
