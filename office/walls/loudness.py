"""How an office wants the voice of its hall: in which languages, and how loud at what time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from database import locked, store, writing
from models import Office, Officer
from office import audit
from office.audit import Happened
from office.errors import Incomplete

LOUD = 80  # percent, until the office says otherwise
CHANGES = 4  # volumes of a day, at most


@dataclass(frozen=True)
class Loudness:
    """An office's setting; `volumes` are (minute of the day, percent), the first from midnight."""

    english: bool
    volumes: tuple[tuple[int, int], ...]

    def at(self, minute: int) -> int:
        """Percent at a minute of the office's day; 0 is silence."""
        return [percent for since, percent in self.volumes if since <= minute][-1]


def of(office: Office) -> Loudness:
    """As the office set it: Indonesian alone, and always equally loud, until it did."""
    told = office.voice
    volumes = tuple((minute, percent) for minute, percent in told.get("volumes", [(0, LOUD)]))
    return Loudness(bool(told.get("english")), volumes)


def set_up(
    office: Office,
    *,
    english: bool,
    volumes: Sequence[tuple[int, int]],
    by: Officer,
    at: datetime,
) -> None:
    """Set the languages and the volume, from midnight and from each later minute on.

    Raises Incomplete unless the first counts from midnight, later ones come later, all are
    0 to 100, and they are CHANGES at most.
    """
    if not volumes or any(not 0 <= percent <= 100 for _, percent in volumes):
        raise Incomplete("Isi volume dengan angka 0 sampai 100.", field="volume-0")
    minutes = [minute for minute, _ in volumes]
    rising = all(one < other for one, other in pairwise([*minutes, 1440]))
    if minutes[0] != 0 or not rising or len(volumes) > CHANGES:
        raise Incomplete("Tulis perubahan volume menurut jamnya, yang lebih awal dulu.")
    with writing():
        office = locked(office)
        store(office, voice={"english": english, "volumes": [list(pair) for pair in volumes]})
        audit.record(office, Happened.OFFICE_CHANGED, at=at, by=by, detail="voice")
