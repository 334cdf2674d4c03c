"""The clock of a simulated office: it stands while somebody acts and is moved in between."""

import time
from datetime import datetime, timedelta

GLANCE = 0.2  # seconds between two looks at a clock that runs


class Clock:
    """What the server and everybody in the simulation take for the time (aware, UTC).

    speed: simulated seconds a second, so that one can look on; 0 jumps from act to act.
    """

    def __init__(self, at: datetime, speed: float = 0.0) -> None:
        self._at, self._speed = at, speed

    def __call__(self) -> datetime:
        return self._at

    def move(self, to: datetime) -> None:
        """Never backwards. With a speed it takes its time."""
        while self._speed and self._at < to:
            time.sleep(GLANCE)
            self._at = min(self._at + timedelta(seconds=GLANCE * self._speed), to)
        self._at = max(self._at, to)
