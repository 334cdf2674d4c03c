"""Whatever is pressed, in whatever order: the queue stays whole."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import database
from tests.office.queue_machine import Queue


@pytest.fixture
def morning(furnished, tmp_path):
    Queue.furnished, Queue.folder = furnished, tmp_path
    yield Queue
    if not database.db.is_closed():
        database.db.close()


# Shrinking a failure takes minutes; with Phase.shrink added it tells the shortest way there.
ENOUGH = settings(
    max_examples=40,
    stateful_step_count=50,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_whatever_is_pressed_the_queue_stays_whole(morning):
    run_state_machine_as_test(morning, settings=ENOUGH)
