"""Whatever is corrected, taken back, imported or cut off: every past value can be told."""

from tests.office.machine import drive
from tests.office.recovery_machine import Recovery


def test_every_past_value_is_told_and_none_came_without_an_order(furnished, tmp_path):
    drive(Recovery, furnished, tmp_path, examples=10, steps=40)
