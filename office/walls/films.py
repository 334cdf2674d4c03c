"""What a video file is, told by its content: nobody plays it here."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from office.errors import Incomplete

LARGEST_INDEX = 20_000_000  # bytes of an MP4's moov
MOST_BOXES = 20_000  # of an MP4; one sent live has a pair a second, and is read to its end
PLAYED: tuple[bytes, ...] = (b"avc1", b"avc3", b"vp08", b"vp09", b"av01")  # H.264, VP8, VP9, AV1
WEBM_PLAYED = (b"V_VP8", b"V_VP9", b"V_AV1")


def kind(begins: bytes) -> str:
    """mp4 or webm by its first bytes; "" for what is neither."""
    if begins[4:8] == b"ftyp":
        return "mp4"
    return "webm" if begins.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in begins else ""


def refuse_unplayable(path: Path, kind: str) -> None:
    """Raises Incomplete on a video that is broken off, or that a browser would not play."""
    if kind == "mp4":
        boxes = dict(islice(_boxes(path), MOST_BOXES))
        if b"moov" not in boxes or b"mdat" not in boxes:
            raise Incomplete(
                "Video ini tidak utuh. Kirim lagi, atau simpan ulang sebagai MP4.", field="file"
            )
        start, length = boxes[b"moov"]
        told, known = _read(path, start, min(length, LARGEST_INDEX)), PLAYED
    else:
        told, known = _read(path, 0, 1_000_000), WEBM_PLAYED
    if not any(codec in told for codec in known):
        raise Incomplete(
            "Video ini memakai format yang tidak dapat diputar di layar (misalnya HEVC dari "
            "telepon). Simpan ulang sebagai MP4 H.264.",
            field="file",
        )


def _boxes(path: Path) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Each box of an MP4 with where it begins and how long it is; ends where one is not whole."""
    at, end = 0, path.stat().st_size
    while at + 8 <= end:
        head = _read(path, at, 16)
        length, name = int.from_bytes(head[:4]), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16])
        length = length or end - at  # 0: to the end of the file
        if length < 8 or at + length > end:
            return
        yield name, (at, length)
        at += length


def _read(path: Path, at: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(at)
        return file.read(length)
