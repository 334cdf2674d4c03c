"""Procedures as data: reads sops/*.toml into frozen objects, or lists every fault."""

import re
from collections.abc import Iterator
from dataclasses import MISSING
from itertools import count
from math import inf
from pathlib import Path
from types import MappingProxyType
from typing import Any

from office.reading import (
    DAY,
    FLAG,
    NUMBER,
    TABLE,
    TABLES,
    TEXT,
    TEXTS,
    Fault,
    Faulty,
    Reader,
    Shape,
)
from office.sheet import Document, End, Outcome, Paper, Procedure, Procedures, Step

__all__ = [
    "Document",
    "End",
    "Fault",
    "Faulty",
    "Outcome",
    "Paper",
    "Procedure",
    "Procedures",
    "Step",
    "load",
]

# fmt: off
QUESTIONS = (
    "whose", "issued_here", "rejected_at", "problem", "elements", "papers", "nik", "priority",
)
PROBLEMS = (
    "nik_missing", "miswritten", "nik_double", "kk_mismatch", "dead_or_moved", "ktp_unprintable",
    "unknown",
)
ELEMENTS = (
    "name", "birth", "sex", "parents", "marital", "relation", "address", "other", "unknown",
)
# fmt: on
MADE = ("decision", "checklist", "note", "correction", "recovery", "rows")
KINDS = ("advance", "approve", "return", "refer", "close")
ACTS = ("paraf", "tanda tangan", "perintah")
PAUSES = ("applicant", "centre", "other_region", "network")
END_STATES = ("done", "redirected", "rejected", "cancelled")

# A file's keys, as `reading.Shape`. The keys of the other tables are the fields of their classes.
_NEEDED: dict[str, Any] = {"id": (TEXT, MISSING), "title": (TEXT, MISSING)}
_PROCEDURE: Shape = _NEEDED | {
    "version": (NUMBER, MISSING),
    "effective": (DAY, None),
    **dict.fromkeys(("code", "service", "door", "prefix"), (TEXT, "")),
    **dict.fromkeys(("asks", "brought"), (TEXTS, ())),
    **dict.fromkeys(("sheet", "papers"), (TABLE, {})),
    **dict.fromkeys(("roles", "documents", "ends"), (TABLE, MISSING)),
    "steps": (TABLES, MISSING),
}
_SHEET: Shape = {
    **dict.fromkeys(("government", "agency", "unit", "system", "name", "signed_by"), (TEXT, "")),
    **dict.fromkeys(("made", "revised"), (DAY, None)),
    **dict.fromkeys(("performers", "legal_basis", "qualifications", "related"), (TEXTS, ())),
    **dict.fromkeys(("equipment", "warnings", "records", "assumed"), (TEXTS, ())),
}
_STEP: Shape = _NEEDED | {
    "role": (TEXT, MISSING),
    **dict.fromkeys(("minutes", "hours", "days"), (NUMBER, None)),
    **dict.fromkeys(("needs", "assumed"), (TEXTS, ())),
    **dict.fromkeys(("output", "needs_as", "remark", "short", "plain"), (TEXT, "")),
    **dict.fromkeys(("at_counter", "aside"), (FLAG, False)),
    "outcomes": (TABLES, MISSING),
}


def load(directory: Path) -> Procedures:
    """Read every procedure of `directory`.

    Raises Faulty with every fault of every file at once.
    """
    faults: list[Fault] = []
    read: list[tuple[str, Procedure]] = []
    for path in sorted(directory.iterdir()) if directory.is_dir() else ():
        reader = Reader(path.name, faults)
        if path.suffix != ".toml" or not path.is_file():
            reader.fault("", "hanya berkas .toml yang boleh berada di sini.")
        elif (table := reader.parse(path)) is not None:
            read.append((path.name, examine(reader, table)))
    if not read and not faults:
        faults.append(Fault(directory.name, "", "tidak ada berkas prosedur."))
    _check_together(read, faults)
    if faults:
        raise Faulty(faults)
    return Procedures((procedure for _, procedure in read), str(directory.resolve()))


def examine(reader: Reader, table: dict[str, Any]) -> Procedure:
    """One file's procedure; to be used only if `reader` found no fault in it."""
    procedure = _procedure(reader, table)
    _check_words(reader, procedure)
    _check_steps(reader, procedure)
    _check_flow(reader, procedure)
    _check_recovery(reader, procedure)
    return procedure


