"""Sets receipts, in a process of its own: a line of what to print in, a line of its bytes out.

The printing library and its pictures weigh 18 MB, which the server need not carry.
"""

import base64
import json
import re
import sys
import textwrap
from itertools import takewhile
from typing import Any

import segno
from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont

DOTS = {58: 384, 80: 576}  # that a line of this paper (mm) holds, 8 a millimetre
LETTERS = 12  # dots of one, in the printer's own plain letters
NUMBER = {58: 88, 80: 128}  # dots of the number's height: 11 and 16 mm
MODULE = {58: 5, 80: 6}  # dots of a QR's square: 0.6 and 0.75 mm
QUIET = 4  # modules of white around it
# Inside a picture, too, these are commands that a printer obeys at once.
AT_ONCE = re.compile(rb"\x10[\x04\x05\x14]")
STYLES: dict[str, dict[str, Any]] = {
    "text": {},
    "centre": {"align": "center"},
    "bold": {"align": "center", "bold": True},
    "big": {"align": "center", "bold": True, "double_width": True, "double_height": True},
    "value": {"bold": True, "double_height": True},
}


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # the library prints remarks of its own
    for line in sys.stdin:
        order = json.loads(line)
        print(base64.b64encode(receipt(order)).decode(), file=answers, flush=True)


def receipt(order: dict[str, Any]) -> bytes:
    """The bytes of one receipt. width: 58 or 80; lines: [style, words] each; font: the number's."""
    printer, width = Dummy(), order["width"]
    printer.hw("INIT")
    for style, words in order["lines"]:
        if style == "number":
            _picture(printer, _number(words, width, order["font"]))
        elif style == "qr":
            _picture(printer, _qr(words, MODULE[width]))
        elif style == "rule":
            printer.set_with_default()
            printer.text("-" * (DOTS[width] // LETTERS) + "\n")
        elif style in ("tear", "cut"):
            printer.cut("PART" if style == "tear" else "FULL")
        else:
            _words(printer, words, STYLES[style], DOTS[width] // LETTERS)
    return bytes(printer.output)


def _words(printer: Dummy, words: str, style: dict[str, Any], columns: int) -> None:
    printer.set_with_default(**style)
    columns //= 2 if style.get("double_width") else 1
    lines = textwrap.wrap(words, columns, break_on_hyphens=False)
    if "align" in style:  # lines of a like length, no word alone
        narrower = (textwrap.wrap(words, some) for some in range(columns, 0, -1))
        *_, lines = takewhile(lambda tried: len(tried) == len(lines), narrower)
    for line in lines:
        printer.text(f"{line}\n")


def _number(label: str, width: int, font_file: str) -> Image.Image:
    """The number as high as it must be, pressed together where it would be too wide."""
    height = NUMBER[width]
    font = ImageFont.truetype(font_file, 2 * height)
    left, top, right, bottom = font.getbbox(label)
    drawn = Image.new("L", (int(right - left), int(bottom - top)), 255)
    ImageDraw.Draw(drawn).text((-left, -top), label, 0, font)
    wide = min(DOTS[width], drawn.width * height // drawn.height)
    return drawn.resize((wide, height)).point(lambda light: 255 * (light > 127))


def _qr(address: str, module: int) -> Image.Image:
    code = segno.make(address, error="q", boost_error=False, micro=False)
    size = len(code.matrix) + 2 * QUIET
    drawn = Image.new("1", (size, size), 1)
    for y, row in enumerate(code.matrix, QUIET):
        for x, dark in enumerate(row, QUIET):
            drawn.putpixel((x, y), not dark)
    return drawn.resize((size * module, size * module), Image.Resampling.NEAREST)


def _picture(printer: Dummy, drawn: Image.Image) -> None:
    """In the middle; moved by a dot as long as its dots would spell a command."""
    for moved in range(8):
        picture = Image.new("1", (drawn.width + moved, drawn.height), 1)
        picture.paste(drawn, (moved, 0))
        trial = Dummy()
        trial.set(align="center")
        trial.image(picture, center=False)
        if not AT_ONCE.search(trial.output):
            break
    printer._raw(trial.output)


if __name__ == "__main__":
    main()
