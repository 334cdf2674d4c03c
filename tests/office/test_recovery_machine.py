"""Whatever is corrected, taken back, imported or cut off: every past value can be told."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import database
from tests.office.recovery_machine import Recovery


@pytest.fixture
def desk(furnished, tmp_path):
    Recovery.furnished, Recovery.folder = furnished, tmp_path
    yield Recovery
    if not database.db.is_closed():
        database.db.close()


ENOUGH = settings(
    max_examples=10,
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_every_past_value_is_told_and_none_came_without_an_order(desk):
    run_state_machine_as_test(desk, settings=ENOUGH)
