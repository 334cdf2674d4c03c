"""Lists that an officer takes along as a file."""

from collections.abc import Iterable, Sequence

from werkzeug.wrappers import Response

from office import spreadsheet


def xlsx(name: str, sheet: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """name: the file's, without its ending."""
    return attached(spreadsheet.write(sheet, head, rows), spreadsheet.XLSX, f"{name}.xlsx")


def attached(content: bytes, mimetype: str, name: str) -> Response:
    """An answer the browser saves."""
    saved = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=mimetype, headers=saved)
