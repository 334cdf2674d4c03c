"""A file in parts, as a browser's player asks for it."""

from pathlib import Path

from flask import Response, abort, request, send_file

PART = 1_000_000  # bytes in one answer, whatever was asked: the player asks again for what follows


def sent(path: Path) -> Response:
    """The whole file, or the part of it that was asked for.

    A part is read at once: no wall that plays slowly keeps one of our few threads.
    """
    if not request.range:
        return send_file(path, max_age=86400)
    size = path.stat().st_size
    asked = request.range.range_for_length(size) or abort(416)
    start, stop = asked[0], min(asked[1], asked[0] + PART)
    with path.open("rb") as file:
        file.seek(start)
        answer = Response(file.read(stop - start), 206, mimetype=f"video/{path.suffix[1:]}")
    answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    answer.headers["Accept-Ranges"] = "bytes"
    answer.cache_control.max_age = 86400
    return answer
