"""What `pulih simulate` is told; alone, for a served office reads nothing else of this room."""

import argparse
from pathlib import Path

KINDS = {"calm": "tenang", "rush": "ramai", "leaving": "satu loket pergi", "slow": "lambat"}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=1, help="working days, one after the other")
    parser.add_argument("--seed", type=int, default=1, help="another number, other days")
    parser.add_argument("--people", type=int, default=40, help="who come on a usual day")
    parser.add_argument("--kind", choices=list(KINDS), help="else as it comes")
    parser.add_argument("--speed", type=float, default=0, help="seconds a second, to look on")
    parser.add_argument("--port", type=int, default=0, help="look at it there while it plays")
    parser.add_argument("--data", type=Path, help="folder of a demo's database, or a new one")
    parser.add_argument("--keep", action="store_true", help="leave the folder where it is")
