"""A sealed file: read back from any place, and by nobody who has only the disk."""

import io

import pytest
from cryptography.exceptions import InvalidTag

from office.files.sealed import CHUNK, Writer

TEXT = b"".join(b"%06d;SITI CONTOH\n" % n for n in range(10_000))


@pytest.fixture
def sealed(tmp_path):
    writer = Writer(tmp_path / "uploads" / "1.sealed")
    for low in range(0, len(TEXT), 50_001):
        writer.append(TEXT[low : low + 50_001])
    return writer.close("dkb.csv")


def test_what_was_written_is_read(sealed):
    with io.TextIOWrapper(sealed.open(), "ascii") as lines:
        assert "".join(lines).encode() == TEXT
    assert (sealed.size, sealed.name) == (len(TEXT), "dkb.csv")


@pytest.mark.parametrize("place", [0, 1, CHUNK - 3, CHUNK, 2 * CHUNK + 5, -40])
def test_it_is_read_from_any_place(sealed, place):
    with sealed.open() as file:
        file.seek(place, 0 if place >= 0 else 2)
        assert file.read(100) == TEXT[place:][:100]


def test_nothing_of_it_lies_in_clear(sealed):
    held = sealed.path.read_bytes()
    assert (b"SITI" in held, b"CONTOH" in held) == (False, False)
    assert held[: CHUNK + 16] != held[CHUNK + 16 : 2 * (CHUNK + 16)]


def test_what_was_changed_or_cut_is_not_read(sealed):
    held = bytearray(sealed.path.read_bytes())
    held[-1] ^= 1
    sealed.path.write_bytes(held)
    with sealed.open() as file, pytest.raises(InvalidTag):
        file.read()
