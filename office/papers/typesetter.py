"""Sets one PDF, in a process of its own: reads what to set from stdin, writes the PDF to stdout."""

import json
import sys
from datetime import datetime
from typing import Any

import typst

SHEET = "{folder}/{sheet}.typ"


def main() -> None:
    order = json.load(sys.stdin)
    try:
        pdf = compiled(order, strict=True)
    except typst.TypstError:  # a letter that our fonts do not have, most likely
        pdf = compiled(order, strict=False)
    sys.stdout.buffer.write(pdf)


def compiled(order: dict[str, Any], *, strict: bool) -> bytes:
    """strict: PDF/UA-1 in our own fonts. Else tagged all the same, but a letter that they lack is
    taken from the engine's, or shown as a box."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=not strict,
        font_paths=[order["fonts"]],
    )
    pdf = typst.compile(
        SHEET.format(**order),
        root=order["folder"],
        font_paths=fonts,
        sys_inputs={"told": json.dumps(order["told"])},
        pdf_standards=["ua-1"] if strict else [],
        timestamp=datetime.fromisoformat(order["at"]),
    )
    assert isinstance(pdf, bytes)  # noqa: S101  no output file was named
    return pdf


if __name__ == "__main__":
    main()
