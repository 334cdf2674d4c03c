"""The command `pulih`: serve, demo, init, device, audit, register."""

import argparse
import ctypes
import io
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from getpass import getpass
from zoneinfo import ZoneInfo

import apsw
import peewee
import waitress
from babel.dates import format_date
from flask import Flask

import database
import register_commands
import simulation.options
import web
from app import Settings, create_app, open_database, utc_now
from models import DeviceKind, Office
from office import audit, demo_people, devices, founding, housekeeping, national, procedures, sop
from office import demo as demo_office
from office.errors import Refused
from office.ministry.runner import Runner
from office.register import register

WINDOWS = sys.platform == "win32"
# What the server is started with; bench measures its floor behind the same.
SERVER = {
    "threads": 4,  # more of them only wait for one interpreter: docs/adr/0009
    "ident": "",
    "connection_limit": 400 if WINDOWS else 2000,
    "asyncore_use_poll": not WINDOWS,  # select() dies of the 1,025th socket
    "max_request_body_size": 1024 * 1024,
    "inbuf_overflow": 2 * 1024 * 1024,  # more than a body: none is written to a file in clear
    "clear_untrusted_proxy_headers": True,
}
LOCAL = ("127.0.0.1", "0.0.0.0", "localhost", "::", "::1")  # noqa: S104
EVERY = 60  # seconds between two rounds of housekeeping
M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3  # malloc.h
DEMO_DATA = "data/demo"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 with a sentence when it could not."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a Windows log in cp1252 has not every letter
    options = _parser().parse_args(arguments)
    logging.basicConfig(format="%(levelname)s %(message)s", level=logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request waits: no news
    try:
        return options.run(options) or 0
    except (database.CannotStart, sop.Faulty, Refused) as error:
        print(f"pulih: {error}", file=sys.stderr)
    except (OSError, peewee.PeeweeException, apsw.Error) as error:
        print(f"pulih: tidak dapat memakai berkas atau basis data: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return 1


def serve(options: argparse.Namespace) -> None:
    """Serve an existing database until stopped."""
    settings = Settings.from_environment()
    listen(create_app(settings), settings.clock, options.host, options.port)


def demo(options: argparse.Namespace) -> None:
    """Serve a demo office with invented people; its data lie apart, in data/demo."""
    os.environ.setdefault("PULIH_DATA", DEMO_DATA)
    settings = Settings.from_environment(demo=True, new=True)
    procedures.install(sop.load(settings.sops))
    open_database(settings, demo_office.refuse_real_cases)
    now = utc_now()
    start = demo_office.begins(now)
    if not Office.select().exists():
        print("Menyiapkan kantor demo ", end="", flush=True)
        demo_office.build(start, lambda day: print(".", end="", flush=True))
        print(" siap.")
    if start == now:
        app = create_app(settings)
    else:
        away = start - now
        app = create_app(replace(settings, clock=lambda: utc_now() + away))
        app.config["DEMO_CLOCK"] = _clock_sentence(start)
        print(app.config["DEMO_CLOCK"])
    app.config["DEMO_PASSWORD"] = demo_people.PASSWORD
    listen(app, app.config["CLOCK"], options.host, options.port)


def simulate(options: argparse.Namespace) -> int:
    """Play days of an invented office and check its books; nothing of it is served."""
    from simulation import command  # only then: a served office needs none of it

    if sys.platform == "linux":
        _spare_memory()
    return command.run(options, SERVER)


def _clock_sentence(start: datetime) -> str:
    zone = demo_office.ZONE
    local = start.astimezone(ZoneInfo(zone))
    day = format_date(local, "full", locale="id")
    return f"Jam demo: {day}, mulai {local:%H.%M} {web.ZONES[zone]}, karena kantor sedang tutup."


def listen(app: Flask, clock: Callable[[], datetime], host: str, port: int) -> None:
    """One process, many threads, until SIGTERM or ctrl-C; the house is kept beside it."""
    try:
        server = waitress.create_server(app, host=host, port=port, **SERVER, **behind(app))
    except OSError as error:
        raise database.CannotStart(
            f"Alamat {host}:{port} tidak dapat dipakai ({error.strerror or error}). "
            "Hentikan program yang memakainya, atau pilih yang lain dengan --port."
        ) from error
    if sys.platform == "linux":
        _spare_memory()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    over = threading.Event()
    threading.Thread(target=_keep_house, args=(clock, over), daemon=True).start()
    printers = app.extensions["printers"].open()
    runner = Runner(clock).open()
    print(f"Pulih: http://{'localhost' if host in LOCAL else host}:{port}", flush=True)
    try:
        server.run()
    finally:
        over.set()
        runner.close()
        printers.close()
        server.close()


def behind(app: Flask) -> dict[str, object]:
    """What the server is told of the proxy that speaks https for it (PULIH_TLS).

    It alone may say who asks, so that those who fail too often are stopped one by one; from
    anyone else X-Forwarded-For is not heard.
    """
    if not app.config["TLS"]:
        return {}
    return {
        "url_scheme": "https",
        "trusted_proxy": os.environ.get("PULIH_PROXY", "127.0.0.1"),
        "trusted_proxy_headers": {"x-forwarded-for"},
    }


def _spare_memory() -> None:
    """Give back what threads and Argon2 borrow: glibc would keep 60 MB of it for ever."""
    with suppress(AttributeError, OSError):  # another system's allocator needs no telling
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 128 * 1024)


def _keep_house(clock: Callable[[], datetime], over: threading.Event) -> None:
    """Once at the start and once a minute. A fault is logged by its kind, without its data."""
    while True:
        try:
            housekeeping.run(at=clock())
        except Exception as error:
            logging.getLogger("pulih").error("housekeeping: %s", type(error).__name__)
        if sys.platform == "linux":
            with suppress(AttributeError, OSError):
                ctypes.CDLL(None).malloc_trim(0)  # what long pages left; 1 ms
        if over.wait(EVERY):
            return


def init(options: argparse.Namespace) -> None:
    """Make a new database with one office and its first admin."""
    settings = Settings.from_environment(new=True)
    if options.code.upper() == demo_office.CODE:  # else days could be simulated in it
        raise Refused("Kode {code} milik kantor contoh. Pilih kode lain.", code=options.code)
    mode = options.register
    if not mode and not settings.database.exists():
        mode = _asked_register()  # before a file is made
    open_database(settings)
    if Office.select().exists():
        raise database.CannotStart(f"Basis data {settings.database} sudah berisi kantor.")
    mode, password, at = mode or _asked_register(), _password(), utc_now()
    with database.writing():  # an office without its admin would be of no use
        office = founding.found(options.code, options.name, options.region, options.zone, at=at)
        founding.hire(office, options.admin, options.admin, ["admin"], password=password, at=at)
        register.choose_mode(mode, by=None, at=at)
    try:
        count = national.close_on_them(office, at=at)
        print(f"{count} hari libur nasional tahun ini masuk daftar; cuti bersama di Pengaturan.")
    except Refused as untold:  # an office can open without them, and its pages say so
        print(f"pulih: {untold}", file=sys.stderr)
    print(f"Basis data {settings.database} siap. Simpan salinan kunci {settings.key_file}.")


def _asked_register() -> str:
    """Which register is the office's own, asked until it is answered; SIAK for an empty answer."""
    print("Data penduduk resmi kantor ini ada di mana?")
    for word, sentence in register.MODES.items():
        print(f"  {word:4}  {sentence}")
    try:
        answer = ""
        while answer not in register.MODES:
            answer = input("Pilih siak atau own [siak]: ").strip().lower() or register.SIAK
    except EOFError:
        raise Refused(
            "Sebutkan data penduduk resmi kantor ini: --register siak (kantor yang memakai SIAK) "
            "atau --register own (database di Pulih)."
        ) from None
    return answer


def _password() -> str:
    """PULIH_ADMIN_PASSWORD, or as typed, twice: nobody else could set the first admin's anew."""
    if told := os.environ.get("PULIH_ADMIN_PASSWORD"):
        return told
    try:
        typed = getpass("Kata sandi admin: ")
        again = getpass("Kata sandi admin sekali lagi: ")
    except EOFError:
        raise Refused("Isi PULIH_ADMIN_PASSWORD, atau ketik kata sandi di terminal.") from None
    if typed != again:
        raise Refused("Kedua kata sandi tidak sama. Jalankan pulih init lagi.")
    return typed


def device(options: argparse.Namespace) -> None:
    """Invite a kiosk or a wall and print its one-time code."""
    open_database(Settings.from_environment())
    offices = Office.select().order_by(Office.id)
    if options.office:
        offices = offices.where(Office.code == options.office)
    office = offices.first()
    if office is None:
        raise Refused("Kantor {code} belum ada di basis data ini.", code=options.office)
    _, code = devices.invite(office, DeviceKind(options.kind), options.name, by=None, at=utc_now())
    print(f"Buka /device di layar itu, lalu ketik: {code[:5]} {code[5:]} (berlaku satu jam).")


def verify(options: argparse.Namespace) -> int:
    """Follow the audit chain of every office; 1 when one of them is broken."""
    open_database(Settings.from_environment())
    broken = 0
    for office in list(Office.select()):  # none stays open: its moment would be an old one
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
    command = commands.add_parser("simulate", help=simulate.__doc__)
    simulation.options.add(command)
    command.set_defaults(run=simulate)
    command = commands.add_parser("init", help=init.__doc__)
    for option in ("code", "name", "region", "zone"):
        command.add_argument(f"--{option}", required=True)
    command.add_argument("--admin", default="admin")
    command.add_argument("--register", choices=list(register.MODES))
    command.set_defaults(run=init)
    command = commands.add_parser("device", help=device.__doc__)
    command.add_argument("kind", choices=list(DeviceKind))
    command.add_argument("name")
    command.add_argument("--office", default="")
    command.set_defaults(run=device)
    command = commands.add_parser("audit", help=verify.__doc__)
    command.add_argument("what", choices=["verify"])
    command.set_defaults(run=verify)
    register_commands.add(commands.add_parser("register", help="The population register."))
    return parser


if __name__ == "__main__":
    sys.exit(main())
