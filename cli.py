"""The command `pulih`: serve, demo, init, device, audit."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from getpass import getpass

import waitress
from flask import Flask

import database
from app import Settings, create_app, open_database, utc_now
from models import DeviceKind, Office
from office import audit, devices, founding, sop
from office.errors import Refused

THREADS = 32


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    try:
        return options.run(options) or 0
    except (database.CannotStart, sop.Faulty, Refused) as error:
        print(f"pulih: {error}", file=sys.stderr)
        return 1


def serve(options: argparse.Namespace) -> None:
    """Serve an existing database until stopped."""
    listen(create_app(Settings.from_environment()), options.host, options.port)


def listen(app: Flask, host: str, port: int) -> None:
    """One process, many threads; a poll-based loop where there is one (1,025 sockets and more)."""
    windows = sys.platform == "win32"
    server = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        ident="",
        connection_limit=400 if windows else 2000,
        asyncore_use_poll=not windows,
        max_request_body_size=1024 * 1024,
        clear_untrusted_proxy_headers=True,
    )
    print(f"Pulih: http://{'localhost' if host in LOCAL else host}:{port}", flush=True)
    server.run()


LOCAL = ("127.0.0.1", "0.0.0.0", "localhost", "::")  # noqa: S104


def init(options: argparse.Namespace) -> None:
    """Make a new database with one office and its first admin."""
    settings = replace(Settings.from_environment(), new=True)
    if settings.database.exists():
        raise database.CannotStart(f"Basis data {settings.database} sudah ada.")
    open_database(settings)
    password = os.environ.get("PULIH_ADMIN_PASSWORD") or getpass("Kata sandi admin: ")
    at = utc_now()
    office = founding.found(options.code, options.name, options.region, options.zone, at=at)
    founding.hire(office, options.admin, options.admin, ["admin"], password=password, at=at)
    print(f"Basis data {settings.database} siap. Simpan salinan kunci {settings.key_file}.")


def device(options: argparse.Namespace) -> None:
    """Invite a kiosk or a wall and print its one-time code."""
    open_database(Settings.from_environment())
    office = Office.get_or_none(Office.code == options.office) or Office.select().first()
    _, code = devices.invite(office, DeviceKind(options.kind), options.name, by=None, at=utc_now())
    print(f"Buka /device di layar itu, lalu ketik: {code[:5]} {code[5:]} (berlaku satu jam).")


def verify(options: argparse.Namespace) -> int:
    """Follow the audit chain of every office; 1 when one of them is broken."""
    open_database(Settings.from_environment())
    broken = 0
    for office in Office.select():
        held, fault = audit.verify(office)
        print(f"{office.code}: {held} entri utuh{'; ' + fault if fault else ''}")
        broken += bool(fault)
    return min(broken, 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pulih", description="Pemulihan data kependudukan.")
    commands = parser.add_subparsers(required=True)
    for name, run in (("serve", serve), ("demo", demo)):
        command = commands.add_parser(name, help=run.__doc__)
        command.add_argument("--host", default="127.0.0.1")
        command.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        command.set_defaults(run=run)
    command = commands.add_parser("init", help=init.__doc__)
    for option in ("code", "name", "region", "zone"):
        command.add_argument(f"--{option}", required=True)
    command.add_argument("--admin", default="admin")
    command.set_defaults(run=init)
    command = commands.add_parser("device", help=device.__doc__)
    command.add_argument("kind", choices=list(DeviceKind))
    command.add_argument("name")
    command.add_argument("--office", default="")
    command.set_defaults(run=device)
    command = commands.add_parser("audit", help=verify.__doc__)
    command.add_argument("what", choices=["verify"])
    command.set_defaults(run=verify)
    return parser


def demo(options: argparse.Namespace) -> None:
    """Serve a demo office with synthetic people."""
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(main())
