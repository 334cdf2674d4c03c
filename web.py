"""What the faces share: the clock, who asks, answers, refusals, words."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from io import BytesIO
from ipaddress import ip_address
from traceback import extract_tb
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as cookie
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from htmx_flask.requests import HtmxAwareRequest, HtmxHeaders
from peewee import DoesNotExist
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import NotFound as NotFoundPage
from werkzeug.wrappers import Response as AnyResponse

from models import Device, DeviceKind, Session, Table, Ticket
from office import access, devices, timetable
from office.errors import NotFound, Refused
from office.sentences import Sentence
from office.tickets import tracking_token
from words import ZONES as ZONES
from words import clock, day, duration, in_words, moment, seconds, zone
from words import local as local

Row = TypeVar("Row", bound=Table)
DEVICE_COOKIE = "pulih_device"
LANGUAGES = ("id", "en")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer makes browsers send Origin: null
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


# --- the request ----------------------------------------------------------------------------------


class Headers(HtmxHeaders):
    """htmx 4 names the element that asked in HX-Source, which htmx-flask does not know."""

    @cached_property
    def source(self) -> str | None:
        return self._headers.get("HX-Source")


class Request(HtmxAwareRequest):
    max_form_parts = 1000  # a lembar has 200 rows

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.htmx = Headers(self.headers)

    def _get_file_stream(self, *_: Any, **__: Any) -> BytesIO:
        return BytesIO()  # never a temporary file in clear


def now() -> datetime:
    """The only clock (aware, UTC). Tests and the demo replace it."""
    clock: Callable[[], datetime] = current_app.config["CLOCK"]
    return clock()


def today() -> date:
    """The calendar day of the office this request is for."""
    return timetable.today(g.office, now())


def device(kind: DeviceKind) -> Device:
    """The enrolled device that asks; sets g.office. Aborts with 403 for a browser that is none."""
    return enrolled(kind) or abort(
        make_response(render_template("shared/not_enrolled.html", kind=kind), 403)
    )


def enrolled(kind: DeviceKind) -> Device | None:
    """The device that asks, with g.office set; None for none. The demo's computer is enrolled."""
    token = request.cookies.get(DEVICE_COOKIE, "")
    found = devices.by_token(token, kind) if token else None
    here = ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
    if found is None and current_app.config["DEMO"] and here:
        found = devices.of_the_demo(kind)
    if found:
        g.device, g.office = found, found.office
    return found


def signed_in() -> Session | None:
    """The officer's session; sets g.session, g.officer and g.office. None: sign in first."""
    token = cookie.get("staff", "")
    found = access.session(token, at=now()) if token else None
    if found:
        g.session, g.officer, g.office = found, found.officer, found.officer.office
    return found


def asked_by_htmx() -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


def language() -> str:
    """The reader's: Indonesian unless they chose another, at this kiosk or in a phone's links."""
    chosen = g.get("language") or cookie.get("language")
    return chosen if chosen in LANGUAGES else "id"


def refuse_other_sites() -> None:
    """A request that changes something comes from our own pages; the token alone is not enough."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    site = request.headers.get("Sec-Fetch-Site")
    ours = site == "same-origin" if site else request.headers.get("Origin") == _origin()
    if not ours:
        abort(403, gettext("Permintaan ini tidak berasal dari halaman Pulih."))


def _origin() -> str:
    return request.host_url.rstrip("/")


def address(url: str) -> SplitResult:
    """The parts of an address as a browser sent it; all empty for one that is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


# --- answers --------------------------------------------------------------------------------------


def show(page: str, partial: str | None = None, **context: Any) -> str:
    """The page, or only its partial when htmx asks."""
    return render_template(partial if partial and asked_by_htmx() else page, **context)


def go(url: str, **headers: str) -> AnyResponse:
    """On to another page: a redirect for a plain form, HX-Redirect for htmx."""
    if not asked_by_htmx():
        return redirect(url, 303)
    return Response(status=204, headers={"HX-Redirect": url, **headers})


def tracking_url(ticket: Ticket) -> str:
    """Where a phone follows a number, all in capitals so that the QR stays small; or ""."""
    public = current_app.config["PUBLIC_URL"]
    return f"{public}/T/{tracking_token(ticket.submission)}".upper() if public else ""


