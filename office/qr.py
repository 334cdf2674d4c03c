"""QR codes as they are drawn on screens and paper."""

import segno

QUIET = 4  # modules of white around it


def drawn(text: str) -> dict[str, object]:
    """One SVG path: `d`, and the width of its square in modules."""
    code = segno.make(text, error="q", boost_error=False, micro=False)
    runs = []
    for y, row in enumerate(code.matrix, QUIET):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                runs.append(f"M{x + QUIET} {y}h{run}v1h-{run}z")
            x += run or 1
    return {"d": "".join(runs), "size": len(code.matrix) + 2 * QUIET}
