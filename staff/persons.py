"""People of the register as pages may show them before they are opened."""

import web
from office import privacy
from office.dossier import Dossier
from office.register import elements, identify
from register_tables import Resident


def hidden(row: Resident) -> dict[str, str]:
    """As much of somebody as tells them from another: no name, no whole number, no whole day."""
    return {
        "name": privacy.masked_name(row.name),
        "nik": privacy.masked(row.nik),
        "born": privacy.masked_day(row.birth_date),
        "mother": privacy.masked_name(row.mother),
        "where": ", ".join(part for part in (row.village, row.district) if part),
    }


def chosen(dossier: Dossier) -> list[dict[str, object]]:
    """For the case page: each person chosen, masked, and by which rules the request fits them."""
    rows = []
    for person in dossier.people:
        lines = identify.beside(dossier.case, person, on=web.today())
        fits = [(elements.WORDS[line.element], line.rule) for line in lines if line.rule]
        rows.append({"person": person.person, "fits": fits, **hidden(person)})
    return rows
