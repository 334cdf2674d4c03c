"""A file that nobody can read: encrypted, with a key that lies only in a process's memory."""

import io
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 64 * 1024  # bytes that are sealed together; each chunk has its place as its nonce
TAG = 16  # bytes a seal is longer than what it holds
NONCE = 12


@dataclass(frozen=True)
class Sealed:
    """A whole sealed file; opened like a Path, it gives what was written."""

    path: Path
    key: bytes = field(repr=False)
    size: int
    name: str  # of what is in it, as the officer knows it

    def open(self, mode: str = "rb") -> BinaryIO:
        return io.BufferedReader(_Reader(self), CHUNK)

    def task(self) -> dict[str, Any]:
        """For the process that works on it (office/files/beside.py)."""
        where = str(self.path.resolve())
        return {"file": where, "seal": self.key.hex(), "size": self.size, "name": self.name}

    @classmethod
    def of(cls, task: dict[str, Any]) -> "Sealed":
        """As that process is told it."""
        key = bytes.fromhex(task["seal"])
        return cls(Path(task["file"]), key, task["size"], task["name"])


class Writer:
    """Takes a file piece by piece. What is less than a chunk waits in memory."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.size = path, 0
        self._key = secrets.token_bytes(32)
        self._place, self._rest = 0, b""
        self._file = io.BufferedWriter(io.FileIO(path, "xb", opener=_ours_only))

    def append(self, piece: bytes) -> None:
        self.size += len(piece)
        held = self._rest + piece
        whole = len(held) - len(held) % CHUNK
        for low in range(0, whole, CHUNK):
            self._seal(held[low : low + CHUNK])
        self._rest = held[whole:]

    def close(self, name: str) -> Sealed:
        """The file is whole."""
        if self._rest:
            self._seal(self._rest)
        self._file.close()
        return Sealed(self.path, self._key, self.size, name)

    def discard(self) -> None:
        self._rest = b""
        self._file.close()

    def _seal(self, chunk: bytes) -> None:
        self._file.write(_cipher(self._key).encrypt(_nonce(self._place), chunk, None))
        self._place += 1


class _Reader(io.RawIOBase):
    """Reads from any place; one chunk is open at a time."""

    def __init__(self, sealed: Sealed) -> None:
        self._file = sealed.path.open("rb")
        self._open, self._size = _cipher(sealed.key), sealed.size
        self._at, self._place, self._chunk = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        place, within = divmod(self._at, CHUNK)
        if place != self._place:
            self._file.seek(place * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            self._chunk, self._place = self._open.decrypt(_nonce(place), sealed, None), place
        some = self._chunk[within : within + len(into)]
        into[: len(some)] = some
        self._at += len(some)
        return len(some)

    def close(self) -> None:
        self._file.close()
        super().close()


def _ours_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _nonce(place: int) -> bytes:
    return place.to_bytes(NONCE, "big")


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # an idle server carries it not

    return AESGCM(key)
