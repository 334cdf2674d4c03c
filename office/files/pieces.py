"""A file on its way from a browser: announced with its size, then piece by piece, in order."""

from collections.abc import Callable
from datetime import datetime, timedelta

from office.errors import Refused, Stale

SILENCE = timedelta(minutes=2)  # who sends no piece for so long has gone


class NoRoom(Refused):
    """The disk is full; what has come of the file is of no use any more."""


class Pieces:
    """How much of a file has come, and when. keep: writes a piece behind those before it."""

    def __init__(self, size: int, keep: Callable[[bytes], object], *, at: datetime) -> None:
        self.size, self.received, self.touched_at, self._keep = size, 0, at, keep

    def append(self, offset: int, piece: bytes, *, at: datetime) -> None:
        """Take the next piece. One that came before is taken for said twice.

        Raises
            Stale   a piece before this one is missing, or it is more than was announced
            NoRoom  give the file up
        """
        end = offset + len(piece)
        if end <= self.received:
            return
        if offset != self.received or end > self.size:
            raise Stale("Potongan berkas ini tidak urut. Kirim lagi berkasnya.")
        try:
            self._keep(piece)
        except OSError:
            raise NoRoom("Berkas tidak dapat disimpan: tempat di disk server habis.") from None
        self.received, self.touched_at = end, at

    def refuse_unless_whole(self) -> None:
        if self.received != self.size:
            raise Stale("Berkas belum terkirim seluruhnya. Kirim lagi berkasnya.")