def _procedure(reader: Reader, table: dict[str, Any]) -> Procedure:
    taken = reader.take(table, _PROCEDURE)
    titles = dict.fromkeys(taken["roles"], (TEXT, MISSING))
    taken["sheet"] = MappingProxyType(reader.take(taken["sheet"], _SHEET, "sheet"))
    taken["roles"] = MappingProxyType(reader.take(taken["roles"], titles, "roles"))
    for name, kind in (("documents", Document), ("papers", Paper), ("ends", End)):
        taken[name] = MappingProxyType(reader.rows(kind, taken[name], name))
    taken["steps"] = tuple(_steps(reader, taken["steps"]))
    taken["service"] = taken["service"] or taken["title"]
    taken["door"] = taken["door"] or taken["service"]
    return Procedure(**taken)


def _steps(reader: Reader, tables: list[dict[str, Any]]) -> Iterator[Step]:
    numbers = count(1)
    for place, table in enumerate(tables, 1):
        key = f"steps.{table.get('id', place)}"
        taken = reader.take(table, _STEP, key)
        if len(table.keys() & {"minutes", "hours", "days"}) > 1:
            reader.fault(key, "pilih satu saja: minutes, hours, atau days.")
        hours = taken.pop("hours")
        taken["minutes"] = hours * 60 if hours else taken["minutes"]
        taken["short"] = taken["short"] or taken["title"]
        taken["outcomes"] = tuple(
            reader.row(Outcome, one, f"{key}.outcomes.{one.get('id', at)}")
            for at, one in enumerate(taken["outcomes"], 1)
        )
        yield Step(number=None if taken["aside"] else next(numbers), **taken)


def _check_words(reader: Reader, procedure: Procedure) -> None:
    """Refuse words that no code knows, outside the steps."""
    if not re.fullmatch("[A-Z]?", procedure.prefix):
        reader.fault("prefix", "harus satu huruf besar, atau kosong.")
    for id in _ids(procedure):
        if not re.fullmatch("[a-z][a-z0-9_-]*", id):
            reader.fault(id, "id hanya huruf kecil, angka, - dan _, diawali huruf.")
    for question in procedure.asks:
        reader.known(question, QUESTIONS, "asks", "pertanyaan")
    for id in procedure.brought:
        reader.known(id, procedure.documents, "brought", "dokumen")
    for document in procedure.documents.values():
        reader.known(document.made, MADE, f"documents.{document.id}.made", "cara membuat")
    for paper in procedure.papers.values():
        for answer in paper.answers:
            reader.known(answer, PROBLEMS + ELEMENTS, f"papers.{paper.id}.answers", "jawaban")
    for end in procedure.ends.values():
        key = f"ends.{end.id}"
        reader.known(end.state, END_STATES, f"{key}.state", "keadaan")
        reader.known(end.handover, procedure.roles, f"{key}.handover", "pelaksana")
        if re.search("[{}]", end.plain.replace("{day}", "").replace("{counter}", "")):
            reader.fault(f"{key}.plain", "hanya {day} dan {counter} yang boleh disisipkan.")


def _ids(procedure: Procedure) -> Iterator[str]:
    yield from filter(None, [procedure.id, *procedure.roles, *procedure.documents])
    yield from [*procedure.papers, *procedure.ends]
    for step in procedure.steps:
        yield from filter(None, [step.id, *(outcome.id for outcome in step.outcomes)])


def _check_steps(reader: Reader, procedure: Procedure) -> None:
    """Refuse a step that names what is not there, or needs what nothing makes."""
    asides = {step.output for step in procedure.steps if step.aside}
    at_hand = set(procedure.brought) | asides
    keys = [f"steps.{id}" for id in [*(step.id for step in procedure.steps), *procedure.ends]]
    keys += [f"steps.{one.id}.outcomes.{way.id}" for one in procedure.steps for way in one.outcomes]
    for key in sorted({key for key in keys if key[-1] != "." and keys.count(key) > 1}):
        reader.fault(key, "id ini dipakai lebih dari sekali.")
    for step in procedure.steps:
        key = f"steps.{step.id}"
        reader.known(step.role, procedure.roles, f"{key}.role", "pelaksana")
        reader.known(step.output, procedure.documents, f"{key}.output", "dokumen")
        for need in step.needs:
            reader.known(need, procedure.documents, f"{key}.needs", "dokumen")
            if need in procedure.documents and need not in at_hand:
                reader.fault(
                    f"{key}.needs",
                    f'"{need}" tidak dibuat kegiatan sebelumnya dan tidak dibawa pemohon.',
                )
        at_hand.add(step.output)
        for outcome in step.outcomes:
            _check_outcome(reader, procedure, step, outcome, f"{key}.outcomes.{outcome.id}")


