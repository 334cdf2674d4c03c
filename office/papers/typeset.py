"""PDFs: a sheet of templates/pdf/ and what it is told, set by typst; see docs/adr/0012-pdf.md."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

import segno

from office.errors import Refused

HERE = Path(__file__).resolve().parent
SHEETS = HERE.parents[1] / "templates" / "pdf"
FONTS = HERE.parents[1] / "static" / "fonts"
LONGEST = 20  # seconds
AT_ONCE = 2  # processes, each of some 45 MB; who comes third waits a tenth of a second
_turns = threading.BoundedSemaphore(AT_ONCE)


def pdf(sheet: str, told: Mapping[str, object], *, at: datetime) -> bytes:
    """Set a sheet with what it is told; `at` is the day in its properties.

    The same sheet, words and moment give the same bytes. What is told stays text whatever it
    contains, and goes through pipes, never through a file. Raises Refused when it cannot be set.
    """
    places = {"folder": str(SHEETS), "fonts": str(FONTS), "sheet": sheet}
    order = json.dumps({**places, "told": told, "at": at.replace(microsecond=0).isoformat()})
    try:
        with _turns:
            done = subprocess.run(  # noqa: S603  our own program; the data goes in by the pipe
                [sys.executable, "-P", str(HERE / "typesetter.py")],
                input=order.encode(),
                capture_output=True,
                timeout=LONGEST,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # of Windows
            )
    except (OSError, subprocess.TimeoutExpired) as broken:
        logging.getLogger(__name__).error("%s.typ: %s", sheet, type(broken).__name__)
        raise Refused(UNSET) from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        fault = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0]
        logging.getLogger(__name__).error("%s.typ: %s", sheet, fault)  # its kind; never its data
        raise Refused(UNSET)
    return done.stdout


def qr(address: str) -> str:
    """An address as SVG. Capitals are packed more tightly, so that the squares stay large."""
    drawing = BytesIO()
    code = segno.make(address, error="q", boost_error=False, micro=False)
    code.save(drawing, kind="svg", xmldecl=False)
    return drawing.getvalue().decode()


UNSET = "PDF belum dapat dibuat. Coba lagi; bila tetap gagal, hubungi admin."
