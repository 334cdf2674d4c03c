"""The application: its settings, database, faces and refusals."""

import gzip
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from os.path import isfile
from pathlib import Path
from typing import Any

from flask import (
    Flask,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from werkzeug.wrappers import Response

import database
import display
import kiosk
import staff
import track
import web
from kiosk import receipt
from models import Office, Officer, Ticket
from office import access, audit, devices, procedures, quotas, slots, sop, tickets, timetable
from office.errors import Refused
from office.printing.pressroom import Pressroom

HERE = Path(__file__).resolve().parent  # also where the house was reached through a link
STATIC = HERE / "static"
# A name or an address and a port, as a browser writes them; every address of ours begins with it.
HOST = re.compile(r"((?!-)[\w-]{1,63}(\.[\w-]{1,63})*\.?|\[[0-9a-f:.]+\])?(:\d{1,5})?", re.A | re.I)
SQUEEZED = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Settings:
    """What a deployment sets; an office's own settings are in its tables."""

    database: Path = Path("data/pulih.db")
    key_file: Path = Path("data/pulih.key")
    sops: Path = HERE / "sops"
    public_url: str = ""  # where phones reach us; unset: no QR, the code works at the kiosk
    tls: bool = False  # cookies only over https
    demo: bool = False
    clock: Callable[[], datetime] = utc_now
    new: bool = False  # a missing database and key are made

    @classmethod
    def from_environment(cls, **changes: object) -> "Settings":
        """PULIH_DATA (folder), PULIH_KEY_FILE, PULIH_SOPS, PULIH_PUBLIC_URL, PULIH_TLS=1."""
        data = Path(os.environ.get("PULIH_DATA", "data"))
        values = {
            "database": data / "pulih.db",
            "key_file": Path(os.environ.get("PULIH_KEY_FILE", data / "pulih.key")),
            "sops": Path(os.environ.get("PULIH_SOPS", HERE / "sops")),
            "public_url": os.environ.get("PULIH_PUBLIC_URL", "").rstrip("/"),
            "tls": os.environ.get("PULIH_TLS") == "1",
        }
        return cls(**{**values, **changes})


def create_app(settings: Settings) -> Flask:
    """The whole program around one database.

    Raises
        database.CannotStart  the engine is too old, the key does not fit, the schema is newer
        sop.Faulty            a procedure file is broken; every fault is listed
    """
    procedures.install(sop.load(settings.sops))
    key = open_database(settings)
    app = Flask(__name__, static_folder=None)
    app.static_folder = str(STATIC)
    app.url_map.merge_slashes = False  # it would answer with an address made of the Host header
    app.config.update(
        SECRET_KEY=database.derive(key, "cookies").hex(),
        SESSION_COOKIE_NAME="pulih",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.tls,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # web.refuse_other_sites compares the origin itself
        MAX_CONTENT_LENGTH=256 * 1024,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_TRANSLATION_DIRECTORIES="translations",
        CLOCK=settings.clock,
        DEMO=settings.demo,
        PUBLIC_URL=settings.public_url,
        TLS=settings.tls,
        VOICE=settings.database.parent / "voice",  # an office's own recordings
    )
    app.extensions["printers"] = Pressroom(receipt.composer(app), settings.clock)
    Htmx(app)
    app.request_class = web.Request
    refuse_bad_hosts(app)
    web.install(app)
    CSRFProtect(app).exempt(track.bp)  # its links are the secret; a phone may keep no cookies
    Babel(app, locale_selector=web.language)
    for face in (kiosk, staff, display, track):
        app.register_blueprint(face.bp)
    app.add_url_rule("/static/<path:filename>", "static", squeezed_static)
    app.url_defaults(name_version)
    app.add_url_rule("/", "start", start)
    app.add_url_rule("/favicon.ico", "favicon", icon)
    app.add_url_rule("/device", "enrol", enrol, methods=["GET", "POST"])
    return app


def refuse_bad_hosts(app: Flask) -> None:
    """A request to a host that is none is refused before any page: all addresses stand on it."""
    pages = app.wsgi_app

    def answer(environ: dict[str, Any], start: Any) -> Any:
        host = environ.get("HTTP_HOST", "")
        if HOST.fullmatch(host) and len(host) < 260:
            return pages(environ, start)
        return Response("Permintaan tidak dapat dibaca.", 400, web.HEADERS)(environ, start)

    app.wsgi_app = answer  # type: ignore[method-assign]


def open_database(settings: Settings, refuse: Callable[[], None] = lambda: None) -> bytes:
    """Open the database, bring its schema up to date; returns the master key.

    refuse: asked before anything in it is changed.
    """
    missing = not settings.database.exists()
    if missing and not settings.new:
        raise database.CannotStart(
            f"Basis data {settings.database} belum ada. Buat dengan `pulih init`, "
            "atau coba dengan `pulih demo`."
        )
    key = database.read_key(settings.key_file, create=missing)
    database.db.open(settings.database, key)
    refuse()
    database.migrate()
    audit.use_key(database.derive(key, "audit"))
    tickets.use_key(key)
    timetable.forget()
    quotas.forget()
    return key


def start() -> str:
    """Where to go from here; the demo names its sign-ins, a real office sees only the doors."""
    offered = [one for one in Office.select() if slots.offered(one)]
    booking = bool(offered and current_app.config["PUBLIC_URL"])
    if not current_app.config["DEMO"]:
        return render_template("start.html", office=Office.select().first(), booking=booking)
    last = Ticket.select().order_by(Ticket.id.desc()).first()
    return render_template(
        "start.html",
        office=Office.select().first(),
        booking=booking,
        people=Officer.select().where(Officer.active).order_by(Officer.id),
        titles=access.OWN_ROLES | procedures.all_versions().roles,
        duties=procedures.duties(),
        password=current_app.config.get("DEMO_PASSWORD"),
        clock=current_app.config.get("DEMO_CLOCK"),
        last=last and (last.label, tickets.tracking_token(last.submission)),
    )


def enrol() -> str | Response | tuple[str, int]:
    """A kiosk or wall types its one-time code once and keeps a cookie."""
    if request.method == "GET":
        return render_template("enrol.html")
    try:
        device, token = devices.enrol(request.form.get("code", ""), at=web.now())
    except Refused as refusal:  # said at the field: there is a screen, but nobody signed in
        typed = request.form.get("code", "").replace("\x00", "")[:40]
        return render_template("enrol.html", wrong=web.say(refusal), typed=typed), refusal.status
    to = {"kiosk": "kiosk.start", "wall": "display.hall_wall"}[device.kind]
    response = make_response(redirect(url_for(to), 303))
    response.set_cookie(
        web.DEVICE_COOKIE,
        token,
        max_age=timedelta(days=3650),
        httponly=True,
        samesite="Lax",
        secure=current_app.config["TLS"],
    )
    return response


def icon() -> Response:
    """The picture on a browser's tab; every browser asks for it here without being told."""
    return send_from_directory(STATIC, "favicon.ico", max_age=86400)


def name_version(endpoint: str, values: dict[str, object]) -> None:
    """A static file's address changes with its content, so that browsers may keep it."""
    if endpoint == "static" and "v" not in values:
        path = STATIC / str(values["filename"])
        values["v"] = f"{path.stat().st_mtime_ns:x}" if path.is_file() else "0"


def squeezed_static(filename: str) -> Response:
    """Our own files, squeezed once: the server does not compress."""
    path = STATIC / filename
    if not isfile(path):  # False for a name no file can have, too
        abort(404)
    if path.suffix not in SQUEEZED or not request.accept_encodings.best_match(["gzip"]):
        return current_app.send_static_file(filename)
    if not path.resolve().is_relative_to(STATIC):
        abort(404)
    body, tag = _squeeze(path, path.stat().st_mtime_ns)
    response = current_app.response_class(body, mimetype=SQUEEZED[path.suffix])
    response.headers["Content-Encoding"] = "gzip"
    response.set_etag(tag)
    response.cache_control.max_age = 31536000 if "v" in request.args else 3600
    return response.make_conditional(request)


@lru_cache(maxsize=64)
def _squeeze(path: Path, changed: int) -> tuple[bytes, str]:
    return gzip.compress(path.read_bytes(), mtime=0), f"{changed:x}"
