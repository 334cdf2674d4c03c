"""What one address asks for too often: links nobody has, and presses; in memory alone."""

from collections import Counter
from datetime import datetime, timedelta

from office.errors import TooMany

MISSES = 60  # links nobody has, asked for from one address …
PRESSES = 40  # or presses by one link, bookings from one address …
WINDOW = timedelta(minutes=5)  # … in this long


class Guesses:
    """Those of the present window; it forgets them all when the next one begins."""

    def __init__(self) -> None:
        self._window = 0
        self._misses: Counter[str] = Counter()
        self._presses: Counter[str] = Counter()

    def refuse_many(self, address: str, *, at: datetime) -> None:
        """Raises TooMany after MISSES misses from there."""
        self._turn(at)
        if self._misses[address] >= MISSES:
            raise TooMany(
                "Terlalu banyak kode salah. Tunggu lima menit, atau tanya Petugas Informasi."
            )

    def refuse_pressing(self, who: str, *, at: datetime) -> None:
        """Count a press by a link or an address. Raises TooMany after PRESSES of them."""
        self._turn(at)
        self._presses[who] += 1
        if self._presses[who] > PRESSES:
            raise TooMany("Terlalu sering. Tunggu lima menit, atau tanya Petugas Informasi.")

    def missed(self, address: str, *, at: datetime) -> None:
        self._turn(at)
        self._misses[address] += 1

    def _turn(self, at: datetime) -> None:
        window = int(at.timestamp() // WINDOW.total_seconds())
        if window != self._window:
            self._window, self._misses, self._presses = window, Counter(), Counter()
