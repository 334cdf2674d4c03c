"""Lists that an officer takes along as a file."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from flask import request
from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

from office.files import spreadsheet


def xlsx(name: str, sheet: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """name: the file's, without its ending."""
    return attached(spreadsheet.write(sheet, head, rows), spreadsheet.XLSX, f"{name}.xlsx")


def whole(content: bytes, mimetype: str, name: str) -> Response:
    """A large file from memory as it is: what is sent in pieces waits on the disk in clear."""
    file = wrap_file(request.environ, BytesIO(content))
    answer = attached(file, mimetype, name)
    answer.direct_passthrough = True
    answer.content_length = len(content)
    return answer


def attached(content: bytes | Iterable[bytes], mimetype: str, name: str) -> Response:
    """An answer the browser saves."""
    saved = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=saved)
