"""Sets one PDF, in a process of its own: reads what to set from stdin, writes the PDF to stdout."""

import json
import sys
from datetime import datetime

import typst

SHEET = "{folder}/{sheet}.typ"


def main() -> None:
    order = json.load(sys.stdin)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]]
    )
    pdf = typst.compile(
        SHEET.format(**order),
        root=order["folder"],
        font_paths=fonts,
        sys_inputs={"told": json.dumps(order["told"])},
        pdf_standards=["ua-1"],
        timestamp=datetime.fromisoformat(order["at"]),
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
