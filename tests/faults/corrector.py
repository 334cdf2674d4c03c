"""A desk that corrects without end and says each change only once it is shown. It gets killed."""

import sys
from itertools import count
from pathlib import Path

from office.register import register
from tests.office.recovery_machine import Recovery


def main(furnished: str, folder: str) -> None:
    Recovery.furnished, Recovery.folder = Path(furnished), Path(folder)
    desk = Recovery()
    desk.open_the_office()
    for n in count():
        name = f"SITI {chr(65 + n % 26)}{chr(65 + n // 26)}"
        desk.a_request_is_verified(0)
        desk.a_draft_is_written(len(desk.cases) - 1, ("name", name), ("mother", f"{name} TUA"))
        desk.a_draft_is_carried_out(len(desk.cases) - 1, "dewi", False, "")
        print(register.now(), name, sep=";", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