def unchanged(version: str) -> Response | None:
    """204 when the page that polls has seen this version; None when it must be drawn again.

    A version is the office's plus the minute: waits and colours change without a write.
    """
    if request.args.get("seen") == version:
        return Response(status=204)
    return None


def version_of(number: int) -> str:
    """What a live region has seen: the office's version and the minute it was drawn in."""
    return f"{number}.{now():%H%M}"


def refuse(refusal: Refused) -> AnyResponse:
    """Say a refusal: into #notice for htmx, which then redraws its regions; a page otherwise."""
    return tell(say(refusal), refusal.status)


def say(told: Refused | Sentence) -> str:
    """Its sentence in the reader's language; days, moments and counters written out."""
    values = {name: in_words(value) for name, value in told.values.items()}
    return gettext(told.message).format(**values)


def tell(sentence: str, status: int) -> AnyResponse:
    """Say only this sentence: in htmx's notice, or on a page of its own."""
    if asked_by_htmx():
        response = make_response(render_template("shared/_notice.html", sentence=sentence), status)
        response.headers["HX-Reswap"] = "none"  # the notice comes out of band
        response.headers["HX-Trigger"] = "refused"  # live regions redraw themselves
        return response
    return make_response(
        render_template("shared/refused.html", sentence=sentence, back=_way_back()), status
    )


def _way_back() -> str:
    """Where Kembali leads: the page of ours one came from, else this face's own door."""
    came = address(request.referrer or "")
    ours = f"{came.scheme}://{came.netloc}" == _origin() and not came.path.startswith("//")
    if ours and (request.method == "POST" or came.path != request.path):
        pages, path = current_app.create_url_adapter(request), came.path
        while pages and path and not pages.test(path, "GET"):  # only a press opens it
            path = path.rpartition("/")[0]
        return path or "/"
    face = request.path.split("/")[1]
    return f"/{face}" if face in ("kiosk", "staff") and request.path != f"/{face}" else "/"


def _http_error(error: HTTPException) -> AnyResponse:
    return error.response if isinstance(error.response, AnyResponse) else tell(*sentence_of(error))


def sentence_of(error: HTTPException) -> tuple[str, int]:
    """The sentence and the status of a page that cannot be shown."""
    sentences = {
        400: gettext("Permintaan tidak dapat dibaca."),
        404: gettext("Halaman ini tidak ada."),
        405: gettext("Halaman ini tidak dapat dibuka seperti itu."),
        413: gettext("Kiriman terlalu besar."),
    }
    status, own = error.code or 500, error.description if error.code == 403 else ""
    return sentences.get(status, own or gettext("Permintaan ditolak.")), status


def _csrf_error(error: CSRFError) -> AnyResponse:
    return tell(gettext("Halaman ini sudah lama terbuka. Muat ulang, lalu coba lagi."), 403)


def log(error: Exception) -> None:
    """Our mistake: what it was and where, without its data and never to whom it happened."""
    place = extract_tb(error.__traceback__, limit=-1)
    current_app.logger.error("%s at %s in %s", type(error).__name__, place, request.endpoint)


def _broken(error: Exception) -> AnyResponse:
    log(error)
    return tell(gettext("Maaf, ada gangguan. Silakan hubungi petugas."), 503)


def icons() -> str:
    """The address every icon is drawn from; made once a request, not thirty times."""
    if "icons" not in g:
        g.icons = url_for("static", filename="icons.svg")
    return str(g.icons)


def install(app: Flask) -> None:
    """Give an application the clock's words, the headers and the way refusals are said."""
    app.before_request(refuse_other_sites)
    app.register_error_handler(Refused, refuse)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(DoesNotExist, lambda _: _http_error(NotFoundPage()))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _broken)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=day, moment=moment, clock=clock, seconds=seconds, duration=duration
    )
    app.jinja_env.globals.update(zone=zone, now=now, icons=icons)

    @app.after_request
    def guard(response: AnyResponse) -> AnyResponse:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.vary.add("HX-Request")
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def row(table: type[Row], id: int) -> Row:
    """This office's row of that id; unknown, foreign and absurd ones answer the same 404."""
    return found(table.get_by_id(id) if id < 2**63 else None)


def found(row: Any) -> Any:
    """The row, if it is of this office; unknown and foreign ones answer the same 404."""
    if row is None or row.office_id != g.office.id:
        raise NotFound("Halaman ini tidak ada.")
    row.office = g.office
    return row
