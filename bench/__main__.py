"""`python -m bench NAME`: one JSON object on the last line."""

import argparse
import importlib
import json
import sys

NAMES = (
    "kiosk",
    "call",
    "race",
    "decide",
    "scale",
    "centre",
    "ladder",
    "footprint",
    "register",
    "inbox",
    "anomaly",
    "duplicates",
    "forecast",
    "printer",
    "soak",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--count", type=int, default=0, help="fewer repetitions: a look, no figure")
    options = parser.parse_args()
    figures = importlib.import_module(f"bench.{options.name}").measure(options.count)
    print(json.dumps(figures, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
