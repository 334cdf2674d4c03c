"""The procedures in force: installed once at start, looked up by id and version ever after."""

from models import Case
from office import sop

# Ways a case may end under every procedure, besides its own.
EVERYWHERE = {
    "withdrawn": sop.End(
        "withdrawn", "Dibatalkan", state="cancelled", plain="Permohonan dibatalkan."
    ),
    "expired": sop.End(
        "expired",
        "Berkas tidak dilengkapi",
        state="cancelled",
        plain="Berkas tidak dilengkapi. Permohonan dapat diajukan lagi.",
    ),
}
_installed = sop.Procedures(())


def install(procedures: sop.Procedures) -> None:
    """From here on cases open under the newest version of each of these."""
    global _installed
    _installed = procedures


def all_versions() -> sop.Procedures:
    return _installed


def live() -> tuple[sop.Procedure, ...]:
    """The newest version of each procedure."""
    return _installed.live


def queued() -> tuple[sop.Procedure, ...]:
    """The newest version of each procedure for which people draw a number."""
    return _installed.queued


def newest(id: str) -> sop.Procedure | None:
    return next((procedure for procedure in live() if procedure.id == id), None)


def of(case: Case) -> sop.Procedure:
    """The version a case began under; it keeps it to its end."""
    return _installed.get(case.sop, case.sop_version)


def step_of(case: Case) -> sop.Step | None:
    """The step a case is at; None once it has ended."""
    return of(case).step(case.step) if case.step else None


def present(case: Case) -> sop.Step:
    """The step an open case is at. Raises KeyError once it has ended: ask `case.step` first."""
    return of(case).step(case.step)


def made_for(case: Case) -> str:
    """The kind of document the present step makes: what its page asks for ("" once ended)."""
    step = step_of(case)
    return of(case).made(step) if step else ""


def matter(case: Case) -> str:
    """What people call it: a permohonan, or a lembar where the procedure has rows."""
    return "Lembar" if has_rows(case) else "Permohonan"


def has_rows(case: Case) -> bool:
    """Whether the case is a lembar: rows of a letter that go their way together."""
    return walks_with_rows(of(case))


def walks_with_rows(procedure: sop.Procedure) -> bool:
    return any(document.made == "rows" for document in procedure.documents.values())


def end_of(case: Case) -> sop.End | None:
    """How a case ended; None while it is open."""
    if case.end is None:
        return None
    return EVERYWHERE.get(case.end) or of(case).ends[case.end]


def minders(procedure: sop.Procedure) -> set[str]:
    """Whose task its numbers are: Petugas Informasi's, and of whoever has a step of it."""
    return {"information", *procedure.roles}


def duties() -> dict[str, list[str]]:
    """What each role does, a line for each procedure: "Pemulihan Data Error: kegiatan 2, 4"."""
    found: dict[str, list[str]] = {}
    for procedure in live():
        for role in procedure.roles:
            numbers = [
                str(step.number) for step in procedure.steps if step.role == role and step.number
            ]
            if numbers:
                words = f"{procedure.title}: kegiatan {', '.join(numbers)}"
                found.setdefault(role, []).append(words)
    return found
