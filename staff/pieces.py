"""Files that officers bring: whole, or piece by piece (static/import.js)."""

from flask import jsonify, request
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

import web
from staff import bp, typed

PIECE = 192 * 1024  # bytes: what the server holds in memory and never writes down in clear
WHOLE = 1_000_000  # a form with a file, of a browser without JavaScript; likewise
# where a file may come whole -> what is said of one that is too large for it
WHOLE_FILES = {
    "staff.bring_file": "Berkas ini terlalu besar untuk dikirim sekaligus. Nyalakan JavaScript di "
    "peramban, atau impor di komputer server: pulih register import.",
    "staff.bring_list": "Daftar ini terlalu besar untuk dikirim sekaligus. Nyalakan JavaScript di "
    "peramban, atau bagi daftarnya menjadi beberapa berkas.",
    "staff.bring_results": "Daftar ini terlalu besar untuk dikirim sekaligus. Nyalakan JavaScript "
    "di peramban, atau bagi daftarnya menjadi beberapa berkas.",
    "staff.bring_slide": "Berkas ini terlalu besar untuk dikirim sekaligus. Nyalakan JavaScript di "
    "peramban.",
}


@bp.url_value_preprocessor
def let_a_file_in(endpoint: str | None, _: object) -> None:
    if endpoint in WHOLE_FILES:
        request.max_content_length = WHOLE


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response:
    """Where a file comes in one piece, the way for larger ones is told."""
    if request.endpoint not in WHOLE_FILES:
        return web.tell(*web.sentence_of(error))
    return web.tell(gettext(WHOLE_FILES[request.endpoint]), 413)


def whole() -> tuple[str, bytes]:
    """The name and the content of a file that came in one piece; ("", b"") when none was chosen."""
    file = request.files.get("file")
    return (file.filename or "", file.read()) if file else ("", b"")


def size() -> int:
    """How large the file will be; 0, which none may be, for what is no size."""
    told = request.form.get("size", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0


def begun(*, pieces: str, ends: str) -> Response:
    """Where the pieces of a file are to go, and where its end is to be told."""
    return jsonify(pieces=pieces, ends=ends, piece=PIECE)


def next_one() -> tuple[int, bytes]:
    """The offset and the content of the piece that came."""
    return typed.number(request.args.get("offset", "")), request.get_data(cache=False)