def _check_outcome(
    reader: Reader, procedure: Procedure, step: Step, outcome: Outcome, key: str
) -> None:
    reader.known(outcome.kind, KINDS, f"{key}.kind", "jenis")
    reader.known(outcome.act, ACTS, f"{key}.act", "tindakan")
    reader.known(outcome.pause, PAUSES, f"{key}.pause", "penundaan")
    if outcome.kind in KINDS and bool(outcome.act) != (outcome.kind == "approve"):
        reader.fault(f"{key}.act", "wajib diisi pada approve, dan hanya di situ.")
    targets = {one.id: one for one in procedure.steps}
    reader.known(outcome.to, [*targets, *procedure.ends], f"{key}.to", "kegiatan atau akhir")
    if outcome.kind not in KINDS or outcome.to not in targets.keys() | procedure.ends.keys():
        return
    target = targets.get(outcome.to)
    forward = step.number is None or target is None or (target.number or inf) > step.number
    fits = {
        "advance": forward,
        "approve": forward,
        "return": target is not None and (target.number or inf) <= (step.number or len(targets)),
        "refer": target is not None and target.aside,
        "close": target is None,
    }
    if not fits[outcome.kind]:
        reader.fault(f"{key}.to", f'"{outcome.kind}" tidak boleh menuju "{outcome.to}".')
    if outcome.pause and target is None:
        reader.fault(f"{key}.pause", "yang masih menunggu belum berakhir.")
    elif outcome.pause == "centre" and target and not target.aside:
        reader.fault(f"{key}.pause", "pusat ditunggu di kegiatan aside, sampai ada kabarnya.")


def _check_flow(reader: Reader, procedure: Procedure) -> None:
    """Refuse a step that nobody reaches, or that never comes to an end."""
    ways = {step.id: {one.to for one in step.outcomes} for step in procedure.steps}
    reached = {step.id for step in procedure.steps if step.number == 1}
    while further := {to for id in reached for to in ways.get(id, ())} - reached:
        reached |= further
    ending = set(procedure.ends)
    while further := {id for id in ways if ways[id] & ending} - ending:
        ending |= further
    if procedure.steps and not reached:
        reader.fault("steps", "semua kegiatan adalah aside; tidak ada kegiatan pertama.")
    for id in ways:
        if reached and id not in reached:
            reader.fault(f"steps.{id}", "tidak ada jalan menuju kegiatan ini.")
        if id not in ending:
            reader.fault(f"steps.{id}", "tidak ada jalan dari kegiatan ini ke suatu akhir.")


def _check_recovery(reader: Reader, procedure: Procedure) -> None:
    """Refuse a recovery without the order, the note and the draft it rests on before it."""
    orders = False
    before: set[str] = set()
    for step in procedure.steps:
        document = procedure.documents.get(step.output)
        lacking = {"note", "correction"} - before
        if document and document.made == "recovery" and (lacking or not orders):
            reader.fault(
                f"steps.{step.id}.output",
                "pemulihan memerlukan perintah, catatan dan susunan perbaikan sebelumnya.",
            )
        before.add(document.made if document else "")
        orders |= step.approves


def _check_together(read: list[tuple[str, Procedure]], faults: list[Fault]) -> None:
    """Refuse files that cannot stand beside one another."""
    live = Procedures(procedure for _, procedure in read).live
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for file, one in read:
        claims = [("version", f"{one.id} versi {one.version}", file)]
        claims += [(f"roles.{id}", "nama pelaksana ini", title) for id, title in one.roles.items()]
        if one.prefix and one in live:
            claims.append(("prefix", f'huruf "{one.prefix}"', one.id))
        for key, claim, value in claims:
            if first.setdefault((key, claim), (file, value))[1] != value:
                other = first[key, claim][0]
                faults.append(Fault(file, key, f"{claim} bertentangan dengan berkas {other}."))
