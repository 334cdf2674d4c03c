"""Whatever is pressed, in whatever order: the queue stays whole."""

from tests.office.machine import drive
from tests.office.queue_machine import Queue


def test_whatever_is_pressed_the_queue_stays_whole(furnished, tmp_path):
    drive(Queue, furnished, tmp_path, examples=40, steps=50)
