"""People of the register as pages may show them before they are opened."""

import web
from models import Case, Resident
from office import elements, identify, privacy, register


def hidden(row: Resident) -> dict[str, str]:
    """As much of somebody as tells them from another: no name, no whole number, no whole day."""
    year = row.birth_date[:4]
    return {
        "name": privacy.masked_name(row.name),
        "nik": privacy.masked(row.nik),
        "born": f"••-••-{year}" if year.isdigit() else "••",
        "mother": privacy.masked_name(row.mother),
        "where": ", ".join(part for part in (row.village, row.district) if part),
    }


def chosen(case: Case) -> list[dict[str, object]]:
    """For the case page: each person chosen, masked, and by which rules the request fits them."""
    rows = []
    for number in identify.identified(case):
        person = register.person(number)
        if person is None:
            continue
        lines = identify.beside(case, person, on=web.today())
        fits = [(elements.WORDS[line.element], line.rule) for line in lines if line.rule]
        rows.append({"person": number, "fits": fits, **hidden(person)})
    return rows
