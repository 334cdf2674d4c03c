"""A kiosk that submits without end and says each number only once it is stored. It gets killed."""

import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

from models import Device, DeviceKind, Office
from office import intake, procedures
from tests.conftest import NINE, open_folder


def main(folder: str) -> None:
    open_folder(Path(folder))
    office = Office.get()
    kiosk = Device.get(Device.kind == DeviceKind.KIOSK)
    procedure = procedures.newest("pemulihan-data-error")
    for n in count():
        asked = intake.Asked(procedure, {"problem": "unknown"}, f"submission {n}")
        ticket = intake.submit(asked, office, by=kiosk, at=NINE + timedelta(seconds=n))
        print(ticket.label, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
