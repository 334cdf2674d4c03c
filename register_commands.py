"""The commands `pulih register …`: import an extract, make an invented one."""

import argparse
import sys
from datetime import date
from pathlib import Path

from app import Settings, open_database, utc_now
from models import Office
from office import timetable
from office.errors import Refused
from office.register import elements, extracts, register_import, synthetic


def add(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("import", help=import_register.__doc__)
    command.add_argument("file", type=Path)
    command.add_argument("--full", action="store_true", help="who is not in it has left")
    command.add_argument("--as-of", type=date.fromisoformat, help="when it was drawn: 2024-01-31")
    command.set_defaults(run=import_register)
    command = commands.add_parser("synthesize", help=synthesize.__doc__)
    command.add_argument("file", type=Path)
    command.add_argument("--people", type=int, default=1000)
    command.add_argument("--faults", type=float, default=1.0, help="percent of the rows")
    command.add_argument("--seed", type=int, default=1)
    command.set_defaults(run=synthesize)


def import_register(options: argparse.Namespace) -> None:
    """Import an extract (CSV, XLSX) of population data."""
    settings = Settings.from_environment()
    open_database(settings)
    office = Office.select().order_by(Office.id).first()
    if office is None:
        raise Refused("Belum ada kantor di basis data ini. Jalankan pulih init lebih dulu.")
    as_of = options.as_of or timetable.today(office, utc_now())
    found = register_import.check(options.file, _progress)
    print(f"\r{found.rows} baris. Kolom yang dibaca:" + " " * 30)
    for element, header in found.layout.mapping:
        print(f"  {header} → {elements.WORDS[element]}")
    if found.layout.unknown:
        print(f"Tidak dibaca: {', '.join(found.layout.unknown)}")
    result = register_import.run(
        found, as_of=as_of, full=options.full, by=None, clock=utc_now, progress=_progress
    )
    print("\r" + result.sentence(full=options.full) + " " * 30)
    told = register_import.to_look_at(found, result)
    if told:
        report = options.file.with_name(f"{options.file.stem}.laporan.csv")
        report.write_bytes(extracts.report((note.line, note.reason) for note in told))
        print(f"{len(told)} baris perlu dilihat: {report}")


def _progress(stage: str, done: int, whole: int) -> None:
    if not sys.stdout.isatty():
        return  # a log wants what became of it
    share = f"{done * 100 // whole} %" if whole else f"{done} baris"
    print(f"\r{stage} … {share}   ", end="", flush=True)


def synthesize(options: argparse.Namespace) -> None:
    """Write an invented register, and beside it a list of the faults planted in it."""
    faults = options.file.with_name(f"{options.file.stem}.kesalahan.csv")
    wanted = {"faults": options.faults, "seed": options.seed}
    synthetic.write(options.file, faults, options.people, **wanted)
    print(f"{options.people} orang rekaan: {options.file}; yang sengaja disalahkan: {faults}")
