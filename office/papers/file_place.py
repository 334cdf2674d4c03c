"""Tempat berkas: where the papers of a case lie, and where they lay before."""

import re
from datetime import datetime

from peewee import JOIN, fn

from database import fetch, find, first, insert, locked, writing
from models import Case, FilePlace, Officer
from office import access, audit, procedures, texts, timetable
from office.audit import Happened
from office.errors import Incomplete, NotAllowed, Stale

MOST = 100  # cases of one search


def put(case: Case, place: str, *, before: str, by: Officer, at: datetime) -> None:
    """Write down where the papers of a case lie now; after its end, too: files are put away.

    before: the place as the page showed it. Pressed twice, it is written once.

    Raises
        Stale       the papers were moved since the page was drawn
        NotAllowed  the case is none of `by`'s roles
        Incomplete  no place was told
    """
    place = " ".join(texts.clean(place).split())
    with writing():
        case = locked(case)
        if not may(case, by, at=at):
            raise NotAllowed("Tempat berkas dicatat oleh pelaksana prosedurnya.")
        if not place:
            raise Incomplete("Tulis tempat berkas.", field="place")
        now = latest(case)
        if place == now:
            return
        if before != now:
            raise Stale("Berkas ini baru saja dipindahkan ke {place}. Periksa lagi.", place=now)
        insert(FilePlace, case=case, place=place, officer=by, at=at)
        audit.record(case.office_id, Happened.FILE_PLACED, at=at, by=by, case=case)


def may(case: Case, officer: Officer, *, at: datetime) -> bool:
    """Whether the case's procedure has a role of this officer."""
    mine = access.authorities(officer, on=timetable.today(case.office, at)).keys()
    return case.office_id == officer.office_id and bool(mine & procedures.of(case).roles.keys())


def latest(case: Case) -> str:
    """Where the papers of a case lie; "" when nobody told."""
    found = first(FilePlace, "case_id = ? ORDER BY id DESC", case.id)
    return found.place if found else ""


def history(case: Case) -> list[FilePlace]:
    """Every place with who put it there, the latest first."""
    rows = find(FilePlace, "case_id = ? ORDER BY id DESC", case.id)
    fetch(rows, FilePlace.officer)
    return rows


def find_cases(officer: Officer, typed: str) -> list[Case]:
    """The office's cases of that number (2024/0012), or whose papers lie in a place of such a
    name now; each with `.place`, at most MOST."""
    typed = " ".join(texts.clean(typed).split())
    if not typed:
        raise Incomplete("Tulis nomor permohonan atau tempat berkas.", field="q")
    label = re.fullmatch(r"(20\d\d)/(\d{4,9})", typed)
    last = FilePlace.select(fn.MAX(FilePlace.id)).group_by(FilePlace.case)
    lies = (FilePlace.case == Case.id) & FilePlace.id.in_(last)
    rows = (
        Case.select(Case, fn.COALESCE(FilePlace.place, "").alias("place"))
        .join(FilePlace, JOIN.LEFT_OUTER, on=lies)
        .where(Case.office == officer.office_id)
        .order_by(FilePlace.place, Case.id)
    )
    wanted = Case.id == int(label[2]) if label else FilePlace.place.contains(typed)
    found = rows.where(wanted).limit(MOST).objects()
    return [case for case in found if not label or case.label == typed]
