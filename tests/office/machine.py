"""An office that Hypothesis drives: every example begins with the furnished folder, at nine."""

import shutil

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

import database
from models import Counter, Device, DeviceKind, Office, Officer
from tests.conftest import NINE, open_folder


class OfficeMachine(RuleBasedStateMachine):
    furnished = None  # the folder every example starts from
    folder = None

    def open_anew(self):
        if not database.db.is_closed():
            database.db.close()
        for leftover in self.folder.glob("pulih.*"):
            leftover.unlink()
        for name in ("pulih.db", "pulih.key"):
            shutil.copy(self.furnished / name, self.folder / name)
        self.open_again()
        self.at = NINE
        self.office = Office.get()
        self.kiosk = Device.get(Device.kind == DeviceKind.KIOSK)
        self.people = {officer.username: officer for officer in Officer.select()}
        self.desks = {counter.number: counter for counter in Counter.select()}

    def open_again(self):
        if not database.db.is_closed():
            database.db.close()
        open_folder(self.folder)


def drive(machine, furnished, folder, *, examples, steps):
    """Shrinking a failure takes minutes; with Phase.shrink added it tells the shortest way."""
    machine.furnished, machine.folder = furnished, folder
    enough = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    try:
        run_state_machine_as_test(machine, settings=enough)
    finally:
        if not database.db.is_closed():
            database.db.close()
