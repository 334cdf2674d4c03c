"""The demo office's register: those who come, each with something wrong, among invented others."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from random import Random

from models import Case, Officer
from office.demo_people import COUNTING, POOL, person
from office.inspection import anomaly_runs, anomaly_work
from office.register import (
    elements,
    extracts,
    identify,
    register,
    staging,
    synthetic,
    synthetic_doubles,
)
from register_tables import ChangeKind

OTHERS = 1200
TWICE = 8  # people who stand there twice
SEED = 64
# what the register holds instead, of everyone who may come
WRONG = {
    "marital": ("BELUM KAWIN", "KAWIN"),
    "address": ("JL. CONTOH 1", "JL. CONTOH 11"),
    "occupation": ("PELAJAR/MAHASISWA", "KARYAWAN SWASTA"),
}


def fill(*, at: datetime, as_of: date) -> None:
    """The office's own register, imported before its first day."""
    register.choose_mode(register.OWN, by=None, at=at)
    about = {"source": "dkb-contoh.csv", "as_of": as_of}
    change = staging.begin(ChangeKind.IMPORT, by=None, at=at, **about)
    rows = [(0, tuple(row.get(name, "") for name in staging.ELEMENTS)) for row in _everyone()]
    staging.add(change, rows, at=at)
    staging.show(change, {"added": len(rows)}, by=None, at=at)


def look_for_anomalies(*, at: datetime) -> None:
    """The office's own eye on what was imported, before its first day."""
    tono = Officer.get(Officer.username == "tono")
    run = anomaly_runs.book(by=tono, at=at)
    anomaly_work.look(anomaly_runs.task(run, by=tono, at=at), dict, lambda *_: None)


def identify_owner(case: Case, *, by: Officer, at: datetime) -> None:
    """The officer finds whom the case is about by the NIK that was given."""
    subject = case.subjects.first()
    found = register.found("nik", subject.nik) if subject else []
    if found:
        identify.identify(case, found[0].person, by=by, at=at)


def mistakes(nik: str) -> dict[str, str]:
    """Element -> what stands in the documents of whoever has this NIK, where the register errs."""
    return {name: true for name, (_, true) in _faults(int(nik[-4:])).items()}


def _everyone() -> Iterator[dict[str, str]]:
    for number in range(POOL):
        nik, _ = person(number)
        yield {
            "nik": nik,
            "sex": "L",
            "birth_place": "CONTOH",
            "religion": "ISLAM",
            "education": "SLTA/SEDERAJAT",
            "relation": "KEPALA KELUARGA",
            "citizenship": "WNI",
            "father": f"BAPAK CONTOH {number}",
            "rt": "001",
            "rw": "002",
            "village": "DESA CONTOH",
            "district": "KECAMATAN CONTOH",
            "status": "HIDUP",
            **{name: held for name, (held, _) in _faults(number).items()},
        }
    names = {
        element: next(head for head in synthetic.HEADER if head in words.split(", "))
        for element, words in extracts.HEADERS.items()
        if set(words.split(", ")) & set(synthetic.HEADER)
    }
    others = synthetic.people(OTHERS - 2 * TWICE, faults=2.0, seed=SEED, today=synthetic.TODAY)
    twice = synthetic_doubles.twice(TWICE, seed=SEED + 1, today=synthetic.TODAY)
    for row in chain((row for row, _ in others), twice):
        told = {element: row[head] for element, head in names.items()}
        day, sex = elements.day(told["birth_date"]), elements.sex(told["sex"])
        yield {**told, "birth_date": day, "sex": sex}


def _faults(number: int) -> dict[str, tuple[str, str]]:
    """Element -> as the register has it, as it is true."""
    nik, name = person(number)
    chance = Random(number)  # noqa: S311  its chance is no secret
    day, month, year = nik[6:8], nik[8:10], f"19{nik[10:12]}"
    name, mother = name.upper(), f"IBU CONTOH {chance.choice(COUNTING).upper()}"
    return {
        "name": (name[:-1], name),
        "birth_date": (f"{year}-{day}-{month}" if int(day) <= 12 else "", f"{year}-{month}-{day}"),
        "mother": (mother[:-1], mother),
        "family": (f"990101010110{number:04d}", f"990101010120{number:04d}"),
        **WRONG,
    }
